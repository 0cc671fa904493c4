// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

#include <fleetd/record/schema.h>

#include <QDir>
#include <QFile>

#include <thread>

using namespace Espalier;
using namespace Espalier::Tests;

class TstBackup final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void copiesUnderLoadWhatWasCommittedAndNothingHalf()
    {
        TestFleet fleet;
        const QString target = fleet.path(QStringLiteral("copy.db"));
        std::atomic<bool> stop{false};
        std::atomic<int> done{0};
        std::thread load([&] {
            const auto stub = v1::Jobs::NewStub(fleet.queue());
            while (!stop) {
                Deadline deadline;
                v1::SubmitJobResponse response;
                if (stub->SubmitJob(deadline, goodJob(), &response).ok())
                    ++done;
            }
        });
        QTRY_VERIFY(done > 20);
        const int before = done;
        const auto answer =
            Fleetd::Control::askBackup(fleet.path(QStringLiteral("state/control")), target);
        const int after = done;
        stop = true;
        load.join();
        QVERIFY(answer);
        QVERIFY2(answer->isEmpty(), qPrintable(*answer));

        Daemon::Database copy(target, Fleetd::fleetSchema(), Daemon::WhenCorrupt::Refuse);
        const auto number = [&](const char* sql) {
            return copy.query(QLatin1String(sql)).front().front().toInt();
        };
        const int jobs = number("SELECT count(*) FROM job");
        QVERIFY2(jobs >= before && jobs <= after + 1,
            qPrintable(QStringLiteral("%1 of %2 to %3").arg(jobs).arg(before).arg(after)));
        QCOMPARE(number("SELECT count(*) FROM object WHERE type = 6"), jobs);
        QCOMPARE(number("SELECT last FROM counter"), jobs);
    }

    void aRestoredBackupStartsANewEpochAndGetsTheRestFromItsHosts()
    {
        TestFleet fleet;
        const QString target = fleet.path(QStringLiteral("copy.db"));
        HostPen pen(fleet.simulatedHosts().at(0), true);
        auto stream =
            std::make_unique<TestStream>(fleet.channel(QStringLiteral("sites/fra1/simulator")));
        stream->hello(pen);
        (void)submitted(fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        const QByteArray birth = pen.birth(order);
        stream->commit(pen, birth);
        fleet.onRecord([&](Fleetd::Fleet& inside) { inside.backup(target); });
        const QByteArray teardown = pen.teardown(order.vm(), Outcome::Simulated);
        stream->commit(pen, teardown);
        std::string before;
        fleet.onRecord([&](Fleetd::Fleet& inside) { before = inside.record().epoch(); });
        stream.reset();
        fleet.stop();
        for (const char* name : {"state/fleet.db", "state/fleet.db-wal", "state/fleet.db-shm"})
            QFile::remove(fleet.path(QLatin1String(name)));
        QVERIFY(QFile::copy(target, fleet.path(QStringLiteral("state/fleet.db"))));
        fleet.restart();
        std::string after;
        fleet.onRecord([&](Fleetd::Fleet& inside) { after = inside.record().epoch(); });
        QVERIFY(before != after);
        QVERIFY(vmNow(fleet, order.vm()).teardown().empty());

        stream =
            std::make_unique<TestStream>(fleet.channel(QStringLiteral("sites/fra1/simulator")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was restored")));
        stream->hello(pen, 2);
        QCOMPARE(stream->next(v1::FleetFrame::kHello).hello().acked_seq(), 1u);
        stream->commit(pen, teardown);
        QCOMPARE(vmNow(fleet, order.vm()).phase(), std::string("gone"));
    }

    void whatACrashLeavesHoldsEverythingThatWasAcknowledged()
    {
        TestFleet fleet;
        HostPen pen(fleet.simulatedHosts().at(0), true);
        TestStream stream(fleet.channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        const std::string job = submitted(fleet, goodJob());
        const v1::PlaceOrder order = runLife(stream, pen);
        quint64 revision = 0;
        // The files as they lie there while the daemon is at work: what a power cut would leave.
        fleet.onRecord([&](Fleetd::Fleet& inside) {
            revision = inside.record().revision();
            QVERIFY(QDir().mkpath(fleet.path(QStringLiteral("crashed"))));
            for (const char* name : {"fleet.db", "fleet.db-wal"})
                QVERIFY(QFile::copy(fleet.path(QLatin1String("state/") + QLatin1String(name)),
                    fleet.path(QLatin1String("crashed/") + QLatin1String(name))));
        });
        Daemon::Database database(fleet.path(QStringLiteral("crashed/fleet.db")),
            Fleetd::fleetSchema(), Daemon::WhenCorrupt::Refuse);
        const Fleetd::FleetRecord record(database, fleet.clock());
        QCOMPARE(record.revision(), revision);
        QCOMPARE(record.job(job)->state(), std::string("ended"));
        QCOMPARE(record.vm(order.vm())->phase(), std::string("gone"));
        QCOMPARE(Fleetd::ChainStore(database).headOf(pen.id().text().toStdString()).seq, 2u);
    }

    void saysWhyNot()
    {
        TestFleet fleet;
        const QString socket = fleet.path(QStringLiteral("state/control"));
        const QString target = fleet.path(QStringLiteral("copy.db"));
        QCOMPARE(*Fleetd::Control::askBackup(socket, target), QString());
        QVERIFY(
            Fleetd::Control::askBackup(socket, target)->contains(QLatin1String("exists already")));
        QVERIFY(Fleetd::Control::askBackup(socket, QStringLiteral("relative.db"))
                    ->contains(QLatin1String("absolute")));
        QVERIFY(!Fleetd::Control::askBackup(fleet.path(QStringLiteral("nobody")), target));
    }
};

ESPALIER_TEST(TstBackup)
#include "tst_backup.moc"
