// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>

namespace Espalier::Ui {

// A slot's VM with what an order about it rests on.
struct VmTarget {
    SlotDetails slot;
    Host host;
    std::vector<SlotDetails> all; // of that host, by index
    std::optional<Vm> vm; // nullopt: none that has a record

    [[nodiscard]] bool jobRuns() const { return vm && !vm->job.isEmpty() && !vm->jobEndedAt; }
    [[nodiscard]] bool isFresh() const { return slot.row.evidence == EvidenceAge::Fresh; }
};
[[nodiscard]] std::optional<VmTarget> vmTarget(const SlotId& slot, const FleetStore& store);

// The drain that the host is part of, if it still runs; nullptr: there is none.
[[nodiscard]] const Drain* runningDrain(const Host& host, const FleetStore& store);

// What was ordered of a VM before, oldest first.
struct Tried {
    Command command;
    TargetStatus status;
};
[[nodiscard]] std::vector<Tried> triedOn(const VmId& vm, const FleetStore& store);

// Whether force is offered (ux.md 3.5): stuck, an ordinary teardown refused or failed, or a cancel
// that is past its grace.
[[nodiscard]] bool mayForce(const VmTarget& target, const FleetStore& store);
// T1: the job has ended and the evidence is fresh; else T2. More than one slot is T2 anyway.
[[nodiscard]] Tier forceTier(const VmTarget& target);

constexpr std::chrono::seconds cancelGrace{300}; // protocol.md 5

} // namespace Espalier::Ui
