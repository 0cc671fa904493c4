// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorview.h"

#include "flooraccessible.h"
#include "floorkeys.h"
#include "floorwords.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace Espalier::Ui {

FloorView::FloorView(const FleetStore& store, QWidget* parent)
    : FloorCanvas(store, parent)
{
    installFloorAccessibility();
    setFocusPolicy(Qt::StrongFocus);
}

QStringList FloorView::selected() const { return look().choice.inOrder(plan()); }

void FloorView::choose(const SlotId& current, const QSet<SlotId>& selected, bool show)
{
    look().choice.current = current;
    look().choice.selected = selected;
    if (const auto at = plan().find(current); at && show)
        reveal(*at);
    viewport()->update();
}

void FloorView::clearChoice()
{
    look().choice.selected.clear();
    look().choice.current = SlotId();
    viewport()->update();
    Q_EMIT selectionChanged();
    Q_EMIT cleared();
}

void FloorView::setCurrent(const FloorAddress& at)
{
    const SlotId id = at.isSlot() ? plan().slot(at).id : SlotId();
    if (at.isSlot())
        reveal(at);
    viewport()->update();
    if (look().choice.current == id)
        return;
    look().choice.current = id;
    tellFocus();
    Q_EMIT currentChanged(id.text());
}

void FloorView::selectOnly(const QSet<SlotId>& ids)
{
    viewport()->update();
    if (look().choice.selected == ids)
        return;
    look().choice.selected = ids;
    Q_EMIT selectionChanged();
}

void FloorView::stepAbnormal(bool forward)
{
    const auto to = nextAbnormal(plan(), plan().find(look().choice.current), forward);
    if (!to)
        return;
    selectOnly(chosenAt(*to));
    setCurrent(*to);
}

void FloorView::tellFocus()
{
    if (!hasFocus() || !QAccessible::isActive())
        return;
    if (const auto at = plan().find(look().choice.current))
        tellFloorFocus(*this, *at);
}

QSet<SlotId> FloorView::chosenAt(const FloorAddress& at) const
{
    return slotsAt(plan(), at, level() == FloorLevel::Site);
}

void FloorView::click(const FloorAddress& at, Qt::KeyboardModifiers modifiers)
{
    const QSet<SlotId> ids = chosenAt(at);
    if (ids.isEmpty()) {
        clearChoice();
        return;
    }
    if (modifiers & Qt::ControlModifier)
        selectOnly(look().choice.toggled(ids));
    else
        selectOnly(ids);
    setCurrent(at.isSlot() ? at : plan().worstIn(at));
}

void FloorView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = Drag::Pressed;
    m_pressedAt = m_draggedTo = event->pos();
}

// Dragging pans; with Shift it draws a box round what is to be chosen.
void FloorView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::None)
        return;
    if (m_drag == Drag::Pressed) {
        const int away = (event->pos() - m_pressedAt).manhattanLength();
        if (away < QApplication::startDragDistance())
            return;
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Marquee : Drag::Pan;
    }
    const QPoint by = event->pos() - m_draggedTo;
    m_draggedTo = event->pos();
    if (m_drag == Drag::Pan)
        scrollBy(by);
    viewport()->update();
}

void FloorView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Pressed)
        click(at(m_pressedAt), event->modifiers());
    if (drag != Drag::Marquee)
        return;
    const QRectF box = QRectF(QRect(m_pressedAt, event->pos()).normalized());
    selectOnly(
        slotsWhere(plan(), [&](const FloorAddress& each) { return boxOf(each).intersects(box); }));
}

void FloorView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && at(event->position()).isRack())
        closer(event->position());
}

// Of what is chosen; what the pointer is on is chosen first, unless it is among it.
void FloorView::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_rowActions.isEmpty())
        return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        const FloorAddress here = at(event->pos());
        if (here.isRack() && !look().choice.selected.contains(chosenAt(here)))
            click(here, Qt::NoModifier);
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Slots"));
    menu->addActions(m_rowActions);
    menu->popup(event->globalPos());
}

void FloorView::keyPressEvent(QKeyEvent* event)
{
    const auto action = floorAction(*event);
    if (!action) {
        FloorCanvas::keyPressEvent(event);
        return;
    }
    run(*action, event->modifiers() & Qt::ShiftModifier);
    event->accept();
}

void FloorView::run(FloorAction action, bool extend)
{
    const auto from = [&](FloorAction first) { return int(action) - int(first); };
    switch (action) {
    case FloorAction::Left:
    case FloorAction::Right:
    case FloorAction::Up:
    case FloorAction::Down:
        step(static_cast<FloorStep>(from(FloorAction::Left)), extend);
        return;
    case FloorAction::Fit:
    case FloorAction::Row:
    case FloorAction::Rack:
    case FloorAction::Host:
        zoomTo(static_cast<FloorLevel>(from(FloorAction::Fit)));
        return;
    case FloorAction::Closer:
        closer(zoomCentre());
        return;
    case FloorAction::Farther:
        zoomTo(static_cast<FloorLevel>(std::max(0, int(level()) - 1)));
        return;
    case FloorAction::ZoomIn:
    case FloorAction::ZoomOut:
        zoomBy(action == FloorAction::ZoomIn ? 1 : -1);
        return;
    case FloorAction::NextAbnormal:
    case FloorAction::PreviousAbnormal:
        stepAbnormal(action == FloorAction::NextAbnormal);
        return;
    case FloorAction::Toggle:
        if (const auto here = plan().find(look().choice.current))
            selectOnly(look().choice.toggled(chosenAt(*here)));
        return;
    case FloorAction::SelectAll:
        selectOnly(slotsWhere(plan(), [](const FloorAddress&) { return true; }));
        return;
    case FloorAction::Clear:
        clearChoice();
        return;
    }
}

// One level, about a point of the viewport.
void FloorView::closer(QPointF point)
{
    if (level() == FloorLevel::Host) {
        Q_EMIT opened();
        return;
    }
    const auto next = static_cast<FloorLevel>(int(level()) + 1);
    zoomAt(point, std::max(unitOf(next), floorLayout().scale().unit + 1));
}

void FloorView::step(FloorStep to, bool extend)
{
    const auto here = plan().find(look().choice.current);
    const FloorAddress next =
        stepped(plan(), here.value_or(FloorAddress()), to, level() == FloorLevel::Site);
    if (!next.isSlot())
        return;
    const QSet<SlotId> ids = chosenAt(next);
    selectOnly(extend ? look().choice.selected + ids : ids);
    setCurrent(next);
}

void FloorView::focusInEvent(QFocusEvent* event)
{
    FloorCanvas::focusInEvent(event);
    viewport()->update();
    tellFocus();
}

void FloorView::focusOutEvent(QFocusEvent* event)
{
    FloorCanvas::focusOutEvent(event);
    viewport()->update();
}

bool FloorView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return FloorCanvas::viewportEvent(event);
    const auto& help = *static_cast<QHelpEvent*>(event);
    const FloorAddress here = at(help.pos());
    if (here.isRack())
        QToolTip::showText(help.globalPos(),
            here.isSlot() ? floorSlotSentence(plan(), here, store())
                          : floorRackSentence(plan(), here),
            viewport(), boxOf(here).toRect());
    else
        QToolTip::hideText();
    return true;
}

void FloorView::paintEvent(QPaintEvent* event)
{
    FloorCanvas::paintEvent(event);
    if (m_drag != Drag::Marquee)
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(themeOf(this).colour(Token::Focus), 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QRect(m_pressedAt, m_draggedTo).normalized()));
}

} // namespace Espalier::Ui
