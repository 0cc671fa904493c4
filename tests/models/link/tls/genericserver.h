// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>

#include <memory>

namespace Espalier::Tests {

// A real gRPC server on a free port of 127.0.0.1 that answers any call with its peer's SPIFFE id.
class GenericServer final {
public:
    explicit GenericServer(const std::shared_ptr<grpc::ServerCredentials>& credentials);
    ~GenericServer();
    [[nodiscard]] int port() const { return m_port; }

private:
    class WhoAmI final : public grpc::CallbackGenericService {
        grpc::ServerGenericBidiReactor* CreateReactor(
            grpc::GenericCallbackServerContext* context) override;
    };
    WhoAmI m_service;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

struct Answer {
    grpc::Status status;
    QString peer; // what the server saw
};

// One call over a new connection; gives up after 5 s.
[[nodiscard]] Answer whoAmI(int port, const std::shared_ptr<grpc::ChannelCredentials>& credentials);

} // namespace Espalier::Tests
