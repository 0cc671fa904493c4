// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace Espalier {

// One thread that works off tasks in the order posted, and timers. gRPC's reactions only post here,
// so none of them ever blocks and a link's state needs no lock.
class Worker final {
public:
    using Task = std::function<void()>;
    using Timer = quint64; // 0: none

    Worker();
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // From any thread. After stop() a task is dropped.
    void post(Task task);
    // On the worker's own thread only.
    [[nodiscard]] Timer startTimer(std::chrono::milliseconds delay, Task task);
    void stopTimer(Timer timer);
    // Works off what was posted before, then ends the thread. Not on the worker's own thread.
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    void run();
    [[nodiscard]] std::vector<Task> waitForWork();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Task> m_tasks; // under m_mutex
    bool m_stopping = false; // under m_mutex
    std::multimap<Clock::time_point, std::pair<Timer, Task>> m_timers; // worker's thread only
    Timer m_lastTimer = 0; // worker's thread only
    std::thread m_thread;
};

} // namespace Espalier
