// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorplan.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace Espalier::Ui {

namespace {

constexpr int highestUnit =
    60; // of the tallest racks sold; what is above stands where there is room

// A2 before A10: names at the rack are read as letters and numbers.
std::tuple<QString, int, QString> natural(const QString& name)
{
    qsizetype digits = name.size();
    while (digits > 0 && name.at(digits - 1).isDigit())
        --digits;
    return {name.left(digits), name.mid(digits).toInt(), name};
}

struct NaturalLess {
    bool operator()(const QString& a, const QString& b) const { return natural(a) < natural(b); }
};

// Letters before the number: A of A07, where nobody says the row.
QString rowOf(const Host& host)
{
    return host.row.isEmpty() ? std::get<0>(natural(host.rackName)) : host.row;
}

using Racks = std::map<QString, FloorRack, NaturalLess>;
using Rows = std::map<QString, Racks, NaturalLess>;

// Two hosts that claim one unit both have to be seen: the later one stands in the next free unit.
int freeUnit(const FloorRack& rack, int wanted)
{
    const auto taken = [&](int unit) {
        return std::any_of(rack.hosts.begin(), rack.hosts.end(),
            [unit](const FloorUnit& host) { return host.unit == unit; });
    };
    int unit = wanted >= 1 && wanted <= highestUnit ? wanted : 1;
    while (taken(unit))
        ++unit;
    return unit;
}

FloorSlot slotOf(const FleetStore& store, RowId row)
{
    const SlotRow slot = store.slot(row);
    return {slot.id, row, slot.code, slot.state, slot.lastKnown, false};
}

void addRacks(const FleetStore& store, std::map<SiteId, Rows>& sites)
{
    for (const RowId row : store.rackIds()) {
        const Rack* rack = store.rack(row);
        if (rack == nullptr)
            continue;
        const QString name = rack->row.isEmpty() ? std::get<0>(natural(rack->name)) : rack->row;
        FloorRack& made = sites[rack->site][name][rack->name];
        made.name = rack->name;
        made.units = std::clamp(rack->units, 1, highestUnit);
    }
}

void addHosts(const FleetStore& store, std::map<SiteId, Rows>& sites)
{
    std::map<HostId, std::map<int, FloorSlot>> slotsOf;
    for (const RowId row : store.slotIds()) {
        const SlotRow slot = store.slot(row);
        slotsOf[slot.host][slot.index] = slotOf(store, row);
    }
    std::vector<Host> hosts;
    for (const RowId row : store.hostIds())
        hosts.push_back(store.host(row).host);
    std::sort(hosts.begin(), hosts.end(), [](const Host& a, const Host& b) {
        return std::tie(a.unit, a.code, a.id) < std::tie(b.unit, b.code, b.id);
    });
    for (const Host& host : hosts) {
        FloorRack& rack = sites[host.site][rowOf(host)][host.rackName];
        FloorUnit unit;
        unit.host = host.id;
        unit.unit = freeUnit(rack, host.unit);
        for (const auto& [index, slot] : slotsOf[host.id])
            unit.slots.push_back(slot);
        rack.name = host.rackName;
        rack.units = std::max(rack.units, unit.unit);
        rack.hosts.push_back(std::move(unit));
    }
}

bool isUsed(DisplayState state)
{
    return state != DisplayState::Free && state != DisplayState::Reserved
        && state != DisplayState::Unknown && state != DisplayState::Quarantined;
}

} // namespace

bool isAbnormal(DisplayState state)
{
    switch (state) {
    case DisplayState::Breach:
    case DisplayState::Orphan:
    case DisplayState::Stuck:
    case DisplayState::Unconfirmed:
    case DisplayState::Quarantined:
    case DisplayState::Held:
    case DisplayState::Ghost:
    case DisplayState::SlowTeardown:
        return true;
    case DisplayState::Reported:
    case DisplayState::Unknown:
    case DisplayState::TearingDown:
    case DisplayState::Booting:
    case DisplayState::Running:
    case DisplayState::Reserved:
    case DisplayState::Free:
        break;
    }
    return false;
}

FloorPlan FloorPlan::of(const FleetStore& store)
{
    std::map<SiteId, Rows> found;
    addRacks(store, found);
    addHosts(store, found);
    FloorPlan plan;
    for (const SiteFeed& feed : store.sites()) {
        FloorSite site;
        site.id = feed.id;
        site.fresh = feed.state == FeedState::Synced;
        for (auto& [name, racks] : found[feed.id]) {
            FloorRow row;
            row.name = name;
            for (auto& [rackName, rack] : racks) {
                std::sort(rack.hosts.begin(), rack.hosts.end(),
                    [](const FloorUnit& a, const FloorUnit& b) { return a.unit < b.unit; });
                for (FloorUnit& unit : rack.hosts)
                    plan.readHost(store, unit);
                row.racks.push_back(std::move(rack));
            }
            site.rows.push_back(std::move(row));
        }
        plan.m_sites.push_back(std::move(site));
    }
    plan.index();
    return plan;
}

void FloorPlan::readHost(const FleetStore& store, FloorUnit& unit) const
{
    const auto row = store.rowOf(unit.host);
    if (!row)
        return;
    const HostRow host = store.host(*row);
    unit.code = host.host.code;
    unit.mode = host.host.mode;
    unit.simulated = host.host.simulated;
    unit.lost = host.host.lost;
    unit.evidence = host.evidence;
    unit.evidenceAt = host.evidenceAt;
}

void FloorPlan::index()
{
    for (const FloorAddress& at : racks()) {
        const FloorRack& here = rack(at);
        for (int unit = 0; unit < static_cast<int>(here.hosts.size()); ++unit) {
            const FloorUnit& host = here.hosts[static_cast<size_t>(unit)];
            FloorAddress place = at;
            place.unit = unit;
            m_hostAt.insert(host.host, place);
            for (int slot = 0; slot < static_cast<int>(host.slots.size()); ++slot) {
                place.slot = slot;
                m_at.insert(host.slots[static_cast<size_t>(slot)].id, place);
            }
        }
    }
}

bool FloorPlan::refresh(const FleetStore& store, const ChangeSet& changes)
{
    const auto moved = [](const TableChanges& table) {
        return !table.inserted.empty() || !table.removed.empty();
    };
    if (moved(changes.hosts) || moved(changes.slots) || !changes.racks.isEmpty())
        return false;
    if (static_cast<size_t>(store.sites().size()) != m_sites.size())
        return false;
    const auto unitAt = [this](const FloorAddress& at) -> FloorUnit& {
        return m_sites[static_cast<size_t>(at.site)]
            .rows[static_cast<size_t>(at.row)]
            .racks[static_cast<size_t>(at.rack)]
            .hosts[static_cast<size_t>(at.unit)];
    };
    for (const RowRange& range : changes.hosts.changed) {
        if ((range.mask & Field::place) != 0)
            return false;
        for (RowId row = range.first; row <= range.last; ++row) {
            const auto found = m_hostAt.constFind(store.host(row).host.id);
            if (found != m_hostAt.cend())
                readHost(store, unitAt(*found));
        }
    }
    for (const RowRange& range : changes.slots.changed) {
        for (RowId row = range.first; row <= range.last; ++row) {
            const FloorSlot now = slotOf(store, row);
            const auto found = m_at.constFind(now.id);
            if (found == m_at.cend())
                continue;
            FloorSlot& slot = unitAt(*found).slots[static_cast<size_t>(found->slot)];
            slot.state = now.state;
            slot.lastKnown = now.lastKnown;
        }
    }
    if (changes.feeds) {
        for (FloorSite& site : m_sites) {
            const auto feed = store.site(site.id);
            site.fresh = feed && feed->state == FeedState::Synced;
        }
    }
    return true;
}

const FloorRack& FloorPlan::rack(const FloorAddress& at) const
{
    return m_sites[static_cast<size_t>(at.site)]
        .rows[static_cast<size_t>(at.row)]
        .racks[static_cast<size_t>(at.rack)];
}

const FloorUnit& FloorPlan::unit(const FloorAddress& at) const
{
    return rack(at).hosts[static_cast<size_t>(at.unit)];
}

const FloorSlot& FloorPlan::slot(const FloorAddress& at) const
{
    return unit(at).slots[static_cast<size_t>(at.slot)];
}

std::optional<FloorAddress> FloorPlan::find(const SlotId& id) const
{
    const auto found = m_at.constFind(id);
    if (found == m_at.cend())
        return std::nullopt;
    return *found;
}

std::vector<FloorAddress> FloorPlan::racks() const
{
    std::vector<FloorAddress> all;
    for (int site = 0; site < static_cast<int>(m_sites.size()); ++site) {
        const auto& rows = m_sites[static_cast<size_t>(site)].rows;
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            const auto racks = static_cast<int>(rows[static_cast<size_t>(row)].racks.size());
            for (int rack = 0; rack < racks; ++rack)
                all.push_back({site, row, rack, -1, -1});
        }
    }
    return all;
}

RackSum FloorPlan::sum(const FloorAddress& at) const
{
    RackSum sum;
    for (const FloorUnit& unit : rack(at).hosts) {
        ++sum.hosts;
        for (const FloorSlot& slot : unit.slots) {
            ++sum.slots;
            sum.used += isUsed(slot.state) ? 1 : 0;
            sum.unknown += slot.state == DisplayState::Unknown ? 1 : 0;
            if (!isAbnormal(slot.state))
                continue;
            ++sum.abnormal;
            if (sum.worstCount == 0 || slot.state < sum.worst) {
                sum.worst = slot.state;
                sum.worstCount = 0;
            }
            sum.worstCount += slot.state == sum.worst ? 1 : 0;
        }
    }
    return sum;
}

FloorAddress FloorPlan::worstIn(const FloorAddress& at) const
{
    FloorAddress found = at.rackOnly();
    std::optional<DisplayState> worst;
    const FloorRack& here = rack(at);
    for (int unit = 0; unit < static_cast<int>(here.hosts.size()); ++unit) {
        const auto& slots = here.hosts[static_cast<size_t>(unit)].slots;
        for (int slot = 0; slot < static_cast<int>(slots.size()); ++slot) {
            const DisplayState state = slots[static_cast<size_t>(slot)].state;
            if (worst && !(state < *worst))
                continue;
            worst = state;
            found.unit = unit;
            found.slot = slot;
        }
    }
    return found;
}

std::vector<FloorAddress> FloorPlan::abnormal() const
{
    std::vector<FloorAddress> found;
    for (const FloorAddress& at : racks()) {
        const FloorRack& here = rack(at);
        for (int unit = 0; unit < static_cast<int>(here.hosts.size()); ++unit) {
            const auto& slots = here.hosts[static_cast<size_t>(unit)].slots;
            for (int slot = 0; slot < static_cast<int>(slots.size()); ++slot) {
                if (isAbnormal(slots[static_cast<size_t>(slot)].state))
                    found.push_back({at.site, at.row, at.rack, unit, slot});
            }
        }
    }
    std::stable_sort(
        found.begin(), found.end(), [this](const FloorAddress& a, const FloorAddress& b) {
            return slot(a).state < slot(b).state;
        });
    return found;
}

} // namespace Espalier::Ui
