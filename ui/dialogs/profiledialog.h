// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/profilestore.h>

#include <QDialog>

#include <map>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

namespace Espalier::Ui {

// One connection profile. What is wrong stands under the field it is about, with what to do.
class ProfileDialog final : public QDialog {
    Q_OBJECT
public:
    ProfileDialog(
        ProfileStore& profiles, const Profile& profile, bool isNew, QWidget* parent = nullptr);
    ~ProfileDialog() override;

    [[nodiscard]] Profile entered() const;

Q_SIGNALS:
    void saved(const QString& name);

private:
    void build();
    QWidget* buildForm();
    QLineEdit* addField(ProfileField field, const QString& label, const QString& hint, bool isFile);
    void addRow(ProfileField field, const QString& label, QWidget* editor);
    void fill(const Profile& profile);
    void save();
    void filesChecked(const std::vector<ProfileProblem>& problems);
    void showProblems(const std::vector<ProfileProblem>& problems);
    void store();

    ProfileStore& m_profiles;
    QString m_oldName;
    QScrollArea* m_scroll;
    QFormLayout* m_form;
    std::map<ProfileField, QLineEdit*> m_fields;
    std::map<ProfileField, QLabel*> m_problems;
    QPlainTextEdit* m_sites;
    QLabel* m_general;
    QPushButton* m_save;
    QPushButton* m_cancel;
    bool m_despiteFiles = false; // the next press saves although files are wrong
};

} // namespace Espalier::Ui
