// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <functional>

class QWidget;

namespace Espalier::Ui {

// Says what will be in the file and what will not, then asks where it shall be. chosen: with the
// path, once, if there is one.
void askForDiagnostics(
    QWidget* parent, WallTime now, std::function<void(const QString& path)> chosen);
// What became of it. problem: empty if it is saved.
void tellDiagnostics(QWidget* parent, const QString& path, const QString& problem);

} // namespace Espalier::Ui
