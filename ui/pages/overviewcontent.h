// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "overviewgrid.h"

#include <alarms/alarm.h>
#include <parts/barlegend.h>
#include <store/fleetstore.h>

namespace Espalier::Ui {

// What the overview says, as values: the store in, grids and sentences out.

struct GridContent {
    std::vector<GridColumn> columns;
    std::vector<GridRow> rows;
};

// The balance by site: all sites together first (ux.md 3.8).
[[nodiscard]] GridContent balanceContent(const FleetStore& store, int rowHeight);
// "open at or started after ..., no log"
[[nodiscard]] Text::Line balanceSince(const BalanceSheet& sheet);
// What is to be said of silent sites and of simulated hosts; may be empty.
[[nodiscard]] QString balanceNote(const FleetStore& store);

[[nodiscard]] GridContent capacityContent(const FleetStore& store, int rowHeight);
// The fills that its bars wear now.
[[nodiscard]] std::vector<BarLegendEntry> capacityLegend(const FleetStore& store);
// Percentiles and the SLO as bars, for a window without room for the histogram.
[[nodiscard]] GridContent teardownContent(const TeardownStatistics& taken, int rowHeight);
[[nodiscard]] Text::Line siteTimes(const FleetStore& store); // "p95 by site  fra1 39 s ..."

constexpr size_t openLivesShown = 9;
[[nodiscard]] GridContent openContent(const FleetStore& store, size_t most, int rowHeight);

// "2 unacknowledged · rate 0.8 per 10 min · shelved 7 (until 06:00Z)"
[[nodiscard]] Text::Line alarmNote(const AlarmSums& sums);

} // namespace Espalier::Ui
