// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

namespace Espalier::Ui {

class DistributionPanel;
class FigureGrid;
class LineLabel;
class SheetRowLabel;
class SumRow;

// Teardowns: the balance of VM lives, figures by site and tenant, how long it took, and the ledger.
class TeardownsPage final : public ListPage {
    Q_OBJECT
public:
    explicit TeardownsPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    // The record of the life.
    [[nodiscard]] InspectorContent inspect(const QString& id) override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
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
    SheetRowLabel* m_heading = nullptr;
    LineLabel* m_noLog = nullptr;
    SumRow* m_sum = nullptr;
    SheetRowLabel* m_simulated = nullptr;
    FigureGrid* m_grid = nullptr;
    DistributionPanel* m_distribution = nullptr;
};

// The terms of the balance under the headings that policy's log allows (ux.md 3.8).
[[nodiscard]] QString simulatedSentence(const Balance& balance);

} // namespace Espalier::Ui
