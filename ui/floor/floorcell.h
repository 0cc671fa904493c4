// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorlayout.h"

#include <theme/glyphs.h>

namespace Espalier::Ui {

// Draws one slot: a cell at the smaller levels, a card with its job at the largest. Its fill is a
// severity's only while what is shown is evidence (R14): of a stale site or slot it is hatched.
class FloorCellPainter final {
public:
    FloorCellPainter(const Theme& theme, const FleetStore& store, FloorLevel level, bool detailed);

    // siteFresh false: the site's own hatch says it; the cell keeps its outline alone.
    void paintCell(
        QPainter& painter, const QRectF& box, const FloorSlot& slot, bool siteFresh) const;
    // The shape of an abnormal slot, over all cells; small unless it is meant to be looked at.
    void paintShape(
        QPainter& painter, const QRectF& box, const FloorSlot& slot, bool simulated) const;
    // Whose a cell is, where it is wide enough to say so.
    void paintTenant(QPainter& painter, const QRectF& box, const FloorSlot& slot) const;
    // Glyph, tenant and job, elapsed time and its bar, or what there is to say of the state.
    void paintCard(QPainter& painter, const QRectF& box, const FloorSlot& slot) const;
    // used of all as a grey level from the bottom, the worst shape and how many have it.
    void paintTile(QPainter& painter, const QRectF& box, const RackSum& sum, bool siteFresh,
        bool simulated) const;

private:
    [[nodiscard]] QColor faded(const QColor& colour, bool dimmed) const;

    const Theme& m_theme;
    const FleetStore& m_store;
    FloorLevel m_level;
    bool m_detailed;
};

} // namespace Espalier::Ui
