// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/api/fleetlink.h>

#include <vector>

namespace Espalier::Items {
class LiveAlarms;
}

namespace Espalier::Ui {

class MainWindow;

// What a page wants done with alarms of one site.
struct WantedMarks {
    SiteId site;
    std::vector<AlarmId> alarms;
    MarkAction action = MarkAction::Acknowledge;
};

// Asks what a shelf needs to know, then lets the window request each mark. Alarms and clock outlive
// the window.
void wantMarks(MainWindow& window, const Items::LiveAlarms& alarms, const WantedMarks& wanted,
    const Clock& clock);

} // namespace Espalier::Ui
