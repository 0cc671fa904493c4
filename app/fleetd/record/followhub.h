// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chainstore.h"
#include "fleetrecord.h"
#include "messagesource.h"
#include "trust.h"

#include <espalier/v1/jobs.pb.h>

#include <atomic>
#include <deque>

namespace Espalier::Fleetd {

// What one queue follows of its job: the job and its VM whenever they change, output as it comes,
// the proof at last. Output that was not fetched in time is dropped from the front; offsets show
// it.
class FollowFeed final : public MessageSource<v1::FollowJobResponse> {
public:
    static constexpr size_t outputBytes = size_t{1} << 20;

    void push(const v1::Job& job);
    void push(const v1::Vm& vm, const std::string& slotCode);
    void output(quint64 offset, const std::string& data);
    void proof(v1::FollowJobResponse::Proof proof); // the last message
    void end(const grpc::Status& status);

    [[nodiscard]] Next next(v1::FollowJobResponse& message, grpc::Status& status) override;
    void closed() override { m_closed = true; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    void enqueue(v1::FollowJobResponse message);

    std::atomic<bool> m_closed{false};
    std::mutex m_mutex; // guards all below
    std::deque<v1::FollowJobResponse> m_queue;
    size_t m_outputBytes = 0;
    std::optional<grpc::Status> m_end;
};

// Who follows which job. The proof is complete once the Teardown is committed and a statement of
// that host has come whose headSeq reaches it. Record's thread.
class FollowHub final : public CommitListener {
public:
    FollowHub(FleetRecord& record, ChainStore& chains, const TrustBox& trust);

    void open(const std::string& job, const std::shared_ptr<FollowFeed>& feed);
    void output(const std::string& vm, quint64 offset, const std::string& data);
    // A verified statement of this host: kept if it is the first after a Teardown (evidence.md 1).
    void statement(const std::string& host, quint64 seq, quint64 head, const std::string& envelope);
    void committed(const CommitPtr& commit) override;

private:
    struct AwaitedStatement {
        std::string host;
        quint64 teardownSeq = 0;
    };
    using Feeds = std::vector<std::shared_ptr<FollowFeed>>;
    void tell(const std::string& job, const std::function<void(FollowFeed&)>& say);
    [[nodiscard]] std::string codeOf(const v1::Vm& vm) const;
    void tryProve(const v1::Vm& vm);
    [[nodiscard]] std::optional<v1::FollowJobResponse::Proof> proofOf(const v1::Vm& vm);

    FleetRecord& m_record;
    ChainStore& m_chains;
    const TrustBox& m_trust;
    std::unordered_map<std::string, Feeds> m_feeds; // by job
    std::unordered_map<std::string, AwaitedStatement> m_awaited; // by VM: gone, no statement since
};

} // namespace Espalier::Fleetd
