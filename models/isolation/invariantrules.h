// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "invariants.h"

#include <algorithm>

namespace Espalier::Rules {

// What the predicates share, and those that are about a host as a whole, or about caches. Not for
// other rooms.

inline void pass(InvariantTally& tally) { ++tally.passed; }
inline void doubt(InvariantTally& tally) { ++tally.unknown; }
inline void fail(InvariantTally& tally, const VmId& vm, const Message& why)
{
    if (tally.failed++ == 0) {
        tally.vm = vm;
        tally.failure = why;
    }
}

inline const Evidence::StatedVm* listed(const AuditedHost& host, const VmId& vm)
{
    const auto& vms = host.statement->vms;
    const auto found = std::find_if(
        vms.begin(), vms.end(), [&](const Evidence::StatedVm& each) { return each.id == vm; });
    return found == vms.end() ? nullptr : &*found;
}

inline bool reaches(const AuditedHost& host, const Evidence::LifeRecord& record)
{
    return host.statement != nullptr && host.statement->headSeq >= record.identity.hostSeq;
}

void oneChain(const AuditedHost& host, InvariantTally& tally); // I7
void balances(const AuditedHost& host, InvariantTally& tally); // I12
void attachedToItsOwner(const AuditedHost& host, InvariantTally& tally); // I14
void oneWriter(const AuditedHost& host, InvariantTally& tally); // I15
void attachedWithinLife(const AuditedHost& host, InvariantTally& tally); // I16
void apart(const AuditedHost& host, InvariantTally& tally); // I19
void noBirthOutOfService(const AuditedHost& host, InvariantTally& tally); // I20
void clocksAgree(const AuditedHost& host, InvariantTally& tally); // I25

} // namespace Espalier::Rules
