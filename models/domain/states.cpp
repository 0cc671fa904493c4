// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "states.h"

#include "names.h"

namespace Espalier {

namespace {

constexpr Names<JobExitKind, 9> exitKinds{{{JobExitKind::Exit, "exit"},
    {JobExitKind::Signal, "signal"}, {JobExitKind::Timeout, "timeout"}, {JobExitKind::Lost, "lost"},
    {JobExitKind::Panic, "panic"}, {JobExitKind::HypervisorDied, "hypervisor-died"},
    {JobExitKind::Cancelled, "cancelled"}, {JobExitKind::Forced, "forced"},
    {JobExitKind::NeverStarted, "never-started"}}};

constexpr Names<Outcome, 7> outcomes{{{Outcome::Complete, "COMPLETE"},
    {Outcome::CompleteHostDegraded, "COMPLETE_HOST_DEGRADED"},
    {Outcome::CompleteAfterReboot, "COMPLETE_AFTER_REBOOT"}, {Outcome::Simulated, "SIMULATED"},
    {Outcome::PartialDataResidual, "PARTIAL_DATA_RESIDUAL"},
    {Outcome::ProcessUnkillable, "PROCESS_UNKILLABLE"}, {Outcome::Unverifiable, "UNVERIFIABLE"}}};

constexpr Names<VmPhase, 7> phases{
    {{VmPhase::Placed, "placed"}, {VmPhase::Preparing, "preparing"}, {VmPhase::Booting, "booting"},
        {VmPhase::Running, "running"}, {VmPhase::TearingDown, "tearing-down"},
        {VmPhase::Proving, "proving"}, {VmPhase::Gone, "gone"}}};

constexpr Names<HostMode, 5> modes{{{HostMode::InService, "in-service"},
    {HostMode::Cordoned, "cordoned"}, {HostMode::Draining, "draining"},
    {HostMode::Maintenance, "maintenance"}, {HostMode::Quarantined, "quarantined"}}};

constexpr Names<JobState, 6> jobStates{
    {{JobState::None, "none"}, {JobState::Queued, "queued"}, {JobState::Placed, "placed"},
        {JobState::Running, "running"}, {JobState::Ended, "ended"}, {JobState::Lost, "lost"}}};

constexpr Names<Intent, 4> intents{{{Intent::Empty, "empty"}, {Intent::Run, "run"},
    {Intent::Teardown, "teardown"}, {Intent::Hold, "hold"}}};

} // namespace

QString exitKindName(JobExitKind kind) { return nameIn(exitKinds, kind); }
std::optional<JobExitKind> exitKindFromName(const QString& name)
{
    return valueIn(exitKinds, name);
}
QString outcomeName(Outcome outcome) { return nameIn(outcomes, outcome); }
QString vmPhaseName(VmPhase phase) { return nameIn(phases, phase); }
std::optional<VmPhase> vmPhaseFromName(const QString& name) { return valueIn(phases, name); }
QString hostModeName(HostMode mode) { return nameIn(modes, mode); }
std::optional<HostMode> hostModeFromName(const QString& name) { return valueIn(modes, name); }
QString jobStateName(JobState state) { return nameIn(jobStates, state); }
std::optional<JobState> jobStateFromName(const QString& name) { return valueIn(jobStates, name); }
QString intentName(Intent intent) { return nameIn(intents, intent); }
std::optional<Intent> intentFromName(const QString& name) { return valueIn(intents, name); }

Outcome outcomeFromName(const QString& name)
{
    return valueIn(outcomes, name).value_or(Outcome::Unknown);
}

} // namespace Espalier
