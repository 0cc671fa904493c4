// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <items/timer.h>

namespace Espalier::Tests {

// A single-shot timer that a test fires by hand. The test keeps the Line, the class under test the
// timer.
class ManualTimer final : public Items::Timer {
public:
    struct Line {
        std::optional<std::chrono::milliseconds> pending; // asked for, not yet fired
        std::function<void()> done;
        int started = 0;
        void fire()
        {
            if (!pending)
                return;
            pending.reset();
            done();
        }
    };
    explicit ManualTimer(std::shared_ptr<Line> line)
        : m_line(std::move(line))
    {
    }
    void start(std::chrono::milliseconds after, std::function<void()> done) override
    {
        m_line->pending = after;
        m_line->done = std::move(done);
        ++m_line->started;
    }
    void stop() override { m_line->pending.reset(); }

private:
    std::shared_ptr<Line> m_line;
};

} // namespace Espalier::Tests
