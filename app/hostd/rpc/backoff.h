// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace Espalier::Hostd {

// Waits between tries to reach fleetd (protocol.md 3): 0.8 s to 30 s, doubled, full jitter, back to
// the beginning after 2 minutes of health.
class Backoff final {
public:
    static constexpr std::chrono::milliseconds first{800};
    static constexpr std::chrono::milliseconds longest{30'000};
    static constexpr std::chrono::minutes healthy{2};

    // unit: random, 0 <= unit < 1. lived: how long the connection that broke was good.
    [[nodiscard]] std::chrono::milliseconds next(double unit, std::chrono::nanoseconds lived)
    {
        if (lived >= healthy)
            m_ceiling = first;
        const std::chrono::milliseconds wait(
            static_cast<qint64>(static_cast<double>(m_ceiling.count()) * unit));
        m_ceiling = std::min(longest, m_ceiling * 2);
        return wait;
    }

private:
    std::chrono::milliseconds m_ceiling = first;
};

} // namespace Espalier::Hostd
