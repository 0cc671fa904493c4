// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pkiwriter.h"

#include "pkipaths.h"
#include "places.h"

#include <daemon/files.h>
#include <evidence/roster.h>
#include <fleetd/record/inventory.h>
#include <link/tls/mint.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr std::chrono::hours lifetime{24 * 365};
constexpr std::chrono::minutes backdated{5}; // machines' clocks differ
constexpr int slotsPerHost = 2;

// Writes one folder after the other and stops at the first problem.
class Writer final {
public:
    Writer(const PkiPlan& plan, const Clock& clock)
        : m_plan(plan)
        , m_pki{plan.folder}
        , m_now(clock.wall())
    {
    }
    QString write();

private:
    void put(const QString& path, const QByteArray& content, Daemon::FileMode mode)
    {
        if (m_problem.isEmpty())
            m_problem = Daemon::writeFile(path, content, mode);
    }
    void putJson(const QString& path, const QJsonDocument& json, Daemon::FileMode mode)
    {
        put(path, json.toJson(QJsonDocument::Indented), mode);
    }
    void putIdentity(const QString& folder, const QString& path);
    void putPerson(const Evidence::Person& one);
    void putAuthority();
    void putRoster();
    void putSite(const PkiPlan::Site& site);
    void putRealHost(const PkiPlan::Site& site, const PlacedHost& host, const QByteArray& seed);
    [[nodiscard]] Evidence::Roster roster() const;

    const PkiPlan& m_plan;
    const PkiPaths m_pki;
    const WallTime m_now;
    std::optional<Tls::Authority> m_authority;
    std::optional<Evidence::SigningKey> m_rosterKey;
    QHash<QString, QByteArray> m_commandSeeds; // by person
    QString m_problem;
};

Evidence::Person person(const char* id, const char* name, const QStringList& roles)
{
    Evidence::Person made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.roles = roles;
    made.devices.push_back({QStringLiteral("desk"), {}});
    return made;
}

std::vector<Evidence::Person> people()
{
    return {
        person("viewer", "Vera Viewer", {QStringLiteral("viewer")}),
        person("oncall", "Omar Oncall",
            {QStringLiteral("on-call"), QStringLiteral("operator"), QStringLiteral("viewer")}),
        person(
            "security", "Selma Security", {QStringLiteral("security"), QStringLiteral("viewer")}),
        person("admin", "Ada Admin", {QStringLiteral("administrator"), QStringLiteral("viewer")}),
        person(
            "admin2", "Boris Admin", {QStringLiteral("administrator"), QStringLiteral("viewer")}),
    };
}

void Writer::putIdentity(const QString& folder, const QString& path)
{
    if (!m_problem.isEmpty())
        return;
    Tls::LeafRequest request;
    request.uris =
        QStringList{QStringLiteral("spiffe://%1%2").arg(QLatin1String(developmentDomain), path)};
    request.notBefore = m_now - backdated;
    request.notAfter = m_now + lifetime;
    const auto identity = m_authority->issue(request);
    if (!identity) {
        m_problem = identity.error();
        return;
    }
    put(folder + QStringLiteral("/tls.pem"), identity->certificate, Daemon::FileMode::Open);
    put(folder + QStringLiteral("/tls.key"), identity->key, Daemon::FileMode::Secret);
}

// In this trust domain only, a command key may lie in a file (protocol.md 7).
void Writer::putPerson(const Evidence::Person& one)
{
    putIdentity(m_pki.user(one.id), QStringLiteral("/user/%1/device/desk").arg(one.id));
    put(m_pki.commandKey(one.id), m_commandSeeds.value(one.id).toHex() + '\n',
        Daemon::FileMode::Secret);
}

void Writer::putAuthority()
{
    auto authority = Tls::Authority::create(
        QStringLiteral("Espalier development authority"), m_now - backdated, m_now + lifetime);
    if (!authority) {
        m_problem = authority.error();
        return;
    }
    m_authority.emplace(*authority);
    const auto key = m_authority->keyPem();
    if (!key) {
        m_problem = key.error();
        return;
    }
    put(m_pki.roots(), m_authority->certificatePem(), Daemon::FileMode::Open);
    put(m_pki.authority(), m_authority->certificatePem(), Daemon::FileMode::Open);
    put(m_pki.authorityKey(), *key, Daemon::FileMode::Secret);
}

Evidence::Roster Writer::roster() const
{
    Evidence::Roster roster;
    roster.version = 1;
    roster.trustDomain = QLatin1String(developmentDomain);
    roster.issuedAt = m_now;
    roster.expiresAt = m_now + lifetime;
    roster.people = people();
    for (Evidence::Person& one : roster.people) {
        const auto key = Evidence::SigningKey::fromSeed(m_commandSeeds.value(one.id));
        if (key)
            one.devices.front().commandKey = key->publicKey().hex();
    }
    roster.policy.log = Evidence::LogPolicy::Absent;
    roster.policy.simulatedAllowed = true;
    roster.policy.production = false;
    roster.policy.images = m_plan.images;
    roster.policy.accelerators = {
        {QStringLiteral("qemu"), {QStringLiteral("kvm"), QStringLiteral("tcg")}},
        {QStringLiteral("simulated"), {QStringLiteral("simulated")}}};
    return roster;
}

void Writer::putRoster()
{
    const QByteArray seed = Evidence::randomBytes(Evidence::keySize);
    auto key = Evidence::SigningKey::fromSeed(seed);
    if (!key) {
        m_problem = key.error();
        return;
    }
    m_rosterKey.emplace(*key);
    for (const Evidence::Person& one : people())
        m_commandSeeds.insert(one.id, Evidence::randomBytes(Evidence::keySize));
    const auto payload = Evidence::write(roster());
    if (!payload) {
        m_problem = payload.error();
        return;
    }
    put(m_pki.rosterKey(), seed.toHex() + '\n', Daemon::FileMode::Secret);
    put(m_pki.rosterKeys(), m_rosterKey->publicKey().raw().toHex() + '\n', Daemon::FileMode::Open);
    put(m_pki.roster(), Evidence::seal(Evidence::rosterType, *payload, *m_rosterKey),
        Daemon::FileMode::Open);
}

void Writer::putRealHost(const PkiPlan::Site& site, const PlacedHost& host, const QByteArray& seed)
{
    const QString folder = m_pki.site(site.name) + QStringLiteral("/host");
    putIdentity(folder, QStringLiteral("/site/%1/host/%2").arg(site.name, host.uuid));
    put(folder + QStringLiteral("/record.key"), seed.toHex() + '\n', Daemon::FileMode::Secret);
    putJson(folder + QStringLiteral("/host.json"),
        QJsonDocument(QJsonObject{{QStringLiteral("uuid"), host.uuid},
            {QStringLiteral("site"), site.name}, {QStringLiteral("slots"), slotsPerHost}}),
        Daemon::FileMode::Open);
}

QString codeOf(const PlacedHost& host)
{
    return QString::fromStdString(
        hostCode(host.rack.toStdString(), static_cast<quint32>(host.unit)));
}

QJsonObject inventoryEntry(const PlacedHost& host, const QString& keyId)
{
    return {{QStringLiteral("uuid"), host.uuid}, {QStringLiteral("name"), host.name},
        {QStringLiteral("serial"), host.serial}, {QStringLiteral("row"), host.row},
        {QStringLiteral("rack"), host.rack}, {QStringLiteral("unit"), host.unit},
        {QStringLiteral("pool"), host.pool}, {QStringLiteral("keyid"), keyId},
        {QStringLiteral("simulated"), host.simulated}};
}

void Writer::putSite(const PkiPlan::Site& site)
{
    const QString folder = m_pki.site(site.name);
    const QString base = QStringLiteral("/site/") + site.name;
    putIdentity(folder + QStringLiteral("/fleetd"), base + QStringLiteral("/fleetd/1"));
    putIdentity(folder + QStringLiteral("/simulator"), base + QStringLiteral("/simulator/1"));
    putIdentity(folder + QStringLiteral("/queue"), base + QStringLiteral("/queue/1"));
    put(m_pki.tenantKey(site.name), Evidence::randomBytes(32).toHex() + '\n',
        Daemon::FileMode::Secret);
    Evidence::HostList list;
    list.version = 1;
    list.trustDomain = QLatin1String(developmentDomain);
    list.site = SiteId(site.name);
    QJsonArray inventory, simulator;
    for (const PlacedHost& host :
        placeHosts(site.name, site.simulatedHosts, site.realHost, m_plan.seed)) {
        const QByteArray seed = Evidence::randomBytes(Evidence::keySize);
        const auto key = Evidence::SigningKey::fromSeed(seed);
        if (!key) {
            m_problem = key.error();
            return;
        }
        list.entries.push_back(
            {Evidence::KeyOp::Enrol, HostId(host.uuid), key->publicKey().hex(), host.simulated});
        inventory.append(inventoryEntry(host, key->publicKey().keyId()));
        if (host.simulated)
            simulator.append(QJsonObject{{QStringLiteral("uuid"), host.uuid},
                {QStringLiteral("code"), codeOf(host)},
                {QStringLiteral("seed"), QLatin1String(seed.toHex())},
                {QStringLiteral("slots"), slotsPerHost}});
        else
            putRealHost(site, host, seed);
    }
    putJson(m_pki.inventory(site.name), QJsonDocument(inventory), Daemon::FileMode::Open);
    putJson(folder + QStringLiteral("/simulator/hosts.json"), QJsonDocument(simulator),
        Daemon::FileMode::Secret);
    const auto payload = Evidence::write(list);
    if (payload)
        put(m_pki.hosts(site.name), Evidence::seal(Evidence::hostsType, *payload, *m_rosterKey),
            Daemon::FileMode::Open);
    else
        m_problem = payload.error();
}

QString Writer::write()
{
    putAuthority();
    if (m_problem.isEmpty())
        putRoster();
    for (const PkiPlan::Site& site : m_plan.sites) {
        if (m_problem.isEmpty())
            putSite(site);
    }
    for (const Evidence::Person& one : people())
        putPerson(one);
    return m_problem;
}

} // namespace

QString writePki(const PkiPlan& plan, const Clock& clock) { return Writer(plan, clock).write(); }

Evidence::Result<quint64> renewRoster(
    const QString& folder, const QStringList& images, const Clock& clock)
{
    const PkiPaths pki{folder};
    const auto seed = Daemon::readFile(pki.rosterKey(), 4'096);
    const auto pinnedText = Daemon::readFile(pki.rosterKeys(), 65'536);
    const auto envelope = Daemon::readFile(pki.roster(), 2 * Evidence::rosterPayloadLimit);
    for (const auto* file : {&seed, &pinnedText, &envelope}) {
        if (!*file)
            return Evidence::Error{file->error()};
    }
    const auto key = Evidence::SigningKey::fromHexSeed(seed->trimmed());
    if (!key)
        return Evidence::Error{QStringLiteral("%1: %2").arg(pki.rosterKey(), key.error())};
    const auto pinned = Evidence::readPinnedKeys(*pinnedText);
    if (!pinned)
        return Evidence::Error{QStringLiteral("%1: %2").arg(pki.rosterKeys(), pinned.error())};
    auto roster = Evidence::verifyRoster(*envelope, *pinned);
    if (!roster)
        return Evidence::Error{QStringLiteral("%1: %2").arg(pki.roster(), roster.error())};
    roster->earlier.push_back({roster->version, roster->policy});
    roster->version += 1;
    roster->issuedAt = clock.wall();
    roster->expiresAt = clock.wall() + lifetime;
    for (const QString& image : images) {
        if (!roster->policy.images.contains(image))
            roster->policy.images.append(image);
    }
    const auto payload = Evidence::write(*roster);
    if (!payload)
        return Evidence::Error{payload.error()};
    const QString problem = Daemon::writeFile(
        pki.roster(), Evidence::seal(Evidence::rosterType, *payload, *key), Daemon::FileMode::Open);
    if (!problem.isEmpty())
        return Evidence::Error{problem};
    return roster->version;
}

} // namespace Espalier::Fleetd::Cli
