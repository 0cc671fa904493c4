// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listing.h"

#include "feedlog.h"

#include <items/alarmlist.h>
#include <items/auditlist.h>
#include <items/drainlist.h>
#include <items/invariantlist.h>
#include <items/lifelist.h>
#include <items/livevmlist.h>
#include <items/roworder.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <items/volumelist.h>
#include <text/messages.h>
#include <text/words.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Espalier {

namespace {

constexpr std::chrono::milliseconds lookEvery{100};

const char* severityName(int severity)
{
    switch (static_cast<Severity>(severity)) {
    case Severity::P1:
        return "P1";
    case Severity::P2:
        return "P2";
    case Severity::P3:
        return "P3";
    case Severity::None:
        break;
    }
    return "none";
}

QJsonObject rowObject(const Items::RowSource& source, RowId row)
{
    QJsonObject object{{QStringLiteral("id"), source.id(row)},
        {QStringLiteral("severity"),
            QLatin1String(severityName(source.value(row, 0, Items::SeverityRole).toInt()))},
        {QStringLiteral("simulated"), source.value(row, 0, Items::SimulatedRole).toBool()},
        {QStringLiteral("stale"), source.value(row, 0, Items::StaleRole).toBool()}};
    for (int column = 0; column < source.columnCount(); ++column)
        object.insert(QLatin1String(source.column(column).id), source.text(row, column).plain());
    return object;
}

// The rows that the page would show with this filter, in its first order.
QJsonArray rowsOf(const Items::RowSource& source, const char* sortBy, const QString& query)
{
    Items::RowOrder order(source);
    order.setFilter(query);
    for (int column = 0; column < source.columnCount(); ++column) {
        if (QLatin1String(source.column(column).id) == QLatin1String(sortBy))
            order.setSort(column, Qt::AscendingOrder);
    }
    order.rebuild(source.rows());
    QJsonArray rows;
    for (const RowId row : order.rows())
        rows.append(rowObject(source, row));
    return rows;
}

QJsonObject siteObject(const SiteFeed& site, bool ready)
{
    QJsonObject object{{QStringLiteral("site"), site.id.text()},
        {QStringLiteral("link"), linkPhaseName(site.phase)}, {QStringLiteral("listed"), ready},
        {QStringLiteral("revision"), QString::number(site.revision)},
        {QStringLiteral("hosts"), site.hosts}};
    if (!site.problem.isEmpty())
        object.insert(QStringLiteral("problem"), Text::sentence(site.problem));
    return object;
}

// Hosts have no table of their own on a page, so they are told by their fields.
QJsonObject hostObject(const HostRow& row)
{
    const Host& host = row.host;
    return {{QStringLiteral("id"), host.id.text()}, {QStringLiteral("code"), host.code},
        {QStringLiteral("name"), host.name}, {QStringLiteral("site"), host.site.text()},
        {QStringLiteral("rack"), host.rackName}, {QStringLiteral("pool"), host.pool},
        {QStringLiteral("mode"), Text::hostModeWord(host.mode)},
        {QStringLiteral("reason"), host.modeReason}, {QStringLiteral("hostd"), host.hostdVersion},
        {QStringLiteral("worst"), Text::stateWord(row.worst)},
        {QStringLiteral("severity"), QLatin1String(severityName(int(row.severity)))},
        {QStringLiteral("attached"), host.attached}, {QStringLiteral("lost"), host.lost},
        {QStringLiteral("quarantined"), host.quarantined},
        {QStringLiteral("simulated"), host.simulated}, {QStringLiteral("stale"), !row.siteFresh},
        {QStringLiteral("slots"), row.slots}, {QStringLiteral("used"), row.slotsUsed},
        {QStringLiteral("orphans"), row.orphans}};
}

// As in the tables: every word of the filter stands somewhere in the row.
bool isFound(const QJsonObject& object, const QString& query)
{
    QString text;
    for (const QJsonValue value : object)
        text += value.toString() + u' ';
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
        [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

QJsonArray hostsOf(const FleetStore& store, const QString& query)
{
    std::vector<QJsonObject> found;
    for (const RowId row : store.hostIds()) {
        QJsonObject object = hostObject(store.host(row));
        if (isFound(object, query))
            found.push_back(std::move(object));
    }
    const auto order = [](const QJsonObject& host) {
        return std::pair(host.value(QLatin1String("site")).toString(),
            host.value(QLatin1String("code")).toString());
    };
    std::sort(found.begin(), found.end(),
        [&](const QJsonObject& a, const QJsonObject& b) { return order(a) < order(b); });
    QJsonArray hosts;
    for (const QJsonObject& host : found)
        hosts.append(host);
    return hosts;
}

} // namespace

Listing::Listing(std::vector<std::unique_ptr<FleetLink>> links, VerifierConfig verifier,
    QString query, const Clock& clock, Limits limits)
    : m_query(std::move(query))
    , m_clock(clock)
    , m_limits(limits)
    , m_begin(clock.mono())
    , m_live(clock)
    , m_alarms(m_live)
{
    for (const auto& link : links)
        m_live.expectSite(link->site());
    m_connection = std::make_unique<FleetConnection>(std::move(links), std::move(verifier), clock,
        [this](const FeedBatch& batch) { m_live.apply(batch); });
    connect(m_connection.get(), &FleetConnection::verifierProblemChanged, this,
        [this](const QString& text) { m_verifierProblem = text; });
    connect(&m_timer, &QTimer::timeout, this, &Listing::look);
    m_timer.start(lookEvery);
}

Listing::~Listing() = default;

void Listing::look()
{
    m_live.tick();
    const std::vector<SiteFeed> sites = m_live.store().sites();
    const bool waits = std::any_of(sites.begin(), sites.end(),
        [this](const SiteFeed& site) { return standOf(site) == SiteStand::Waiting; });
    if (waits || m_answered)
        return;
    m_answered = true;
    m_timer.stop();
    Q_EMIT done(result());
}

Listing::SiteStand Listing::standOf(const SiteFeed& site) const
{
    const MonoTime spent = m_clock.mono() - m_begin;
    if (site.state == FeedState::Synced && site.phase == LinkPhase::Synced) {
        const bool enough = spent >= m_limits.patience + m_limits.settling;
        return enough || isSettled(site.id) ? SiteStand::Ready : SiteStand::Waiting;
    }
    return site.refused || spent >= m_limits.patience ? SiteStand::Missing : SiteStand::Waiting;
}

// No host that is attached still waits for its first verified statement.
bool Listing::isSettled(const SiteId& site) const
{
    const FleetStore& store = m_live.store();
    const std::optional<SiteFeed> feed = store.site(site);
    if (feed && feed->since && m_clock.wall() - *feed->since >= m_limits.settling)
        return true;
    for (const RowId row : store.hostIds()) {
        const HostRow host = store.host(row);
        if (host.host.site == site && host.host.attached && host.evidence == EvidenceAge::Never)
            return false;
    }
    return true;
}

ListingResult Listing::result() const
{
    ListingResult result;
    const FleetStore& store = m_live.store();
    QJsonArray sites;
    for (const SiteFeed& site : store.sites()) {
        const bool ready = standOf(site) == SiteStand::Ready;
        sites.append(siteObject(site, ready));
        if (ready)
            continue;
        const QString why = site.problem.isEmpty()
            ? QStringLiteral("no answer within %1 s")
                  .arg(std::chrono::duration_cast<std::chrono::seconds>(m_limits.patience).count())
            : Text::sentence(site.problem);
        result.errors +=
            QStringLiteral("espalier: site %1 is not in this list: %2\n").arg(site.id.text(), why);
        result.exitCode = ListingResult::siteMissing;
    }
    if (!m_verifierProblem.isEmpty())
        result.errors += QStringLiteral("espalier: %1\n").arg(m_verifierProblem);
    const auto rows = [this](const std::unique_ptr<Items::RowSource>& source, const char* sortBy) {
        return rowsOf(*source, sortBy, m_query);
    };
    const QJsonObject all{{QStringLiteral("query"), m_query},
        {QStringLiteral("at"), utcText(m_clock.wall())}, {QStringLiteral("sites"), sites},
        {QStringLiteral("hosts"), hostsOf(store, m_query)},
        {QStringLiteral("slots"), rows(Items::slotList(store), "state")},
        {QStringLiteral("alarms"), rows(Items::alarmList(m_alarms, m_clock), "state")},
        {QStringLiteral("drains"), rows(Items::drainList(store), "state")},
        {QStringLiteral("invariants"), rows(Items::invariantList(store), "invariant")},
        {QStringLiteral("vms"), rows(Items::liveVmList(store), "state")},
        {QStringLiteral("caches"), rows(Items::volumeList(store), "volume")},
        {QStringLiteral("teardowns"), rows(Items::lifeList(store), "state")},
        {QStringLiteral("audit"), rows(Items::auditList(store), "at")}};
    result.json = QJsonDocument(all).toJson(QJsonDocument::Indented);
    return result;
}

} // namespace Espalier
