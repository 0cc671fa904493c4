// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace Espalier::Ui {

// Why something is ordered: a category, words, a ticket. Starts empty every time: nothing of it is
// remembered (R12).
class ReasonFields final : public QWidget {
    Q_OBJECT
public:
    static constexpr int labelColumn = 80;
    // labelWidth: of the column in which the fields' names stand, at font scale 1.
    explicit ReasonFields(
        const QStringList& categories, QWidget* parent = nullptr, int labelWidth = labelColumn);
    [[nodiscard]] QString reason() const; // category and words
    [[nodiscard]] QString ticket() const;
    void setText(const QString& reason, const QString& ticket);
    // What is missing or too long; empty: it may be sent.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void edited();

private:
    QComboBox* m_category;
    QLineEdit* m_words;
    QLineEdit* m_ticket;
};

} // namespace Espalier::Ui
