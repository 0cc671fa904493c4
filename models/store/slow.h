// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// When is a teardown slow: older than max(2 x p95 of its class, 60 s). A class is image, backend
// and pool.

[[nodiscard]] std::optional<std::chrono::nanoseconds> slowAfter(
    const FleetState& state, const HostEntry* host, const LifeEntry& life);
// Takes a proven teardown's duration into its class, once.
void sampleSlow(FleetState& state, const HostEntry* host, LifeEntry& life);

} // namespace Espalier
