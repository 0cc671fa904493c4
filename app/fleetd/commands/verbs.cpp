// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verbs.h"

#include <domain/utctime.h>

namespace Espalier::Fleetd {

namespace {

constexpr quint64 graceAtMostS = 3'600;
constexpr std::chrono::hours maintenanceAtMost{24 * 30};

CommandDetail kindProblem(const Evidence::CommandRecord& record, TargetKind wanted)
{
    for (const CommandTarget& target : record.targets) {
        if (target.kind != wanted)
            return {QStringLiteral("target"),
                QStringLiteral("%1 is for targets of kind %2, %3 is a %4")
                    .arg(verbName(record.verb), targetKindName(wanted), target.uid,
                        targetKindName(target.kind))};
    }
    return {};
}

// Until when, for people: nothing ends by itself. An end that had passed when it was ordered, or
// that nobody will live to check, was mistyped.
QString untilProblem(const Evidence::CommandRecord& record)
{
    const QString name = QStringLiteral("until");
    if (!record.params.contains(name))
        return {};
    const auto until = utcTimeFrom(record.params.value(name));
    if (!until)
        return QStringLiteral("params.until: a time as 2026-11-24T08:00:00Z is needed");
    if (*until > record.issuedAt && *until <= record.issuedAt + maintenanceAtMost)
        return {};
    return QStringLiteral("params.until: %1 is not within 30 days of the order")
        .arg(utcText(*until));
}

} // namespace

QString numberProblem(const QMap<QString, QString>& params, const QString& name, quint64 most)
{
    if (!params.contains(name))
        return {};
    bool number = false;
    const quint64 value = params.value(name).toULongLong(&number);
    if (number && value <= most)
        return {};
    return QStringLiteral("%1: a number from 0 to %2 is needed").arg(name).arg(most);
}

CommandDetail ModeVerb::judge(const Evidence::CommandRecord& record) const
{
    if (const CommandDetail problem = kindProblem(record, TargetKind::Host);
        !problem.code.isEmpty())
        return problem;
    const QString problem = m_mode == HostMode::Maintenance ? untilProblem(record) : QString();
    return problem.isEmpty() ? CommandDetail() : CommandDetail{QStringLiteral("params"), problem};
}

std::optional<HostMode> ModeVerb::mode(const v1::Command&) const { return m_mode; }

CommandDetail EndVerb::judge(const Evidence::CommandRecord& record) const
{
    if (const CommandDetail problem = kindProblem(record, TargetKind::Vm); !problem.code.isEmpty())
        return problem;
    if (const QString problem =
            numberProblem(record.params, QStringLiteral("graceS"), graceAtMostS);
        !problem.isEmpty())
        return {QStringLiteral("params"), problem};
    for (const CommandTarget& target : record.targets) {
        if (const CommandDetail problem = judgeVm(target.uid); !problem.code.isEmpty())
            return problem;
    }
    return {};
}

CommandDetail EndVerb::judgeVm(const QString& uid) const
{
    const auto vm = m_record.vm(uid.toStdString());
    if (!vm || !vm->teardown().empty())
        return {}; // gone: nothing can be lost
    if (vm->birth().empty())
        return {QStringLiteral("no-birth"),
            QStringLiteral("VM %1 has not begun yet: wait for its Birth").arg(uid)};
    if (m_losesWork && vm->job_ended_at_ns() == 0)
        return {QStringLiteral("approvals"),
            QStringLiteral("the job of VM %1 is running: that is tier T2, which needs a second "
                           "person, and approvals do not exist yet")
                .arg(uid)};
    return {};
}

} // namespace Espalier::Fleetd
