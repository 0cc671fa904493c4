// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "janitor.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

constexpr size_t objectsAtOnce = 400;

} // namespace

bool Janitor::isOver(qint64 endedNs) const
{
    return endedNs > 0 && m_record.nowNs() - endedNs >= std::chrono::nanoseconds(keep).count();
}

// The Teardown's commit time, by this machine's clock.
qint64 Janitor::committedAt(const v1::Vm& vm)
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT committed FROM record WHERE host = ? AND seq = ?"),
        {QString::fromStdString(vm.host()), hostSeqOf(vm.teardown())});
    return rows.empty() ? 0 : rows.front().front().toLongLong();
}

void Janitor::sweep()
{
    m_record.trimWindow();
    std::vector<std::string> vms, jobs;
    for (const auto& [uid, object] : m_record.table(v1::OBJECT_TYPE_VM)) {
        const v1::Vm& vm = object->vm();
        if (!vm.teardown().empty() && vms.size() < objectsAtOnce / 2 && !m_record.windowHolds(vm)
            && isOver(committedAt(vm)))
            vms.push_back(uid);
    }
    for (const auto& [uid, object] : m_record.table(v1::OBJECT_TYPE_JOB)) {
        const v1::Job& job = object->job();
        const bool withVm = std::find(vms.begin(), vms.end(), job.vm()) != vms.end();
        const bool ended = job.state() == "ended" || job.state() == "lost";
        if (jobs.size() < objectsAtOnce / 2 && ended
            && (withVm || (!m_record.vm(job.vm()) && isOver(job.ended_at_ns()))))
            jobs.push_back(uid);
    }
    m_record.commit([&](Draft& draft) {
        for (const std::string& uid : vms)
            draft.retire(v1::OBJECT_TYPE_VM, uid);
        for (const std::string& uid : jobs)
            draft.retire(v1::OBJECT_TYPE_JOB, uid);
    });
}

} // namespace Espalier::Fleetd
