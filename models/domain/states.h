// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <QString>

#include <optional>

namespace Espalier {

// What the control plane wants of a slot (ux.md 3.0).
enum class Intent { Empty, Run, Teardown, Hold };

// What the host last signed about a slot.
enum class Observation { Absent, Booting, Running, Stopping, PresentUnclaimed };

// Age of the newest verified statement in multiples of the announced interval:
// fresh up to 2, late up to 3, then stale; never if there was none.
enum class EvidenceAge { Fresh, Late, Stale, Never };

// Derived, never stored. The order is the rank on screen: where several rules hold, the first
// shows.
enum class DisplayState {
    Breach,
    Orphan,
    Stuck,
    Unconfirmed,
    Reported,
    Unknown,
    Quarantined,
    Held,
    Ghost,
    SlowTeardown,
    TearingDown,
    Booting,
    Running,
    Reserved,
    Free,
};

enum class Severity { None, P3, P2, P1 };

enum class HostMode { InService, Cordoned, Draining, Maintenance, Quarantined };

// A VM's life on its host (domain.md 3), as hostd tells it.
enum class VmPhase { Placed, Preparing, Booting, Running, TearingDown, Proving, Gone };

enum class JobState { None, Queued, Placed, Running, Ended, Lost };

enum class JobExitKind {
    Exit,
    Signal,
    Timeout,
    Lost,
    Panic,
    HypervisorDied,
    Cancelled,
    Forced,
    NeverStarted,
};

struct JobExit {
    JobExitKind kind = JobExitKind::Exit;
    // Exit status or signal number; hypervisor-died: errno of a disk that the host could not keep
    // (ENOSPC, EIO); else 0.
    int code = 0;
    friend bool operator==(const JobExit&, const JobExit&) = default;
};

// Outcomes of evidence.md 6. Unrecognised ones are kept as Unknown: never Confirmable.
enum class Outcome {
    Unknown,
    Complete,
    CompleteHostDegraded,
    CompleteAfterReboot,
    Simulated,
    PartialDataResidual,
    ProcessUnkillable,
    Unverifiable,
};

// Teardown SLO: 120 s after the job's end; 15 min after it stuck and unconfirmed become P1.
constexpr std::chrono::seconds teardownSlo{120};
constexpr std::chrono::minutes teardownCritical{15};

// Everything the display state of one slot depends on (ux.md 3.0), gathered by the store.
struct SlotFacts {
    Intent intent = Intent::Empty;
    std::optional<Observation> observation; // nullopt: no verified statement ever
    EvidenceAge age = EvidenceAge::Never;
    bool siteFresh = false; // the site's feed had a message within 6 s
    bool unverifiedYounger = false; // a not yet verified statement younger than 3 intervals is here
    bool hasBirth = false;
    bool teardownFailed = false; // a TeardownFailed record stands, no Teardown yet
    bool teardownProven = false; // the life's badge closes it
    bool quarantined = false;
    bool hostLost = false;
    bool criticalFailure = false; // a critical invariant other than I3 failed with fresh evidence
    std::optional<std::chrono::nanoseconds> sinceJobEnd; // how long ago, by the console's clock
    std::optional<std::chrono::nanoseconds> slowAfter; // max(2 x p95, 60 s); nullopt: not known
    int absentStatements = 0; // fresh statements in a row that omit a VM whose record says run
    bool unaccounted = false; // omitted, and no Teardown came within the SLO (ux.md 3.8)
};

// The rule table of ux.md 3.0. Pure.
[[nodiscard]] DisplayState deriveState(const SlotFacts& facts);
[[nodiscard]] Severity severityOf(DisplayState state, const SlotFacts& facts);

// Age against the host's announced interval (evidence.md 1).
[[nodiscard]] EvidenceAge evidenceAge(
    std::optional<std::chrono::nanoseconds> age, std::chrono::milliseconds interval);

// Wire and record spellings (evidence.md 2 and 6); nullopt if the text is not one of them.
[[nodiscard]] QString exitKindName(JobExitKind kind);
[[nodiscard]] std::optional<JobExitKind> exitKindFromName(const QString& name);
[[nodiscard]] QString outcomeName(Outcome outcome);
[[nodiscard]] Outcome outcomeFromName(const QString& name);
[[nodiscard]] QString vmPhaseName(
    VmPhase phase); // preparing, booting, running, tearing-down, proving
[[nodiscard]] std::optional<VmPhase> vmPhaseFromName(const QString& name);
[[nodiscard]] QString hostModeName(HostMode mode);
[[nodiscard]] std::optional<HostMode> hostModeFromName(const QString& name);
[[nodiscard]] QString jobStateName(JobState state);
[[nodiscard]] std::optional<JobState> jobStateFromName(const QString& name);
[[nodiscard]] QString intentName(Intent intent); // empty, run, teardown, hold
[[nodiscard]] std::optional<Intent> intentFromName(const QString& name);

} // namespace Espalier
