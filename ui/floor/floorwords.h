// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorplan.h"

namespace Espalier::Ui {

// As assistive tools and tooltips say it: "fra1 rack A07, 20 hosts, 1 of 40 stuck, 24 of 40 in
// use".
[[nodiscard]] QString floorRackSentence(const FloorPlan& plan, const FloorAddress& rack);
[[nodiscard]] QString floorSlotSentence(
    const FloorPlan& plan, const FloorAddress& slot, const FleetStore& store);

} // namespace Espalier::Ui
