// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/manualclock.h"

#include <domain/feed.h>

#include <map>

namespace Espalier::Tests {

// A made-up but consistent night of three sites, always the same: one of every state, a draining
// host, simulated hosts, a ledger of ended lives. Delivered as the link and the verifier would.
class RecordedFeed final {
public:
    explicit RecordedFeed(ManualClock& clock);

    // The whole list of each site with its statements and verdicts.
    [[nodiscard]] std::vector<FeedBatch> lists();
    // One quiet second of the sites that still speak: statements of all their hosts.
    [[nodiscard]] std::vector<FeedBatch> second(const std::vector<SiteId>& silent = {});
    // The link of this site is lost and tries again in 8 s.
    [[nodiscard]] FeedBatch lost(const SiteId& site) const;
    [[nodiscard]] const std::vector<SiteId>& sites() const { return m_sites; }
    [[nodiscard]] SlotId slotAt(const QString& code) const; // A07-12/1
    [[nodiscard]] VmId vmAt(const QString& code) const;
    // What people of fra1 have done: audit, a command under way, alarms acknowledged and shelved.
    [[nodiscard]] FeedBatch deeds();
    [[nodiscard]] std::vector<FeedBatch> moved(); // one VM of fra1 ends and another starts

private:
    struct Life {
        Vm vm;
        Job job;
        std::optional<LifeVerdict> verdict;
        std::optional<VmPhase> observed;
        bool open = true;
    };
    struct Machine {
        Host host;
        std::vector<Slot> slots;
        std::chrono::milliseconds age{0}; // of its newest statement
        std::vector<ObservedVm> orphans;
    };

    void addSite(const QString& name, int racks, int hostsInRack, bool simulated);
    void addWork(const QString& site);
    void addEvents();
    void addLedger(int count);
    void addRacks(const SiteId& site, Commit& commit) const;
    void emptyHost(const QString& code); // no VM is in its slots
    [[nodiscard]] std::vector<Drain> drains() const;
    [[nodiscard]] DrainHost drainHost(const Machine& machine, WallTime since) const;
    [[nodiscard]] std::vector<CacheVolume> volumes() const;
    [[nodiscard]] HostInvariants invariantsOf(const Machine& machine) const;
    [[nodiscard]] const Machine& machineOf(const QString& code) const;
    Life& place(Machine& machine, int slot, int number);
    void end(Life& life, std::chrono::seconds ago, const JobExit& exit);
    [[nodiscard]] Machine& machineAt(const QString& code);
    [[nodiscard]] Life& lifeAt(const QString& code);
    [[nodiscard]] HostObservation observation(const Machine& machine) const;
    [[nodiscard]] QString uuid();
    [[nodiscard]] int next(int below); // seeded

    ManualClock& m_clock;
    std::vector<SiteId> m_sites;
    std::map<QString, std::vector<Machine>> m_machines; // by site
    std::map<QString, Life> m_lives; // by VM id
    quint64 m_revision = 1000;
    quint64 m_statement = 50;
    quint32 m_seed = 20261125;
};

[[nodiscard]] LifeVerdict provenVerdict(
    const Vm& vm, WallTime ended, std::chrono::nanoseconds took);

} // namespace Espalier::Tests
