// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "details.h"
#include "sums.h"

#include <domain/feed.h>

#include <memory>

namespace Espalier {

// The console's one truth about the fleet, keyed by id, in memory. Verifies nothing: it joins
// fleetd's objects with the verifier's observations and verdicts and derives what is shown. One
// thread (the main thread). Unknown ids, late and double events are no-ops.
class FleetStore final {
public:
    explicit FleetStore(const Clock& clock); // the clock must outlive the store
    ~FleetStore();
    FleetStore(const FleetStore&) = delete;
    FleetStore& operator=(const FleetStore&) = delete;

    // Sites of the profile: known as Listing before their first message.
    ChangeSet expectSite(const SiteId& site);
    ChangeSet apply(const FeedBatch& batch);
    // Re-derives what depends on time; call about once a second and after every wake-up from
    // suspend.
    ChangeSet tick();

    // Nothing that is known is fresh any more, whatever its age: until its site has listed anew.
    ChangeSet doubt();

    // From 1; rises with every call above, so what was read at the same serial still holds.
    [[nodiscard]] quint64 serial() const;

    // Rows by id; an empty value where there is no such row any more.
    [[nodiscard]] std::vector<RowId> slotIds() const;
    [[nodiscard]] std::vector<RowId> hostIds() const;
    [[nodiscard]] std::vector<RowId> lifeIds() const;
    [[nodiscard]] SlotRow slot(RowId row) const;
    [[nodiscard]] HostRow host(RowId row) const;
    [[nodiscard]] LifeRow life(RowId row) const;
    [[nodiscard]] std::optional<RowId> rowOf(const SlotId& id) const;
    [[nodiscard]] std::optional<RowId> rowOf(const HostId& id) const;
    [[nodiscard]] std::optional<RowId> rowOf(const VmId& id) const;

    // Objects that are shown as fleetd tells them; nullptr where there is no such row any more. A
    // pointer holds until the next apply().
    [[nodiscard]] std::vector<RowId> rackIds() const;
    [[nodiscard]] std::vector<RowId> commandIds() const;
    [[nodiscard]] std::vector<RowId> drainIds() const;
    [[nodiscard]] std::vector<RowId> volumeIds() const;
    [[nodiscard]] std::vector<RowId> markIds() const;
    [[nodiscard]] std::vector<RowId> auditIds() const;
    [[nodiscard]] const Rack* rack(RowId row) const;
    [[nodiscard]] const Command* command(RowId row) const;
    [[nodiscard]] const Drain* drain(RowId row) const;
    [[nodiscard]] const CacheVolume* volume(RowId row) const;
    [[nodiscard]] const AlarmMark* mark(RowId row) const;
    [[nodiscard]] const AuditEntry* audit(RowId row) const;
    [[nodiscard]] std::optional<RowId> rowOf(const RackId& id) const;
    [[nodiscard]] std::optional<RowId> rowOf(const VolumeId& id) const;
    [[nodiscard]] std::optional<RowId> rowOf(const AlarmId& id) const;
    [[nodiscard]] std::optional<RowId> rowOf(const AuditId& id) const;
    [[nodiscard]] std::optional<RowId> commandRow(const CommandId& id) const;
    [[nodiscard]] std::optional<RowId> drainRow(const CommandId& id) const;

    [[nodiscard]] std::optional<SlotDetails> details(const SlotId& id) const;
    [[nodiscard]] std::optional<HostDetails> details(const HostId& id) const;
    [[nodiscard]] std::optional<LifeDetails> details(const VmId& id) const;

    [[nodiscard]] std::vector<SiteFeed>
    sites() const; // in the order of expectSite, then of arrival
    [[nodiscard]] std::optional<SiteFeed> site(const SiteId& id) const;
    [[nodiscard]] BalanceSheet balance() const;
    // Of one site (empty: all), real or simulated hosts.
    [[nodiscard]] TeardownStatistics teardowns(const SiteId& site, bool simulated) const;
    [[nodiscard]] TeardownStatistics teardowns(const TenantId& tenant) const;
    [[nodiscard]] std::vector<TeardownGroup> teardowns(TeardownGrouping by) const; // by name
    // Lives whose job has ended and which nothing closes yet, the longest open first.
    [[nodiscard]] std::vector<LifeRow> longestOpen(size_t most) const;
    [[nodiscard]] InvariantSheet invariants() const;
    // Hosts on which this invariant failed, by place.
    [[nodiscard]] std::vector<InvariantFailure> failuresOf(int invariant) const;
    [[nodiscard]] SlotCounts slotCounts(const SiteId& site) const; // empty: all sites
    [[nodiscard]] std::vector<PoolCapacity> capacity() const; // real hosts first, by pool
    [[nodiscard]] std::vector<SlowClassSum> slowClasses() const;
    [[nodiscard]] const Clock& clock() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier
