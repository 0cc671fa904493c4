// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorcell.h"
#include "floorchoice.h"

#include <text/line.h>

namespace Espalier::Ui {

// What the view alone knows of the picture.
struct FloorLook {
    FloorChoice choice;
    bool focused = false; // the floor has the keyboard
    bool filtered = false; // dimmed slots do not match
};

// Draws a plan by its layout: floors, racks, cells and shapes, labels, hatch, selection. Keeps
// nothing; only what the clip needs is drawn.
class FloorPainter final {
public:
    FloorPainter(const Theme& theme, const FleetStore& store, const FloorPlan& plan,
        const FloorLayout& layout, const FloorLook& look);
    // In the layout's coordinates.
    void paint(QPainter& painter, const QRectF& clip) const;
    // What stands over a site: its name, how old its news is, and its counts.
    [[nodiscard]] Text::Line siteLine(int site) const;
    [[nodiscard]] Text::Line siteCounts(int site) const;

private:
    struct Shape {
        DisplayState state;
        QRectF box;
        const FloorSlot* slot;
        bool simulated;
    };
    void paintSite(QPainter& painter, int site, const QRectF& clip) const;
    void paintHead(QPainter& painter, int site) const;
    void paintRack(QPainter& painter, const FloorAddress& at, std::vector<Shape>& shapes) const;
    void paintLabels(QPainter& painter, int site, const QRectF& clip) const;
    void paintUnitNumbers(QPainter& painter, const FloorAddress& rack) const;
    void paintMode(QPainter& painter, const FloorAddress& unit, bool fresh) const;
    void paintAge(QPainter& painter, const FloorAddress& unit) const;
    void paintChosen(QPainter& painter, const QRectF& clip) const;
    [[nodiscard]] bool holdsMatch(const FloorRack& rack) const;

    const Theme& m_theme;
    const FleetStore& m_store;
    const FloorPlan& m_plan;
    const FloorLayout& m_layout;
    const FloorLook& m_look;
    FloorCellPainter m_cells;
};

} // namespace Espalier::Ui
