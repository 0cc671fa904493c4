// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandtable.h"

#include <hostd/slots/journal.h>

#include <map>

namespace Espalier::Hostd {

[[nodiscard]] inline bool isAboutVm(CommandVerb verb)
{
    return verb == CommandVerb::Cancel || verb == CommandVerb::Teardown
        || verb == CommandVerb::ForceDestroy;
}

// Where one host's commands stand: those that are open in memory, all of them in the store; and
// what of it fleetd is told, never before it is durable. Main thread.
class CommandLedger final {
public:
    using Key = std::pair<CommandId, QString>; // command, target
    using Tell = std::function<void(const CommandReport&)>;

    CommandLedger(HostId host, Journal& journal, const Clock& clock, Tell tell, StepObserver step);

    // After a restart: the open ones, in the order in which they were taken up.
    [[nodiscard]] std::vector<Key> load();
    [[nodiscard]] std::vector<StoredCommand> known(const CommandId& id);
    // An open one, which must be there.
    [[nodiscard]] StoredCommand& at(const Key& key) { return m_open.at(key); }
    // Open VM commands that have begun to have an effect on this VM.
    [[nodiscard]] std::vector<Key> executingOn(const VmId& vm) const;

    void add(StoredCommand row); // Received: told once it is durable
    [[nodiscard]] StoredCommand drop(const Key& key); // it never became durable
    [[nodiscard]] static Journal::Write saving(const StoredCommand& row);
    // Into a state that is durable already.
    void enter(const Key& key, CommandState state, const CommandDetail& why = {});
    // Into a state in memory at once; told when it is durable.
    void commit(const Key& key, CommandState state, const CommandDetail& why = {});

    void tell(const StoredCommand& row) const;
    void tellAgain();
    void acknowledged(const CommandId& command, const QString& target, CommandState state);

    static constexpr std::chrono::hours toldAgain{1}; // a settled one, after reconnects

private:
    void changed(const StoredCommand& row); // durable; forgets it in memory if it is settled

    HostId m_host;
    Journal& m_journal;
    const Clock& m_clock;
    Tell m_tell;
    StepObserver m_step;
    std::map<Key, StoredCommand> m_open;
};

} // namespace Espalier::Hostd
