// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "followhub.h"

#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

} // namespace

void FollowFeed::enqueue(v1::FollowJobResponse message)
{
    const std::lock_guard lock(m_mutex);
    if (!m_end)
        m_queue.push_back(std::move(message));
}

void FollowFeed::push(const v1::Job& job)
{
    v1::FollowJobResponse message;
    *message.mutable_job() = job;
    enqueue(std::move(message));
}

void FollowFeed::push(const v1::Vm& vm, const std::string& slotCode)
{
    v1::FollowJobResponse message;
    message.set_slot_code(slotCode);
    *message.mutable_vm() = vm;
    enqueue(std::move(message));
}

void FollowFeed::output(quint64 offset, const std::string& data)
{
    v1::FollowJobResponse message;
    message.mutable_output()->set_offset(offset);
    message.mutable_output()->set_data(data);
    enqueue(std::move(message));
    const std::lock_guard lock(m_mutex);
    m_outputBytes += data.size();
    const auto isOutput = [](const v1::FollowJobResponse& queued) { return queued.has_output(); };
    while (m_outputBytes > outputBytes) {
        const auto oldest = std::find_if(m_queue.begin(), m_queue.end(), isOutput);
        m_outputBytes -= oldest->output().data().size();
        m_queue.erase(oldest);
    }
}

void FollowFeed::proof(v1::FollowJobResponse::Proof proof)
{
    v1::FollowJobResponse message;
    *message.mutable_proof() = std::move(proof);
    enqueue(std::move(message));
    end(grpc::Status::OK);
}

void FollowFeed::end(const grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    if (!m_end)
        m_end = status;
}

FollowFeed::Next FollowFeed::next(v1::FollowJobResponse& message, grpc::Status& status)
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
    if (message.has_output())
        m_outputBytes -= message.output().data().size();
    return Next::Message;
}

FollowHub::FollowHub(FleetRecord& record, ChainStore& chains, const TrustBox& trust)
    : m_record(record)
    , m_chains(chains)
    , m_trust(trust)
{
    record.listen(this);
    for (const auto& [uid, object] : record.table(v1::OBJECT_TYPE_VM)) {
        const v1::Vm& vm = object->vm();
        if (!vm.teardown().empty())
            m_awaited[uid] = {vm.host(), hostSeqOf(vm.teardown())};
    }
}

void FollowHub::open(const std::string& job, const std::shared_ptr<FollowFeed>& feed)
{
    const auto object = m_record.stored(v1::OBJECT_TYPE_JOB, job);
    if (!object) {
        feed->end({grpc::StatusCode::NOT_FOUND, "job: " + job + " is not known at this site"});
        feed->wake();
        return;
    }
    feed->push(object->job());
    const auto vm = object->job().vm().empty()
        ? std::nullopt
        : m_record.stored(v1::OBJECT_TYPE_VM, object->job().vm());
    // Nothing to prove: it never had a VM, or one that was withdrawn before its Birth.
    const bool none = !vm || (vm->vm().teardown().empty() && !m_record.vm(vm->vm().uid()));
    if (none && object->job().state() == "ended")
        feed->end(grpc::Status::OK);
    else
        m_feeds[job].push_back(feed);
    if (vm) {
        feed->push(vm->vm(), codeOf(vm->vm()));
        tryProve(vm->vm());
    }
    feed->wake();
}

std::string FollowHub::codeOf(const v1::Vm& vm) const
{
    const auto slot = m_record.slot(vm.slot());
    return slot ? slot->code() : vm.slot();
}

void FollowHub::tell(const std::string& job, const std::function<void(FollowFeed&)>& say)
{
    const auto found = m_feeds.find(job);
    if (found == m_feeds.end())
        return;
    std::erase_if(found->second, [](const auto& feed) { return feed->isClosed(); });
    const Feeds feeds = found->second; // a wake may run a writer
    if (feeds.empty())
        m_feeds.erase(found);
    for (const auto& feed : feeds) {
        say(*feed);
        feed->wake();
    }
}

void FollowHub::output(const std::string& vmUid, quint64 offset, const std::string& data)
{
    const auto vm = m_record.vm(vmUid);
    if (vm)
        tell(vm->job(), [&](FollowFeed& feed) { feed.output(offset, data); });
}

void FollowHub::committed(const CommitPtr& commit)
{
    for (const CommitEvent& event : commit->events) {
        if (event.op == v1::Event::OP_DELETED)
            continue; // a proof that is awaited still is
        if (event.object->has_job()) {
            const v1::Job& job = event.object->job();
            // It ended without a VM: there is nothing to prove.
            const bool over = job.state() == "ended" && !m_record.vm(job.vm());
            tell(job.uid(), [&](FollowFeed& feed) {
                feed.push(job);
                if (over)
                    feed.end(grpc::Status::OK);
            });
            if (over)
                m_feeds.erase(job.uid());
        } else if (event.object->has_vm()) {
            const v1::Vm& vm = event.object->vm();
            tell(vm.job(), [&](FollowFeed& feed) { feed.push(vm, codeOf(vm)); });
            if (!vm.teardown().empty()) {
                m_awaited[vm.uid()] = {vm.host(), hostSeqOf(vm.teardown())};
                tryProve(vm);
            }
        }
    }
}

void FollowHub::statement(
    const std::string& host, quint64 seq, quint64 head, const std::string& envelope)
{
    std::vector<std::string> reached;
    for (const auto& [vm, awaited] : m_awaited) {
        if (awaited.host == host && head >= awaited.teardownSeq)
            reached.push_back(vm);
    }
    if (reached.empty())
        return;
    m_record.commit([&](Draft& draft) {
        draft.sql(QStringLiteral("INSERT OR REPLACE INTO statement (host, seq, head, received, "
                                 "envelope) VALUES (?, ?, ?, ?, ?)"),
            {text(host), seq, head, m_record.nowNs(), QByteArray::fromStdString(envelope)});
    });
    for (const std::string& uid : reached) {
        m_awaited.erase(uid);
        if (const auto vm = m_record.stored(v1::OBJECT_TYPE_VM, uid))
            tryProve(vm->vm());
    }
}

void FollowHub::tryProve(const v1::Vm& vm)
{
    if (vm.teardown().empty() || !m_feeds.contains(vm.job()))
        return;
    const auto proof = proofOf(vm);
    if (!proof) {
        m_awaited[vm.uid()] = {vm.host(), hostSeqOf(vm.teardown())};
        return;
    }
    tell(vm.job(), [&](FollowFeed& feed) { feed.proof(*proof); });
    m_feeds.erase(vm.job());
}

std::optional<v1::FollowJobResponse::Proof> FollowHub::proofOf(const v1::Vm& vm)
{
    const auto rows =
        m_record.database().query(QStringLiteral("SELECT envelope, head FROM statement WHERE host "
                                                 "= ? AND head >= ? ORDER BY seq LIMIT 1"),
            {text(vm.host()), hostSeqOf(vm.teardown())});
    if (rows.empty())
        return std::nullopt;
    const TrustPtr trust = m_trust.now();
    v1::FollowJobResponse::Proof proof;
    proof.set_roster(trust->rosterEnvelope.toStdString());
    proof.set_hosts(trust->hostsEnvelope.toStdString());
    const quint64 head = rows.front().at(1).toULongLong();
    for (const QByteArray& envelope : m_chains.envelopes(vm.host(), hostSeqOf(vm.birth()), head))
        proof.add_records(envelope.toStdString());
    proof.set_statement(rows.front().front().toByteArray().toStdString());
    *proof.mutable_vm() = vm;
    return proof;
}

} // namespace Espalier::Fleetd
