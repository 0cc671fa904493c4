// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/credentials.h>

#include <grpcpp/server.h>

#include <memory>
#include <vector>

namespace grpc {
class Service;
}

namespace Espalier::Daemon {

struct ServerSettings {
    QString listen; // host:port, port 0: a free one
    Tls::TlsSettings tls;
    std::vector<grpc::Service*> services; // must outlive the server
};

// A gRPC server with mutual TLS, the limits of protocol.md 8 and grpc.health.v1. Not SERVING until
// setServing(true). Any thread.
class Server final {
public:
    // Errors name the address or the part of the identity that is unusable.
    [[nodiscard]] static Evidence::Result<std::unique_ptr<Server>> start(
        const ServerSettings& settings);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server(); // ends open calls at once and waits for them

    [[nodiscard]] QString address() const { return m_address; } // as bound
    void setServing(bool serving);

private:
    Server() = default;
    QString m_address;
    std::unique_ptr<grpc::Server> m_server;
};

} // namespace Espalier::Daemon
