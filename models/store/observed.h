// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// Holds a host's newest verified statement against the lives that are known on it, and shows what
// no record claims in its empty slots. Answers how many VMs no record claims.
int matchObserved(FleetState& state, HostEntry& host);

[[nodiscard]] Observation observationOf(VmPhase phase);
[[nodiscard]] quint64 birthSeqOf(const LifeEntry& life); // 0: not known
[[nodiscard]] quint64 teardownSeqOf(const LifeEntry& life);
// The newest statement is from before this birth and says nothing about it.
[[nodiscard]] bool isBornAfter(const LifeEntry& life, const HostEntry* host);

} // namespace Espalier
