// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandledger.h"

#include <QLoggingCategory>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logCommands, "espalier.commands")

} // namespace

CommandLedger::CommandLedger(
    HostId host, Journal& journal, const Clock& clock, Tell tell, StepObserver step)
    : m_host(std::move(host))
    , m_journal(journal)
    , m_clock(clock)
    , m_tell(std::move(tell))
    , m_step(std::move(step))
{
}

std::vector<CommandLedger::Key> CommandLedger::load()
{
    std::vector<Key> keys;
    for (StoredCommand& row : CommandTable(m_journal.store()).open(m_host)) {
        keys.push_back({row.id, row.target});
        add(std::move(row));
    }
    return keys;
}

std::vector<StoredCommand> CommandLedger::known(const CommandId& id)
{
    std::vector<StoredCommand> rows;
    for (const auto& [key, row] : m_open) {
        if (key.first == id)
            rows.push_back(row);
    }
    for (StoredCommand& row : CommandTable(m_journal.store()).of(m_host, id)) {
        if (!m_open.contains({row.id, row.target}))
            rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CommandLedger::Key> CommandLedger::executingOn(const VmId& vm) const
{
    std::vector<Key> keys;
    for (const auto& [key, row] : m_open) {
        if (isAboutVm(row.verb) && row.target == vm.text() && row.state == CommandState::Executing)
            keys.push_back(key);
    }
    return keys;
}

void CommandLedger::add(StoredCommand row)
{
    Key key{row.id, row.target};
    m_open.insert_or_assign(std::move(key), std::move(row));
}

StoredCommand CommandLedger::drop(const Key& key)
{
    const auto node = m_open.extract(key);
    return node.mapped();
}

Journal::Write CommandLedger::saving(const StoredCommand& row)
{
    return [row](HostStore& store) { CommandTable(store).save(row); };
}

void CommandLedger::enter(const Key& key, CommandState state, const CommandDetail& why)
{
    StoredCommand& row = m_open.at(key);
    row.state = state;
    row.why = why;
    row.changed = m_clock.wall();
    changed(StoredCommand(row));
}

void CommandLedger::commit(const Key& key, CommandState state, const CommandDetail& why)
{
    StoredCommand& row = m_open.at(key);
    row.state = state;
    row.why = why;
    row.changed = m_clock.wall();
    m_journal.commit(saving(row), [this, row = row] {
        if (m_step)
            m_step(isOpen(row.state) ? "command-executing" : "command-settled");
        changed(row);
    });
}

void CommandLedger::changed(const StoredCommand& row)
{
    tell(row);
    if (isOpen(row.state))
        return;
    qCInfo(logCommands).noquote() << QStringLiteral("host %1: command %2 (%3) on %4: %5 %6 %7")
                                         .arg(m_host.text(), row.id.text(), verbName(row.verb),
                                             row.target, commandStateName(row.state), row.why.code,
                                             row.why.detail);
    m_open.erase({row.id, row.target});
}

void CommandLedger::tell(const StoredCommand& row) const
{
    m_tell({row.id, row.target, row.state, row.why, row.generation});
}

void CommandLedger::tellAgain()
{
    for (const auto& [key, row] : m_open) {
        if (row.state == CommandState::HostAccepted || row.state == CommandState::Executing)
            tell(row);
    }
    const WallTime since = m_clock.wall() - toldAgain;
    for (const StoredCommand& row : CommandTable(m_journal.store()).untold(m_host, since)) {
        if (!m_open.contains({row.id, row.target}))
            tell(row);
    }
}

void CommandLedger::acknowledged(
    const CommandId& command, const QString& target, CommandState state)
{
    for (StoredCommand row : known(command)) {
        if (row.target != target || row.state != state || isOpen(state) || row.acknowledged)
            continue;
        row.acknowledged = true;
        m_journal.commit(saving(row));
    }
}

} // namespace Espalier::Hostd
