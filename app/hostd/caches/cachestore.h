// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "heldvolume.h"

#include <daemon/database.h>

namespace Espalier::Hostd {

// The durable rows of a host's cache volumes, in hostd's one database. Every function throws
// Daemon::DatabaseError; what changes runs inside a transaction of the caller, so that it is
// durable with the record that tells of it. Keys are never here: only as wrapped bytes. Main
// thread.
class CacheStore final {
public:
    CacheStore(Daemon::Database& database, HostId host);

    [[nodiscard]] std::vector<HeldVolume> volumes();
    [[nodiscard]] std::optional<HeldVolume> find(const VolumeId& volume);

    // Makes the volume known if it is not; an owner never changes (Constraint).
    void admit(const CacheWish& wish, WallTime now);
    // A new fork of the volume's current version, with its wrapped key. Prepared.
    void addFork(const VolumeId& volume, const QString& fork, const VmId& vm,
        const QByteArray& wrappedKey, WallTime now);
    // Along an arrow of mayBecome() only (Constraint). Abandoned: the key goes in the same write.
    // Committed is commit()'s.
    void setForkState(const QString& fork, ForkState state);
    void attachForksOf(const VmId& vm); // with its Birth: all that are prepared
    // The pointer's switch: new version, current, fork's end, all in one. Of two forks the later
    // call wins. version: higher than any before (Constraint).
    void commit(const QString& fork, quint64 version, quint64 bytes, WallTime now);
    [[nodiscard]] HeldFork fork(const QString& fork);
    [[nodiscard]] QByteArray wrappedKeyOfFork(const QString& fork);
    [[nodiscard]] QByteArray wrappedKeyOfVersion(const VolumeId& volume, quint64 version);

    void removeVersion(const VolumeId& volume, quint64 version); // not the current one (Constraint)
    void removeForksOf(const VmId& vm); // with its Teardown; open ones: Constraint
    void dropForksOf(const VmId& vm); // it was never born
    void removeGarbage(const VolumeId& volume); // rows of all of garbageOf()
    void setQuota(const VolumeId& volume, quint64 quota);
    // Keys wrapped by this process's host key are kept, of whatever host of it.
    [[nodiscard]] bool holdsKeys();
    void removeVolume(const VolumeId& volume); // with an open fork: Constraint

private:
    struct ForkRow {
        VolumeId volume;
        HeldFork fork;
        QByteArray wrappedKey;
    };
    [[nodiscard]] ForkRow forkRow(const QString& fork);
    [[noreturn]] void refuse(const QString& why) const;

    Daemon::Database& m_database;
    HostId m_host;
};

// Steps of hostd's schema: tables cacheVolumes, cacheVersions, cacheForks.
[[nodiscard]] QStringList cacheTables();

} // namespace Espalier::Hostd
