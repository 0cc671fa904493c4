// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timer.h"

#include <domain/clock.h>

namespace Espalier::Items {

constexpr std::chrono::milliseconds flushInterval{16};

// The one flush rule (protocol.md 3): the first dirty row flushes at once if the last flush is 16
// ms old, else at that edge. The last value is never dropped.
class FlushGate final {
public:
    FlushGate(const Clock& clock, std::unique_ptr<Timer> timer, std::function<void()> flush);
    void dirty();
    void flushNow(); // for a view that becomes visible
    // Closed: dirt is remembered and flushed on opening.
    void setOpen(bool open);
    [[nodiscard]] bool pending() const;

private:
    void run();
    const Clock& m_clock;
    std::unique_ptr<Timer> m_timer;
    std::function<void()> m_flush;
    std::optional<MonoTime> m_last;
    bool m_open = true;
    bool m_dirty = false;
    bool m_armed = false;
};

} // namespace Espalier::Items
