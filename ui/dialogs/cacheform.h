// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderform.h"

namespace Espalier::Ui {

// The eviction of the one copy that there is of a cache volume. Copies on several hosts are no
// choice of this page yet: whyNotEvict says so.
[[nodiscard]] OrderForm cacheForm(const Chosen& chosen, const FleetStore& store);
// Why the chosen volume cannot be evicted now; empty: it can.
[[nodiscard]] QString whyNotEvict(const Chosen& chosen, const FleetStore& store);

} // namespace Espalier::Ui
