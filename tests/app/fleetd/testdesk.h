// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "testfleet.h"

#include <evidence/command.h>

#include <espalier/v1/commands.grpc.pb.h>

namespace Espalier::Tests {

// A person's desk: signs commands with the key that dev-pki made and sends them.
class TestDesk final {
public:
    explicit TestDesk(TestFleet& fleet, const QString& person = QStringLiteral("oncall"));

    // About objects as fleetd has them now; valid for 10 minutes.
    [[nodiscard]] Evidence::CommandRecord record(CommandVerb verb, const std::string& uid);
    [[nodiscard]] CommandTarget target(const std::string& uid);
    // Texts with their salts and digests, then the signature.
    [[nodiscard]] v1::SendCommandRequest sign(Evidence::CommandRecord record) const;
    // Of a payload as it is.
    [[nodiscard]] std::string seal(const Evidence::CommandRecord& record) const;

    struct Answer {
        grpc::Status status;
        v1::SendCommandResponse response;
        [[nodiscard]] std::string code() const { return status.error_details(); }
        [[nodiscard]] const v1::Command& command() const { return response.command(); }
    };
    [[nodiscard]] Answer send(const v1::SendCommandRequest& request) const;
    [[nodiscard]] Answer send(const Evidence::CommandRecord& record) const
    {
        return send(sign(record));
    }
    [[nodiscard]] v1::Commands::Stub& stub() const { return *m_stub; }

private:
    TestFleet& m_fleet;
    const QString m_person;
    Evidence::SigningKey m_key;
    std::unique_ptr<v1::Commands::Stub> m_stub;
};

[[nodiscard]] v1::Command commandNow(TestFleet& fleet, const std::string& id);
[[nodiscard]] v1::Host hostNow(TestFleet& fleet, const std::string& uid);
// "AUTHORISED", of the only target.
[[nodiscard]] std::string stateNow(TestFleet& fleet, const std::string& id);
// Results of the audit's entries about a command, oldest first.
[[nodiscard]] QStringList auditOf(TestFleet& fleet, const std::string& command);
// Waits until the only target stands so; false after 5 s.
[[nodiscard]] bool reaches(TestFleet& fleet, const std::string& id, const std::string& state);

} // namespace Espalier::Tests
