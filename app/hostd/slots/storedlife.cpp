// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedlife.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace Espalier::Hostd {

namespace {

constexpr std::array<const char*, 4> triggerNames{"jobEnd", "command", "drain", "reconcile"};
constexpr std::array<const char*, 3> stageNames{"intended", "born", "ending"};

// Integers go as text: JSON numbers lose 64-bit values.
QJsonValue number(quint64 value) { return QString::number(value); }
quint64 number(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString().toULongLong();
}
QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}
template <typename Duration> QJsonValue nanoseconds(Duration value)
{
    return QString::number(static_cast<qint64>(value.count()));
}
std::optional<std::chrono::nanoseconds> nanoseconds(const QJsonObject& object, const char* key)
{
    const auto value = object.value(QLatin1String(key));
    if (!value.isString())
        return std::nullopt;
    return std::chrono::nanoseconds(value.toString().toLongLong());
}

template <size_t N>
std::optional<int> indexOf(const std::array<const char*, N>& names, const QString& name)
{
    for (size_t i = 0; i < N; ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<int>(i);
    }
    return std::nullopt;
}

QJsonObject traceToJson(const VmTrace& trace)
{
    QJsonArray disks;
    for (const DiskIdentity& disk : trace.disks) {
        disks.append(QJsonObject{
            {QStringLiteral("role"), disk.role},
            {QStringLiteral("sanitisation"), disk.sanitisation},
            {QStringLiteral("dev"), number(disk.dev)},
            {QStringLiteral("ino"), number(disk.ino)},
            {QStringLiteral("nonce"), disk.nonce},
        });
    }
    return {
        {QStringLiteral("uid"), trace.uid},
        {QStringLiteral("pid"), number(static_cast<quint64>(trace.pid))},
        {QStringLiteral("startTime"), number(trace.startTime)},
        {QStringLiteral("bootId"), trace.bootId},
        {QStringLiteral("disks"), disks},
        {QStringLiteral("backendState"), QString::fromLatin1(trace.backendState.toBase64())},
    };
}

VmTrace traceFromJson(const QJsonObject& object)
{
    VmTrace trace;
    trace.uid = object.value(QLatin1String("uid")).toInt();
    trace.pid = static_cast<qint64>(number(object, "pid"));
    trace.startTime = number(object, "startTime");
    trace.bootId = text(object, "bootId");
    trace.backendState = QByteArray::fromBase64(text(object, "backendState").toLatin1());
    const QJsonArray disks = object.value(QLatin1String("disks")).toArray();
    for (const QJsonValueConstRef value : disks) {
        const QJsonObject disk = value.toObject();
        trace.disks.push_back({text(disk, "role"), text(disk, "sanitisation"), number(disk, "dev"),
            number(disk, "ino"), text(disk, "nonce")});
    }
    return trace;
}

QJsonArray cachesToJson(const std::vector<LifeCache>& caches)
{
    QJsonArray array;
    for (const LifeCache& cache : caches) {
        array.append(QJsonObject{
            {QStringLiteral("volume"), cache.volume.text()},
            {QStringLiteral("name"), cache.name},
            {QStringLiteral("owner"), cache.owner},
            {QStringLiteral("quota"), number(cache.quota)},
            {QStringLiteral("fork"), cache.fork},
            {QStringLiteral("base"), number(cache.base)},
            {QStringLiteral("outcome"), cache.outcome},
            {QStringLiteral("after"), number(cache.after)},
            {QStringLiteral("detached"), nanoseconds(cache.detached)},
        });
    }
    return array;
}

std::vector<LifeCache> cachesFromJson(const QJsonArray& array)
{
    std::vector<LifeCache> caches;
    for (const QJsonValueConstRef value : array) {
        const QJsonObject cache = value.toObject();
        caches.push_back({VolumeId(text(cache, "volume")), text(cache, "name"),
            text(cache, "owner"), number(cache, "quota"), text(cache, "fork"),
            number(cache, "base"), text(cache, "outcome"), number(cache, "after"),
            nanoseconds(cache, "detached").value_or(MonoTime{})});
    }
    return caches;
}

void writeEnd(const StoredLife& life, QJsonObject& object)
{
    if (life.jobStart)
        object.insert(QStringLiteral("jobStart"), nanoseconds(*life.jobStart));
    if (life.jobEnd)
        object.insert(QStringLiteral("jobEnd"), nanoseconds(*life.jobEnd));
    if (life.jobEndWall)
        object.insert(
            QStringLiteral("jobEndWall"), nanoseconds(life.jobEndWall->time_since_epoch()));
    if (life.exit) {
        object.insert(QStringLiteral("exitKind"), exitKindName(life.exit->kind));
        object.insert(QStringLiteral("exitCode"), life.exit->code);
    }
}

void readEnd(const QJsonObject& object, StoredLife& life)
{
    life.jobStart = nanoseconds(object, "jobStart");
    life.jobEnd = nanoseconds(object, "jobEnd");
    if (const auto wall = nanoseconds(object, "jobEndWall"))
        life.jobEndWall = WallTime(*wall);
    if (const auto kind = exitKindFromName(text(object, "exitKind")))
        life.exit = JobExit{*kind, object.value(QLatin1String("exitCode")).toInt()};
}

} // namespace

QString triggerName(Trigger trigger)
{
    return QLatin1String(triggerNames.at(static_cast<size_t>(trigger)));
}

void continueInBoot(StoredLife& life, const QString& bootId)
{
    if (life.bootId != bootId) {
        life.jobStart.reset();
        life.jobEnd.reset();
        for (LifeCache& cache : life.caches)
            cache.detached = {};
    }
    life.bootId = bootId;
}

QByteArray toJson(const StoredLife& life)
{
    QJsonObject object{
        {QStringLiteral("host"), life.host.text()},
        {QStringLiteral("vm"), life.vm.text()},
        {QStringLiteral("slot"), life.slot},
        {QStringLiteral("stage"), QLatin1String(stageNames.at(static_cast<size_t>(life.stage)))},
        {QStringLiteral("tenantPseudonym"), life.tenantPseudonym},
        {QStringLiteral("jobRefDigest"), life.jobRefDigest},
        {QStringLiteral("shape"), life.shape},
        {QStringLiteral("image"), life.image},
        {QStringLiteral("policyVersion"), number(life.policyVersion)},
        {QStringLiteral("timeLimit"), number(static_cast<quint64>(life.timeLimit.count()))},
        {QStringLiteral("trace"), traceToJson(life.trace)},
        {QStringLiteral("bootId"), life.bootId},
        {QStringLiteral("birthSeq"), number(life.birthSeq)},
        {QStringLiteral("birthLeaf"), life.birthLeaf},
        {QStringLiteral("placedMono"), nanoseconds(life.placedMono)},
        {QStringLiteral("placedWall"), nanoseconds(life.placedWall.time_since_epoch())},
        {QStringLiteral("trigger"), triggerName(life.trigger)},
        {QStringLiteral("failedRuns"), life.failedRuns},
        {QStringLiteral("commandDigest"), life.commandDigest},
        {QStringLiteral("generation"), number(life.generation)},
        {QStringLiteral("endWanted"), life.endWanted},
        {QStringLiteral("caches"), cachesToJson(life.caches)},
    };
    writeEnd(life, object);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<StoredLife> lifeFromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto stage = indexOf(stageNames, text(object, "stage"));
    const auto trigger = indexOf(triggerNames, text(object, "trigger"));
    StoredLife life;
    life.host = HostId(text(object, "host"));
    life.vm = VmId(text(object, "vm"));
    life.slot = object.value(QLatin1String("slot")).toInt();
    if (!stage || !trigger || life.host.isEmpty() || life.vm.isEmpty() || life.slot < 1)
        return std::nullopt;
    life.stage = static_cast<LifeStage>(*stage);
    life.trigger = static_cast<Trigger>(*trigger);
    life.tenantPseudonym = text(object, "tenantPseudonym");
    life.jobRefDigest = text(object, "jobRefDigest");
    life.shape = text(object, "shape");
    life.image = text(object, "image");
    life.policyVersion = number(object, "policyVersion");
    life.timeLimit = std::chrono::seconds(number(object, "timeLimit"));
    life.trace = traceFromJson(object.value(QLatin1String("trace")).toObject());
    life.trace.vm = life.vm;
    life.trace.slot = life.slot;
    life.bootId = text(object, "bootId");
    life.birthSeq = number(object, "birthSeq");
    life.birthLeaf = text(object, "birthLeaf");
    life.placedMono = nanoseconds(object, "placedMono").value_or(MonoTime{});
    life.placedWall = WallTime(nanoseconds(object, "placedWall").value_or(MonoTime{}));
    life.failedRuns = object.value(QLatin1String("failedRuns")).toInt();
    life.commandDigest = text(object, "commandDigest");
    life.generation = std::max<quint64>(1, number(object, "generation"));
    life.endWanted = object.value(QLatin1String("endWanted")).toBool();
    life.caches = cachesFromJson(object.value(QLatin1String("caches")).toArray());
    readEnd(object, life);
    return life;
}

} // namespace Espalier::Hostd
