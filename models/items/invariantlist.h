// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

namespace Espalier::Items {

// The matrix of Isolation (pictures/README.md "16 isolation"): rows I1 to I30; columns invariant,
// title, severity, then one a site that the store knows now, and simulated, which is counted apart.
// IdRole is I1 to I30. The store must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> invariantList(const FleetStore& store);
// From its id; 0: none.
[[nodiscard]] int invariantFromId(const QString& id);

[[nodiscard]] Text::Line tallyText(const InvariantTally& tally);
// The shape of what failed: that of its state where it is one, else a breach or a caution.
[[nodiscard]] QString failureIconId(int invariant);

} // namespace Espalier::Items
