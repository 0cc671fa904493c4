// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "id.h"
#include "message.h"
#include "states.h"

#include <array>

namespace Espalier {

// What must always hold, I1 to I30 (evidence.md 7), as the auditor judges it.

constexpr int invariantCount = 30;

// How the checks of one invariant came out. No check at all: there is no source for its inputs, it
// is not evaluated, which is never a pass.
struct InvariantTally {
    int passed = 0;
    int failed = 0;
    int unknown = 0; // inputs that are too old, or not here yet
    VmId vm; // that failed first; empty: none, or the host itself
    Message failure; // what failed first
    [[nodiscard]] int checks() const { return passed + failed + unknown; }
    friend bool operator==(const InvariantTally&, const InvariantTally&) = default;
};

using InvariantTallies = std::array<InvariantTally, invariantCount>; // I1 first

// Of one host, by its records and its newest verified statement.
struct HostInvariants {
    SiteId site;
    HostId host;
    InvariantTallies tallies;
    friend bool operator==(const HostInvariants&, const HostInvariants&) = default;
};

// Critical raises P1, high P2, medium P3.
[[nodiscard]] constexpr Severity invariantSeverity(int number)
{
    switch (number) {
    case 6:
    case 11:
    case 16:
    case 19:
    case 26:
    case 27:
    case 29:
    case 30:
        return Severity::P2;
    case 25:
    case 28:
        return Severity::P3;
    default:
        return Severity::P1;
    }
}

} // namespace Espalier
