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
    // labels: width of the column of labels, for the fields above and below to line up
    explicit ReasonFields(
        const QStringList& categories, QWidget* parent = nullptr, int labels = labelColumn);
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
