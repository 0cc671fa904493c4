// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <espalier/v1/commands.grpc.pb.h>

namespace Espalier::Fleetd {

// Commands: what people change, and what is audited because it looks into a tenant's work.
class CommandsService final : public v1::Commands::CallbackService {
public:
    explicit CommandsService(ServiceParts parts)
        : m_parts(std::move(parts))
    {
    }
    grpc::ServerUnaryReactor* Send(grpc::CallbackServerContext* context,
        const v1::SendCommandRequest* request, v1::SendCommandResponse* response) override;
    grpc::ServerUnaryReactor* MarkAlarm(grpc::CallbackServerContext* context,
        const v1::MarkAlarmRequest* request, v1::MarkAlarmResponse* response) override;
    grpc::ServerWriteReactor<v1::FollowOutputResponse>* FollowOutput(
        grpc::CallbackServerContext* context, const v1::FollowOutputRequest* request) override;

private:
    const ServiceParts m_parts;
};

} // namespace Espalier::Fleetd
