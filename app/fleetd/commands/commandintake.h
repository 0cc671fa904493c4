// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dispatcher.h"

#include <evidence/svid.h>

namespace Espalier::Fleetd {

// Takes people's signed commands in (protocol.md 5): what their bytes, the roster and the clock let
// pass, from the very person who calls, about targets as that person saw them. Record's thread;
// every call is one commit or none, and then the orders go out.
class CommandIntake final {
public:
    struct Parts {
        FleetRecord& record;
        const CommandStore& store;
        const AuditTrail& audit;
        const VerbOwners& owners;
        const Settlement& settlement;
        Dispatcher& dispatcher;
        const TrustBox& trust;
        QString site;
    };
    explicit CommandIntake(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    // A refusal's status has the code for words in its details: one of judgeCommand's, or caller,
    // policy, verb, unknown-target, target, stale, boot, params, no-birth, approvals,
    // IDEMPOTENCY_MISMATCH, or a verb's own.
    [[nodiscard]] grpc::Status send(const Evidence::SpiffeId& caller,
        const v1::SendCommandRequest& request, v1::SendCommandResponse& response);
    // The table of permissions let it not in, why says so: audited if the caller is a person of the
    // roster, a few of one person in a minute.
    void turnedAway(const Evidence::SpiffeId& caller, const v1::SendCommandRequest& request,
        const CommandDetail& why);

private:
    struct TurnedAway {
        MonoTime since{}; // the first of this minute
        int count = 0;
    };
    // The same command again; nullopt: it is a new one.
    [[nodiscard]] std::optional<grpc::Status> repeated(const Evidence::SpiffeId& caller,
        const v1::SendCommandRequest& request, v1::SendCommandResponse& response) const;
    [[nodiscard]] CommandDetail judge(
        const Evidence::SpiffeId& caller, const Evidence::CommandRecord& record) const;
    [[nodiscard]] CommandDetail judgeTarget(const CommandTarget& target) const;
    void take(const Evidence::CheckedCommand& command, const v1::SendCommandRequest& request);
    void dispatch(const Evidence::CommandRecord& record);
    void raiseGeneration(Draft& draft, const CommandTarget& target, const CommandId& id) const;
    [[nodiscard]] grpc::Status refuse(const Evidence::SpiffeId& caller,
        const v1::SendCommandRequest& request, const CommandDetail& why);
    void audit(const Evidence::SpiffeId& caller, const v1::SendCommandRequest& request,
        const CommandDetail& why);

    Parts m_parts;
    std::map<QString, TurnedAway> m_turnedAway; // by person of the roster
};

// The status of a refusal: what kind it is by its code, which rides in the details.
[[nodiscard]] grpc::Status statusOf(const CommandDetail& why);

} // namespace Espalier::Fleetd
