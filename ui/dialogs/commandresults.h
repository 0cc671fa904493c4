// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderdesk.h"

#include <parts/sheet.h>

namespace Espalier::Ui {

// What has come of one target of a command, in the words of ux.md 3.5: what was ordered and what is
// proven are told apart.
struct ResultLook {
    QString word; // destroyed is said for Confirmed only
    QString why; // what is missing, who refused and what to do; may be empty
    bool open = true; // something may still follow
    bool bad = false; // semibold: refused, failed, unconfirmed
};
[[nodiscard]] ResultLook resultOf(
    CommandVerb verb, const TargetStatus& status, const FleetStore& store);
// Of a command that fleetd has not told of yet.
[[nodiscard]] ResultLook resultOf(const DeskCommand& command);

// The commands about these hosts and their VMs, newest first, for the inspector. Empty: none.
[[nodiscard]] std::vector<SheetRow> commandRows(
    const std::vector<HostId>& hosts, const OrderDesk& orders, size_t most);
// All that this desk has sent, newest first, with one row for each target.
[[nodiscard]] std::vector<SheetRow> sentRows(const OrderDesk& orders);
// "Force-destroy of A07-12/1: tearing down" of the newest that is open; empty: nothing to say.
[[nodiscard]] QString newestSentence(const OrderDesk& orders);

} // namespace Espalier::Ui
