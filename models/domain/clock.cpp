// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"

#include <QDateTime>

#include <ctime>

namespace Espalier {

namespace {

std::chrono::nanoseconds read(clockid_t id)
{
    timespec now{};
    clock_gettime(id, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

QString utcText(WallTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
    // toUTC(): of a time zone named UTC, Qt 6.4 writes +00:00.
    return QDateTime::fromSecsSinceEpoch(seconds.count()).toUTC().toString(Qt::ISODate);
}

WallTime SystemClock::wall() const { return WallTime(read(CLOCK_REALTIME)); }

MonoTime SystemClock::mono() const
{
#ifdef CLOCK_BOOTTIME
    return read(CLOCK_BOOTTIME);
#else
    return read(CLOCK_MONOTONIC); // macOS: counts suspend already
#endif
}

} // namespace Espalier
