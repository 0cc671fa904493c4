// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <mutex>
#include <vector>

namespace Espalier::Fleetd {

// The one thread that owns the fleet's record. gRPC threads hand it work through an inbox: one
// wake-up when it was empty, then everything in order.
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
    void drain();

    QThread m_thread;
    QObject m_context; // lives in m_thread
    std::mutex m_mutex; // guards m_inbox
    std::vector<std::function<void()>> m_inbox;
};

} // namespace Espalier::Fleetd
