// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commanddesk.h"

#include <evidence/digest.h>

#include <algorithm>

namespace Espalier {

namespace {

// Long enough for a slow link, short enough that a stolen envelope is soon worth nothing.
constexpr std::chrono::minutes lifetime{10};
// fleetd lists a command for a day after its end; an hour less for clocks that differ.
constexpr std::chrono::hours listedAtLeast{23};

CommandDetail detail(const char* code, const QString& text = {})
{
    return {QString::fromLatin1(code), text};
}

} // namespace

CommandDesk::CommandDesk(Parts parts)
    : m_parts(std::move(parts))
{
}

void CommandDesk::setKey(std::shared_ptr<const DeskKey> key, quint64 policyVersion)
{
    m_key = std::move(key);
    m_policyVersion = policyVersion;
}

Evidence::Result<CommandDesk::Signed> CommandDesk::sign(
    const Order& order, std::vector<CommandTarget> targets, bool dryRun) const
{
    if (!m_key)
        return Evidence::Error{QStringLiteral("this desk is read-only: it has no command key")};
    Evidence::CommandRecord record;
    Signed made;
    made.message.reason = order.reason;
    made.message.reasonSalt = m_parts.random(Evidence::saltSize);
    record.id = CommandId(QString::fromLatin1(m_parts.random(16).toHex()));
    record.verb = order.verb;
    record.site = order.site;
    record.targets = targets;
    record.params = order.params;
    record.tier = order.tier;
    record.reasonDigest = Evidence::saltedDigest(made.message.reasonSalt, order.reason.toUtf8());
    if (!order.ticket.isEmpty()) {
        made.message.ticket = order.ticket;
        made.message.ticketSalt = m_parts.random(Evidence::saltSize);
        record.ticketDigest =
            Evidence::saltedDigest(made.message.ticketSalt, order.ticket.toUtf8());
    }
    record.actor = m_key->person;
    record.device = m_key->device;
    record.issuedAt = m_parts.clock.wall();
    record.notAfter = record.issuedAt + lifetime;
    record.seenEpoch = order.seenEpoch;
    record.seenRevision = order.seenRevision;
    record.blast = order.blast;
    record.policyVersion = m_policyVersion;
    record.dryRun = dryRun;
    const auto payload = Evidence::write(record);
    if (!payload)
        return Evidence::Error{payload.error()};
    made.message.envelope = Evidence::seal(Evidence::recordType, *payload, m_key->key);
    made.command = {record.id, order.site, order.verb, std::move(targets), order.reason,
        order.ticket, record.issuedAt, SendState::Writing, {}};
    return made;
}

// More targets than one record holds, by number or by bytes: halves.
QString CommandDesk::signAll(
    const Order& order, std::vector<CommandTarget> targets, std::vector<Signed>& all) const
{
    if (targets.size() <= Evidence::commandTargetsAtMost) {
        auto made = sign(order, targets, false);
        if (made) {
            all.push_back(std::move(*made));
            return {};
        }
        if (targets.size() < 2)
            return made.error();
    }
    const auto middle = targets.begin() + static_cast<std::ptrdiff_t>(targets.size() / 2);
    const QString problem = signAll(order, {targets.begin(), middle}, all);
    return problem.isEmpty() ? signAll(order, {middle, targets.end()}, all) : problem;
}

CommandDesk::Ordered CommandDesk::order(const Order& order)
{
    std::vector<Signed> all;
    // Nothing is sent unless everything can be.
    if (const QString problem = signAll(order, order.targets, all); !problem.isEmpty())
        return {{}, problem};
    Ordered ordered;
    for (Signed& made : all) {
        ordered.ids.push_back(made.command.id);
        start(std::move(made));
    }
    return ordered;
}

void CommandDesk::start(Signed made)
{
    const CommandId id = made.command.id;
    m_order.push_back(id);
    const auto& command = m_commands.insert({id, std::move(made.command)}).first->second;
    m_parts.changed(command);
    m_parts.onDisk(
        [this, journal = m_parts.journal, onMain = m_parts.onMain,
            kept = JournaledCommand{id, command.site, std::move(made.message)}]() mutable {
            const QString problem = journal.keep(kept);
            onMain([this, problem, kept = std::move(kept)]() mutable {
                if (problem.isEmpty())
                    send(kept.id, std::move(kept.message));
                else
                    set(kept.id, SendState::NotSent, detail("journal", problem));
            });
        });
}

void CommandDesk::send(const CommandId& id, CommandMessage message)
{
    FleetLink* link = m_parts.linkOf(m_commands.at(id).site);
    if (link == nullptr) {
        set(id, SendState::NotSent, detail("no-site"));
        forget(id);
        return;
    }
    set(id, SendState::Sending);
    link->send(std::move(message), [this, id, onMain = m_parts.onMain](CommandAnswer answer) {
        onMain([this, id, answer = std::move(answer)] { answered(id, answer); });
    });
}

void CommandDesk::answered(const CommandId& id, const CommandAnswer& answer)
{
    // The feed may have told of it before the call ended: then it is known.
    if (m_commands.at(id).state == SendState::Answered)
        return;
    switch (answer.result.outcome) {
    case CallOutcome::Done:
        set(id, SendState::Answered);
        break;
    case CallOutcome::Refused:
        set(id, SendState::Refused, answer.result.why);
        break;
    case CallOutcome::NotSent:
        set(id, SendState::NotSent, answer.result.why);
        break;
    case CallOutcome::NoAnswer:
        set(id, SendState::NoAnswer, answer.result.why);
        return; // the journal keeps it
    }
    forget(id);
}

void CommandDesk::preview(const Order& order, std::function<void(const CommandAnswer&)> answered)
{
    const auto refuse = [&](const char* code, const QString& text) {
        CommandAnswer answer;
        answer.result = {CallOutcome::NotSent, detail(code, text)};
        answered(answer);
    };
    std::vector<CommandTarget> targets = order.targets;
    targets.resize(std::min(targets.size(), Evidence::commandTargetsAtMost));
    auto made = sign(order, std::move(targets), true);
    if (!made)
        return refuse("unsigned", made.error());
    FleetLink* link = m_parts.linkOf(order.site);
    if (link == nullptr)
        return refuse("no-site", {});
    link->send(std::move(made->message),
        [onMain = m_parts.onMain, answered = std::move(answered)](CommandAnswer answer) {
            onMain([answered, answer = std::move(answer)] { answered(answer); });
        });
}

void CommandDesk::resume()
{
    m_parts.onDisk([this, journal = m_parts.journal, onMain = m_parts.onMain] {
        onMain([this, loaded = journal.load()] {
            for (const JournaledCommand& kept : loaded.commands) {
                const auto envelope = Evidence::parseEnvelope(kept.message.envelope);
                const auto record = envelope ? Evidence::readCommand(envelope->payload)
                                             : Evidence::Error{envelope.error()};
                if (!record || record->id != kept.id || m_commands.count(kept.id) > 0)
                    continue;
                m_order.push_back(kept.id);
                m_commands[kept.id] = {kept.id, kept.site, record->verb, record->targets,
                    kept.message.reason, kept.message.ticket, record->issuedAt, SendState::NoAnswer,
                    detail("restarted")};
                m_parts.changed(m_commands.at(kept.id));
            }
        });
    });
}

void CommandDesk::told(const Command& command)
{
    const auto found = m_commands.find(command.id);
    if (found == m_commands.end() || found->second.state == SendState::Answered)
        return;
    set(command.id, SendState::Answered);
    forget(command.id);
}

void CommandDesk::listed(const SiteId& site, const std::function<bool(const CommandId&)>& isThere)
{
    for (const CommandId& id : m_order) {
        const DeskCommand& command = m_commands.at(id);
        if (command.site != site || command.state != SendState::NoAnswer)
            continue;
        if (isThere(id)) {
            set(id, SendState::Answered);
            forget(id);
        } else if (const auto age = m_parts.clock.wall() - command.issuedAt;
                   age > lifetime && age < listedAtLeast) {
            // Whatever was on its way has expired: it can take effect no more. Later, its absence
            // proves nothing: fleetd no longer lists what has ended.
            set(id, SendState::NotSent, detail("never-arrived"));
            forget(id);
        }
    }
}

void CommandDesk::set(const CommandId& id, SendState state, const CommandDetail& why)
{
    DeskCommand& command = m_commands.at(id);
    command.state = state;
    command.why = why;
    m_parts.changed(command);
}

void CommandDesk::forget(const CommandId& id)
{
    // A file that stays is asked for again at the next start, which harms nobody.
    m_parts.onDisk([journal = m_parts.journal, id] { (void)journal.forget(id); });
}

const DeskCommand* CommandDesk::find(const CommandId& id) const
{
    const auto found = m_commands.find(id);
    return found == m_commands.end() ? nullptr : &found->second;
}

std::vector<DeskCommand> CommandDesk::commands() const
{
    std::vector<DeskCommand> all;
    for (const CommandId& id : m_order)
        all.push_back(m_commands.at(id));
    return all;
}

} // namespace Espalier
