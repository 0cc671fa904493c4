// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "placement.h"

#include <fleetd/record/jobstore.h>

#include <map>

namespace Espalier::Fleetd {

// Jobs that wait for a slot, in the order in which they were submitted. Lives in the database (job
// rows whose Job object says queued) and, for placing, here. Record's thread.
class JobQueue final {
public:
    JobQueue(FleetRecord& record, const JobStore& store);
    void add(const QueuePlace& place);
    void remove(const std::string& job);
    [[nodiscard]] size_t size() const { return m_jobs.size(); }
    [[nodiscard]] quint64 nextPosition() { return ++m_position; }
    // The first ones, at most so many.
    [[nodiscard]] std::vector<WaitingJob> front(size_t most) const;

private:
    struct Entry {
        std::string job, host;
    };
    FleetRecord& m_record;
    std::map<quint64, Entry> m_jobs;
    std::unordered_map<std::string, quint64> m_positions;
    quint64 m_position = 0;
};

} // namespace Espalier::Fleetd
