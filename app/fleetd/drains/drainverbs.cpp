// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainverbs.h"

#include "hostcourse.h"

#include <wire/convertorders.h>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

// protocol.md 6: what one person may drain of a site.
constexpr size_t hostsAtLeast = 20;
constexpr size_t tenth = 10;

CommandDetail refusal(const char* code, const QString& words)
{
    return {QString::fromLatin1(code), words};
}

std::vector<HostId> hostsOf(const Evidence::CommandRecord& record)
{
    std::vector<HostId> hosts;
    for (const CommandTarget& target : record.targets)
        hosts.emplace_back(target.uid);
    return hosts;
}

std::vector<HostId> hostsOf(const v1::Command& command)
{
    std::vector<HostId> hosts;
    for (const auto& target : command.targets())
        hosts.emplace_back(QString::fromStdString(target.uid()));
    return hosts;
}

CommandDetail kindProblem(const Evidence::CommandRecord& record)
{
    for (const CommandTarget& target : record.targets) {
        if (target.kind != TargetKind::Host)
            return refusal("target",
                QStringLiteral("%1 is for hosts, %2 is a %3")
                    .arg(verbName(record.verb), target.uid, targetKindName(target.kind)));
    }
    return {};
}

QMap<QString, QString> paramsOf(const v1::Command& command)
{
    return Wire::fromWire(command).params;
}

WallTime receivedAt(const v1::Command& command)
{
    return WallTime(std::chrono::nanoseconds(command.received_at_ns()));
}

// They were judged before the command was taken up; what is stored reads the same ever after.
DrainParams storedParams(const v1::Command& command)
{
    const auto params = readDrainParams(paramsOf(command), receivedAt(command));
    return params ? *params : DrainParams{};
}

} // namespace

CommandDetail DrainVerb::judge(const Evidence::CommandRecord& record) const
{
    if (const CommandDetail problem = kindProblem(record); !problem.code.isEmpty())
        return problem;
    const auto params = readDrainParams(record.params, m_record.clock().wall());
    if (!params)
        return refusal("params", params.error());
    // A dry run tells of these in its checks.
    if (record.dryRun)
        return {};
    return params->amends.isEmpty() ? judgeNew(record) : judgeAmendment(record, *params);
}

CommandDetail DrainVerb::judgeNew(const Evidence::CommandRecord& record) const
{
    const std::vector<HostId> targets = hostsOf(record);
    size_t hosts = targets.size();
    for (const Drain& drain : m_desk.openDrains()) {
        for (const DrainHost& host : drain.hosts) {
            const bool out = host.phase == DrainPhase::Stopped;
            hosts += !out && drain.by == record.actor ? 1 : 0;
            if (!isThrough(host)
                && std::find(targets.begin(), targets.end(), host.host) != targets.end())
                return refusal("other-drain",
                    QStringLiteral("host %1 is part of drain %2")
                        .arg(host.host.text(), drain.id.text()));
        }
    }
    const size_t most = std::max(hostsAtLeast, m_record.table(v1::OBJECT_TYPE_HOST).size() / tenth);
    if (hosts > most)
        return refusal("approvals",
            QStringLiteral("with this %1 drains %2 hosts at a time; more than %3 of this site "
                           "need a second person, and approvals do not exist yet")
                .arg(record.actor)
                .arg(hosts)
                .arg(most));
    return {};
}

CommandDetail DrainVerb::judgeAmendment(
    const Evidence::CommandRecord& record, const DrainParams& params) const
{
    const auto drain = m_desk.drain(params.amends);
    if (!drain || isOver(*drain))
        return refusal(
            "no-drain", QStringLiteral("drain %1 does not run").arg(params.amends.text()));
    for (const HostId& host : hostsOf(record)) {
        if (!hostIn(*drain, host))
            return refusal("target",
                QStringLiteral("host %1 is not part of drain %2")
                    .arg(host.text(), drain->id.text()));
    }
    // Hosts hold the order that was signed first: it is what lets fleetd end a tenant's job.
    if (params.atDeadline == AtDeadline::Cancel && drain->atDeadline != AtDeadline::Cancel)
        return refusal("params",
            QStringLiteral("params.atDeadline: a drain that runs can be given wait or ask; its "
                           "jobs end by a cancel of their own"));
    return {};
}

std::optional<v1::DrainPreview> DrainVerb::preview(const Evidence::CommandRecord& record) const
{
    const auto params = readDrainParams(record.params, m_record.clock().wall());
    if (!params)
        return std::nullopt;
    v1::DrainPreview message;
    Wire::toWire(m_desk.previewOf(hostsOf(record), *params), message);
    return message;
}

// By the codes that people read at the racks; waves follow it.
std::vector<HostId> DrainVerb::inOrder(const v1::Command& command) const
{
    std::vector<HostId> hosts = hostsOf(command);
    const auto codeOf = [this](const HostId& host) {
        return placeCode(m_record, "host", host.text().toStdString());
    };
    std::sort(hosts.begin(), hosts.end(),
        [&codeOf](const HostId& a, const HostId& b) { return codeOf(a) < codeOf(b); });
    return hosts;
}

void DrainVerb::begin(Draft& draft, const v1::Command& command)
{
    const DrainParams params = storedParams(command);
    if (params.amends.isEmpty()) {
        m_desk.begin(draft,
            beginDrain(Wire::fromWire(command), params, inOrder(command), receivedAt(command)));
        return;
    }
    if (const auto drain = m_desk.drain(params.amends))
        m_desk.put(draft, *drain, amendDrain(*drain, params));
    // No host has to do anything about it.
    CommandLife life(m_record, m_audit, draft, command.uid());
    for (const auto& target : command.targets())
        life.move(target.uid(), CommandState::Succeeded);
    life.save();
}

std::optional<std::string> DrainVerb::part(
    const v1::Command& command, const std::string& host) const
{
    const auto drain = m_desk.drain(CommandId(QString::fromStdString(command.uid())));
    const auto due = drain ? partDue(*drain, HostId(QString::fromStdString(host))) : std::nullopt;
    return due ? std::optional(due->toStdString()) : std::nullopt;
}

std::optional<HostMode> DrainVerb::mode(const v1::Command& command) const
{
    return command.params().contains("drain") ? std::nullopt : std::optional(HostMode::Draining);
}

CommandDetail StopDrainVerb::judge(const Evidence::CommandRecord& record) const
{
    if (const CommandDetail problem = kindProblem(record); !problem.code.isEmpty())
        return problem;
    const auto params = readStopParams(record.params);
    if (!params)
        return refusal("params", params.error());
    const auto drain = m_desk.drain(params->drain);
    if (!drain)
        return refusal(
            "no-drain", QStringLiteral("drain %1 is not known").arg(params->drain.text()));
    for (const HostId& host : hostsOf(record)) {
        const auto known = m_record.host(host.text().toStdString());
        if (!hostIn(*drain, host))
            return refusal("target",
                QStringLiteral("host %1 is not part of drain %2")
                    .arg(host.text(), drain->id.text()));
        const QString other = known ? QString::fromStdString(known->drain()) : QString();
        if (!other.isEmpty() && other != drain->id.text())
            return refusal("other-drain",
                QStringLiteral("host %1 is part of drain %2 by now").arg(host.text(), other));
    }
    return {};
}

void StopDrainVerb::begin(Draft& draft, const v1::Command& command)
{
    const auto params = readStopParams(paramsOf(command));
    const auto drain = params ? m_desk.drain(params->drain) : std::nullopt;
    if (!drain)
        return;
    if (!isOver(*drain))
        m_desk.put(draft, *drain, stopDrain(*drain, hostsOf(command), m_record.clock().wall()));
    for (const HostId& host : hostsOf(command)) // emptied ones too
        m_desk.release(draft, host, drain->id);
}

std::optional<HostMode> StopDrainVerb::mode(const v1::Command& command) const
{
    const auto params = readStopParams(paramsOf(command));
    return params ? std::optional(params->mode) : std::nullopt;
}

} // namespace Espalier::Fleetd
