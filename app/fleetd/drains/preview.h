// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "params.h"

#include <fleetd/record/fleetrecord.h>
#include <fleetd/record/runtimes.h>

#include <map>

namespace Espalier::Fleetd {

// What a preview reads: the objects of one revision.
struct FleetView {
    quint64 revision = 0;
    const FleetRecord::Table &hosts, &slots_, &vms, &jobs, &drains, &volumes;
};
[[nodiscard]] FleetView viewOf(const FleetRecord& record);

// Free slots that a pool shall keep; a pool that is not named has none.
using Floors = std::map<std::string, int>;
// small=150,large=4; the error says what is wrong with it.
[[nodiscard]] Evidence::Result<Floors> readFloors(const QString& text);
// Past runs of a tenant's pipeline.
using RunTimesOf = std::function<RunTimes(const std::string& tenant, const std::string& pipeline)>;
// May this host take work, by its mode and what the policy says?
using TakesWork = std::function<bool(const v1::Host&)>;

// Did this host say something in the last 30 s?
using Hears = std::function<bool(const std::string& host)>;

// Free slots of hosts that take work, by pool.
[[nodiscard]] std::map<std::string, int> freeSlotsOf(
    const FleetView& fleet, const TakesWork& takesWork);

// What the view alone does not say.
struct PreviewKnowledge {
    RunTimesOf runTimes;
    TakesWork takesWork;
    Hears hears;
    Floors floors;
};

// What a drain of these hosts would do (ux.md 3.4 step 1). Pure; a host that the view does not have
// counts as a silent one. Every kind of check stands there, passed or not.
[[nodiscard]] DrainPreview preview(const FleetView& fleet, const PreviewKnowledge& knowledge,
    const std::vector<HostId>& targets, const DrainParams& params, WallTime now);

} // namespace Espalier::Fleetd
