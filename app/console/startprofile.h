// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options.h"

#include <prefs/profilestore.h>

namespace Espalier {

// With which profile the console starts: that of the command line, else the last one, else the only
// one. Neither a profile nor a problem: somebody must choose.
[[nodiscard]] LoadedProfile startProfile(
    const Options& options, const ProfileStore& profiles, const Settings& settings);

} // namespace Espalier
