// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <domain/marks.h>

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Espalier::Ui {

// Asks until when an alarm is shelved, 8 h at most, and why (ux.md 3.11).
class ShelveDialog final : public QDialog {
    Q_OBJECT
public:
    // what: how many of what are shelved; clock outlives the dialog.
    ShelveDialog(const QString& what, const Clock& clock, QWidget* parent = nullptr);

Q_SIGNALS:
    void shelved(const QString& reason, Espalier::WallTime until);

private:
    void refresh();
    void take();

    const Clock& m_clock;
    QComboBox* m_for;
    QLineEdit* m_reason;
    QLabel* m_problem;
    QPushButton* m_shelve;
};

} // namespace Espalier::Ui
