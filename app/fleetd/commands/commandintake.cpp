// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandintake.h"

#include <evidence/digest.h>
#include <wire/convertorders.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logCommands, "espalier.commands")

using Code = grpc::StatusCode;

constexpr qsizetype detailAtMost = 500; // of an audit entry; it may quote foreign bytes
// So many of one person are audited of those that are turned away at the door; the rest are in the
// log only: who may order nothing must not fill the record.
constexpr int turnedAwayAtMost = 5;
constexpr std::chrono::minutes turnedAwayWithin{1};

struct CodeStatus {
    const char* code;
    Code status;
};

// All others are FAILED_PRECONDITION.
constexpr std::array statuses{
    CodeStatus{"malformed", Code::INVALID_ARGUMENT},
    CodeStatus{"wrong-site", Code::INVALID_ARGUMENT},
    CodeStatus{"reason", Code::INVALID_ARGUMENT},
    CodeStatus{"ticket", Code::INVALID_ARGUMENT},
    CodeStatus{"params", Code::INVALID_ARGUMENT},
    CodeStatus{"target", Code::INVALID_ARGUMENT},
    CodeStatus{"unknown-person", Code::PERMISSION_DENIED},
    CodeStatus{"unknown-device", Code::PERMISSION_DENIED},
    CodeStatus{"no-command-key", Code::PERMISSION_DENIED},
    CodeStatus{"bad-signature", Code::PERMISSION_DENIED},
    CodeStatus{"role", Code::PERMISSION_DENIED},
    CodeStatus{"caller", Code::PERMISSION_DENIED},
    CodeStatus{"unknown-target", Code::NOT_FOUND},
    CodeStatus{"IDEMPOTENCY_MISMATCH", Code::ALREADY_EXISTS},
    CodeStatus{"verb", Code::UNIMPLEMENTED},
};

CommandDetail detail(const char* code, const QString& words)
{
    return {QString::fromLatin1(code), words};
}

std::optional<Evidence::CommandRecord> recordIn(const std::string& bytes)
{
    const auto envelope = Evidence::parseEnvelope(QByteArray::fromStdString(bytes));
    if (!envelope)
        return std::nullopt;
    auto record = Evidence::readCommand(envelope->payload);
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

Evidence::CommandTexts textsOf(const v1::SendCommandRequest& request)
{
    return {QString::fromStdString(request.reason().text()),
        QByteArray::fromStdString(request.reason().salt()),
        QString::fromStdString(request.ticket().text()),
        QByteArray::fromStdString(request.ticket().salt())};
}

bool isCaller(const Evidence::SpiffeId& caller, const Evidence::CommandRecord& record)
{
    return caller.kind == Evidence::SpiffeId::Kind::User && caller.name == record.actor
        && caller.device == record.device;
}

// The person's own words, if they are those that were signed.
std::string signedReason(const Evidence::CommandRecord& record, const Evidence::CommandTexts& texts)
{
    const bool theirs = texts.reason.size() <= Evidence::reasonAtMost
        && Evidence::saltedDigest(texts.reasonSalt, texts.reason.toUtf8()) == record.reasonDigest;
    return theirs ? texts.reason.toStdString() : std::string();
}

// What the record says of a target's age: of a host, a VM or a volume.
struct Seen {
    quint64 generation = 0;
    std::string host, bootId;
};

} // namespace

grpc::Status statusOf(const CommandDetail& why)
{
    const auto* known = std::find_if(statuses.begin(), statuses.end(),
        [&](const CodeStatus& one) { return why.code == QLatin1String(one.code); });
    const QString words = QStringLiteral("%1: %2").arg(why.code, why.detail);
    return {known == statuses.end() ? Code::FAILED_PRECONDITION : known->status,
        words.toStdString(), why.code.toStdString()};
}

grpc::Status CommandIntake::send(const Evidence::SpiffeId& caller,
    const v1::SendCommandRequest& request, v1::SendCommandResponse& response)
{
    if (const auto before = repeated(caller, request, response))
        return *before;
    const Evidence::CommandJudgement judged =
        Evidence::judgeCommand(QByteArray::fromStdString(request.envelope()), textsOf(request),
            m_parts.trust.now()->roster, SiteId(m_parts.site), m_parts.record.clock().wall());
    if (!judged.command)
        return refuse(caller, request, judged.refusal);
    const Evidence::CommandRecord& record = judged.command->record;
    if (const CommandDetail why = judge(caller, record); !why.code.isEmpty())
        return refuse(caller, request, why);
    if (record.dryRun) {
        if (const auto preview = m_parts.owners.of(record.verb)->preview(record))
            *response.mutable_preview() = *preview;
        return grpc::Status::OK;
    }
    take(*judged.command, request);
    dispatch(record);
    const ObjectPtr now =
        m_parts.record.find(v1::OBJECT_TYPE_COMMAND, record.id.text().toStdString());
    *response.mutable_command() = now->command();
    return grpc::Status::OK;
}

// It is taken up: what cannot be sent now, the dispatcher tries again.
void CommandIntake::dispatch(const Evidence::CommandRecord& record)
{
    std::set<std::string> hosts;
    for (const CommandTarget& target : record.targets)
        hosts.insert(target.host.text().toStdString());
    try {
        for (const std::string& host : hosts)
            m_parts.dispatcher.dispatch(record.id.text().toStdString(), host);
    } catch (const Daemon::DatabaseError& error) {
        qCCritical(logCommands).noquote() << "not sent yet:" << error.text();
    }
}

std::optional<grpc::Status> CommandIntake::repeated(const Evidence::SpiffeId& caller,
    const v1::SendCommandRequest& request, v1::SendCommandResponse& response) const
{
    const auto record = recordIn(request.envelope());
    if (!record || !isCaller(caller, *record) || record->dryRun)
        return std::nullopt;
    const auto digest = m_parts.store.digestOf(record->id.text());
    if (!digest)
        return std::nullopt;
    const auto envelope = Evidence::parseEnvelope(QByteArray::fromStdString(request.envelope()));
    if (*digest != Evidence::recordDigest(envelope->payloadType, envelope->payload))
        return std::nullopt; // it is judged, refused and audited like any other
    const auto stored =
        m_parts.record.stored(v1::OBJECT_TYPE_COMMAND, record->id.text().toStdString());
    if (stored)
        *response.mutable_command() = stored->command();
    response.set_repeated(true);
    return grpc::Status::OK;
}

CommandDetail CommandIntake::judge(
    const Evidence::SpiffeId& caller, const Evidence::CommandRecord& record) const
{
    if (!isCaller(caller, record))
        return detail("caller",
            QStringLiteral("it is of %1 on %2, and %3 sends it")
                .arg(record.actor, record.device, caller.text()));
    if (m_parts.store.digestOf(record.id.text()))
        return detail("IDEMPOTENCY_MISMATCH",
            QStringLiteral("command id %1 was used for another command").arg(record.id.text()));
    if (const quint64 before = m_parts.store.highestPolicy(record.actor);
        record.policyVersion < before)
        return detail("policy",
            QStringLiteral("it names policy version %1; %2 has named %3 before")
                .arg(record.policyVersion)
                .arg(record.actor)
                .arg(before));
    const VerbOwner* owner = m_parts.owners.of(record.verb);
    if (!owner)
        return detail("verb",
            QStringLiteral("this fleetd (%1) cannot do %2")
                .arg(QStringLiteral(ESPALIER_VERSION), verbName(record.verb)));
    for (const CommandTarget& target : record.targets) {
        if (const CommandDetail why = judgeTarget(target); !why.code.isEmpty())
            return why;
    }
    return owner->judge(record);
}

CommandDetail CommandIntake::judgeTarget(const CommandTarget& target) const
{
    const std::string uid = target.uid.toStdString();
    Seen seen;
    const auto note = [&seen](const auto& object, const std::string& host) {
        seen = {object.generation(), host, {}};
    };
    if (target.kind == TargetKind::Host) {
        if (const auto host = m_parts.record.host(uid))
            note(*host, uid);
    } else if (target.kind == TargetKind::Vm) {
        if (const auto vm = m_parts.record.stored(v1::OBJECT_TYPE_VM, uid))
            note(vm->vm(), vm->vm().host());
    } else if (const ObjectPtr volume = m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid)) {
        note(volume->cache_volume(), target.host.text().toStdString()); // it lives on several
    }
    const auto host = m_parts.record.host(target.host.text().toStdString());
    if (seen.generation == 0 || (!host && target.kind != TargetKind::Volume))
        return detail("unknown-target",
            QStringLiteral("%1 %2 on host %3 is not known at %4")
                .arg(targetKindName(target.kind), target.uid, target.host.text(), m_parts.site));
    if (seen.host != target.host.text().toStdString())
        return detail("target",
            QStringLiteral("%1 %2 is on host %3, not on %4")
                .arg(targetKindName(target.kind), target.uid, QString::fromStdString(seen.host),
                    target.host.text()));
    if (target.generation != seen.generation)
        return detail("stale",
            QStringLiteral("you acted on stale data: %1 %2 has generation %3, you saw %4")
                .arg(targetKindName(target.kind),
                    QString::fromStdString(
                        placeCode(m_parts.record, targetKindName(target.kind).toStdString(), uid)))
                .arg(seen.generation)
                .arg(target.generation));
    if (!target.bootId.isEmpty() && host && target.bootId.toStdString() != host->boot_id())
        return detail("boot",
            QStringLiteral("host %1 has booted since: it runs boot %2, you saw %3")
                .arg(QString::fromStdString(host->code()), QString::fromStdString(host->boot_id()),
                    target.bootId));
    return {};
}

void CommandIntake::raiseGeneration(
    Draft& draft, const CommandTarget& target, const CommandId& id) const
{
    const std::string uid = target.uid.toStdString();
    const auto raise = [&draft](auto object) {
        object.set_generation(object.generation() + 1);
        draft.put(std::move(object));
    };
    if (target.kind == TargetKind::Host) {
        if (const auto host = m_parts.record.host(uid))
            raise(v1::Host(*host));
    } else if (target.kind == TargetKind::Vm) {
        if (const auto known = m_parts.record.vm(uid)) {
            v1::Vm vm = *known;
            if (vm.ended_by().empty() && vm.teardown().empty())
                vm.set_ended_by(id.text().toStdString());
            raise(std::move(vm));
        }
    } else if (const ObjectPtr volume = m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid)) {
        raise(v1::CacheVolume(volume->cache_volume()));
    }
}

void CommandIntake::take(
    const Evidence::CheckedCommand& checked, const v1::SendCommandRequest& request)
{
    const Evidence::CommandRecord& record = checked.record;
    const qint64 now = m_parts.record.nowNs();
    Command command;
    command.id = record.id;
    command.site = record.site;
    command.verb = record.verb;
    command.tier = std::max(record.tier, Evidence::leastTier(record));
    command.actor = record.actor;
    command.device = record.device;
    command.reason = QString::fromStdString(request.reason().text());
    if (!record.ticketDigest.isEmpty())
        command.ticket = QString::fromStdString(request.ticket().text());
    command.params = record.params;
    command.issuedAt = record.issuedAt;
    command.notAfter = record.notAfter;
    command.receivedAt = WallTime(std::chrono::nanoseconds(now));
    command.digest = checked.digest;
    for (const CommandTarget& target : record.targets)
        command.targets.push_back({target, CommandState::Received, {}, command.receivedAt});
    v1::Command message;
    Wire::toWire(command, message);
    v1::CommandOrder order;
    order.set_envelope(request.envelope());
    *order.mutable_reason() = request.reason();
    if (!record.ticketDigest.isEmpty())
        *order.mutable_ticket() = request.ticket();
    m_parts.record.commit([&](Draft& draft) {
        draft.put(message);
        CommandStore::add(draft, checked, order, now);
        CommandLife life(m_parts.record, m_parts.audit, draft, message.uid());
        for (const CommandTarget& target : record.targets) {
            const std::string uid = target.uid.toStdString();
            const bool over = target.kind == TargetKind::Vm && m_parts.settlement.isOver(uid);
            life.move(uid, CommandState::Authorised);
            if (over)
                life.move(uid, CommandState::Succeeded, detail("already-gone", {}));
            raiseGeneration(draft, target, record.id);
        }
        life.save();
        m_parts.owners.of(record.verb)->begin(draft, life.command());
    });
}

void CommandIntake::turnedAway(const Evidence::SpiffeId& caller,
    const v1::SendCommandRequest& request, const CommandDetail& why)
{
    const TrustPtr trust = m_parts.trust.now();
    const std::vector<Evidence::Person>& people = trust->roster.people;
    const bool known = caller.kind == Evidence::SpiffeId::Kind::User
        && std::any_of(people.begin(), people.end(),
            [&](const Evidence::Person& one) { return one.id == caller.name; });
    const auto record = recordIn(request.envelope());
    if (!known || (record && record->dryRun))
        return;
    const MonoTime now = m_parts.record.clock().mono();
    TurnedAway& before = m_turnedAway[caller.name];
    if (before.count == 0 || now - before.since >= turnedAwayWithin)
        before = {now, 0};
    if (before.count >= turnedAwayAtMost)
        return;
    ++before.count;
    // What is quoted was signed by the caller: its signature is judged before its roles.
    const bool signs = record && isCaller(caller, *record)
        && Evidence::judgeCommand(QByteArray::fromStdString(request.envelope()), textsOf(request),
               trust->roster, SiteId(m_parts.site), m_parts.record.clock().wall())
                .refusal.code
            == QLatin1String("role");
    audit(caller, signs ? request : v1::SendCommandRequest(), why);
}

grpc::Status CommandIntake::refuse(const Evidence::SpiffeId& caller,
    const v1::SendCommandRequest& request, const CommandDetail& why)
{
    qCWarning(logCommands).noquote()
        << "refused a command of" << caller.text() << ":" << why.code << why.detail;
    audit(caller, request, why);
    return statusOf(why);
}

void CommandIntake::audit(const Evidence::SpiffeId& caller, const v1::SendCommandRequest& request,
    const CommandDetail& why)
{
    const auto record = recordIn(request.envelope());
    if (record && record->dryRun)
        return;
    v1::AuditEntry entry;
    entry.set_actor(caller.name.toStdString());
    entry.set_device(caller.device.toStdString());
    entry.set_action("command");
    if (record) {
        const CommandTarget& target = record->targets.front();
        entry.set_action(verbName(record->verb).toStdString());
        entry.set_target(target.uid.toStdString());
        entry.set_target_code(
            placeCode(m_parts.record, targetKindName(target.kind).toStdString(), entry.target()));
        entry.set_command(record->id.text().toStdString());
        entry.set_reason(signedReason(*record, textsOf(request)));
    }
    entry.set_result(commandStateName(CommandState::Rejected).toStdString());
    entry.set_result_detail(
        QStringLiteral("%1: %2").arg(why.code, why.detail).left(detailAtMost).toStdString());
    m_parts.record.commit([&](Draft& draft) { m_parts.audit.add(draft, std::move(entry)); });
}

} // namespace Espalier::Fleetd
