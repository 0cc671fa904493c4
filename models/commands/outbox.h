// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commanddesk.h"

namespace Espalier {

// Orders that wait a moment before they are signed, so that they can be taken back (ux.md 3.4). A
// delay, not a queue: what lies here when the console ends is dropped. Main thread.
class Outbox final {
public:
    static constexpr std::chrono::seconds delay{5};

    explicit Outbox(const Clock& clock);
    struct Waiting {
        quint64 number = 0;
        Order order;
        MonoTime due{};
    };
    quint64 add(Order order);
    // The order back, if it was still here.
    std::optional<Order> undo(quint64 number);
    // What is due now, oldest first; it is here no more.
    [[nodiscard]] std::vector<Order> takeDue();
    // All of it back: the desk may order nothing any more.
    [[nodiscard]] std::vector<Order> takeAll();
    [[nodiscard]] const std::vector<Waiting>& waiting() const { return m_waiting; }

private:
    const Clock& m_clock;
    std::vector<Waiting> m_waiting; // oldest first
    quint64 m_last = 0;
};

} // namespace Espalier
