// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "id.h"

#include <QString>

#include <optional>

namespace Espalier {

// Who has acknowledged or shelved an alarm; kept by fleetd so that two on-calls see it. Whether
// the alarm is true is the console's own judgement (protocol.md 1).
struct AlarmMark {
    AlarmId id; // what the alarm is about: kind and place, stable while it lasts
    quint64 generation = 0;
    SiteId site;
    QString ackedBy;
    std::optional<WallTime> ackedAt;
    QString shelvedBy, reason;
    std::optional<WallTime> shelvedUntil; // at most 8 h
    friend bool operator==(const AlarmMark&, const AlarmMark&) = default;
};

constexpr std::chrono::hours shelvedAtMost{8};

// One line of the audit: written in the transaction of what it tells of.
struct AuditEntry {
    AuditId id; // <site>/<number>
    SiteId site;
    WallTime at{};
    QString actor, device; // person and device of the roster; fleetd itself: "fleetd"
    QString action; // a verb, acknowledge, shelve, read-output, ...
    QString target; // uid of what it is about
    QString targetCode; // place code where there is one: A07-12/1
    QString reason, ticket;
    QString result; // received, rejected, succeeded, ...: commandStateName or done
    QString resultDetail; // code and words
    CommandId command; // empty: no command
    friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

} // namespace Espalier
