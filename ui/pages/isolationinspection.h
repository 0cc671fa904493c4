// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspection.h"

#include <store/fleetstore.h>

namespace Espalier::Ui {

// One invariant: how its checks came out in each scope, on which hosts it failed and why, or why
// nobody can judge it yet.
[[nodiscard]] InspectorContent invariantContent(int invariant, const FleetStore& store);
// What is known of a VM that is not gone: each fact with who says so and when.
[[nodiscard]] InspectorContent liveVmContent(const LifeDetails& life, const Clock& clock);
[[nodiscard]] std::vector<SheetRow> knownFacts(const LifeDetails& life, const Clock& clock);

} // namespace Espalier::Ui
