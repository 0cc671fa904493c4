// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <threads/doorbell.h>

#include <functional>
#include <mutex>
#include <vector>

namespace Espalier::Hostd {

// Carries calls from any thread into the event loop of the thread that made it, in order, until
// that thread closes it. Shared by all who post; after close() it may end on any thread.
class Mailbox final {
public:
    Mailbox();
    // Any thread. Dropped after close().
    void post(std::function<void()> call);
    // Its own thread; before the last owner lets go. What has not run vanishes.
    void close();

private:
    void deliver();
    [[nodiscard]] bool isOpen();

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_calls; // under m_mutex
    std::unique_ptr<Doorbell> m_bell; // under m_mutex; none: closed
};

} // namespace Espalier::Hostd
