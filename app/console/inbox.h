// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/api/fleetlink.h>

#include <deque>
#include <functional>
#include <mutex>

namespace Espalier {

// Where threads meet: links and the verifier deliver from theirs, one thread drains. A wake-up is
// asked for only when the inbox was empty, so a burst of batches costs one.
class Inbox final : public FeedSink {
public:
    // wake is called on the delivering thread; it must post a later drain() and not block.
    explicit Inbox(std::function<void()> wake);
    void deliver(FeedBatch&& batch) override;

    // Hands over what lies here in order, until the budget is spent; at least one batch. Answers
    // whether something is left: the caller then comes back by itself.
    bool drain(std::chrono::nanoseconds budget, const Clock& clock,
        const std::function<void(const FeedBatch&)>& take);

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::vector<FeedBatch> m_arrived; // under m_mutex
    bool m_awake = false; // under m_mutex: a drain is on its way or has left something
    std::deque<FeedBatch> m_working; // draining thread only
};

} // namespace Espalier
