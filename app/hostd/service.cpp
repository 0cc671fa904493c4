// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service.h"

#include <grpcpp/create_channel.h>

#include <QDir>
#include <QLoggingCategory>
#include <QRandomGenerator>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logService, "espalier.hostd")

constexpr std::chrono::seconds lookEvery{2};

QString stateFile(const Options& options)
{
    // The folder may hold sockets and disks of VMs: nobody else's business.
    if (QDir().mkpath(options.stateFolder))
        QFile::setPermissions(
            options.stateFolder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return options.stateFolder + QStringLiteral("/hostd.sqlite");
}

Shape shapeOf(const Options& options)
{
    if (options.simulated)
        return {QStringLiteral("sim.medium"), 0, 6, 28'672, 182'000};
    return {QStringLiteral("linux.test.1x256m"), 0, 1, 256, 1024};
}

} // namespace

Service::Service(Options options, ProcessIdentity identity, const Clock& clock)
    : m_options(std::move(options))
    , m_identity(std::move(identity))
    , m_clock(clock)
    , m_store(stateFile(m_options))
    , m_journal(m_store, m_timers)
    , m_rosters(m_identity.rosterKeys, m_journal)
{
}

Service::~Service() = default;

QString Service::start(const BackendMaker& makeBackend)
{
    if (QString problem = openFaults(); !problem.isEmpty())
        return problem;
    if (QString problem = addHosts(makeBackend); !problem.isEmpty())
        return problem;
    for (const auto& host : m_hosts)
        host->start();
    return openStream();
}

QString Service::openFaults()
{
    if (!whyNoFaults(m_options, m_identity).isEmpty())
        return {};
    m_faults = std::make_unique<Faults>(faultFile(m_options.stateFolder), m_clock);
    if (QString problem = m_faults->load(); !problem.isEmpty())
        return problem;
    m_faultControl = std::make_unique<FaultControl>(
        faultSocket(m_options.stateFolder), *m_faults, m_identity.hosts);
    if (!m_faultControl->problem().isEmpty())
        qCWarning(logService).noquote()
            << "no faults can be made while this runs:" << m_faultControl->problem();
    QObject::connect(m_faults.get(), &Faults::changed, m_faults.get(),
        [this](const HostId& host, FaultKind) { applySilence(host); });
    return {};
}

HostFaults Service::faultsOf(const HostId& host) const
{
    return m_faults ? HostFaults(*m_faults, host) : HostFaults();
}

void Service::applySilence(const HostId& host)
{
    if (m_stream)
        m_stream->setSilent(host, faultsOf(host).has(FaultKind::Silent));
}

QString Service::addHosts(const BackendMaker& makeBackend)
{
    const auto bootId = readBootId();
    if (!bootId)
        return bootId.error();
    const auto digest = ownDigest();
    if (!digest)
        return digest.error();
    QString problem;
    m_store.transaction([&] {
        for (const IdentifiedHost& host : m_identity.hosts) {
            auto backend = makeBackend(host, &problem);
            if (!backend)
                return;
            HostSetup setup{{m_identity.site, host.id, *bootId, host.key}};
            setup.slotCount = m_options.slots_ != 0 ? m_options.slots_ : host.slotCount;
            setup.shape = shapeOf(m_options);
            setup.simulated = m_options.simulated;
            setup.acceptsAnyImage = m_options.simulated;
            setup.hostdDigest = *digest;
            setup.cacheKeyFile = m_options.stateFolder + QStringLiteral("/cache.key");
            const Clock& clock = m_faults ? m_faults->clockOf(host.id) : m_clock;
            const Surroundings around{
                m_journal, m_rosters, m_timers, clock, Evidence::randomBytes, {}};
            m_hosts.push_back(
                std::make_unique<LocalHost>(std::move(setup), around, std::move(backend)));
        }
    });
    return problem;
}

// A connection of its own for each channel, so that a new channel shows the identity of now.
Evidence::Result<std::shared_ptr<grpc::Channel>> Service::channel() const
{
    Tls::TlsSettings settings;
    settings.identity = m_live->identity();
    settings.clock = &m_clock;
    settings.peerRule = Tls::onlyFleetdOf(m_identity.site.text());
    settings.refused = [address = m_options.fleetd](
                           const Evidence::SvidVerdict&, const QString& words) {
        qCWarning(logService).noquote()
            << QStringLiteral("%1: its certificate is refused: %2").arg(address, words);
    };
    const auto credentials = Tls::channelCredentials(settings);
    if (!credentials)
        return Evidence::Error{
            QStringLiteral("%1: %2").arg(m_options.identityFolder, credentials.error())};
    // The stream waits between its tries (Backoff); gRPC's own waits, up to 2 minutes, would add
    // up.
    grpc::ChannelArguments arguments = Tls::channelArguments();
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 200);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 800);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return std::shared_ptr<grpc::Channel>(
        grpc::CreateCustomChannel(m_options.fleetd.toStdString(), *credentials, arguments));
}

QString Service::openStream()
{
    const auto live = Tls::LiveIdentity::create(m_identity.tls, m_clock.wall());
    if (!live)
        return QStringLiteral("%1: %2").arg(m_options.identityFolder, live.error());
    m_live = *live;
    const auto first = channel();
    if (!first)
        return first.error();
    m_stream = std::make_unique<FleetStream>(
        FleetStream::Setup{*first, m_options.fleetd, m_timers, m_clock, randomUnit});
    for (const auto& host : m_hosts)
        m_stream->add(*host);
    for (const IdentifiedHost& host : m_identity.hosts)
        applySilence(host.id);
    m_stream->start();
    m_certificate =
        std::make_unique<Daemon::CertificateWatch>(tlsFilesOf(m_options), m_live, m_clock);
    lookAtCertificate();
    qCInfo(logService).noquote() << QStringLiteral("%1 %2 of site %3, fleetd at %4, state in %5")
                                        .arg(m_hosts.size())
                                        .arg(m_options.simulated ? QStringLiteral("simulated hosts")
                                                                 : QStringLiteral("host"),
                                            m_identity.site.text(), m_options.fleetd,
                                            m_options.stateFolder);
    return {};
}

// The stream that stands is not touched: a renewed certificate is that of the next one.
void Service::lookAtCertificate()
{
    m_look = m_timers.after(lookEvery, [this] { lookAtCertificate(); });
    if (!m_certificate->look())
        return;
    const auto fresh = channel();
    if (fresh)
        m_stream->dialOver(*fresh);
    else
        qCWarning(logService).noquote() << fresh.error();
}

double Service::randomUnit() { return QRandomGenerator::global()->generateDouble(); }

} // namespace Espalier::Hostd
