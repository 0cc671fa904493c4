// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandintake.h"
#include "verbs.h"

namespace Espalier::Fleetd {

// All that commands need, put together, with the verbs that need nothing else. Record's thread.
class CommandDesks final {
public:
    CommandDesks(FleetRecord& record, HostLinks& links, const TrustBox& trust, const QString& site)
        : m_store(record)
        , m_audit(record, site)
        , m_open(record)
        , m_ending(record, false)
        , m_destroying(record, true)
        , m_settlement({record, m_store, m_audit, m_open, m_owners})
        , m_dispatcher({record, m_store, m_audit, m_open, m_owners, m_settlement, links, trust})
        , m_intake({record, m_store, m_audit, m_owners, m_settlement, m_dispatcher, trust, site})
    {
        m_owners.add(CommandVerb::Cordon, m_cordon);
        m_owners.add(CommandVerb::Uncordon, m_uncordon);
        m_owners.add(CommandVerb::Maintenance, m_maintenance);
        m_owners.add(CommandVerb::Cancel, m_ending);
        m_owners.add(CommandVerb::Teardown, m_destroying);
        m_owners.add(CommandVerb::ForceDestroy, m_destroying);
    }
    CommandDesks(const CommandDesks&) = delete;
    CommandDesks& operator=(const CommandDesks&) = delete;

    // Where further verbs are added, before the first command comes.
    [[nodiscard]] VerbOwners& owners() { return m_owners; }
    [[nodiscard]] const AuditTrail& audit() const { return m_audit; }
    [[nodiscard]] const Settlement& settlement() const { return m_settlement; }
    [[nodiscard]] Dispatcher& dispatcher() { return m_dispatcher; }
    [[nodiscard]] CommandIntake& intake() { return m_intake; }

private:
    VerbOwners m_owners;
    const CommandStore m_store;
    AuditTrail m_audit;
    OpenCommands m_open;
    ModeVerb m_cordon{HostMode::Cordoned}, m_uncordon{HostMode::InService},
        m_maintenance{HostMode::Maintenance};
    EndVerb m_ending, m_destroying;
    const Settlement m_settlement;
    Dispatcher m_dispatcher;
    CommandIntake m_intake;
};

} // namespace Espalier::Fleetd
