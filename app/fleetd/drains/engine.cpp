// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine.h"

#include "hostcourse.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

const DrainHostFacts& factsOf(const DrainFacts& facts, const HostId& host)
{
    static const DrainHostFacts nothing;
    const auto found = facts.hosts.find(host);
    return found == facts.hosts.end() ? nothing : found->second;
}

// It goes no further without a person: what comes after it need not wait for it.
bool needsPerson(const DrainHost& host, const DrainHostFacts& facts)
{
    return host.block == DrainBlock::Refused || host.block == DrainBlock::Stuck
        || host.block == DrainBlock::Unconfirmed
        || (host.block == DrainBlock::HostSilent && facts.lost);
}

void advanceAll(Drain& drain, const DrainFacts& facts)
{
    for (DrainHost& host : drain.hosts)
        advanceHost(host, drain.wave, factsOf(facts, host.host), facts.digest, facts.now);
}

int lastWave(const Drain& drain)
{
    int last = 1;
    for (const DrainHost& host : drain.hosts)
        last = std::max(last, host.wave);
    return last;
}

void passDeadline(Drain& drain, WallTime now)
{
    if (!drain.deadline || now < *drain.deadline)
        return;
    if (drain.atDeadline == AtDeadline::Ask && drain.state == DrainState::Running)
        drain.state = DrainState::AtDeadline;
    if (drain.atDeadline != AtDeadline::Cancel)
        return;
    drain.cancelledAt = drain.cancelledAt.value_or(now);
    drain.wave = lastWave(drain); // the deadline is for all of them
}

// The next wave begins when nobody before it is still on the way, unless a pool of it would stay
// below its floor, or the deadline has stopped new steps.
bool beginsNextWave(Drain& drain, const DrainFacts& facts)
{
    if (drain.wave >= lastWave(drain) || drain.state == DrainState::AtDeadline)
        return false;
    for (const DrainHost& host : drain.hosts) {
        const DrainHostFacts& seen = factsOf(facts, host.host);
        if (host.wave <= drain.wave && !isThrough(host) && !needsPerson(host, seen))
            return false;
        if (host.wave == drain.wave + 1 && !isThrough(host) && !seen.shortPool.isEmpty())
            return false;
    }
    ++drain.wave;
    return true;
}

void settle(Drain& drain, WallTime now)
{
    if (isOver(drain) || !std::all_of(drain.hosts.begin(), drain.hosts.end(), isThrough))
        return;
    const bool emptied = std::any_of(drain.hosts.begin(), drain.hosts.end(),
        [](const DrainHost& host) { return host.phase == DrainPhase::Emptied; });
    drain.state = emptied ? DrainState::Finished : DrainState::Stopped;
    drain.endedAt = now;
}

std::vector<DrainCancel> cancelsOf(const Drain& drain, const DrainFacts& facts)
{
    std::vector<DrainCancel> cancels;
    if (!drain.cancelledAt)
        return cancels;
    const auto grace = std::clamp<std::chrono::nanoseconds>(
        *drain.cancelledAt + drainGrace - facts.now, std::chrono::nanoseconds(0), drainGrace);
    for (const DrainHost& host : drain.hosts) {
        if (isThrough(host))
            continue;
        const DrainHostFacts& seen = factsOf(facts, host.host);
        for (const VmId& vm : host.vms) {
            if (const DrainVmFacts* known = vmIn(seen, vm);
                known && known->running && !known->freed)
                cancels.push_back(
                    {host.host, vm, std::chrono::duration_cast<std::chrono::seconds>(grace)});
        }
    }
    return cancels;
}

} // namespace

Drain beginDrain(const Command& command, const DrainParams& params,
    const std::vector<HostId>& hosts, WallTime now)
{
    Drain drain;
    drain.id = command.id;
    drain.generation = 1;
    drain.site = command.site;
    drain.group = params.group;
    drain.by = command.actor;
    drain.reason = command.reason;
    drain.ticket = command.ticket;
    drain.startedAt = now;
    drain.deadline = params.deadline;
    drain.atDeadline = params.atDeadline;
    drain.waveSize = params.waveSize;
    for (const HostId& id : hosts) {
        DrainHost host;
        host.host = id;
        host.wave =
            params.waveSize > 0 ? 1 + static_cast<int>(drain.hosts.size()) / params.waveSize : 1;
        host.since = now;
        host.block = host.wave > 1 ? DrainBlock::Wave : DrainBlock::None;
        drain.hosts.push_back(std::move(host));
    }
    return drain;
}

DrainStep stepDrain(Drain drain, const DrainFacts& facts)
{
    if (isOver(drain))
        return {std::move(drain), {}};
    passDeadline(drain, facts.now);
    advanceAll(drain, facts);
    while (beginsNextWave(drain, facts))
        advanceAll(drain, facts);
    settle(drain, facts.now);
    std::vector<DrainCancel> cancels = cancelsOf(drain, facts);
    return {std::move(drain), std::move(cancels)};
}

Drain stopDrain(Drain drain, const std::vector<HostId>& hosts, WallTime now)
{
    for (DrainHost& host : drain.hosts) {
        if (isThrough(host) || std::find(hosts.begin(), hosts.end(), host.host) == hosts.end())
            continue;
        stopHost(host, now);
    }
    ++drain.generation;
    settle(drain, now);
    return drain;
}

Drain amendDrain(Drain drain, const DrainParams& params)
{
    if (isOver(drain))
        return drain;
    drain.deadline = params.deadline;
    drain.atDeadline = params.atDeadline;
    drain.state = DrainState::Running;
    ++drain.generation;
    return drain;
}

bool isOver(const Drain& drain)
{
    return drain.state == DrainState::Stopped || drain.state == DrainState::Finished;
}

const DrainHost* hostIn(const Drain& drain, const HostId& host)
{
    const auto found = std::find_if(drain.hosts.begin(), drain.hosts.end(),
        [&host](const DrainHost& one) { return one.host == host; });
    return found == drain.hosts.end() ? nullptr : &*found;
}

std::optional<QString> partDue(const Drain& drain, const HostId& host)
{
    const DrainHost* one = hostIn(drain, host);
    if (!one || isOver(drain) || isThrough(*one) || one->modeSeq != 0)
        return std::nullopt;
    if (one->wave <= drain.wave)
        return QStringLiteral("drain");
    return one->cordonedAt ? std::nullopt : std::optional(QStringLiteral("cordon"));
}

} // namespace Espalier::Fleetd
