// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Espalier::Items {

// A single-shot timer on the caller's event loop. Injected: tests fire it by hand.
class Timer {
public:
    Timer() = default;
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    virtual ~Timer() = default;
    // Replaces what was started before.
    virtual void start(std::chrono::milliseconds after, std::function<void()> done) = 0;
    virtual void stop() = 0;
};

[[nodiscard]] std::unique_ptr<Timer> makeTimer(); // over QTimer, precise

} // namespace Espalier::Items
