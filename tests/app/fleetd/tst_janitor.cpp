// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <fleetd/record/audittrail.h>
#include <fleetd/record/janitor.h>
#include <fleetd/record/schema.h>

#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

class TstJanitor final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<Daemon::Database> m_database;
    std::unique_ptr<FleetRecord> m_record;
    quint64 m_seq = 0; // of host h

    void open()
    {
        m_record.reset();
        m_database.reset();
        m_database = std::make_unique<Daemon::Database>(m_dir->filePath(QStringLiteral("fleet.db")),
            fleetSchema(), Daemon::WhenCorrupt::Refuse);
        m_record = std::make_unique<FleetRecord>(*m_database, m_clock);
    }
    void prepare() override
    {
        m_record.reset();
        m_database.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_seq = 0;
        open();
    }
    std::string append(Draft& draft, const char* type, const std::string& vm)
    {
        v1::Record record;
        record.set_host("h");
        record.set_host_seq(++m_seq);
        record.set_uid("h/" + std::to_string(m_seq));
        record.set_type(type);
        record.set_vm(vm);
        record.set_committed_at_ns(m_record->nowNs());
        draft.append(record, QString(64, u'f'));
        return record.uid();
    }
    void bear(const std::string& uid)
    {
        m_record->commit([&](Draft& draft) {
            v1::Vm vm;
            vm.set_uid(uid);
            vm.set_host("h");
            vm.set_job("job of " + uid);
            vm.set_birth(append(draft, "Birth", uid));
            v1::Job job;
            job.set_uid(vm.job());
            job.set_vm(uid);
            job.set_state("running");
            draft.put(std::move(vm));
            draft.put(std::move(job));
        });
    }
    void end(const std::string& uid)
    {
        m_record->commit([&](Draft& draft) {
            v1::Vm vm = *m_record->vm(uid);
            v1::Job job = *m_record->job(vm.job());
            vm.set_teardown(append(draft, "Teardown", uid));
            job.set_state("ended");
            job.set_ended_at_ns(m_record->nowNs());
            draft.put(std::move(vm));
            draft.put(std::move(job));
        });
    }
    void later(std::chrono::minutes minutes)
    {
        m_clock.advance(minutes);
        Janitor(*m_record).sweep();
    }
    [[nodiscard]] bool isListed(const std::string& uid) const
    {
        return m_record->vm(uid) && m_record->job("job of " + uid);
    }
    // What an initial list holds of one life.
    [[nodiscard]] int recordsOf(const std::string& uid) const
    {
        int count = 0;
        for (const CommitEvent& event : m_record->snapshot())
            count += event.object->has_record() && event.object->record().vm() == uid ? 1 : 0;
        return count;
    }

    void order(const std::string& uid, const char* state)
    {
        m_record->commit([&](Draft& draft) {
            v1::Command command;
            command.set_uid(uid);
            auto& target = *command.add_targets();
            target.set_uid("h");
            target.set_state(state);
            target.set_at_ns(m_record->nowNs());
            draft.put(std::move(command));
        });
    }
    [[nodiscard]] bool isWatched(v1::ObjectType type, const std::string& uid) const
    {
        return m_record->find(type, uid) != nullptr;
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        m_record.reset();
        m_database.reset();
    }

    void aLifeLeavesWholeThirtyMinutesAfterItsTeardown()
    {
        bear("a");
        m_clock.advance(std::chrono::minutes(25)); // at its end the Birth is almost too old
        end("a");
        later(std::chrono::minutes(29));
        QVERIFY(isListed("a"));
        QCOMPARE(recordsOf("a"), 2);
        open(); // the same after a restart
        later(std::chrono::minutes(0));
        QVERIFY(isListed("a"));
        QCOMPARE(recordsOf("a"), 2);
        later(std::chrono::minutes(2));
        QCOMPARE(recordsOf("a"), 0);
        QVERIFY(!m_record->vm("a"));
        QVERIFY(!m_record->job("job of a"));
    }

    void whatAnOpenLifeHoldsInTheWindowStaysListed()
    {
        bear("long");
        bear("a");
        end("a");
        later(std::chrono::minutes(120));
        QVERIFY(isListed("long"));
        QVERIFY(isListed("a"));
        QCOMPARE(recordsOf("a"), 2);
        end("long");
        later(std::chrono::minutes(31));
        QVERIFY(!m_record->vm("a"));
        QVERIFY(!m_record->vm("long"));
        QCOMPARE(recordsOf("a"), 0);
    }

    void aCommandLeavesADayAfterItsEndAndNeverBefore()
    {
        order("over", "REJECTED");
        order("open", "INDETERMINATE");
        later(std::chrono::hours(23));
        QVERIFY(isWatched(v1::OBJECT_TYPE_COMMAND, "over"));
        later(std::chrono::hours(2));
        QVERIFY(!isWatched(v1::OBJECT_TYPE_COMMAND, "over"));
        QVERIFY(m_record->stored(v1::OBJECT_TYPE_COMMAND, "over")); // the row stays
        QVERIFY(isWatched(v1::OBJECT_TYPE_COMMAND, "open"));
    }

    void ofTheAuditTheNewestOfADayAreWatched()
    {
        AuditTrail audit(*m_record, QStringLiteral("fra1"));
        const auto add = [&](size_t entries) {
            m_record->commit([&](Draft& draft) {
                for (size_t count = 0; count < entries; ++count)
                    audit.add(draft, v1::AuditEntry());
            });
        };
        for (size_t count = 0; count < Janitor::entriesAtMost; count += 400)
            add(400);
        m_clock.advance(std::chrono::seconds(1));
        add(50);
        for (int sweeps = 0; sweeps < 3; ++sweeps)
            later(std::chrono::minutes(0));
        const auto& watched = m_record->table(v1::OBJECT_TYPE_AUDIT_ENTRY);
        QCOMPARE(watched.size(), Janitor::entriesAtMost);
        QVERIFY(watched.count("fra1/2050") == 1);
        for (int sweeps = 0; sweeps < 25; ++sweeps)
            later(std::chrono::hours(sweeps == 0 ? 25 : 0));
        QVERIFY(watched.empty());
        open();
        AuditTrail again(*m_record, QStringLiteral("fra1"));
        m_record->commit([&](Draft& draft) { again.add(draft, v1::AuditEntry()); });
        QVERIFY(isWatched(v1::OBJECT_TYPE_AUDIT_ENTRY, "fra1/2051")); // no number comes twice
    }

    // The window is for the newest 500 lives, open Births or not: so is what it keeps listed.
    void beyondTheCapALifeIsListedForTenMinutes_data()
    {
        QTest::addColumn<bool>("held");
        QTest::newRow("its records leave") << false;
        QTest::newRow("an open life holds its records") << true;
    }

    void beyondTheCapALifeIsListedForTenMinutes()
    {
        QFETCH(bool, held);
        if (held)
            bear("long");
        bear("a");
        end("a");
        m_clock.advance(std::chrono::minutes(1));
        bear("newer");
        end("newer");
        m_record->commit([this](Draft& draft) {
            for (size_t at = 1; at < RecordWindow::lives; ++at)
                append(draft, "Birth", std::to_string(at));
        });
        later(std::chrono::minutes(8));
        QVERIFY(isListed("a"));
        QCOMPARE(recordsOf("a"), held ? 2 : 0);
        later(std::chrono::minutes(2));
        QVERIFY(!m_record->vm("a"));
        QVERIFY(isListed("newer"));
    }
};

ESPALIER_TEST(TstJanitor)
#include "tst_janitor.moc"
