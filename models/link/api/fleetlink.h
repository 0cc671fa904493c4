// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

#include <memory>

namespace Espalier {

// Takes what a link delivers. Called on the link's own thread; must not block.
class FeedSink {
public:
    FeedSink() = default;
    FeedSink(const FeedSink&) = delete;
    FeedSink& operator=(const FeedSink&) = delete;
    virtual ~FeedSink() = default;
    virtual void deliver(FeedBatch&& batch) = 0;
};

// A running subscription: destroying it ends it, and nothing is delivered afterwards.
class Subscription {
public:
    Subscription() = default;
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    virtual ~Subscription() = default;
};

// What a watch covers. Empty lists mean all.
struct Selector {
    std::vector<HostId> hosts;
    std::vector<QString> uids;
};

// The console's one door to the control plane of one site. All calls from the main thread.
class FleetLink {
public:
    FleetLink() = default;
    FleetLink(const FleetLink&) = delete;
    FleetLink& operator=(const FleetLink&) = delete;
    virtual ~FleetLink() = default;
    [[nodiscard]] virtual SiteId site() const = 0;
    // Lists, then watches for ever: reconnects, relists and resumes by itself (protocol.md 3).
    // Every change of state arrives as FeedBatch::status. The sink must outlive the subscription.
    [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(
        const Selector& selector, FeedSink& sink) = 0;
    // Tries at once instead of waiting for the backoff.
    virtual void retryNow() = 0;
};

} // namespace Espalier
