// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox.h"

#include <algorithm>

namespace Espalier {

Outbox::Outbox(const Clock& clock)
    : m_clock(clock)
{
}

quint64 Outbox::add(Order order)
{
    m_waiting.push_back({++m_last, std::move(order), m_clock.mono() + delay});
    return m_last;
}

std::optional<Order> Outbox::undo(quint64 number)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
        [number](const Waiting& one) { return one.number == number; });
    if (found == m_waiting.end())
        return std::nullopt;
    Order order = std::move(found->order);
    m_waiting.erase(found);
    return order;
}

std::vector<Order> Outbox::takeDue()
{
    std::vector<Order> due;
    while (!m_waiting.empty() && m_waiting.front().due <= m_clock.mono()) {
        due.push_back(std::move(m_waiting.front().order));
        m_waiting.erase(m_waiting.begin());
    }
    return due;
}

std::vector<Order> Outbox::takeAll()
{
    std::vector<Order> all;
    for (Waiting& one : std::exchange(m_waiting, {}))
        all.push_back(std::move(one.order));
    return all;
}

} // namespace Espalier
