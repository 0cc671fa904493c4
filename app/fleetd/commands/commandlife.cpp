// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandlife.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

// Steps of the way, in order; ends and doubts stand outside.
int stepOf(CommandState state)
{
    constexpr std::array way{CommandState::Received, CommandState::PendingApproval,
        CommandState::Authorised, CommandState::Dispatched, CommandState::HostAccepted,
        CommandState::Executing};
    const auto* found = std::find(way.begin(), way.end(), state);
    return found == way.end() ? -1 : static_cast<int>(found - way.begin());
}

bool mayMove(CommandState from, CommandState to)
{
    if (to == CommandState::Succeeded)
        return from != CommandState::Succeeded;
    if (!isOpen(from) || from == to)
        return false;
    if (!isOpen(to))
        return true;
    const bool withHost = stepOf(from) >= stepOf(CommandState::Dispatched);
    if (to == CommandState::Indeterminate)
        return withHost;
    if (from == CommandState::Indeterminate)
        return stepOf(to) > stepOf(CommandState::Dispatched);
    return stepOf(to) > stepOf(from);
}

} // namespace

CommandState stateOf(const TargetStatus& target)
{
    return commandStateFromName(QString::fromStdString(target.state()));
}

const TargetStatus* targetOf(const v1::Command& command, const std::string& uid)
{
    for (const TargetStatus& target : command.targets()) {
        if (target.uid() == uid)
            return &target;
    }
    return nullptr;
}

bool isOpen(const v1::Command& command)
{
    return std::any_of(command.targets().begin(), command.targets().end(),
        [](const TargetStatus& target) { return Espalier::isOpen(stateOf(target)); });
}

v1::AuditEntry auditOf(
    const FleetRecord& record, const v1::Command& command, const TargetStatus& target)
{
    v1::AuditEntry entry;
    entry.set_actor(command.actor());
    entry.set_device(command.device());
    entry.set_action(command.verb());
    entry.set_target(target.uid());
    entry.set_target_code(placeCode(record, target.kind(), target.uid()));
    entry.set_reason(command.reason());
    entry.set_ticket(command.ticket());
    entry.set_command(command.uid());
    return entry;
}

CommandLife::CommandLife(
    const FleetRecord& record, const AuditTrail& audit, Draft& draft, const std::string& id)
    : m_record(record)
    , m_audit(audit)
    , m_draft(draft)
{
    ObjectPtr object = draft.pending(v1::OBJECT_TYPE_COMMAND, id);
    if (!object)
        object = record.find(v1::OBJECT_TYPE_COMMAND, id);
    m_known = object != nullptr;
    if (m_known)
        m_command = object->command();
}

void CommandLife::move(const std::string& uid, CommandState to, const CommandDetail& why)
{
    const auto target =
        std::find_if(m_command.mutable_targets()->begin(), m_command.mutable_targets()->end(),
            [&](const TargetStatus& one) { return one.uid() == uid; });
    if (target == m_command.mutable_targets()->end())
        return;
    const std::string code = why.code.toStdString();
    const bool another = Espalier::isOpen(to) && stateOf(*target) == to && target->code() != code;
    if (another) { // what it waits for: no transition
        target->set_code(code);
        target->set_detail(why.detail.toStdString());
        target->set_at_ns(m_record.nowNs());
        m_changed = true;
    }
    if (another || !mayMove(stateOf(*target), to))
        return;
    target->set_state(commandStateName(to).toStdString());
    target->set_code(code);
    target->set_detail(why.detail.toStdString());
    target->set_at_ns(m_record.nowNs());
    m_changed = true;
    v1::AuditEntry entry = auditOf(m_record, m_command, *target);
    entry.set_result(target->state());
    entry.set_result_detail(why.code.isEmpty()
            ? std::string()
            : target->code() + (why.detail.isEmpty() ? "" : ": " + target->detail()));
    m_audit.add(m_draft, std::move(entry));
}

void CommandLife::save()
{
    if (!m_known || !m_changed)
        return;
    m_command.set_generation(m_command.generation() + 1);
    m_draft.put(m_command);
    m_changed = false;
}

} // namespace Espalier::Fleetd
