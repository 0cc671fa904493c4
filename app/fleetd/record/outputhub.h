// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audittrail.h"
#include "messagesource.h"

#include <evidence/svid.h>

#include <espalier/v1/commands.pb.h>

#include <atomic>
#include <deque>

namespace Espalier::Fleetd {

// One look at a live job's output. What was not fetched in time is dropped from the front; offsets
// show it.
class OutputFeed final : public MessageSource<v1::FollowOutputResponse> {
public:
    static constexpr size_t bytes = size_t{1} << 20; // that wait

    void output(quint64 offset, const std::string& data);
    void ended(); // the VM lives no more: the last message
    void end(const grpc::Status& status);

    [[nodiscard]] Next next(v1::FollowOutputResponse& message, grpc::Status& status) override;
    void closed() override { m_closed = true; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    std::atomic<bool> m_closed{false};
    std::mutex m_mutex; // guards all below
    std::deque<v1::FollowOutputResponse> m_queue;
    size_t m_bytes = 0;
    std::optional<grpc::Status> m_end;
};

// The last bytes of live jobs' output, in memory only, for people on call. Every look leaves an
// audit entry before a byte is shown. Record's thread.
class OutputHub final : public CommitListener {
public:
    static constexpr size_t tailBytes = 65'536; // of one VM
    static constexpr size_t allBytes = size_t{64} << 20; // of all; the longest quiet go first
    static constexpr size_t looksAtMost = 100; // at one time

    OutputHub(FleetRecord& record, const AuditTrail& audit);
    // OK: feed is filled from now on. Else why not; then nothing was written.
    [[nodiscard]] grpc::Status open(const Evidence::SpiffeId& caller, const std::string& vm,
        const std::shared_ptr<OutputFeed>& feed);
    void output(const std::string& vm, quint64 offset, const std::string& data);
    void committed(const CommitPtr& commit) override;

private:
    struct Tail {
        quint64 end = 0; // offset behind its last byte
        std::string data;
        quint64 turn = 0; // when it grew last
    };
    using Feeds = std::vector<std::shared_ptr<OutputFeed>>;
    void forgetQuiet();
    void endLooks(const std::string& vm);
    [[nodiscard]] size_t looks();

    FleetRecord& m_record;
    const AuditTrail& m_audit;
    std::unordered_map<std::string, Tail> m_tails; // by VM
    std::unordered_map<std::string, Feeds> m_feeds; // by VM
    size_t m_bytes = 0;
    quint64 m_turn = 0;
};

} // namespace Espalier::Fleetd
