// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderform.h"

namespace Espalier::Ui {

// The forms about one slot's VM: cancel its job, request its teardown, force-destroy it.
[[nodiscard]] OrderForm vmForm(Action action, const Chosen& chosen, const FleetStore& store);

} // namespace Espalier::Ui
