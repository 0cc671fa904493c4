// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet.h"

#include "record/schema.h"
#include "record/shapes.h"

#include <daemon/certificatewatch.h>

#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logFleet, "espalier.fleet")

constexpr std::chrono::seconds tickEvery{1};
constexpr std::chrono::seconds sweepEvery{5};

v1::Site siteOf(const FleetConfig& config, const Trust& trust)
{
    v1::Site site;
    site.set_uid(config.site.toStdString());
    site.set_generation(1);
    site.set_trust_domain(trust.roster.trustDomain.toStdString());
    site.set_fleetd_version(ESPALIER_VERSION);
    return site;
}

// Runs what a timer asks for: a database that fails is logged and tried again, not the end.
bool guarded(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Daemon::DatabaseError& error) {
        qCCritical(logFleet).noquote() << error.text();
        return false;
    }
    return true;
}

} // namespace

Fleet::Fleet(const FleetConfig& config, TrustBox& trust)
    : m_config(config)
    , m_trust(trust)
    , m_database(config.database, fleetSchema(), Daemon::WhenCorrupt::StartNew)
    , m_record(m_database, *config.clock)
    , m_chains(m_database)
    , m_watches(m_record, config.history)
    , m_follows(m_record, m_chains, trust)
    , m_store(m_record)
    , m_queue(m_record, m_store)
    , m_volumes(m_record, config.site, config.random)
    , m_scheduler(
          {m_record, m_store, m_queue, m_volumes, m_links, trust, config.tenantKey, config.random})
    , m_jobs({m_record, m_store, m_queue, m_scheduler, trust, config.site, config.random})
    , m_commands(m_record, m_links, trust, config.site)
    , m_caches({m_record, m_volumes, m_commands.audit(), m_commands.settlement(), m_links})
    , m_evict(m_record, m_volumes)
    , m_pin(m_record, m_commands.audit(), VolumeVerb::What::Pin)
    , m_quota(m_record, m_commands.audit(), VolumeVerb::What::Quota)
    , m_marks(m_record, m_commands.audit(), config.site)
    , m_outputs(m_record, m_commands.audit())
    , m_drains({m_record, m_store, m_samples, m_commands.audit(), m_commands.dispatcher(),
          m_scheduler,
          [&trust](const v1::Host& host) { return mayTakeWork(host, trust.now()->roster.policy); },
          [this](const std::string& host) {
              return m_record.clock().mono() - m_hosts.lastHeard(host) < Dispatcher::silence;
          },
          config.floors})
    , m_drain(m_record, m_commands.audit(), m_drains)
    , m_stopDrain(m_record, m_drains)
    , m_intake(m_record, m_chains, m_commands.settlement(), trust, config.site)
    , m_hosts({m_record, m_chains, m_intake, m_samples, m_follows, m_outputs, m_scheduler,
          m_commands.dispatcher(), m_caches, m_links, trust, config.site})
    , m_janitor(m_record)
{
    holdRosterVersion();
    applyInventory(m_record, siteOf(config, *trust.now()), config.inventory);
    m_record.commit([&](Draft& draft) {
        for (v1::Shape& shape : builtInShapes())
            draft.put(std::move(shape));
    });
    m_commands.owners().add(CommandVerb::Drain, m_drain);
    m_commands.owners().add(CommandVerb::StopDrain, m_stopDrain);
    m_commands.owners().add(CommandVerb::CacheEvict, m_evict);
    m_commands.owners().add(CommandVerb::CachePin, m_pin);
    m_commands.owners().add(CommandVerb::CacheQuota, m_quota);
    m_scheduler.holdBack(
        [this](const std::string& host) { return m_commands.dispatcher().isClosing(host); });
    QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] { tick(); });
    m_tick.start(tickEvery);
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { sweep(); });
    m_sweep.start(sweepEvery);
}

void Fleet::tick()
{
    guarded([this] { m_hosts.checkSilence(); });
    guarded([this] {
        m_commands.dispatcher().tick(
            [this](const std::string& host) { return m_hosts.lastHeard(host); });
    });
    guarded([this] { m_drains.tick(); });
}

void Fleet::sweep()
{
    guarded([this] { m_janitor.sweep(); });
    guarded([this] { m_caches.sweep(); });
    guarded([this] { reloadTrust(); });
    if (m_swept)
        m_swept();
    tellHealth();
}

void Fleet::onHealth(std::function<void(bool)> listener)
{
    m_health = std::move(listener);
    tellHealth();
}

void Fleet::tellHealth()
{
    if (m_health)
        m_health(guarded([this] { m_database.probeWrite(); }));
}

void Fleet::openControl(const QString& socket)
{
    m_control =
        std::make_unique<Control>(socket, [this](const QString& target) { backup(target); });
}

void Fleet::holdRosterVersion()
{
    const quint64 held = m_record.rosterVersion();
    const quint64 now = m_trust.now()->roster.version;
    if (now < held)
        throw std::runtime_error(
            QStringLiteral("%1: roster version %2 is older than %3, which was in force here")
                .arg(m_config.trustFiles.roster)
                .arg(now)
                .arg(held)
                .toStdString());
    if (now > held)
        m_record.setRosterVersion(now);
}

void Fleet::backup(const QString& target) { m_database.backupTo(target, FleetRecord::forgetEpoch); }

void Fleet::reloadTrust()
{
    const TrustFiles& files = m_config.trustFiles;
    const QString stamp = Daemon::stampOf({files.roster, files.rosterKeys, files.hosts});
    if (stamp == m_trustStamp)
        return;
    m_trustStamp = stamp;
    const TrustPtr now = m_trust.now();
    const auto fresh = loadTrust(files, SiteId(m_config.site), now->roster.version);
    if (!fresh) {
        qCWarning(logFleet).noquote()
            << "trust files not taken, the former ones stay in force:" << fresh.error();
        return;
    }
    if ((*fresh)->rosterEnvelope == now->rosterEnvelope
        && (*fresh)->hostsEnvelope == now->hostsEnvelope)
        return;
    qCInfo(logFleet) << "roster version" << (*fresh)->roster.version << "is in force";
    m_trust.replace(*fresh);
    holdRosterVersion();
    m_commands.dispatcher().rosterChanged();
    m_scheduler.kick();
}

} // namespace Espalier::Fleetd
