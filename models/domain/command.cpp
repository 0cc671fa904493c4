// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "names.h"

namespace Espalier {

namespace {

constexpr Names<CommandVerb, 11> verbs{{{CommandVerb::Cordon, "cordon"},
    {CommandVerb::Uncordon, "uncordon"}, {CommandVerb::Drain, "drain"},
    {CommandVerb::StopDrain, "stop-drain"}, {CommandVerb::Maintenance, "maintenance"},
    {CommandVerb::Cancel, "cancel"}, {CommandVerb::Teardown, "teardown"},
    {CommandVerb::ForceDestroy, "force-destroy"}, {CommandVerb::CacheEvict, "evict"},
    {CommandVerb::CachePin, "pin"}, {CommandVerb::CacheQuota, "quota"}}};

constexpr Names<CommandState, 11> states{{{CommandState::Received, "RECEIVED"},
    {CommandState::PendingApproval, "PENDING_APPROVAL"}, {CommandState::Authorised, "AUTHORISED"},
    {CommandState::Dispatched, "DISPATCHED"}, {CommandState::HostAccepted, "HOST_ACCEPTED"},
    {CommandState::Executing, "EXECUTING"}, {CommandState::Succeeded, "SUCCEEDED"},
    {CommandState::Failed, "FAILED"}, {CommandState::Expired, "EXPIRED"},
    {CommandState::Rejected, "REJECTED"}, {CommandState::Indeterminate, "INDETERMINATE"}}};

constexpr Names<Tier, 5> tiers{{{Tier::T0, "T0"}, {Tier::T1, "T1"}, {Tier::T2, "T2"},
    {Tier::T3, "T3"}, {Tier::BreakGlass, "BG"}}};

constexpr Names<TargetKind, 3> kinds{
    {{TargetKind::Host, "host"}, {TargetKind::Vm, "vm"}, {TargetKind::Volume, "volume"}}};

} // namespace

bool isOpen(CommandState state)
{
    switch (state) {
    case CommandState::Succeeded:
    case CommandState::Failed:
    case CommandState::Expired:
    case CommandState::Rejected:
        return false;
    default:
        return true;
    }
}

bool isDestructive(CommandVerb verb)
{
    return verb == CommandVerb::Cancel || verb == CommandVerb::Teardown
        || verb == CommandVerb::ForceDestroy || verb == CommandVerb::CacheEvict;
}

QString verbName(CommandVerb verb) { return nameIn(verbs, verb); }
CommandVerb verbFromName(const QString& name)
{
    return valueIn(verbs, name).value_or(CommandVerb::Unknown);
}
QString commandStateName(CommandState state) { return nameIn(states, state); }
CommandState commandStateFromName(const QString& name)
{
    return valueIn(states, name).value_or(CommandState::Indeterminate);
}
QString tierName(Tier tier) { return nameIn(tiers, tier); }
std::optional<Tier> tierFromName(const QString& name) { return valueIn(tiers, name); }
QString targetKindName(TargetKind kind) { return nameIn(kinds, kind); }
std::optional<TargetKind> targetKindFromName(const QString& name) { return valueIn(kinds, name); }

} // namespace Espalier
