// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <functional>
#include <optional>

namespace Espalier {

// The defaults are of protocol.md 3.
struct BackoffLimits {
    std::chrono::milliseconds first{800};
    std::chrono::milliseconds longest{30'000};
    std::chrono::milliseconds healthy{120'000}; // a connection this long makes it start anew
};

// Waits between attempts: doubled from first to longest, each drawn evenly from nothing to the
// limit reached (full jitter), so that a fleet of consoles does not come back in step.
class Backoff final {
public:
    // random answers numbers from 0 (included) to 1 (not included).
    Backoff(BackoffLimits limits, std::function<double()> random);

    void connected(MonoTime now);
    // An attempt or a connection has ended; answers how long to wait before the next.
    [[nodiscard]] std::chrono::milliseconds failed(MonoTime now);
    void reset();

private:
    BackoffLimits m_limits;
    std::function<double()> m_random;
    std::chrono::milliseconds m_limit;
    std::optional<MonoTime> m_connectedAt;
};

} // namespace Espalier
