// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "settlement.h"

#include <fleetd/record/volumestore.h>

namespace Espalier::Fleetd {

void Settlement::mode(Draft& draft, const Evidence::HostModeRecord& record, v1::Host& host) const
{
    host.clear_mode_by();
    host.clear_mode_reason();
    host.clear_mode_command();
    CommandLife life(
        m_parts.record, m_parts.audit, draft, m_parts.store.idOf(record.commandDigest));
    if (!life.isKnown() || !targetOf(life.command(), host.uid()))
        return;
    const v1::Command& command = life.command();
    host.set_mode_by(command.actor());
    host.set_mode_reason(command.reason());
    host.set_mode_command(command.uid());
    const VerbOwner* owner = m_parts.owners.of(command);
    const auto wanted = owner ? owner->mode(command) : std::nullopt;
    life.move(
        host.uid(), wanted == record.mode ? CommandState::Succeeded : CommandState::Executing);
    life.save();
}

std::string Settlement::life(Draft& draft, const Evidence::LifeRecord& record, bool ended) const
{
    const std::string vm = record.identity.vm.text().toStdString();
    const QString digest = record.cause ? record.cause->commandDigest : QString();
    const std::string cause = m_parts.store.idOf(digest);
    CommandLife own(m_parts.record, m_parts.audit, draft, cause);
    if (own.isKnown()) {
        own.move(vm, ended ? CommandState::Succeeded : CommandState::Failed,
            ended ? CommandDetail{} : CommandDetail{record.outcomeText, {}});
        own.save();
    }
    if (!ended)
        return {};
    // Whatever ended it, nobody's order about this VM has anything left to do.
    m_parts.open.forEach([&vm](const TargetStatus& target) { return target.uid() == vm; },
        [&](const v1::Command& command, const std::vector<TargetStatus>&) {
            if (command.uid() == cause)
                return;
            CommandLife other(m_parts.record, m_parts.audit, draft, command.uid());
            other.move(vm, CommandState::Succeeded,
                {QStringLiteral("already-gone"), QStringLiteral("another cause ended it")});
            other.save();
        });
    return own.isKnown() ? cause : std::string();
}

void Settlement::evicted(Draft& draft, const std::string& volume, const std::string& host) const
{
    m_parts.open.forEach(
        [&](const TargetStatus& target) {
            return target.kind() == "volume" && target.uid() == volume && target.host() == host;
        },
        [&](const v1::Command& command, const std::vector<TargetStatus>& targets) {
            CommandLife life(m_parts.record, m_parts.audit, draft, command.uid());
            const bool unsent = stateOf(targets.front()) == CommandState::Authorised;
            life.move(volume, CommandState::Succeeded,
                unsent ? CommandDetail{QStringLiteral("already-gone"),
                    QStringLiteral("its host had evicted it before")}
                       : CommandDetail{});
            life.save();
        });
}

bool Settlement::isEvicted(const std::string& volume, const std::string& host) const
{
    return !VolumeStore(m_parts.record).holds(host, volume);
}

bool Settlement::isOver(const std::string& vm) const
{
    const auto object = m_parts.record.stored(v1::OBJECT_TYPE_VM, vm);
    return object && !object->vm().teardown().empty();
}

} // namespace Espalier::Fleetd
