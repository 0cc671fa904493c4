// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"
#include "slotchoice.h"

#include <QPointer>

class QAbstractButton;
class QStackedWidget;

namespace Espalier::Ui {

class LineLabel;

// Isolation: what must always hold, as a matrix over the sites, and what is known of each VM that
// is not gone. What is not evaluated is never a pass.
class IsolationPage final : public ListPage {
    Q_OBJECT
public:
    explicit IsolationPage(const PageContext& context, QWidget* parent = nullptr);
    ~IsolationPage() override;

    [[nodiscard]] TableView& vms() const { return *m_vmTable; }
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    void refreshAges() override;
    void setActive(bool active) override;
    void setFilter(const QString& text) override;
    void focusContent() override;
    [[nodiscard]] QString currentId() const override; // I3, or a VmId
    bool setCurrentId(const QString& id) override;
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    [[nodiscard]] std::set<HostId> hostsOnScreen() const override;
    void setRowActions(const QList<QAction*>& actions) override;
    [[nodiscard]] TableView* list() const override { return &shownTable(); }
    [[nodiscard]] Selection selection() const override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildHead();
    void showVms(bool vms);
    [[nodiscard]] TableView& shownTable() const;
    [[nodiscard]] SlotId slotOf(const QString& vm) const;
    void tellChoice(const QString& vm);

    std::unique_ptr<Items::TableModel> m_vmModel;
    TableView* m_vmTable;
    QPointer<SlotChoice> m_choice; // nullptr: nobody shares it
    QWidget* m_head = nullptr;
    LineLabel* m_headline = nullptr;
    LineLabel* m_counts = nullptr;
    QStackedWidget* m_stack = nullptr;
    QAbstractButton* m_matrixButton = nullptr;
    QAbstractButton* m_vmsButton = nullptr;
    bool m_active = false;
};

// "16 of 30 invariants evaluated; pass 99.98 % of 97.2 % of their checks", rounded down.
[[nodiscard]] QString isolationHeadline(const InvariantTallies& total);

} // namespace Espalier::Ui
