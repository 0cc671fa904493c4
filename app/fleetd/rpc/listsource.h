// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fleetd/record/watchfeed.h>

namespace Espalier::Fleetd {

// The objects of one list at one revision, in chunks; an empty list is one empty chunk.
class ListSource final : public MessageSource<v1::ListResponse> {
public:
    void start(std::string epoch, quint64 revision, const WatchFilter& filter,
        const std::vector<CommitEvent>& snapshot)
    {
        const std::lock_guard lock(m_mutex);
        m_epoch = std::move(epoch);
        m_revision = revision;
        for (const CommitEvent& event : snapshot) {
            if (filter.opOf(event))
                m_objects.push_back(event.object);
        }
        m_started = true;
    }
    void fail(const grpc::Status& status)
    {
        const std::lock_guard lock(m_mutex);
        m_failed = status;
    }
    [[nodiscard]] Next next(v1::ListResponse& message, grpc::Status& status) override
    {
        const std::lock_guard lock(m_mutex);
        status = m_failed.value_or(grpc::Status::OK);
        if (m_failed || (m_sent && m_at == m_objects.size()))
            return Next::End;
        if (!m_started)
            return Next::Nothing;
        message.Clear();
        message.set_epoch(m_epoch);
        message.set_revision(m_revision);
        size_t bytes = 0;
        for (size_t count = 0; m_at < m_objects.size() && count < WatchFeed::chunkEvents
             && bytes < WatchFeed::chunkBytes;
             ++count) {
            const ObjectPtr& object = m_objects[m_at++];
            bytes += object->ByteSizeLong();
            *message.add_objects() = *object;
        }
        m_sent = true;
        return Next::Message;
    }

private:
    std::mutex m_mutex; // guards all below
    std::string m_epoch;
    quint64 m_revision = 0;
    std::vector<ObjectPtr> m_objects;
    size_t m_at = 0;
    bool m_started = false;
    bool m_sent = false;
    std::optional<grpc::Status> m_failed;
};

} // namespace Espalier::Fleetd
