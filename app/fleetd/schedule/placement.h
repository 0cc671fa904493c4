// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <unordered_map>
#include <vector>

namespace Espalier::Fleetd {

// A slot on which work may be placed now, and how much its host runs already.
struct FreeSlot {
    std::string slot, host, shape;
    int busy = 0; // other slots of the host that have a VM
    std::vector<std::string> images; // digests that its host has
    bool simulated = false; // takes any image
};

// By host: how much of what a job caches is there; hosts that have nothing of it are left out.
using Warmth = std::unordered_map<std::string, int>;

struct WaitingJob {
    std::string job, shape;
    std::string image; // empty: the host's first approved one
    std::string host; // empty: any
    Warmth warmth = {};
};

struct Placement {
    size_t job = 0, slot = 0; // indexes
    friend bool operator==(const Placement&, const Placement&) = default;
};

// First come, first served among jobs that fit anywhere; of the slots that fit, one on the host
// that has most of the job's caches, then with the fewest busy slots, then by uid. A job that fits
// nowhere does not hold up the next; a job that fits anywhere never waits for a warmer host. Pure.
[[nodiscard]] std::vector<Placement> place(
    const std::vector<WaitingJob>& jobs, const std::vector<FreeSlot>& slots);

} // namespace Espalier::Fleetd
