// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

class QObject;

namespace Espalier::Hostd {

// A single shot that dies with this handle: after cancel() or destruction it never fires.
class Timer final {
public:
    Timer() = default;
    explicit Timer(std::shared_ptr<bool> alive)
        : m_alive(std::move(alive))
    {
    }
    Timer(Timer&&) = default;
    Timer& operator=(Timer&& other) noexcept
    {
        cancel();
        m_alive = std::move(other.m_alive);
        return *this;
    }
    ~Timer() { cancel(); }
    void cancel()
    {
        if (m_alive)
            *m_alive = false;
        m_alive.reset();
    }
    [[nodiscard]] bool isActive() const { return m_alive && *m_alive; }

private:
    std::shared_ptr<bool> m_alive;
};

// The only source of delayed calls. One thread: calls come from its event loop, never from within
// after(). Tests inject their own and move time by hand.
class Timers {
public:
    Timers() = default;
    Timers(const Timers&) = delete;
    Timers& operator=(const Timers&) = delete;
    virtual ~Timers() = default;
    [[nodiscard]] virtual Timer after(
        std::chrono::milliseconds delay, std::function<void()> call) = 0;
};

// Timers of the thread that makes this object.
class QtTimers final : public Timers {
public:
    QtTimers();
    ~QtTimers() override;
    [[nodiscard]] Timer after(std::chrono::milliseconds delay, std::function<void()> call) override;

private:
    std::unique_ptr<QObject> m_context;
};

} // namespace Espalier::Hostd
