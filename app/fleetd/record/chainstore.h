// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/database.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace Espalier::Fleetd {

// Head of a host's chain as committed.
struct ChainHead {
    quint64 seq = 0;
    QString leafHash; // 64 zeros if there is none
};

// Reads of the record table. One thread.
class ChainStore final {
public:
    explicit ChainStore(Daemon::Database& database)
        : m_database(database)
    {
    }
    [[nodiscard]] ChainHead headOf(const std::string& host);
    void setHead(const std::string& host, const ChainHead& head) { m_heads[host] = head; }
    [[nodiscard]] std::optional<QString> leafAt(const std::string& host, quint64 seq);
    // Envelopes of a host's records from one hostSeq to another, both included, in order.
    [[nodiscard]] std::vector<QByteArray> envelopes(
        const std::string& host, quint64 first, quint64 last);

private:
    Daemon::Database& m_database;
    std::unordered_map<std::string, ChainHead> m_heads;
};

} // namespace Espalier::Fleetd
