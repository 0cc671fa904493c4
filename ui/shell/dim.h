// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDialog;

namespace Espalier::Ui {

// Darkens the window behind a dialog, from below the status strip on: the strip is never covered.
// Goes with the dialog.
class Dim final : public QWidget {
    Q_OBJECT
public:
    Dim(QWidget& window, QDialog& dialog);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    QWidget& m_window;
};

} // namespace Espalier::Ui
