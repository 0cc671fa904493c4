// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace Espalier::Hostd {

// Limits of one try of a teardown. Tests shorten them.
struct TeardownLimits {
    std::chrono::milliseconds kill{10'000}; // from SIGKILL until the process is gone
    std::chrono::milliseconds poll{10};
    std::chrono::milliseconds rescan{1'050}; // evidence.md 5: the second sweep at least 1 s later
};

} // namespace Espalier::Hostd
