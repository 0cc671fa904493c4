// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Espalier::Text {

[[nodiscard]] QString grouped(qint64 number); // 48,211 in every locale, for columns and figures
// Inside a sentence: 48,211 and 0.3 as the language at hand writes them.
[[nodiscard]] QString inProse(qint64 number);
[[nodiscard]] QString inProse(double number, int decimals);
[[nodiscard]] QString shortId(const QString& id); // first 8 characters of a UUID or hash
[[nodiscard]] QString hashGroups(const QString& hex); // groups of 8, parted by spaces

// Counted things as whole sentences of the prose, with plurals.
[[nodiscard]] QString hosts(int count); // 1 host, 2,988 hosts
[[nodiscard]] QString slotCount(int count); // "5,976 slots"
[[nodiscard]] QString lives(int count); // "48,211 VM lives"
[[nodiscard]] QString slotsShown(int shown, int all); // "421 of 5,976 slots"
[[nodiscard]] QString livesShown(int shown, int all);
[[nodiscard]] QString factsObserved(int observed, int all); // "1 of 8 observed"
[[nodiscard]] QString clausesSummary(int holding, int all); // "6 of 9 hold"
[[nodiscard]] QString pastRuns(int count); // "of 214 past runs"

} // namespace Espalier::Text
