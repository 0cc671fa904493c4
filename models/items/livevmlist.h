// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

namespace Espalier::Items {

// VMs that are not known to be gone, and what is known of each: place, tenant, job, state, birth,
// statement, hostd. IdRole is the VmId. The store must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> liveVmList(const FleetStore& store);

} // namespace Espalier::Items
