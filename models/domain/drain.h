// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

namespace Espalier {

// Drains (ux.md 3.4): cordon, wait, confirm teardown. Owned by fleetd; a console may go and come.

enum class DrainPhase {
    Cordoned, // its wave has not begun
    WaitingForJobs,
    TearingDown,
    Confirming, // no VM is left by fleetd's record; the console still has to verify
    Emptied, // a statement after the host's own record of the mode lists none
    Stopped, // taken back
};

enum class DrainState { Running, AtDeadline, Stopped, Finished };

// What happens when the deadline is reached.
enum class AtDeadline { Wait, Ask, Cancel };

// Why a host does not get on.
enum class DrainBlock { None, Wave, Job, Teardown, Stuck, Unconfirmed, HostSilent, Refused };

struct DrainHost {
    HostId host;
    int wave = 1;
    DrainPhase phase = DrainPhase::Cordoned;
    WallTime since{}; // in this phase
    // When each phase was reached, as far as it has come.
    std::optional<WallTime> cordonedAt, waitingAt, tearingDownAt, confirmingAt, emptiedAt;
    DrainBlock block = DrainBlock::None;
    VmId blockedBy; // Job, Teardown, Stuck, Unconfirmed: the VM
    QString detail; // Refused: the host's words
    std::optional<WallTime> etaFrom, etaTo; // p50 and p95 of its last job; nullopt: no basis
    quint64 modeSeq = 0; // hostSeq of its HostMode record; 0: not yet
    std::vector<VmId> vms; // that were on it since the cordon
    friend bool operator==(const DrainHost&, const DrainHost&) = default;
};

struct Drain {
    CommandId id; // of the command that began it
    quint64 generation = 0;
    SiteId site;
    QString group; // the same for the commands of one drain of more than 80 hosts
    QString by, reason, ticket;
    DrainState state = DrainState::Running;
    WallTime startedAt{};
    std::optional<WallTime> deadline, endedAt;
    AtDeadline atDeadline = AtDeadline::Wait;
    std::optional<WallTime> cancelledAt; // its jobs were asked to end; their grace counts from here
    int waveSize = 0; // 0: all at once
    int wave = 1; // the newest that has begun; waves never end before they are through
    std::vector<DrainHost> hosts;
    friend bool operator==(const Drain&, const Drain&) = default;
};

// The answer to a dry run, by fleetd from its own record (ux.md 3.4 step 1).
struct DrainPreview {
    struct Pool {
        QString pool;
        int freeBefore = 0, freeAfter = 0, queued = 0, floor = 0;
        int provenBefore = 0, provenAfter = 0; // of the free ones: the last start in them worked
        friend bool operator==(const Pool&, const Pool&) = default;
    };
    enum class CheckKind {
        Unknown, // of a newer version
        OtherDrain,
        SlotUnconfirmed,
        SlotStuck,
        HostSilent,
        HostNotInService,
        BelowFloor,
        DeadlineShort, // before the last job's end as past runs have it
    };
    struct Check {
        CheckKind kind = CheckKind::Unknown;
        bool passed = true;
        QString where; // code of the slot or host, name of the pool, tenant/pipeline
        bool refuses = false; // not passed: the drain would be refused
        friend bool operator==(const Check&, const Check&) = default;
    };
    quint64 revision = 0;
    WallTime at{};
    int hosts = 0, jobs = 0, tenants = 0;
    // When the last job ends, never before `at`. p50 counts the jobs with past runs only; nullopt:
    // there is none. In p95 a job without past runs stands with its time limit.
    std::optional<WallTime> p50, p95;
    int jobsByLimit = 0; // those without past runs
    QString longestJob; // tenant/pipeline
    std::chrono::nanoseconds longestElapsed{};
    std::optional<std::chrono::milliseconds> longestP95;
    int coldVolumes = 0; // cache volumes only on these hosts
    std::vector<TenantId> coldTenants;
    std::vector<Pool> pools;
    std::vector<Check> checks;
    friend bool operator==(const DrainPreview&, const DrainPreview&) = default;
};

[[nodiscard]] QString drainPhaseName(DrainPhase phase);
[[nodiscard]] DrainPhase drainPhaseFromName(const QString& name); // unknown: WaitingForJobs
[[nodiscard]] QString drainStateName(DrainState state);
[[nodiscard]] DrainState drainStateFromName(const QString& name); // unknown: Running
[[nodiscard]] QString drainBlockName(DrainBlock block);
[[nodiscard]] DrainBlock drainBlockFromName(const QString& name);
[[nodiscard]] QString atDeadlineName(AtDeadline choice); // wait, ask, cancel
[[nodiscard]] std::optional<AtDeadline> atDeadlineFromName(const QString& name);
[[nodiscard]] QString drainCheckName(DrainPreview::CheckKind kind);
[[nodiscard]] DrainPreview::CheckKind drainCheckFromName(const QString& name);

} // namespace Espalier
