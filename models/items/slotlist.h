// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

namespace Espalier::Items {

// Columns of Hosts & slots (pictures/README.md "10 hosts"): state, place, tenant, job, elapsed,
// evidence, hostd. IdRole is the SlotId. The store must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> slotList(const FleetStore& store);

// The cells as text, for the inspector's cards as well.
[[nodiscard]] Text::Line slotStateText(const SlotRow& row, const Clock& clock);
[[nodiscard]] std::optional<std::chrono::nanoseconds> slotElapsed(
    const SlotRow& row, const Clock& clock);
[[nodiscard]] Bar slotBar(const SlotRow& row, const Clock& clock);
[[nodiscard]] Text::Line slotEvidenceText(const SlotRow& row, const Clock& clock);
// Glyph ids are those of ux.md 4.3: free, reserved, booting, running, tearing-down, slow, stuck,
// unconfirmed, orphan, ghost, breach, quarantined, held, unknown, reported; attested; draining,
// cordoned, maintenance; lost.
[[nodiscard]] QString stateIconId(DisplayState state);
[[nodiscard]] QString modeIconId(HostMode mode); // empty for in service
// Accessible name of a slot (R6): "A07-12 slot 1, stuck, acme, 16 minutes".
[[nodiscard]] QString slotSentence(const SlotRow& row, const Clock& clock);

} // namespace Espalier::Items
