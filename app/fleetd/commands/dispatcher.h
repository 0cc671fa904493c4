// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settlement.h"

#include <fleetd/record/trust.h>
#include <fleetd/schedule/hostlinks.h>

#include <deque>

namespace Espalier::Fleetd {

// Brings commands and the roster to hosts, and hosts' words about them into the record. Level-
// triggered: what is open goes out after every hello again, so nothing depends on one message.
// Record's thread.
class Dispatcher final {
public:
    static constexpr std::chrono::seconds silence{30}; // then a target is in doubt

    struct Parts {
        FleetRecord& record;
        const CommandStore& store;
        const AuditTrail& audit;
        const OpenCommands& open;
        const VerbOwners& owners;
        const Settlement& settlement;
        HostLinks& links;
        const TrustBox& trust;
    };
    explicit Dispatcher(Parts parts);

    // A host has said hello and was acknowledged; it knows the roster of this version.
    void attached(const std::string& host, quint64 rosterVersion);
    // Another roster is in force: all attached hosts get it, so many with each tick.
    void rosterChanged();
    // Sends what is due of this command for this host now, if it is attached and a target is open.
    void dispatch(const std::string& command, const std::string& host);
    // The host's word about one target. Acknowledged once it is in the record.
    void result(const std::string& host, const v1::CommandResult& result);
    // Every second: orders that can no longer be given end, silence makes doubtful.
    void tick(const std::function<MonoTime(const std::string& host)>& lastHeard);
    // Is a command on its way that will take this host out of service?
    [[nodiscard]] bool isClosing(const std::string& host) const;

private:
    void sendRoster(const std::string& host);
    void give(const v1::Command& command, const std::string& host,
        const std::vector<TargetStatus>& targets);
    void sendOrder(const v1::Command& command, const std::string& host, const std::string& part);
    void expire(const v1::Command& command, const std::vector<TargetStatus>& targets);
    [[nodiscard]] bool isExpired(const v1::Command& command) const;
    void doubt(const v1::Command& command, const std::vector<TargetStatus>& targets,
        const std::function<MonoTime(const std::string& host)>& lastHeard);
    void observed(Draft& draft, const TargetStatus& target, const v1::CommandResult& result) const;
    [[nodiscard]] CommandState taken(
        const v1::CommandResult& result, const TargetStatus& target) const;

    Parts m_parts;
    const MonoTime m_started;
    std::unordered_map<std::string, MonoTime> m_sent; // by command and host, last
    std::deque<std::string> m_rosterDue;
};

} // namespace Espalier::Fleetd
