// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandorder.h"

#include <hostd/slots/hoststore.h>

namespace Espalier::Hostd {

// One target of a command that this host has taken up or refused, as it is durable.
struct StoredCommand {
    HostId host;
    CommandId id;
    QString target; // uid
    QString digest; // record digest: the same id with another one is another command
    CommandVerb verb = CommandVerb::Unknown;
    QMap<QString, QString> params;
    QString part; // of drain
    CommandState state = CommandState::Received;
    CommandDetail why;
    quint64 generation = 0; // of the target, after it was taken up
    WallTime takenUp{}, changed{}, notAfter{};
    bool acknowledged = false; // fleetd has committed its final state
    friend bool operator==(const StoredCommand&, const StoredCommand&) = default;
};

constexpr std::chrono::hours commandKept{30 * 24}; // protocol.md 5: and past notAfter

// The durable memory of commands of all hosts of the process. All throw Daemon::DatabaseError.
class CommandTable final {
public:
    explicit CommandTable(HostStore& store)
        : m_store(store)
    {
    }

    void save(const StoredCommand& row);
    [[nodiscard]] std::vector<StoredCommand> of(const HostId& host, const CommandId& id);
    // Those that are not settled.
    [[nodiscard]] std::vector<StoredCommand> open(const HostId& host);
    // Settled ones, from since on, of which fleetd has not said that it knows.
    [[nodiscard]] std::vector<StoredCommand> untold(const HostId& host, WallTime since);
    // A command has ended this VM here: it must not be born any more.
    [[nodiscard]] bool hasEnded(const HostId& host, const VmId& vm);
    void prune(const HostId& host, WallTime now);

private:
    [[nodiscard]] std::vector<StoredCommand> where(
        const QString& condition, const QVariantList& values);

    HostStore& m_store;
};

} // namespace Espalier::Hostd
