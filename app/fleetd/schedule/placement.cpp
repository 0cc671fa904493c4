// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "placement.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace Espalier::Fleetd {

namespace {

bool fits(const WaitingJob& job, const FreeSlot& slot)
{
    if (job.shape != slot.shape || (!job.host.empty() && job.host != slot.host))
        return false;
    if (slot.simulated)
        return true;
    if (job.image.empty())
        return !slot.images.empty();
    return std::find(slot.images.begin(), slot.images.end(), job.image) != slot.images.end();
}

} // namespace

std::vector<Placement> place(
    const std::vector<WaitingJob>& jobs, const std::vector<FreeSlot>& slots)
{
    std::vector<bool> taken(slots.size(), false);
    std::unordered_map<std::string, int> placedOn;
    std::vector<Placement> placements;
    for (size_t job = 0; job < jobs.size(); ++job) {
        size_t best = slots.size();
        const auto rank = [&](size_t slot) {
            const auto warm = jobs[job].warmth.find(slots[slot].host);
            return std::tuple(warm == jobs[job].warmth.end() ? 0 : -warm->second,
                slots[slot].busy + placedOn[slots[slot].host], slots[slot].slot);
        };
        for (size_t slot = 0; slot < slots.size(); ++slot) {
            if (!taken[slot] && fits(jobs[job], slots[slot])
                && (best == slots.size() || rank(slot) < rank(best)))
                best = slot;
        }
        if (best == slots.size())
            continue;
        taken[best] = true;
        ++placedOn[slots[best].host];
        placements.push_back({job, best});
        if (placements.size() == slots.size())
            break;
    }
    return placements;
}

} // namespace Espalier::Fleetd
