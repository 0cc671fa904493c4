// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlRecord>
#include <QUuid>

#include <fcntl.h>
#include <unistd.h>

namespace Espalier::Daemon {

namespace {

Q_LOGGING_CATEGORY(logDatabase, "espalier.database")

// SQLite result codes (sqlite.org/rescode.html); extended codes carry them in the low byte.
DatabaseError::Kind kindOf(const QSqlError& error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5:
    case 6:
        return DatabaseError::Kind::Busy;
    case 8:
    case 10:
    case 14:
        return DatabaseError::Kind::Io;
    case 11:
    case 26:
        return DatabaseError::Kind::Corrupt;
    case 13:
        return DatabaseError::Kind::Full;
    case 19:
        return DatabaseError::Kind::Constraint;
    default:
        return DatabaseError::Kind::Other;
    }
}

void syncPath(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

QString quoted(QString text) { return u'\'' % text.replace(u'\'', QLatin1String("''")) % u'\''; }

} // namespace

Database::Database(const QString& file, Schema schema, WhenCorrupt whenCorrupt)
    : m_file(QFileInfo(file).absoluteFilePath())
    , m_schema(std::move(schema))
    , m_lock(m_file % QLatin1String(".lock"))
{
    m_lock.setStaleLockTime(0);
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath()))
        throw DatabaseError(DatabaseError::Kind::Io,
            QStringLiteral("%1: cannot make the folder for this database; check its owner and mode")
                .arg(m_file));
    if (!m_lock.tryLock(0)) {
        throw DatabaseError(DatabaseError::Kind::Busy,
            QStringLiteral("%1: another process has this database open (lock file %2)")
                .arg(m_file, m_lock.fileName()));
    }
    m_new = !QFile::exists(m_file);
    open();
    if (const QString problem = checkProblem(); !problem.isEmpty())
        setCorruptAside(problem, whenCorrupt);
    plain(QStringLiteral("PRAGMA journal_mode=WAL"));
    plain(QStringLiteral("PRAGMA synchronous=FULL"));
    plain(QStringLiteral("PRAGMA foreign_keys=ON"));
    migrate();
}

Database::~Database() { close(); }

void Database::open()
{
    m_connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_db.setDatabaseName(m_file);
    if (!m_db.open()) {
        const QSqlError error = m_db.lastError();
        close();
        fail(error, QStringLiteral("open"));
    }
    QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
}

void Database::close()
{
    m_statements.clear();
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

QString Database::checkProblem()
{
    QSqlQuery query(m_db);
    if (!query.exec(QStringLiteral("PRAGMA quick_check(1)"))) {
        if (kindOf(query.lastError()) != DatabaseError::Kind::Corrupt)
            fail(query.lastError(), QStringLiteral("PRAGMA quick_check"));
        return query.lastError().databaseText();
    }
    if (!query.next())
        return QStringLiteral("quick_check gave no answer");
    const QString answer = query.value(0).toString();
    return answer == QLatin1String("ok") ? QString() : answer;
}

void Database::setCorruptAside(const QString& why, WhenCorrupt whenCorrupt)
{
    close();
    const QString mark = QLatin1String(".corrupt-")
        % QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz'Z'"));
    m_setAside = m_file % mark;
    // Two within a millisecond must not overwrite each other.
    for (int n = 2; QFile::exists(*m_setAside); ++n)
        m_setAside = m_file % mark % QLatin1Char('-') % QString::number(n);
    // The -wal belongs to the damaged file; whoever repairs it needs both under matching names.
    for (const QLatin1String suffix :
        {QLatin1String(""), QLatin1String("-wal"), QLatin1String("-shm")}) {
        const QString from = m_file % suffix;
        if (QFile::exists(from) && !QFile::rename(from, QString(*m_setAside % suffix)))
            throw DatabaseError(DatabaseError::Kind::Io,
                QStringLiteral("%1 is damaged (%2) and could not be set aside").arg(from, why));
    }
    syncPath(QFileInfo(m_file).absolutePath());
    if (whenCorrupt == WhenCorrupt::Refuse) {
        throw DatabaseError(DatabaseError::Kind::Corrupt,
            QStringLiteral("%1 was damaged (%2) and is now %3; restore a backup or enrol anew")
                .arg(m_file, why, *m_setAside));
    }
    qCWarning(logDatabase).noquote()
        << m_file << "was damaged (" << why << "), set aside as" << *m_setAside;
    m_new = true;
    open();
}

int Database::version() { return query(QStringLiteral("PRAGMA user_version")).at(0).at(0).toInt(); }

void Database::migrate()
{
    const int newest = static_cast<int>(m_schema.steps.size());
    const int found = version();
    if (found > newest) {
        throw DatabaseError(DatabaseError::Kind::Newer,
            QStringLiteral(
                "%1 has %2 schema version %3, this program knows up to %4: run the newer program")
                .arg(m_file, m_schema.name)
                .arg(found)
                .arg(newest));
    }
    for (int at = found; at < newest; ++at) {
        transaction([this, at] {
            for (const QString& statement : m_schema.steps[static_cast<size_t>(at)])
                plain(statement);
            plain(QStringLiteral("PRAGMA user_version=%1").arg(at + 1));
        });
    }
    if (found > 0 && found < newest)
        qCInfo(logDatabase).noquote()
            << m_file << "migrated from version" << found << "to" << newest;
}

void Database::plain(const QString& sql)
{
    QSqlQuery query(m_db);
    if (!query.exec(sql))
        fail(query.lastError(), sql);
}

QSqlQuery& Database::prepared(const QString& sql, const QVariantList& values)
{
    std::shared_ptr<QSqlQuery>& statement = m_statements[sql];
    if (!statement) {
        auto fresh = std::make_shared<QSqlQuery>(m_db);
        fresh->setForwardOnly(true);
        if (!fresh->prepare(sql)) {
            const QSqlError error = fresh->lastError();
            m_statements.remove(sql);
            fail(error, sql);
        }
        statement = std::move(fresh);
    }
    for (qsizetype index = 0; index < values.size(); ++index)
        statement->bindValue(static_cast<int>(index), values[index]);
    if (!statement->exec())
        fail(statement->lastError(), sql);
    return *statement;
}

int Database::execute(const QString& sql, const QVariantList& values)
{
    QSqlQuery& statement = prepared(sql, values);
    const int changed = statement.numRowsAffected();
    statement.finish();
    return changed;
}

std::vector<QVariantList> Database::query(const QString& sql, const QVariantList& values)
{
    std::vector<QVariantList> rows;
    forEach(sql, values, [&rows](const QSqlQuery& statement) {
        const int columns = statement.record().count();
        QVariantList row;
        row.reserve(columns);
        for (int column = 0; column < columns; ++column)
            row.append(statement.value(column));
        rows.push_back(std::move(row));
    });
    return rows;
}

void Database::forEach(const QString& sql, const QVariantList& values,
    const std::function<void(const QSqlQuery&)>& row)
{
    QSqlQuery& statement = prepared(sql, values);
    try {
        while (statement.next())
            row(statement);
    } catch (...) {
        statement.finish();
        throw;
    }
    const QSqlError error = statement.lastError();
    statement.finish();
    if (error.isValid())
        fail(error, sql);
}

void Database::transaction(const std::function<void()>& work)
{
    if (m_inTransaction)
        throw DatabaseError(
            DatabaseError::Kind::Other, QStringLiteral("%1: nested transaction").arg(m_file));
    plain(QStringLiteral("BEGIN IMMEDIATE"));
    m_inTransaction = true;
    try {
        work();
        plain(QStringLiteral("COMMIT"));
        m_inTransaction = false;
    } catch (...) {
        // A full disk makes SQLite roll back by itself; then this one has nothing to do.
        QSqlQuery rollback(m_db);
        rollback.exec(QStringLiteral("ROLLBACK"));
        m_inTransaction = false;
        throw;
    }
}

void Database::backupTo(const QString& target, const std::function<void(Database&)>& seal)
{
    const QString whole = QFileInfo(target).absoluteFilePath();
    if (QFile::exists(whole))
        throw DatabaseError(DatabaseError::Kind::Io,
            QStringLiteral("%1 exists already: name a new file").arg(whole));
    const QString partial = whole % QLatin1String(".partial");
    QFile::remove(partial);
    plain(QLatin1String("VACUUM INTO ") % quoted(partial));
    {
        Database copy(partial, m_schema, WhenCorrupt::Refuse);
        if (seal)
            seal(copy);
        copy.plain(QStringLiteral("PRAGMA journal_mode=DELETE"));
    }
    syncPath(partial);
    if (!QFile::rename(partial, whole))
        throw DatabaseError(
            DatabaseError::Kind::Io, QStringLiteral("%1: could not be put in place").arg(whole));
    syncPath(QFileInfo(whole).absolutePath());
}

void Database::probeWrite()
{
    transaction([this] { plain(QStringLiteral("PRAGMA user_version=%1").arg(version())); });
}

void Database::fail(const QSqlError& error, const QString& sql) const
{
    const QString reason =
        error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    throw DatabaseError(kindOf(error),
        QStringLiteral("%1: %2 (SQLite %3) in: %4")
            .arg(m_file, reason, error.nativeErrorCode(), sql.left(200)));
}

} // namespace Espalier::Daemon
