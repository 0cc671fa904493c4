// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/builders.h"
#include "support/manualclock.h"

#include <store/fleetstore.h>

#include <functional>

namespace Espalier::Tests {

// A store with two hosts of two slots each in fra1, freshly listed and heard.
class StoreWorld final {
public:
    explicit StoreWorld(bool listed = true)
    {
        if (!listed)
            return;
        store.apply(aList(clock.mono(), revision, objects()));
        hear(1);
        hear(2);
    }
    [[nodiscard]] static std::vector<Event> objects()
    {
        return {added(Host(aHost(1))), added(aSlot(1, 1)), added(aSlot(1, 2)),
            added(Host(aHost(2))), added(aSlot(2, 1)), added(aSlot(2, 2))};
    }
    ChangeSet commit(std::vector<Event> events)
    {
        return tell(store.apply(aCommit(clock.mono(), ++revision, std::move(events))));
    }
    // A verified statement of that host, from now.
    ChangeSet hear(int host, std::vector<ObservedVm> vms = {}, std::optional<quint64> headSeq = {})
    {
        return tell(store.apply(aFinding(siteId(),
            {anObservation(host, ++statementSeq, headSeq.value_or(head), clock.mono(), clock.wall(),
                std::move(vms))})));
    }
    ChangeSet verdict(LifeVerdict verdict)
    {
        return tell(store.apply(aFinding(siteId(), {}, {std::move(verdict)})));
    }
    // Time goes on while the site keeps talking and all hosts that did keep stating the same.
    void wait(std::chrono::nanoseconds time)
    {
        clock.advance(time);
        tell(store.apply(aMessage(clock.mono())));
        tell(store.tick());
    }
    ChangeSet tell(ChangeSet changes)
    {
        if (told)
            told(changes);
        return changes;
    }
    // A VM in slot 1 of host 1: placed, born, running and seen.
    void run(int vm = 1)
    {
        placedAt = clock.wall();
        commit({added(Vm(VmBuilder(vm, 1, 1, clock.wall()))), modified(aSlot(1, 1, vmId(vm))),
            added(aJob(vm))});
        commit({added(aRecord("Birth", 1, ++head, vmId(vm), clock.wall())),
            modified(Vm(VmBuilder(vm, 1, 1, clock.wall()).started(clock.wall())))});
        hear(1, {runningVm(vmId(vm))});
    }
    void end(int vm = 1)
    {
        commit({modified(Vm(VmBuilder(vm, 1, 1, placedAt).ended(clock.wall())))});
        hear(1, {stoppingVm(vmId(vm))});
    }
    // Teardown committed, slot freed, host agrees, verified.
    void prove(int vm = 1, std::chrono::nanoseconds took = std::chrono::seconds(5))
    {
        const quint64 birth = head;
        ++head;
        commit({added(aRecord("Teardown", 1, head, vmId(vm), clock.wall())), modified(aSlot(1, 1)),
            deleted(Vm(VmBuilder(vm, 1, 1, clock.wall())))});
        hear(1);
        verdict(aGoneVerdict(vm, 1, birth, head, clock.wall(), took));
    }
    [[nodiscard]] SlotRow slot(int host = 1, int index = 1) const
    {
        return store.slot(*store.rowOf(slotId(host, index)));
    }
    [[nodiscard]] LifeRow life(int vm = 1) const { return store.life(*store.rowOf(vmId(vm))); }
    [[nodiscard]] int state(int host = 1, int index = 1) const
    {
        return int(slot(host, index).state);
    }

    ManualClock clock;
    FleetStore store{clock};
    std::function<void(const ChangeSet&)> told; // every change, for who follows the store
    WallTime placedAt{}; // of the VM that runs
    quint64 revision = 100;
    quint64 statementSeq = 0;
    quint64 head = 0;
};

} // namespace Espalier::Tests
