// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "volumes.h"

#include <domain/cache.h>

#include <QLoggingCategory>
#include <QStringList>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logCaches, "espalier.caches")

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

// No name holds a line's end (jobrequest.h).
std::string keyOf(const std::string& tenant, const std::string& cluster,
    const std::string& pipeline, const std::string& name)
{
    return tenant + '\n' + cluster + '\n' + pipeline + '\n' + name;
}

std::string keyOf(const v1::CacheVolume& volume)
{
    return keyOf(volume.tenant(), volume.cluster(), volume.pipeline(), volume.name());
}

bool wants(const v1::Job& job, const v1::CacheVolume& volume)
{
    return job.tenant() == volume.tenant() && job.cluster() == volume.cluster()
        && job.pipeline() == volume.pipeline()
        && std::find(job.caches().begin(), job.caches().end(), volume.name()) != job.caches().end();
}

} // namespace

std::string newestCopyOf(const v1::CacheVolume& volume)
{
    const auto newest = std::max_element(volume.versions().begin(), volume.versions().end(),
        [](const auto& a, const auto& b) { return a.committed_at_ns() < b.committed_at_ns(); });
    return newest == volume.versions().end() ? std::string() : newest->host();
}

Volumes::Volumes(FleetRecord& record, QString site, Randomness random)
    : m_record(record)
    , m_store(record)
    , m_site(std::move(site))
    , m_random(std::move(random))
{
    for (const auto& [uid, object] : record.table(v1::OBJECT_TYPE_CACHE_VOLUME))
        take(object->cache_volume());
    record.listen(this);
}

void Volumes::take(const v1::CacheVolume& volume) { m_uids[keyOf(volume)] = volume.uid(); }

void Volumes::committed(const CommitPtr& commit)
{
    for (const CommitEvent& event : commit->events) {
        if (!event.object->has_cache_volume())
            continue;
        const v1::CacheVolume& volume = event.object->cache_volume();
        if (event.op == v1::Event::OP_DELETED) // its tombstone has no names
            std::erase_if(m_uids, [&](const auto& entry) { return entry.second == volume.uid(); });
        else
            take(volume);
    }
}

const v1::CacheVolume* Volumes::find(const v1::Job& job, const std::string& name) const
{
    const auto known = m_uids.find(keyOf(job.tenant(), job.cluster(), job.pipeline(), name));
    if (known == m_uids.end())
        return nullptr;
    const ObjectPtr object = m_record.find(v1::OBJECT_TYPE_CACHE_VOLUME, known->second);
    return object ? &object->cache_volume() : nullptr; // the record's table keeps it alive
}

v1::CacheVolume Volumes::make(const v1::Job& job, const std::string& name) const
{
    v1::CacheVolume volume;
    volume.set_uid(newUid(m_random));
    volume.set_generation(1);
    volume.set_site(m_site.toStdString());
    volume.set_tenant(job.tenant());
    volume.set_cluster(job.cluster());
    volume.set_pipeline(job.pipeline());
    volume.set_name(name);
    volume.set_quota_bytes(cacheQuotaDefault);
    volume.set_created_at_ns(m_record.nowNs());
    return volume;
}

std::vector<v1::CacheRequest> Volumes::grant(Draft& draft, const v1::Job& job, const v1::Vm& vm)
{
    std::vector<v1::CacheRequest> requests;
    for (const std::string& name : job.caches()) {
        const v1::CacheVolume* known = find(job, name);
        v1::CacheVolume volume = known ? *known : make(job, name);
        // It was found by the job's own tenant; this looks again, at what was written down when it
        // was made (I14).
        const std::string owner =
            known ? m_store.ownerOf(volume.uid()).toStdString() : vm.tenant_pseudonym();
        if (volume.tenant() != vm.tenant() || owner != vm.tenant_pseudonym()) {
            qCCritical(logCaches).noquote()
                << "cache volume" << text(volume.uid()) << "of" << text(volume.tenant())
                << "is not given to VM" << text(vm.uid()) << "of" << text(vm.tenant())
                << ": its owner is another pseudonym";
            continue;
        }
        volume.set_last_used_ns(std::max<qint64>(volume.last_used_ns(), m_record.nowNs()));
        v1::CacheRequest& request = requests.emplace_back();
        request.set_volume(volume.uid());
        request.set_owner(owner);
        request.set_name(name);
        request.set_quota_bytes(volume.quota_bytes());
        if (!known)
            VolumeStore::add(draft, volume, owner);
        draft.put(std::move(volume));
    }
    return requests;
}

Warmth Volumes::warmthOf(const v1::Job& job) const
{
    Warmth warmth;
    for (const std::string& name : job.caches()) {
        const v1::CacheVolume* volume = find(job, name);
        if (volume == nullptr)
            continue;
        const std::string newest = newestCopyOf(*volume);
        std::set<std::string> hosts;
        for (const auto& version : volume->versions())
            hosts.insert(version.host());
        for (const std::string& host : hosts)
            warmth[host] += host == newest ? 2 : 1;
    }
    return warmth;
}

QString Volumes::choice(const v1::Job& job, const std::string& host) const
{
    QStringList words;
    for (const std::string& name : job.caches()) {
        const v1::CacheVolume* volume = find(job, name);
        const std::string newest = volume ? newestCopyOf(*volume) : std::string();
        const auto elsewhere = m_record.host(newest);
        const bool here = volume
            && std::any_of(volume->versions().begin(), volume->versions().end(),
                [&host](const auto& version) { return version.host() == host; });
        if (newest.empty())
            words << text(name) + QStringLiteral(" cold (nothing committed yet)");
        else if (newest == host)
            words << text(name) + QStringLiteral(" warm");
        else
            words << text(name)
                    + QStringLiteral(" %1 (newest on %2)")
                          .arg(here ? QStringLiteral("lukewarm") : QStringLiteral("cold"),
                              text(elsewhere ? elsewhere->code() : newest));
    }
    return words.join(QStringLiteral(", "));
}

bool Volumes::isUsed(const v1::CacheVolume& volume, const std::string& host) const
{
    const auto isThere = [&host](
                             const std::string& where) { return host.empty() || where == host; };
    if (std::any_of(volume.forks().begin(), volume.forks().end(),
            [&](const auto& fork) { return isThere(fork.host()); }))
        return true;
    // What was placed and is not told by its host yet.
    const auto& vms = m_record.table(v1::OBJECT_TYPE_VM);
    return std::any_of(vms.begin(), vms.end(), [&](const auto& entry) {
        const v1::Vm& vm = entry.second->vm();
        if (!vm.teardown().empty() || !isThere(vm.host()))
            return false;
        const auto job = m_record.job(vm.job());
        return job && wants(*job, volume);
    });
}

int Volumes::waitingFor(const v1::CacheVolume& volume) const
{
    const auto& jobs = m_record.table(v1::OBJECT_TYPE_JOB);
    return static_cast<int>(std::count_if(jobs.begin(), jobs.end(), [&](const auto& entry) {
        const v1::Job& job = entry.second->job();
        return job.state() == "queued" && wants(job, volume);
    }));
}

} // namespace Espalier::Fleetd
