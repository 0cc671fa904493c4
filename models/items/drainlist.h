// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"
#include "drainprogress.h"

namespace Espalier::Items {

// Drains (pictures/README.md "12 drain progress"): drain, state, emptied, owner, reason, since,
// deadline, eta. IdRole is the CommandId. Open ones come first. The store must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> drainList(const FleetStore& store);

// The hosts of one drain: host, one column a phase with the time spent in it, result, waits for,
// empty by. IdRole is the HostId. Rows are fixed: another set of hosts is another source.
[[nodiscard]] std::unique_ptr<RowSource> drainHostList(
    const FleetStore& store, const CommandId& drain);

[[nodiscard]] Text::Line drainStateText(const Drain& drain, const DrainProgress& progress);
// "02:52Z to 03:20Z"; empty: no basis.
[[nodiscard]] Text::Line etaText(
    const std::optional<WallTime>& from, const std::optional<WallTime>& to);
// What keeps a host from getting on, in words; empty: nothing does.
[[nodiscard]] Text::Line waitsForText(const DrainHostProgress& host);

} // namespace Espalier::Items
