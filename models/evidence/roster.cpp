// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster.h"

#include "fields.h"

#include <algorithm>
#include <map>
#include <set>

namespace Espalier::Evidence {

namespace {

constexpr QLatin1String developmentDomain("dev.espalier.internal");

FieldWriter policyFields(const Policy& policy)
{
    FieldWriter out;
    out.text("log",
           policy.log == LogPolicy::Absent ? QStringLiteral("absent") : QStringLiteral("required"))
        .boolean("simulatedAllowed", policy.simulatedAllowed)
        .boolean("production", policy.production)
        .texts("images", policy.images)
        .textsMap("accelerators", policy.accelerators)
        .textsMap("sandboxProfiles", policy.sandboxProfiles)
        .textsMap("requiredFacts", policy.requiredFacts)
        .texts("witnesses", policy.witnesses)
        .decimal("quorum", policy.quorum);
    return out;
}

Policy readPolicy(FieldReader in)
{
    Policy policy;
    // Required is the default; only the exact word lifts it.
    const QString log = in.optionalText("log");
    if (log == QLatin1String("absent"))
        policy.log = LogPolicy::Absent;
    else if (!log.isEmpty() && log != QLatin1String("required"))
        in.fail("log", QStringLiteral("is neither required nor absent"));
    policy.simulatedAllowed = in.optionalBool("simulatedAllowed");
    policy.production = !in.has("production") || in.optionalBool("production");
    policy.images = in.texts("images");
    policy.accelerators = in.textsMap("accelerators");
    policy.sandboxProfiles = in.textsMap("sandboxProfiles");
    policy.requiredFacts = in.textsMap("requiredFacts");
    policy.witnesses = in.texts("witnesses");
    policy.quorum = in.optionalDecimal("quorum");
    if (policy.quorum > static_cast<quint64>(policy.witnesses.size()))
        in.fail("quorum", QStringLiteral("is more than there are witnesses"));
    return policy;
}

JsonArray peopleList(const std::vector<Person>& people)
{
    return listOf(people, [](FieldWriter& out, const Person& person) {
        out.text("id", person.id)
            .optionalText("name", person.name)
            .texts("roles", person.roles)
            .array("devices", listOf(person.devices, [](FieldWriter& part, const Device& device) {
                part.text("id", device.id).optionalText("commandKey", device.commandKey);
            }));
    });
}

std::vector<Person> readPeople(FieldReader& in)
{
    return listFrom(in.objects("people"), [](FieldReader& element) {
        Person person;
        person.id = element.text("id");
        person.name = element.optionalText("name");
        person.roles = element.texts("roles");
        person.devices = listFrom(element.objects("devices"), [](FieldReader& device) {
            return Device{device.text("id"), device.optionalHash("commandKey")};
        });
        return person;
    });
}

JsonArray serviceList(const std::vector<ServiceKey>& services)
{
    return listOf(services, [](FieldWriter& out, const ServiceKey& service) {
        out.text("name", service.name).optionalText("publicKey", service.publicKey);
    });
}

std::vector<ServiceKey> readServices(FieldReader& in, const char* name)
{
    return listFrom(in.objects(name), [](FieldReader& element) {
        return ServiceKey{element.text("name"), element.optionalHash("publicKey")};
    });
}

// The payload of an envelope that enough distinct pinned keys signed.
Result<QByteArray> pinnedPayload(const QByteArray& envelope, const PinnedKeys& pinned,
    const char* type, qsizetype limit, const QString& what)
{
    const Result<Envelope> parsed = parseEnvelope(envelope, {limit, 64});
    if (!parsed)
        return Error{what + QStringLiteral(": ") + parsed.error()};
    if (parsed->payloadType != type)
        return Error{QStringLiteral("%1: payload type is not %2").arg(what, QLatin1String(type))};
    std::set<QByteArray> signers;
    for (const PublicKey& key : pinned.keys) {
        if (signedBy(*parsed, key))
            signers.insert(key.raw());
    }
    if (pinned.threshold < 1 || static_cast<int>(signers.size()) < pinned.threshold) {
        return Error{QStringLiteral("%1: signed by %2 of the pinned roster keys, %3 must")
                         .arg(what)
                         .arg(signers.size())
                         .arg(std::max(pinned.threshold, 1))};
    }
    return parsed->payload;
}

} // namespace

const Policy* Roster::policyAt(quint64 policyVersion) const
{
    if (policyVersion == version)
        return &policy;
    const Policy* found = nullptr;
    quint64 newest = 0;
    for (const EarlierPolicy& old : earlier) {
        if (old.version <= policyVersion && policyVersion < version && old.version >= newest) {
            newest = old.version;
            found = &old.policy;
        }
    }
    return found;
}

QStringList Roster::rolesOf(const QString& person) const
{
    for (const Person& candidate : people) {
        if (candidate.id == person)
            return candidate.roles;
    }
    return {};
}

Result<QByteArray> write(const Roster& roster)
{
    FieldWriter out;
    out.decimal("version", roster.version)
        .text("trustDomain", roster.trustDomain)
        .time("issuedAt", roster.issuedAt)
        .time("expiresAt", roster.expiresAt)
        .array("people", peopleList(roster.people))
        .array("fleetds", serviceList(roster.fleetds))
        .array("logs", serviceList(roster.logs))
        .object("policy", policyFields(roster.policy))
        .array("earlierPolicies",
            listOf(roster.earlier, [](FieldWriter& part, const EarlierPolicy& old) {
                part.decimal("version", old.version).object("policy", policyFields(old.policy));
            }));
    QByteArray payload = canonical(out.take());
    if (const Result<Roster> back = readRoster(payload); !back)
        return Error{back.error()};
    return payload;
}

Result<Roster> readRoster(const QByteArray& payload)
{
    Result<JsonObject> tree = readStrict(payload, rosterPayloadLimit);
    if (!tree)
        return Error{QStringLiteral("roster: ") + tree.error()};
    FieldReader in(*tree, QStringLiteral("roster"));
    Roster roster;
    roster.version = in.decimal("version");
    if (roster.version == 0)
        in.fail("version", QStringLiteral("begins with 1"));
    roster.trustDomain = in.text("trustDomain");
    roster.issuedAt = in.time("issuedAt");
    roster.expiresAt = in.time("expiresAt");
    roster.people = readPeople(in);
    roster.fleetds = readServices(in, "fleetds");
    roster.logs = readServices(in, "logs");
    roster.policy = readPolicy(in.object("policy"));
    for (FieldReader& entry : in.objects("earlierPolicies")) {
        const quint64 version = entry.decimal("version");
        if (version >= roster.version)
            entry.fail("version", QStringLiteral("is not below the roster's"));
        roster.earlier.push_back({version, readPolicy(entry.object("policy"))});
    }
    if (!in.problem().isEmpty())
        return Error{in.problem()};
    return roster;
}

Result<QByteArray> write(const HostList& hosts)
{
    FieldWriter out;
    out.decimal("version", hosts.version)
        .text("trustDomain", hosts.trustDomain)
        .text("site", hosts.site.text())
        .array("hosts", listOf(hosts.entries, [](FieldWriter& part, const HostKeyEntry& entry) {
            const bool revoke = entry.op == KeyOp::Revoke;
            part.text("op", revoke ? QStringLiteral("revoke") : QStringLiteral("enrol"))
                .text("hostId", entry.host.text())
                .text("publicKey", entry.publicKey);
            if (entry.simulated)
                part.boolean("simulated", true);
        }));
    QByteArray payload = canonical(out.take());
    if (const Result<HostList> back = readHosts(payload); !back)
        return Error{back.error()};
    return payload;
}

Result<HostList> readHosts(const QByteArray& payload)
{
    Result<JsonObject> tree = readStrict(payload, hostsPayloadLimit);
    if (!tree)
        return Error{QStringLiteral("hosts: ") + tree.error()};
    FieldReader in(*tree, QStringLiteral("hosts"));
    HostList hosts;
    hosts.version = in.decimal("version");
    hosts.trustDomain = in.text("trustDomain");
    hosts.site = SiteId(in.text("site"));
    for (FieldReader& element : in.objects("hosts")) {
        HostKeyEntry entry;
        const QString op = element.text("op");
        if (op == QLatin1String("revoke"))
            entry.op = KeyOp::Revoke;
        else if (op != QLatin1String("enrol"))
            element.fail("op", QStringLiteral("is neither enrol nor revoke"));
        entry.host = HostId(element.text("hostId"));
        entry.publicKey = element.hash("publicKey");
        entry.simulated = element.optionalBool("simulated");
        hosts.entries.push_back(std::move(entry));
    }
    if (!in.problem().isEmpty())
        return Error{in.problem()};
    return hosts;
}

Result<PinnedKeys> readPinnedKeys(const QByteArray& text, int threshold)
{
    PinnedKeys pinned;
    int line = 0;
    for (const QByteArray& raw : text.split('\n')) {
        ++line;
        const QByteArray trimmed = raw.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#'))
            continue;
        Result<PublicKey> key = PublicKey::fromHex(QString::fromLatin1(trimmed));
        if (!key)
            return Error{QStringLiteral("pinned keys, line %1: %2").arg(line).arg(key.error())};
        if (const auto problem = enrolmentProblem(key->raw()))
            return Error{QStringLiteral("pinned keys, line %1: %2").arg(line).arg(*problem)};
        pinned.keys.push_back(*key);
    }
    pinned.threshold = threshold;
    if (threshold < 1 || threshold > static_cast<int>(pinned.keys.size())) {
        return Error{QStringLiteral("pinned keys: %1 must sign, %2 keys are there")
                         .arg(threshold)
                         .arg(pinned.keys.size())};
    }
    return pinned;
}

Result<Roster> verifyRoster(
    const QByteArray& envelope, const PinnedKeys& pinned, quint64 lastVersion)
{
    const Result<QByteArray> payload =
        pinnedPayload(envelope, pinned, rosterType, rosterPayloadLimit, QStringLiteral("roster"));
    if (!payload)
        return Error{payload.error()};
    Result<Roster> roster = readRoster(*payload);
    if (!roster)
        return roster;
    if (roster->version < lastVersion) {
        return Error{QStringLiteral("roster version %1 is older than %2, which was seen before")
                         .arg(roster->version)
                         .arg(lastVersion)};
    }
    const auto absent = [](const Policy& policy) { return policy.log == LogPolicy::Absent; };
    const bool anyAbsent = absent(roster->policy)
        || std::any_of(roster->earlier.begin(), roster->earlier.end(),
            [&](const EarlierPolicy& old) { return absent(old.policy); });
    if (anyAbsent && roster->trustDomain != developmentDomain) {
        return Error{QStringLiteral("roster: log: absent is for the trust domain %1 only, not %2")
                         .arg(developmentDomain, roster->trustDomain)};
    }
    return roster;
}

Result<HostList> verifyHosts(
    const QByteArray& envelope, const PinnedKeys& pinned, const Roster& roster, const SiteId& site)
{
    if (roster.policy.log != LogPolicy::Absent) {
        return Error{QStringLiteral(
            "hosts: host keys are in the log; a list is taken under log: absent only")};
    }
    const Result<QByteArray> payload =
        pinnedPayload(envelope, pinned, hostsType, hostsPayloadLimit, QStringLiteral("hosts"));
    if (!payload)
        return Error{payload.error()};
    Result<HostList> hosts = readHosts(*payload);
    if (!hosts)
        return hosts;
    if (hosts->trustDomain != roster.trustDomain || hosts->site != site) {
        return Error{
            QStringLiteral("hosts: list is of %1/%2, wanted %3/%4")
                .arg(hosts->trustDomain, hosts->site.text(), roster.trustDomain, site.text())};
    }
    std::map<QString, HostId> owners;
    for (const HostKeyEntry& entry : hosts->entries) {
        // With a shared key one host could speak for another.
        if (const auto [owner, fresh] = owners.emplace(entry.publicKey, entry.host);
            !fresh && owner->second != entry.host) {
            return Error{QStringLiteral("hosts: %1 and %2 have the same key")
                             .arg(owner->second.text(), entry.host.text())};
        }
        if (const auto problem = enrolmentProblem(QByteArray::fromHex(entry.publicKey.toLatin1())))
            return Error{QStringLiteral("hosts: %1: %2").arg(entry.host.text(), *problem)};
    }
    return hosts;
}

} // namespace Espalier::Evidence
