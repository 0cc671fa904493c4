// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox.h"

#include <iterator>

namespace Espalier {

Inbox::Inbox(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

void Inbox::deliver(FeedBatch&& batch)
{
    {
        const std::lock_guard lock(m_mutex);
        m_arrived.push_back(std::move(batch));
        if (m_awake)
            return;
        m_awake = true;
    }
    m_wake();
}

bool Inbox::drain(std::chrono::nanoseconds budget, const Clock& clock,
    const std::function<void(const FeedBatch&)>& take)
{
    const MonoTime end = clock.mono() + budget;
    for (;;) {
        if (m_working.empty()) {
            const std::lock_guard lock(m_mutex);
            m_working.insert(m_working.end(), std::make_move_iterator(m_arrived.begin()),
                std::make_move_iterator(m_arrived.end()));
            m_arrived.clear();
            if (m_working.empty()) {
                m_awake = false;
                return false;
            }
        }
        take(m_working.front());
        m_working.pop_front();
        if (clock.mono() >= end)
            return true;
    }
}

} // namespace Espalier
