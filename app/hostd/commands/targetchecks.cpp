// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetchecks.h"

#include <algorithm>
#include <array>

namespace Espalier::Hostd {

namespace {

struct Question {
    const Evidence::CommandRecord& command;
    const CommandTarget& target;
    const QString& bootId;
    const TargetView& seen;
};

// The verbs that have an effect here, and on what.
constexpr std::array<std::pair<CommandVerb, TargetKind>, 9> verbs{{
    {CommandVerb::Cordon, TargetKind::Host},
    {CommandVerb::Uncordon, TargetKind::Host},
    {CommandVerb::Drain, TargetKind::Host},
    {CommandVerb::StopDrain, TargetKind::Host},
    {CommandVerb::Maintenance, TargetKind::Host},
    {CommandVerb::Cancel, TargetKind::Vm},
    {CommandVerb::Teardown, TargetKind::Vm},
    {CommandVerb::ForceDestroy, TargetKind::Vm},
    {CommandVerb::CacheEvict, TargetKind::Volume},
}};

// Far above any count of commands: what is higher is no generation of this fleet.
constexpr quint64 highestGeneration = quint64(1) << 62;

CommandDetail refused(const char* code, const QString& detail)
{
    return {QString::fromLatin1(code), detail};
}

CommandDetail verbProblem(const Question& ask)
{
    const auto rule = std::find_if(
        verbs.begin(), verbs.end(), [&](const auto& one) { return one.first == ask.command.verb; });
    if (rule == verbs.end())
        return refused("unsupported",
            QStringLiteral("this host does nothing on %1").arg(verbName(ask.command.verb)));
    if (rule->second != ask.target.kind)
        return refused("target-kind",
            QStringLiteral("%1 is for a %2, the target is a %3")
                .arg(verbName(ask.command.verb), targetKindName(rule->second),
                    targetKindName(ask.target.kind)));
    return {};
}

CommandDetail paramProblem(const Question& ask)
{
    if (ask.command.verb == CommandVerb::Cancel && !graceOf(ask.command.params))
        return refused("params",
            QStringLiteral("graceS is \"%1\", it must be 0 to %2 seconds")
                .arg(ask.command.params.value(QStringLiteral("graceS")).left(40))
                .arg(longestGrace.count()));
    const QString then = ask.command.params.value(QStringLiteral("return"));
    if (ask.command.verb == CommandVerb::StopDrain && !then.isEmpty()
        && then != hostModeName(HostMode::InService) && then != hostModeName(HostMode::Cordoned))
        return refused("params",
            QStringLiteral("return is \"%1\", it must be in-service or cordoned")
                .arg(then.left(40)));
    return {};
}

CommandDetail bootProblem(const Question& ask)
{
    if (ask.target.bootId.isEmpty() || ask.target.bootId == ask.bootId)
        return {};
    return refused("boot",
        QStringLiteral("it is about boot %1, this host runs since boot %2")
            .arg(ask.target.bootId.left(64), ask.bootId));
}

CommandDetail generationProblem(const Question& ask)
{
    if (ask.target.generation >= ask.seen.generation && ask.target.generation < highestGeneration)
        return {};
    return refused("stale",
        QStringLiteral("it is about generation %1, it is %2 here: the target changed since")
            .arg(ask.target.generation)
            .arg(ask.seen.generation));
}

// The host's own view, whatever tier the person and fleetd saw.
CommandDetail tierProblem(const Question& ask)
{
    const bool destroys =
        ask.command.verb == CommandVerb::Teardown || ask.command.verb == CommandVerb::ForceDestroy;
    if (!destroys || !ask.seen.here || ask.seen.jobEnded)
        return {};
    return refused("approvals",
        QStringLiteral("its job has not ended: that is tier T2, which needs a second person, and "
                       "approvals do not exist yet. Cancel it instead"));
}

CommandDetail stateProblem(const Question& ask)
{
    if (ask.command.verb == CommandVerb::Cancel && ask.seen.here && ask.seen.jobEnded)
        return refused("job-ended", QStringLiteral("its job has ended already"));
    if (ask.command.verb == CommandVerb::CacheEvict && !ask.seen.attached.isEmpty())
        return refused("attached", ask.seen.attached);
    if (ask.command.verb == CommandVerb::StopDrain && ask.seen.mode == HostMode::Maintenance)
        return refused("maintenance", QStringLiteral("the host is in maintenance, not in a drain"));
    return {};
}

} // namespace

std::optional<std::chrono::seconds> graceOf(const QMap<QString, QString>& params)
{
    const auto given = params.constFind(QStringLiteral("graceS"));
    if (given == params.constEnd())
        return defaultGrace;
    bool ok = false;
    const uint seconds = given->toUInt(&ok);
    if (!ok || seconds > longestGrace.count())
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

bool isTargetOf(const HostId& host, const CommandTarget& target)
{
    if (target.kind == TargetKind::Host)
        return target.uid == host.text() && (target.host.isEmpty() || target.host == host);
    return target.host == host;
}

CommandDetail targetProblem(const Evidence::CommandRecord& command, const CommandTarget& target,
    const QString& bootId, const TargetView& seen)
{
    constexpr std::array checks{
        verbProblem, paramProblem, bootProblem, generationProblem, tierProblem, stateProblem};
    const Question ask{command, target, bootId, seen};
    for (const auto check : checks) {
        if (CommandDetail problem = check(ask); !problem.code.isEmpty())
            return problem;
    }
    return {};
}

} // namespace Espalier::Hostd
