// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// Sums over the tables, computed when asked.

[[nodiscard]] BalanceSheet balanceOf(const FleetState& state);
// Adds a life to the balance it belongs to.
void count(Balance& balance, const LifeEntry& life);
[[nodiscard]] TenantId tenantOf(const FleetState& state, const LifeEntry& life);
void takeInvariants(FleetState& state, const SiteEntry& site, const HostInvariants& told);
[[nodiscard]] InvariantSheet invariantsOf(const FleetState& state);
[[nodiscard]] std::vector<InvariantFailure> failuresOf(const FleetState& state, int invariant);
[[nodiscard]] SlotCounts slotCountsOf(const FleetState& state, const SiteId& site);
[[nodiscard]] std::vector<PoolCapacity> capacityOf(const FleetState& state); // by pool, real first
[[nodiscard]] TeardownStatistics statisticsOf(std::vector<std::chrono::nanoseconds> durations);

} // namespace Espalier
