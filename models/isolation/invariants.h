// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/invariants.h>
#include <evidence/chain.h>

#include <deque>

namespace Espalier {

// What the predicates look at, gathered by the host's audit. Pointers are borrowed for the call.
struct AuditedLife {
    VmId vm;
    const Vm* fleetd = nullptr; // fleetd's record of it, while it has one
    std::vector<Evidence::CheckedRecordPtr> records; // of the chain, by hostSeq
    bool badKey = false; // a record in its name that no enrolled key signed
    Evidence::CheckedStatementPtr reaching; // first statement that reaches its Teardown
    Evidence::CheckedStatementPtr against; // listed it, or a disk of it, after that
    int absent = 0; // statements in a row that reach its Birth and omit it
    std::optional<MonoTime> absentSince;

    [[nodiscard]] const Evidence::LifeRecord* birth() const;
    [[nodiscard]] const Evidence::LifeRecord* teardown() const;
};

struct AuditedHost {
    const Evidence::HostChain* chain = nullptr;
    const Evidence::HostStatement* statement = nullptr; // newest verified
    bool fresh = false; // it is younger than three intervals
    bool withheld = false; // it names records that did not come for a minute
    std::deque<std::chrono::nanoseconds> skews; // host's clock minus ours, last three statements
    const Evidence::Roster* roster = nullptr; // verified
    std::vector<AuditedLife> lives;
    MonoTime mono{};
    WallTime wall{};
};

// Judges what has a source here: I1, I3 to I9, I12 to I17, I19, I20, I23 to I25. The others stay
// without a check. Pure.
[[nodiscard]] InvariantTallies judgeInvariants(const AuditedHost& host);

} // namespace Espalier
