// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordthread.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <exception>
#include <future>

namespace Espalier::Fleetd {

RecordThread::RecordThread()
{
    std::promise<void> ready;
    m_thread = std::thread([this, &ready] { live([&ready] { ready.set_value(); }); });
    ready.get_future().wait();
}

RecordThread::~RecordThread()
{
    post([this] { m_loop->quit(); });
    m_thread.join();
}

void RecordThread::live(const std::function<void()>& ready)
{
    QEventLoop loop;
    const Doorbell bell([this] { drain(); });
    m_loop = &loop;
    m_bell = &bell;
    ready();
    loop.exec();
    // A QThread does this by itself: what asked for its deletion must not stay.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
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
        m_bell->ring();
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
