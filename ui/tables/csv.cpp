// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"

#include <algorithm>

namespace Espalier::Ui {

namespace {

QString quoted(QString text)
{
    const bool needed = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"'))
        || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    // A leading = + - @ would run as a formula in a spreadsheet.
    if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    if (!needed)
        return text;
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QString(QLatin1Char('"') + text + QLatin1Char('"'));
}

} // namespace

QString csvRecord(const QStringList& texts)
{
    QStringList record = texts;
    std::transform(record.begin(), record.end(), record.begin(), quoted);
    return record.join(QLatin1Char(','));
}

} // namespace Espalier::Ui
