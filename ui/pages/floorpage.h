// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page.h"
#include "slotchoice.h"

#include <QPointer>

#include <memory>

class QAbstractButton;

namespace Espalier::Items {
class TableModel;
}

namespace Espalier::Ui {

class EmptyState;
class FloorView;
class GlyphCounts;
class LineLabel;
class RackAlertView;

// Floor: where every slot stands and how it is, at four levels of detail, over the same slots,
// filter and choice as Hosts & slots.
class FloorPage final : public Page {
    Q_OBJECT
public:
    explicit FloorPage(const PageContext& context, QWidget* parent = nullptr);
    ~FloorPage() override;

    [[nodiscard]] FloorView& floor() const { return *m_floor; }
    [[nodiscard]] QString countSentence() const override;
    void refresh() override;
    void refreshAges() override;
    void setActive(bool active) override;
    void setFilter(const QString& text) override;
    void focusContent() override;
    [[nodiscard]] QString currentId() const override;
    bool setCurrentId(const QString& id) override;
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    [[nodiscard]] std::set<HostId> hostsOnScreen() const override;
    [[nodiscard]] Selection selection() const override;
    void setRowActions(const QList<QAction*>& actions) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBar();
    QWidget* buildFoot();
    QWidget* buildSide();
    void refreshSide();
    void refreshLevels();
    void dimFloor();
    void takeChoice(); // of the other pages
    void tellChoice();
    [[nodiscard]] Text::Line summary() const;

    std::unique_ptr<Items::TableModel> m_model; // the filter's, with the words of the list
    QPointer<SlotChoice> m_choice; // nullptr: nobody shares it
    SlotMemory m_memory;
    FloorView* m_floor;
    EmptyState* m_empty;
    QWidget* m_bar = nullptr;
    QWidget* m_foot = nullptr;
    QWidget* m_side = nullptr; // what is abnormal, where there is room beside the floor
    RackAlertView* m_alerts = nullptr;
    LineLabel* m_summary = nullptr;
    GlyphCounts* m_counts = nullptr;
    std::vector<QAbstractButton*> m_levels;
    bool m_active = false;
};

} // namespace Espalier::Ui
