// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alarm.h"

#include <vector>

namespace Espalier {

constexpr size_t groupedFrom = 3; // so many alarms of one kind in one site are one row

// One row an alarm, or one for all of a kind and site that stand alike. Suppressed ones have none.
[[nodiscard]] std::vector<AlarmRow> alarmRows(const std::vector<Alarm>& alarms);

} // namespace Espalier
