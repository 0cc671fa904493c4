// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hoststore.h"

#include <hostd/caches/cachestore.h>

#include <QFile>

#include <fcntl.h>

namespace Espalier::Hostd {

using Daemon::DatabaseError;

namespace {

// Append steps, never edit one. Sequence numbers fit SQLite's signed 64 bits for all practical
// time.
Daemon::Schema schema()
{
    return {
        QStringLiteral("espalier-hostd"),
        {
            {
                QStringLiteral(
                    "CREATE TABLE hosts (host TEXT PRIMARY KEY, keyId TEXT NOT NULL,"
                    " headSeq INTEGER NOT NULL DEFAULT 0, headLeaf TEXT NOT NULL DEFAULT '',"
                    " acked INTEGER NOT NULL DEFAULT 0,"
                    " statementSeq INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"),
                QStringLiteral(
                    "CREATE TABLE records (host TEXT NOT NULL REFERENCES hosts(host),"
                    " hostSeq INTEGER NOT NULL, type TEXT NOT NULL, vm TEXT NOT NULL,"
                    " envelope BLOB NOT NULL, leaf TEXT NOT NULL, wallNs INTEGER NOT NULL,"
                    " PRIMARY KEY (host, hostSeq)) WITHOUT ROWID"),
                // A VM is born once and torn down once, whatever the program above says.
                QStringLiteral("CREATE UNIQUE INDEX onceInALife ON records (host, vm, type)"
                               " WHERE type IN ('Birth', 'Teardown')"),
                QStringLiteral("CREATE TABLE lives (vm TEXT PRIMARY KEY, host TEXT NOT NULL"
                               " REFERENCES hosts(host), body TEXT NOT NULL) WITHOUT ROWID"),
                QStringLiteral("CREATE INDEX livesOfHost ON lives (host)"),
                QStringLiteral(
                    "CREATE TABLE quarantines (host TEXT NOT NULL REFERENCES hosts(host),"
                    " slot INTEGER NOT NULL, vm TEXT NOT NULL, bootId TEXT NOT NULL,"
                    " reason TEXT NOT NULL, PRIMARY KEY (host, slot, vm, bootId))"
                    " WITHOUT ROWID"),
            },
            {
                QStringLiteral("ALTER TABLE hosts ADD COLUMN mode TEXT NOT NULL"
                               " DEFAULT 'in-service'"),
                QStringLiteral("ALTER TABLE hosts ADD COLUMN modeDigest TEXT NOT NULL DEFAULT ''"),
                QStringLiteral("ALTER TABLE hosts ADD COLUMN generation INTEGER NOT NULL"
                               " DEFAULT 1"),
                QStringLiteral("CREATE TABLE roster (one INTEGER PRIMARY KEY CHECK (one = 1),"
                               " version INTEGER NOT NULL, envelope BLOB NOT NULL)"),
                QStringLiteral("CREATE TABLE commands (host TEXT NOT NULL REFERENCES hosts(host),"
                               " id TEXT NOT NULL, target TEXT NOT NULL, digest TEXT NOT NULL,"
                               " verb TEXT NOT NULL, params TEXT NOT NULL, part TEXT NOT NULL,"
                               " state TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,"
                               " generation INTEGER NOT NULL, takenUpNs INTEGER NOT NULL,"
                               " changedNs INTEGER NOT NULL, notAfterNs INTEGER NOT NULL,"
                               " acknowledged INTEGER NOT NULL,"
                               " PRIMARY KEY (host, id, target)) WITHOUT ROWID"),
                QStringLiteral("CREATE INDEX commandsOfTarget ON commands (host, target)"),
            },
            cacheTables(),
        },
    };
}

qlonglong toSql(quint64 value) { return static_cast<qlonglong>(value); }
// A null QString would be NULL.
QString toSql(const QString& text) { return text.isNull() ? QLatin1String("") : text; }

} // namespace

HostStore::HostStore(const QString& file)
    : m_database(file, schema(), Daemon::WhenCorrupt::Refuse)
{
    keepRoom();
}

QString HostStore::roomFile() const { return m_database.file() + QStringLiteral(".room"); }

bool HostStore::giveRoom() { return QFile::remove(roomFile()); }

bool HostStore::keepRoom()
{
    QFile file(roomFile());
    if (!file.open(QIODevice::ReadWrite))
        return false;
    // Allocated, not merely long: a file with a hole keeps nothing.
    if (::posix_fallocate(file.handle(), 0, roomBytes) == 0)
        return true;
    file.remove();
    return false;
}

void HostStore::admitHost(const HostId& host, const QString& keyId)
{
    const auto rows =
        m_database.query(QStringLiteral("SELECT keyId FROM hosts WHERE host = ?"), {host.text()});
    if (rows.empty()) {
        m_database.execute(
            QStringLiteral("INSERT INTO hosts (host, keyId) VALUES (?, ?)"), {host.text(), keyId});
        return;
    }
    if (rows.front().at(0).toString() != keyId)
        throw DatabaseError(DatabaseError::Kind::Other,
            QStringLiteral(
                "%1: host %2 signed its records with key %3 until now, the record key given "
                "is %4. A host that lost its key enrols as a new host, with a new state "
                "folder.")
                .arg(m_database.file(), host.text(), rows.front().at(0).toString(), keyId));
}

ChainHead HostStore::head(const HostId& host)
{
    const auto rows = m_database.query(
        QStringLiteral("SELECT headSeq, headLeaf, acked, statementSeq FROM hosts WHERE host = ?"),
        {host.text()});
    if (rows.empty())
        return {};
    const QVariantList& row = rows.front();
    return {row.at(0).toULongLong(), row.at(1).toString(), row.at(2).toULongLong(),
        row.at(3).toULongLong()};
}

void HostStore::reserveStatements(const HostId& host, quint64 upTo)
{
    m_database.execute(
        QStringLiteral("UPDATE hosts SET statementSeq = max(statementSeq, ?) WHERE host = ?"),
        {toSql(upTo), host.text()});
}

std::vector<StoredLife> HostStore::lives(const HostId& host)
{
    std::vector<StoredLife> lives;
    const auto rows = m_database.query(
        QStringLiteral("SELECT vm, body FROM lives WHERE host = ? ORDER BY vm"), {host.text()});
    for (const QVariantList& row : rows) {
        auto life = lifeFromJson(row.at(1).toString().toUtf8());
        if (!life || life->vm.text() != row.at(0).toString())
            throw DatabaseError(DatabaseError::Kind::Corrupt,
                QStringLiteral(
                    "%1: the entry of VM %2 cannot be read; restore the file from a copy "
                    "or look at it with a person's eyes before hostd starts again")
                    .arg(m_database.file(), row.at(0).toString()));
        lives.push_back(std::move(*life));
    }
    return lives;
}

bool HostStore::wasBorn(const HostId& host, const VmId& vm)
{
    return !m_database
                .query(QStringLiteral("SELECT 1 FROM records WHERE host = ? AND vm = ?"
                                      " AND type = 'Birth'"),
                    {host.text(), vm.text()})
                .empty();
}

void HostStore::saveLife(const StoredLife& life)
{
    m_database.execute(QStringLiteral("INSERT INTO lives (vm, host, body) VALUES (?, ?, ?)"
                                      " ON CONFLICT (vm) DO UPDATE SET body = excluded.body"),
        {life.vm.text(), life.host.text(), QString::fromUtf8(toJson(life))});
}

void HostStore::removeLife(const VmId& vm)
{
    m_database.execute(QStringLiteral("DELETE FROM lives WHERE vm = ?"), {vm.text()});
}

HostStanding HostStore::standing(const HostId& host)
{
    const auto rows = m_database.query(
        QStringLiteral("SELECT mode, modeDigest, generation FROM hosts WHERE host = ?"),
        {host.text()});
    if (rows.empty())
        return {};
    const QVariantList& row = rows.front();
    // A mode that cannot be read takes no work.
    return {hostModeFromName(row.at(0).toString()).value_or(HostMode::Quarantined),
        row.at(1).toString(), row.at(2).toULongLong()};
}

void HostStore::setMode(const HostId& host, HostMode mode, const QString& commandDigest)
{
    m_database.execute(QStringLiteral("UPDATE hosts SET mode = ?, modeDigest = ? WHERE host = ?"),
        {hostModeName(mode), toSql(commandDigest), host.text()});
}

void HostStore::setGeneration(const HostId& host, quint64 generation)
{
    m_database.execute(QStringLiteral("UPDATE hosts SET generation = ? WHERE host = ?"),
        {toSql(generation), host.text()});
}

KeptRoster HostStore::roster()
{
    const auto rows = m_database.query(QStringLiteral("SELECT version, envelope FROM roster"));
    if (rows.empty())
        return {};
    return {rows.front().at(0).toULongLong(), rows.front().at(1).toByteArray()};
}

void HostStore::saveRoster(const KeptRoster& roster)
{
    m_database.execute(QStringLiteral("INSERT INTO roster (one, version, envelope) VALUES (1, ?, ?)"
                                      " ON CONFLICT (one) DO UPDATE SET version = excluded.version,"
                                      " envelope = excluded.envelope"),
        {toSql(roster.version), roster.envelope});
}

void HostStore::append(const SignedRecord& record)
{
    const int moved = m_database.execute(
        QStringLiteral("UPDATE hosts SET headSeq = ?, headLeaf = ? WHERE host = ? AND headSeq = ?"),
        {toSql(record.hostSeq), record.leaf, record.host.text(), toSql(record.hostSeq - 1)});
    if (moved != 1)
        throw DatabaseError(DatabaseError::Kind::Constraint,
            QStringLiteral("%1: record %2 of host %3 is not the next one of its chain")
                .arg(m_database.file())
                .arg(record.hostSeq)
                .arg(record.host.text()));
    m_database.execute(
        QStringLiteral("INSERT INTO records (host, hostSeq, type, vm, envelope, leaf, wallNs)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {record.host.text(), toSql(record.hostSeq), record.type, toSql(record.vm.text()),
            record.envelope, record.leaf,
            static_cast<qlonglong>(record.wall.time_since_epoch().count())});
}

std::vector<SignedRecord> HostStore::recordsAfter(const HostId& host, quint64 after, int limit)
{
    std::vector<SignedRecord> records;
    const auto rows = m_database.query(
        QStringLiteral("SELECT hostSeq, type, vm, envelope, leaf, wallNs FROM records"
                       " WHERE host = ? AND hostSeq > ? ORDER BY hostSeq LIMIT ?"),
        {host.text(), toSql(after), limit});
    records.reserve(rows.size());
    for (const QVariantList& row : rows) {
        records.push_back({host, row.at(0).toULongLong(), row.at(1).toString(),
            VmId(row.at(2).toString()), row.at(3).toByteArray(), row.at(4).toString(),
            WallTime(std::chrono::nanoseconds(row.at(5).toLongLong()))});
    }
    return records;
}

void HostStore::acknowledge(const HostId& host, quint64 seq)
{
    m_database.execute(QStringLiteral("UPDATE hosts SET acked = max(acked, ?) WHERE host = ?"),
        {toSql(seq), host.text()});
}

std::vector<Quarantine> HostStore::quarantines(const HostId& host)
{
    std::vector<Quarantine> all;
    const auto rows = m_database.query(
        QStringLiteral("SELECT slot, reason, vm, bootId FROM quarantines WHERE host = ?"),
        {host.text()});
    all.reserve(rows.size());
    for (const QVariantList& row : rows) {
        all.push_back({host, row.at(0).toInt(), row.at(1).toString(), VmId(row.at(2).toString()),
            row.at(3).toString()});
    }
    return all;
}

void HostStore::addQuarantine(const Quarantine& quarantine)
{
    m_database.execute(
        QStringLiteral(
            "INSERT INTO quarantines (host, slot, vm, bootId, reason)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason"),
        {quarantine.host.text(), quarantine.slot, toSql(quarantine.vm.text()),
            toSql(quarantine.bootId), toSql(quarantine.reason)});
}

void HostStore::endQuarantineOf(const HostId& host, const VmId& vm)
{
    m_database.execute(
        QStringLiteral("DELETE FROM quarantines WHERE host = ? AND vm = ? AND vm <> ''"),
        {host.text(), vm.text()});
}

void HostStore::endQuarantinesOfOtherBoots(const HostId& host, const QString& bootId)
{
    m_database.execute(QStringLiteral("DELETE FROM quarantines WHERE host = ? AND bootId <> ''"
                                      " AND bootId <> ?"),
        {host.text(), bootId});
}

} // namespace Espalier::Hostd
