// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"

#include <domain/inspection.h>
#include <domain/objects.h>

#include <array>

namespace Espalier {

// Rows as values: what a list shows of one object, references resolved. Ages are left to the
// reader's clock: a row holds moments, not ages. Times are this machine's clock unless they are
// WallTime.

struct SlotRow {
    SlotId id;
    SiteId site;
    HostId host;
    QString hostCode; // A07-12
    QString code; // A07-12/1
    int index = 0;
    DisplayState state = DisplayState::Unknown;
    DisplayState lastKnown = DisplayState::Unknown; // what "was ..." names while state is Unknown
    Severity severity = Severity::None;
    bool simulated = false;
    bool siteFresh = false;
    HostMode mode = HostMode::InService;
    QString hostdVersion;
    bool quarantined = false; // the slot itself, by fleetd's word
    QString quarantineReason;
    VmId vm;
    TenantId tenant;
    QString pipeline; // of its job
    quint64 jobNumber = 0;
    std::optional<WallTime> startedAt; // the job's start, or the placement
    std::optional<WallTime> jobEndedAt;
    std::chrono::milliseconds p50{}, p95{}; // of past runs
    int pastRuns = 0;
    EvidenceAge evidence = EvidenceAge::Never;
    std::optional<MonoTime> evidenceAt; // newest verified statement received
    std::optional<WallTime> evidenceWall; // the host's clock in it
    std::optional<MonoTime> reportedAt; // newest statement received, verified or not
};

struct HostRow {
    Host host;
    int slots = 0, slotsUsed = 0;
    DisplayState worst = DisplayState::Free; // of its slots
    Severity severity = Severity::None;
    bool siteFresh = false;
    EvidenceAge evidence = EvidenceAge::Never;
    std::optional<MonoTime> evidenceAt;
    std::optional<WallTime> evidenceWall;
    int orphans = 0; // VMs that it lists and no record claims
    // The host's wall clock minus this machine's at receipt.
    std::optional<std::chrono::milliseconds> clockSkew;
    Message statementProblem; // why its newest statement was refused; empty: it was not
};

// Where a life stands in the balance (ux.md 3.8).
enum class LifeClass {
    Unborn,
    Live,
    TearingDown,
    Confirmed,
    Gone,
    Unconfirmed,
    Attested,
    Unaccounted
};

struct LifeRow {
    VmId vm;
    SiteId site;
    HostId host;
    QString slotCode;
    TenantId tenant;
    QString pipeline;
    quint64 jobNumber = 0;
    LifeClass life = LifeClass::Unborn;
    DisplayState state = DisplayState::Unknown; // of the open life; Free once it is gone
    DisplayState lastKnown = DisplayState::Unknown;
    Severity severity = Severity::None;
    Badge badge = Badge::None;
    bool gone = false;
    bool simulated = false;
    bool siteFresh = false;
    bool judged = false; // open when this console started, or born later
    std::array<ClauseState, clauseCount> clauses{};
    int clausesHolding = 0;
    std::optional<JobExit> exit;
    std::optional<WallTime> bornAt, jobEndedAt, endedAt;
    std::optional<std::chrono::nanoseconds> duration; // job's end to Teardown; nullopt while open
    quint64 birthSeq = 0, teardownSeq = 0;
    Outcome outcome = Outcome::Unknown;
};

} // namespace Espalier
