// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/api/fleetlink.h>

#include <mutex>

namespace Espalier::Tests {

// Keeps what a link delivers, in order. Any thread.
class CollectingSink final : public FeedSink {
public:
    void deliver(FeedBatch&& batch) override
    {
        const std::lock_guard lock(m_mutex);
        m_batches.push_back(std::move(batch));
    }
    [[nodiscard]] std::vector<FeedBatch> batches() const
    {
        const std::lock_guard lock(m_mutex);
        return m_batches;
    }
    [[nodiscard]] size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_batches.size();
    }
    // The last status told; Idle if none was.
    [[nodiscard]] LinkStatus status() const
    {
        LinkStatus last;
        for (const FeedBatch& batch : batches()) {
            if (batch.status)
                last = *batch.status;
        }
        return last;
    }
    // Every phase told, in order.
    [[nodiscard]] std::vector<LinkPhase> phases() const
    {
        std::vector<LinkPhase> all;
        for (const FeedBatch& batch : batches()) {
            if (batch.status)
                all.push_back(batch.status->phase);
        }
        return all;
    }
    // Revisions of every commit that arrived, in order.
    [[nodiscard]] std::vector<quint64> revisions() const
    {
        std::vector<quint64> all;
        for (const FeedBatch& batch : batches()) {
            for (const Commit& commit : batch.commits)
                all.push_back(commit.revision);
        }
        return all;
    }
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_batches.clear();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<FeedBatch> m_batches; // under m_mutex
};

} // namespace Espalier::Tests
