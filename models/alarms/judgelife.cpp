// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge.h"

#include <algorithm>

namespace Espalier {

namespace {

// Clauses that two sources answer: the Birth, later statements, fleetd's record (evidence.md 4).
constexpr std::array contradicting{3, 8, 9};

int failingContradiction(const LifeRow& life)
{
    for (const int clause : contradicting) {
        if (life.clauses[static_cast<size_t>(clause - 1)] == ClauseState::Fails)
            return clause;
    }
    return 0;
}

Message unconfirmedWhat(const LifeRow& life)
{
    if (life.teardownSeq == 0)
        return message("alarm.unconfirmed-no-record");
    for (size_t i = 0; i < life.clauses.size(); ++i) {
        if (life.clauses[i] == ClauseState::Fails)
            return message("alarm.unconfirmed-fails", int(i + 1));
    }
    for (size_t i = 0; i < life.clauses.size(); ++i) {
        if (life.clauses[i] == ClauseState::NoInput)
            return message("alarm.unconfirmed-clause", int(i + 1));
    }
    return message("alarm.unconfirmed");
}

// What the life's state says while its host's evidence is of now.
bool isOrdinary(DisplayState state)
{
    switch (state) {
    case DisplayState::SlowTeardown:
    case DisplayState::TearingDown:
    case DisplayState::Booting:
    case DisplayState::Running:
    case DisplayState::Reserved:
    case DisplayState::Free:
        return true;
    default:
        return false;
    }
}

std::optional<Finding> findingOf(const LifeRow& life)
{
    Finding found;
    found.priority = std::max(life.severity, Severity::P2);
    const QString tenant = life.tenant.isEmpty() ? QStringLiteral("?") : life.tenant.text();
    if (life.life == LifeClass::Unaccounted) {
        found.kind = AlarmKind::Unaccounted;
        found.priority = Severity::P1;
        found.what = message("alarm.unaccounted");
        found.ignored = message("alarm.unaccounted-ignored");
        return found;
    }
    if (const int clause = failingContradiction(life); clause > 0 && life.teardownSeq > 0) {
        found.kind = AlarmKind::Contradiction;
        found.what = message("alarm.contradiction", clause);
        found.ignored = message("alarm.contradiction-ignored");
        return found;
    }
    switch (life.state) {
    case DisplayState::Stuck:
        found.kind = AlarmKind::Stuck;
        found.what = message("alarm.stuck");
        found.ignored = message("alarm.stuck-ignored", tenant);
        break;
    case DisplayState::Unconfirmed:
        found.kind = AlarmKind::Unconfirmed;
        found.what = unconfirmedWhat(life);
        found.ignored = message("alarm.unconfirmed-ignored", tenant);
        break;
    case DisplayState::Ghost:
        found.kind = AlarmKind::Ghost;
        found.priority = std::max(life.severity, Severity::P3);
        found.what = message("alarm.ghost");
        found.ignored = message("alarm.ghost-ignored");
        break;
    default:
        return std::nullopt;
    }
    return found;
}

} // namespace

Judgement judgeLife(const LifeRow& life, const HostRow* host, const Moment& now)
{
    Judgement judged;
    judged.evidenceAt = host != nullptr ? host->evidenceAt : std::nullopt;
    if (life.gone && life.state != DisplayState::Orphan) {
        // Proven, by evidence that was not there before.
        judged.known = true;
        judged.evidenceAt = now.mono;
        return judged;
    }
    // What is known of a silent site is from before; orphans are their host's alarm.
    if (!life.siteFresh || life.state == DisplayState::Orphan
        || life.state == DisplayState::Reported)
        return judged;
    const bool timely = host != nullptr
        && (host->evidence == EvidenceAge::Fresh || host->evidence == EvidenceAge::Late);
    judged.found = findingOf(life);
    if (!judged.found) {
        judged.known = timely && isOrdinary(life.state);
        return judged;
    }
    judged.known = true;
    judged.found->evidenceAt = judged.evidenceAt;
    const bool ofTheEnd =
        judged.found->kind == AlarmKind::Stuck || judged.found->kind == AlarmKind::Unconfirmed;
    if (life.jobEndedAt && ofTheEnd) {
        if (now.wall > *life.jobEndedAt + teardownSlo)
            judged.found->since = *life.jobEndedAt + teardownSlo;
        if (judged.found->priority < Severity::P1)
            judged.found->worsensAt = *life.jobEndedAt + teardownCritical;
    }
    return judged;
}

} // namespace Espalier
