// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachestore.h"

#include <algorithm>

namespace Espalier::Hostd {

using Daemon::DatabaseError;

namespace {

qlonglong toSql(quint64 value) { return static_cast<qlonglong>(value); }
qlonglong toSql(WallTime time) { return time.time_since_epoch().count(); }
WallTime wallFrom(const QVariant& value)
{
    return WallTime(std::chrono::nanoseconds(value.toLongLong()));
}

} // namespace

QStringList cacheTables()
{
    return {
        QStringLiteral("CREATE TABLE cacheVolumes (host TEXT NOT NULL REFERENCES hosts(host),"
                       " volume TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL,"
                       " quota INTEGER NOT NULL, current INTEGER NOT NULL, last INTEGER NOT NULL,"
                       " lastUsedNs INTEGER NOT NULL, PRIMARY KEY (host, volume)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE cacheVersions (host TEXT NOT NULL, volume TEXT NOT NULL,"
                       " version INTEGER NOT NULL, parent INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                       " fork TEXT NOT NULL, writer TEXT NOT NULL, committedNs INTEGER NOT NULL,"
                       " wrappedKey BLOB NOT NULL, PRIMARY KEY (host, volume, version))"
                       " WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE cacheForks (host TEXT NOT NULL, fork TEXT NOT NULL,"
                       " volume TEXT NOT NULL, vm TEXT NOT NULL, base INTEGER NOT NULL,"
                       " state TEXT NOT NULL, result INTEGER NOT NULL, wrappedKey BLOB NOT NULL,"
                       " PRIMARY KEY (host, fork)) WITHOUT ROWID"),
        QStringLiteral("CREATE UNIQUE INDEX oneForkAVm ON cacheForks (host, volume, vm)"),
    };
}

CacheStore::CacheStore(Daemon::Database& database, HostId host)
    : m_database(database)
    , m_host(std::move(host))
{
}

std::vector<HeldVolume> CacheStore::volumes()
{
    std::vector<HeldVolume> all;
    const auto rows = m_database.query(
        QStringLiteral("SELECT volume FROM cacheVolumes WHERE host = ? ORDER BY volume"),
        {m_host.text()});
    for (const QVariantList& row : rows) {
        if (auto volume = find(VolumeId(row.at(0).toString())))
            all.push_back(std::move(*volume));
    }
    return all;
}

std::optional<HeldVolume> CacheStore::find(const VolumeId& id)
{
    const QVariantList key{m_host.text(), id.text()};
    const auto rows = m_database.query(
        QStringLiteral("SELECT owner, name, quota, current, last, lastUsedNs FROM cacheVolumes"
                       " WHERE host = ? AND volume = ?"),
        key);
    if (rows.empty())
        return std::nullopt;
    const QVariantList& head = rows.front();
    HeldVolume volume{id, head.at(0).toString(), head.at(1).toString(), head.at(2).toULongLong(),
        head.at(3).toULongLong(), head.at(4).toULongLong(), wallFrom(head.at(5)), {}, {}};
    for (const QVariantList& row : m_database.query(
             QStringLiteral("SELECT version, parent, bytes, fork, writer, committedNs"
                            " FROM cacheVersions WHERE host = ? AND volume = ? ORDER BY version"),
             key))
        volume.versions.push_back(
            {row.at(0).toULongLong(), row.at(1).toULongLong(), row.at(2).toULongLong(),
                row.at(3).toString(), VmId(row.at(4).toString()), wallFrom(row.at(5))});
    for (const QVariantList& row :
        m_database.query(QStringLiteral("SELECT fork FROM cacheForks WHERE host = ? AND volume = ?"
                                        " ORDER BY fork"),
            key))
        volume.forks.push_back(forkRow(row.at(0).toString()).fork);
    return volume;
}

void CacheStore::admit(const CacheWish& wish, WallTime now)
{
    const auto known = find(wish.volume);
    if (known && known->owner != wish.owner)
        refuse(QStringLiteral("volume %1 has another owner").arg(wish.volume.text()));
    m_database.execute(
        QStringLiteral("INSERT INTO cacheVolumes (host, volume, owner, name, quota, current, last,"
                       " lastUsedNs) VALUES (?, ?, ?, ?, ?, 0, 0, ?)"
                       " ON CONFLICT (host, volume) DO UPDATE SET quota = excluded.quota,"
                       " lastUsedNs = excluded.lastUsedNs"),
        {m_host.text(), wish.volume.text(), wish.owner, wish.name, toSql(wish.quota), toSql(now)});
}

void CacheStore::addFork(const VolumeId& volume, const QString& fork, const VmId& vm,
    const QByteArray& wrappedKey, WallTime now)
{
    const auto known = find(volume);
    if (!known)
        refuse(QStringLiteral("there is no volume %1").arg(volume.text()));
    m_database.execute(
        QStringLiteral("INSERT INTO cacheForks (host, fork, volume, vm, base, state, result,"
                       " wrappedKey) VALUES (?, ?, ?, ?, ?, ?, 0, ?)"),
        {m_host.text(), fork, volume.text(), vm.text(), toSql(known->current),
            forkStateName(ForkState::Prepared), wrappedKey});
    m_database.execute(
        QStringLiteral("UPDATE cacheVolumes SET lastUsedNs = ? WHERE host = ? AND volume = ?"),
        {toSql(now), m_host.text(), volume.text()});
}

void CacheStore::setForkState(const QString& fork, ForkState state)
{
    const ForkRow row = forkRow(fork);
    if (state == ForkState::Committed || !mayBecome(row.fork.state, state))
        refuse(QStringLiteral("fork %1 is %2 and cannot become %3")
                   .arg(fork, forkStateName(row.fork.state), forkStateName(state)));
    const QByteArray key =
        state == ForkState::Abandoned ? QByteArray("") : row.wrappedKey; // no key: no data
    m_database.execute(
        QStringLiteral(
            "UPDATE cacheForks SET state = ?, wrappedKey = ? WHERE host = ? AND fork = ?"),
        {forkStateName(state), key, m_host.text(), fork});
}

void CacheStore::attachForksOf(const VmId& vm)
{
    m_database.execute(
        QStringLiteral("UPDATE cacheForks SET state = ? WHERE host = ? AND vm = ? AND state = ?"),
        {forkStateName(ForkState::Attached), m_host.text(), vm.text(),
            forkStateName(ForkState::Prepared)});
}

void CacheStore::commit(const QString& fork, quint64 version, quint64 bytes, WallTime now)
{
    const ForkRow row = forkRow(fork);
    if (!mayBecome(row.fork.state, ForkState::Committed))
        refuse(QStringLiteral("fork %1 is %2 and cannot be committed")
                   .arg(fork, forkStateName(row.fork.state)));
    const auto volume = find(row.volume);
    if (!volume)
        refuse(QStringLiteral("fork %1 is of no volume").arg(fork));
    if (version <= volume->last)
        refuse(QStringLiteral("volume %1 has had version %2").arg(row.volume.text()).arg(version));
    m_database.execute(
        QStringLiteral("INSERT INTO cacheVersions (host, volume, version, parent, bytes, fork,"
                       " writer, committedNs, wrappedKey) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {m_host.text(), row.volume.text(), toSql(version), toSql(row.fork.base), toSql(bytes), fork,
            row.fork.vm.text(), toSql(now), row.wrappedKey});
    m_database.execute(
        QStringLiteral("UPDATE cacheVolumes SET current = ?, last = ?, lastUsedNs = ?"
                       " WHERE host = ? AND volume = ?"),
        {toSql(version), toSql(version), toSql(now), m_host.text(), row.volume.text()});
    m_database.execute(
        QStringLiteral("UPDATE cacheForks SET state = ?, result = ?, wrappedKey = x''"
                       " WHERE host = ? AND fork = ?"),
        {forkStateName(ForkState::Committed), toSql(version), m_host.text(), fork});
}

HeldFork CacheStore::fork(const QString& fork) { return forkRow(fork).fork; }

QByteArray CacheStore::wrappedKeyOfFork(const QString& fork) { return forkRow(fork).wrappedKey; }

QByteArray CacheStore::wrappedKeyOfVersion(const VolumeId& volume, quint64 version)
{
    const auto rows = m_database.query(
        QStringLiteral("SELECT wrappedKey FROM cacheVersions WHERE host = ? AND volume = ?"
                       " AND version = ?"),
        {m_host.text(), volume.text(), toSql(version)});
    if (rows.empty())
        refuse(QStringLiteral("volume %1 has no version %2").arg(volume.text()).arg(version));
    return rows.front().at(0).toByteArray();
}

void CacheStore::removeVersion(const VolumeId& volume, quint64 version)
{
    const auto known = find(volume);
    const std::vector<quint64> garbage = known ? garbageOf(*known) : std::vector<quint64>{};
    if (std::find(garbage.begin(), garbage.end(), version) == garbage.end())
        refuse(QStringLiteral("version %1 of volume %2 is in use").arg(version).arg(volume.text()));
    m_database.execute(
        QStringLiteral("DELETE FROM cacheVersions WHERE host = ? AND volume = ? AND version = ?"),
        {m_host.text(), volume.text(), toSql(version)});
}

void CacheStore::removeForksOf(const VmId& vm)
{
    const auto rows =
        m_database.query(QStringLiteral("SELECT fork FROM cacheForks WHERE host = ? AND vm = ?"),
            {m_host.text(), vm.text()});
    for (const QVariantList& row : rows) {
        const QString fork = row.at(0).toString();
        if (isOpen(forkRow(fork).fork.state))
            refuse(QStringLiteral("fork %1 is open").arg(fork));
        m_database.execute(QStringLiteral("DELETE FROM cacheForks WHERE host = ? AND fork = ?"),
            {m_host.text(), fork});
    }
}

void CacheStore::dropForksOf(const VmId& vm)
{
    m_database.execute(QStringLiteral("DELETE FROM cacheForks WHERE host = ? AND vm = ?"),
        {m_host.text(), vm.text()});
}

void CacheStore::removeGarbage(const VolumeId& volume)
{
    const auto known = find(volume);
    for (const quint64 version : known ? garbageOf(*known) : std::vector<quint64>{})
        removeVersion(volume, version);
}

void CacheStore::setQuota(const VolumeId& volume, quint64 quota)
{
    m_database.execute(
        QStringLiteral("UPDATE cacheVolumes SET quota = ? WHERE host = ? AND volume = ?"),
        {toSql(quota), m_host.text(), volume.text()});
}

bool CacheStore::holdsKeys()
{
    return !m_database
                .query(QStringLiteral("SELECT 1 FROM cacheVersions UNION ALL"
                                      " SELECT 1 FROM cacheForks WHERE length(wrappedKey) > 0"
                                      " LIMIT 1"),
                    {})
                .empty();
}

void CacheStore::removeVolume(const VolumeId& volume)
{
    const auto known = find(volume);
    if (known) {
        if (const auto problem = evictionProblem(*known))
            refuse(*problem);
    }
    for (const char* table : {"cacheForks", "cacheVersions", "cacheVolumes"})
        m_database.execute(QStringLiteral("DELETE FROM %1 WHERE host = ? AND volume = ?")
                               .arg(QLatin1String(table)),
            {m_host.text(), volume.text()});
}

CacheStore::ForkRow CacheStore::forkRow(const QString& fork)
{
    const auto rows = m_database.query(
        QStringLiteral("SELECT volume, vm, base, state, result, wrappedKey FROM cacheForks"
                       " WHERE host = ? AND fork = ?"),
        {m_host.text(), fork});
    if (rows.empty())
        refuse(QStringLiteral("there is no fork %1").arg(fork));
    const QVariantList& row = rows.front();
    const auto state = forkStateFromName(row.at(3).toString());
    if (!state)
        throw DatabaseError(DatabaseError::Kind::Corrupt,
            QStringLiteral("%1: the state of fork %2 cannot be read").arg(m_database.file(), fork));
    return {VolumeId(row.at(0).toString()),
        {fork, VmId(row.at(1).toString()), row.at(2).toULongLong(), *state,
            row.at(4).toULongLong()},
        row.at(5).toByteArray()};
}

void CacheStore::refuse(const QString& why) const
{
    throw DatabaseError(
        DatabaseError::Kind::Constraint, QStringLiteral("%1: %2").arg(m_database.file(), why));
}

} // namespace Espalier::Hostd
