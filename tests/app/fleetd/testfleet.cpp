// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testfleet.h"

#include <daemon/files.h>
#include <evidence/dsse.h>
#include <fleetd/cli/pkipaths.h>
#include <fleetd/cli/pkiwriter.h>
#include <link/tls/mint.h>

#include <grpcpp/create_channel.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Espalier::Tests {

namespace {

using namespace Fleetd;

QByteArray contentOf(const QString& path)
{
    const auto content = Daemon::readFile(path, 1 << 24);
    if (!content)
        throw std::runtime_error(content.error().toStdString());
    return *content;
}

} // namespace

TestFleet::TestFleet(int simulatedHosts)
{
    Cli::PkiPlan plan;
    plan.folder = path(QStringLiteral("pki"));
    plan.sites = {{QStringLiteral("fra1"), simulatedHosts, true}};
    plan.images = QStringList{QString(64, u'a')};
    plan.seed = 7;
    const QString problem = Cli::writePki(plan, m_clock);
    if (!problem.isEmpty())
        throw std::runtime_error(problem.toStdString());
    start();
}

TestFleet::~TestFleet() = default;

ServeConfig TestFleet::config() const
{
    const Cli::PkiPaths pki{path(QStringLiteral("pki"))};
    const QString site = QStringLiteral("fra1");
    ServeConfig config;
    config.fleet.site = site;
    config.fleet.database = path(QStringLiteral("state/fleet.db"));
    config.fleet.trustFiles = {pki.roster(), pki.rosterKeys(), pki.hosts(site)};
    config.fleet.inventory = *readInventory(contentOf(pki.inventory(site)));
    config.fleet.tenantKey = QByteArray(32, 'k');
    config.fleet.clock = &m_clock;
    config.fleet.random = Evidence::randomBytes;
    config.tlsFiles = Cli::identityIn(pki.site(site) + QStringLiteral("/fleetd"), pki.roots());
    config.listen = QStringLiteral("127.0.0.1:0");
    config.controlSocket = path(QStringLiteral("state/control"));
    return config;
}

void TestFleet::start()
{
    auto server = FleetServer::start(config());
    if (!server)
        throw std::runtime_error(server.error().toStdString());
    m_server = std::move(*server);
}

void TestFleet::restart()
{
    m_server.reset();
    start();
}

void TestFleet::onRecord(const std::function<void(Fleet&)>& work)
{
    m_server->thread().run([&] { work(m_server->fleet()); });
}

std::shared_ptr<grpc::Channel> TestFleet::dial(const Tls::TlsIdentity& identity) const
{
    Tls::TlsSettings settings;
    settings.identity = identity;
    settings.clock = &m_clock;
    const auto credentials = Tls::channelCredentials(settings);
    if (!credentials)
        throw std::runtime_error(credentials.error().toStdString());
    return channelWith(*credentials);
}

std::shared_ptr<grpc::Channel> TestFleet::channelWith(
    const std::shared_ptr<grpc::ChannelCredentials>& credentials) const
{
    grpc::ChannelArguments arguments = Tls::channelArguments();
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(m_server->address().toStdString(), credentials, arguments);
}

std::shared_ptr<grpc::Channel> TestFleet::channel(const QString& folder) const
{
    const Cli::PkiPaths pki{path(QStringLiteral("pki"))};
    return dial(*Daemon::readTlsIdentity(Cli::identityIn(pki.root + u'/' + folder, pki.roots())));
}

std::shared_ptr<grpc::Channel> TestFleet::channelAs(const QString& spiffePath) const
{
    return dial(minted(spiffePath));
}

Tls::TlsIdentity TestFleet::minted(const QString& spiffePath, std::chrono::minutes lasts) const
{
    const Cli::PkiPaths pki{path(QStringLiteral("pki"))};
    const auto authority =
        Tls::Authority::fromPem(contentOf(pki.authority()), contentOf(pki.authorityKey()));
    Tls::LeafRequest request;
    request.uris = QStringList{QStringLiteral("spiffe://dev.espalier.internal") + spiffePath};
    request.notBefore = m_clock.wall() - std::chrono::minutes(1);
    request.notAfter = m_clock.wall() + lasts;
    const auto minted = authority->issue(request);
    return {minted->certificate, minted->key, contentOf(pki.roots()),
        QStringLiteral("dev.espalier.internal")};
}

void TestFleet::renewRoster(const std::function<void(Evidence::Roster&)>& change)
{
    const Cli::PkiPaths pki{path(QStringLiteral("pki"))};
    auto roster = Evidence::readRoster(
        Evidence::parseEnvelope(contentOf(pki.roster()), {Evidence::rosterPayloadLimit, 1})
            ->payload);
    roster->earlier.push_back({roster->version, roster->policy});
    roster->version += 1;
    change(*roster);
    const auto key = Evidence::SigningKey::fromHexSeed(contentOf(pki.rosterKey()).trimmed());
    const QString problem = Daemon::writeFile(pki.roster(),
        Evidence::seal(Evidence::rosterType, *Evidence::write(*roster), *key),
        Daemon::FileMode::Open);
    if (!problem.isEmpty())
        throw std::runtime_error(problem.toStdString());
    onRecord([](Fleet& fleet) { fleet.sweep(); });
}

EnrolledHost TestFleet::realHost() const
{
    const QString folder = path(QStringLiteral("pki/sites/fra1/host"));
    const QJsonObject host =
        QJsonDocument::fromJson(contentOf(folder + QStringLiteral("/host.json"))).object();
    return {HostId(host.value(QLatin1String("uuid")).toString()),
        QByteArray::fromHex(contentOf(folder + QStringLiteral("/record.key")).trimmed())};
}

std::vector<EnrolledHost> TestFleet::simulatedHosts() const
{
    std::vector<EnrolledHost> hosts;
    const QByteArray json = contentOf(path(QStringLiteral("pki/sites/fra1/simulator/hosts.json")));
    for (const QJsonValue value : QJsonDocument::fromJson(json).array()) {
        const QJsonObject host = value.toObject();
        hosts.push_back({HostId(host.value(QLatin1String("uuid")).toString()),
            QByteArray::fromHex(host.value(QLatin1String("seed")).toString().toLatin1())});
    }
    return hosts;
}

v1::SubmitJobRequest goodJob(const std::string& tenant)
{
    v1::SubmitJobRequest request;
    request.set_tenant(tenant);
    request.set_cluster("main");
    request.set_pipeline("build/app");
    request.set_shape("sim.medium");
    request.set_script("sleep 1\n");
    request.set_time_limit_s(60);
    request.set_request_id(Evidence::randomBytes(16).toHex().toStdString());
    return request;
}

std::string submitted(const TestFleet& fleet, const v1::SubmitJobRequest& request)
{
    Deadline deadline;
    v1::SubmitJobResponse response;
    const auto stub = v1::Jobs::NewStub(fleet.queue());
    const grpc::Status status = stub->SubmitJob(deadline, request, &response);
    if (!status.ok())
        throw std::runtime_error(status.error_message());
    return response.job();
}

v1::Job jobNow(TestFleet& fleet, const std::string& job)
{
    v1::Job now;
    fleet.onRecord([&](Fleet& inside) {
        if (const auto found = inside.record().job(job))
            now = *found;
    });
    return now;
}

v1::Vm vmNow(TestFleet& fleet, const std::string& vm)
{
    v1::Vm now;
    fleet.onRecord([&](Fleet& inside) {
        if (const auto found = inside.record().vm(vm))
            now = *found;
    });
    return now;
}

} // namespace Espalier::Tests
