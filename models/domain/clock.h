// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace Espalier {

// UTC, nanoseconds since 1970. Never used to order events of one machine: MonoTime is.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;
// RFC 3339 in whole seconds, 2026-11-24T08:00:00Z: for logs and technical messages (what people
// read on screen, text/ formats).
[[nodiscard]] QString utcText(WallTime time);
// Nanoseconds since boot, suspend included (CLOCK_BOOTTIME). Comparable within one boot only.
using MonoTime = std::chrono::nanoseconds;

// The only source of time. Thread-safe. Tests inject their own.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual MonoTime mono() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] MonoTime mono() const override;
};

} // namespace Espalier
