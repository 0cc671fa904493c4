// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timer.h"

#include <QTimer>

namespace Espalier::Items {

namespace {

class EventLoopTimer final : public Timer {
public:
    EventLoopTimer()
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_done(); });
    }
    void start(std::chrono::milliseconds after, std::function<void()> done) override
    {
        m_done = std::move(done);
        m_timer.start(after);
    }
    void stop() override { m_timer.stop(); }

private:
    QTimer m_timer;
    std::function<void()> m_done;
};

} // namespace

std::unique_ptr<Timer> makeTimer() { return std::make_unique<EventLoopTimer>(); }

} // namespace Espalier::Items
