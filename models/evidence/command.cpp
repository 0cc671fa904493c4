// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "digest.h"
#include "intoto.h"

#include <QRegularExpression>

#include <algorithm>

namespace Espalier::Evidence {

namespace {

constexpr char commandType[] = "Command";

QString targetsDigest(const std::vector<CommandTarget>& targets)
{
    QByteArray lines;
    for (const CommandTarget& target : targets)
        lines += target.uid.toUtf8() + '\n';
    return sha256Hex(lines);
}

JsonArray targetList(const std::vector<CommandTarget>& targets)
{
    JsonArray list;
    for (const CommandTarget& target : targets) {
        FieldWriter one;
        one.text("kind", targetKindName(target.kind))
            .text("uid", target.uid)
            .decimal("generation", target.generation)
            .optionalText("host", target.host.text())
            .optionalText("bootId", target.bootId);
        list.push_back(one.takeValue());
    }
    return list;
}

std::vector<CommandTarget> readTargets(FieldReader& in)
{
    std::vector<CommandTarget> targets;
    for (FieldReader& one : in.objects("targets")) {
        CommandTarget target;
        const std::optional<TargetKind> kind = targetKindFromName(one.text("kind"));
        if (!kind)
            one.fail("kind", QStringLiteral("is none of host, vm, volume"));
        target.kind = kind.value_or(TargetKind::Host);
        target.uid = one.text("uid");
        target.generation = one.decimal("generation");
        target.host = HostId(one.optionalText("host"));
        target.bootId = one.optionalText("bootId");
        if (!targets.empty() && targets.back().uid >= target.uid)
            one.fail("uid", QStringLiteral("is not sorted or stands twice"));
        targets.push_back(std::move(target));
    }
    if (targets.empty() || targets.size() > commandTargetsAtMost)
        in.fail("targets", QStringLiteral("must hold 1 to %1").arg(commandTargetsAtMost));
    return targets;
}

BlastRadius readBlast(FieldReader in)
{
    BlastRadius blast;
    blast.jobs = in.smallDecimal("jobs");
    blast.tenants = in.smallDecimal("tenants");
    blast.slots_ = in.smallDecimal("slots");
    blast.snapshotRevision = in.decimal("snapshotRevision");
    return blast;
}

void readSeen(FieldReader in, CommandRecord& record)
{
    record.seenEpoch = in.optionalText("epoch");
    record.seenRevision = in.decimal("revision");
    record.seenCheckpoint = in.decimal("checkpointSize");
}

QString unknownVerb(const QString& verb)
{
    const QString why = verbNotYet(verb);
    return why.isEmpty() ? QStringLiteral("is none that this version knows")
                         : QStringLiteral("%1: %2").arg(verb, why);
}

CommandRecord readPredicate(FieldReader& in)
{
    CommandRecord record;
    record.id = CommandId(in.text("commandId"));
    static const QRegularExpression hex(QStringLiteral("^[0-9a-f]{32}$"));
    if (!hex.match(record.id.text()).hasMatch())
        in.fail("commandId", QStringLiteral("is not 32 lower-case hex digits"));
    const QString verb = in.text("verb");
    record.verb = verbFromName(verb);
    if (record.verb == CommandVerb::Unknown)
        in.fail("verb", unknownVerb(verb));
    record.site = SiteId(in.text("site"));
    record.targets = readTargets(in);
    record.params = in.textMap("params");
    const std::optional<Tier> tier = tierFromName(in.text("tier"));
    if (!tier)
        in.fail("tier", QStringLiteral("is none of T0 to T3, BG"));
    record.tier = tier.value_or(Tier::T3);
    record.reasonDigest = in.hash("reasonDigest");
    record.ticketDigest = in.optionalHash("ticketDigest");
    record.actor = in.text("actor");
    record.device = in.text("device");
    record.issuedAt = in.time("issuedAt");
    record.notAfter = in.time("notAfter");
    readSeen(in.object("seen"), record);
    record.blast = readBlast(in.object("blastRadius"));
    record.policyVersion = in.decimal("policyVersion");
    record.dryRun = in.optionalBool("dryRun");
    return record;
}

CommandJudgement refused(const char* code, const QString& detail)
{
    return {std::nullopt, {QString::fromLatin1(code), detail}};
}

// Empty: it is right.
QString textProblem(
    const QString& text, const QByteArray& salt, const QString& digest, int atLeast, int atMost)
{
    if (text.size() < atLeast || text.size() > atMost)
        return QStringLiteral("has %1 characters, %2 to %3 are needed")
            .arg(text.size())
            .arg(atLeast)
            .arg(atMost);
    if (salt.size() != saltSize)
        return QStringLiteral("came with a salt of %1 bytes, 32 are needed").arg(salt.size());
    if (saltedDigest(salt, text.toUtf8()) != digest)
        return QStringLiteral("is not the text that was signed");
    return {};
}

CommandJudgement judgeTimes(const CommandRecord& record, WallTime now)
{
    if (record.notAfter <= record.issuedAt || record.notAfter - record.issuedAt > commandLifeAtMost)
        return refused("lifetime",
            QStringLiteral("it may live 15 minutes at most: %1 to %2")
                .arg(timeText(record.issuedAt), timeText(record.notAfter)));
    if (record.issuedAt > now + clockTolerance)
        return refused("clock",
            QStringLiteral("issued at %1, which is in the future: it is %2 here. Set the clock of "
                           "the desk")
                .arg(timeText(record.issuedAt), timeText(now)));
    if (now > record.notAfter)
        return refused("expired",
            QStringLiteral("it ended at %1, it is %2 here")
                .arg(timeText(record.notAfter), timeText(now)));
    return {};
}

CommandJudgement judgeSignature(
    const Envelope& envelope, const CommandRecord& record, const Roster& roster)
{
    const auto person = std::find_if(roster.people.begin(), roster.people.end(),
        [&](const Person& one) { return one.id == record.actor; });
    if (person == roster.people.end())
        return refused("unknown-person",
            QStringLiteral("%1 is not in roster version %2").arg(record.actor).arg(roster.version));
    const auto device = std::find_if(person->devices.begin(), person->devices.end(),
        [&](const Device& one) { return one.id == record.device; });
    if (device == person->devices.end())
        return refused("unknown-device",
            QStringLiteral("%1 has no device %2 in roster version %3")
                .arg(record.actor, record.device)
                .arg(roster.version));
    if (device->commandKey.isEmpty())
        return refused("no-command-key",
            QStringLiteral("device %1 of %2 has no command key in roster version %3")
                .arg(record.device, record.actor)
                .arg(roster.version));
    const auto key = PublicKey::fromHex(device->commandKey);
    if (!key || !signedBy(envelope, *key))
        return refused("bad-signature",
            QStringLiteral("it is not signed by the command key of %1 on %2")
                .arg(record.actor, record.device));
    const Tier tier = std::max(record.tier, leastTier(record));
    const QStringList needed = rolesFor(record.verb, tier);
    const bool held = std::any_of(needed.begin(), needed.end(),
        [&](const QString& role) { return person->roles.contains(role); });
    if (!held)
        return refused("role",
            QStringLiteral("%1 at tier %2 needs role %3; %4 has %5")
                .arg(verbName(record.verb), tierName(tier), needed.join(QStringLiteral(" or ")),
                    record.actor, person->roles.join(QStringLiteral(", "))));
    return {};
}

} // namespace

Result<QByteArray> write(CommandRecord record)
{
    std::sort(record.targets.begin(), record.targets.end(),
        [](const CommandTarget& a, const CommandTarget& b) { return a.uid < b.uid; });
    FieldWriter seen, blast, out;
    seen.optionalText("epoch", record.seenEpoch)
        .decimal("revision", record.seenRevision)
        .decimal("checkpointSize", record.seenCheckpoint);
    blast.decimal("jobs", static_cast<quint64>(record.blast.jobs))
        .decimal("tenants", static_cast<quint64>(record.blast.tenants))
        .decimal("slots", static_cast<quint64>(record.blast.slots_))
        .decimal("snapshotRevision", record.blast.snapshotRevision);
    out.text("commandId", record.id.text())
        .text("verb", verbName(record.verb))
        .text("site", record.site.text())
        .array("targets", targetList(record.targets))
        .textMap("params", record.params)
        .text("tier", tierName(record.tier))
        .text("reasonDigest", record.reasonDigest)
        .optionalText("ticketDigest", record.ticketDigest)
        .text("actor", record.actor)
        .text("device", record.device)
        .time("issuedAt", record.issuedAt)
        .time("notAfter", record.notAfter)
        .object("seen", std::move(seen))
        .object("blastRadius", std::move(blast))
        .decimal("policyVersion", record.policyVersion)
        .boolean("dryRun", record.dryRun);
    QByteArray payload = writeInToto(
        {QString::fromLatin1(commandType), record.id.text(), targetsDigest(record.targets)},
        std::move(out));
    // What is signed must be readable by everyone else: the reader has the last word.
    if (const auto back = readCommand(payload); !back)
        return Error{QStringLiteral("Command cannot be written: %1").arg(back.error())};
    return payload;
}

Result<CommandRecord> readCommand(const QByteArray& payload)
{
    const Result<JsonObject> tree = readStrict(payload, recordPayloadLimit);
    if (!tree)
        return Error{tree.error()};
    FieldReader root(*tree, {});
    const InTotoHead head = readInToto(root);
    if (!root.problem().isEmpty())
        return Error{root.problem()};
    if (head.type != QLatin1String(commandType))
        return Error{QStringLiteral("predicateType: %1 is no Command").arg(head.type)};
    FieldReader in = root.object("predicate");
    CommandRecord record = readPredicate(in);
    if (head.subject != record.id.text())
        in.fail("commandId", QStringLiteral("is not the subject's name"));
    if (head.digest != targetsDigest(record.targets))
        in.fail("targets", QStringLiteral("are not those of the subject's digest"));
    if (!root.problem().isEmpty())
        return Error{root.problem()};
    return record;
}

Tier leastTier(const CommandRecord& record)
{
    if (record.verb != CommandVerb::ForceDestroy)
        return Tier::T0;
    return record.targets.size() > 1 ? Tier::T2 : Tier::T1;
}

QStringList rolesFor(CommandVerb verb, Tier tier)
{
    Q_UNUSED(verb)
    if (needsApproval(tier))
        return {QStringLiteral("on-call")};
    return {QStringLiteral("operator"), QStringLiteral("on-call")};
}

QString verbNotYet(const QString& verb)
{
    if (verb == QLatin1String("purge"))
        return QStringLiteral("it takes a cache volume from all hosts, which needs 2 people, and "
                              "approvals do not exist yet");
    if (verb == QLatin1String("detach"))
        return QStringLiteral("a disk cannot be taken from a VM that runs yet: cancel its job");
    if (verb == QLatin1String("quarantine"))
        return QStringLiteral("a volume cannot be set aside yet: evict its copies");
    return {};
}

bool needsApproval(Tier tier) { return tier >= Tier::T2; }

CommandJudgement judgeCommand(const QByteArray& envelopeBytes, const CommandTexts& texts,
    const Roster& roster, const SiteId& site, WallTime now)
{
    const auto envelope = parseEnvelope(envelopeBytes);
    if (!envelope)
        return refused("malformed", envelope.error());
    if (envelope->payloadType != recordType)
        return refused("malformed",
            QStringLiteral("payloadType is %1").arg(QString::fromUtf8(envelope->payloadType)));
    auto record = readCommand(envelope->payload);
    if (!record)
        return refused("malformed", record.error());
    if (record->site != site)
        return refused("wrong-site",
            QStringLiteral("it is for site %1, this is %2").arg(record->site.text(), site.text()));
    if (CommandJudgement no = judgeSignature(*envelope, *record, roster);
        !no.refusal.code.isEmpty())
        return no;
    if (CommandJudgement no = judgeTimes(*record, now); !no.refusal.code.isEmpty())
        return no;
    if (record->policyVersion > roster.version)
        return refused("policy",
            QStringLiteral("it names policy version %1, %2 is the newest here")
                .arg(record->policyVersion)
                .arg(roster.version));
    if (const QString problem = textProblem(
            texts.reason, texts.reasonSalt, record->reasonDigest, reasonAtLeast, reasonAtMost);
        !problem.isEmpty())
        return refused("reason", QStringLiteral("the reason %1").arg(problem));
    if (!record->ticketDigest.isEmpty()) {
        const QString problem =
            textProblem(texts.ticket, texts.ticketSalt, record->ticketDigest, 1, ticketAtMost);
        if (!problem.isEmpty())
            return refused("ticket", QStringLiteral("the ticket %1").arg(problem));
    }
    const Tier tier = std::max(record->tier, leastTier(*record));
    if (needsApproval(tier) && !record->dryRun)
        return refused("approvals",
            QStringLiteral("tier %1 needs a second person, and approvals do not exist yet")
                .arg(tierName(tier)));
    return {CheckedCommand{std::move(*record), recordDigest(recordType, envelope->payload)}, {}};
}

} // namespace Espalier::Evidence
