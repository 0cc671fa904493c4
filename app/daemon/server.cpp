// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>

#include <chrono>

namespace Espalier::Daemon {

Evidence::Result<std::unique_ptr<Server>> Server::start(const ServerSettings& settings)
{
    const qsizetype colon = settings.listen.lastIndexOf(u':');
    if (colon < 1 || settings.listen.mid(colon + 1).isEmpty())
        return Evidence::Error{
            QStringLiteral("--listen: \"%1\" is no HOST:PORT").arg(settings.listen)};
    auto credentials = Tls::serverCredentials(settings.tls);
    if (!credentials)
        return Evidence::Error{credentials.error()};
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    Tls::applyServerLimits(builder);
    // Two servers on one port would share the calls between them.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    int port = 0;
    builder.AddListeningPort(settings.listen.toStdString(), *credentials, &port);
    for (grpc::Service* service : settings.services)
        builder.RegisterService(service);
    std::unique_ptr<Server> server(new Server);
    server->m_server = builder.BuildAndStart();
    if (!server->m_server || port == 0)
        return Evidence::Error{QStringLiteral(
            "cannot listen on %1: the port is taken, or the address is not this machine's")
                                   .arg(settings.listen)};
    server->m_address = settings.listen.left(colon) % u':' % QString::number(port);
    server->setServing(false);
    return server;
}

Server::~Server()
{
    if (m_server)
        m_server->Shutdown(std::chrono::system_clock::now());
}

void Server::setServing(bool serving)
{
    if (auto* health = m_server->GetHealthCheckService())
        health->SetServingStatus(serving);
}

} // namespace Espalier::Daemon
