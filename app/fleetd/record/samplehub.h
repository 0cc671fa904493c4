// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messagesource.h"

#include <domain/clock.h>

#include <espalier/v1/watch.pb.h>

#include <QtGlobal>

#include <atomic>
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// A host's statement as it came, and when (this machine's monotonic clock).
struct Sample {
    std::shared_ptr<const std::string> envelope;
    MonoTime receivedAt{};
};

// One stream of samples: the newest of each host wins, what was not fetched in time is replaced.
class SampleFeed final : public MessageSource<v1::SamplesResponse> {
public:
    SampleFeed(const v1::Selector& selector, const Clock& clock);
    void push(const std::string& host, const Sample& sample);
    [[nodiscard]] Next next(v1::SamplesResponse& message, grpc::Status& status) override;
    void closed() override { m_closed = true; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    const std::unordered_set<std::string> m_hosts;
    const Clock& m_clock;
    std::atomic<bool> m_closed{false};
    std::mutex m_mutex; // guards m_waiting
    std::map<std::string, Sample> m_waiting;
};

// The newest statement of each host, and who listens. Record's thread.
class SampleHub final {
public:
    void open(const std::shared_ptr<SampleFeed>& feed);
    void put(const std::string& host, const Sample& sample);
    [[nodiscard]] const Sample* newest(const std::string& host) const;

private:
    std::unordered_map<std::string, Sample> m_newest;
    std::vector<std::shared_ptr<SampleFeed>> m_feeds;
};

} // namespace Espalier::Fleetd
