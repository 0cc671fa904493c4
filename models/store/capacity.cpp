// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <map>
#include <utility>

namespace Espalier {

namespace {

// Which number of a pool a slot counts in.
int& partOf(PoolCapacity& pool, DisplayState state, HostMode mode)
{
    switch (state) {
    case DisplayState::Unknown:
    case DisplayState::Reported:
        return pool.unknown;
    case DisplayState::Breach:
    case DisplayState::Orphan:
    case DisplayState::Stuck:
    case DisplayState::Unconfirmed:
    case DisplayState::Quarantined:
    case DisplayState::Ghost:
        return pool.lost;
    case DisplayState::Free:
        return mode == HostMode::InService ? pool.free : pool.drained;
    case DisplayState::Held:
    case DisplayState::SlowTeardown:
    case DisplayState::TearingDown:
    case DisplayState::Booting:
    case DisplayState::Running:
    case DisplayState::Reserved:
        break;
    }
    return pool.used;
}

} // namespace

std::vector<PoolCapacity> capacityOf(const FleetState& state)
{
    std::map<std::pair<bool, QString>, PoolCapacity> pools;
    state.slots.forEach([&](RowId, const SlotEntry& slot) {
        const HostEntry* host = state.hosts.find(slot.object.host);
        if (host == nullptr)
            return;
        PoolCapacity& pool = pools[{host->object.simulated, host->object.pool}];
        pool.pool = host->object.pool;
        pool.simulated = host->object.simulated;
        int& part = partOf(pool, slot.state, host->object.mode);
        ++part;
        if (&part == &pool.free && slot.object.provenFree && !host->object.leakedSlot)
            ++pool.proven;
    });
    std::vector<PoolCapacity> sorted;
    for (auto& [key, pool] : pools)
        sorted.push_back(std::move(pool));
    return sorted;
}

} // namespace Espalier
