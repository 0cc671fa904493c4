// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleetserver.h"

#include "rpc/commandsservice.h"
#include "rpc/hoststreamservice.h"
#include "rpc/jobsservice.h"
#include "rpc/watchservice.h"

#include <daemon/selftest.h>

#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logServer, "espalier.server")

} // namespace

struct FleetServer::Services {
    explicit Services(const ServiceParts& parts)
        : watch(parts)
        , jobs(parts)
        , hosts(parts)
        , commands(parts)
    {
    }
    WatchService watch;
    JobsService jobs;
    HostStreamService hosts;
    CommandsService commands;
};

FleetServer::FleetServer() = default;

FleetServer::~FleetServer()
{
    if (m_fleet)
        m_thread.run([this] {
            m_fleet->onHealth({});
            m_fleet->onSweep({});
        });
    m_server.reset(); // every call has ended after this, and has posted what it had to
    m_thread.run([this] { m_fleet.reset(); });
}

QString FleetServer::address() const { return m_server->address(); }

Evidence::Result<std::unique_ptr<FleetServer>> FleetServer::start(const ServeConfig& config)
{
    std::unique_ptr<FleetServer> server(new FleetServer);
    QString problem = server->open(config);
    if (problem.isEmpty())
        problem = server->listen(config);
    if (!problem.isEmpty())
        return Evidence::Error{problem};
    return server;
}

QString FleetServer::open(const ServeConfig& config)
{
    auto trust = loadTrust(config.fleet.trustFiles, SiteId(config.fleet.site), 0);
    if (!trust)
        return trust.error();
    m_trust = std::make_unique<TrustBox>(*trust);
    try {
        m_thread.run([&] {
            m_fleet = std::make_unique<Fleet>(config.fleet, *m_trust);
            if (!config.controlSocket.isEmpty())
                m_fleet->openControl(config.controlSocket);
        });
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

QString FleetServer::listen(const ServeConfig& config)
{
    const auto identity = Daemon::readTlsIdentity(config.tlsFiles);
    if (!identity)
        return identity.error();
    const auto live = Tls::LiveIdentity::create(*identity, config.fleet.clock->wall());
    if (!live)
        return live.error();
    m_services = std::make_unique<Services>(
        ServiceParts{*m_trust, config.fleet.site, m_thread, *m_fleet, *config.fleet.clock});
    Daemon::ServerSettings settings;
    settings.listen = config.listen;
    settings.tls.live = *live;
    settings.tls.clock = config.fleet.clock;
    settings.tls.refused = [this](const Evidence::SvidVerdict&, const QString& words) {
        if (m_testing)
            qCInfo(logServer).noquote() << "self-test:" << words;
        else
            qCWarning(logServer).noquote() << words;
    };
    settings.services = {
        &m_services->watch, &m_services->jobs, &m_services->hosts, &m_services->commands};
    auto server = Daemon::Server::start(settings);
    if (!server)
        return server.error();
    m_server = std::move(*server);
    m_testing = true;
    const QString problem =
        Daemon::selfTestProblem(m_server->address(), *identity, *config.fleet.clock);
    m_testing = false;
    if (!problem.isEmpty())
        return QStringLiteral("self-test failed, not serving: %1").arg(problem);
    m_certificate =
        std::make_unique<Daemon::CertificateWatch>(config.tlsFiles, *live, *config.fleet.clock);
    m_thread.run([this] {
        m_fleet->onHealth([this](bool writable) { m_server->setServing(writable); });
        m_fleet->onSweep([this] { m_certificate->look(); });
    });
    return {};
}

} // namespace Espalier::Fleetd
