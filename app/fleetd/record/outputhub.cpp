// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outputhub.h"

#include <algorithm>

namespace Espalier::Fleetd {

void OutputFeed::output(quint64 offset, const std::string& data)
{
    v1::FollowOutputResponse message;
    message.set_offset(offset);
    message.set_data(data);
    const std::lock_guard lock(m_mutex);
    if (m_end)
        return;
    m_queue.push_back(std::move(message));
    m_bytes += data.size();
    while (m_bytes > bytes) {
        m_bytes -= m_queue.front().data().size();
        m_queue.pop_front();
    }
}

void OutputFeed::ended()
{
    v1::FollowOutputResponse message;
    message.set_ended(true);
    const std::lock_guard lock(m_mutex);
    if (m_end)
        return;
    m_queue.push_back(std::move(message));
    m_end = grpc::Status::OK;
}

void OutputFeed::end(const grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    if (!m_end)
        m_end = status;
}

OutputFeed::Next OutputFeed::next(v1::FollowOutputResponse& message, grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    if (m_queue.empty()) {
        if (!m_end)
            return Next::Nothing;
        status = *m_end;
        return Next::End;
    }
    message = std::move(m_queue.front());
    m_queue.pop_front();
    m_bytes -= message.data().size();
    return Next::Message;
}

OutputHub::OutputHub(FleetRecord& record, const AuditTrail& audit)
    : m_record(record)
    , m_audit(audit)
{
    record.listen(this);
}

size_t OutputHub::looks()
{
    size_t open = 0;
    for (auto& [vm, feeds] : m_feeds) {
        std::erase_if(feeds, [](const auto& feed) { return feed->isClosed(); });
        open += feeds.size();
    }
    std::erase_if(m_feeds, [](const auto& entry) { return entry.second.empty(); });
    return open;
}

grpc::Status OutputHub::open(const Evidence::SpiffeId& caller, const std::string& uid,
    const std::shared_ptr<OutputFeed>& feed)
{
    const auto vm = m_record.vm(uid);
    if (!vm)
        return {grpc::StatusCode::NOT_FOUND, "vm: " + uid + " is not known at this site",
            "unknown-target"};
    if (!vm->teardown().empty())
        return {grpc::StatusCode::FAILED_PRECONDITION,
            "vm: " + uid + " is gone, and nothing of its output is kept", "already-gone"};
    if (looks() >= looksAtMost)
        return {grpc::StatusCode::RESOURCE_EXHAUSTED,
            std::to_string(looksAtMost) + " people look at outputs now; try again later", "busy"};
    m_record.commit([&](Draft& draft) {
        v1::AuditEntry entry;
        entry.set_actor(caller.name.toStdString());
        entry.set_device(caller.device.toStdString());
        entry.set_action("read-output");
        entry.set_target(uid);
        entry.set_target_code(placeCode(m_record, "vm", uid));
        entry.set_result("done");
        m_audit.add(draft, std::move(entry));
    });
    m_feeds[uid].push_back(feed);
    const auto tail = m_tails.find(uid);
    const Tail known = tail == m_tails.end() ? Tail{} : tail->second;
    feed->output(known.end - known.data.size(), known.data);
    feed->wake();
    return grpc::Status::OK;
}

void OutputHub::output(const std::string& vm, quint64 offset, const std::string& data)
{
    Tail& tail = m_tails[vm];
    const quint64 end = offset + data.size();
    if (end <= tail.end)
        return; // all of it is here; it comes again after a reconnect
    const bool gap = offset > tail.end;
    const std::string fresh = gap ? data : data.substr(data.size() - (end - tail.end));
    m_bytes -= tail.data.size();
    if (gap)
        tail.data.clear();
    tail.data += fresh;
    if (tail.data.size() > tailBytes)
        tail.data.erase(0, tail.data.size() - tailBytes);
    tail.end = end;
    tail.turn = ++m_turn;
    m_bytes += tail.data.size();
    if (const auto feeds = m_feeds.find(vm); feeds != m_feeds.end()) {
        std::erase_if(feeds->second, [](const auto& feed) { return feed->isClosed(); });
        for (const auto& feed : Feeds(feeds->second)) { // a wake may run a writer
            feed->output(end - fresh.size(), fresh);
            feed->wake();
        }
    }
    forgetQuiet();
}

void OutputHub::forgetQuiet()
{
    while (m_bytes > allBytes) {
        const auto quiet =
            std::min_element(m_tails.begin(), m_tails.end(), [](const auto& a, const auto& b) {
                const bool none = a.second.data.empty() != b.second.data.empty();
                return none ? b.second.data.empty() : a.second.turn < b.second.turn;
            });
        m_bytes -= quiet->second.data.size();
        quiet->second.data.clear();
    }
}

void OutputHub::endLooks(const std::string& vm)
{
    if (const auto tail = m_tails.find(vm); tail != m_tails.end()) {
        m_bytes -= tail->second.data.size();
        m_tails.erase(tail);
    }
    const auto feeds = m_feeds.find(vm);
    if (feeds == m_feeds.end())
        return;
    const Feeds ending = std::move(feeds->second);
    m_feeds.erase(feeds);
    for (const auto& feed : ending) {
        feed->ended();
        feed->wake();
    }
}

void OutputHub::committed(const CommitPtr& commit)
{
    for (const CommitEvent& event : commit->events) {
        if (!event.object->has_vm())
            continue;
        const v1::Vm& vm = event.object->vm();
        if (event.op == v1::Event::OP_DELETED || !vm.teardown().empty())
            endLooks(vm.uid());
    }
}

} // namespace Espalier::Fleetd
