// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records.h"

#include "intoto.h"
#include "merkle.h"
#include "recordgroups.h"

namespace Espalier::Evidence {

namespace {

QString lifeKindName(LifeRecordKind kind)
{
    switch (kind) {
    case LifeRecordKind::Birth:
        return QStringLiteral("Birth");
    case LifeRecordKind::Teardown:
        return QStringLiteral("Teardown");
    case LifeRecordKind::TeardownFailed:
        return QStringLiteral("TeardownFailed");
    }
    return {};
}

QString cacheKindName(bool attach)
{
    return attach ? QStringLiteral("CacheAttach") : QStringLiteral("CacheDetach");
}

LifeRecord readLife(
    FieldReader& in, LifeRecordKind kind, const QString& subject, const QString& digest)
{
    LifeRecord life;
    life.kind = kind;
    life.imageDigest = digest;
    life.identity = readIdentity(in);
    const bool birth = kind == LifeRecordKind::Birth;
    if (life.identity.vm.isEmpty())
        in.fail("vmUid", QStringLiteral("is missing"));
    if (life.identity.vm.text() != subject)
        in.fail("vmUid", QStringLiteral("is not the subject's name"));
    if (life.identity.slot == 0)
        in.fail("slot", QStringLiteral("is missing or 0"));
    if (life.identity.tenantPseudonym.isEmpty())
        in.fail("tenantPseudonym", QStringLiteral("is missing"));
    if (life.identity.jobRefDigest.isEmpty())
        in.fail("jobRefDigest", QStringLiteral("is missing"));
    if (birth == !life.identity.birthLeafHash.isEmpty())
        in.fail("birthLeafHash", QStringLiteral("stands in Teardowns and only there"));
    life.backend = readBackend(in.object("backend"));
    life.time = readTime(in);
    life.disks = readDisks(in.objects("disks"));
    life.cache = readCaches(in);
    life.policyVersion = in.decimal("policyVersion");
    life.hostdDigest = in.optionalHash("hostdDigest");
    if (birth)
        return life;
    life.cause = readCause(in);
    life.steps = readSteps(in);
    life.verified = readFacts(in, "verified");
    life.claimed = readFacts(in, "claimed");
    life.residuals = in.texts("residuals");
    life.outcomeText = in.text("outcome");
    life.outcome = outcomeFromName(life.outcomeText);
    return life;
}

CacheRecord readCache(FieldReader& in, bool attach, const QString& subject, const QString& digest)
{
    CacheRecord record;
    record.attach = attach;
    record.imageDigest = digest;
    record.identity = readIdentity(in);
    if (record.identity.vm.isEmpty() || record.identity.vm.text() != subject)
        in.fail("vmUid", QStringLiteral("is not the subject's name"));
    if (record.identity.slot == 0)
        in.fail("slot", QStringLiteral("is missing or 0"));
    if (record.identity.tenantPseudonym.isEmpty())
        in.fail("tenantPseudonym", QStringLiteral("is missing"));
    if (record.identity.birthLeafHash.isEmpty())
        in.fail("birthLeafHash", QStringLiteral("is missing"));
    record.time = readTime(in);
    record.cache = readCacheElement(in, attach);
    return record;
}

Result<QByteArray> finish(
    const QString& type, const QString& subject, const QString& digest, FieldWriter&& predicate)
{
    QByteArray payload = writeInToto({type, subject, digest}, std::move(predicate));
    // What is signed must be readable by everyone else: the reader has the last word.
    if (const Result<HostRecord> back = readRecord(payload); !back)
        return Error{QStringLiteral("%1 cannot be written: %2").arg(type, back.error())};
    return payload;
}

} // namespace

CheckpointRef noCheckpoint() { return {0, QString::fromLatin1(emptyRoot().toHex())}; }

Result<QByteArray> write(const LifeRecord& record)
{
    const bool birth = record.kind == LifeRecordKind::Birth;
    FieldWriter out;
    writeIdentity(out, record.identity);
    writeTime(out, record.time);
    out.object("backend", backendFields(record.backend))
        .array("disks", diskList(record.disks))
        .decimal("policyVersion", record.policyVersion)
        .optionalText("hostdDigest", record.hostdDigest);
    if (!record.cache.empty())
        out.array("cache", cacheList(record.cache));
    if (!birth) {
        if (record.cause)
            writeCause(out, *record.cause);
        out.array("steps", stepList(record.steps))
            .array("verified", factList(record.verified))
            .array("claimed", factList(record.claimed))
            .texts("residuals", record.residuals)
            .text("outcome", outcomeName(record.outcome));
    }
    return finish(
        lifeKindName(record.kind), record.identity.vm.text(), record.imageDigest, std::move(out));
}

Result<QByteArray> write(const HostModeRecord& record)
{
    FieldWriter out;
    writeIdentity(out, record.identity);
    writeTime(out, record.time);
    out.text("mode", hostModeName(record.mode)).optionalText("commandDigest", record.commandDigest);
    return finish(
        QStringLiteral("HostMode"), record.identity.host.text(), record.keyId, std::move(out));
}

Result<QByteArray> write(const CacheRecord& record)
{
    FieldWriter out;
    writeIdentity(out, record.identity);
    writeTime(out, record.time);
    out.array("cache", cacheList({record.cache}));
    return finish(cacheKindName(record.attach), record.identity.vm.text(), record.imageDigest,
        std::move(out));
}

Result<HostRecord> readRecord(const QByteArray& payload)
{
    Result<JsonObject> tree = readStrict(payload, recordPayloadLimit);
    if (!tree)
        return Error{tree.error()};
    FieldReader root(*tree, {});
    const InTotoHead head = readInToto(root);
    if (!root.problem().isEmpty())
        return Error{root.problem()};
    const auto& [type, subject, digest] = head;
    FieldReader in = root.object("predicate");
    HostRecord record;
    if (type == QLatin1String("Birth")) {
        record = readLife(in, LifeRecordKind::Birth, subject, digest);
    } else if (type == QLatin1String("Teardown")) {
        record = readLife(in, LifeRecordKind::Teardown, subject, digest);
    } else if (type == QLatin1String("TeardownFailed")) {
        record = readLife(in, LifeRecordKind::TeardownFailed, subject, digest);
    } else if (type == QLatin1String("HostMode")) {
        HostModeRecord mode{readIdentity(in), readTime(in), digest, HostMode::InService,
            in.optionalHash("commandDigest")};
        const std::optional<HostMode> known = hostModeFromName(in.text("mode"));
        if (!known)
            in.fail("mode", QStringLiteral("is not one of evidence.md 1"));
        if (mode.identity.host.text() != subject)
            in.fail("hostId", QStringLiteral("is not the subject's name"));
        mode.mode = known.value_or(HostMode::Quarantined);
        record = std::move(mode);
    } else if (type == cacheKindName(true) || type == cacheKindName(false)) {
        record = readCache(in, type == cacheKindName(true), subject, digest);
    } else {
        record = OtherRecord{type, readIdentity(in), readTime(in)};
    }
    if (!root.problem().isEmpty())
        return Error{root.problem()};
    return record;
}

QString typeOf(const HostRecord& record)
{
    if (const auto* life = std::get_if<LifeRecord>(&record))
        return lifeKindName(life->kind);
    if (const auto* other = std::get_if<OtherRecord>(&record))
        return other->type;
    if (const auto* cache = std::get_if<CacheRecord>(&record))
        return cacheKindName(cache->attach);
    return QStringLiteral("HostMode");
}

const Identity& identityOf(const HostRecord& record)
{
    return std::visit([](const auto& r) -> const Identity& { return r.identity; }, record);
}

const TimeGroup& timeOf(const HostRecord& record)
{
    return std::visit([](const auto& r) -> const TimeGroup& { return r.time; }, record);
}

} // namespace Espalier::Evidence
