// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorplan.h"

#include <QRectF>

#include <set>

namespace Espalier::Ui {

// Levels of detail (ux.md 3.2): tiles, cells, cells with names, cards with text.
enum class FloorLevel { Site, Row, Rack, Host };

// Lengths that depend on the font, logical pixels.
struct FloorMetrics {
    double siteHead = 44; // name and counts over a site
    double siteLeast = 200; // a site is at least so wide, for its head
    double rackLabel = 16;
    double rowLabel = 26;
    double unitLabel = 24; // beside rows or racks, where units are numbered
    friend bool operator==(const FloorMetrics&, const FloorMetrics&) = default;
};

// How much of the floor one sees: pixels of one rack unit, and where lines break. The breaks are
// those of the last fit, so that everything keeps its place while one zooms.
struct FloorScale {
    int unit = 4;
    int columns = 1; // sites side by side
    int racksALine = 1 << 16;
    friend bool operator==(const FloorScale&, const FloorScale&) = default;
};

constexpr int leastUnit = 1; // px
constexpr int mostUnit = 40;
constexpr int rowUnit = 10; // of the levels that the toolbar names
constexpr int rackUnit = 18;
constexpr int hostUnit = 32;

[[nodiscard]] FloorLevel levelOf(int unit);
[[nodiscard]] int unitOf(FloorLevel level); // that one goes to for it; Site: what fits

// A place on the floor that means the same at every scale: a rack and how far across it.
struct FloorSpot {
    FloorAddress rack;
    double x = 0, y = 0; // shares of the rack's box, may lie outside 0 to 1
};

// Pure geometry of a plan at a scale: addresses to boxes and points to addresses. Values are copies
// of what they are made from: the plan need not live.
class FloorLayout final {
public:
    FloorLayout() = default;
    FloorLayout(const FloorPlan& plan, const FloorScale& scale, const FloorMetrics& metrics);
    // The largest scale at which everything is in view.
    [[nodiscard]] static FloorScale fit(
        const FloorPlan& plan, const QSizeF& viewport, const FloorMetrics& metrics);

    [[nodiscard]] const FloorScale& scale() const { return m_scale; }
    [[nodiscard]] FloorLevel level() const { return levelOf(m_scale.unit); }
    [[nodiscard]] QSizeF size() const { return m_size; }
    // Units are numbered and a silent host bears its age.
    [[nodiscard]] bool isDetailed() const;
    [[nodiscard]] bool hasLabels() const; // racks are wide enough for their names

    [[nodiscard]] QRectF siteHead(int site) const;
    [[nodiscard]] QRectF siteFloor(int site) const;
    [[nodiscard]] QRectF rowLabel(int site, int row) const; // beside its first rack
    [[nodiscard]] QRectF rack(const FloorAddress& at) const; // with its frame
    [[nodiscard]] QRectF rackLabel(const FloorAddress& at) const;
    [[nodiscard]] QRectF unit(const FloorAddress& at, int height) const; // whole width of the rack
    // One of count cells of a unit at a height of the rack.
    [[nodiscard]] QRectF slot(const FloorAddress& at, int height, int count) const;

    // The deepest thing at a point: slot, host, rack (its label too), or nothing.
    [[nodiscard]] FloorAddress at(const FloorPlan& plan, QPointF point) const;
    [[nodiscard]] std::set<HostId> hostsIn(const FloorPlan& plan, const QRectF& box) const;
    [[nodiscard]] FloorSpot spotAt(QPointF point) const;
    [[nodiscard]] QPointF pointOf(const FloorSpot& spot) const;

private:
    struct RowBox {
        QRectF label;
        std::vector<QRectF> racks;
    };
    struct SiteBox {
        QRectF head, floor;
        std::vector<RowBox> rows;
    };
    SiteBox placeSite(const FloorSite& site, QPointF at) const;

    FloorScale m_scale;
    FloorMetrics m_metrics;
    QSizeF m_size;
    std::vector<SiteBox> m_sites;
};

} // namespace Espalier::Ui
