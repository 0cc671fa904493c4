// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

namespace Espalier::Ui {

class FigureGrid;
class Histogram;
class LineLabel;
class SumRow;

// Teardowns: the balance of VM lives, figures by site and tenant, how long it took, and the ledger.
class TeardownsPage final : public ListPage {
    Q_OBJECT
public:
    TeardownsPage(const FleetStore& store, Items::TableModel& model, const Clock& clock,
        QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    void refresh() override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBalance();
    QWidget* buildFigures();
    void refreshBalance(const BalanceSheet& sheet);
    void refreshFigures(const BalanceSheet& sheet);
    void fit();

    QWidget* m_balance = nullptr;
    QWidget* m_figures = nullptr;
    LineLabel* m_heading = nullptr;
    LineLabel* m_noLog = nullptr;
    SumRow* m_sum = nullptr;
    LineLabel* m_simulated = nullptr;
    FigureGrid* m_grid = nullptr;
    LineLabel* m_chartHeading = nullptr;
    Histogram* m_histogram = nullptr;
};

// The terms of the balance under the headings that policy's log allows (ux.md 3.8).
[[nodiscard]] QString simulatedSentence(const Balance& balance);

} // namespace Espalier::Ui
