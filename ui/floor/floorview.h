// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorcanvas.h"

#include <QList>
#include <QStringList>

class QAction;

namespace Espalier::Ui {

enum class FloorAction;

// The floor to choose from by mouse and by keyboard (ux.md 3.2). Slots are chosen by id; a chosen
// slot that is not in the plan any more is forgotten.
class FloorView final : public FloorCanvas {
    Q_OBJECT
public:
    explicit FloorView(const FleetStore& store, QWidget* parent = nullptr);

    [[nodiscard]] SlotId current() const { return look().choice.current; }
    [[nodiscard]] QStringList selected() const; // by place
    // Chosen from elsewhere: tells nobody. show: scrolls there.
    void choose(const SlotId& current, const QSet<SlotId>& selected, bool show);
    void clearChoice();
    void stepAbnormal(bool forward); // worst first
    // What may be done with the slots chosen: the context menu. Not owned.
    void setRowActions(const QList<QAction*>& actions) { m_rowActions = actions; }
    // As by a click: what the address stands for is chosen. For assistive tools.
    void press(const FloorAddress& at) { click(at, Qt::NoModifier); }

Q_SIGNALS:
    void currentChanged(const QString& id); // empty: none
    void cleared();
    void opened(); // Enter at the closest level

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Drag { None, Pressed, Pan, Marquee };
    void setCurrent(const FloorAddress& at);
    void selectOnly(const QSet<SlotId>& ids);
    void click(const FloorAddress& at, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QSet<SlotId> chosenAt(const FloorAddress& at) const; // a tile: all of its rack
    void run(FloorAction action, bool extend);
    void step(FloorStep to, bool extend);
    void closer(QPointF point);
    void tellFocus();

    QList<QAction*> m_rowActions;
    Drag m_drag = Drag::None;
    QPoint m_pressedAt, m_draggedTo;
};

} // namespace Espalier::Ui
