// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobqueue.h"

namespace Espalier::Fleetd {

JobQueue::JobQueue(FleetRecord& record, const JobStore& store)
    : m_record(record)
{
    store.forEachPlace([this](const QueuePlace& place) {
        m_position = place.position;
        const auto job = m_record.job(place.job);
        if (job && job->state() == "queued")
            add(place);
    });
}

void JobQueue::add(const QueuePlace& place)
{
    m_jobs[place.position] = {place.job, place.host};
    m_positions[place.job] = place.position;
}

void JobQueue::remove(const std::string& job)
{
    const auto found = m_positions.find(job);
    if (found == m_positions.end())
        return;
    m_jobs.erase(found->second);
    m_positions.erase(found);
}

std::vector<WaitingJob> JobQueue::front(size_t most) const
{
    std::vector<WaitingJob> jobs;
    for (const auto& [position, entry] : m_jobs) {
        const auto job = m_record.job(entry.job);
        if (job && jobs.size() < most)
            jobs.push_back({entry.job, job->shape(), job->image(), entry.host, {}});
    }
    return jobs;
}

} // namespace Espalier::Fleetd
