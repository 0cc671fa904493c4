// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordthread.h"

#include <exception>
#include <future>

namespace Espalier::Fleetd {

RecordThread::RecordThread()
{
    m_thread.setObjectName(QStringLiteral("record"));
    m_context.moveToThread(&m_thread);
    m_thread.start();
}

RecordThread::~RecordThread()
{
    run([] {});
    m_thread.quit();
    m_thread.wait();
}

void RecordThread::post(std::function<void()> work)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_inbox.empty();
        m_inbox.push_back(std::move(work));
    }
    if (first)
        QMetaObject::invokeMethod(
            &m_context, [this] { drain(); }, Qt::QueuedConnection);
}

void RecordThread::run(const std::function<void()>& work)
{
    std::promise<void> done;
    post([&] {
        try {
            work();
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

void RecordThread::drain()
{
    std::vector<std::function<void()>> inbox;
    {
        const std::lock_guard lock(m_mutex);
        inbox.swap(m_inbox);
    }
    for (const auto& work : inbox)
        work();
}

} // namespace Espalier::Fleetd
