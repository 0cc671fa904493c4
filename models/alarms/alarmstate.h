// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alarm.h"

#include <vector>

namespace Espalier {

// How far the clocks of fleetd and this machine may differ before a mark is not believed.
constexpr std::chrono::minutes markTolerance{5};

// What people have done about it (ux.md 3.11): an acknowledgement holds for refiresAfter, a shelf
// until its end, 8 h at most; both by this machine's clock. nullptr: nobody has done anything.
void applyMark(Alarm& alarm, const AlarmMark* mark, WallTime now);

// Alarms that another one stands for: unconfirmed VMs of a silent host, silent hosts of a silent
// site. The cause takes the highest priority among them.
void suppressCaused(std::vector<Alarm>& alarms);

[[nodiscard]] AlarmSums sumsOf(const std::vector<Alarm>& alarms);

} // namespace Espalier
