// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <fleetd/record/chainstore.h>
#include <fleetd/record/fleetrecord.h>
#include <fleetd/record/schema.h>

#include <evidence/merkle.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

namespace {

v1::Host hostCalled(const std::string& uid, const std::string& name = "name")
{
    v1::Host host;
    host.set_uid(uid);
    host.set_generation(1);
    host.set_name(name);
    return host;
}

class Listener final : public CommitListener {
public:
    void committed(const CommitPtr& commit) override { commits.push_back(commit); }
    void epochChanged() override { ++epochs; }
    std::vector<CommitPtr> commits;
    int epochs = 0;
};

} // namespace

class TstFleetRecord final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<Daemon::Database> m_database;
    std::unique_ptr<FleetRecord> m_record;
    Listener m_listener;

    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("fleet.db")); }
    void open()
    {
        m_record.reset();
        m_database.reset();
        m_listener = {};
        m_database =
            std::make_unique<Daemon::Database>(file(), fleetSchema(), Daemon::WhenCorrupt::Refuse);
        m_record = std::make_unique<FleetRecord>(*m_database, m_clock);
        m_record->listen(&m_listener);
    }
    void prepare() override
    {
        m_record.reset();
        m_database.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        open();
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        m_record.reset();
        m_database.reset();
    }

    void everyCommitGetsTheNextRevision()
    {
        m_record->commit([](Draft& draft) { draft.put(hostCalled("a")); });
        m_record->commit([](Draft& draft) {
            draft.put(hostCalled("a", "renamed"));
            draft.put(hostCalled("b"));
        });
        m_record->commit([](Draft& draft) { draft.retire(v1::OBJECT_TYPE_HOST, "b"); });
        QCOMPARE(m_listener.commits.size(), 3u);
        for (size_t at = 0; at < 3; ++at)
            QCOMPARE(m_listener.commits[at]->revision, at + 1);
        QCOMPARE(m_listener.commits[1]->events.at(0).op, v1::Event::OP_MODIFIED);
        QCOMPARE(m_listener.commits[1]->events.at(1).op, v1::Event::OP_ADDED);
        QCOMPARE(m_listener.commits[2]->events.at(0).op, v1::Event::OP_DELETED);
        QCOMPARE(m_listener.commits[2]->events.at(0).object->host().generation(), 1u);
        QCOMPARE(m_record->host("a")->name(), std::string("renamed"));
        QVERIFY(!m_record->host("b"));
    }

    void aCommitWithoutAChangeIsNone()
    {
        m_record->commit([](Draft& draft) { draft.put(hostCalled("a")); });
        m_record->commit([](Draft& draft) {
            draft.put(hostCalled("a"));
            draft.retire(v1::OBJECT_TYPE_HOST, "never there");
        });
        QCOMPARE(m_listener.commits.size(), 1u);
        QCOMPARE(m_record->revision(), 1u);
    }

    void anObjectOccursOnceInACommit()
    {
        m_record->commit([](Draft& draft) {
            draft.put(hostCalled("a", "first"));
            draft.put(hostCalled("a", "second"));
        });
        QCOMPARE(m_listener.commits.at(0)->events.size(), 1u);
        QCOMPARE(m_record->host("a")->name(), std::string("second"));
    }

    void aCommitThatFailsChangesNothing()
    {
        m_record->commit([](Draft& draft) { draft.put(hostCalled("a")); });
        QVERIFY_THROWS_EXCEPTION(Daemon::DatabaseError, m_record->commit([](Draft& draft) {
            draft.put(hostCalled("b"));
            draft.sql(QStringLiteral("INSERT INTO nowhere VALUES (1)"), {});
        }));
        QVERIFY(!m_record->host("b"));
        QCOMPARE(m_listener.commits.size(), 1u);
        open();
        QVERIFY(!m_record->host("b"));
        QCOMPARE(m_record->revision(), 1u);
    }

    void keepsTheLimitsOfACommit()
    {
        QVERIFY_THROWS_EXCEPTION(std::length_error, m_record->commit([](Draft& draft) {
            for (int at = 0; at < 501; ++at)
                draft.put(hostCalled(std::to_string(at)));
        }));
        QVERIFY_THROWS_EXCEPTION(std::length_error, m_record->commit([](Draft& draft) {
            draft.put(hostCalled("a", std::string(2 << 20, 'x')));
        }));
        QCOMPARE(m_record->revision(), 0u);
        m_record->commit([](Draft& draft) {
            for (int at = 0; at < 500; ++at)
                draft.put(hostCalled(std::to_string(at)));
        });
        QCOMPARE(m_record->revision(), 1u);
    }

    void comesBackWholeAfterARestart()
    {
        m_record->commit([](Draft& draft) {
            draft.put(hostCalled("a"));
            draft.put(hostCalled("gone"));
        });
        m_record->commit([](Draft& draft) { draft.retire(v1::OBJECT_TYPE_HOST, "gone"); });
        const std::string epoch = m_record->epoch();
        open();
        QCOMPARE(m_record->epoch(), epoch);
        QCOMPARE(m_record->revision(), 2u);
        QCOMPARE(m_record->table(v1::OBJECT_TYPE_HOST).size(), 1u);
        QCOMPARE(m_record->snapshot().size(), 1u);
    }

    void aNewEpochIsToldAndKept()
    {
        const std::string before = m_record->epoch();
        m_record->renewEpoch();
        QVERIFY(m_record->epoch() != before);
        QCOMPARE(m_listener.epochs, 1);
        const std::string after = m_record->epoch();
        open();
        QCOMPARE(m_record->epoch(), after);
    }

    void recordsFormChainsThatOutliveTheProcess()
    {
        for (quint64 seq = 1; seq <= 3; ++seq) {
            m_record->commit([&](Draft& draft) {
                v1::Record record;
                record.set_uid("h/" + std::to_string(seq));
                record.set_host("h");
                record.set_host_seq(seq);
                record.set_type("Birth");
                record.set_vm("vm" + std::to_string(seq));
                record.set_envelope("{" + std::to_string(seq) + "}");
                record.set_committed_at_ns(m_record->nowNs());
                draft.append(record, QString(64, QChar(u'a' + static_cast<char16_t>(seq))));
            });
        }
        open();
        ChainStore chains(*m_database);
        QCOMPARE(chains.headOf("h").seq, 3u);
        QCOMPARE(chains.headOf("h").leafHash, QString(64, u'd'));
        QCOMPARE(chains.headOf("nobody").leafHash, Evidence::noHash());
        QCOMPARE(*chains.leafAt("h", 2), QString(64, u'c'));
        QVERIFY(!chains.leafAt("h", 4));
        const std::vector<QByteArray> expected{"{2}", "{3}"};
        QCOMPARE(chains.envelopes("h", 2, 3), expected);
        QCOMPARE(m_record->snapshot().size(), 3u); // in the window
    }

    void oldRecordsLeaveTheWindowUnlessTheirLifeIsOpen()
    {
        const auto append = [this](quint64 seq, const char* type, const std::string& vm) {
            m_record->commit([&](Draft& draft) {
                v1::Record record;
                record.set_uid("h/" + std::to_string(seq));
                record.set_host("h");
                record.set_host_seq(seq);
                record.set_type(type);
                record.set_vm(vm);
                record.set_committed_at_ns(m_record->nowNs());
                draft.append(record, QString(64, u'f'));
            });
        };
        v1::Vm open;
        open.set_uid("open");
        open.set_host("h");
        open.set_birth("h/3");
        m_record->commit([&](Draft& draft) { draft.put(open); });
        append(1, "Birth", "closed");
        append(2, "Teardown", "closed");
        append(3, "Birth", "open");
        append(4, "Birth", "later");
        m_clock.advance(std::chrono::minutes(31));
        m_record->trimWindow();
        // 1 and 2 are old and over; from the open Birth on the chain stays without a gap.
        size_t records = 0;
        for (const CommitEvent& event : m_record->snapshot())
            records += event.object->has_record() ? 1 : 0;
        QCOMPARE(records, 2u);
        this->open();
        records = 0;
        for (const CommitEvent& event : m_record->snapshot())
            records += event.object->has_record() ? 1 : 0;
        QCOMPARE(records, 2u); // the same after a restart
    }

    void migratesADatabaseOfSchemaOne()
    {
        m_record.reset();
        m_database.reset();
        const QString old = m_dir->filePath(QStringLiteral("old.db"));
        {
            const Daemon::Schema first{QStringLiteral("fleetd"), {fleetSchema().steps.front()}};
            Daemon::Database database(old, first, Daemon::WhenCorrupt::Refuse);
            QFile fixture(QFINDTESTDATA("fixtures/schema1.sql"));
            QVERIFY(fixture.open(QIODevice::ReadOnly));
            const QStringList statements = QString::fromUtf8(fixture.readAll())
                                               .split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
            for (const QString& statement : statements)
                database.execute(statement);
            QCOMPARE(database.version(), 1);
        }
        Daemon::Database database(old, fleetSchema(), Daemon::WhenCorrupt::Refuse);
        QCOMPARE(database.version(), static_cast<int>(fleetSchema().steps.size()));
        FleetRecord record(database, m_clock);
        QCOMPARE(record.epoch(), std::string("0b8f52a1-5f0a-4a38-9d4b-2f6f54f3a001"));
        QCOMPARE(record.revision(), 41u);
        QCOMPARE(record.job("job-1")->tenant(), std::string("acme"));
        QCOMPARE(record.job("job-1")->state(), std::string("queued"));
        QCOMPARE(
            database.query(QStringLiteral("SELECT count(*) FROM run")).front().front().toInt(), 0);
        ChainStore chains(database);
        QCOMPARE(chains.headOf("host-1").seq, 2u);
        record.commit([](Draft& draft) { draft.put(hostCalled("new")); });
        QCOMPARE(record.revision(), 42u);
    }
};

ESPALIER_TEST(TstFleetRecord)
#include "tst_fleetrecord.moc"
