// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariantList>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace Espalier::Daemon {

// A database call that failed. what() names file, statement and SQLite's reason.
class DatabaseError final : public std::runtime_error {
public:
    enum class Kind { Full, Io, Corrupt, Constraint, Busy, Newer, Other };
    DatabaseError(Kind kind, const QString& message)
        : std::runtime_error(message.toStdString())
        , m_kind(kind)
    {
    }
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const { return QString::fromUtf8(what()); }

private:
    Kind m_kind;
};

// How a file looks in each version: steps[n] brings version n to n + 1, in one transaction.
// Never edit a step that was released; append one.
struct Schema {
    QString name; // in messages
    std::vector<QStringList> steps;
};

enum class WhenCorrupt {
    StartNew, // after the damaged file was set aside
    Refuse, // after it was set aside: throw, a person must decide
};

// One SQLite file (protocol.md 9): WAL, synchronous=FULL, exactly one connection, guarded by a lock
// file against a second process. Every function throws DatabaseError. One thread: the opening one.
class Database final {
public:
    // Opens or makes the file, checks it, migrates it. A damaged one is renamed to
    // <file>.corrupt-<UTC time> with its -wal and -shm; a newer one is refused.
    Database(const QString& file, Schema schema, WhenCorrupt whenCorrupt);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    [[nodiscard]] QString file() const { return m_file; }
    [[nodiscard]] bool isNew() const { return m_new; }
    [[nodiscard]] std::optional<QString> setAside() const { return m_setAside; }
    [[nodiscard]] int version();

    // ? placeholders. Returns the number of rows that changed. Statements are prepared once.
    int execute(const QString& sql, const QVariantList& values = {});
    // All rows, in order.
    [[nodiscard]] std::vector<QVariantList> query(
        const QString& sql, const QVariantList& values = {});
    // Calls row for each row; for results that need not be in memory at once.
    void forEach(const QString& sql, const QVariantList& values,
        const std::function<void(const QSqlQuery&)>& row);

    // One transaction: work runs inside it, an exception rolls it back and goes on.
    void transaction(const std::function<void()>& work);
    [[nodiscard]] bool inTransaction() const { return m_inTransaction; }

    // A consistent copy, through this connection, written beside and then renamed. target must not
    // exist. seal runs on the copy before it is renamed.
    void backupTo(const QString& target, const std::function<void(Database&)>& seal = {});
    // Proves that a write reaches the disk; throws if not.
    void probeWrite();

private:
    void open();
    void close();
    [[nodiscard]] QString checkProblem();
    void setCorruptAside(const QString& why, WhenCorrupt whenCorrupt);
    void migrate();
    void plain(const QString& sql);
    QSqlQuery& prepared(const QString& sql, const QVariantList& values);
    [[noreturn]] void fail(const QSqlError& error, const QString& sql) const;

    QString m_file;
    Schema m_schema;
    QLockFile m_lock;
    QString m_connection;
    QSqlDatabase m_db;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
    std::optional<QString> m_setAside;
    bool m_new = false;
    bool m_inTransaction = false;
};

} // namespace Espalier::Daemon
