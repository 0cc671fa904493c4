// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorchoice.h"

#include <algorithm>

namespace Espalier::Ui {

bool FloorChoice::forgetGone(const FloorPlan& plan)
{
    QSet<SlotId> left;
    for (const SlotId& id : selected) {
        if (plan.find(id))
            left.insert(id);
    }
    const bool fewer = left.size() != selected.size();
    selected = left;
    return fewer;
}

QSet<SlotId> FloorChoice::toggled(const QSet<SlotId>& ids) const
{
    QSet<SlotId> result = selected;
    if (result.contains(ids))
        result.subtract(ids);
    else
        result.unite(ids);
    return result;
}

QStringList FloorChoice::inOrder(const FloorPlan& plan) const
{
    std::vector<std::pair<QString, QString>> byCode;
    for (const SlotId& id : selected) {
        if (const auto at = plan.find(id))
            byCode.emplace_back(plan.slot(*at).code, id.text());
    }
    std::sort(byCode.begin(), byCode.end());
    QStringList ids;
    for (const auto& [code, id] : byCode)
        ids << id;
    return ids;
}

QSet<SlotId> slotsAt(const FloorPlan& plan, const FloorAddress& at, bool wholeRack)
{
    QSet<SlotId> ids;
    if (!at.isRack())
        return ids;
    if (at.isSlot() && !wholeRack) {
        ids.insert(plan.slot(at).id);
        return ids;
    }
    for (const FloorUnit& unit : plan.rack(at).hosts) {
        for (const FloorSlot& slot : unit.slots)
            ids.insert(slot.id);
    }
    return ids;
}

QSet<SlotId> slotsWhere(
    const FloorPlan& plan, const std::function<bool(const FloorAddress&)>& wanted)
{
    QSet<SlotId> ids;
    for (FloorAddress at : plan.racks()) {
        const auto& hosts = plan.rack(at).hosts;
        for (at.unit = 0; at.unit < static_cast<int>(hosts.size()); ++at.unit) {
            const auto& slots = hosts[static_cast<size_t>(at.unit)].slots;
            for (at.slot = 0; at.slot < static_cast<int>(slots.size()); ++at.slot) {
                if (!plan.slot(at).dimmed && wanted(at))
                    ids.insert(plan.slot(at).id);
            }
        }
    }
    return ids;
}

} // namespace Espalier::Ui
