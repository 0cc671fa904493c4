// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liferecords.h"

namespace Espalier::Hostd {

namespace {

Evidence::CacheUse useOf(const LifeCache& cache)
{
    const auto number = [](quint64 version) {
        return version == 0 ? QString() : QString::number(version);
    };
    return {cache.volume.text(), cache.fork, cache.owner, QStringLiteral("fork"),
        number(cache.base), number(cache.after), cache.outcome, cache.detached};
}

Evidence::LifeRecord commonFields(const StoredLife& life, const RecordFrame& frame)
{
    Evidence::LifeRecord record;
    record.identity.vm = life.vm;
    record.identity.slot = life.slot;
    record.identity.tenantPseudonym = life.tenantPseudonym;
    record.identity.jobRefDigest = life.jobRefDigest;
    record.imageDigest = life.image;
    record.backend.backend = frame.backend.kind;
    record.backend.version = frame.backend.version;
    record.backend.accelerator = frame.backend.accelerator;
    record.backend.shape = life.shape;
    record.backend.guestOs = frame.backend.guestOs;
    record.backend.machineType = frame.backend.machineType;
    record.backend.sandboxProfileHash = frame.backend.sandboxProfileHash;
    record.backend.processUid = static_cast<quint64>(life.trace.uid);
    for (const DiskIdentity& disk : life.trace.disks)
        record.disks.push_back({disk.role, disk.sanitisation, disk.dev, disk.ino, disk.nonce});
    for (const LifeCache& cache : life.caches)
        record.cache.push_back(useOf(cache));
    record.policyVersion = life.policyVersion;
    record.hostdDigest = frame.hostdDigest;
    return record;
}

std::vector<Evidence::Fact> facts(const std::vector<ObservedFact>& observed)
{
    std::vector<Evidence::Fact> out;
    out.reserve(observed.size());
    for (const ObservedFact& fact : observed)
        out.push_back({fact.fact, fact.raw, fact.seen});
    return out;
}

} // namespace

Evidence::LifeRecord birthRecord(
    const StoredLife& life, const RecordFrame& frame, const Moment& now)
{
    Evidence::LifeRecord record = commonFields(life, frame);
    record.kind = Evidence::LifeRecordKind::Birth;
    record.time.monoStart = life.placedMono;
    record.time.wallStart = life.placedWall;
    record.time.monoEnd = now.mono;
    record.time.wallEnd = now.wall;
    return record;
}

Evidence::LifeRecord teardownRecord(const StoredLife& life, const RecordFrame& frame,
    const TeardownRun& run, const Moment& begun, const Moment& now)
{
    Evidence::LifeRecord record = commonFields(life, frame);
    record.kind = endsLife(run.outcome) ? Evidence::LifeRecordKind::Teardown
                                        : Evidence::LifeRecordKind::TeardownFailed;
    record.identity.birthLeafHash = life.birthLeaf;
    record.time.monoStart = begun.mono;
    record.time.wallStart = begun.wall;
    record.time.monoEnd = now.mono;
    record.time.wallEnd = now.wall;
    Evidence::CauseGroup cause;
    cause.exit = life.exit.value_or(JobExit{JobExitKind::NeverStarted, 0});
    cause.trigger = triggerName(life.trigger);
    cause.commandDigest = life.commandDigest;
    // Monotonic times of an earlier boot mean nothing in this one.
    if (life.bootId == frame.bootId) {
        cause.jobStart = life.jobStart;
        cause.jobEnd = life.jobEnd;
    }
    record.cause = cause;
    for (const TeardownStep& step : run.steps) {
        record.steps.push_back({step.id, step.attempt, step.started, step.ended,
            step.ok ? QStringLiteral("ok") : QStringLiteral("failed"), step.error});
    }
    record.verified = facts(run.verified);
    record.claimed = facts(run.claimed);
    record.residuals = run.residuals;
    record.outcome = run.outcome;
    return record;
}

Evidence::CacheRecord cacheRecord(const StoredLife& life, const LifeCache& cache, const Moment& now)
{
    Evidence::CacheRecord record;
    record.attach = cache.outcome.isEmpty();
    record.identity.vm = life.vm;
    record.identity.slot = life.slot;
    record.identity.tenantPseudonym = life.tenantPseudonym;
    record.identity.jobRefDigest = life.jobRefDigest;
    record.identity.birthLeafHash = life.birthLeaf;
    record.imageDigest = life.image;
    record.time.monoStart = record.time.monoEnd = now.mono;
    record.time.wallStart = record.time.wallEnd = now.wall;
    record.cache = useOf(cache);
    return record;
}

bool endsLife(Outcome outcome)
{
    return outcome == Outcome::Complete || outcome == Outcome::CompleteHostDegraded
        || outcome == Outcome::CompleteAfterReboot || outcome == Outcome::Simulated;
}

} // namespace Espalier::Hostd
