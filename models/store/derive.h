// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// From objects, observations, verdicts and the clock to display states. Touches the rows that
// change.

void deriveFeed(
    FleetState& state, SiteEntry& site); // marks its hosts dirty if its freshness changed
void deriveDirty(FleetState& state);
void deriveAll(FleetState& state);

// Open lives, and those whose Teardown has not been proven.
[[nodiscard]] bool isOpenLife(const LifeEntry& life);
// Further states that hold for these facts beside the one that shows, in rank order.
[[nodiscard]] std::vector<DisplayState> alsoHolds(const SlotFacts& facts, DisplayState shown);

} // namespace Espalier
