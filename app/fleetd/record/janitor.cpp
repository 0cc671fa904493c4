// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "janitor.h"

#include <domain/command.h>

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

// What people did: its rows stay for good, the watchable set is for what is of today.
void Janitor::sweepOrders()
{
    const qint64 old = m_record.nowNs() - std::chrono::nanoseconds(keepOrders).count();
    std::vector<std::string> commands, marks;
    std::vector<std::pair<qint64, std::string>> entries;
    for (const auto& [uid, object] : m_record.table(v1::OBJECT_TYPE_COMMAND)) {
        const auto& targets = object->command().targets();
        const bool over = std::all_of(targets.begin(), targets.end(), [old](const auto& target) {
            return target.at_ns() < old
                && !isOpen(commandStateFromName(QString::fromStdString(target.state())));
        });
        if (over)
            commands.push_back(uid);
    }
    for (const auto& [uid, object] : m_record.table(v1::OBJECT_TYPE_ALARM_MARK)) {
        const v1::AlarmMark& mark = object->alarm_mark();
        if (mark.acked_at_ns() < old && mark.shelved_until_ns() < m_record.nowNs())
            marks.push_back(uid);
    }
    for (const auto& [uid, object] : m_record.table(v1::OBJECT_TYPE_AUDIT_ENTRY))
        entries.emplace_back(object->audit_entry().at_ns(), uid);
    std::sort(entries.begin(), entries.end());
    size_t surplus = entries.size() > entriesAtMost ? entries.size() - entriesAtMost : 0;
    while (surplus < entries.size() && entries[surplus].first < old)
        ++surplus;
    m_record.commit([&](Draft& draft) {
        const auto retire = [&draft](v1::ObjectType type, const std::string& uid) {
            if (draft.countOf(type) < objectsAtOnce / 4)
                draft.retire(type, uid);
        };
        for (const std::string& uid : commands)
            retire(v1::OBJECT_TYPE_COMMAND, uid);
        for (const std::string& uid : marks)
            retire(v1::OBJECT_TYPE_ALARM_MARK, uid);
        for (size_t at = 0; at < surplus; ++at)
            retire(v1::OBJECT_TYPE_AUDIT_ENTRY, entries[at].second);
    });
}

void Janitor::sweep()
{
    sweepOrders();
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
