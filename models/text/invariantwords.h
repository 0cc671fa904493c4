// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/invariants.h>

namespace Espalier::Text {

// What must always hold, in a few words and as a sentence that an auditor without source code can
// read. number: 1 to 30.
[[nodiscard]] QString invariantTitle(int number);
[[nodiscard]] QString invariantName(int number); // I3; never translated
[[nodiscard]] QString invariantSeverityWord(int number); // critical, high, medium
// Why it is not evaluated, empty if it is here: what its inputs would come from.
[[nodiscard]] QString invariantSource(int number);
// "1 fail, 2,235 pass, 2 unknown", "not evaluated": the whole of a cell.
[[nodiscard]] QString tallySentence(const InvariantTally& tally);

} // namespace Espalier::Text
