// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailbox.h"

#include <utility>

namespace Espalier::Hostd {

Mailbox::Mailbox()
    : m_bell(std::make_unique<Doorbell>([this] { deliver(); }))
{
}

void Mailbox::post(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    if (!m_bell)
        return;
    m_calls.push_back(std::move(call));
    if (m_calls.size() == 1)
        m_bell->ring();
}

void Mailbox::close()
{
    // Destroyed without the lock: calls hold what posts from its own end.
    std::unique_ptr<Doorbell> bell;
    std::vector<std::function<void()>> calls;
    const std::lock_guard lock(m_mutex);
    bell.swap(m_bell);
    calls.swap(m_calls);
}

bool Mailbox::isOpen()
{
    const std::lock_guard lock(m_mutex);
    return m_bell != nullptr;
}

void Mailbox::deliver()
{
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_calls);
    }
    for (const auto& call : calls) {
        if (!isOpen())
            return;
        call();
    }
}

} // namespace Espalier::Hostd
