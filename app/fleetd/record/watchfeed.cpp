// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchfeed.h"

#include <wire/convert.h>

namespace Espalier::Fleetd {

WatchFilter::WatchFilter(std::set<int> types, const v1::Selector& selector)
    : m_types(std::move(types))
    , m_hosts(selector.hosts().begin(), selector.hosts().end())
    , m_uids(selector.uids().begin(), selector.uids().end())
{
}

bool WatchFilter::holds(const std::string& host) const
{
    return m_hosts.empty() || m_hosts.contains(host);
}

std::optional<v1::Event::Op> WatchFilter::opOf(const CommitEvent& event) const
{
    if (!m_types.empty() && !m_types.contains(Wire::typeOf(*event.object)))
        return std::nullopt;
    if (!m_uids.empty() && !m_uids.contains(Wire::uidOf(*event.object)))
        return std::nullopt;
    const bool before = event.op != v1::Event::OP_ADDED && holds(event.hostBefore);
    const bool after = event.op != v1::Event::OP_DELETED && holds(event.hostAfter);
    if (before && after)
        return v1::Event::OP_MODIFIED;
    if (after)
        return v1::Event::OP_ADDED;
    if (before)
        return v1::Event::OP_DELETED;
    return std::nullopt;
}

void WatchFeed::startList(std::string epoch, quint64 revision, std::vector<CommitEvent> snapshot)
{
    const std::lock_guard lock(m_mutex);
    m_epoch = std::move(epoch);
    m_listing = true;
    m_snapshotRevision = m_current = revision;
    m_snapshot = std::move(snapshot);
    std::erase_if(m_snapshot, [this](const CommitEvent& event) { return !m_filter.opOf(event); });
}

void WatchFeed::startReplay(std::string epoch, quint64 revision, std::vector<CommitPtr> commits)
{
    const std::lock_guard lock(m_mutex);
    m_epoch = std::move(epoch);
    m_current = revision;
    m_replay = std::move(commits);
}

WatchFeed::Batch WatchFeed::select(const Commit& commit) const
{
    Batch batch;
    batch.revision = commit.revision;
    for (const CommitEvent& event : commit.events) {
        const auto op = m_filter.opOf(event);
        if (!op)
            continue;
        const bool left = *op == v1::Event::OP_DELETED && event.op != v1::Event::OP_DELETED;
        batch.entries.push_back({*op,
            left ? std::make_shared<const v1::Object>(tombstone(*event.object)) : event.object});
        batch.bytes += batch.entries.back().object->ByteSizeLong();
    }
    return batch;
}

void WatchFeed::push(const CommitPtr& commit)
{
    const std::lock_guard lock(m_mutex);
    m_current = commit->revision;
    if (m_gone || m_failed)
        return;
    Batch batch = select(*commit);
    if (batch.entries.empty())
        return;
    m_batches += 1;
    m_bytes += batch.bytes;
    m_events += batch.entries.size();
    m_queue.emplace_back(std::move(batch));
    if (m_batches <= queueBatches && m_bytes <= queueBytes)
        return;
    v1::Gone gone;
    gone.set_reason(v1::Gone::REASON_SLOW_CONSUMER);
    gone.set_oldest_revision(m_oldest);
    gone.set_current_revision(m_current);
    m_queue.clear();
    m_snapshot.clear();
    m_replay.clear();
    m_snapshotAt = m_replayAt = 0;
    m_listing = false;
    m_early.reset();
    m_queue.emplace_back(std::move(gone));
    m_gone = true;
}

void WatchFeed::bookmark(quint64 revision, qint64 monoNs)
{
    const std::lock_guard lock(m_mutex);
    if (m_gone || m_failed)
        return;
    v1::Bookmark bookmark;
    bookmark.set_server_mono_ns(monoNs);
    if (m_listing) {
        m_early = bookmark; // revision 0: the list is not complete
        return;
    }
    bookmark.set_revision(revision);
    // A bookmark that nobody has fetched yet is replaced: a slow reader keeps one, not hundreds.
    if (!m_queue.empty() && std::holds_alternative<v1::Bookmark>(m_queue.back()))
        m_queue.pop_back();
    m_queue.emplace_back(std::move(bookmark));
}

void WatchFeed::gone(std::string epoch, const v1::Gone& gone)
{
    const std::lock_guard lock(m_mutex);
    m_epoch = std::move(epoch);
    m_queue.emplace_back(gone);
    m_gone = true;
}

void WatchFeed::fail(const grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    m_failed = status;
}

size_t WatchFeed::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_events;
}

WatchFeed::Next WatchFeed::next(v1::WatchResponse& message, grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    message.Clear();
    message.set_epoch(m_epoch);
    if (m_failed) {
        status = *m_failed;
        return Next::End;
    }
    if (m_listing)
        fillChunk(message);
    else if (m_replayAt < m_replay.size())
        fillReplay(message);
    if (!m_listing && m_replayAt >= m_replay.size())
        fillQueue(message);
    if (message.items_size() > 0)
        return Next::Message;
    status = grpc::Status::OK;
    return m_gone ? Next::End : Next::Nothing;
}

void WatchFeed::fillChunk(v1::WatchResponse& message)
{
    if (m_early) {
        *message.add_items()->mutable_bookmark() = *m_early;
        m_early.reset();
    }
    Batch chunk;
    chunk.revision = m_snapshotRevision;
    while (m_snapshotAt < m_snapshot.size() && chunk.entries.size() < chunkEvents
        && chunk.bytes < chunkBytes) {
        ObjectPtr& object = m_snapshot[m_snapshotAt++].object;
        chunk.bytes += object->ByteSizeLong();
        chunk.entries.push_back({v1::Event::OP_ADDED, std::move(object)});
    }
    if (!chunk.entries.empty())
        put(chunk, message);
    if (m_snapshotAt < m_snapshot.size())
        return;
    v1::Bookmark* end = message.add_items()->mutable_bookmark();
    end->set_revision(m_snapshotRevision);
    end->set_initial_end(true);
    m_listing = false;
    m_snapshot = {};
}

void WatchFeed::fillReplay(v1::WatchResponse& message)
{
    size_t events = 0, bytes = 0;
    while (m_replayAt < m_replay.size() && events < messageEvents && bytes < chunkBytes) {
        const Batch batch = select(*m_replay[m_replayAt++]);
        events += batch.entries.size();
        bytes += batch.bytes;
        if (!batch.entries.empty())
            put(batch, message);
    }
    if (m_replayAt == m_replay.size()) {
        m_replay = {};
        m_replayAt = 0;
    }
}

void WatchFeed::fillQueue(v1::WatchResponse& message)
{
    size_t events = 0, bytes = message.items_size() > 0 ? chunkBytes / 2 : 0;
    while (!m_queue.empty() && events < messageEvents && bytes < chunkBytes) {
        const Item& item = m_queue.front();
        if (const auto* batch = std::get_if<Batch>(&item)) {
            put(*batch, message);
            events += batch->entries.size();
            bytes += batch->bytes;
            m_batches -= 1;
            m_bytes -= batch->bytes;
            m_events -= batch->entries.size();
        } else if (const auto* bookmark = std::get_if<v1::Bookmark>(&item)) {
            *message.add_items()->mutable_bookmark() = *bookmark;
        } else {
            *message.add_items()->mutable_gone() = std::get<v1::Gone>(item);
        }
        m_queue.pop_front();
    }
}

void WatchFeed::put(const Batch& batch, v1::WatchResponse& message)
{
    v1::Batch* target = message.add_items()->mutable_batch();
    target->set_revision(batch.revision);
    for (const Entry& entry : batch.entries) {
        v1::Event* event = target->add_events();
        event->set_op(entry.op);
        *event->mutable_object() = *entry.object;
    }
}

} // namespace Espalier::Fleetd
