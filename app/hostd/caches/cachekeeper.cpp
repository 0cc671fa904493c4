// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachekeeper.h"

#include "hostkey.h"

#include <evidence/ed25519.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logCaches, "espalier.caches")

constexpr qsizetype diskKeyBytes = 32, forkIdBytes = 16;

} // namespace

CacheKeeper::CacheKeeper(Parts parts)
    : m_parts(std::move(parts))
    , m_store(m_parts.journal.store().database(), m_parts.host)
{
}

CacheKeeper::~CacheKeeper() { Evidence::wipe(m_key); }

void CacheKeeper::recover(const std::function<bool(const VmId&)>& alive)
{
    for (const HeldVolume& volume : m_store.volumes()) {
        for (const HeldFork& fork : volume.forks) {
            if (recoveryOf(fork, alive(fork.vm)) == Recovery::Abandon)
                m_store.dropForksOf(fork.vm);
        }
    }
    if (m_store.volumes().empty())
        return;
    if (const auto known = key(); !known)
        qCCritical(logCaches).noquote() << known.error();
}

void CacheKeeper::removeLeftOvers()
{
    std::vector<VolumeFiles> kept;
    for (const HeldVolume& volume : m_store.volumes())
        kept.push_back({volume.id, filesOf(volume)});
    m_parts.backend.removeCachesBut(kept);
}

std::vector<HeldVolume> CacheKeeper::volumes() { return m_store.volumes(); }

std::optional<HeldVolume> CacheKeeper::find(const VolumeId& volume) { return m_store.find(volume); }

QString CacheKeeper::placementProblem(
    const std::vector<CacheWish>& wishes, const QString& tenantPseudonym)
{
    if (wishes.empty())
        return {};
    if (auto problem = wishProblem(wishes, tenantPseudonym, m_store.volumes()))
        return *problem;
    const auto known = key();
    return known ? QString() : QStringLiteral("caches: ") + known.error();
}

std::vector<LifeCache> CacheKeeper::forksFor(const std::vector<CacheWish>& wishes) const
{
    std::vector<LifeCache> caches;
    for (const CacheWish& wish : wishes)
        caches.push_back({wish.volume, wish.name, wish.owner, wish.quota,
            QString::fromLatin1(m_parts.random(forkIdBytes).toHex())});
    return caches;
}

Journal::Write CacheKeeper::opening(const StoredLife& entry)
{
    std::vector<std::pair<LifeCache, QByteArray>> forks;
    const auto host = key();
    for (const LifeCache& cache : entry.caches) {
        // evidence.md 2, a deviation from protocol.md 10: this wrapped key is durable from now on,
        // so that a hostd that starts again can still commit the fork of a VM that it adopts. What
        // once stood in a database file can outlast its row, so of a fork, also of an abandoned
        // one, no record claims CRYPTO_ERASE, only UNLINK_ONLY.
        QByteArray secret = m_parts.random(diskKeyBytes);
        QByteArray digits = secret.toHex();
        forks.emplace_back(cache,
            host ? wrapKey(*host, digits, keyContext(cache.volume, cache.fork), m_parts.random)
                 : QByteArray());
        Evidence::wipe(secret);
        Evidence::wipe(digits);
    }
    return
        [forks, host = m_parts.host, vm = entry.vm, now = m_parts.clock.wall()](HostStore& store) {
            CacheStore caches(store.database(), host);
            for (const auto& [cache, wrapped] : forks) {
                caches.admit({cache.volume, cache.owner, cache.name, cache.quota}, now);
                caches.addFork(cache.volume, cache.fork, vm, wrapped, now);
            }
        };
}

Evidence::Result<std::vector<CacheDisk>> CacheKeeper::disksOf(StoredLife& entry)
{
    std::vector<CacheDisk> disks;
    for (LifeCache& cache : entry.caches) {
        cache.base = m_store.fork(cache.fork).base;
        auto disk = diskOf(cache);
        if (!disk)
            return Evidence::Error{disk.error()};
        disks.push_back(std::move(*disk));
    }
    return disks;
}

Evidence::Result<CacheDisk> CacheKeeper::diskOf(const LifeCache& cache)
{
    CacheDisk disk{cache.volume, cache.name, cache.fork, cache.quota, {}, {}, {}};
    const auto own = unwrapped(m_store.wrappedKeyOfFork(cache.fork), cache.volume, cache.fork);
    if (!own)
        return Evidence::Error{own.error()};
    disk.key = *own;
    if (cache.base == 0)
        return disk;
    const auto volume = m_store.find(cache.volume);
    const auto base = std::find_if(volume->versions.begin(), volume->versions.end(),
        [&](const HeldVersion& version) { return version.version == cache.base; });
    if (base == volume->versions.end())
        return Evidence::Error{QStringLiteral("version %1 of cache volume %2 is gone")
                                   .arg(cache.base)
                                   .arg(cache.volume.text())};
    const auto key =
        unwrapped(m_store.wrappedKeyOfVersion(cache.volume, cache.base), cache.volume, base->fork);
    if (!key)
        return Evidence::Error{key.error()};
    disk.baseFile = versionFile(base->fork);
    disk.baseKey = *key;
    return disk;
}

Journal::Write CacheKeeper::dropping(const VmId& vm) const
{
    return [host = m_parts.host, vm](
               HostStore& store) { CacheStore(store.database(), host).dropForksOf(vm); };
}

ForkState CacheKeeper::stateOf(const QString& fork) { return m_store.fork(fork).state; }

Evidence::Result<FlattenOrder> CacheKeeper::flattenOrder(
    const StoredLife& entry, const LifeCache& cache)
{
    auto disk = diskOf(cache);
    if (!disk)
        return Evidence::Error{disk.error()};
    return FlattenOrder{entry.trace, std::move(*disk), versionFile(cache.fork)};
}

quint64 CacheKeeper::nextVersion(const VolumeId& volume)
{
    const auto known = m_store.find(volume);
    quint64& given = m_given[volume];
    given = std::max(given, known ? known->last : 0) + 1;
    return given;
}

void CacheKeeper::settled()
{
    removeLeftOvers();
    m_parts.changed();
}

std::optional<QString> CacheKeeper::evictionProblem(const VolumeId& volume)
{
    const auto known = m_store.find(volume);
    return known ? Hostd::evictionProblem(*known) : std::nullopt;
}

Journal::Write CacheKeeper::evicting(const VolumeId& volume) const
{
    return [host = m_parts.host, volume](
               HostStore& store) { CacheStore(store.database(), host).removeVolume(volume); };
}

void CacheKeeper::evict(const VolumeId& volume)
{
    // The report that follows says whether it went.
    if (const auto problem = evictionProblem(volume)) {
        qCInfo(logCaches).noquote()
            << QStringLiteral("cache volume %1 stays: %2").arg(volume.text(), *problem);
        m_parts.changed();
        return;
    }
    m_parts.journal.attempt(
        evicting(volume), [this] { settled(); },
        [this, volume](const QString& why) {
            qCWarning(logCaches).noquote()
                << QStringLiteral("cache volume %1 stays: %2").arg(volume.text(), why);
            m_parts.changed();
        });
}

void CacheKeeper::setQuota(const VolumeId& volume, quint64 bytes)
{
    if (bytes < cacheQuotaDefault)
        return;
    m_parts.journal.commit([host = m_parts.host, volume, bytes](HostStore& store) {
        CacheStore(store.database(), host).setQuota(volume, bytes);
    });
}

Evidence::Result<QByteArray> CacheKeeper::key()
{
    if (m_parts.keyFile.isEmpty())
        return Evidence::Error{QStringLiteral("this host keeps no cache volumes")};
    if (m_key.isEmpty()) {
        const auto known = hostKey(m_parts.keyFile, !m_store.holdsKeys(), m_parts.random);
        if (!known)
            return Evidence::Error{known.error()};
        m_key = *known;
    }
    return m_key;
}

Evidence::Result<QByteArray> CacheKeeper::unwrapped(
    const QByteArray& wrapped, const VolumeId& volume, const QString& fork)
{
    const auto known = key();
    if (!known)
        return Evidence::Error{known.error()};
    auto opened = unwrapKey(*known, wrapped, keyContext(volume, fork));
    if (!opened)
        return Evidence::Error{QStringLiteral("%1 does not open a key of cache volume %2: it is "
                                              "another host's, or one of the two was changed")
                                   .arg(m_parts.keyFile, volume.text())};
    return *opened;
}

} // namespace Espalier::Hostd
