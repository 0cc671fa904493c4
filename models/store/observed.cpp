// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observed.h"

#include "put.h"

#include <algorithm>
#include <utility>

namespace Espalier {

namespace {

// How long a statement may speak of records that fleetd has not sent (I12).
constexpr std::chrono::seconds recordGrace{60};

const ObservedVm* find(const HostObservation& statement, const VmId& vm)
{
    for (const ObservedVm& seen : statement.vms) {
        if (seen.id == vm)
            return &seen;
    }
    return nullptr;
}

// The statement knows of records that are not here: what it omits may have ended by them.
bool isAhead(const FleetState& state, HostEntry& host)
{
    if (host.verified->headSeq <= state.heads.value(host.object.id)) {
        host.aheadSince.reset();
        return false;
    }
    if (!host.aheadSince)
        host.aheadSince = state.clock.mono();
    return state.clock.mono() - *host.aheadSince <= recordGrace;
}

void judge(LifeEntry& life, const HostEntry& host, bool ahead)
{
    const HostObservation& statement = *host.verified;
    if (const ObservedVm* seen = find(statement, life.id)) {
        const bool before = teardownSeqOf(life) > statement.headSeq;
        life.seen = observationOf(seen->phase);
        life.observed = *seen;
        life.absentStatements = 0;
        life.omittedSince.reset();
        life.judgedSeq = statement.statementSeq;
        if (before && !life.open) {
            life.seen = Observation::Absent; // it was there before its Teardown
            life.observed.reset();
        }
        return;
    }
    const quint64 end = teardownSeqOf(life);
    const bool explained = end > 0 && end <= statement.headSeq;
    if (life.hasBirth() && !explained && (isBornAfter(life, &host) || ahead))
        return;
    life.seen = Observation::Absent;
    life.observed.reset();
    if (life.judgedSeq == statement.statementSeq || !life.hasBirth())
        return;
    life.judgedSeq = statement.statementSeq;
    ++life.absentStatements;
    if (!life.omittedSince)
        life.omittedSince = statement.receivedAt;
}

bool isUnclaimed(const HostObservation& statement, const LifeEntry* life)
{
    if (life == nullptr)
        return true;
    if (life->open)
        return false;
    return !(life->hasTeardown() && teardownSeqOf(*life) > statement.headSeq);
}

// Puts unclaimed VMs into the host's empty slots: into their own where it is known, else in order.
void place(FleetState& state, const HostId& host, const std::vector<VmId>& unclaimed)
{
    std::vector<SlotEntry*> empty;
    QHash<SlotId, VmId> before;
    for (const SlotId& id : state.slotsOf.value(host)) {
        SlotEntry* slot = state.slots.find(id);
        before.insert(id, std::exchange(slot->unclaimed, {}));
        slot->hasUnclaimed = false;
        if (slot->object.vm.isEmpty())
            empty.push_back(slot);
    }
    const auto put = [](SlotEntry* slot, const VmId& vm) {
        slot->hasUnclaimed = true;
        slot->unclaimed = vm;
    };
    std::vector<VmId> rest;
    for (const VmId& vm : unclaimed) {
        const LifeEntry* life = vm.isEmpty() ? nullptr : state.lives.find(vm);
        const auto own = std::find_if(empty.begin(), empty.end(), [&](const SlotEntry* slot) {
            return life != nullptr && !slot->hasUnclaimed && slot->object.id == life->vm.slot;
        });
        if (own == empty.end())
            rest.push_back(vm);
        else
            put(*own, vm);
    }
    auto next = rest.begin();
    for (SlotEntry* slot : empty) {
        if (next == rest.end())
            break;
        if (!slot->hasUnclaimed)
            put(slot, *next++);
    }
    for (auto slot = before.cbegin(); slot != before.cend(); ++slot) {
        const RowId row = *state.slots.rowOf(slot.key());
        if (state.slots.at(row).unclaimed != slot.value())
            state.slots.touch(row, Field::job);
    }
}

// A life that is known from lists only goes when the host lists it no more.
void dropUnlisted(FleetState& state, const HostEntry& host)
{
    const QSet<VmId> lives = state.activeOf.value(host.object.id);
    for (const VmId& vm : lives) {
        const LifeEntry* life = state.lives.find(vm);
        if (life != nullptr && !life->told && life->records.empty() && !life->hasBirth()
            && find(*host.verified, vm) == nullptr)
            eraseLife(state, vm);
    }
}

} // namespace

int matchObserved(FleetState& state, HostEntry& host)
{
    if (!host.verified)
        return 0;
    const HostObservation& statement = *host.verified;
    const bool ahead = isAhead(state, host);
    std::vector<VmId> unclaimed;
    for (const ObservedVm& seen : statement.vms) {
        const LifeEntry* life = seen.id.isEmpty() ? nullptr : state.lives.find(seen.id);
        if (life != nullptr && life->host != host.object.id)
            life = nullptr;
        if (!isUnclaimed(statement, life))
            continue;
        unclaimed.push_back(seen.id);
        const SiteEntry* site = state.site(host.site);
        if (life != nullptr)
            state.activeOf[host.object.id].insert(seen.id); // gone once, and there again
        if (life == nullptr && !seen.id.isEmpty() && !state.lives.rowOf(seen.id) && site != nullptr)
            lifeFor(state, *site, seen.id, host.object.id);
    }
    dropUnlisted(state, host);
    const QSet<VmId> lives = state.activeOf.value(host.object.id);
    for (const VmId& vm : lives) {
        LifeEntry* life = state.lives.find(vm);
        if (life != nullptr)
            judge(*life, host, ahead);
    }
    const int count = static_cast<int>(unclaimed.size());
    place(state, host.object.id, unclaimed);
    return count;
}

Observation observationOf(VmPhase phase)
{
    switch (phase) {
    case VmPhase::Placed:
    case VmPhase::Preparing:
    case VmPhase::Booting:
        return Observation::Booting;
    case VmPhase::Running:
        return Observation::Running;
    case VmPhase::TearingDown:
    case VmPhase::Proving:
        return Observation::Stopping;
    case VmPhase::Gone:
        break;
    }
    return Observation::Absent;
}

quint64 birthSeqOf(const LifeEntry& life)
{
    return life.verdict && life.verdict->birthSeq > 0 ? life.verdict->birthSeq : life.birthSeq;
}

quint64 teardownSeqOf(const LifeEntry& life)
{
    return life.verdict && life.verdict->teardownSeq > 0 ? life.verdict->teardownSeq
                                                         : life.teardownSeq;
}

bool isBornAfter(const LifeEntry& life, const HostEntry* host)
{
    return host != nullptr && host->verified && birthSeqOf(life) > host->verified->headSeq;
}

} // namespace Espalier
