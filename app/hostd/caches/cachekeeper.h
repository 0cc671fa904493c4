// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cachestore.h"
#include "keywrap.h"

#include <hostd/slots/journal.h>

#include <evidence/result.h>

#include <QHash>

namespace Espalier::Hostd {

// The cache volumes of one host: who may have a fork, with which keys, what is made of it, what
// goes. Rows are the truth; files follow them. Main thread.
class CacheKeeper final {
public:
    struct Parts {
        HostId host;
        Backend& backend;
        Journal& journal;
        const Clock& clock;
        KeyRandom random;
        QString keyFile; // empty: this host keeps no caches
        std::function<void()> changed; // what volumes() answers
    };
    explicit CacheKeeper(Parts parts);
    ~CacheKeeper();
    CacheKeeper(const CacheKeeper&) = delete;
    CacheKeeper& operator=(const CacheKeeper&) = delete;

    // After a start, in one transaction with the lives that are dropped: forks of VMs that have no
    // life go.
    void recover(const std::function<bool(const VmId&)>& alive);
    void removeLeftOvers();
    [[nodiscard]] std::vector<HeldVolume> volumes();
    [[nodiscard]] std::optional<HeldVolume> find(const VolumeId& volume);

    // Empty: this tenant's VM may have them.
    [[nodiscard]] QString placementProblem(
        const std::vector<CacheWish>& wishes, const QString& tenantPseudonym);
    [[nodiscard]] std::vector<LifeCache> forksFor(const std::vector<CacheWish>& wishes) const;
    // Volumes and forks of a new life, each with a new key. Throws Constraint if another owner was
    // quicker.
    [[nodiscard]] Journal::Write opening(const StoredLife& entry);
    // Once that is durable: the disks, and which versions they are of.
    [[nodiscard]] Evidence::Result<std::vector<CacheDisk>> disksOf(StoredLife& entry);
    [[nodiscard]] Journal::Write dropping(const VmId& vm) const; // it will have no Birth

    [[nodiscard]] ForkState stateOf(const QString& fork);
    [[nodiscard]] Evidence::Result<FlattenOrder> flattenOrder(
        const StoredLife& entry, const LifeCache& cache);
    // For the record that is signed now; never given twice in a run.
    [[nodiscard]] quint64 nextVersion(const VolumeId& volume);
    // Any of this is durable: files that nobody needs go, fleetd is told.
    void settled();

    // Why not; nullopt: removed with that write, or it was not there.
    [[nodiscard]] std::optional<QString> evictionProblem(const VolumeId& volume);
    [[nodiscard]] Journal::Write evicting(const VolumeId& volume) const;
    // fleetd's own orders.
    void evict(const VolumeId& volume);
    void setQuota(const VolumeId& volume, quint64 bytes);

private:
    [[nodiscard]] Evidence::Result<QByteArray> key();
    [[nodiscard]] Evidence::Result<QByteArray> unwrapped(
        const QByteArray& wrapped, const VolumeId& volume, const QString& fork);
    [[nodiscard]] Evidence::Result<CacheDisk> diskOf(const LifeCache& cache);

    Parts m_parts;
    CacheStore m_store;
    QByteArray m_key;
    QHash<VolumeId, quint64> m_given; // highest version in a record of this run
};

} // namespace Espalier::Hostd
