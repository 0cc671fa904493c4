// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <optional>

namespace Espalier {

// Notices what makes every age on the screen doubtful (ux.md 3.9): the machine slept or this
// program stood still, or the wall clock was set.
class ClockWatch final {
public:
    enum class Event { None, StoodStill, WallJumped };
    static constexpr std::chrono::seconds longestPause{5}; // between two looks
    static constexpr std::chrono::seconds longestJump{2}; // of wall against monotonic time

    // Call at least once a second.
    [[nodiscard]] Event look(const Clock& clock);

private:
    std::optional<WallTime> m_wall;
    MonoTime m_mono{};
};

} // namespace Espalier
