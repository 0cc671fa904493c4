// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorplan.h"

#include <algorithm>
#include <cstdlib>

namespace Espalier::Ui {

namespace {

// The host of a rack that stands nearest to a height, its slot as far along as before.
FloorAddress nearest(
    const FloorPlan& plan, FloorAddress rack, int height, bool leftmost, bool right)
{
    const auto& hosts = plan.rack(rack).hosts;
    int best = -1;
    for (int unit = 0; unit < static_cast<int>(hosts.size()); ++unit) {
        if (hosts[static_cast<size_t>(unit)].slots.empty())
            continue;
        const auto distance = [&](int at) {
            return std::abs(hosts[static_cast<size_t>(at)].unit - height);
        };
        if (best < 0 || distance(unit) < distance(best))
            best = unit;
    }
    if (best < 0)
        return rack;
    const auto count = static_cast<int>(hosts[static_cast<size_t>(best)].slots.size());
    rack.unit = best;
    rack.slot = leftmost ? 0 : right ? count - 1 : std::clamp(rack.slot, 0, count - 1);
    return rack;
}

FloorAddress nextRack(const FloorPlan& plan, FloorAddress from, bool right)
{
    const FloorSite& site = plan.sites()[static_cast<size_t>(from.site)];
    const auto count = static_cast<int>(site.rows[static_cast<size_t>(from.row)].racks.size());
    const int rack = from.rack + (right ? 1 : -1);
    if (rack >= 0 && rack < count) {
        from.rack = rack;
        return from;
    }
    // Beyond the end of a row: the neighbouring site, in the same row if it has so many.
    for (int next = from.site + (right ? 1 : -1);
         next >= 0 && next < static_cast<int>(plan.sites().size()); next += right ? 1 : -1) {
        const auto& rows = plan.sites()[static_cast<size_t>(next)].rows;
        if (rows.empty())
            continue;
        from.site = next;
        from.row = std::min(from.row, static_cast<int>(rows.size()) - 1);
        const auto racks = static_cast<int>(rows[static_cast<size_t>(from.row)].racks.size());
        from.rack = right ? 0 : racks - 1;
        return from;
    }
    return from;
}

FloorAddress nextRow(const FloorPlan& plan, FloorAddress from, bool down)
{
    const FloorSite& site = plan.sites()[static_cast<size_t>(from.site)];
    const int row = from.row + (down ? 1 : -1);
    if (row < 0 || row >= static_cast<int>(site.rows.size()))
        return from;
    from.row = row;
    const auto racks = static_cast<int>(site.rows[static_cast<size_t>(row)].racks.size());
    from.rack = std::min(from.rack, racks - 1);
    return from;
}

FloorAddress firstOf(const FloorPlan& plan)
{
    for (const FloorAddress& rack : plan.racks()) {
        const FloorAddress slot = nearest(plan, rack, 1 << 20, true, false); // the highest unit
        if (slot.isSlot())
            return slot;
    }
    return {};
}

FloorAddress across(const FloorPlan& plan, const FloorAddress& from, bool right, bool byRack)
{
    const FloorUnit& here = plan.unit(from);
    FloorAddress to = from;
    to.slot += right ? 1 : -1;
    if (!byRack && to.slot >= 0 && to.slot < static_cast<int>(here.slots.size()))
        return to;
    for (FloorAddress rack = from.rackOnly();;) {
        const FloorAddress next = nextRack(plan, rack, right);
        if (next == rack)
            return from;
        const FloorAddress slot = nearest(plan, next, here.unit, right, !right);
        if (slot.isSlot())
            return byRack ? plan.worstIn(slot) : slot;
        rack = next;
    }
}

FloorAddress along(const FloorPlan& plan, const FloorAddress& from, bool up, bool byRack)
{
    const auto& hosts = plan.rack(from).hosts;
    for (int unit = from.unit + (up ? 1 : -1);
         !byRack && unit >= 0 && unit < static_cast<int>(hosts.size()); unit += up ? 1 : -1) {
        const auto slots = static_cast<int>(hosts[static_cast<size_t>(unit)].slots.size());
        if (slots == 0)
            continue;
        FloorAddress to = from;
        to.unit = unit;
        to.slot = std::min(from.slot, slots - 1);
        return to;
    }
    for (FloorAddress rack = from.rackOnly();;) {
        const FloorAddress next = nextRow(plan, rack, !up);
        if (next == rack)
            return from;
        FloorAddress wanted = next;
        wanted.slot = from.slot;
        const FloorAddress slot = nearest(plan, wanted, up ? 0 : 1 << 20, false, false);
        if (slot.unit >= 0)
            return byRack ? plan.worstIn(slot) : slot;
        rack = next;
    }
}

} // namespace

FloorAddress stepped(const FloorPlan& plan, const FloorAddress& from, FloorStep step, bool byRack)
{
    if (!from.isSlot())
        return firstOf(plan);
    switch (step) {
    case FloorStep::Left:
    case FloorStep::Right:
        return across(plan, from, step == FloorStep::Right, byRack);
    case FloorStep::Up:
    case FloorStep::Down:
        return along(plan, from, step == FloorStep::Up, byRack);
    }
    return from;
}

std::optional<FloorAddress> nextAbnormal(
    const FloorPlan& plan, const std::optional<FloorAddress>& from, bool forward)
{
    std::vector<FloorAddress> found = plan.abnormal();
    found.erase(std::remove_if(found.begin(), found.end(),
                    [&](const FloorAddress& at) { return plan.slot(at).dimmed; }),
        found.end());
    if (found.empty())
        return std::nullopt;
    const auto count = static_cast<int>(found.size());
    const auto here = from ? std::find(found.begin(), found.end(), *from) : found.end();
    int next = forward ? 0 : count - 1;
    if (here != found.end())
        next = (static_cast<int>(here - found.begin()) + (forward ? 1 : count - 1)) % count;
    return found[static_cast<size_t>(next)];
}

} // namespace Espalier::Ui
