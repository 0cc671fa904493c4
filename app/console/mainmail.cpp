// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainmail.h"

#include <utility>

namespace Espalier {

MainMail::MainMail()
    : m_bell(std::make_unique<Doorbell>([this] { work(); }))
{
}

void MainMail::post(Task task)
{
    const std::lock_guard lock(m_mutex);
    if (!m_bell)
        return;
    m_tasks.push_back(std::move(task));
    m_bell->ring();
}

void MainMail::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_bell.reset();
    m_tasks.clear();
}

void MainMail::work()
{
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (const Task& task : tasks) {
        if (!m_closed)
            task();
    }
}

} // namespace Espalier
