// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplehub.h"

namespace Espalier::Fleetd {

namespace {

constexpr size_t messageBytes = size_t{1} << 20;

} // namespace

SampleFeed::SampleFeed(const v1::Selector& selector, const Clock& clock)
    : m_hosts(selector.hosts().begin(), selector.hosts().end())
    , m_clock(clock)
{
}

void SampleFeed::push(const std::string& host, const Sample& sample)
{
    if (!m_hosts.empty() && !m_hosts.contains(host))
        return;
    const std::lock_guard lock(m_mutex);
    m_waiting.insert_or_assign(host, sample);
}

SampleFeed::Next SampleFeed::next(v1::SamplesResponse& message, grpc::Status&)
{
    message.Clear();
    size_t bytes = 0;
    const std::lock_guard lock(m_mutex);
    while (!m_waiting.empty() && bytes < messageBytes) {
        const auto& [host, sample] = *m_waiting.begin();
        v1::StatementSample* statement = message.add_statements();
        statement->set_host(host);
        statement->set_envelope(*sample.envelope);
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(
            m_clock.mono() - sample.receivedAt);
        statement->set_age_ms(static_cast<uint64_t>(std::max<qint64>(0, age.count())));
        bytes += sample.envelope->size();
        m_waiting.erase(m_waiting.begin());
    }
    return message.statements_size() > 0 ? Next::Message : Next::Nothing;
}

void SampleHub::open(const std::shared_ptr<SampleFeed>& feed)
{
    for (const auto& [host, sample] : m_newest)
        feed->push(host, sample);
    m_feeds.push_back(feed);
    feed->wake();
}

void SampleHub::put(const std::string& host, const Sample& sample)
{
    m_newest.insert_or_assign(host, sample);
    std::erase_if(m_feeds, [](const auto& feed) { return feed->isClosed(); });
    const auto feeds = m_feeds;
    for (const auto& feed : feeds) {
        feed->push(host, sample);
        feed->wake();
    }
}

const Sample* SampleHub::newest(const std::string& host) const
{
    const auto found = m_newest.find(host);
    return found == m_newest.end() ? nullptr : &found->second;
}

} // namespace Espalier::Fleetd
