// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testdesk.h"

#include <daemon/files.h>
#include <evidence/digest.h>
#include <evidence/dsse.h>
#include <fleetd/cli/pkipaths.h>

#include <QTest>

namespace Espalier::Tests {

namespace {

const QString reason = QStringLiteral("the fan of this host fails");

Evidence::SigningKey keyIn(const QString& file)
{
    const auto seed = Daemon::readFile(file, 4'096);
    const auto key = seed ? Evidence::SigningKey::fromHexSeed(seed->trimmed())
                          : Evidence::Result<Evidence::SigningKey>(Evidence::Error{seed.error()});
    if (!key)
        throw std::runtime_error(key.error().toStdString());
    return *key;
}

} // namespace

TestDesk::TestDesk(TestFleet& fleet, const QString& person)
    : m_fleet(fleet)
    , m_person(person)
    , m_key(keyIn(Fleetd::Cli::PkiPaths{fleet.path(QStringLiteral("pki"))}.commandKey(person)))
    , m_stub(v1::Commands::NewStub(fleet.channel(QStringLiteral("users/") + person)))
{
}

CommandTarget TestDesk::target(const std::string& uid)
{
    CommandTarget target;
    target.uid = QString::fromStdString(uid);
    m_fleet.onRecord([&](Fleetd::Fleet& fleet) {
        if (const auto host = fleet.record().host(uid)) {
            target.host = HostId(target.uid);
            target.generation = host->generation();
        } else if (const auto vm = fleet.record().stored(v1::OBJECT_TYPE_VM, uid)) {
            target.kind = TargetKind::Vm;
            target.host = HostId(QString::fromStdString(vm->vm().host()));
            target.generation = vm->vm().generation();
        } else if (const auto volume = fleet.record().find(v1::OBJECT_TYPE_CACHE_VOLUME, uid)) {
            target.kind = TargetKind::Volume; // of its hosts the test names one
            target.generation = volume->cache_volume().generation();
        }
    });
    return target;
}

Evidence::CommandRecord TestDesk::record(CommandVerb verb, const std::string& uid)
{
    Evidence::CommandRecord record;
    record.id = CommandId(QString::fromLatin1(Evidence::randomBytes(16).toHex()));
    record.verb = verb;
    record.site = SiteId(QStringLiteral("fra1"));
    record.targets = {target(uid)};
    record.tier = verb == CommandVerb::ForceDestroy ? Tier::T1 : Tier::T0;
    record.actor = m_person;
    record.device = QStringLiteral("desk");
    record.issuedAt = m_fleet.clock().wall();
    record.notAfter = record.issuedAt + std::chrono::minutes(10);
    record.policyVersion = 1;
    return record;
}

std::string TestDesk::seal(const Evidence::CommandRecord& record) const
{
    const auto payload = Evidence::write(record);
    if (!payload)
        throw std::runtime_error(payload.error().toStdString());
    return Evidence::seal(Evidence::recordType, *payload, m_key).toStdString();
}

v1::SendCommandRequest TestDesk::sign(Evidence::CommandRecord record) const
{
    const QByteArray salt(Evidence::saltSize, 's');
    record.reasonDigest = Evidence::saltedDigest(salt, reason.toUtf8());
    v1::SendCommandRequest request;
    request.mutable_reason()->set_text(reason.toStdString());
    request.mutable_reason()->set_salt(salt.toStdString());
    request.set_envelope(seal(record));
    return request;
}

TestDesk::Answer TestDesk::send(const v1::SendCommandRequest& request) const
{
    Deadline deadline;
    Answer answer;
    answer.status = m_stub->Send(deadline, request, &answer.response);
    return answer;
}

v1::Command commandNow(TestFleet& fleet, const std::string& id)
{
    v1::Command command;
    fleet.onRecord([&](Fleetd::Fleet& inside) {
        if (const auto found = inside.record().find(v1::OBJECT_TYPE_COMMAND, id))
            command = found->command();
    });
    return command;
}

v1::Host hostNow(TestFleet& fleet, const std::string& uid)
{
    v1::Host host;
    fleet.onRecord([&](Fleetd::Fleet& inside) {
        if (const auto found = inside.record().host(uid))
            host = *found;
    });
    return host;
}

std::string stateNow(TestFleet& fleet, const std::string& id)
{
    const v1::Command command = commandNow(fleet, id);
    return command.targets_size() == 1 ? command.targets(0).state() : std::string();
}

QStringList auditOf(TestFleet& fleet, const std::string& command)
{
    std::map<int, QString> results;
    fleet.onRecord([&](Fleetd::Fleet& inside) {
        for (const auto& [uid, object] : inside.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY)) {
            const v1::AuditEntry& entry = object->audit_entry();
            if (entry.command() == command)
                results[QString::fromStdString(uid).section(u'/', 1).toInt()] =
                    QString::fromStdString(entry.result());
        }
    });
    QStringList list;
    for (const auto& [number, result] : results)
        list.append(result);
    return list;
}

bool reaches(TestFleet& fleet, const std::string& id, const std::string& state)
{
    return QTest::qWaitFor([&] { return stateNow(fleet, id) == state; }, 5'000);
}

} // namespace Espalier::Tests
