// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderdesk.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Espalier::Ui {

// The operator's command key: how it stands, its public half for the administrator, and a new or
// an imported one. Knows no keyring: who does is told what is wanted and says how it went.
class KeyDialog final : public QDialog {
    Q_OBJECT
public:
    KeyDialog(const QString& person, const QString& device, QWidget* parent = nullptr);

    // stored: whether the keyring holds one that another would replace.
    void setState(const DeskKeyState& state, const QString& publicKey, bool stored);
    // How the last wish went; empty: well.
    void setOutcome(const QString& problem);
    // The seed that a line or a file of 64 hex digits stands for; empty: it is none.
    [[nodiscard]] static QByteArray seedOf(const QByteArray& text);

Q_SIGNALS:
    void createWanted();
    void importWanted(const QByteArray& seed);
    void fileWanted(const QString& path); // to be read and imported
    void retryWanted(); // read it again: the keyring may be unlocked now

private:
    QWidget* buildFacts();
    QWidget* buildImport();
    void replaceThen(const std::function<void()>& wish);
    void importTyped();
    void say(const QString& text);

    QLabel* m_state;
    QLabel* m_public;
    QPushButton* m_copy;
    QPushButton* m_create;
    QLineEdit* m_seed;
    QLabel* m_outcome;
    bool m_stored = false, m_waits = false;
    QString m_person, m_device;
};

} // namespace Espalier::Ui
