// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "state.h"

namespace Espalier {

SiteEntry* FleetState::site(const SiteId& id)
{
    for (SiteEntry& entry : sites) {
        if (entry.id == id)
            return &entry;
    }
    return nullptr;
}

const SiteEntry* FleetState::site(const SiteId& id) const
{
    for (const SiteEntry& entry : sites) {
        if (entry.id == id)
            return &entry;
    }
    return nullptr;
}

const Job* FleetState::jobOf(const LifeEntry& life) const
{
    auto found = jobs.constFind(life.vm.job);
    if (found == jobs.cend())
        found = jobs.constFind(jobOfVm.value(life.id));
    return found == jobs.cend() ? nullptr : &found->object;
}

bool FleetState::isSimulated(const HostId& host) const
{
    const HostEntry* entry = hosts.find(host);
    return entry != nullptr && entry->object.simulated;
}

void note(std::vector<TimelineEvent>& events, TimelineEvent event)
{
    if (events.size() >= static_cast<size_t>(timelineLength))
        events.erase(events.begin());
    events.push_back(std::move(event));
}

} // namespace Espalier
