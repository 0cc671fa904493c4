// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorlayout.h"

#include <QSet>
#include <QStringList>

#include <functional>

namespace Espalier::Ui {

// What is chosen on the floor, by id, and what an address stands for. Pure.
struct FloorChoice {
    QSet<SlotId> selected;
    SlotId current; // where the keyboard is; empty: nowhere

    // Drops selected slots that the plan does not have any more; true if there were such.
    bool forgetGone(const FloorPlan& plan);
    [[nodiscard]] QSet<SlotId> toggled(const QSet<SlotId>& ids) const;
    [[nodiscard]] QStringList inOrder(const FloorPlan& plan) const; // by place code
};

// The slots that are meant by an address: one, or all of a rack.
[[nodiscard]] QSet<SlotId> slotsAt(const FloorPlan& plan, const FloorAddress& at, bool wholeRack);
// Those that are not dimmed and wanted.
[[nodiscard]] QSet<SlotId> slotsWhere(
    const FloorPlan& plan, const std::function<bool(const FloorAddress&)>& wanted);

} // namespace Espalier::Ui
