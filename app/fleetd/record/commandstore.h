// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

#include <evidence/command.h>

#include <espalier/v1/hosts.pb.h>

namespace Espalier::Fleetd {

// What fleet.db holds of a command beside its object: the signed bytes as they came, its texts and
// their salts. Rows are never removed: a commandId is used once and for ever. Reads at once; what
// changes goes into a commit's draft. Record's thread.
class CommandStore final {
public:
    explicit CommandStore(FleetRecord& record)
        : m_record(record)
    {
    }
    // The record digest of the command with this id, if there is one.
    [[nodiscard]] std::optional<QString> digestOf(const QString& id) const;
    // The id of the command with this record digest; empty: none that was taken up here.
    [[nodiscard]] std::string idOf(const QString& digest) const;
    // As it goes to hosts; part is not set.
    [[nodiscard]] std::optional<v1::CommandOrder> order(const std::string& id) const;
    // The highest policy version that this person ever named; 0: none.
    [[nodiscard]] quint64 highestPolicy(const QString& actor) const;

    static void add(Draft& draft, const Evidence::CheckedCommand& command,
        const v1::CommandOrder& order, qint64 receivedNs);

private:
    FleetRecord& m_record;
};

} // namespace Espalier::Fleetd
