// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostcourse.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

void enter(DrainHost& host, DrainPhase phase, WallTime now)
{
    if (host.phase == phase)
        return;
    host.phase = phase;
    host.since = now;
    host.emptiedAt.reset(); // if it was, that was wrong
    std::optional<WallTime>* const reached[] = {nullptr, &host.waitingAt, &host.tearingDownAt,
        &host.confirmingAt, &host.emptiedAt, nullptr};
    if (std::optional<WallTime>* at = reached[static_cast<int>(phase)])
        *at = at->value_or(now);
}

bool isKnown(const DrainHost& host, const VmId& vm)
{
    return std::find(host.vms.begin(), host.vms.end(), vm) != host.vms.end();
}

// A VM of the list that the record does not tell of any more has not been proven gone.
DrainVmFacts factsOfVm(const DrainHostFacts& facts, const VmId& vm)
{
    if (const DrainVmFacts* known = vmIn(facts, vm))
        return *known;
    DrainVmFacts missing;
    missing.id = vm;
    missing.running = false;
    missing.degraded = true;
    return missing;
}

// Another command has put the host elsewhere since this drain's own order was followed.
bool hasLeft(const DrainHost& host, const DrainHostFacts& facts, const QString& digest)
{
    auto ours = std::find_if(facts.modes.begin(), facts.modes.end(),
        [&digest](const auto& mode) { return mode.command == digest; });
    if (ours == facts.modes.end() && !host.cordonedAt)
        return false;
    if (ours == facts.modes.end()) // it was seen, and all that is left is younger
        ours = facts.modes.begin();
    return std::any_of(ours, facts.modes.end(), [&digest](const auto& mode) {
        const bool ownDoing = mode.command.isEmpty() && mode.mode != HostMode::InService;
        return mode.command != digest && mode.mode != HostMode::Quarantined && !ownDoing;
    });
}

void observeModes(DrainHost& host, const DrainHostFacts& facts, const QString& digest, WallTime now)
{
    for (const DrainModeFacts& mode : facts.modes) {
        if (mode.command != digest)
            continue;
        if (!host.cordonedAt)
            host.cordonedAt = now;
        if (mode.mode == HostMode::Draining && host.modeSeq == 0)
            host.modeSeq = mode.seq;
    }
}

void observeVms(DrainHost& host, const DrainHostFacts& facts)
{
    for (const DrainVmFacts& vm : facts.vms) {
        if (!vm.freed && !isKnown(host, vm.id))
            host.vms.push_back(vm.id);
    }
}

// What stands against "emptied" in a statement that is younger than the host's mode: a VM that it
// lists although its record says gone, or that no record tells of.
std::optional<VmId> contradiction(const DrainHost& host, const DrainHostFacts& facts)
{
    if (!facts.statement || facts.statement->headSeq < host.modeSeq)
        return std::nullopt;
    for (const VmId& vm : facts.statement->vms) {
        const DrainVmFacts* known = vmIn(facts, vm);
        if (!known || (known->freed && facts.statement->headSeq >= known->goneSeq))
            return vm;
    }
    return std::nullopt;
}

// The third proof: a statement after the host's record of the mode, and after every Teardown, that
// lists none.
bool statedEmpty(const DrainHost& host, const DrainHostFacts& facts)
{
    if (!facts.statement || !facts.statement->vms.empty())
        return false;
    quint64 needed = host.modeSeq;
    for (const VmId& vm : host.vms)
        needed = std::max(needed, factsOfVm(facts, vm).goneSeq);
    return facts.statement->headSeq >= needed;
}

DrainPhase phaseNow(const DrainHost& host, const DrainHostFacts& facts)
{
    if (host.modeSeq == 0)
        return DrainPhase::Cordoned;
    bool remains = false;
    for (const VmId& vm : host.vms) {
        const DrainVmFacts known = factsOfVm(facts, vm);
        if (known.running && !known.freed)
            return DrainPhase::WaitingForJobs;
        remains = remains || !known.freed;
    }
    if (remains)
        return DrainPhase::TearingDown;
    // What was proven once stays so until something speaks against it; silence does not.
    if (host.phase == DrainPhase::Emptied && !contradiction(host, facts))
        return DrainPhase::Emptied;
    return statedEmpty(host, facts) ? DrainPhase::Emptied : DrainPhase::Confirming;
}

struct Blocking {
    DrainBlock block = DrainBlock::None;
    VmId vm;
    QString detail;
};

void setBlocking(DrainHost& host, const Blocking& blocking)
{
    host.block = blocking.block;
    host.blockedBy = blocking.vm;
    host.detail = blocking.detail;
}

DrainBlock blockOf(const DrainVmFacts& vm, WallTime now)
{
    if (vm.freed)
        return DrainBlock::None;
    if (vm.failed)
        return DrainBlock::Stuck;
    if (vm.degraded)
        return DrainBlock::Unconfirmed;
    if (vm.running)
        return DrainBlock::Job;
    return vm.endedAt && now - *vm.endedAt > teardownSlo ? DrainBlock::Unconfirmed
                                                         : DrainBlock::Teardown;
}

// What needs a person first, then what lasts longest.
Blocking blockingVm(const DrainHost& host, const DrainHostFacts& facts, WallTime now)
{
    for (const DrainBlock block :
        {DrainBlock::Stuck, DrainBlock::Unconfirmed, DrainBlock::Job, DrainBlock::Teardown}) {
        std::optional<WallTime> last;
        Blocking found;
        for (const VmId& vm : host.vms) {
            const DrainVmFacts known = factsOfVm(facts, vm);
            if (blockOf(known, now) != block)
                continue;
            if (found.block == DrainBlock::None
                || (known.etaTo && (!last || *known.etaTo > *last))) {
                found = {block, vm, {}};
                last = known.etaTo;
            }
        }
        if (found.block != DrainBlock::None)
            return found;
    }
    return {};
}

Blocking blockingNow(int wave, const DrainHost& host, const DrainHostFacts& facts, WallTime now)
{
    if (isThrough(host))
        return {};
    if (host.modeSeq == 0 && !facts.refused.isEmpty())
        return {DrainBlock::Refused, {}, facts.refused};
    if (facts.silent || facts.lost)
        return {DrainBlock::HostSilent, {}, {}};
    if (host.phase == DrainPhase::Cordoned)
        return host.wave > wave ? Blocking{DrainBlock::Wave, {}, facts.shortPool} : Blocking{};
    if (host.phase == DrainPhase::Confirming) {
        const auto listed = contradiction(host, facts);
        return listed ? Blocking{DrainBlock::Unconfirmed, *listed, {}} : Blocking{};
    }
    return blockingVm(host, facts, now);
}

void estimate(DrainHost& host, const DrainHostFacts& facts)
{
    host.etaFrom.reset();
    host.etaTo.reset();
    if (isThrough(host))
        return;
    for (const VmId& vm : host.vms) {
        const DrainVmFacts known = factsOfVm(facts, vm);
        if (!known.running || known.freed)
            continue;
        if (!known.etaFrom || !known.etaTo) { // one without past runs: there is no basis
            host.etaFrom.reset();
            host.etaTo.reset();
            return;
        }
        host.etaFrom = std::max(host.etaFrom.value_or(*known.etaFrom), *known.etaFrom);
        host.etaTo = std::max(host.etaTo.value_or(*known.etaTo), *known.etaTo);
    }
}

} // namespace

bool isThrough(const DrainHost& host)
{
    return host.phase == DrainPhase::Emptied || host.phase == DrainPhase::Stopped;
}

const DrainVmFacts* vmIn(const DrainHostFacts& facts, const VmId& vm)
{
    const auto found = std::find_if(
        facts.vms.begin(), facts.vms.end(), [&vm](const auto& one) { return one.id == vm; });
    return found == facts.vms.end() ? nullptr : &*found;
}

void advanceHost(
    DrainHost& host, int wave, const DrainHostFacts& seen, const QString& digest, WallTime now)
{
    const bool left = hasLeft(host, seen, digest);
    if (host.phase == DrainPhase::Stopped || (host.phase == DrainPhase::Emptied && left))
        return;
    observeModes(host, seen, digest, now);
    observeVms(host, seen);
    enter(host, left ? DrainPhase::Stopped : phaseNow(host, seen), now);
    setBlocking(host, blockingNow(wave, host, seen, now));
    estimate(host, seen);
}

void stopHost(DrainHost& host, WallTime now)
{
    enter(host, DrainPhase::Stopped, now);
    setBlocking(host, {});
    estimate(host, {});
}

} // namespace Espalier::Fleetd
