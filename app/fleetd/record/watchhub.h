// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"
#include "watchfeed.h"

#include <QTimer>

namespace Espalier::Fleetd {

// How much history a watch can resume from. In memory: gone after a restart, then a watch lists
// again.
struct HistoryLimits {
    std::chrono::nanoseconds age = std::chrono::minutes(30); // kept at least
    size_t commits = 200'000; // older ones go when there are more
    size_t bytes = size_t{64} << 20; // or when they are bigger
};

// Hands every commit to every watch, in order, with a bookmark every 2 s; keeps the history for
// those that resume. Record's thread.
class WatchHub final : public CommitListener {
public:
    WatchHub(FleetRecord& record, const HistoryLimits& limits);

    // Answers a watch's request: list, replay or Gone. The feed hears of every later commit.
    void open(const v1::WatchRequest& request, const std::shared_ptr<WatchFeed>& feed);
    void bookmark();
    void committed(const CommitPtr& commit) override;
    void epochChanged() override;
    // The smallest after_revision that is still served.
    [[nodiscard]] quint64 oldest() const;
    [[nodiscard]] size_t watches() const { return m_feeds.size(); }

private:
    void resume(const v1::WatchRequest& request, WatchFeed& feed);
    void compact();
    void flush();

    FleetRecord& m_record;
    const HistoryLimits m_limits;
    std::deque<CommitPtr> m_history;
    size_t m_historyBytes = 0;
    std::vector<std::shared_ptr<WatchFeed>> m_feeds;
    QTimer m_flush; // 2 ms after the first commit that nobody was told of
    QTimer m_bookmark;
};

} // namespace Espalier::Fleetd
