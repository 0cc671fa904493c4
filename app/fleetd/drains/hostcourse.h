// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"

namespace Espalier::Fleetd {

// Brings one host of a drain to where the facts have it: phase, what blocks it, when its last job
// ends. wave: the newest that has begun; digest: of the drain's command.
void advanceHost(
    DrainHost& host, int wave, const DrainHostFacts& seen, const QString& digest, WallTime now);

void stopHost(DrainHost& host, WallTime now);

[[nodiscard]] bool isThrough(const DrainHost& host); // emptied or stopped
// nullptr: the facts do not tell of it.
[[nodiscard]] const DrainVmFacts* vmIn(const DrainHostFacts& facts, const VmId& vm);

} // namespace Espalier::Fleetd
