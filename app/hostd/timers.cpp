// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timers.h"

#include <QTimer>

namespace Espalier::Hostd {

QtTimers::QtTimers()
    : m_context(std::make_unique<QObject>())
{
}

QtTimers::~QtTimers() = default;

Timer QtTimers::after(std::chrono::milliseconds delay, std::function<void()> call)
{
    auto alive = std::make_shared<bool>(true);
    QTimer::singleShot(delay, Qt::PreciseTimer, m_context.get(), [alive, call = std::move(call)] {
        if (!*alive)
            return;
        *alive = false;
        call();
    });
    return Timer(std::move(alive));
}

} // namespace Espalier::Hostd
