// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorpainter.h"

#include <parts/textline.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

struct Floor {
    Q_DECLARE_TR_FUNCTIONS(Floor)
};

constexpr double siteHatch = 9;
constexpr double siteHatchShare = 0.5; // of text2 on the floor
constexpr double bandWidth = 3; // of a host's mode, left of the rack
constexpr double bandGap = 2;
constexpr double badgeHeight = 16;
constexpr int numberedEach = 5; // units

// A07 where there is room, else 07.
QString shortened(const QString& name, double room, const Theme& theme)
{
    if (theme.metrics(Face::Fixed).horizontalAdvance(name) <= room)
        return name;
    qsizetype digits = name.size();
    while (digits > 0 && name.at(digits - 1).isDigit())
        --digits;
    const QString number = name.mid(digits);
    return theme.metrics(Face::Fixed).horizontalAdvance(number) <= room ? number : QString();
}

bool isSimulated(const FloorRack& rack)
{
    return !rack.hosts.empty()
        && std::all_of(rack.hosts.begin(), rack.hosts.end(),
            [](const FloorUnit& unit) { return unit.simulated; });
}

} // namespace

FloorPainter::FloorPainter(const Theme& theme, const FleetStore& store, const FloorPlan& plan,
    const FloorLayout& layout, const FloorLook& look)
    : m_theme(theme)
    , m_store(store)
    , m_plan(plan)
    , m_layout(layout)
    , m_look(look)
    , m_cells(theme, store, layout.level(), layout.isDetailed())
{
}

void FloorPainter::paint(QPainter& painter, const QRectF& clip) const
{
    painter.fillRect(clip, m_theme.colour(Token::Base));
    for (int site = 0; site < static_cast<int>(m_plan.sites().size()); ++site) {
        if (m_layout.siteHead(site).intersects(clip))
            paintHead(painter, site);
        if (m_layout.siteFloor(site).intersects(clip))
            paintSite(painter, site, clip);
    }
    paintChosen(painter, clip);
}

Text::Line FloorPainter::siteLine(int site) const
{
    const auto feed = m_store.site(m_plan.sites()[static_cast<size_t>(site)].id);
    if (!feed)
        return {};
    const bool fresh = feed->state == FeedState::Synced;
    Text::Line line = fresh ? secondary(Text::feedStateWord(feed->state))
                            : strong(Text::feedStateWord(feed->state));
    if (feed->lastMessage)
        line = joined(line,
            Text::duration(m_store.clock().mono() - *feed->lastMessage, Text::Resolution::Fine));
    return line;
}

Text::Line FloorPainter::siteCounts(int site) const
{
    const FloorSite& here = m_plan.sites()[static_cast<size_t>(site)];
    const SlotCounts counts = m_store.slotCounts(here.id);
    const QString hosts = Text::hosts(counts.hosts);
    if (!here.fresh) {
        const auto feed = m_store.site(here.id);
        if (!feed || !feed->lastMessageWall)
            return secondary(Floor::tr("not heard yet"));
        return composed(Floor::tr("%1 unknown, last known %2", "hosts, a time"),
            {secondary(hosts), fixedSecondary(Text::utcTime(*feed->lastMessageWall))},
            Text::Style::Secondary);
    }
    const auto found = counts.byState.find(DisplayState::Free);
    const int free = found == counts.byState.end() ? 0 : found->second;
    const QString slots =
        Floor::tr("%1 of %2 free", "slots").arg(Text::inProse(free), Text::slotCount(counts.total));
    return secondary(Floor::tr("%1, %2", "hosts, free slots").arg(hosts, slots));
}

void FloorPainter::paintHead(QPainter& painter, int site) const
{
    const QRectF box = m_layout.siteHead(site);
    const FloorSite& here = m_plan.sites()[static_cast<size_t>(site)];
    const double half = std::round(box.height() * 0.52);
    const double base = m_theme.baseline(box.top(), half);
    painter.setFont(m_theme.font(Face::Clock));
    painter.setPen(m_theme.colour(Token::Text));
    painter.drawText(QPointF(box.left(), base), here.id.text());
    double x = box.left() + m_theme.metrics(Face::Clock).horizontalAdvance(here.id.text()) + 12;
    if (!here.fresh) {
        const QRectF hatched(x, base - 10, 11, 11);
        paintHatch(painter, hatched, 3, m_theme.colour(Token::Text2));
        x += 17;
    }
    paintLine(painter, QRectF(x, box.top(), box.right() - x, half), siteLine(site), m_theme);
    LineLook small;
    small.small = true;
    paintLine(painter, QRectF(box.left(), box.top() + half - 3, box.width(), box.height() - half),
        siteCounts(site), m_theme, Qt::AlignLeft, small);
}

void FloorPainter::paintSite(QPainter& painter, int site, const QRectF& clip) const
{
    const FloorSite& here = m_plan.sites()[static_cast<size_t>(site)];
    const QRectF floor = m_layout.siteFloor(site);
    const QColor ground = m_theme.colour(Token::Rack);
    painter.fillRect(floor.intersected(clip), ground);
    std::vector<Shape> shapes;
    for (const FloorAddress& at : m_plan.racks()) {
        if (at.site == site && m_layout.rack(at).adjusted(-8, -20, 8, 0).intersects(clip))
            paintRack(painter, at, shapes);
    }
    // Worst last, so that it lies on top.
    std::stable_sort(shapes.begin(), shapes.end(),
        [](const Shape& a, const Shape& b) { return a.state > b.state; });
    for (const Shape& shape : shapes)
        m_cells.paintShape(painter, shape.box, *shape.slot, shape.simulated);
    if (!here.fresh)
        paintHatch(painter, floor.intersected(clip), siteHatch,
            mixed(ground, m_theme.colour(Token::Text2), siteHatchShare));
    paintLabels(painter, site, clip);
}

void FloorPainter::paintRack(
    QPainter& painter, const FloorAddress& at, std::vector<Shape>& shapes) const
{
    const FloorRack& rack = m_plan.rack(at);
    const bool fresh = m_plan.sites()[static_cast<size_t>(at.site)].fresh;
    const QRectF box = m_layout.rack(at);
    const FloorLevel level = m_layout.level();
    // Units that hold no host are of the floor's colour, or they would read as free.
    painter.fillRect(box, m_theme.colour(Token::Rack));
    if (level == FloorLevel::Site) {
        painter.fillRect(box, m_theme.colour(fresh ? Token::Base : Token::Rack));
        m_cells.paintTile(
            painter, box.adjusted(1, 1, -1, -1), m_plan.sum(at), fresh, isSimulated(rack));
    }
    for (int i = 0; i < static_cast<int>(rack.hosts.size()); ++i) {
        const FloorUnit& unit = rack.hosts[static_cast<size_t>(i)];
        FloorAddress place = at;
        place.unit = i;
        paintMode(painter, place, fresh);
        if (level == FloorLevel::Site)
            continue;
        if (fresh)
            painter.fillRect(m_layout.unit(at, unit.unit), m_theme.colour(Token::Base));
        const auto count = static_cast<int>(unit.slots.size());
        for (place.slot = 0; place.slot < count; ++place.slot) {
            const FloorSlot& slot = unit.slots[static_cast<size_t>(place.slot)];
            const QRectF cell = m_layout.slot(place, unit.unit, count);
            if (level == FloorLevel::Host) {
                m_cells.paintCard(painter, cell, slot);
                continue;
            }
            m_cells.paintCell(painter, cell, slot, fresh);
            m_cells.paintTenant(painter, cell, slot);
            if (fresh && isAbnormal(slot.state))
                shapes.push_back({slot.state, cell, &slot, unit.simulated});
        }
    }
    QPen pen(fresh ? m_theme.colour(Token::Outline)
                   : mixed(m_theme.colour(Token::Rack), m_theme.colour(Token::Outline), 0.6),
        1);
    if (isSimulated(rack))
        pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

void FloorPainter::paintMode(QPainter& painter, const FloorAddress& at, bool fresh) const
{
    const FloorUnit& unit = m_plan.unit(at);
    const auto glyph = glyphOf(unit.mode);
    if (!glyph)
        return;
    const QRectF place = m_layout.unit(at.rackOnly(), unit.unit);
    const bool old = !fresh || unit.evidence == EvidenceAge::Stale
        || unit.evidence == EvidenceAge::Never; // R14: no severity on old evidence
    const bool high = unit.mode == HostMode::Quarantined;
    const QColor colour = m_theme.colour(!fresh || (high && old) ? Token::Outline
            : high                                               ? Token::High
                                                                 : Token::Operator);
    const double left = m_layout.rack(at).left() - bandGap - bandWidth;
    painter.fillRect(QRectF(left, place.top(), bandWidth, place.height() + 1), colour);
}

void FloorPainter::paintAge(QPainter& painter, const FloorAddress& at) const
{
    const FloorUnit& unit = m_plan.unit(at);
    const bool silent = unit.evidence == EvidenceAge::Stale || unit.evidence == EvidenceAge::Never;
    if (!silent)
        return;
    const Text::Line age = unit.evidenceAt
        ? Text::duration(m_store.clock().mono() - *unit.evidenceAt)
        : secondary(Floor::tr("never", "heard"));
    const double height = m_theme.px(badgeHeight);
    const double mark = unit.lost ? 16 : 0;
    const QRectF host = m_layout.unit(at.rackOnly(), unit.unit);
    const QRectF box(std::round(host.right() + 4), std::round(host.center().y() - height / 2),
        std::ceil(widthOf(age, m_theme)) + 8 + mark, height);
    painter.fillRect(box, m_theme.colour(Token::Raised));
    painter.setPen(QPen(m_theme.colour(Token::Outline), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    if (unit.lost)
        paintGlyph(painter, QPointF(box.left() + 4, std::round(box.center().y() - 6)), 12,
            Glyph::LostHost, m_theme);
    paintLine(painter, box.adjusted(4 + mark, 0, 0, 0), age, m_theme);
}

bool FloorPainter::holdsMatch(const FloorRack& rack) const
{
    if (!m_look.filtered)
        return false;
    return std::any_of(rack.hosts.begin(), rack.hosts.end(), [](const FloorUnit& unit) {
        return std::any_of(unit.slots.begin(), unit.slots.end(),
            [](const FloorSlot& slot) { return !slot.dimmed; });
    });
}

void FloorPainter::paintLabels(QPainter& painter, int site, const QRectF& clip) const
{
    const FloorSite& here = m_plan.sites()[static_cast<size_t>(site)];
    painter.setPen(m_theme.colour(Token::Text));
    for (int row = 0; row < static_cast<int>(here.rows.size()); ++row) {
        const QRectF label = m_layout.rowLabel(site, row);
        if (!label.intersects(clip))
            continue;
        painter.setFont(m_theme.font(Face::Heading));
        painter.setPen(m_theme.colour(Token::Text));
        painter.drawText(
            label, Qt::AlignVCenter | Qt::AlignLeft, here.rows[static_cast<size_t>(row)].name);
    }
    for (const FloorAddress& at : m_plan.racks()) {
        const QRectF label = m_layout.rackLabel(at);
        if (at.site != site
            || !label.united(m_layout.rack(at)).adjusted(-40, 0, 80, 0).intersects(clip))
            continue;
        const FloorRack& rack = m_plan.rack(at);
        const QString name =
            m_layout.hasLabels() ? shortened(rack.name, label.width(), m_theme) : QString();
        const bool match = holdsMatch(rack);
        const double width = m_theme.metrics(Face::FixedBold).horizontalAdvance(name);
        const QRectF plate(
            std::round(label.center().x() - width / 2), label.top(), width, label.height());
        if (!here.fresh)
            painter.fillRect(plate, m_theme.colour(Token::Rack));
        paintLine(
            painter, plate.adjusted(0, 0, 2, 0), match ? fixedStrong(name) : fixed(name), m_theme);
        paintUnitNumbers(painter, at);
        if (!here.fresh || !m_layout.isDetailed())
            continue;
        for (int unit = 0; unit < static_cast<int>(rack.hosts.size()); ++unit)
            paintAge(painter, {at.site, at.row, at.rack, unit, -1});
    }
}

void FloorPainter::paintUnitNumbers(QPainter& painter, const FloorAddress& at) const
{
    const FloorLevel level = m_layout.level();
    const bool each = level == FloorLevel::Host;
    if (!each && (!m_layout.isDetailed() || at.rack != 0))
        return;
    const double right = m_layout.rack(at).left() - bandGap - bandWidth - 4;
    for (int unit = 1; unit <= m_plan.rack(at).units; ++unit) {
        if (!each && unit != 1 && unit % numberedEach != 0)
            continue;
        const QRectF box = m_layout.unit(at, unit);
        const Text::Line number = fixedSecondary(QString::number(unit));
        const double width = widthOf(number, m_theme);
        paintLine(painter,
            QRectF(std::round(right - width), std::round(box.center().y() - 8), width + 1, 16),
            number, m_theme);
    }
}

void FloorPainter::paintChosen(QPainter& painter, const QRectF& clip) const
{
    const QColor focus = m_theme.colour(Token::Focus);
    const auto ring = [&](const QRectF& box, double away) {
        painter.setPen(QPen(focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(-away, -away, away, away));
    };
    const auto boxOf = [&](const FloorAddress& at) {
        if (m_layout.level() == FloorLevel::Site)
            return m_layout.rack(at);
        const FloorUnit& unit = m_plan.unit(at);
        return m_layout.slot(at, unit.unit, static_cast<int>(unit.slots.size()));
    };
    for (const SlotId& id : m_look.choice.selected) {
        const auto at = m_plan.find(id);
        if (at && boxOf(*at).intersects(clip))
            ring(boxOf(*at), 1);
    }
    const auto current = m_plan.find(m_look.choice.current);
    if (current && m_look.focused && boxOf(*current).adjusted(-6, -6, 6, 6).intersects(clip))
        ring(boxOf(*current), 4);
}

} // namespace Espalier::Ui
