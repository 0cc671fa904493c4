// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdesk.h"

#include <domain/marks.h>
#include <evidence/command.h>

namespace Espalier::Fleetd {

namespace {

constexpr qsizetype alarmAtMost = 200; // characters

bool isPrintable(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar one) { return one.isPrint(); });
}

} // namespace

QString MarkDesk::problemOf(const v1::MarkAlarmRequest& request) const
{
    const QString alarm = QString::fromStdString(request.alarm());
    if (alarm.isEmpty() || alarm.size() > alarmAtMost || !isPrintable(alarm))
        return QStringLiteral("alarm: an id of 1 to %1 printable characters is needed")
            .arg(alarmAtMost);
    const qsizetype words = QString::fromStdString(request.reason()).trimmed().size();
    if (words > Evidence::reasonAtMost)
        return QStringLiteral("reason: at most %1 characters are possible")
            .arg(Evidence::reasonAtMost);
    if (request.action() == "acknowledge" || request.action() == "clear")
        return {};
    if (request.action() != "shelve")
        return QStringLiteral("action: acknowledge, shelve or clear is needed");
    if (words < Evidence::reasonAtLeast)
        return QStringLiteral("reason: %1 to %2 characters are needed to shelve an alarm")
            .arg(Evidence::reasonAtLeast)
            .arg(Evidence::reasonAtMost);
    const qint64 ahead = request.until_ns() - m_record.nowNs();
    if (ahead <= 0 || ahead > std::chrono::nanoseconds(shelvedAtMost).count())
        return QStringLiteral("until_ns: a time from now on, at most %1 hours ahead, is needed")
            .arg(shelvedAtMost.count());
    return {};
}

void MarkDesk::change(const Evidence::SpiffeId& caller, const v1::MarkAlarmRequest& request,
    v1::AlarmMark& mark) const
{
    mark.set_uid(request.alarm());
    mark.set_site(m_site.toStdString());
    mark.set_generation(mark.generation() + 1);
    if (request.action() == "acknowledge") {
        mark.set_acked_by(caller.name.toStdString());
        mark.set_acked_at_ns(m_record.nowNs());
    } else if (request.action() == "shelve") {
        mark.set_shelved_by(caller.name.toStdString());
        mark.set_reason(request.reason());
        mark.set_shelved_until_ns(request.until_ns());
    } else {
        mark.clear_acked_by();
        mark.clear_acked_at_ns();
        mark.clear_shelved_by();
        mark.clear_reason();
        mark.clear_shelved_until_ns();
    }
}

grpc::Status MarkDesk::mark(
    const Evidence::SpiffeId& caller, const v1::MarkAlarmRequest& request, v1::AlarmMark& mark)
{
    if (const QString problem = problemOf(request); !problem.isEmpty())
        return {grpc::StatusCode::INVALID_ARGUMENT, problem.toStdString(), "mark"};
    const bool clears = request.action() == "clear";
    const ObjectPtr known = m_record.find(v1::OBJECT_TYPE_ALARM_MARK, request.alarm());
    if (!known && clears)
        return grpc::Status::OK; // there is none
    if (!known && m_record.table(v1::OBJECT_TYPE_ALARM_MARK).size() >= marksAtMost)
        return {grpc::StatusCode::RESOURCE_EXHAUSTED,
            std::to_string(marksAtMost) + " alarms are marked at this site: clear some", "mark"};
    if (known)
        mark = known->alarm_mark();
    else if (const auto before = m_record.stored(v1::OBJECT_TYPE_ALARM_MARK, request.alarm()))
        mark.set_generation(before->alarm_mark().generation()); // it never goes back
    change(caller, request, mark);
    m_record.commit([&](Draft& draft) {
        if (clears)
            draft.retire(v1::OBJECT_TYPE_ALARM_MARK, mark.uid());
        else
            draft.put(mark);
        v1::AuditEntry entry;
        entry.set_actor(caller.name.toStdString());
        entry.set_device(caller.device.toStdString());
        entry.set_action(clears ? "unshelve" : request.action());
        entry.set_target(request.alarm());
        entry.set_reason(request.reason());
        entry.set_result("done");
        m_audit.add(draft, std::move(entry));
    });
    return grpc::Status::OK;
}

} // namespace Espalier::Fleetd
