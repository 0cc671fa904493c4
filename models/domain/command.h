// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "id.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace Espalier {

// Commands of people (protocol.md 5): what a person ordered, and how far each target has come.

enum class CommandVerb {
    Unknown, // of a newer version: shown, never acted upon
    Cordon,
    Uncordon,
    Drain,
    StopDrain,
    Maintenance,
    Cancel,
    Teardown,
    ForceDestroy,
    CacheEvict,
    CachePin,
    CacheQuota,
};

enum class TargetKind { Host, Vm, Volume };

// How much one command can lose (ux.md 3.5). T2 and above need a second person.
enum class Tier { T0, T1, T2, T3, BreakGlass };

enum class CommandState {
    Received,
    PendingApproval,
    Authorised,
    Dispatched,
    HostAccepted,
    Executing,
    Succeeded, // the host's record is committed; not yet the word "destroyed"
    Failed,
    Expired,
    Rejected,
    Indeterminate, // no answer in time; stays until a record or statement settles it
};

// Why a command was refused, failed or is in doubt: code for words, detail technical.
struct CommandDetail {
    QString
        code; // bad-signature, unknown-person, role, tier, stale, boot, expired, ...; empty: none
    QString detail;
    friend bool operator==(const CommandDetail&, const CommandDetail&) = default;
};

struct CommandTarget {
    TargetKind kind = TargetKind::Host;
    QString uid;
    quint64 generation = 0; // of the object as the person saw it
    HostId host; // that must act
    QString bootId; // of that host; empty: it may have rebooted
    friend bool operator==(const CommandTarget&, const CommandTarget&) = default;
};

struct TargetStatus {
    CommandTarget target;
    CommandState state = CommandState::Received;
    CommandDetail why;
    WallTime at{}; // of the last transition, fleetd's clock
    friend bool operator==(const TargetStatus&, const TargetStatus&) = default;
};

// A command as fleetd keeps it. The texts stand beside the signed record.
struct Command {
    CommandId id; // 32 hex digits
    quint64 generation = 0;
    SiteId site;
    CommandVerb verb = CommandVerb::Unknown;
    Tier tier = Tier::T0;
    QString actor, device; // ids of the roster
    QString reason, ticket;
    QMap<QString, QString> params;
    WallTime issuedAt{}, notAfter{}, receivedAt{};
    QString digest; // record digest, lower-case hex
    std::vector<TargetStatus> targets;
    friend bool operator==(const Command&, const Command&) = default;
};

[[nodiscard]] bool isOpen(CommandState state); // something may still follow
[[nodiscard]] bool isDestructive(CommandVerb verb); // tenant work or a VM can be lost

// Spellings of records and wire (protocol.md 5).
[[nodiscard]] QString verbName(CommandVerb verb);
[[nodiscard]] CommandVerb verbFromName(const QString& name);
[[nodiscard]] QString commandStateName(CommandState state);
[[nodiscard]] CommandState commandStateFromName(const QString& name); // unknown: Indeterminate
[[nodiscard]] QString tierName(Tier tier); // T0, T1, T2, T3, BG
[[nodiscard]] std::optional<Tier> tierFromName(const QString& name);
[[nodiscard]] QString targetKindName(TargetKind kind); // host, vm, volume
[[nodiscard]] std::optional<TargetKind> targetKindFromName(const QString& name);

} // namespace Espalier
