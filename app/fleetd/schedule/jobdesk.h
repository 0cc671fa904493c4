// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobrequest.h"
#include "scheduler.h"

namespace Espalier::Fleetd {

// Takes queues' jobs in and cancels them. Record's thread; every call is one commit or none.
class JobDesk final {
public:
    static constexpr size_t queueAtMost = 10'000; // jobs that wait at one site
    static constexpr quint32 cancelGraceS = 300; // protocol.md 5
    static constexpr quint32 cancelGraceAtMostS = 3'600;

    struct Parts {
        FleetRecord& record;
        const JobStore& store;
        JobQueue& queue;
        Scheduler& scheduler;
        const TrustBox& trust;
        QString site;
        Randomness random;
    };
    explicit JobDesk(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    // submitter: SPIFFE id of the queue.
    [[nodiscard]] grpc::Status submit(const std::string& submitter,
        const v1::SubmitJobRequest& request, v1::SubmitJobResponse& response);
    [[nodiscard]] grpc::Status cancel(
        const std::string& submitter, const v1::CancelJobRequest& request);
    // OK if this queue submitted the job, in the watchable set or not any more.
    [[nodiscard]] grpc::Status ownedBy(const std::string& submitter, const std::string& uid) const;

private:
    [[nodiscard]] grpc::Status resolve(
        const v1::SubmitJobRequest& request, std::string& host) const;
    [[nodiscard]] v1::Job newJob(const std::string& submitter, const v1::SubmitJobRequest& request);

    Parts m_parts;
};

} // namespace Espalier::Fleetd
