// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drain.h"

#include "names.h"

namespace Espalier {

namespace {

constexpr Names<DrainPhase, 6> phases{
    {{DrainPhase::Cordoned, "cordoned"}, {DrainPhase::WaitingForJobs, "waiting-for-jobs"},
        {DrainPhase::TearingDown, "tearing-down"}, {DrainPhase::Confirming, "confirming"},
        {DrainPhase::Emptied, "emptied"}, {DrainPhase::Stopped, "stopped"}}};

constexpr Names<DrainState, 4> states{
    {{DrainState::Running, "running"}, {DrainState::AtDeadline, "at-deadline"},
        {DrainState::Stopped, "stopped"}, {DrainState::Finished, "finished"}}};

constexpr Names<DrainBlock, 8> blocks{{{DrainBlock::None, "none"}, {DrainBlock::Wave, "wave"},
    {DrainBlock::Job, "job"}, {DrainBlock::Teardown, "teardown"}, {DrainBlock::Stuck, "stuck"},
    {DrainBlock::Unconfirmed, "unconfirmed"}, {DrainBlock::HostSilent, "host-silent"},
    {DrainBlock::Refused, "refused"}}};

constexpr Names<AtDeadline, 3> choices{
    {{AtDeadline::Wait, "wait"}, {AtDeadline::Ask, "ask"}, {AtDeadline::Cancel, "cancel"}}};

using CheckKind = DrainPreview::CheckKind;
constexpr Names<CheckKind, 7> checks{{{CheckKind::OtherDrain, "other-drain"},
    {CheckKind::SlotUnconfirmed, "slot-unconfirmed"}, {CheckKind::SlotStuck, "slot-stuck"},
    {CheckKind::HostSilent, "host-silent"}, {CheckKind::HostNotInService, "host-not-in-service"},
    {CheckKind::BelowFloor, "below-floor"}, {CheckKind::DeadlineShort, "deadline-short"}}};

} // namespace

QString drainPhaseName(DrainPhase phase) { return nameIn(phases, phase); }
DrainPhase drainPhaseFromName(const QString& name)
{
    return valueIn(phases, name).value_or(DrainPhase::WaitingForJobs);
}
QString drainStateName(DrainState state) { return nameIn(states, state); }
DrainState drainStateFromName(const QString& name)
{
    return valueIn(states, name).value_or(DrainState::Running);
}
QString drainBlockName(DrainBlock block) { return nameIn(blocks, block); }
DrainBlock drainBlockFromName(const QString& name)
{
    return valueIn(blocks, name).value_or(DrainBlock::None);
}
QString atDeadlineName(AtDeadline choice) { return nameIn(choices, choice); }
std::optional<AtDeadline> atDeadlineFromName(const QString& name) { return valueIn(choices, name); }
QString drainCheckName(CheckKind kind) { return nameIn(checks, kind); }
CheckKind drainCheckFromName(const QString& name)
{
    return valueIn(checks, name).value_or(CheckKind::Unknown);
}

} // namespace Espalier
