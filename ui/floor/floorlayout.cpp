// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorlayout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace Espalier::Ui {

namespace {

// Pictures/README.md "02-floor-site", "03-floor-row", "04-floor-rack".
constexpr double margin = 16; // round everything
constexpr double siteGap = 20;
constexpr double floorPadding = 10;
constexpr double aisleGap = 16; // between aisles of two rows
constexpr double rowGap = 4; // between the rows of an aisle
constexpr double labelled = 16; // narrower racks bear no name

struct Stop {
    double unit, value;
};

double between(const std::array<Stop, 4>& stops, double unit)
{
    if (unit <= stops.front().unit)
        return stops.front().value;
    for (size_t i = 1; i < stops.size(); ++i) {
        const Stop &from = stops[i - 1], &to = stops[i];
        if (unit <= to.unit)
            return from.value
                + (to.value - from.value) * (unit - from.unit) / (to.unit - from.unit);
    }
    return stops.back().value;
}

// Width of one of the two cells of a host.
double cellWidth(int unit)
{
    return std::round(between({{{1, 4}, {4, 10}, {10, 21}, {32, 228}}}, unit));
}

// From rack to rack; at the cards' scale there is room for the numbers of the units.
double rackGap(int unit)
{
    return std::round(between({{{1, 2}, {4, 5}, {10, 9}, {32, 46}}}, unit));
}

double rackWidth(int unit) { return 2 * cellWidth(unit) + 3; } // frame, cell, line, cell, frame
double rackHeight(int units, int unit) { return units * unit + 2; }

constexpr int detailedFrom = 8; // px of a unit
constexpr int namedFrom = 14;
constexpr int cardsFrom = 28;

bool numbersRows(int unit) { return unit >= detailedFrom && unit < cardsFrom; }

double distance(const QRectF& box, QPointF point)
{
    const double x = std::max({box.left() - point.x(), 0.0, point.x() - box.right()});
    const double y = std::max({box.top() - point.y(), 0.0, point.y() - box.bottom()});
    return x * x + y * y;
}

} // namespace

FloorLevel levelOf(int unit)
{
    if (unit < 4)
        return FloorLevel::Site;
    if (unit < namedFrom)
        return FloorLevel::Row;
    return unit < cardsFrom ? FloorLevel::Rack : FloorLevel::Host;
}

int unitOf(FloorLevel level)
{
    switch (level) {
    case FloorLevel::Site:
        break;
    case FloorLevel::Row:
        return rowUnit;
    case FloorLevel::Rack:
        return rackUnit;
    case FloorLevel::Host:
        return hostUnit;
    }
    return leastUnit;
}

bool FloorLayout::isDetailed() const { return m_scale.unit >= detailedFrom; }

bool FloorLayout::hasLabels() const { return rackWidth(m_scale.unit) >= labelled; }

FloorLayout::FloorLayout(
    const FloorPlan& plan, const FloorScale& scale, const FloorMetrics& metrics)
    : m_scale(scale)
    , m_metrics(metrics)
{
    m_scale.unit = std::clamp(scale.unit, leastUnit, mostUnit);
    m_scale.columns = std::max(1, scale.columns);
    m_scale.racksALine = std::max(1, scale.racksALine);
    QPointF at(margin, margin);
    double lineHeight = 0, right = margin;
    for (size_t i = 0; i < plan.sites().size(); ++i) {
        if (i > 0 && i % static_cast<size_t>(m_scale.columns) == 0) {
            at = QPointF(margin, at.y() + lineHeight + siteGap);
            lineHeight = 0;
        }
        m_sites.push_back(placeSite(plan.sites()[i], at));
        const QRectF all = m_sites.back().head.united(m_sites.back().floor);
        lineHeight = std::max(lineHeight, all.height());
        right = std::max(right, all.right());
        at.rx() = all.right() + siteGap;
    }
    m_size = QSizeF(right + margin, at.y() + lineHeight + margin);
}

FloorLayout::SiteBox FloorLayout::placeSite(const FloorSite& site, QPointF at) const
{
    const int unit = m_scale.unit;
    const double width = rackWidth(unit), pitch = width + rackGap(unit);
    const double label = hasLabels() ? m_metrics.rackLabel : 0;
    const double left = at.x() + floorPadding + m_metrics.rowLabel
        + (numbersRows(unit) ? m_metrics.unitLabel : 0)
        + (level() == FloorLevel::Host ? m_metrics.unitLabel - floorPadding : 0);
    SiteBox box;
    double y = at.y() + m_metrics.siteHead + floorPadding;
    double right = left;
    for (size_t row = 0; row < site.rows.size(); ++row) {
        const auto& racks = site.rows[row].racks;
        RowBox made;
        for (size_t first = 0; first < racks.size();) {
            const size_t last =
                std::min(racks.size(), first + static_cast<size_t>(m_scale.racksALine));
            int tallest = 1;
            for (size_t i = first; i < last; ++i)
                tallest = std::max(tallest, racks[i].units);
            const double bottom = y + label + rackHeight(tallest, unit);
            for (size_t i = first; i < last; ++i) {
                const double height = rackHeight(racks[i].units, unit); // all stand on the floor
                made.racks.emplace_back(
                    left + static_cast<double>(i - first) * pitch, bottom - height, width, height);
                right = std::max(right, made.racks.back().right());
            }
            if (first == 0)
                made.label = QRectF(at.x() + floorPadding, y + label, m_metrics.rowLabel,
                    rackHeight(tallest, unit));
            first = last;
            y = bottom + (first < racks.size() ? rowGap : row % 2 == 0 ? rowGap : aisleGap);
        }
        box.rows.push_back(std::move(made));
    }
    const double end = site.rows.empty() ? y : y - (site.rows.size() % 2 == 1 ? rowGap : aisleGap);
    const double floorWidth = std::max(right + floorPadding - at.x(), m_metrics.siteLeast);
    box.head = QRectF(at.x(), at.y(), floorWidth, m_metrics.siteHead);
    box.floor = QRectF(at.x(), at.y() + m_metrics.siteHead, floorWidth,
        end + floorPadding - at.y() - m_metrics.siteHead);
    return box;
}

FloorScale FloorLayout::fit(
    const FloorPlan& plan, const QSizeF& viewport, const FloorMetrics& metrics)
{
    const int sites = std::max(1, static_cast<int>(plan.sites().size()));
    for (int unit = rackUnit; unit >= leastUnit; --unit) {
        for (int columns = sites; columns >= 1; --columns) {
            const double room = (viewport.width() - 2 * margin - (columns - 1) * siteGap) / columns;
            const double pitch = rackWidth(unit) + rackGap(unit);
            const double aside =
                2 * floorPadding + metrics.rowLabel + (numbersRows(unit) ? metrics.unitLabel : 0);
            FloorScale scale{unit, columns, 1 << 16};
            if (room - aside > pitch)
                scale.racksALine = static_cast<int>((room - aside + rackGap(unit)) / pitch);
            const QSizeF size = FloorLayout(plan, scale, metrics).size();
            if (size.width() > viewport.width() || size.height() > viewport.height())
                continue;
            return scale;
        }
    }
    return {leastUnit, 1, 1 << 16};
}

QRectF FloorLayout::siteHead(int site) const { return m_sites[static_cast<size_t>(site)].head; }

QRectF FloorLayout::siteFloor(int site) const { return m_sites[static_cast<size_t>(site)].floor; }

QRectF FloorLayout::rowLabel(int site, int row) const
{
    return m_sites[static_cast<size_t>(site)].rows[static_cast<size_t>(row)].label;
}

QRectF FloorLayout::rack(const FloorAddress& at) const
{
    return m_sites[static_cast<size_t>(at.site)]
        .rows[static_cast<size_t>(at.row)]
        .racks[static_cast<size_t>(at.rack)];
}

QRectF FloorLayout::rackLabel(const FloorAddress& at) const
{
    const QRectF box = rack(at);
    const double height = hasLabels() ? m_metrics.rackLabel : 0;
    const double wide = rackGap(m_scale.unit) / 2;
    return {box.left() - wide, box.top() - height, box.width() + 2 * wide, height};
}

QRectF FloorLayout::unit(const FloorAddress& at, int height) const
{
    const QRectF box = rack(at);
    const int unit = m_scale.unit;
    return {box.left() + 1, box.bottom() - 1 - height * unit, box.width() - 2,
        std::max(1.0, unit - 1.0)}; // a line of the rack's ground between two units
}

QRectF FloorLayout::slot(const FloorAddress& at, int height, int count) const
{
    const QRectF whole = unit(at, height);
    const int of = std::max(1, count);
    const double from = std::round(whole.width() * at.slot / of);
    const double to = std::round(whole.width() * (at.slot + 1) / of);
    const double gap = at.slot + 1 < of ? 1 : 0;
    return {whole.left() + from, whole.top(), std::max(1.0, to - from - gap), whole.height()};
}

FloorAddress FloorLayout::at(const FloorPlan& plan, QPointF point) const
{
    for (const FloorAddress& each : plan.racks()) {
        const QRectF box = rack(each);
        if (rackLabel(each).contains(point))
            return each;
        if (!box.contains(point))
            continue;
        if (level() == FloorLevel::Site)
            return each; // a tile is one thing
        const int height = static_cast<int>((box.bottom() - 1 - point.y()) / m_scale.unit) + 1;
        const auto& hosts = plan.rack(each).hosts;
        FloorAddress found = each;
        for (size_t i = 0; i < hosts.size(); ++i) {
            if (hosts[i].unit != height)
                continue;
            found.unit = static_cast<int>(i);
            const auto slots = static_cast<int>(hosts[i].slots.size());
            const double share = (point.x() - box.left() - 1) / std::max(1.0, box.width() - 2);
            if (slots > 0)
                found.slot = std::clamp(static_cast<int>(share * slots), 0, slots - 1);
        }
        return found;
    }
    return {};
}

std::set<HostId> FloorLayout::hostsIn(const FloorPlan& plan, const QRectF& box) const
{
    std::set<HostId> hosts;
    for (const FloorAddress& each : plan.racks()) {
        if (!rack(each).intersects(box))
            continue;
        for (const FloorUnit& host : plan.rack(each).hosts) {
            if (unit(each, host.unit).intersects(box))
                hosts.insert(host.host);
        }
    }
    return hosts;
}

FloorSpot FloorLayout::spotAt(QPointF point) const
{
    FloorSpot spot;
    double least = std::numeric_limits<double>::max();
    for (size_t site = 0; site < m_sites.size(); ++site) {
        for (size_t row = 0; row < m_sites[site].rows.size(); ++row) {
            const auto& racks = m_sites[site].rows[row].racks;
            for (size_t rack = 0; rack < racks.size(); ++rack) {
                const QRectF& box = racks[rack];
                const double away = distance(box, point);
                if (away >= least)
                    continue;
                least = away;
                spot = {{static_cast<int>(site), static_cast<int>(row), static_cast<int>(rack)},
                    (point.x() - box.left()) / box.width(), (point.y() - box.top()) / box.height()};
            }
        }
    }
    return spot;
}

QPointF FloorLayout::pointOf(const FloorSpot& spot) const
{
    if (!spot.rack.isRack())
        return {};
    const QRectF box = rack(spot.rack);
    return {box.left() + spot.x * box.width(), box.top() + spot.y * box.height()};
}

} // namespace Espalier::Ui
