// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker.h"

#include <algorithm>
#include <utility>

namespace Espalier {

Worker::Worker()
    : m_thread([this] { run(); })
{
}

Worker::~Worker() { stop(); }

void Worker::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

Worker::Timer Worker::startTimer(std::chrono::milliseconds delay, Task task)
{
    const Timer timer = ++m_lastTimer;
    m_timers.emplace(Clock::now() + delay, std::pair(timer, std::move(task)));
    return timer;
}

void Worker::stopTimer(Timer timer)
{
    const auto found = std::find_if(m_timers.begin(), m_timers.end(),
        [timer](const auto& entry) { return entry.second.first == timer; });
    if (found != m_timers.end())
        m_timers.erase(found);
}

void Worker::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

std::vector<Worker::Task> Worker::waitForWork()
{
    std::unique_lock lock(m_mutex);
    const auto isAwake = [this] { return m_stopping || !m_tasks.empty(); };
    if (m_timers.empty())
        m_wake.wait(lock, isAwake);
    else
        m_wake.wait_until(lock, m_timers.begin()->first, isAwake);
    return std::exchange(m_tasks, {});
}

void Worker::run()
{
    for (;;) {
        const std::vector<Task> tasks = waitForWork();
        for (const Task& task : tasks)
            task();
        while (!m_timers.empty() && m_timers.begin()->first <= Clock::now()) {
            const Task due = std::move(m_timers.begin()->second.second);
            m_timers.erase(m_timers.begin());
            due();
        }
        const std::lock_guard lock(m_mutex);
        if (m_stopping && m_tasks.empty())
            return;
    }
}

} // namespace Espalier
