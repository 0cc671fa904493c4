// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statepaths.h"
#include "verifier.h"

#include <link/api/fleetlink.h>
#include <prefs/profile.h>

namespace Espalier {

// A link to the fleetd of each site of a profile, in its order. keyFromKeychain: of a profile that
// names no key file. The clock outlives them.
[[nodiscard]] std::vector<std::unique_ptr<FleetLink>> linksOf(const Profile& profile,
    const StatePaths& paths, const QByteArray& keyFromKeychain, const Clock& clock);
// The verifier's files by that profile.
[[nodiscard]] VerifierConfig verifierOf(const Profile& profile, const StatePaths& paths);

} // namespace Espalier
