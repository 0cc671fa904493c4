// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arming.h"

namespace Espalier {

Arming::Arming(const Clock& clock)
    : m_clock(clock)
{
}

void Arming::arm()
{
    m_until = m_clock.mono() + lasts;
    m_end = End::Never;
}

void Arming::disarm(End why)
{
    if (!m_until)
        return; // the first reason stands
    m_until.reset();
    m_end = why;
}

bool Arming::look()
{
    if (!m_until || m_clock.mono() < *m_until)
        return false;
    disarm(End::TimeOver);
    return true;
}

std::optional<std::chrono::nanoseconds> Arming::left() const
{
    // Also between two looks: what has run out orders nothing.
    if (!m_until || m_clock.mono() >= *m_until)
        return std::nullopt;
    return *m_until - m_clock.mono();
}

} // namespace Espalier
