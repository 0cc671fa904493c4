// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "utctime.h"

#include <QDateTime>

namespace Espalier {

std::optional<WallTime> utcTimeFrom(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!text.endsWith(QLatin1Char('Z')) || !time.isValid())
        return std::nullopt;
    return WallTime(std::chrono::seconds(time.toSecsSinceEpoch()));
}

} // namespace Espalier
