// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtheme.h"

#include <theme/theme.h>

#include <QApplication>

namespace Espalier::Ui {

void installTheme(ThemeChoice choice, double fontScale, SchemeWish wish)
{
    Scheme scheme = systemScheme();
    switch (choice) {
    case ThemeChoice::System:
        if (wish != SchemeWish::None)
            scheme = wish == SchemeWish::Dark ? Scheme::Dark : Scheme::Light;
        break;
    case ThemeChoice::Light:
        scheme = Scheme::Light;
        break;
    case ThemeChoice::Dark:
        scheme = Scheme::Dark;
        break;
    case ThemeChoice::HighContrast:
        scheme = Scheme::HighContrast;
        break;
    }
    install(*qApp, Theme(scheme, fontScale));
}

} // namespace Espalier::Ui
