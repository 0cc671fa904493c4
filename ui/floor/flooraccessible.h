// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorplan.h"

namespace Espalier::Ui {

class FloorView;

// Makes assistive tools see the floor as racks, and in each rack its slots, with their names,
// places and whether they are selected; pressing one chooses it. Once a process.
void installFloorAccessibility();
// The keyboard has moved to this slot.
void tellFloorFocus(FloorView& view, const FloorAddress& slot);

} // namespace Espalier::Ui
