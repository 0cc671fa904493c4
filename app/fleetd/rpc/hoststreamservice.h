// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <espalier/v1/hosts.grpc.pb.h>

namespace Espalier::Fleetd {

// HostStream: one bidirectional stream per host daemon or simulator.
class HostStreamService final : public v1::HostStream::CallbackService {
public:
    explicit HostStreamService(ServiceParts parts)
        : m_parts(std::move(parts))
    {
    }
    grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame>* Attach(
        grpc::CallbackServerContext* context) override;

private:
    const ServiceParts m_parts;
};

} // namespace Espalier::Fleetd
