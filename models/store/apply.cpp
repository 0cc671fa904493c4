// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apply.h"

#include "derive.h"
#include "ledger.h"
#include "put.h"

namespace Espalier {

namespace {

template <typename Key, typename Value>
void keepEarly(QHash<Key, Value>& early, Value value, Key key)
{
    if (early.size() >= earlyKept)
        early.clear(); // bounded: the next statement brings a host back
    early.insert(key, std::move(value));
}

void takeObservation(FleetState& state, const SiteEntry& site, const HostObservation& seen)
{
    HostEntry* host = state.hosts.find(seen.host);
    if (host == nullptr) {
        if (seen.verified)
            keepEarly(state.earlyObservations, seen, seen.host);
        return;
    }
    if (host->site == site.id)
        observe(state, *host, seen);
}

void takeVerdict(FleetState& state, const SiteEntry& site, const LifeVerdict& verdict)
{
    LifeEntry* life = state.lives.find(verdict.vm);
    if (life == nullptr)
        keepEarly(state.earlyVerdicts, verdict, verdict.vm);
    else if (life->site == site.id)
        conclude(state, *life, verdict);
}

void beginList(SiteEntry& site, quint64 revision)
{
    site.listing = true;
    site.listRevision = revision;
    ++site.listSerial;
}

template <typename Key, typename Entry, typename Keep>
std::vector<Key> unlisted(const Table<Key, Entry>& table, const SiteEntry& site, Keep&& keyOf)
{
    std::vector<Key> keys;
    table.forEach([&](RowId, const Entry& entry) {
        if (entry.site == site.id && entry.listSerial != site.listSerial)
            keys.push_back(keyOf(entry));
    });
    return keys;
}

// A relist is a diff by id: what it did not name is gone.
template <typename Key, typename Entry>
void removeUnlisted(FleetState& state, const SiteEntry& site, Table<Key, Entry>& table)
{
    for (const Key& id : unlisted(table, site, [](const auto& e) { return e.object.id; }))
        removePlain(state, site, id, table);
}

void endList(FleetState& state, SiteEntry& site, quint64 revision)
{
    removeUnlisted(state, site, state.racks);
    removeUnlisted(state, site, state.commands);
    removeUnlisted(state, site, state.drains);
    removeUnlisted(state, site, state.volumes);
    removeUnlisted(state, site, state.marks);
    removeUnlisted(state, site, state.audits);
    for (const auto& id : unlisted(state.slots, site, [](const auto& e) { return e.object.id; }))
        removeSlot(state, site, id);
    for (const auto& id : unlisted(state.hosts, site, [](const auto& e) { return e.object.id; }))
        removeHost(state, site, id);
    for (const auto& id : unlisted(state.lives, site, [](const auto& e) { return e.id; }))
        removeVm(state, site, id);
    std::vector<JobId> jobs;
    for (auto it = state.jobs.cbegin(); it != state.jobs.cend(); ++it) {
        if (it->site == site.id && it->listSerial != site.listSerial
            && !state.lives.rowOf(it->object.vm))
            jobs.push_back(it.key());
    }
    for (const JobId& id : jobs)
        removeJob(state, site, id);
    site.listing = false;
    site.revision = revision;
    if (site.since)
        return;
    site.since = state.clock.wall();
    // Lives that were closed before this console looked are shown and not counted. fleetd names an
    // ended VM for a while yet: that its Teardown was committed says that it was over.
    state.lives.forEach([&](RowId, LifeEntry& life) {
        if (life.site == site.id && (!life.open || life.teardownSeq > 0))
            life.counted = false;
    });
    state.sumsChanged = true;
}

void applyEvent(FleetState& state, SiteEntry& site, const Event& event)
{
    const bool deleted = event.change == Change::Deleted;
    std::visit(
        [&](const auto& object) {
            if (deleted)
                remove(state, site, object);
            else
                put(state, site, object);
        },
        event.object);
}

void applyCommit(FleetState& state, SiteEntry& site, const Commit& commit)
{
    if (commit.initial) {
        if (!site.listing || site.listSerial == 0 || site.listRevision != commit.revision)
            beginList(site, commit.revision);
    } else if (site.listing || commit.revision <= site.revision) {
        return; // late or double
    }
    for (const Event& event : commit.events)
        applyEvent(state, site, event);
    if (!commit.initial)
        site.revision = commit.revision;
}

void takeMessage(FleetState& state, SiteEntry& site, const FeedBatch& batch)
{
    if (!batch.fromWire || (site.lastMessage && batch.receivedAt < *site.lastMessage))
        return;
    site.lastMessage = batch.receivedAt;
    site.lastMessageWall = state.clock.wall() - (state.clock.mono() - batch.receivedAt);
    ++site.messages;
    state.feedsChanged = true;
}

} // namespace

SiteEntry& siteFor(FleetState& state, const SiteId& id)
{
    if (SiteEntry* known = state.site(id))
        return *known;
    SiteEntry entry;
    entry.id = id;
    entry.expectedAt = state.clock.mono();
    state.sites.push_back(std::move(entry));
    state.feedsChanged = true;
    return state.sites.back();
}

void foldClosed(FleetState& state, SiteEntry& site)
{
    size_t looks = site.closed.size();
    while (site.closed.size() > closedLivesKept && looks-- > 0) {
        const VmId id = site.closed.front();
        site.closed.pop_front();
        const LifeEntry* life = state.lives.find(id);
        if (life == nullptr)
            continue;
        if (isOpenLife(*life)) {
            site.closed.push_back(id); // its badge was taken back
            continue;
        }
        if (life->counted) {
            const bool simulated = state.isSimulated(life->host);
            count(simulated ? site.foldedSimulated : site.folded, *life);
            if (!simulated)
                count(site.foldedTenants[tenantOf(state, *life)], *life);
        }
        if (life->teardownCommitted
            && (!site.foldedUntil || *site.foldedUntil < *life->teardownCommitted))
            site.foldedUntil = life->teardownCommitted;
        eraseLife(state, id);
    }
}

void doubtSite(SiteEntry& site)
{
    site.doubted = true;
    beginList(site, 0); // a whole list must follow, and no change of before counts
}

void applyBatch(FleetState& state, SiteEntry& site, const FeedBatch& batch)
{
    takeMessage(state, site, batch);
    if (batch.status) {
        site.link = *batch.status;
        state.feedsChanged = true;
    }
    if (!batch.epoch.isEmpty() && batch.epoch != site.epoch) {
        // Another history: revisions say nothing across it, and a whole list must follow.
        site.epoch = batch.epoch;
        site.revision = 0;
        beginList(site, 0);
        state.feedsChanged = true;
    }
    for (const Commit& commit : batch.commits)
        applyCommit(state, site, commit);
    if (batch.initialEnd && site.listing) {
        if (site.listSerial == 0)
            beginList(site, *batch.initialEnd);
        endList(state, site, *batch.initialEnd);
        site.doubted = false;
    }
    if (batch.bookmark && !site.listing && *batch.bookmark > site.revision)
        site.revision = *batch.bookmark;
    state.trustChanged |= batch.trust.has_value();
    for (const HostObservation& seen : batch.observations)
        takeObservation(state, site, seen);
    for (const LifeVerdict& verdict : batch.verdicts)
        takeVerdict(state, site, verdict);
    for (const HostInvariants& told : batch.invariants)
        takeInvariants(state, site, told);
    foldClosed(state, site);
}

} // namespace Espalier
