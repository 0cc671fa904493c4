// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line.h"

#include <domain/clock.h>

namespace Espalier::Text {

// Times are UTC and always end in Z (R19). Durations are digit and unit groups, never in locale
// form.

[[nodiscard]] QString utcTime(WallTime time); // 02:41:08Z
[[nodiscard]] QString utcMinute(WallTime time); // 02:41Z
[[nodiscard]] QString utcDate(WallTime time); // 2026-11-25Z
[[nodiscard]] QString utcDateTime(WallTime time); // 2026-11-25 02:41:08Z

// Coarse: seconds only below 10 minutes (elapsed times). Fine: seconds below one hour (teardowns).
enum class Resolution { Coarse, Fine };

// 36 s, 9 m 41 s, 1 h 05 m, 3 d 04 h. Negative durations count as 0; below one second 0 s.
[[nodiscard]] Line duration(
    std::chrono::nanoseconds value, Resolution resolution = Resolution::Coarse);
[[nodiscard]] QString durationText(
    std::chrono::nanoseconds value, Resolution resolution = Resolution::Coarse);
// In words for assistive tools and sentences: "1 hour 12 minutes".
[[nodiscard]] QString durationWords(std::chrono::nanoseconds value);

// "4 m 10 s ago"
[[nodiscard]] QString ago(std::chrono::nanoseconds age);

} // namespace Espalier::Text
