// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandledger.h"
#include "modekeeper.h"
#include "rosterkeeper.h"
#include "targetchecks.h"

#include <hostd/slots/vmlife.h>

namespace Espalier::Hostd {

// The commands of people about one host: verified here whatever fleetd let pass, durable before
// they have an effect, answered alike however often they come (protocol.md 5). Main thread.
class HostCommands final {
public:
    struct Parts {
        const Signatory& signatory;
        Journal& journal;
        const Clock& clock;
        const RosterKeeper& rosters;
        ModeKeeper& mode;
        CacheKeeper& caches;
        std::function<VmLife*(const VmId&)> life; // nullptr: nothing of it is here
        std::function<void(const CommandReport&)> tell;
        StepObserver step; // empty in the shipped program
    };
    explicit HostCommands(Parts parts);

    void order(const CommandOrder& order);
    // After a restart, once the lives are restored: goes on with what was taken up.
    void resume();
    [[nodiscard]] CommandLedger& ledger() { return m_ledger; }

    // A teardown run's record is durable.
    void runCommitted(const VmId& vm, Outcome outcome, const QString& commandDigest);
    // It was never born, nothing of it is left.
    void neverBorn(const VmId& vm);

private:
    using Key = CommandLedger::Key;
    struct Incoming {
        Evidence::CommandRecord record;
        QString digest;
        std::vector<CommandTarget> targets; // those of this host
    };
    struct Taken {
        Key key;
        quint64 generation = 0; // of the target before
    };
    void repeat(const CommandOrder& order, const std::vector<StoredCommand>& rows);
    void goOnDraining(const Key& key);
    [[nodiscard]] CommandDetail problemOf(
        const CommandOrder& order, const Incoming& incoming) const;
    void refuse(const Incoming& incoming, const CommandDetail& why) const;
    void takeUp(const CommandOrder& order, const Incoming& incoming);
    [[nodiscard]] StoredCommand judged(const Incoming& incoming, const CommandTarget& target) const;
    [[nodiscard]] Journal::Write raise(const StoredCommand& row, quint64 generation);
    void takenUp(const std::vector<Taken>& all);
    void notTakenUp(const std::vector<Taken>& all, const QString& why);

    void act(const Key& key);
    void setMode(const Key& key);
    void endVm(const Key& key);
    void evict(const Key& key);
    [[nodiscard]] TargetView view(const CommandTarget& target) const;
    [[nodiscard]] const HostId& host() const { return m_parts.signatory.host; }

    Parts m_parts;
    CommandLedger m_ledger;
};

} // namespace Espalier::Hostd
