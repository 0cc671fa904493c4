// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchhub.h"

namespace Espalier::Fleetd {

namespace {

constexpr std::chrono::milliseconds flushAfter{2};
constexpr std::chrono::milliseconds bookmarkEvery{2'000};

v1::Gone goneFor(v1::Gone::Reason reason, quint64 oldest, quint64 current)
{
    v1::Gone gone;
    gone.set_reason(reason);
    gone.set_oldest_revision(oldest);
    gone.set_current_revision(current);
    return gone;
}

} // namespace

WatchHub::WatchHub(FleetRecord& record, const HistoryLimits& limits)
    : m_record(record)
    , m_limits(limits)
{
    record.listen(this);
    m_flush.setSingleShot(true);
    m_flush.setTimerType(Qt::PreciseTimer);
    m_flush.setInterval(flushAfter);
    QObject::connect(&m_flush, &QTimer::timeout, &m_flush, [this] { flush(); });
    m_bookmark.setInterval(bookmarkEvery);
    QObject::connect(&m_bookmark, &QTimer::timeout, &m_bookmark, [this] { bookmark(); });
    m_bookmark.start();
}

quint64 WatchHub::oldest() const
{
    return m_history.empty() ? m_record.revision() : m_history.front()->revision - 1;
}

void WatchHub::open(const v1::WatchRequest& request, const std::shared_ptr<WatchFeed>& feed)
{
    if (feed->isClosed())
        return;
    if (request.send_initial()) {
        m_record.trimWindow();
        feed->startList(m_record.epoch(), m_record.revision(), m_record.snapshot());
        feed->setOldest(oldest());
        m_feeds.push_back(feed);
    } else {
        resume(request, *feed);
        m_feeds.push_back(feed);
    }
    feed->wake();
}

void WatchHub::resume(const v1::WatchRequest& request, WatchFeed& feed)
{
    const quint64 after = request.after_revision();
    const quint64 current = m_record.revision();
    std::optional<v1::Gone::Reason> reason;
    if (request.epoch() != m_record.epoch())
        reason = v1::Gone::REASON_EPOCH_CHANGED;
    else if (after > current)
        reason = v1::Gone::REASON_FUTURE_REVISION;
    else if (after < oldest())
        reason = v1::Gone::REASON_COMPACTED;
    if (reason) {
        feed.gone(m_record.epoch(), goneFor(*reason, oldest(), current));
        return;
    }
    // Revisions are consecutive, so the place in the history follows from the first one.
    std::vector<CommitPtr> missed;
    if (after < current) {
        const auto skip = static_cast<std::ptrdiff_t>(after - oldest());
        missed.assign(m_history.begin() + skip, m_history.end());
    }
    feed.setOldest(oldest());
    feed.startReplay(m_record.epoch(), current, std::move(missed));
}

void WatchHub::committed(const CommitPtr& commit)
{
    m_history.push_back(commit);
    m_historyBytes += commit->bytes;
    compact();
    bool full = false;
    for (const auto& feed : m_feeds) {
        feed->setOldest(oldest());
        feed->push(commit);
        full = full || feed->waiting() >= static_cast<size_t>(WatchFeed::messageEvents);
    }
    if (full)
        flush();
    else if (!m_feeds.empty() && !m_flush.isActive())
        m_flush.start();
}

void WatchHub::epochChanged()
{
    m_history.clear();
    m_historyBytes = 0;
    const quint64 current = m_record.revision();
    for (const auto& feed : m_feeds)
        feed->gone(m_record.epoch(), goneFor(v1::Gone::REASON_EPOCH_CHANGED, current, current));
    flush();
}

void WatchHub::compact()
{
    const qint64 keepSince = m_history.back()->monoNs - m_limits.age.count();
    while (m_history.size() > 1 && m_history.front()->monoNs < keepSince
        && (m_history.size() > m_limits.commits || m_historyBytes > m_limits.bytes)) {
        m_historyBytes -= m_history.front()->bytes;
        m_history.pop_front();
    }
}

void WatchHub::flush()
{
    m_flush.stop();
    std::erase_if(m_feeds, [](const auto& feed) { return feed->isClosed(); });
    const auto feeds = m_feeds; // a wake may run a writer, which may close
    for (const auto& feed : feeds)
        feed->wake();
}

void WatchHub::bookmark()
{
    for (const auto& feed : m_feeds)
        feed->bookmark(m_record.revision(), m_record.clock().mono().count());
    flush();
}

} // namespace Espalier::Fleetd
