// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <threads/doorbell.h>

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class QEventLoop;

namespace Espalier::Fleetd {

// The one thread that owns the fleet's record, with an event loop. gRPC threads hand it work
// through an inbox: one wake-up when it was empty, then everything in order.
class RecordThread final {
public:
    RecordThread();
    RecordThread(const RecordThread&) = delete;
    RecordThread& operator=(const RecordThread&) = delete;
    ~RecordThread(); // works off the inbox, then ends the thread

    // Any thread. Work must not throw.
    void post(std::function<void()> work);
    // Any other thread: waits until work is done; what it throws is thrown here.
    void run(const std::function<void()>& work);

private:
    void live(const std::function<void()>& ready);
    void drain();

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_inbox; // under m_mutex
    // Both live on the thread, from the constructor's end to the destructor's.
    QEventLoop* m_loop = nullptr;
    const Doorbell* m_bell = nullptr;
    std::thread m_thread;
};

} // namespace Espalier::Fleetd
