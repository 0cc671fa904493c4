// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace Espalier {

// UTC, nanoseconds since 1970. Never used to order events of one machine: MonoTime is.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;
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
