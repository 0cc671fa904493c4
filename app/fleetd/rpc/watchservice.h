// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <espalier/v1/watch.grpc.pb.h>

namespace Espalier::Fleetd {

// FleetWatch: who am I, list, watch, samples. Handlers check caller and request on gRPC's thread
// and hand the rest to the record's.
class WatchService final : public v1::FleetWatch::CallbackService {
public:
    explicit WatchService(ServiceParts parts)
        : m_parts(std::move(parts))
    {
    }
    grpc::ServerUnaryReactor* Hello(grpc::CallbackServerContext* context,
        const v1::HelloRequest* request, v1::HelloResponse* response) override;
    grpc::ServerWriteReactor<v1::ListResponse>* List(
        grpc::CallbackServerContext* context, const v1::ListRequest* request) override;
    grpc::ServerWriteReactor<v1::WatchResponse>* Watch(
        grpc::CallbackServerContext* context, const v1::WatchRequest* request) override;
    grpc::ServerWriteReactor<v1::SamplesResponse>* Samples(
        grpc::CallbackServerContext* context, const v1::SamplesRequest* request) override;

private:
    const ServiceParts m_parts;
};

// What is wrong with a watch's request, naming the field; empty: nothing.
[[nodiscard]] QString watchProblem(const v1::WatchRequest& request);

} // namespace Espalier::Fleetd
