// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "derive.h"

#include "observed.h"
#include "slow.h"

#include <algorithm>
#include <utility>

namespace Espalier {

namespace {

// A Teardown that came a moment ago is being verified: not yet a reason for a colour.
constexpr std::chrono::seconds verifierGrace{30};

// What all slots and lives of a host have in common.
SlotFacts hostFacts(const FleetState& state, const HostEntry* host, const SiteId& site)
{
    SlotFacts facts;
    const SiteEntry* entry = state.site(site);
    facts.siteFresh = entry != nullptr && entry->isFresh();
    if (host == nullptr)
        return facts;
    const MonoTime now = state.clock.mono();
    if (host->verified)
        facts.age = evidenceAge(now - host->verified->receivedAt, host->verified->interval);
    facts.unverifiedYounger = host->reportedAt
        && (!host->verified || *host->reportedAt > host->verified->receivedAt)
        && evidenceAge(now - *host->reportedAt, host->reportedInterval) != EvidenceAge::Stale;
    facts.criticalFailure = host->verified && !host->verified->conflict.isEmpty();
    facts.quarantined = host->object.quarantined;
    facts.hostLost = host->object.lost;
    return facts;
}

SlotFacts lifeFacts(const FleetState& state, const HostEntry* host, const LifeEntry& life)
{
    SlotFacts facts = hostFacts(state, host, life.site);
    const MonoTime now = state.clock.mono();
    facts.intent = life.open ? life.vm.intent : Intent::Teardown;
    if (!life.told && !life.hasBirth())
        facts.intent = Intent::Empty; // known from a host's list only
    if (host != nullptr && host->verified)
        facts.observation = life.seen.value_or(Observation::Absent);
    facts.hasBirth = life.hasBirth() && !isBornAfter(life, host);
    facts.teardownFailed = !life.hasTeardown()
        && (life.failures > 0 || (life.verdict && life.verdict->teardownFailed));
    facts.teardownProven = life.isGone();
    if (life.endedMono)
        facts.sinceJobEnd = now - *life.endedMono;
    facts.slowAfter = slowAfter(state, host, life);
    facts.absentStatements = life.absentStatements;
    facts.unaccounted = life.omittedSince && now - *life.omittedSince > teardownSlo
        && !life.hasTeardown() && facts.age == EvidenceAge::Fresh;
    return facts;
}

// Closed, and the verifier has had no chance yet to say anything about it; of lives from before
// this console's time it may never have all that it needs.
bool awaitsVerdict(const FleetState& state, const LifeEntry& life)
{
    // fleetd names an ended VM for a while yet; closed before this console's time it is all the
    // same.
    if ((life.open && life.counted) || !life.hasTeardown() || life.isGone())
        return false;
    if (!life.counted)
        return !life.verdict
            || std::any_of(life.verdict->clauses.begin(), life.verdict->clauses.end(),
                [](const ClauseVerdict& clause) { return clause.state == ClauseState::NoInput; });
    const bool judged = life.verdict && life.verdict->hasTeardown;
    return !judged && life.teardownSeen && state.clock.mono() - *life.teardownSeen < verifierGrace;
}

LifeClass classOf(const LifeEntry& life)
{
    if (!life.hasBirth())
        return LifeClass::Unborn;
    if (life.isGone())
        return life.verdict->badge == Badge::Confirmed ? LifeClass::Confirmed : LifeClass::Gone;
    if (life.facts.unaccounted)
        return LifeClass::Unaccounted;
    if (!life.endedMono)
        return LifeClass::Live;
    if (life.state == DisplayState::Unconfirmed)
        return LifeClass::Unconfirmed;
    const bool overdue = life.facts.sinceJobEnd && *life.facts.sinceJobEnd > teardownSlo;
    return overdue && life.state != DisplayState::Stuck && life.state != DisplayState::Reported
        ? LifeClass::Unconfirmed
        : LifeClass::TearingDown;
}

bool isAbnormal(DisplayState state)
{
    return state <= DisplayState::Unconfirmed || state == DisplayState::Quarantined
        || state == DisplayState::Held || state == DisplayState::Ghost;
}

bool isKnown(DisplayState state)
{
    return state != DisplayState::Unknown && state != DisplayState::Reported;
}

void deriveLife(FleetState& state, RowId row, LifeEntry& life, const HostEntry* host)
{
    const SlotFacts before = std::exchange(life.facts, lifeFacts(state, host, life));
    DisplayState now = deriveState(life.facts);
    if (life.isGone() && !(life.facts.observation && now == DisplayState::Orphan))
        now = DisplayState::Free;
    else if (awaitsVerdict(state, life))
        now = DisplayState::Reported;
    const Severity severity = severityOf(now, life.facts);
    const DisplayState known = isKnown(now) ? now : life.lastKnown;
    FieldMask mask = 0;
    if (now != life.state || severity != life.severity || known != life.lastKnown)
        mask |= Field::state;
    if (before.age != life.facts.age || before.siteFresh != life.facts.siteFresh)
        mask |= Field::evidence;
    if (now != life.state && (isAbnormal(now) || isAbnormal(life.state)) && isKnown(now)
        && isKnown(life.state)) {
        TimelineEvent event;
        event.at = state.clock.wall();
        event.kind = TimelineKind::StateChanged;
        event.vm = life.id;
        event.state = now;
        note(life.events, std::move(event));
        state.timelinesChanged = true;
    }
    life.state = now;
    life.severity = severity;
    life.lastKnown = known;
    // While the site is silent its lives stay in the classes that were last known.
    if (life.facts.siteFresh || life.life == LifeClass::Unborn || life.isGone()) {
        const LifeClass was = std::exchange(life.life, classOf(life));
        if (was != life.life) {
            mask |= Field::state;
            state.sumsChanged = true;
        }
    }
    state.lives.touch(row, mask);
    sampleSlow(state, host, life);
    SiteEntry* site = state.site(life.site);
    if (!isOpenLife(life) && !life.queued && site != nullptr) {
        life.queued = true;
        site->closed.push_back(life.id);
    }
}

SlotFacts slotFacts(const FleetState& state, const HostEntry* host, const SlotEntry& slot)
{
    const LifeEntry* life = state.lives.find(slot.object.vm);
    SlotFacts facts = hostFacts(state, host, slot.site);
    if (life != nullptr && life->open)
        facts = life->facts;
    else if (!slot.object.vm.isEmpty())
        facts.intent = Intent::Run; // its VM's record is not here yet
    else if (host != nullptr && host->verified)
        facts.observation = slot.hasUnclaimed ? Observation::PresentUnclaimed : Observation::Absent;
    facts.quarantined |= slot.object.quarantined;
    return facts;
}

void deriveSlot(FleetState& state, RowId row, SlotEntry& slot, const HostEntry* host)
{
    const SlotFacts before = std::exchange(slot.facts, slotFacts(state, host, slot));
    const DisplayState now = deriveState(slot.facts);
    const Severity severity = severityOf(now, slot.facts);
    const DisplayState known = isKnown(now) ? now : slot.lastKnown;
    FieldMask mask = 0;
    if (now != slot.state || severity != slot.severity || known != slot.lastKnown)
        mask |= Field::state;
    if (before.age != slot.facts.age || before.siteFresh != slot.facts.siteFresh)
        mask |= Field::evidence;
    state.sumsChanged |= now != slot.state;
    slot.state = now;
    slot.severity = severity;
    slot.lastKnown = known;
    state.slots.touch(row, mask);
}

void sumHost(FleetState& state, RowId row, HostEntry& host, int orphans)
{
    DisplayState worst = DisplayState::Free;
    Severity severity = Severity::None;
    int used = 0;
    for (const SlotId& id : state.slotsOf.value(host.object.id)) {
        const SlotEntry* slot = state.slots.find(id);
        worst = std::min(worst, slot->state);
        severity = std::max(severity, slot->severity);
        used += slot->object.vm.isEmpty() ? 0 : 1;
    }
    const EvidenceAge age = hostFacts(state, &host, host.site).age;
    FieldMask mask = 0;
    if (worst != host.worst || severity != host.severity || used != host.used
        || orphans != host.orphans)
        mask |= Field::state;
    if (age != host.age)
        mask |= Field::evidence;
    state.sumsChanged |= orphans != host.orphans;
    host.worst = worst;
    host.severity = severity;
    host.used = used;
    host.orphans = orphans;
    host.age = age;
    state.hosts.touch(row, mask);
}

// Neither time nor a statement that does not name it changes anything about it.
bool isSettled(const LifeEntry& life)
{
    return !isOpenLife(life)
        && (life.state == DisplayState::Free || life.state == DisplayState::Reported);
}

void deriveHost(FleetState& state, const HostId& id)
{
    HostEntry* host = state.hosts.find(id);
    const int orphans = host != nullptr ? matchObserved(state, *host) : 0;
    const QSet<VmId> lives = state.activeOf.value(id);
    for (const VmId& vm : lives) {
        const auto row = state.lives.rowOf(vm);
        if (!row)
            continue;
        LifeEntry& life = state.lives.at(*row);
        deriveLife(state, *row, life, host);
        if (isSettled(life))
            state.activeOf[id].remove(vm);
    }
    for (const SlotId& slot : state.slotsOf.value(id)) {
        if (const auto row = state.slots.rowOf(slot))
            deriveSlot(state, *row, state.slots.at(*row), host);
    }
    if (host != nullptr)
        sumHost(state, *state.hosts.rowOf(id), *host, orphans);
}

} // namespace

void deriveFeed(FleetState& state, SiteEntry& site)
{
    const MonoTime now = state.clock.mono();
    const auto silent = now - site.lastMessage.value_or(site.expectedAt);
    FeedState next = site.listing ? FeedState::Listing : FeedState::Synced;
    if (silent >= feedUnknownAfter)
        next = FeedState::Unknown;
    else if ((site.doubted || silent >= feedStaleAfter) && site.lastMessage)
        next = FeedState::Stale;
    if (next == site.state)
        return;
    const bool wasFresh = site.isFresh();
    site.state = next;
    state.feedsChanged = true;
    state.sumsChanged = true;
    if (wasFresh == site.isFresh())
        return;
    state.hosts.forEach([&](RowId, const HostEntry& host) {
        if (host.site == site.id)
            state.dirtyHosts.insert(host.object.id);
    });
    state.lives.forEach([&](RowId, const LifeEntry& life) {
        if (life.site == site.id)
            state.dirtyHosts.insert(life.host);
    });
}

void deriveDirty(FleetState& state)
{
    const QSet<HostId> dirty = std::exchange(state.dirtyHosts, {});
    for (const HostId& id : dirty)
        deriveHost(state, id);
    state.dirtyHosts.clear(); // what deriving itself marked is derived
}

void deriveAll(FleetState& state)
{
    state.hosts.forEach(
        [&](RowId, const HostEntry& host) { state.dirtyHosts.insert(host.object.id); });
    for (auto it = state.activeOf.cbegin(); it != state.activeOf.cend(); ++it)
        state.dirtyHosts.insert(it.key());
    deriveDirty(state);
}

bool isOpenLife(const LifeEntry& life)
{
    return life.open || !(life.isGone() || (!life.counted && life.hasTeardown()));
}

std::vector<DisplayState> alsoHolds(const SlotFacts& facts, DisplayState shown)
{
    std::vector<DisplayState> states;
    const auto holds = [&](bool condition, DisplayState state) {
        if (condition && state != shown)
            states.push_back(state);
    };
    SlotFacts rest = facts;
    rest.criticalFailure = false;
    rest.quarantined = false;
    holds(facts.age == EvidenceAge::Stale || facts.age == EvidenceAge::Never,
        facts.unverifiedYounger ? DisplayState::Reported : DisplayState::Unknown);
    holds(facts.quarantined, DisplayState::Quarantined);
    holds(facts.intent == Intent::Hold, DisplayState::Held);
    const DisplayState below = deriveState(rest);
    holds(std::find(states.begin(), states.end(), below) == states.end(), below);
    std::sort(states.begin(), states.end());
    return states;
}

} // namespace Espalier
