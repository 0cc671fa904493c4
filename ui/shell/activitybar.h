// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <store/details.h>
#include <text/line.h>

#include <QWidget>

#include <vector>

class QPushButton;

namespace Espalier::Ui {

class LineLabel;
class OrderDesk;

// What goes on by itself: links that connect, list or fail, and problems of the console.
class ActivityBar final : public QWidget {
    Q_OBJECT
public:
    explicit ActivityBar(QWidget* parent = nullptr);
    void refresh(const std::vector<SiteFeed>& sites, const Clock& clock);
    void setProblem(const QString& text);
    // What waits, what was sent last and how it stands; orders outlives the bar.
    void setOrders(OrderDesk& orders);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] Text::Line ordersLine(const Clock& clock) const;

    OrderDesk* m_orders = nullptr;
    QPushButton* m_undo;
    LineLabel* m_title;
    LineLabel* m_text;
    LineLabel* m_right;
    QString m_problem;
};

} // namespace Espalier::Ui
