// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ordertargets.h"

#include <algorithm>

namespace Espalier::Ui {

std::optional<VmTarget> vmTarget(const SlotId& slot, const FleetStore& store)
{
    const auto details = store.details(slot);
    if (!details)
        return std::nullopt;
    const auto host = store.details(details->row.host);
    if (!host)
        return std::nullopt;
    VmTarget target{*details, host->row.host, host->slots, {}};
    // A VM that no record claims can be ordered about by nobody yet.
    if (details->vm && details->vm->id == details->row.vm)
        target.vm = details->vm;
    return target;
}

const Drain* runningDrain(const Host& host, const FleetStore& store)
{
    const auto row = store.drainRow(host.drain);
    const Drain* drain = row ? store.drain(*row) : nullptr;
    const bool over = drain != nullptr
        && (drain->state == DrainState::Stopped || drain->state == DrainState::Finished);
    return over ? nullptr : drain;
}

std::vector<Tried> triedOn(const VmId& vm, const FleetStore& store)
{
    std::vector<Tried> all;
    for (const RowId row : store.commandIds()) {
        const Command* command = store.command(row);
        if (command == nullptr)
            continue;
        for (const TargetStatus& status : command->targets) {
            if (status.target.kind == TargetKind::Vm && status.target.uid == vm.text())
                all.push_back({*command, status});
        }
    }
    std::sort(all.begin(), all.end(),
        [](const Tried& a, const Tried& b) { return a.command.issuedAt < b.command.issuedAt; });
    return all;
}

namespace {

// What the cancel itself has granted, else what hosts grant by themselves.
std::chrono::seconds graceOf(const Command& cancel)
{
    bool given = false;
    const uint seconds = cancel.params.value(QStringLiteral("graceS")).toUInt(&given);
    return given ? std::chrono::seconds(seconds) : cancelGrace;
}

} // namespace

bool mayForce(const VmTarget& target, const FleetStore& store)
{
    if (!target.vm)
        return false;
    if (target.slot.row.state == DisplayState::Stuck)
        return true;
    const WallTime now = store.clock().wall();
    const std::vector<Tried> tried = triedOn(target.vm->id, store);
    return std::any_of(tried.begin(), tried.end(), [now](const Tried& one) {
        const CommandState state = one.status.state;
        if (one.command.verb == CommandVerb::Teardown)
            return state == CommandState::Rejected || state == CommandState::Failed;
        return one.command.verb == CommandVerb::Cancel && state != CommandState::Rejected
            && state != CommandState::Expired && now > one.command.issuedAt + graceOf(one.command);
    });
}

Tier forceTier(const VmTarget& target)
{
    return target.jobRuns() || !target.isFresh() ? Tier::T2 : Tier::T1;
}

} // namespace Espalier::Ui
