// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "line.h"

namespace Espalier::Text {

QString Line::plain() const
{
    QString all;
    for (const Run& run : runs) {
        if (run.gap > 0 && !all.isEmpty())
            all += QLatin1Char(' ');
        all += run.text;
    }
    return all;
}

Line plainLine(const QString& text, Style style)
{
    if (text.isEmpty())
        return {};
    return {{Run{text, style, 0}}};
}

} // namespace Espalier::Text
