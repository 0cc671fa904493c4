// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleetstore.h"

#include "apply.h"
#include "compose.h"
#include "derive.h"
#include "ledger.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace Espalier {

namespace {

template <typename Key, typename Object>
const Object* plainObject(const Table<Key, PlainEntry<Object>>& table, RowId row)
{
    const PlainEntry<Object>* entry = table.look(row);
    return entry != nullptr ? &entry->object : nullptr;
}

} // namespace

class FleetStore::Private {
public:
    explicit Private(const Clock& clock)
        : state(clock)
    {
    }
    ChangeSet take()
    {
        ChangeSet changes;
        changes.hosts = state.hosts.takeChanges();
        changes.slots = state.slots.takeChanges();
        changes.lives = state.lives.takeChanges();
        changes.racks = state.racks.takeChanges();
        changes.commands = state.commands.takeChanges();
        changes.drains = state.drains.takeChanges();
        changes.volumes = state.volumes.takeChanges();
        changes.marks = state.marks.takeChanges();
        changes.audits = state.audits.takeChanges();
        changes.feeds = std::exchange(state.feedsChanged, false);
        changes.sums = std::exchange(state.sumsChanged, false);
        changes.timelines = std::exchange(state.timelinesChanged, false);
        changes.trust = std::exchange(state.trustChanged, false);
        changes.invariants = std::exchange(state.invariantsChanged, false);
        return changes;
    }
    template <typename Key, typename Entry>
    static std::vector<RowId> idsOf(const Table<Key, Entry>& table)
    {
        std::vector<RowId> ids;
        ids.reserve(static_cast<size_t>(table.size()));
        table.forEach([&](RowId row, const Entry&) { ids.push_back(row); });
        return ids;
    }
    template <typename Accept> TeardownStatistics statistics(Accept&& accept) const
    {
        std::vector<std::chrono::nanoseconds> durations;
        state.lives.forEach([&](RowId, const LifeEntry& life) {
            if (life.isGone() && accept(life))
                durations.push_back(life.verdict->teardownDuration);
        });
        return statisticsOf(std::move(durations));
    }
    FleetState state;
    quint64 serial = 1;
};

FleetStore::FleetStore(const Clock& clock)
    : d(std::make_unique<Private>(clock))
{
}

FleetStore::~FleetStore() = default;

ChangeSet FleetStore::expectSite(const SiteId& site)
{
    ++d->serial;
    siteFor(d->state, site);
    return d->take();
}

ChangeSet FleetStore::apply(const FeedBatch& batch)
{
    if (batch.site.isEmpty())
        return {};
    ++d->serial;
    SiteEntry& site = siteFor(d->state, batch.site);
    applyBatch(d->state, site, batch);
    deriveFeed(d->state, site);
    deriveDirty(d->state);
    return d->take();
}

ChangeSet FleetStore::tick()
{
    ++d->serial;
    for (SiteEntry& site : d->state.sites)
        deriveFeed(d->state, site);
    deriveAll(d->state);
    return d->take();
}

ChangeSet FleetStore::doubt()
{
    for (SiteEntry& site : d->state.sites)
        doubtSite(site);
    return tick();
}

quint64 FleetStore::serial() const { return d->serial; }

std::vector<RowId> FleetStore::slotIds() const { return Private::idsOf(d->state.slots); }
std::vector<RowId> FleetStore::hostIds() const { return Private::idsOf(d->state.hosts); }
std::vector<RowId> FleetStore::lifeIds() const { return Private::idsOf(d->state.lives); }

SlotRow FleetStore::slot(RowId row) const
{
    const SlotEntry* entry = d->state.slots.look(row);
    return entry != nullptr ? slotRow(d->state, *entry) : SlotRow{};
}

HostRow FleetStore::host(RowId row) const
{
    const HostEntry* entry = d->state.hosts.look(row);
    return entry != nullptr ? hostRow(d->state, *entry) : HostRow{};
}

LifeRow FleetStore::life(RowId row) const
{
    const LifeEntry* entry = d->state.lives.look(row);
    return entry != nullptr ? lifeRow(d->state, *entry) : LifeRow{};
}

std::vector<RowId> FleetStore::rackIds() const { return Private::idsOf(d->state.racks); }
std::vector<RowId> FleetStore::commandIds() const { return Private::idsOf(d->state.commands); }
std::vector<RowId> FleetStore::drainIds() const { return Private::idsOf(d->state.drains); }
std::vector<RowId> FleetStore::volumeIds() const { return Private::idsOf(d->state.volumes); }
std::vector<RowId> FleetStore::markIds() const { return Private::idsOf(d->state.marks); }
std::vector<RowId> FleetStore::auditIds() const { return Private::idsOf(d->state.audits); }

const Rack* FleetStore::rack(RowId row) const { return plainObject(d->state.racks, row); }
const Command* FleetStore::command(RowId row) const { return plainObject(d->state.commands, row); }
const Drain* FleetStore::drain(RowId row) const { return plainObject(d->state.drains, row); }
const CacheVolume* FleetStore::volume(RowId row) const
{
    return plainObject(d->state.volumes, row);
}
const AlarmMark* FleetStore::mark(RowId row) const { return plainObject(d->state.marks, row); }
const AuditEntry* FleetStore::audit(RowId row) const { return plainObject(d->state.audits, row); }
std::optional<RowId> FleetStore::commandRow(const CommandId& id) const
{
    return d->state.commands.rowOf(id);
}
std::optional<RowId> FleetStore::drainRow(const CommandId& id) const
{
    return d->state.drains.rowOf(id);
}
std::optional<RowId> FleetStore::rowOf(const RackId& id) const { return d->state.racks.rowOf(id); }
std::optional<RowId> FleetStore::rowOf(const VolumeId& id) const
{
    return d->state.volumes.rowOf(id);
}
std::optional<RowId> FleetStore::rowOf(const AlarmId& id) const { return d->state.marks.rowOf(id); }
std::optional<RowId> FleetStore::rowOf(const AuditId& id) const
{
    return d->state.audits.rowOf(id);
}
std::optional<RowId> FleetStore::rowOf(const SlotId& id) const { return d->state.slots.rowOf(id); }
std::optional<RowId> FleetStore::rowOf(const HostId& id) const { return d->state.hosts.rowOf(id); }
std::optional<RowId> FleetStore::rowOf(const VmId& id) const { return d->state.lives.rowOf(id); }

std::optional<SlotDetails> FleetStore::details(const SlotId& id) const
{
    const SlotEntry* slot = d->state.slots.find(id);
    if (slot == nullptr)
        return std::nullopt;
    return slotDetails(d->state, *slot);
}

std::optional<HostDetails> FleetStore::details(const HostId& id) const
{
    const HostEntry* host = d->state.hosts.find(id);
    if (host == nullptr)
        return std::nullopt;
    return hostDetails(d->state, *host);
}

std::optional<LifeDetails> FleetStore::details(const VmId& id) const
{
    const LifeEntry* life = d->state.lives.find(id);
    if (life == nullptr)
        return std::nullopt;
    return lifeDetails(d->state, *life);
}

std::vector<SiteFeed> FleetStore::sites() const
{
    std::vector<SiteFeed> feeds;
    for (const SiteEntry& site : d->state.sites)
        feeds.push_back(siteFeed(d->state, site));
    return feeds;
}

std::optional<SiteFeed> FleetStore::site(const SiteId& id) const
{
    const SiteEntry* entry = std::as_const(d->state).site(id);
    if (entry == nullptr)
        return std::nullopt;
    return siteFeed(d->state, *entry);
}

BalanceSheet FleetStore::balance() const { return balanceOf(d->state); }

TeardownStatistics FleetStore::teardowns(const SiteId& site, bool simulated) const
{
    return d->statistics([&](const LifeEntry& life) {
        return (site.isEmpty() || life.site == site)
            && d->state.isSimulated(life.host) == simulated;
    });
}

TeardownStatistics FleetStore::teardowns(const TenantId& tenant) const
{
    return d->statistics([&](const LifeEntry& life) {
        return !d->state.isSimulated(life.host) && tenantOf(d->state, life) == tenant;
    });
}

std::vector<TeardownGroup> FleetStore::teardowns(TeardownGrouping by) const
{
    std::map<QString, std::vector<std::chrono::nanoseconds>> durations;
    d->state.lives.forEach([&](RowId, const LifeEntry& life) {
        if (!life.isGone() || d->state.isSimulated(life.host))
            return;
        const QString& name =
            by == TeardownGrouping::Image ? life.verdict->imageDigest : life.hostdVersion;
        durations[name].push_back(life.verdict->teardownDuration);
    });
    std::vector<TeardownGroup> groups;
    groups.reserve(durations.size());
    for (auto& [name, taken] : durations)
        groups.push_back({name, statisticsOf(std::move(taken))});
    return groups;
}

std::vector<LifeRow> FleetStore::longestOpen(size_t most) const
{
    std::vector<LifeRow> open;
    d->state.lives.forEach([&](RowId, const LifeEntry& life) {
        const bool isOpen = life.life == LifeClass::TearingDown
            || life.life == LifeClass::Unconfirmed || life.life == LifeClass::Unaccounted;
        if (!isOpen)
            return;
        LifeRow row = lifeRow(d->state, life);
        if (row.jobEndedAt)
            open.push_back(std::move(row));
    });
    std::sort(open.begin(), open.end(), [](const LifeRow& a, const LifeRow& b) {
        return std::tie(*a.jobEndedAt, a.vm) < std::tie(*b.jobEndedAt, b.vm);
    });
    if (open.size() > most)
        open.resize(most);
    return open;
}

InvariantSheet FleetStore::invariants() const { return invariantsOf(d->state); }

std::vector<InvariantFailure> FleetStore::failuresOf(int invariant) const
{
    return Espalier::failuresOf(d->state, invariant);
}

SlotCounts FleetStore::slotCounts(const SiteId& site) const { return slotCountsOf(d->state, site); }

std::vector<PoolCapacity> FleetStore::capacity() const { return capacityOf(d->state); }

std::vector<SlowClassSum> FleetStore::slowClasses() const
{
    std::vector<SlowClassSum> sums;
    for (const SlowClass& each : d->state.slowClasses) {
        const auto slow = std::count(each.slow.begin(), each.slow.end(), true);
        sums.push_back({each.image, each.backend, each.pool, static_cast<int>(each.last.size()),
            static_cast<int>(slow)});
    }
    return sums;
}

const Clock& FleetStore::clock() const { return d->state.clock; }

} // namespace Espalier
