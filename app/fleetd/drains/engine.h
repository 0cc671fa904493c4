// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"
#include "params.h"

namespace Espalier::Fleetd {

// A job that shall end now; repeated at each step for as long as it runs.
struct DrainCancel {
    HostId host;
    VmId vm;
    std::chrono::seconds grace{}; // what is left of it
    friend bool operator==(const DrainCancel&, const DrainCancel&) = default;
};

struct DrainStep {
    Drain drain;
    std::vector<DrainCancel> cancels;
};

constexpr std::chrono::seconds drainGrace{300}; // protocol.md 5, as for a tenant's cancel

// A drain that begins: hosts in the order in which waves shall take them.
[[nodiscard]] Drain beginDrain(const Command& command, const DrainParams& params,
    const std::vector<HostId>& hosts, WallTime now);
// How things stand now. Level-triggered and idempotent: all it remembers is in the drain, so that a
// step after a restart, or a second one, is as good as the first. Nothing is left of a drain that
// is over, but the same drain.
[[nodiscard]] DrainStep stepDrain(Drain drain, const DrainFacts& facts);
// Takes these hosts out of it; those that are emptied stay so.
[[nodiscard]] Drain stopDrain(Drain drain, const std::vector<HostId>& hosts, WallTime now);
// Another deadline or choice for a drain that runs. Jobs that were asked to end are not asked back.
[[nodiscard]] Drain amendDrain(Drain drain, const DrainParams& params);

[[nodiscard]] bool isOver(const Drain& drain);
[[nodiscard]] const DrainHost* hostIn(const Drain& drain, const HostId& host);
// CommandOrder.part that is due for this host: cordon, drain; nullopt: none.
[[nodiscard]] std::optional<QString> partDue(const Drain& drain, const HostId& host);

} // namespace Espalier::Fleetd
