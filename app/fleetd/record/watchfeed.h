// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messagesource.h"
#include "objects.h"

#include <atomic>
#include <deque>
#include <optional>
#include <set>
#include <unordered_set>
#include <variant>

namespace Espalier::Fleetd {

// Types and selector of a watch or a list. Empty sets select all.
class WatchFilter final {
public:
    WatchFilter() = default;
    WatchFilter(std::set<int> types, const v1::Selector& selector);
    // What this event means to the one who selected so; nullopt: nothing.
    [[nodiscard]] std::optional<v1::Event::Op> opOf(const CommitEvent& event) const;

private:
    [[nodiscard]] bool holds(const std::string& host) const;

    std::set<int> m_types;
    std::unordered_set<std::string> m_hosts, m_uids;
};

// One watch: first the initial list or the replayed history, then commits as they are made, with
// bookmarks in between (protocol.md 2). Its queue is bounded: over the limit it says
// Gone{SLOW_CONSUMER} and ends. push, bookmark, gone: record's thread.
class WatchFeed final : public MessageSource<v1::WatchResponse> {
public:
    static constexpr size_t queueBatches = 1'024;
    static constexpr size_t queueBytes = size_t{4} << 20;
    static constexpr int messageEvents = 100; // several batches ride in one message up to here
    static constexpr size_t chunkEvents = 500; // of an initial list
    static constexpr size_t chunkBytes = size_t{1} << 20;

    explicit WatchFeed(WatchFilter filter)
        : m_filter(std::move(filter))
    {
    }
    void startList(std::string epoch, quint64 revision, std::vector<CommitEvent> snapshot);
    void startReplay(std::string epoch, quint64 revision, std::vector<CommitPtr> commits);
    void push(const CommitPtr& commit);
    void bookmark(quint64 revision, qint64 monoNs);
    void gone(std::string epoch, const v1::Gone& gone);
    // Gone{SLOW_CONSUMER} needs to say how far back the history goes.
    void setOldest(quint64 revision) { m_oldest = revision; }
    void fail(const grpc::Status& status);

    [[nodiscard]] Next next(v1::WatchResponse& message, grpc::Status& status) override;
    void closed() override { m_closed = true; }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    // Events that wait; the hub wakes at once when a message is full.
    [[nodiscard]] size_t waiting() const;

private:
    struct Entry {
        v1::Event::Op op;
        ObjectPtr object;
    };
    struct Batch {
        quint64 revision = 0;
        size_t bytes = 0;
        std::vector<Entry> entries;
    };
    using Item = std::variant<Batch, v1::Bookmark, v1::Gone>;

    [[nodiscard]] Batch select(const Commit& commit) const;
    void fillChunk(v1::WatchResponse& message);
    void fillReplay(v1::WatchResponse& message);
    void fillQueue(v1::WatchResponse& message);
    static void put(const Batch& batch, v1::WatchResponse& message);

    const WatchFilter m_filter;
    std::atomic<bool> m_closed{false};
    mutable std::mutex m_mutex; // guards all below
    std::string m_epoch;
    std::vector<CommitEvent> m_snapshot;
    size_t m_snapshotAt = 0;
    quint64 m_snapshotRevision = 0;
    bool m_listing = false;
    std::vector<CommitPtr> m_replay;
    size_t m_replayAt = 0;
    std::deque<Item> m_queue;
    size_t m_batches = 0, m_bytes = 0, m_events = 0;
    std::optional<v1::Bookmark> m_early; // due before the initial list is complete
    quint64 m_current = 0;
    quint64 m_oldest = 0;
    bool m_gone = false;
    std::optional<grpc::Status> m_failed;
};

} // namespace Espalier::Fleetd
