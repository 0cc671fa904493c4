// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "textline.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Espalier::Ui {

class SheetRowLabel;

// Which of the four cases an empty list is (ux.md 3.1).
enum class EmptyKind { NothingExists, NothingMatches, NotPermitted, NotLoaded };

struct EmptyText {
    EmptyKind kind = EmptyKind::NothingExists;
    QString title;
    std::vector<Text::Line> lines;
    QString button; // its label; empty: no button
    friend bool operator==(const EmptyText&, const EmptyText&) = default;
};

// Says in the middle of an empty list which case it is, since when, and what can be done.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void show(const EmptyText& text);
    [[nodiscard]] const EmptyText& text() const { return m_text; }

Q_SIGNALS:
    void buttonPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    EmptyText m_text;
    QWidget* m_block;
    QLabel* m_title;
    std::vector<SheetRowLabel*> m_lines;
    QVBoxLayout* m_rows;
    QPushButton* m_button;
};

} // namespace Espalier::Ui
