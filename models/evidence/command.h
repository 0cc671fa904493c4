// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster.h"

#include <domain/command.h>

namespace Espalier::Evidence {

struct BlastRadius {
    int jobs = 0, tenants = 0, slots_ = 0;
    quint64 snapshotRevision = 0;
    friend bool operator==(const BlastRadius&, const BlastRadius&) = default;
};

// The signed order of a person (protocol.md 5): a DSSE record of type Command.
struct CommandRecord {
    CommandId id; // 32 lower-case hex digits
    CommandVerb verb = CommandVerb::Unknown;
    SiteId site;
    std::vector<CommandTarget> targets; // 1 to 80, sorted by uid, none twice
    QMap<QString, QString> params;
    Tier tier = Tier::T0; // as the person saw it; the host judges by itself
    QString reasonDigest, ticketDigest; // saltedDigest() of UTF-8; ticketDigest empty: none
    QString actor, device; // ids of the roster
    WallTime issuedAt{}, notAfter{};
    QString seenEpoch;
    quint64 seenRevision = 0, seenCheckpoint = 0;
    BlastRadius blast;
    quint64 policyVersion = 0;
    bool dryRun = false;
    friend bool operator==(const CommandRecord&, const CommandRecord&) = default;
};

constexpr size_t commandTargetsAtMost = 80;
constexpr std::chrono::minutes commandLifeAtMost{15};
constexpr std::chrono::seconds clockTolerance{5}; // I25
constexpr int reasonAtLeast = 8, reasonAtMost = 500, ticketAtMost = 100; // characters
constexpr qsizetype saltSize = 32;

// Canonical payload for seal() with recordType; sorts the targets. Fails with the rule broken.
[[nodiscard]] Result<QByteArray> write(CommandRecord record);
[[nodiscard]] Result<CommandRecord> readCommand(const QByteArray& payload);

// What travels beside the record.
struct CommandTexts {
    QString reason;
    QByteArray reasonSalt;
    QString ticket;
    QByteArray ticketSalt;
};

// The lowest tier that this command can have by its own words; a host may find a higher one.
[[nodiscard]] Tier leastTier(const CommandRecord& record);
// Roles of which its actor needs one, for a verb at a tier (protocol.md 6).
[[nodiscard]] QStringList rolesFor(CommandVerb verb, Tier tier);
[[nodiscard]] bool needsApproval(Tier tier); // a second person

// Verbs of protocol.md 5 that no version can do yet: why not. Empty: it is none of them.
[[nodiscard]] QString verbNotYet(const QString& verb);

struct CheckedCommand {
    CommandRecord record;
    QString digest; // record digest, lower-case hex
};

// A command that its bytes, the roster and a clock let pass; or why not. Codes: malformed,
// wrong-site, unknown-person, unknown-device, no-command-key, bad-signature, role, clock, expired,
// lifetime, policy, reason, ticket, approvals. The check that fleetd and hostd share; each adds
// what only it can see.
struct CommandJudgement {
    std::optional<CheckedCommand> command;
    CommandDetail refusal; // set if there is no command
};
[[nodiscard]] CommandJudgement judgeCommand(const QByteArray& envelope, const CommandTexts& texts,
    const Roster& roster, const SiteId& site, WallTime now);

} // namespace Espalier::Evidence
