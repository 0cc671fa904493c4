// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobqueue.h"

namespace Espalier::Fleetd {

JobQueue::JobQueue(FleetRecord& record)
    : m_record(record)
{
    record.database().forEach(
        QStringLiteral("SELECT position, uid, host FROM job ORDER BY position"), {},
        [this](const QSqlQuery& row) {
            m_position = row.value(0).toULongLong();
            const std::string uid = row.value(1).toString().toStdString();
            const auto job = m_record.job(uid);
            if (job && job->state() == "queued")
                add(m_position, uid, row.value(2).toString().toStdString());
        });
}

void JobQueue::add(quint64 position, const std::string& job, const std::string& host)
{
    m_jobs[position] = {job, host};
    m_positions[job] = position;
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
            jobs.push_back({entry.job, job->shape(), job->image(), entry.host});
    }
    return jobs;
}

} // namespace Espalier::Fleetd
