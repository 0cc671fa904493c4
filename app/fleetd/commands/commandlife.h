// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/command.h>
#include <fleetd/record/audittrail.h>

namespace Espalier::Fleetd {

using TargetStatus = v1::Command::TargetStatus;

// What one event makes of a command's targets, in one commit: works on a copy, or on what the
// commit made of it already, and puts it into the draft at save(). Every transition leaves its
// audit entry there.
class CommandLife final {
public:
    CommandLife(
        const FleetRecord& record, const AuditTrail& audit, Draft& draft, const std::string& id);
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] const v1::Command& command() const { return m_command; }

    // One transition; late and double news, and steps that no state allows, are no-ops. Only a
    // host's record may say SUCCEEDED, and it may say so after any other end. Codes of fleetd's
    // own: already-gone, expired, no-answer, host-silent, record-awaited, no-record.
    void move(const std::string& target, CommandState to, const CommandDetail& why = {});
    void save();

private:
    const FleetRecord& m_record;
    const AuditTrail& m_audit;
    Draft& m_draft;
    bool m_known = false, m_changed = false;
    v1::Command m_command;
};

[[nodiscard]] const TargetStatus* targetOf(const v1::Command& command, const std::string& uid);
[[nodiscard]] CommandState stateOf(const TargetStatus& target);
[[nodiscard]] bool isOpen(const v1::Command& command); // any target is

// An entry about one target of a command, result and detail not filled.
[[nodiscard]] v1::AuditEntry auditOf(
    const FleetRecord& record, const v1::Command& command, const TargetStatus& target);

} // namespace Espalier::Fleetd
