// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "factsource.h"

#include <fleetd/commands/dispatcher.h>
#include <fleetd/schedule/scheduler.h>

#include <QTimer>

#include <set>

namespace Espalier::Fleetd {

// Runs the drains that are open: 100 ms after a commit that could touch one, and once a second for
// what time and statements change. All state is in the Drain objects; a new fleetd goes on where
// the old one was. Record's thread.
class DrainDesk final : public CommitListener {
public:
    // A job's order to end is repeated until its VM's job has ended.
    static constexpr std::chrono::seconds repeatEvery{15};
    // A drain that is over leaves the watchable set then.
    static constexpr std::chrono::hours keep{7 * 24};

    struct Parts {
        FleetRecord& record;
        const JobStore& store;
        const SampleHub& samples;
        const AuditTrail& audit;
        Dispatcher& dispatcher;
        Scheduler& scheduler;
        TakesWork takesWork;
        Hears hears;
        Floors floors;
    };
    explicit DrainDesk(Parts parts);

    void tick(); // every second
    void committed(const CommitPtr& commit) override;

    // nullopt: none of this id, or it has left the watchable set.
    [[nodiscard]] std::optional<Drain> drain(const CommandId& id) const;
    [[nodiscard]] std::vector<Drain> openDrains() const;
    [[nodiscard]] DrainPreview previewOf(
        const std::vector<HostId>& targets, const DrainParams& params) const;
    // What a change of a drain brings with it, in its commit: the object, what its hosts say of it,
    // the audit entries, and the end of its command where a host is out of it.
    void put(Draft& draft, const Drain& before, const Drain& after) const;
    void begin(Draft& draft, const Drain& drain) const;
    // This host is not part of the drain any more, unless it is part of another one by now.
    void release(Draft& draft, const HostId& host, const CommandId& drain) const;

private:
    void note(const v1::Drain& drain);
    void stepAll();
    void step(const Drain& drain);
    void cancel(const Drain& drain, const std::vector<DrainCancel>& cancels);
    void order(const Drain& drain, const std::vector<DrainCancel>& cancels);
    void dispatch(const Drain& before, const Drain& after);
    void audit(Draft& draft, const Drain& drain, const std::string& host, const char* result) const;
    void supersede(Draft& draft, const Drain& drain, const HostId& host) const;
    void releaseReturned();
    void retireOld();

    Parts m_parts;
    FactSource m_facts;
    std::set<std::string> m_open; // uids
    std::unordered_map<std::string, MonoTime> m_ordered; // by VM: its order to end, last
    QTimer m_soon;
};

} // namespace Espalier::Fleetd
