// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspection.h"

#include <store/fleetstore.h>

namespace Espalier::Ui {

// A cache volume: whose it is, how full, where, who has it now, and every version that still
// exists with its writer, newest first.
[[nodiscard]] InspectorContent volumeContent(const CacheVolume& volume, const FleetStore& store);

} // namespace Espalier::Ui
