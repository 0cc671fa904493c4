// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dispatcher.h"

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logCommands, "espalier.commands")

constexpr size_t rostersAtOnce = 1'000; // a simulator's stream holds 10,000 frames
constexpr size_t sentAtMost = 4'096; // remembered, before what is over is forgotten
constexpr char recordAwaited[] = "record-awaited"; // the host says it is done; EXECUTING until then
constexpr size_t codeAtMost = 64, detailAtMost = 500;

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

std::string keyOf(const v1::Command& command, const std::string& host)
{
    return command.uid() + '/' + host;
}

auto onHost(const std::string& host)
{
    return [host](const TargetStatus& target) { return target.host() == host; };
}

bool any(const TargetStatus&) { return true; }

CommandDetail wordsOf(const v1::CommandResult& result)
{
    return {
        text(result.code().substr(0, codeAtMost)), text(result.detail().substr(0, detailAtMost))};
}

} // namespace

Dispatcher::Dispatcher(Parts parts)
    : m_parts(std::move(parts))
    , m_started(m_parts.record.clock().mono())
{
}

void Dispatcher::attached(const std::string& host, quint64 rosterVersion)
{
    if (rosterVersion < m_parts.trust.now()->roster.version)
        sendRoster(host);
    m_parts.open.forEach(
        onHost(host), [&](const v1::Command& command, const std::vector<TargetStatus>& targets) {
            give(command, host, targets);
        });
}

void Dispatcher::sendRoster(const std::string& host)
{
    v1::FleetFrame frame;
    frame.mutable_roster()->set_envelope(m_parts.trust.now()->rosterEnvelope.toStdString());
    m_parts.links.send(host, std::move(frame));
}

void Dispatcher::rosterChanged()
{
    m_rosterDue.clear();
    for (const std::string& host : m_parts.links.hosts())
        m_rosterDue.push_back(host);
}

bool Dispatcher::isExpired(const v1::Command& command) const
{
    return m_parts.record.nowNs() > command.not_after_ns();
}

void Dispatcher::sendOrder(
    const v1::Command& command, const std::string& host, const std::string& part)
{
    auto order = m_parts.store.order(command.uid());
    if (!order) {
        qCCritical(logCommands).noquote()
            << "command" << text(command.uid()) << "has no signed bytes here: not sent";
        return;
    }
    order->set_part(part);
    v1::FleetFrame frame;
    *frame.mutable_command() = std::move(*order);
    m_parts.links.send(host, std::move(frame));
    m_sent[keyOf(command, host)] = m_parts.record.clock().mono();
}

void Dispatcher::dispatch(const std::string& command, const std::string& host)
{
    m_parts.open.forEach(
        onHost(host), [&](const v1::Command& known, const std::vector<TargetStatus>& targets) {
            if (known.uid() == command)
                give(known, host, targets);
        });
}

void Dispatcher::give(
    const v1::Command& command, const std::string& host, const std::vector<TargetStatus>& targets)
{
    const bool fresh = std::all_of(targets.begin(), targets.end(),
        [](const auto& target) { return stateOf(target) == CommandState::Authorised; });
    if (!m_parts.links.leadsTo(host) || (fresh && isExpired(command)))
        return;
    const VerbOwner* owner = m_parts.owners.of(command);
    const auto part = owner ? owner->part(command, host) : std::string();
    if (!part)
        return;
    // Before it goes out: a crash in between sends it again, never forgets it.
    m_parts.record.commit([&](Draft& draft) {
        CommandLife life(m_parts.record, m_parts.audit, draft, command.uid());
        for (const TargetStatus& target : targets) {
            if (stateOf(target) == CommandState::Authorised)
                life.move(target.uid(), CommandState::Dispatched);
        }
        life.save();
    });
    sendOrder(command, host, *part);
}

// What was never sent can no longer be; what was sent, the host knows.
void Dispatcher::expire(const v1::Command& command, const std::vector<TargetStatus>& targets)
{
    if (!isExpired(command))
        return;
    m_parts.record.commit([&](Draft& draft) {
        CommandLife life(m_parts.record, m_parts.audit, draft, command.uid());
        for (const TargetStatus& target : targets) {
            if (stateOf(target) == CommandState::Authorised)
                life.move(target.uid(), CommandState::Expired,
                    {QStringLiteral("expired"), QStringLiteral("its host was not attached")});
        }
        life.save();
    });
}

// A result alone never says SUCCEEDED: until the record is here, the host is still at it.
CommandState Dispatcher::taken(const v1::CommandResult& result, const TargetStatus& target) const
{
    const CommandState stated = commandStateFromName(text(result.state()));
    if (stated != CommandState::Succeeded)
        return stated;
    const bool over = (target.kind() == "vm" && m_parts.settlement.isOver(target.uid()))
        || (target.kind() == "volume" && m_parts.settlement.isEvicted(target.uid(), target.host()));
    return over ? CommandState::Succeeded : CommandState::Executing;
}

void Dispatcher::observed(
    Draft& draft, const TargetStatus& target, const v1::CommandResult& result) const
{
    const quint64 generation = result.observed_generation();
    const auto raise = [&](auto& object) {
        if (generation <= object.observed_generation())
            return;
        object.set_observed_generation(generation);
        object.set_generation(std::max<quint64>(object.generation(), generation));
    };
    if (target.kind() == "host") {
        if (const auto known = m_parts.record.host(target.uid())) {
            v1::Host host = *known;
            raise(host);
            draft.put(std::move(host));
        }
    } else if (const auto known = m_parts.record.vm(target.uid())) {
        v1::Vm vm = *known;
        raise(vm);
        if (result.state() == "REJECTED" && vm.ended_by() == result.command())
            vm.clear_ended_by(); // it goes on
        draft.put(std::move(vm));
    }
}

void Dispatcher::result(const std::string& host, const v1::CommandResult& result)
{
    const ObjectPtr object = m_parts.record.find(v1::OBJECT_TYPE_COMMAND, result.command());
    const TargetStatus* target = object ? targetOf(object->command(), result.target()) : nullptr;
    const CommandState stated = commandStateFromName(text(result.state()));
    if (!target || target->host() != host || stated == CommandState::Indeterminate) {
        qCWarning(logCommands).noquote()
            << "host" << text(host) << "answers" << text(result.state()) << "to command"
            << text(result.command()) << "for" << text(result.target())
            << ": no such command, target or state here";
        return;
    }
    const CommandState to = taken(result, *target);
    const CommandDetail why =
        to == stated ? wordsOf(result) : CommandDetail{QLatin1String(recordAwaited), {}};
    m_parts.record.commit([&](Draft& draft) {
        observed(draft, *target, result);
        CommandLife life(m_parts.record, m_parts.audit, draft, result.command());
        life.move(result.target(), to, why);
        life.save();
    });
    v1::FleetFrame frame;
    v1::CommandAck* ack = frame.mutable_command_ack();
    ack->set_command(result.command());
    ack->set_target(result.target());
    ack->set_state(result.state());
    m_parts.links.send(host, std::move(frame));
}

void Dispatcher::tick(const std::function<MonoTime(const std::string& host)>& lastHeard)
{
    for (size_t sent = 0; sent < rostersAtOnce && !m_rosterDue.empty(); ++sent) {
        sendRoster(m_rosterDue.front());
        m_rosterDue.pop_front();
    }
    if (m_sent.size() > sentAtMost)
        std::erase_if(m_sent, [this](const auto& entry) {
            return !m_parts.open.holds(entry.first.substr(0, entry.first.find('/')));
        });
    m_parts.open.forEach(
        any, [&](const v1::Command& command, const std::vector<TargetStatus>& targets) {
            expire(command, targets);
            doubt(command, targets, lastHeard);
            std::set<std::string> waiting; // what failed before, or became due
            for (const TargetStatus& target : targets) {
                if (stateOf(target) == CommandState::Authorised)
                    waiting.insert(target.host());
            }
            for (const std::string& host : waiting)
                dispatch(command.uid(), host);
        });
}

void Dispatcher::doubt(const v1::Command& command, const std::vector<TargetStatus>& targets,
    const std::function<MonoTime(const std::string& host)>& lastHeard)
{
    const MonoTime now = m_parts.record.clock().mono();
    const auto isLong = [this](qint64 sinceNs) {
        return m_parts.record.nowNs() - sinceNs >= std::chrono::nanoseconds(silence).count();
    };
    m_parts.record.commit([&](Draft& draft) {
        CommandLife life(m_parts.record, m_parts.audit, draft, command.uid());
        for (const TargetStatus& target : targets) {
            const auto sent = m_sent.find(keyOf(command, target.host()));
            const MonoTime since = sent == m_sent.end() ? m_started : sent->second;
            const CommandState state = stateOf(target);
            const char* why = nullptr;
            if (state == CommandState::Dispatched)
                why = now - since >= silence ? "no-answer" : nullptr;
            else if (state == CommandState::Executing && target.code() == recordAwaited)
                why = isLong(target.at_ns()) ? "no-record" : nullptr;
            else if (now - std::max(lastHeard(target.host()), m_started) >= silence)
                why = "host-silent";
            if (why && state != CommandState::Indeterminate)
                life.move(target.uid(), CommandState::Indeterminate, {QLatin1String(why), {}});
        }
        life.save();
    });
}

bool Dispatcher::isClosing(const std::string& host) const
{
    bool closing = false;
    m_parts.open.forEach(
        [&](const TargetStatus& target) { return target.kind() == "host" && target.uid() == host; },
        [&](const v1::Command& command, const std::vector<TargetStatus>&) {
            const VerbOwner* owner = m_parts.owners.of(command);
            const auto mode = owner ? owner->mode(command) : std::nullopt;
            closing = closing || (mode && *mode != HostMode::InService);
        });
    return closing;
}

} // namespace Espalier::Fleetd
