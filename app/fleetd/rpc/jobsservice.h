// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <espalier/v1/jobs.grpc.pb.h>

namespace Espalier::Fleetd {

// Jobs: submit, follow, cancel; for queues.
class JobsService final : public v1::Jobs::CallbackService {
public:
    explicit JobsService(ServiceParts parts)
        : m_parts(std::move(parts))
    {
    }
    grpc::ServerUnaryReactor* SubmitJob(grpc::CallbackServerContext* context,
        const v1::SubmitJobRequest* request, v1::SubmitJobResponse* response) override;
    grpc::ServerUnaryReactor* CancelJob(grpc::CallbackServerContext* context,
        const v1::CancelJobRequest* request, v1::CancelJobResponse* response) override;
    grpc::ServerWriteReactor<v1::FollowJobResponse>* FollowJob(
        grpc::CallbackServerContext* context, const v1::FollowJobRequest* request) override;

private:
    const ServiceParts m_parts;
};

} // namespace Espalier::Fleetd
