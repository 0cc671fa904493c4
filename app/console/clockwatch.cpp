// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clockwatch.h"

namespace Espalier {

ClockWatch::Event ClockWatch::look(const Clock& clock)
{
    const WallTime wall = clock.wall();
    const MonoTime mono = clock.mono();
    Event event = Event::None;
    if (m_wall) {
        const auto passed = mono - m_mono;
        const auto jump = (wall - *m_wall) - passed;
        if (passed > longestPause)
            event = Event::StoodStill;
        else if (std::chrono::abs(jump) > longestJump)
            event = Event::WallJumped;
    }
    m_wall = wall;
    m_mono = mono;
    return event;
}

} // namespace Espalier
