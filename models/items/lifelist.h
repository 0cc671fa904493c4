// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

namespace Espalier::Items {

// Columns of Teardowns (pictures/README.md "15 teardowns"): place, tenant, vm, jobend, exit,
// duration, evidence, state, hostseq. Rows: every life whose job has ended, and orphans. IdRole is
// the VmId. The state column sorts open lives first, worst first. The store must outlive the
// source.
[[nodiscard]] std::unique_ptr<RowSource> lifeList(const FleetStore& store);

[[nodiscard]] Text::Line lifeStateText(const LifeRow& row, const Clock& clock);
[[nodiscard]] QString lifeSentence(const LifeRow& row, const Clock& clock);

} // namespace Espalier::Items
