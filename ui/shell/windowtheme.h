// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/settings.h>

namespace Espalier::Ui {

// Sets the theme of the whole application; System asks the desktop.
void installTheme(ThemeChoice choice, double fontScale);

} // namespace Espalier::Ui
