// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Espalier::Ui {

// One record of RFC 4180 without its line end. A text that a spreadsheet would run as a formula is
// kept from it with an apostrophe.
[[nodiscard]] QString csvRecord(const QStringList& texts);

} // namespace Espalier::Ui
