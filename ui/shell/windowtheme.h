// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <desktop/colourscheme.h>
#include <prefs/settings.h>

namespace Espalier::Ui {

// Sets the theme of the whole application; System follows the desktop's wish, and its palette
// where it has none.
void installTheme(ThemeChoice choice, double fontScale, SchemeWish wish);

} // namespace Espalier::Ui
