// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

class QSocketNotifier;

namespace Espalier {

// Wakes one thread's event loop from any other: what is rung for lies elsewhere, under a lock of
// its own. Made, answered and destroyed on that one thread. A pipe instead of a queued call: no
// memory of Qt's changes its thread, so ThreadSanitizer sees the whole way.
class Doorbell final {
public:
    // answer is called by the event loop after one or more rings; it may destroy the bell.
    explicit Doorbell(std::function<void()> answer);
    ~Doorbell();
    Doorbell(const Doorbell&) = delete;
    Doorbell& operator=(const Doorbell&) = delete;

    // Any thread, while the bell exists. Never blocks.
    void ring() const;

private:
    int m_listening = -1, m_ringing = -1; // the pipe's ends
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Espalier
