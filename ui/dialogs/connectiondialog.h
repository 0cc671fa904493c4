// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/profilestore.h>

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace Espalier::Ui {

// Connection profiles: which one to use, add, edit, remove.
class ConnectionDialog final : public QDialog {
    Q_OBJECT
public:
    ConnectionDialog(ProfileStore& profiles, const QString& current, QWidget* parent = nullptr);

Q_SIGNALS:
    void profileChosen(const QString& name);

private:
    void build();
    void fill(const QString& chosen);
    void showDetails();
    void connectChosen();
    void edit(bool isNew);
    void removeChosen();
    [[nodiscard]] QString chosenName() const;

    ProfileStore& m_profiles;
    QString m_current; // in use now
    QListWidget* m_list;
    QLabel* m_details;
    QPushButton* m_connect;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_remove;
    QPushButton* m_close;
};

} // namespace Espalier::Ui
