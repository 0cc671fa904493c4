// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

namespace Espalier::Tests {

// A clock that stands still until it is told otherwise. Wall and monotonic time move together
// unless the test says so. Not thread-safe.
class ManualClock final : public Clock {
public:
    // 2026-11-25 02:41:10Z, 1,000 s after boot.
    ManualClock() = default;
    [[nodiscard]] WallTime wall() const override { return m_wall; }
    [[nodiscard]] MonoTime mono() const override { return m_mono; }
    void advance(std::chrono::nanoseconds by)
    {
        m_wall += by;
        m_mono += by;
    }
    // A step of the wall clock alone, as by an administrator.
    void jumpWall(std::chrono::nanoseconds by) { m_wall += by; }

private:
    WallTime m_wall{std::chrono::seconds(1'795'574'470)};
    MonoTime m_mono{std::chrono::seconds(1'000)};
};

} // namespace Espalier::Tests
