// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordgroups.h"

#include "merkle.h"

#include <algorithm>

namespace Espalier::Evidence {

void writeIdentity(FieldWriter& out, const Identity& identity)
{
    out.text("recordId", identity.recordId)
        .text("site", identity.site.text())
        .text("hostId", identity.host.text())
        .text("bootId", identity.bootId)
        .decimal("hostSeq", identity.hostSeq)
        .text("prevHash", identity.prevHash)
        .optionalText("vmUid", identity.vm.text())
        .optionalText("tenantPseudonym", identity.tenantPseudonym)
        .optionalText("jobRefDigest", identity.jobRefDigest)
        .optionalText("birthLeafHash", identity.birthLeafHash);
    if (identity.slot > 0)
        out.decimal("slot", static_cast<quint64>(identity.slot));
}

Identity readIdentity(FieldReader& in)
{
    Identity identity;
    identity.recordId = in.text("recordId");
    identity.site = SiteId(in.text("site"));
    identity.host = HostId(in.text("hostId"));
    identity.bootId = in.text("bootId");
    identity.hostSeq = in.decimal("hostSeq");
    if (identity.hostSeq == 0)
        in.fail("hostSeq", QStringLiteral("begins with 1"));
    identity.prevHash = in.hash("prevHash");
    if ((identity.hostSeq == 1) != (identity.prevHash == noHash()))
        in.fail("prevHash", QStringLiteral("is 64 zeros in the first record and only there"));
    identity.vm = VmId(in.optionalText("vmUid"));
    identity.slot = in.has("slot") ? in.smallDecimal("slot") : 0;
    identity.tenantPseudonym = in.optionalText("tenantPseudonym");
    identity.jobRefDigest = in.optionalHash("jobRefDigest");
    identity.birthLeafHash = in.optionalHash("birthLeafHash");
    return identity;
}

void writeTime(FieldWriter& out, const TimeGroup& time)
{
    FieldWriter checkpoint;
    checkpoint.decimal("size", time.lastCheckpoint.size).text("root", time.lastCheckpoint.root);
    out.nanoseconds("monoStart", time.monoStart)
        .nanoseconds("monoEnd", time.monoEnd)
        .time("wallStart", time.wallStart)
        .time("wallEnd", time.wallEnd)
        .object("lastCheckpoint", std::move(checkpoint));
}

TimeGroup readTime(FieldReader& in)
{
    TimeGroup time;
    time.monoStart = in.nanoseconds("monoStart");
    time.monoEnd = in.nanoseconds("monoEnd");
    time.wallStart = in.time("wallStart");
    time.wallEnd = in.time("wallEnd");
    FieldReader checkpoint = in.object("lastCheckpoint");
    time.lastCheckpoint = {checkpoint.decimal("size"), checkpoint.hash("root")};
    return time;
}

FieldWriter backendFields(const BackendGroup& backend)
{
    FieldWriter out;
    out.text("kind", backend.backend)
        .optionalText("version", backend.version)
        .text("accelerator", backend.accelerator)
        .text("shape", backend.shape)
        .optionalText("guestOs", backend.guestOs)
        .optionalText("machineType", backend.machineType)
        .optionalText("sandboxProfileHash", backend.sandboxProfileHash)
        .decimal("processUid", backend.processUid);
    return out;
}

BackendGroup readBackend(FieldReader in)
{
    BackendGroup backend;
    backend.backend = in.text("kind");
    backend.version = in.optionalText("version");
    backend.accelerator = in.text("accelerator");
    backend.shape = in.text("shape");
    backend.guestOs = in.optionalText("guestOs");
    backend.machineType = in.optionalText("machineType");
    backend.sandboxProfileHash = in.optionalHash("sandboxProfileHash");
    backend.processUid = in.decimal("processUid");
    return backend;
}

void writeCause(FieldWriter& out, const CauseGroup& cause)
{
    FieldWriter exit;
    exit.text("kind", exitKindName(cause.exit.kind))
        .decimal("code", static_cast<quint64>(std::max(cause.exit.code, 0)));
    out.object("jobExit", std::move(exit))
        .text("trigger", cause.trigger)
        .optionalText("commandDigest", cause.commandDigest);
    if (cause.jobStart)
        out.nanoseconds("jobStartMono", *cause.jobStart);
    if (cause.jobEnd)
        out.nanoseconds("jobEndMono", *cause.jobEnd);
}

CauseGroup readCause(FieldReader& in)
{
    CauseGroup cause;
    FieldReader exit = in.object("jobExit");
    const QString kind = exit.text("kind");
    const std::optional<JobExitKind> known = exitKindFromName(kind);
    if (!known && !kind.isEmpty())
        exit.fail("kind", QStringLiteral("is not one of evidence.md 2"));
    cause.exit.kind = known.value_or(JobExitKind::Lost);
    cause.exit.code = exit.smallDecimal("code");
    cause.trigger = in.text("trigger");
    cause.commandDigest = in.optionalHash("commandDigest");
    cause.jobStart = in.optionalNanoseconds("jobStartMono");
    cause.jobEnd = in.optionalNanoseconds("jobEndMono");
    return cause;
}

JsonArray stepList(const std::vector<Step>& steps)
{
    return listOf(steps, [](FieldWriter& out, const Step& step) {
        out.text("id", step.id)
            .decimal("attempt", static_cast<quint64>(std::max(step.attempt, 0)))
            .nanoseconds("startedMono", step.started)
            .nanoseconds("endedMono", step.ended)
            .text("result", step.result)
            .decimal("errno", static_cast<quint64>(std::max(step.error, 0)));
    });
}

std::vector<Step> readSteps(FieldReader& in)
{
    return listFrom(in.objects("steps"), [](FieldReader& element) {
        Step step;
        step.id = element.text("id");
        step.attempt = element.smallDecimal("attempt");
        step.started = element.nanoseconds("startedMono");
        step.ended = element.nanoseconds("endedMono");
        step.result = element.text("result");
        step.error = element.smallDecimal("errno");
        return step;
    });
}

JsonArray factList(const std::vector<Fact>& facts)
{
    return listOf(facts, [](FieldWriter& out, const Fact& fact) {
        out.text("fact", fact.fact).textMap("raw", fact.raw);
        if (fact.seen)
            out.nanoseconds("seenMono", *fact.seen);
    });
}

std::vector<Fact> readFacts(FieldReader& in, const char* name)
{
    return listFrom(in.objects(name), [](FieldReader& element) {
        Fact fact;
        fact.fact = element.text("fact");
        fact.raw = element.textMap("raw");
        fact.seen = element.optionalNanoseconds("seenMono");
        return fact;
    });
}

JsonArray cacheList(const std::vector<CacheUse>& uses)
{
    return listOf(uses, [](FieldWriter& out, const CacheUse& use) {
        out.text("volumeId", use.volumeId)
            .text("forkId", use.forkId)
            .text("owner", use.owner)
            .text("mode", use.mode)
            .optionalText("versionBefore", use.versionBefore)
            .optionalText("versionAfter", use.versionAfter)
            .optionalText("outcome", use.outcome)
            .nanoseconds("detachedMono", use.detached);
    });
}

std::vector<CacheUse> readCaches(FieldReader& in)
{
    return listFrom(in.objects("cache"), [](FieldReader& element) {
        CacheUse use;
        use.volumeId = element.text("volumeId");
        use.forkId = element.text("forkId");
        use.owner = element.text("owner");
        use.mode = element.text("mode");
        use.versionBefore = element.optionalText("versionBefore");
        use.versionAfter = element.optionalText("versionAfter");
        use.outcome = element.optionalText("outcome");
        use.detached = element.nanoseconds("detachedMono");
        return use;
    });
}

CacheUse readCacheElement(FieldReader& in, bool attach)
{
    const std::vector<CacheUse> uses = readCaches(in);
    if (uses.size() != 1) {
        in.fail("cache", QStringLiteral("has %1 elements, not one").arg(uses.size()));
        return {};
    }
    const CacheUse& use = uses.front();
    const bool committed = use.outcome == QLatin1String("committed");
    const bool ends = committed || use.outcome == QLatin1String("abandoned");
    if (attach && !use.outcome.isEmpty())
        in.fail("cache", QStringLiteral("has an outcome before it was detached"));
    if (attach && use.detached != MonoTime{})
        in.fail("cache", QStringLiteral("has a time of detaching before it was detached"));
    if (!attach && !ends)
        in.fail("cache", QStringLiteral("has an outcome that is not committed or abandoned"));
    if (committed == use.versionAfter.isEmpty())
        in.fail("cache", QStringLiteral("has a version after exactly if it is committed"));
    return use;
}

JsonArray diskList(const std::vector<DiskEntry>& disks)
{
    return listOf(disks, [](FieldWriter& out, const DiskEntry& disk) {
        out.optionalText("role", disk.role)
            .optionalText("sanitisation", disk.sanitisation)
            .decimal("dev", disk.dev)
            .decimal("ino", disk.ino)
            .text("nonce", disk.nonce);
    });
}

std::vector<DiskEntry> readDisks(std::vector<FieldReader> elements)
{
    return listFrom(std::move(elements), [](FieldReader& element) {
        DiskEntry disk;
        disk.role = element.optionalText("role");
        disk.sanitisation = element.optionalText("sanitisation");
        disk.dev = element.decimal("dev");
        disk.ino = element.decimal("ino");
        disk.nonce = element.text("nonce");
        return disk;
    });
}

} // namespace Espalier::Evidence
