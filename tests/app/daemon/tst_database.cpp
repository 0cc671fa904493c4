// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <daemon/database.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Espalier::Daemon;

namespace {

const Schema firstSchema{QStringLiteral("test"),
    {{QStringLiteral(
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB)")}}};

Schema secondSchema()
{
    Schema schema = firstSchema;
    schema.steps.push_back(
        {QStringLiteral("ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 7")});
    return schema;
}

// What is thrown, or an empty text.
template <typename Work> std::optional<DatabaseError> errorOf(Work&& work)
{
    try {
        work();
    } catch (const DatabaseError& error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

class TstDatabase final : public Espalier::Tests::TestCase {
    Q_OBJECT

private:
    void prepare() override { m_dir = std::make_unique<QTemporaryDir>(); }
    QString file() const { return m_dir->filePath(QStringLiteral("state/a.db")); }
    static void insert(Database& db, const QString& name)
    {
        db.execute(QStringLiteral("INSERT INTO thing (name, data) VALUES (?, ?)"),
            {name, QByteArray("\0x", 2)});
    }
    static int count(Database& db)
    {
        return db.query(QStringLiteral("SELECT count(*) FROM thing")).at(0).at(0).toInt();
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private Q_SLOTS:
    void keepsWhatWasCommitted()
    {
        {
            Database db(file(), firstSchema, WhenCorrupt::Refuse);
            QVERIFY(db.isNew());
            db.transaction([&] { insert(db, QStringLiteral("a")); });
        }
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        QVERIFY(!db.isNew());
        const auto rows = db.query(QStringLiteral("SELECT name, data, NULL FROM thing"));
        QCOMPARE(rows.size(), 1u);
        QCOMPARE(rows.at(0).size(), 3);
        QCOMPARE(rows.at(0).at(0).toString(), QStringLiteral("a"));
        QCOMPARE(rows.at(0).at(1).toByteArray(), QByteArray("\0x", 2));
        QVERIFY(rows.at(0).at(2).isNull());
    }

    void isDurableAndInWalMode()
    {
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        QCOMPARE(db.query(QStringLiteral("PRAGMA journal_mode")).at(0).at(0).toString(),
            QStringLiteral("wal"));
        QCOMPARE(db.query(QStringLiteral("PRAGMA synchronous")).at(0).at(0).toInt(), 2);
        QCOMPARE(QFile::permissions(file()) & (QFile::ReadGroup | QFile::ReadOther),
            QFile::Permissions());
    }

    void rollsBackWhatThrows()
    {
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        const auto error = errorOf([&] {
            db.transaction([&] {
                insert(db, QStringLiteral("a"));
                db.execute(QStringLiteral("INSERT INTO thing (name) VALUES (?)"), {QVariant()});
            });
        });
        QVERIFY(error);
        QCOMPARE(error->kind(), DatabaseError::Kind::Constraint);
        QVERIFY2(error->text().contains(QLatin1String("INSERT INTO thing")), error->what());
        QCOMPARE(count(db), 0);
        db.transaction([&] { insert(db, QStringLiteral("b")); });
        QCOMPARE(count(db), 1);
    }

    void refusesASecondConnection()
    {
        const Database db(file(), firstSchema, WhenCorrupt::Refuse);
        const auto error =
            errorOf([&] { const Database second(file(), firstSchema, WhenCorrupt::Refuse); });
        QVERIFY(error);
        QCOMPARE(error->kind(), DatabaseError::Kind::Busy);
    }

    void migratesForwardAndRefusesNewer()
    {
        {
            Database db(file(), firstSchema, WhenCorrupt::Refuse);
            insert(db, QStringLiteral("old"));
            QCOMPARE(db.version(), 1);
        }
        {
            Database db(file(), secondSchema(), WhenCorrupt::Refuse);
            QCOMPARE(db.version(), 2);
            QCOMPARE(db.query(QStringLiteral("SELECT size FROM thing")).at(0).at(0).toInt(), 7);
        }
        const auto error =
            errorOf([&] { const Database db(file(), firstSchema, WhenCorrupt::StartNew); });
        QVERIFY(error);
        QCOMPARE(error->kind(), DatabaseError::Kind::Newer);
        QVERIFY2(error->text().contains(QLatin1String("version 2")), error->what());
        Database db(file(), secondSchema(), WhenCorrupt::Refuse);
        QCOMPARE(count(db), 1);
    }

    void leavesTheOldVersionWhenAMigrationFails()
    {
        {
            Database db(file(), firstSchema, WhenCorrupt::Refuse);
            insert(db, QStringLiteral("old"));
        }
        Schema broken = secondSchema();
        broken.steps.back().append(QStringLiteral("INSERT INTO nowhere VALUES (1)"));
        QVERIFY(errorOf([&] { const Database db(file(), broken, WhenCorrupt::Refuse); }));
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        QCOMPARE(db.version(), 1);
        QCOMPARE(db.query(QStringLiteral("SELECT * FROM thing")).at(0).size(), 3);
    }

    void setsACorruptFileAside()
    {
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("state"))));
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        const QByteArray rubbish(8192, 'x');
        damaged.write(rubbish);
        damaged.close();
        const auto refused =
            errorOf([&] { const Database db(file(), firstSchema, WhenCorrupt::Refuse); });
        QVERIFY(refused);
        QCOMPARE(refused->kind(), DatabaseError::Kind::Corrupt);
        QVERIFY(!QFile::exists(file()));

        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(rubbish);
        damaged.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was damaged")));
        Database db(file(), firstSchema, WhenCorrupt::StartNew);
        QVERIFY(db.isNew());
        QVERIFY(db.setAside());
        QFile aside(*db.setAside());
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), rubbish);
        insert(db, QStringLiteral("works"));
    }

    void saysWhenTheDiskIsFull()
    {
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        insert(db, QStringLiteral("kept"));
        db.execute(QStringLiteral("PRAGMA max_page_count=4"));
        const auto error = errorOf([&] {
            db.transaction([&] {
                for (int n = 0; n < 1000; ++n)
                    insert(db, QString(200, u'y'));
            });
        });
        QVERIFY(error);
        QCOMPARE(error->kind(), DatabaseError::Kind::Full);
        QCOMPARE(count(db), 1);
        db.execute(QStringLiteral("PRAGMA max_page_count=100000"));
        db.transaction([&] { insert(db, QStringLiteral("goes on")); });
        QCOMPARE(count(db), 2);
    }

    void backsUpWithWhatIsCommittedOnly()
    {
        const QString target = m_dir->filePath(QStringLiteral("copy.db"));
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        for (int n = 0; n < 500; ++n)
            insert(db, QString::number(n));
        db.backupTo(target, [](Database& copy) { insert(copy, QStringLiteral("sealed")); });
        insert(db, QStringLiteral("later"));
        const auto again = errorOf([&] { db.backupTo(target); });
        QVERIFY(again);
        QVERIFY2(again->text().contains(QLatin1String("exists")), again->what());
        Database copy(target, firstSchema, WhenCorrupt::Refuse);
        QCOMPARE(count(copy), 501);
        QCOMPARE(count(db), 501);
        QVERIFY(!QFile::exists(QString(target % QLatin1String(".partial"))));
    }

    void probesThatAWriteReachesTheDisk()
    {
        Database db(file(), firstSchema, WhenCorrupt::Refuse);
        db.probeWrite();
        db.execute(QStringLiteral("PRAGMA query_only=ON"));
        QVERIFY(errorOf([&] { db.probeWrite(); }));
    }
};

ESPALIER_TEST(TstDatabase)
#include "tst_database.moc"
