// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QWidget;

namespace Espalier::Ui {

// What each shape means, for who meets it at 3 a.m. Opens a window that deletes itself.
QDialog* openLegend(QWidget* parent);

} // namespace Espalier::Ui
