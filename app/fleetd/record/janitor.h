// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

namespace Espalier::Fleetd {

// VMs whose Teardown was committed stay listed as long as their records are in the window, so that
// a console that starts then can say whose lives those were, and for 10 minutes at least, so that
// consoles read the end of what they saw begin, and clause 9 has its input; then VM and job leave
// the watchable set, their rows stay. A VM without a committed Teardown is never touched. Commands
// that are over, audit entries and idle marks leave it after a day.
class Janitor final {
public:
    static constexpr std::chrono::minutes keep{10}; // at least
    // Commands that are over, audit entries and marks that say nothing any more.
    static constexpr std::chrono::hours keepOrders{24};
    static constexpr size_t entriesAtMost = 2'000; // of the audit, the newest

    explicit Janitor(FleetRecord& record)
        : m_record(record)
    {
    }
    // At most some hundred objects at a time; call it again and again.
    void sweep();

private:
    [[nodiscard]] bool isOver(qint64 endedNs) const;
    void sweepOrders();
    [[nodiscard]] qint64 committedAt(const v1::Vm& vm);

    FleetRecord& m_record;
};

} // namespace Espalier::Fleetd
