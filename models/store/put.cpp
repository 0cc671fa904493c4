// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "put.h"

#include <algorithm>

namespace Espalier {

namespace {

void touchLife(FleetState& state, const LifeEntry& life, FieldMask mask)
{
    if (const auto row = state.lives.rowOf(life.id))
        state.lives.touch(*row, mask);
    const auto slotRow = state.slots.rowOf(life.vm.slot);
    if (slotRow && state.slots.at(*slotRow).object.vm == life.id)
        state.slots.touch(*slotRow, mask);
    state.sumsChanged = true;
    state.timelinesChanged = true;
    state.activeOf[life.host].insert(life.id);
    state.dirtyHosts.insert(life.host);
}

void noteHost(FleetState& state, HostEntry& host, TimelineKind kind, const Message& why = {})
{
    TimelineEvent event;
    event.at = state.clock.wall();
    event.kind = kind;
    event.why = why;
    note(host.events, std::move(event));
    state.timelinesChanged = true;
}

void noteChanges(FleetState& state, HostEntry& entry, const Host& now)
{
    const Host& old = entry.object;
    if (old.mode != now.mode) {
        TimelineEvent event;
        event.at = now.modeSince.value_or(state.clock.wall());
        event.kind = TimelineKind::ModeChanged;
        event.mode = now.mode;
        event.detail = now.modeReason;
        note(entry.events, std::move(event));
        state.timelinesChanged = true;
    }
    if (old.lost != now.lost)
        noteHost(state, entry, now.lost ? TimelineKind::HostLost : TimelineKind::HostBack);
    if (old.attached != now.attached)
        noteHost(
            state, entry, now.attached ? TimelineKind::HostAttached : TimelineKind::HostDetached);
}

FieldMask differences(const Host& a, const Host& b)
{
    FieldMask mask = 0;
    if (a.rackName != b.rackName || a.row != b.row || a.unit != b.unit || a.code != b.code
        || a.name != b.name || a.simulated != b.simulated)
        mask |= Field::place;
    if (!(a == b))
        mask |= Field::host;
    return mask;
}

// The job's end on the monotonic clock: later steps of any wall clock do not move it.
void fixEnd(FleetState& state, LifeEntry& life, const std::optional<WallTime>& endedAt)
{
    if (life.endedMono)
        return;
    std::chrono::nanoseconds ago{};
    if (endedAt)
        ago = std::max(
            std::chrono::nanoseconds(0), std::chrono::nanoseconds(state.clock.wall() - *endedAt));
    life.endedMono = state.clock.mono() - ago;
}

} // namespace

void put(FleetState& state, SiteEntry& site, const Site& object)
{
    if (object.id != site.id || object == site.object)
        return;
    site.object = object;
    state.feedsChanged = true;
}

// Not shown yet.
void put(FleetState&, SiteEntry&, const Image&) {}
void put(FleetState&, SiteEntry&, const Shape&) {}

void put(FleetState& state, SiteEntry& site, const Host& object)
{
    if (object.id.isEmpty() || object.site != site.id)
        return;
    auto row = state.hosts.rowOf(object.id);
    const bool isNew = !row;
    if (isNew)
        row = state.hosts.insert(object.id);
    HostEntry& entry = state.hosts.at(*row);
    if (isNew) {
        entry.site = site.id;
        entry.object = object;
    } else if (entry.site != site.id) {
        return;
    }
    entry.listSerial = site.listSerial;
    if (isNew && state.earlyObservations.contains(object.id)) {
        const HostObservation early = state.earlyObservations.take(object.id);
        if (early.site == site.id)
            observe(state, entry, early);
    }
    const FieldMask mask = isNew ? Field::all : differences(entry.object, object);
    if (mask == 0)
        return;
    noteChanges(state, entry, object);
    entry.object = object;
    state.hosts.touch(*row, mask);
    for (const SlotId& slot : state.slotsOf.value(object.id)) {
        if (const auto slotRow = state.slots.rowOf(slot))
            state.slots.touch(*slotRow, mask);
    }
    state.dirtyHosts.insert(object.id);
}

void removeHost(FleetState& state, const SiteEntry& site, const HostId& id)
{
    const HostEntry* entry = state.hosts.find(id);
    if (entry == nullptr || entry->site != site.id)
        return;
    state.hosts.erase(id);
    state.dirtyHosts.insert(id);
    state.sumsChanged = true;
}

void put(FleetState& state, SiteEntry& site, const Slot& object)
{
    if (object.id.isEmpty())
        return;
    auto row = state.slots.rowOf(object.id);
    const bool isNew = !row;
    if (isNew)
        row = state.slots.insert(object.id);
    SlotEntry& entry = state.slots.at(*row);
    if (isNew)
        entry.site = site.id;
    else if (entry.site != site.id)
        return;
    entry.listSerial = site.listSerial;
    if (!isNew && entry.object == object)
        return;
    FieldMask mask = Field::state;
    if (entry.object.vm != object.vm) {
        mask |= Field::job;
        if (entry.state == DisplayState::Unknown)
            entry.lastKnown = DisplayState::Unknown; // what was known was of another VM
    }
    if (entry.object.code != object.code || entry.object.host != object.host)
        mask |= Field::place;
    entry.object = object;
    state.slots.touch(*row, mask);
    if (isNew) {
        std::vector<SlotId>& of = state.slotsOf[object.host];
        const auto at = std::find_if(of.begin(), of.end(), [&](const SlotId& other) {
            return state.slots.find(other)->object.index > object.index;
        });
        of.insert(at, object.id);
    }
    state.dirtyHosts.insert(object.host);
}

void removeSlot(FleetState& state, const SiteEntry& site, const SlotId& id)
{
    const SlotEntry* entry = state.slots.find(id);
    if (entry == nullptr || entry->site != site.id)
        return;
    const HostId host = entry->object.host;
    std::vector<SlotId>& of = state.slotsOf[host];
    of.erase(std::remove(of.begin(), of.end(), id), of.end());
    if (of.empty())
        state.slotsOf.remove(host);
    state.slots.erase(id);
    state.dirtyHosts.insert(host);
}

LifeEntry& lifeFor(FleetState& state, const SiteEntry& site, const VmId& vm, const HostId& host)
{
    if (LifeEntry* known = state.lives.find(vm))
        return *known;
    LifeEntry& life = state.lives.at(state.lives.insert(vm));
    life.id = vm;
    life.site = site.id;
    life.host = host;
    state.livesOf[host].insert(vm);
    state.activeOf[host].insert(vm);
    state.dirtyHosts.insert(host);
    state.sumsChanged = true;
    if (state.earlyVerdicts.contains(vm)) {
        const LifeVerdict early = state.earlyVerdicts.take(vm);
        if (early.site == site.id)
            conclude(state, life, early);
    }
    return life;
}

void eraseLife(FleetState& state, const VmId& vm)
{
    const LifeEntry* life = state.lives.find(vm);
    if (life == nullptr)
        return;
    for (const RecordId& record : life->records)
        state.records.remove(record);
    const JobId job = state.jobOfVm.take(vm);
    if (!job.isEmpty())
        state.jobs.remove(job);
    for (auto* index : {&state.livesOf, &state.activeOf}) {
        const auto of = index->find(life->host);
        if (of != index->end() && of->remove(vm) && of->isEmpty())
            index->erase(of);
    }
    state.lives.erase(vm);
    state.sumsChanged = true;
}

void put(FleetState& state, SiteEntry& site, const Vm& object)
{
    if (object.id.isEmpty())
        return;
    LifeEntry& life = lifeFor(state, site, object.id, object.host);
    if (life.site != site.id || life.host != object.host)
        return; // a VM never changes its host
    life.listSerial = site.listSerial;
    if (life.open && life.vm == object)
        return;
    life.vm = object;
    life.open = true;
    life.told = true;
    if (object.intent == Intent::Teardown || object.jobEndedAt)
        fixEnd(state, life, object.jobEndedAt);
    touchLife(state, life, Field::state | Field::job | Field::place);
}

void removeVm(FleetState& state, const SiteEntry& site, const VmId& id)
{
    LifeEntry* life = state.lives.find(id);
    if (life == nullptr || life->site != site.id || !life->open)
        return;
    life->open = false;
    touchLife(state, *life, Field::state);
    if (!life->hasBirth() && !life->observed)
        eraseLife(state, id); // placed and never born: no life to prove
}

void put(FleetState& state, SiteEntry& site, const Job& object)
{
    if (object.id.isEmpty())
        return;
    JobEntry& entry = state.jobs[object.id];
    if (!entry.site.isEmpty() && entry.site != site.id)
        return;
    entry.listSerial = site.listSerial;
    if (!entry.site.isEmpty() && entry.object == object)
        return;
    entry.site = site.id;
    entry.object = object;
    if (object.vm.isEmpty())
        return;
    state.jobOfVm.insert(object.vm, object.id);
    LifeEntry* life = state.lives.find(object.vm);
    if (life != nullptr && life->site == site.id)
        touchLife(state, *life, Field::job);
}

void removeJob(FleetState& state, const SiteEntry& site, const JobId& id)
{
    const auto found = state.jobs.constFind(id);
    if (found == state.jobs.cend() || found->site != site.id)
        return;
    // A life that is still a row keeps the names of its job.
    if (state.lives.rowOf(found->object.vm))
        return;
    state.jobOfVm.remove(found->object.vm);
    state.jobs.erase(found);
}

void put(FleetState& state, SiteEntry& site, const Record& object)
{
    if (object.site != site.id)
        return;
    quint64& head = state.heads[object.host];
    head = std::max(head, object.hostSeq);
    state.dirtyHosts.insert(object.host);
    if (object.vm.isEmpty())
        return;
    const bool isNew = !state.lives.rowOf(object.vm);
    LifeEntry& life = lifeFor(state, site, object.vm, object.host);
    if (isNew && site.foldedUntil && object.committedAt <= *site.foldedUntil)
        life.counted = false; // its count is in the sums already
    if (life.site != site.id || life.host != object.host)
        return; // in the name of another host's VM: the verifier says so, nothing here believes it
    if (state.records.contains(object.id))
        return;
    state.records.insert(object.id, object);
    life.records.push_back(object.id);
    if (object.type == QLatin1String("Birth") && life.birthSeq == 0) {
        life.birthSeq = object.hostSeq;
        life.birthCommitted = object.committedAt;
    } else if (object.type == QLatin1String("Teardown") && life.teardownSeq == 0) {
        life.teardownSeq = object.hostSeq;
        life.teardownCommitted = object.committedAt;
        life.teardownSeen = state.clock.mono();
        fixEnd(state, life,
            life.vm.jobEndedAt ? life.vm.jobEndedAt : std::optional(object.committedAt));
    } else if (object.type == QLatin1String("TeardownFailed")) {
        ++life.failures;
    }
    touchLife(state, life, Field::state | Field::evidence);
}

void observe(FleetState& state, HostEntry& host, const HostObservation& seen)
{
    const HostId id = host.object.id;
    if (!seen.problem.isEmpty()) {
        if (!(host.problem == seen.problem)) {
            host.problem = seen.problem;
            noteHost(state, host, TimelineKind::StatementRefused, seen.problem);
        }
        return;
    }
    if (!host.reportedAt || *host.reportedAt < seen.receivedAt) {
        host.reportedAt = seen.receivedAt;
        host.reportedInterval = seen.interval;
        state.dirtyHosts.insert(id);
    }
    // A replay never makes evidence young again.
    if (!seen.verified || (host.verified && seen.statementSeq <= host.verified->statementSeq))
        return;
    if (host.verified && host.verified->bootId != seen.bootId)
        noteHost(state, host, TimelineKind::HostRebooted);
    host.problem = {};
    host.verified = seen;
    const auto sinceReceipt = state.clock.mono() - seen.receivedAt;
    host.skew = std::chrono::duration_cast<std::chrono::milliseconds>(
        seen.wall - (state.clock.wall() - sinceReceipt));
    if (const auto row = state.hosts.rowOf(id))
        state.hosts.touch(*row, Field::evidence);
    for (const SlotId& slot : state.slotsOf.value(id)) {
        if (const auto row = state.slots.rowOf(slot))
            state.slots.touch(*row, Field::evidence);
    }
    state.dirtyHosts.insert(id);
}

void conclude(FleetState& state, LifeEntry& life, const LifeVerdict& verdict)
{
    if (verdict.host != life.host || (life.verdict && *life.verdict == verdict))
        return;
    const Badge before = life.verdict ? life.verdict->badge : Badge::None;
    if (verdict.badge != before) {
        TimelineEvent event;
        event.at = state.clock.wall();
        event.kind = TimelineKind::BadgeReached;
        event.vm = life.id;
        event.badge = verdict.badge;
        note(life.events, std::move(event));
    }
    life.verdict = verdict;
    if (const HostEntry* host = state.hosts.find(life.host);
        verdict.hasTeardown && life.hostdVersion.isEmpty() && host != nullptr)
        life.hostdVersion = host->object.hostdVersion;
    if (verdict.hasTeardown || verdict.jobEndedAt)
        fixEnd(state, life, verdict.jobEndedAt);
    touchLife(state, life, Field::state | Field::evidence | Field::job);
}

} // namespace Espalier
