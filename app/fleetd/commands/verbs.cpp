// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verbs.h"

namespace Espalier::Fleetd {

namespace {

constexpr quint64 graceAtMostS = 3'600;

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
    return kindProblem(record, TargetKind::Host);
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
