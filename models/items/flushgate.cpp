// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flushgate.h"

namespace Espalier::Items {

FlushGate::FlushGate(const Clock& clock, std::unique_ptr<Timer> timer, std::function<void()> flush)
    : m_clock(clock)
    , m_timer(std::move(timer))
    , m_flush(std::move(flush))
{
}

void FlushGate::dirty()
{
    m_dirty = true;
    if (!m_open || m_armed)
        return;
    const MonoTime now = m_clock.mono();
    if (!m_last || now - *m_last >= flushInterval) {
        run();
        return;
    }
    m_armed = true;
    // Rounded up: an edge that comes early would be one flush too many.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(flushInterval - (now - *m_last));
    m_timer->start(left, [this] {
        m_armed = false;
        run();
    });
}

void FlushGate::flushNow()
{
    m_timer->stop();
    m_armed = false;
    run();
}

void FlushGate::setOpen(bool open)
{
    if (open == m_open)
        return;
    m_open = open;
    if (!open) {
        m_timer->stop();
        m_armed = false;
    } else if (m_dirty) {
        flushNow();
    }
}

bool FlushGate::pending() const { return m_dirty; }

void FlushGate::run()
{
    if (!m_open || !m_dirty)
        return;
    m_dirty = false;
    m_last = m_clock.mono();
    m_flush();
}

} // namespace Espalier::Items
