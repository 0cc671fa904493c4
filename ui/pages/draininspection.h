// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspection.h"

#include <items/drainprogress.h>

namespace Espalier::Ui {

// Who drains what, why, until when and what keeps it open; what stopping it would and would not
// take back.
[[nodiscard]] InspectorContent drainContent(
    const Drain& drain, const Items::DrainProgress& progress, const Clock& clock);

} // namespace Espalier::Ui
