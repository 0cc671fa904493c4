// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorcanvas.h"

#include <QEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr double zoomStep = 1.25; // one notch of the wheel
constexpr int revealMargin = 24; // px round what is scrolled to

int zoomed(int unit, int steps)
{
    int to = unit;
    for (int step = 0; step < std::abs(steps); ++step) {
        const double next = steps > 0 ? to * zoomStep : to / zoomStep;
        to = steps > 0 ? std::max(to + 1, static_cast<int>(std::round(next)))
                       : std::min(to - 1, static_cast<int>(std::round(next)));
    }
    return std::clamp(to, leastUnit, mostUnit);
}

} // namespace

FloorCanvas::FloorCanvas(const FleetStore& store, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_store(store)
{
    setFrameShape(QFrame::NoFrame);
    horizontalScrollBar()->setAccessibleName(tr("Scroll sideways"));
    verticalScrollBar()->setAccessibleName(tr("Scroll"));
}

FloorCanvas::~FloorCanvas() = default;

FloorMetrics FloorCanvas::metrics() const
{
    const Theme& theme = themeOf(this);
    FloorMetrics lengths;
    lengths.siteHead = theme.px(44);
    lengths.siteLeast = theme.px(210);
    lengths.rackLabel = theme.px(16);
    lengths.rowLabel = theme.px(26);
    lengths.unitLabel = theme.px(24);
    return lengths;
}

void FloorCanvas::readPlan()
{
    m_plan = FloorPlan::of(m_store);
    m_outdated = false;
    if (m_matches)
        m_plan.dim(m_matches);
    const bool fewer = m_look.choice.forgetGone(m_plan);
    again();
    if (fewer)
        Q_EMIT selectionChanged();
}

void FloorCanvas::onChanged(const ChangeSet& changes)
{
    if (!m_active || m_outdated) {
        m_outdated = true;
        if (m_active)
            readPlan();
        return;
    }
    if (!m_plan.refresh(m_store, changes))
        readPlan();
    else if (m_matches && !changes.slots.isEmpty())
        m_plan.dim(m_matches);
    viewport()->update();
}

void FloorCanvas::setActive(bool active)
{
    m_active = active;
    if (active && m_outdated)
        readPlan();
}

void FloorCanvas::setFilter(std::function<bool(const SlotId&)> matches)
{
    m_matches = std::move(matches);
    m_look.filtered = static_cast<bool>(m_matches);
    if (m_matches)
        m_plan.dim(m_matches);
    else
        m_plan.dim([](const SlotId&) { return true; });
    viewport()->update();
}

QPointF FloorCanvas::offset() const
{
    return QPointF(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
}

QRectF FloorCanvas::boxOf(const FloorAddress& at) const
{
    if (!at.isRack())
        return {};
    if (!at.isSlot() || level() == FloorLevel::Site)
        return m_layout.rack(at).translated(offset());
    const FloorUnit& unit = m_plan.unit(at);
    return m_layout.slot(at, unit.unit, static_cast<int>(unit.slots.size())).translated(offset());
}

void FloorCanvas::place(const FloorScale& scale)
{
    const FloorLevel before = level();
    m_layout = FloorLayout(m_plan, scale, metrics());
    const QSize view = viewport()->size();
    const QSizeF all = m_layout.size();
    horizontalScrollBar()->setPageStep(view.width());
    verticalScrollBar()->setPageStep(view.height());
    horizontalScrollBar()->setSingleStep(themeOf(this).px(24));
    verticalScrollBar()->setSingleStep(themeOf(this).px(24));
    horizontalScrollBar()->setRange(0, std::max(0, int(std::ceil(all.width())) - view.width()));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(all.height())) - view.height()));
    viewport()->update();
    if (level() != before)
        Q_EMIT levelChanged();
}

void FloorCanvas::again()
{
    if (m_fitted)
        fit();
    else
        place(m_layout.scale());
}

void FloorCanvas::fit()
{
    m_fitted = true;
    place(FloorLayout::fit(m_plan, maximumViewportSize(), metrics()));
}

void FloorCanvas::zoomAt(QPointF point, int unit)
{
    const FloorSpot spot = m_layout.spotAt(point - offset());
    m_fitted = false;
    FloorScale scale = m_layout.scale();
    scale.unit = unit;
    place(scale);
    const QPointF there = m_layout.pointOf(spot);
    horizontalScrollBar()->setValue(qRound(there.x() - point.x()));
    verticalScrollBar()->setValue(qRound(there.y() - point.y()));
}

QPointF FloorCanvas::zoomCentre() const
{
    if (const auto at = m_plan.find(m_look.choice.current))
        return boxOf(*at).center();
    return QRectF(viewport()->rect()).center();
}

void FloorCanvas::zoomBy(int steps) { zoomAt(zoomCentre(), zoomed(m_layout.scale().unit, steps)); }

void FloorCanvas::zoomTo(FloorLevel wanted)
{
    if (wanted == FloorLevel::Site) {
        fit();
        return;
    }
    const auto current = m_plan.find(m_look.choice.current);
    zoomAt(zoomCentre(), unitOf(wanted));
    if (current)
        reveal(*current);
}

void FloorCanvas::reveal(const FloorAddress& at)
{
    const QRectF box = boxOf(at).adjusted(-revealMargin, -revealMargin, revealMargin, revealMargin);
    const QRect view = viewport()->rect();
    const auto move = [](QScrollBar& bar, double from, double to, int length) {
        if (from < 0)
            bar.setValue(bar.value() + int(std::floor(from)));
        else if (to > length)
            bar.setValue(bar.value() + int(std::ceil(std::min(to - length, from))));
    };
    move(*horizontalScrollBar(), box.left(), box.right(), view.width());
    move(*verticalScrollBar(), box.top(), box.bottom(), view.height());
}

std::set<HostId> FloorCanvas::hostsInView() const
{
    std::set<HostId> hosts;
    if (isVisible() && m_layout.isDetailed())
        hosts = m_layout.hostsIn(m_plan, QRectF(viewport()->rect()).translated(-offset()));
    if (const auto at = m_plan.find(m_look.choice.current))
        hosts.insert(m_plan.unit(*at).host);
    return hosts;
}

FloorAddress FloorCanvas::at(QPointF inViewport) const
{
    return m_layout.at(m_plan, inViewport - offset());
}

void FloorCanvas::resizeEvent(QResizeEvent*) { again(); }

void FloorCanvas::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::StyleChange && event->type() != QEvent::FontChange)
        return;
    again();
}

void FloorCanvas::scrollContentsBy(int, int) { viewport()->update(); }

void FloorCanvas::wheelEvent(QWheelEvent* event)
{
    const int steps = event->angleDelta().y() / 120;
    if (steps != 0)
        zoomAt(event->position(), zoomed(m_layout.scale().unit, steps));
    event->accept();
}

void FloorCanvas::scrollBy(QPoint by)
{
    m_fitted = false;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
    viewport()->update();
}

void FloorCanvas::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const QPointF by = offset();
    painter.translate(by);
    m_look.focused = hasFocus();
    const FloorPainter floor(themeOf(this), m_store, m_plan, m_layout, m_look);
    floor.paint(painter, QRectF(event->rect()).translated(-by));
}

} // namespace Espalier::Ui
