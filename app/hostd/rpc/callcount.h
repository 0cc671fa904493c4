// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace Espalier::Hostd {

// Counts the calls that gRPC has not let go of. A call's context holds its channel, and a channel
// must not be destroyed on a thread of gRPC's: so its owner waits for none before it drops the
// channel. Thread-safe.
class CallCount final {
public:
    // One call, as long as this lives. First member of the call: destroyed after its context.
    class Presence final {
    public:
        explicit Presence(std::shared_ptr<CallCount> count)
            : m_count(std::move(count))
        {
            m_count->change(1);
        }
        Presence(const Presence&) = delete;
        Presence& operator=(const Presence&) = delete;
        ~Presence() { m_count->change(-1); }

    private:
        std::shared_ptr<CallCount> m_count;
    };

    void waitForNone()
    {
        std::unique_lock lock(m_mutex);
        m_none.wait(lock, [this] { return m_present == 0; });
    }

private:
    void change(int by)
    {
        const std::lock_guard lock(m_mutex);
        m_present += by;
        if (m_present == 0)
            m_none.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_none;
    int m_present = 0; // guarded by m_mutex
};

} // namespace Espalier::Hostd
