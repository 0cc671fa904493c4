// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message.h"
#include "objects.h"

#include <array>

namespace Espalier {

// Results of verification (evidence.md 4), made by models/evidence and models/isolation from bytes.

enum class ClauseState { Holds, Fails, NoInput, NotEvaluated };

struct ClauseVerdict {
    ClauseState state = ClauseState::NoInput;
    Message detail;
    friend bool operator==(const ClauseVerdict&, const ClauseVerdict&) = default;
};

constexpr int clauseCount = 9;

enum class Badge { None, Signed, SignedSimulated, SignedHostAgrees, Receipted, Confirmed };

enum class FactState { Observed, Contradicted, Missing };

struct FactVerdict {
    QString fact; // process_absent, ... (evidence.md 5)
    FactState state = FactState::Missing;
    Message detail;
    bool required = true;
    std::optional<WallTime> seenAt = {}; // by the host's clock, as it signed; nullopt: not told
    friend bool operator==(const FactVerdict&, const FactVerdict&) = default;
};

// What is proven about the end of one VM's life. clauses[0] is clause 1.
struct LifeVerdict {
    SiteId site;
    HostId host;
    VmId vm;
    Badge badge = Badge::None;
    bool gone = false; // the badge closes the life: balance heading "gone" or "confirmed"
    bool simulated = false;
    bool hasBirth = false, hasTeardown = false, teardownFailed = false;
    std::array<ClauseVerdict, clauseCount> clauses;
    std::vector<FactVerdict> facts; // in the order of evidence.md 5
    Outcome outcome = Outcome::Unknown;
    std::optional<JobExit> exit;
    quint64 birthSeq = 0, teardownSeq = 0, policyVersion = 0;
    std::optional<WallTime> bornAt, jobEndedAt, endedAt; // the host's wall clock
    std::chrono::nanoseconds
        teardownDuration{}; // from the job's end to the record, host's monotonic
    QString birthLeaf, teardownLeaf, keyId; // lower-case hex
    QString imageDigest; // of the approved base image, lower-case hex
    QString accelerator;
    QString trigger; // of the teardown: jobEnd, command, drain, reconcile; as signed
    std::optional<WallTime> teardownBegunAt; // its first step, host's wall clock
    int slot = 0; // from 1, as the host's records say; 0: not known
    QString tenantPseudonym;
    QStringList residuals; // of a teardown that failed: what is left, in the host's own words
    friend bool operator==(const LifeVerdict&, const LifeVerdict&) = default;
};

struct ObservedVm {
    VmId id; // empty: found by a scan, without a Birth
    qint64 pid = 0;
    VmPhase phase = VmPhase::Booting;
    JobState job = JobState::None;
    friend bool operator==(const ObservedVm&, const ObservedVm&) = default;
};

// One host statement after verification, or before it (verified = false: "reported").
struct HostObservation {
    SiteId site;
    HostId host;
    bool verified = false;
    Message problem; // why it did not verify; empty if it did or has not been tried
    QString bootId;
    quint64 statementSeq = 0, headSeq = 0;
    WallTime wall{}; // the host's clock
    MonoTime receivedAt{}; // this machine's clock; ages count from here
    std::chrono::milliseconds interval{10'000};
    std::vector<ObservedVm> vms;
    Message conflict; // the host's chain forks or is broken (I7): a critical failure; empty: none
};

} // namespace Espalier
