// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "details.h"
#include "state.h"

namespace Espalier {

// Rows and details as values, references resolved.

[[nodiscard]] SlotRow slotRow(const FleetState& state, const SlotEntry& slot);
[[nodiscard]] HostRow hostRow(const FleetState& state, const HostEntry& host);
[[nodiscard]] LifeRow lifeRow(const FleetState& state, const LifeEntry& life);
[[nodiscard]] SlotDetails slotDetails(const FleetState& state, const SlotEntry& slot);
[[nodiscard]] HostDetails hostDetails(const FleetState& state, const HostEntry& host);
[[nodiscard]] LifeDetails lifeDetails(const FleetState& state, const LifeEntry& life);
[[nodiscard]] SiteFeed siteFeed(const FleetState& state, const SiteEntry& site);

} // namespace Espalier
