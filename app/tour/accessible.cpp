// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessible.h"

#include <algorithm>

namespace Espalier::Tour {

bool Accessible::isNull() const { return path.isEmpty() || path.endsWith(QLatin1String("/null")); }

int TableText::column(const QString& title) const
{
    const auto found = std::ranges::find(columns, title);
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

} // namespace Espalier::Tour
