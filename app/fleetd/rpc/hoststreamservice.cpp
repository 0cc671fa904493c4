// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hoststreamservice.h"

#include "hoststream.h"

namespace Espalier::Fleetd {

grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame>* HostStreamService::Attach(
    grpc::CallbackServerContext* context)
{
    return HostStream::open(m_parts, callerOf(*context, Rpc::Attach, m_parts));
}

} // namespace Espalier::Fleetd
