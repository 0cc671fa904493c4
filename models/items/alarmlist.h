// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

#include <alarms/alarm.h>

namespace Espalier::Items {

class LiveAlarms;

// Columns of the alarm list (pictures/README.md "01-overview"): state, what, where, since, lasted,
// evidence, ignored, owner, action. IdRole is the AlarmId of the row. Sorted by state: what stands
// first, the worst first. The model takes its changes through onChanged({}) at each changed().
[[nodiscard]] std::unique_ptr<RowSource> alarmList(const LiveAlarms& alarms, const Clock& clock);

[[nodiscard]] QString alarmActionText(const AlarmRow& row); // Show missing evidence; empty: none
// Accessible name of a row: "P2, Stuck: ..., fra1 A07-12/1, unacknowledged".
[[nodiscard]] QString alarmSentence(const AlarmRow& row);

} // namespace Espalier::Items
