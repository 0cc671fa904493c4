// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandorder.h"

#include "client.h"

#include <daemon/files.h>
#include <evidence/digest.h>
#include <evidence/dsse.h>

#include <algorithm>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr std::chrono::seconds lifetime{600};
constexpr int signaturesAtMost = 64; // of a roster

Evidence::Error problem(const grpc::Status& status) { return {words(status)}; }

template <typename Take>
grpc::Status list(v1::FleetWatch::Stub& stub, v1::ObjectType type, Outlook& outlook, Take take)
{
    grpc::ClientContext context;
    setDeadline(context, listDeadline);
    v1::ListRequest request;
    request.set_type(type);
    const auto reader = stub.List(&context, request);
    v1::ListResponse response;
    while (reader->Read(&response)) {
        outlook.epoch = response.epoch();
        outlook.revision = response.revision();
        for (const v1::Object& object : response.objects())
            take(object);
    }
    return reader->Finish();
}

const v1::Host* hostOf(const Outlook& outlook, const std::string& uid)
{
    const auto found = std::find_if(outlook.hosts.begin(), outlook.hosts.end(),
        [&](const v1::Host& host) { return host.uid() == uid || host.code() == uid; });
    return found == outlook.hosts.end() ? nullptr : &*found;
}

CommandTarget targetOf(
    TargetKind kind, const std::string& uid, quint64 generation, const v1::Host* host)
{
    CommandTarget target;
    target.kind = kind;
    target.uid = QString::fromStdString(uid);
    target.generation = generation;
    if (host) {
        target.host = HostId(QString::fromStdString(host->uid()));
        target.bootId = QString::fromStdString(host->boot_id());
    }
    return target;
}

// The volume that a word without its @HOST means.
const v1::CacheVolume* volumeOf(const Outlook& outlook, const std::string& word)
{
    const auto found = std::find_if(
        outlook.volumes.begin(), outlook.volumes.end(), [&](const v1::CacheVolume& volume) {
            return volume.uid() == word
                || volume.tenant() + '/' + volume.cluster() + '/' + volume.pipeline() + '/'
                    + volume.name()
                == word;
        });
    return found == outlook.volumes.end() ? nullptr : &*found;
}

// A number that --name says, or otherwise.
Evidence::Result<qint64> number(const Arguments& arguments, const char* name, qint64 otherwise)
{
    const QString option = QLatin1String(name);
    if (!arguments.has(option))
        return otherwise;
    bool good = false;
    const qint64 value = arguments.value(option).toLongLong(&good);
    if (!good)
        return Evidence::Error{QStringLiteral("%1: a whole number is needed").arg(option)};
    return value;
}

QString readParams(const Arguments& arguments, QMap<QString, QString>& params)
{
    if (arguments.has(QStringLiteral("--grace")))
        params.insert(QStringLiteral("graceS"), arguments.value(QStringLiteral("--grace")));
    for (const QString& entry : arguments.values(QStringLiteral("--param"))) {
        if (entry.indexOf(u'=') < 1)
            return QStringLiteral("--param: \"%1\" is no NAME=VALUE").arg(entry);
        params.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
    }
    return {};
}

QString readTargets(
    const Arguments& arguments, const Outlook& outlook, std::vector<CommandTarget>& targets)
{
    const auto generation = number(arguments, "--generation", -1);
    if (!generation)
        return generation.error();
    for (const QString& word : arguments.words().mid(1)) {
        auto target = targetNamed(outlook, word);
        if (!target)
            return target.error();
        if (*generation >= 0)
            target->generation = static_cast<quint64>(*generation);
        if (arguments.has(QStringLiteral("--boot-id")))
            target->bootId = arguments.value(QStringLiteral("--boot-id"));
        targets.push_back(*target);
    }
    return {};
}

// All but targets, digests of texts and the signature.
Evidence::Result<Evidence::CommandRecord> recordOf(
    const Arguments& arguments, const Outlook& outlook, const Clock& clock)
{
    Evidence::CommandRecord record;
    record.verb = verbFromName(arguments.words().front());
    if (record.verb == CommandVerb::Unknown) {
        const QString& word = arguments.words().front();
        const QString why = Evidence::verbNotYet(word);
        return Evidence::Error{why.isEmpty()
                ? QStringLiteral("\"%1\" is no verb of a command").arg(word)
                : QStringLiteral("%1: %2").arg(word, why)};
    }
    record.id = CommandId(arguments.value(
        QStringLiteral("--id"), QString::fromLatin1(Evidence::randomBytes(16).toHex())));
    record.site = SiteId(arguments.value(QStringLiteral("--site")));
    record.actor = arguments.value(QStringLiteral("--user"), QStringLiteral("oncall"));
    record.device = arguments.value(QStringLiteral("--device"), QStringLiteral("desk"));
    const auto notAfter = number(arguments, "--not-after", lifetime.count());
    const auto policy =
        number(arguments, "--policy-version", static_cast<qint64>(outlook.rosterVersion));
    for (const auto* value : {&notAfter, &policy}) {
        if (!*value)
            return Evidence::Error{value->error()};
    }
    record.policyVersion = static_cast<quint64>(*policy);
    // One that is over was good once.
    record.notAfter = clock.wall() + std::chrono::seconds(*notAfter);
    record.issuedAt = std::min(clock.wall(), record.notAfter - lifetime);
    if (*notAfter > 0)
        record.issuedAt = clock.wall();
    const Tier usual = record.verb == CommandVerb::ForceDestroy ? Tier::T1 : Tier::T0;
    const auto tier = tierFromName(arguments.value(QStringLiteral("--tier"), tierName(usual)));
    if (!tier)
        return Evidence::Error{QStringLiteral("--tier: T0, T1, T2, T3 or BG is needed")};
    record.tier = *tier;
    record.seenEpoch = QString::fromStdString(outlook.epoch);
    record.seenRevision = outlook.revision;
    record.dryRun = arguments.has(QStringLiteral("--dry-run"));
    if (const QString wrong = readParams(arguments, record.params); !wrong.isEmpty())
        return Evidence::Error{wrong};
    if (const QString wrong = readTargets(arguments, outlook, record.targets); !wrong.isEmpty())
        return Evidence::Error{wrong};
    return record;
}

QString salted(const QString& text, v1::SaltedText& message)
{
    const QByteArray salt = Evidence::randomBytes(Evidence::saltSize);
    message.set_text(text.toStdString());
    message.set_salt(salt.toStdString());
    return Evidence::saltedDigest(salt, text.toUtf8());
}

} // namespace

Evidence::Result<Outlook> lookAt(v1::FleetWatch::Stub& stub)
{
    Outlook outlook;
    grpc::ClientContext context;
    setDeadline(context, unaryDeadline);
    v1::HelloResponse hello;
    if (const auto status = stub.Hello(&context, {}, &hello); !status.ok())
        return problem(status);
    const auto envelope = Evidence::parseEnvelope(QByteArray::fromStdString(hello.roster()),
        {Evidence::rosterPayloadLimit, signaturesAtMost});
    const auto roster = envelope
        ? Evidence::readRoster(envelope->payload)
        : Evidence::Result<Evidence::Roster>(Evidence::Error{envelope.error()});
    if (!roster)
        return Evidence::Error{QStringLiteral("fleetd's roster: %1").arg(roster.error())};
    outlook.rosterVersion = roster->version;
    for (const auto type : {v1::OBJECT_TYPE_HOST, v1::OBJECT_TYPE_SLOT, v1::OBJECT_TYPE_VM,
             v1::OBJECT_TYPE_CACHE_VOLUME}) {
        const auto status = list(stub, type, outlook, [&](const v1::Object& object) {
            if (object.has_host())
                outlook.hosts.push_back(object.host());
            else if (object.has_slot())
                outlook.slots_.push_back(object.slot());
            else if (object.has_vm())
                outlook.vms.push_back(object.vm());
            else if (object.has_cache_volume())
                outlook.volumes.push_back(object.cache_volume());
        });
        if (!status.ok())
            return problem(status);
    }
    return outlook;
}

Evidence::Result<CommandTarget> targetNamed(const Outlook& outlook, const QString& word)
{
    const std::string name = word.toStdString();
    if (const v1::Host* host = hostOf(outlook, name))
        return targetOf(TargetKind::Host, host->uid(), host->generation(), host);
    std::string uid = name;
    for (const v1::Slot& slot : outlook.slots_) {
        if (slot.code() == name && slot.vm().empty())
            return Evidence::Error{QStringLiteral("%1: no VM is in that slot").arg(word)};
        if (slot.code() == name)
            uid = slot.vm();
    }
    for (const v1::Vm& vm : outlook.vms) {
        if (vm.uid() == uid)
            return targetOf(TargetKind::Vm, uid, vm.generation(), hostOf(outlook, vm.host()));
    }
    const QString where = word.section(u'@', 1);
    const v1::Host* host = hostOf(outlook, where.toStdString());
    if (!where.isEmpty() && !host)
        return Evidence::Error{QStringLiteral("%1: %2 is no host of this site").arg(word, where)};
    if (const auto* volume = volumeOf(outlook, word.section(u'@', 0, 0).toStdString()))
        return targetOf(TargetKind::Volume, volume->uid(), volume->generation(), host);
    return Evidence::Error{
        QStringLiteral("%1: neither code nor id of a host, slot, VM or cache volume of this site")
            .arg(word)};
}

QStringList orderOptions()
{
    QStringList names;
    for (const char* option :
        {"--reason", "--ticket", "--key", "--user", "--device", "--param", "--grace",
            "--generation", "--boot-id", "--not-after", "--policy-version", "--tier", "--id"})
        names.append(QLatin1String(option));
    return names;
}

Evidence::Result<v1::SendCommandRequest> commandOf(
    const Arguments& arguments, const Outlook& outlook, const QString& keyFile, const Clock& clock)
{
    auto record = recordOf(arguments, outlook, clock);
    if (!record)
        return Evidence::Error{record.error()};
    const QString file = arguments.value(QStringLiteral("--key"), keyFile);
    const auto seed = Daemon::readFile(file, 4'096);
    if (!seed)
        return Evidence::Error{seed.error()};
    const auto key = Evidence::SigningKey::fromHexSeed(seed->trimmed());
    if (!key)
        return Evidence::Error{QStringLiteral("%1: %2").arg(file, key.error())};
    v1::SendCommandRequest request;
    record->reasonDigest =
        salted(arguments.value(QStringLiteral("--reason")), *request.mutable_reason());
    if (arguments.has(QStringLiteral("--ticket")))
        record->ticketDigest =
            salted(arguments.value(QStringLiteral("--ticket")), *request.mutable_ticket());
    const auto payload = Evidence::write(*record);
    if (!payload)
        return Evidence::Error{payload.error()};
    request.set_envelope(Evidence::seal(Evidence::recordType, *payload, *key).toStdString());
    return request;
}

} // namespace Espalier::Fleetd::Cli
