// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachedesk.h"

#include "reportform.h"

#include <domain/cache.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logCaches, "espalier.caches")

constexpr size_t volumesAtOnce = 100; // in one commit
constexpr size_t bytesAtOnce = commitBytes / 2;
constexpr int toldAtOnce = 20; // refusals of one report
constexpr int detailAtMost = 500; // of an audit entry; it may quote foreign bytes
constexpr int versionsKept = 2'000; // of one volume on all hosts: a commit has a limit

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

// An entry about what no person ordered.
v1::AuditEntry entryOf(const char* action, const std::string& target, const std::string& code)
{
    v1::AuditEntry entry;
    entry.set_actor("fleetd");
    entry.set_action(action);
    entry.set_target(target);
    entry.set_target_code(code);
    return entry;
}

// The volume without what it said of this host; then with what the host says now.
void withHost(v1::CacheVolume& volume, const std::string& host,
    const v1::CacheReport::HeldVolume* held, qint64 nowNs)
{
    std::vector<v1::CacheVolume::Version> versions;
    for (const auto& version : volume.versions()) {
        if (version.host() != host)
            versions.push_back(version);
    }
    std::vector<v1::CacheVolume::Fork> forks;
    for (const auto& fork : volume.forks()) {
        if (fork.host() != host)
            forks.push_back(fork);
    }
    for (int at = 0; held && at < held->versions_size(); ++at) {
        v1::CacheVolume::Version& version = versions.emplace_back();
        version.set_host(host);
        version.set_version(held->versions(at).version());
        version.set_bytes(held->versions(at).bytes());
        version.set_committed_at_ns(std::min<qint64>(held->versions(at).committed_at_ns(), nowNs));
        version.set_writer(held->versions(at).writer());
    }
    for (int at = 0; held && at < held->forks_size(); ++at) {
        forks.push_back(held->forks(at));
        forks.back().set_host(host);
    }
    std::stable_sort(versions.begin(), versions.end(),
        [](const auto& a, const auto& b) { return a.committed_at_ns() < b.committed_at_ns(); });
    if (versions.size() > size_t{versionsKept})
        versions.erase(versions.begin(), versions.end() - versionsKept);
    volume.mutable_versions()->Assign(versions.begin(), versions.end());
    volume.mutable_forks()->Assign(forks.begin(), forks.end());
    if (held)
        volume.set_last_used_ns(
            std::max<qint64>(volume.last_used_ns(), std::min<qint64>(held->last_used_ns(), nowNs)));
}

} // namespace

CacheDesk::CacheDesk(Parts parts)
    : m_parts(std::move(parts))
    , m_store(m_parts.record)
{
    m_parts.record.listen(this);
}

QString CacheDesk::strangerProblem(const Held& held) const
{
    const QString owner = m_store.ownerOf(held.volume());
    if (owner.isEmpty() || !m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, held.volume()))
        return QStringLiteral("volume %1 is not known here").arg(text(held.volume()));
    if (owner != text(held.owner()))
        return QStringLiteral("volume %1 belongs to %2, the host holds it for %3")
            .arg(text(held.volume()), owner, text(held.owner()));
    return {};
}

void CacheDesk::tell(const std::string& host, const QStringList& problems)
{
    const QStringList before = std::exchange(m_refused[host], problems);
    QStringList fresh;
    for (const QString& problem : problems) {
        if (!before.contains(problem) && fresh.size() < toldAtOnce)
            fresh.append(problem.left(detailAtMost));
    }
    if (fresh.isEmpty())
        return;
    const std::string code = placeCode(m_parts.record, "host", host);
    for (const QString& problem : fresh)
        qCWarning(logCaches).noquote()
            << "host" << text(code) << ": cache report refused:" << problem;
    m_parts.record.commit([&](Draft& draft) {
        for (const QString& problem : fresh) {
            v1::AuditEntry entry = entryOf("cache-report", host, code);
            entry.set_result(commandStateName(CommandState::Rejected).toStdString());
            entry.set_result_detail(problem.toStdString());
            m_parts.audit.add(draft, std::move(entry));
        }
    });
}

void CacheDesk::report(const std::string& host, const v1::CacheReport& report)
{
    if (const QString problem = problemOf(report); !problem.isEmpty()) {
        tell(host, QStringList{problem});
        return;
    }
    QStringList problems;
    std::map<std::string, const Held*> changes;
    std::set<std::string> refused;
    for (const Held& held : report.volumes()) {
        if (const QString problem = strangerProblem(held); problem.isEmpty()) {
            changes.emplace(held.volume(), &held);
        } else {
            problems.append(problem);
            refused.insert(held.volume());
        }
    }
    for (const VolumeStore::Copy& copy : m_store.copiesOn(host)) {
        if (!refused.contains(copy.volume))
            changes.emplace(copy.volume, nullptr); // unless it stands in the report
    }
    tell(host, problems);
    for (auto change = changes.begin(); change != changes.end();) {
        m_parts.record.commit([&](Draft& draft) {
            size_t count = 0, bytes = 0;
            for (; change != changes.end() && count < volumesAtOnce && bytes < bytesAtOnce;
                 ++change, ++count) {
                take(draft, host, change->first, change->second);
                if (const auto now = draft.pending(v1::OBJECT_TYPE_CACHE_VOLUME, change->first))
                    bytes += now->ByteSizeLong();
            }
        });
    }
    const bool first = m_fresh.erase(host) > 0;
    for (const auto& [uid, held] : changes) {
        const ObjectPtr now = m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid);
        if (!held || !now)
            continue;
        const v1::CacheVolume& volume = now->cache_volume();
        if (first && isDue(volume) && !m_parts.volumes.isUsed(volume))
            order(volume, host, true);
        else if (first && volume.quota_bytes() != cacheQuotaDefault)
            order(volume, host, false);
    }
}

void CacheDesk::take(
    Draft& draft, const std::string& host, const std::string& uid, const Held* held)
{
    if (held) {
        VolumeStore::setCopy(
            draft, {uid, host, std::min<qint64>(held->last_used_ns(), m_parts.record.nowNs())});
    } else {
        VolumeStore::dropCopy(draft, uid, host);
        m_parts.settlement.evicted(draft, uid, host);
    }
    const ObjectPtr known = m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid);
    if (!known)
        return;
    v1::CacheVolume volume = known->cache_volume();
    withHost(volume, host, held, m_parts.record.nowNs());
    volume.set_untrusted_writer(isWrittenByUntrusted(volume));
    draft.put(std::move(volume));
}

// By the job of the VM that wrote the newest version; what the record no longer has stays as it
// was.
bool CacheDesk::isWrittenByUntrusted(const v1::CacheVolume& volume) const
{
    if (volume.versions().empty())
        return false;
    const auto vm = m_parts.record.stored(
        v1::OBJECT_TYPE_VM, volume.versions(volume.versions_size() - 1).writer());
    const auto job = vm ? m_parts.record.stored(v1::OBJECT_TYPE_JOB, vm->vm().job()) : std::nullopt;
    return job ? !job->job().trusted() : volume.untrusted_writer();
}

void CacheDesk::committed(const CommitPtr& commit)
{
    const std::string quota = verbName(CommandVerb::CacheQuota).toStdString();
    for (const CommitEvent& event : commit->events) {
        if (event.op != v1::Event::OP_ADDED || event.object->command().verb() != quota)
            continue;
        for (const auto& target : event.object->command().targets())
            m_quotaDue.insert(target.uid());
    }
}

bool CacheDesk::isDue(const v1::CacheVolume& volume) const
{
    const qint64 used = std::max<qint64>(volume.last_used_ns(), volume.created_at_ns());
    return !volume.pinned()
        && m_parts.record.nowNs() - used >= std::chrono::nanoseconds(cacheKeptUnused).count();
}

void CacheDesk::order(const v1::CacheVolume& volume, const std::string& host, bool evict) const
{
    v1::FleetFrame frame;
    frame.mutable_volume()->set_volume(volume.uid());
    frame.mutable_volume()->set_evict(evict);
    frame.mutable_volume()->set_quota_bytes(volume.quota_bytes());
    m_parts.links.send(host, std::move(frame));
}

void CacheDesk::sendQuotas()
{
    for (const std::string& uid : std::exchange(m_quotaDue, {})) {
        const ObjectPtr object = m_parts.record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid);
        for (const VolumeStore::Copy& copy : m_store.copiesOf(uid)) {
            if (object)
                order(object->cache_volume(), copy.host, false);
        }
    }
}

void CacheDesk::expire(const v1::CacheVolume& volume)
{
    const std::string uid = volume.uid();
    const std::vector<VolumeStore::Copy> copies = m_store.copiesOf(uid);
    for (const VolumeStore::Copy& copy : copies) {
        if (m_parts.record.host(copy.host))
            order(volume, copy.host, true);
        else // it left the inventory, nobody will ever answer for it
            m_parts.record.commit([&](Draft& draft) { take(draft, copy.host, uid, nullptr); });
    }
    if (!copies.empty())
        return;
    qCInfo(logCaches).noquote() << "cache volume" << text(volume.name()) << "of"
                                << text(volume.tenant()) << "has expired, nothing of it is left";
    m_parts.record.commit([&](Draft& draft) {
        v1::AuditEntry entry = entryOf("expire", uid, volume.name());
        entry.set_result(commandStateName(CommandState::Succeeded).toStdString());
        m_parts.audit.add(draft, std::move(entry));
        draft.retire(v1::OBJECT_TYPE_CACHE_VOLUME, uid);
        VolumeStore::forget(draft, uid);
    });
}

void CacheDesk::sweep()
{
    sendQuotas();
    const MonoTime now = m_parts.record.clock().mono();
    if (m_looked && now - *m_looked < between)
        return;
    m_looked = now;
    std::vector<ObjectPtr> due;
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_CACHE_VOLUME)) {
        if (isDue(object->cache_volume()))
            due.push_back(object);
    }
    for (const ObjectPtr& object : due) {
        if (!m_parts.volumes.isUsed(object->cache_volume()))
            expire(object->cache_volume());
    }
}

} // namespace Espalier::Fleetd
