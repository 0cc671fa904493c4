// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "slow.h"

#include <algorithm>

namespace Espalier {

namespace {

constexpr std::chrono::seconds slowAtLeast{60};

QString imageOf(const FleetState& state, const LifeEntry& life)
{
    const Job* job = state.jobOf(life);
    return job != nullptr ? job->image : QString();
}

QString classKey(const FleetState& state, const HostEntry& host, const LifeEntry& life)
{
    return imageOf(state, life) + u'/' + host.object.backend + u'/' + host.object.pool;
}

std::chrono::nanoseconds limitOf(const SlowClass& known)
{
    return std::max<std::chrono::nanoseconds>(2 * known.p95, slowAtLeast);
}

// Of those that were not slow: what is usual does not move with what is not.
std::chrono::nanoseconds p95Of(const SlowClass& known)
{
    std::vector<std::chrono::nanoseconds> values;
    for (size_t i = 0; i < known.last.size(); ++i) {
        if (!known.slow[i])
            values.push_back(known.last[i]);
    }
    if (values.empty())
        return known.p95;
    const size_t rank = (values.size() * 95 + 99) / 100 - 1; // nearest rank
    std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(rank), values.end());
    return values[rank];
}

} // namespace

std::optional<std::chrono::nanoseconds> slowAfter(
    const FleetState& state, const HostEntry* host, const LifeEntry& life)
{
    if (host == nullptr || !life.endedMono)
        return std::nullopt;
    const auto found = state.slowClasses.constFind(classKey(state, *host, life));
    if (found == state.slowClasses.cend())
        return std::nullopt;
    return limitOf(*found);
}

void sampleSlow(FleetState& state, const HostEntry* host, LifeEntry& life)
{
    if (life.sampled || host == nullptr || !life.isGone()
        || life.verdict->teardownDuration <= std::chrono::nanoseconds(0))
        return;
    life.sampled = true;
    SlowClass& slow = state.slowClasses[classKey(state, *host, life)];
    slow.image = imageOf(state, life);
    slow.backend = host->object.backend;
    slow.pool = host->object.pool;
    const bool isSlow = !slow.last.empty() && life.verdict->teardownDuration > limitOf(slow);
    if (slow.last.size() < slowClassSamples) {
        slow.last.push_back(life.verdict->teardownDuration);
        slow.slow.push_back(isSlow);
    } else {
        slow.last[slow.next] = life.verdict->teardownDuration;
        slow.slow[slow.next] = isSlow;
        slow.next = (slow.next + 1) % slowClassSamples;
    }
    slow.p95 = p95Of(slow);
}

} // namespace Espalier
