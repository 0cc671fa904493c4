// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/inspection.h>

namespace Espalier::Text {

// Domain values to words through QCoreApplication::translate. "Destroyed" is said for Confirmed
// only (R11).

[[nodiscard]] QString stateWord(DisplayState state); // running
[[nodiscard]] QString stateTitle(DisplayState state); // Running
[[nodiscard]] QString wasStateWord(DisplayState state); // was running
[[nodiscard]] QString stateMeaning(DisplayState state); // one sentence for tooltips and the legend
[[nodiscard]] QString severityWord(Severity severity); // P1, P2, P3; empty for None
[[nodiscard]] QString hostModeWord(HostMode mode); // in service, draining
[[nodiscard]] QString feedStateWord(FeedState state); // live, STALE, unknown, listing
[[nodiscard]] QString phaseWord(VmPhase phase);
[[nodiscard]] QString jobStateWord(JobState state);

[[nodiscard]] QString exitWord(const JobExit& exit); // exit 0, signal 9, timeout
[[nodiscard]] QString outcomeWord(Outcome outcome);
[[nodiscard]] QString badgeWord(Badge badge); // Signed + host agrees
// What may be said of a life with this badge: gone (host says, no log), gone (simulated),
// destroyed, or empty.
[[nodiscard]] QString goneWord(Badge badge, bool gone);
[[nodiscard]] QString badgeClauses(Badge badge); // "clauses 1, 2, 4, 7, 8, 9"; empty for None
[[nodiscard]] QString clauseTitle(int clause); // 1 to 9
[[nodiscard]] QString clauseStateWord(
    ClauseState state); // holds, fails, no input yet, not evaluated
[[nodiscard]] QString factTitle(const QString& fact); // process_absent -> VM process gone
[[nodiscard]] QString factContradiction(const QString& fact); // VM process still present
[[nodiscard]] QString factStateWord(FactState state);
[[nodiscard]] QString nextStepSentence(NextStep step, const SlotFacts& facts);
[[nodiscard]] QString timelineSentence(const TimelineEvent& event);

} // namespace Espalier::Text
