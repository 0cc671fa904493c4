// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page.h"

#include <alarms/alarm.h>

#include <QList>

#include <memory>

class QBoxLayout;
class QModelIndex;

namespace Espalier::Items {
class TableModel;
} // namespace Espalier::Items

namespace Espalier::Ui {

class BarLegend;
class Histogram;
class LineLabel;
class OverviewGrid;
class SectionHead;
class SheetRowLabel;

// The first page: answers in five seconds what is wrong, which site is stale, whether VMs are
// unaccounted for and what capacity is left (ux.md 3.1).
class OverviewPage final : public Page {
    Q_OBJECT
public:
    // The context must have alarms.
    explicit OverviewPage(const PageContext& context, QWidget* parent = nullptr);
    ~OverviewPage() override;

    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    void refreshAges() override;
    void setActive(bool active) override;
    void setFilter(const QString& text) override;
    void focusContent() override;
    [[nodiscard]] QString currentId() const override;
    bool setCurrentId(const QString& id) override;
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    [[nodiscard]] bool wantsInspector() const override { return false; }
    [[nodiscard]] TableView* list() const override { return m_table; }
    // Whatever is too much for a small window goes: the page never asks for more.
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] Items::TableModel& model() const { return *m_model; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBalance();
    QWidget* buildAlarms();
    QWidget* buildBelow();
    QWidget* section(SectionHead* head, QWidget* content, const char* name);
    void buildCommands();
    void fit();
    void refreshCommands();
    void mark(bool acknowledge);
    void goThere();
    void clicked(const QModelIndex& index);
    [[nodiscard]] const AlarmRow* chosen() const; // nullptr: none

    std::unique_ptr<Items::TableModel> m_model;
    TableView* m_table = nullptr;
    SectionHead* m_balanceHead = nullptr;
    SectionHead* m_alarmHead = nullptr;
    SectionHead* m_teardownHead = nullptr;
    SectionHead* m_openHead = nullptr;
    OverviewGrid* m_balance = nullptr;
    SheetRowLabel* m_note = nullptr;
    OverviewGrid* m_capacity = nullptr;
    BarLegend* m_capacityLegend = nullptr;
    OverviewGrid* m_times = nullptr; // instead of the histogram, where there is no room
    QWidget* m_chart = nullptr; // the histogram and what stands below it
    Histogram* m_histogram = nullptr;
    LineLabel* m_siteTimes = nullptr;
    OverviewGrid* m_open = nullptr;
    QBoxLayout* m_column = nullptr;
    QWidget* m_below = nullptr; // capacity, teardowns, oldest open
    QAction* m_go = nullptr;
    QAction* m_acknowledge = nullptr;
    QAction* m_shelve = nullptr;
    QAction* m_unmark = nullptr;
    bool m_narrow = false;
};

} // namespace Espalier::Ui
