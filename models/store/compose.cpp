// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose.h"

#include "derive.h"
#include "ledger.h"
#include "observed.h"

#include <domain/utctime.h>

#include <algorithm>

namespace Espalier {

namespace {

bool isFresh(const FleetState& state, const SiteId& id)
{
    const SiteEntry* site = state.site(id);
    return site != nullptr && site->isFresh();
}

void fillJob(const FleetState& state, const LifeEntry& life, SlotRow& row)
{
    row.tenant = tenantOf(state, life);
    row.startedAt = life.vm.startedAt;
    if (!row.startedAt && life.told)
        row.startedAt = life.vm.placedAt;
    row.jobEndedAt = life.vm.jobEndedAt;
    const Job* job = state.jobOf(life);
    if (job == nullptr)
        return;
    row.pipeline = job->pipeline;
    row.jobNumber = job->number;
    row.p50 = job->p50;
    row.p95 = job->p95;
    row.pastRuns = job->pastRuns;
}

QString slotCodeOf(const FleetState& state, const LifeEntry& life)
{
    if (const SlotEntry* slot = state.slots.find(life.vm.slot))
        return slot->object.code;
    const HostEntry* host = state.hosts.find(life.host);
    const QString code = host != nullptr ? host->object.code : life.host.text();
    if (!life.verdict || life.verdict->slot == 0)
        return code;
    return code + u'/' + QString::number(life.verdict->slot);
}

// The events that follow from what is known of a life, and those that were noted as they happened.
std::vector<TimelineEvent> eventsOf(const FleetState& state, const LifeEntry& life)
{
    std::vector<TimelineEvent> events = life.events;
    const auto add = [&](const std::optional<WallTime>& at, TimelineKind kind) {
        if (!at)
            return;
        TimelineEvent event;
        event.at = *at;
        event.kind = kind;
        event.vm = life.id;
        event.exit = life.vm.exit;
        if (!event.exit && life.verdict)
            event.exit = life.verdict->exit;
        events.push_back(std::move(event));
    };
    if (life.told)
        add(life.vm.placedAt, TimelineKind::Placed);
    add(life.vm.startedAt, TimelineKind::JobStarted);
    add(life.vm.jobEndedAt ? life.vm.jobEndedAt
                           : (life.verdict ? life.verdict->jobEndedAt : std::nullopt),
        TimelineKind::JobEnded);
    for (const RecordId& id : life.records) {
        const auto record = state.records.constFind(id);
        if (record == state.records.cend())
            continue;
        if (record->type == QLatin1String("Birth"))
            add(record->committedAt, TimelineKind::BirthRecorded);
        else if (record->type == QLatin1String("Teardown"))
            add(record->committedAt, TimelineKind::TeardownRecorded);
        else if (record->type == QLatin1String("TeardownFailed"))
            add(record->committedAt, TimelineKind::TeardownFailed);
    }
    return events;
}

std::vector<TimelineEvent> newestFirst(std::vector<TimelineEvent> events)
{
    std::stable_sort(events.begin(), events.end(),
        [](const TimelineEvent& a, const TimelineEvent& b) { return a.at > b.at; });
    if (events.size() > static_cast<size_t>(timelineLength))
        events.resize(static_cast<size_t>(timelineLength));
    return events;
}

} // namespace

SlotRow slotRow(const FleetState& state, const SlotEntry& slot)
{
    SlotRow row;
    row.id = slot.object.id;
    row.site = slot.site;
    row.host = slot.object.host;
    row.code = slot.object.code;
    row.index = slot.object.index;
    row.state = slot.state;
    row.lastKnown = slot.lastKnown;
    row.severity = slot.severity;
    row.siteFresh = isFresh(state, slot.site);
    row.vm = slot.object.vm;
    row.quarantined = slot.object.quarantined;
    row.quarantineReason = slot.object.quarantineReason;
    row.evidence = slot.facts.age;
    if (const HostEntry* host = state.hosts.find(slot.object.host)) {
        row.hostCode = host->object.code;
        row.simulated = host->object.simulated;
        row.mode = host->object.mode;
        row.hostdVersion = host->object.hostdVersion;
        row.reportedAt = host->reportedAt;
        if (host->verified) {
            row.evidenceAt = host->verified->receivedAt;
            row.evidenceWall = host->verified->wall;
        }
    }
    if (slot.hasUnclaimed)
        row.vm = slot.unclaimed;
    else if (const LifeEntry* life = state.lives.find(slot.object.vm))
        fillJob(state, *life, row);
    return row;
}

HostRow hostRow(const FleetState& state, const HostEntry& host)
{
    HostRow row;
    row.host = host.object;
    row.slots = static_cast<int>(state.slotsOf.value(host.object.id).size());
    row.slotsUsed = host.used;
    row.worst = host.worst;
    row.severity = host.severity;
    row.siteFresh = isFresh(state, host.site);
    row.evidence = host.age;
    row.orphans = host.orphans;
    row.clockSkew = host.skew;
    row.statementProblem = host.problem;
    if (host.verified) {
        row.evidenceAt = host.verified->receivedAt;
        row.evidenceWall = host.verified->wall;
    }
    return row;
}

LifeRow lifeRow(const FleetState& state, const LifeEntry& life)
{
    LifeRow row;
    row.vm = life.id;
    row.site = life.site;
    row.host = life.host;
    row.slotCode = slotCodeOf(state, life);
    row.tenant = tenantOf(state, life);
    row.life = life.life;
    row.state = life.state;
    row.lastKnown = life.lastKnown;
    row.severity = life.severity;
    row.siteFresh = isFresh(state, life.site);
    row.judged = life.counted;
    row.simulated = state.isSimulated(life.host);
    row.birthSeq = birthSeqOf(life);
    row.teardownSeq = teardownSeqOf(life);
    row.jobEndedAt = life.vm.jobEndedAt;
    row.exit = life.vm.exit;
    row.bornAt = life.birthCommitted;
    row.endedAt = life.teardownCommitted;
    row.clauses.fill(ClauseState::NoInput);
    if (const Job* job = state.jobOf(life)) {
        row.pipeline = job->pipeline;
        row.jobNumber = job->number;
        if (!row.exit)
            row.exit = job->exit;
        if (!row.jobEndedAt)
            row.jobEndedAt = job->endedAt;
    }
    if (!life.verdict)
        return row;
    const LifeVerdict& verdict = *life.verdict;
    row.badge = verdict.badge;
    row.gone = verdict.gone;
    row.simulated |= verdict.simulated;
    row.outcome = verdict.outcome;
    for (size_t i = 0; i < row.clauses.size(); ++i) {
        row.clauses[i] = verdict.clauses[i].state;
        row.clausesHolding += row.clauses[i] == ClauseState::Holds ? 1 : 0;
    }
    // What the host has signed goes before what the control plane says.
    row.exit = verdict.exit ? verdict.exit : row.exit;
    row.jobEndedAt = verdict.jobEndedAt ? verdict.jobEndedAt : row.jobEndedAt;
    row.bornAt = verdict.bornAt ? verdict.bornAt : row.bornAt;
    row.endedAt = verdict.endedAt ? verdict.endedAt : row.endedAt;
    if (verdict.hasTeardown)
        row.duration = verdict.teardownDuration;
    return row;
}

SlotDetails slotDetails(const FleetState& state, const SlotEntry& slot)
{
    SlotDetails details;
    details.row = slotRow(state, slot);
    details.facts = slot.facts;
    details.next = nextStep(slot.state, slot.facts);
    details.alsoHolds = alsoHolds(slot.facts, slot.state);
    details.slot = slot.object;
    details.quarantineReason = slot.object.quarantineReason;
    if (details.quarantineReason.isEmpty()) {
        if (const HostEntry* host = state.hosts.find(slot.object.host))
            details.quarantineReason = host->object.quarantineReason;
    }
    if (const HostEntry* host = state.hosts.find(slot.object.host);
        host != nullptr && host->verified)
        details.breachReason = host->verified->conflict;
    const LifeEntry* life = state.lives.find(details.row.vm);
    if (life == nullptr)
        return details;
    if (life->told)
        details.vm = life->vm;
    if (const Job* job = state.jobOf(*life))
        details.job = *job;
    details.observed = life->observed;
    details.verdict = life->verdict;
    return details;
}

HostDetails hostDetails(const FleetState& state, const HostEntry& host)
{
    HostDetails details;
    details.row = hostRow(state, host);
    details.rackRow = host.object.row;
    for (const SlotId& id : state.slotsOf.value(host.object.id)) {
        if (const SlotEntry* slot = state.slots.find(id))
            details.slots.push_back(slotDetails(state, *slot));
    }
    details.statement = host.verified;
    details.statementProblem = host.problem;
    details.clockSkew = host.skew;
    if (host.verified && host.verified->interval.count() > 0)
        details.intervalsMissed = static_cast<int>(
            (state.clock.mono() - host.verified->receivedAt) / host.verified->interval);
    std::vector<TimelineEvent> events = host.events;
    const QSet<VmId> lives = state.livesOf.value(host.object.id);
    for (const VmId& vm : lives) {
        if (const LifeEntry* life = state.lives.find(vm)) {
            const std::vector<TimelineEvent> of = eventsOf(state, *life);
            events.insert(events.end(), of.begin(), of.end());
        }
    }
    details.timeline = newestFirst(std::move(events));
    const auto* order = host.object.mode == HostMode::Maintenance
        ? state.commands.find(host.object.modeCommand)
        : nullptr;
    if (order != nullptr)
        details.modeUntil = utcTimeFrom(order->object.params.value(QStringLiteral("until")));
    return details;
}

LifeDetails lifeDetails(const FleetState& state, const LifeEntry& life)
{
    LifeDetails details;
    details.row = lifeRow(state, life);
    details.verdict = life.verdict;
    details.facts = life.facts;
    details.next =
        life.state == DisplayState::Free ? NextStep::None : nextStep(life.state, life.facts);
    if (life.told)
        details.vm = life.vm;
    if (const Job* job = state.jobOf(life))
        details.job = *job;
    for (const RecordId& id : life.records) {
        if (const auto record = state.records.constFind(id); record != state.records.cend())
            details.records.push_back(*record);
    }
    std::sort(details.records.begin(), details.records.end(),
        [](const Record& a, const Record& b) { return a.hostSeq < b.hostSeq; });
    details.timeline = newestFirst(eventsOf(state, life));
    const HostEntry* host = state.hosts.find(life.host);
    if (host == nullptr)
        return details;
    details.host = host->object;
    if (host->verified) {
        details.hostHeardAt = host->verified->receivedAt;
        details.hostHeardWall = host->verified->wall;
    }
    return details;
}

SiteFeed siteFeed(const FleetState& state, const SiteEntry& site)
{
    SiteFeed feed;
    feed.id = site.id;
    feed.state = site.state;
    feed.lastMessage = site.lastMessage;
    feed.lastMessageWall = site.lastMessageWall;
    feed.phase = site.link.phase;
    feed.problem = site.link.problem;
    feed.refused = site.link.refused;
    feed.retryAt = site.link.retryAt;
    feed.fleetdVersion =
        site.link.fleetdVersion.isEmpty() ? site.object.fleetdVersion : site.link.fleetdVersion;
    feed.trustDomain = site.object.trustDomain;
    feed.epoch = site.epoch;
    feed.revision = site.revision;
    feed.messages = site.messages;
    feed.since = site.since;
    const SlotCounts counts = slotCountsOf(state, site.id);
    feed.hosts = counts.hosts;
    feed.slots = counts.total;
    return feed;
}

} // namespace Espalier
