// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backoff.h"

#include <algorithm>

namespace Espalier {

Backoff::Backoff(BackoffLimits limits, std::function<double()> random)
    : m_limits(limits)
    , m_random(std::move(random))
    , m_limit(limits.first)
{
}

void Backoff::connected(MonoTime now) { m_connectedAt = now; }

std::chrono::milliseconds Backoff::failed(MonoTime now)
{
    if (m_connectedAt && now - *m_connectedAt >= m_limits.healthy)
        reset();
    m_connectedAt.reset();
    const double part = std::clamp(m_random(), 0.0, 1.0);
    const auto wait = std::chrono::duration<double, std::milli>(m_limit) * part;
    m_limit = std::min(m_limit * 2, m_limits.longest);
    return std::chrono::duration_cast<std::chrono::milliseconds>(wait);
}

void Backoff::reset() { m_limit = m_limits.first; }

} // namespace Espalier
