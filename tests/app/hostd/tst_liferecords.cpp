// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/evidence/liferecords.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace std::chrono_literals;

// What one life says of itself in its records (evidence.md 2).
class TstLifeRecords final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aBirthSaysAllButTheCause()
    {
        const auto record = birthRecord(life(), frame(), {9s, WallTime(9h)});
        Evidence::LifeRecord wanted = common();
        wanted.kind = Evidence::LifeRecordKind::Birth;
        wanted.time.monoStart = 4s; // when it was placed
        wanted.time.wallStart = WallTime(4h);
        wanted.time.monoEnd = 9s;
        wanted.time.wallEnd = WallTime(9h);
        QCOMPARE(record.backend, wanted.backend);
        QCOMPARE(record.time, wanted.time);
        QCOMPARE(record, wanted);
    }

    void aTeardownSaysWhatWasDoneAndSeen()
    {
        const auto record =
            teardownRecord(life(), frame(), run(), {7s, WallTime(7h)}, {9s, WallTime(9h)});
        Evidence::LifeRecord wanted = common();
        wanted.kind = Evidence::LifeRecordKind::Teardown;
        wanted.identity.birthLeafHash = QString(64, u'9');
        wanted.time.monoStart = 7s; // of this run
        wanted.time.wallStart = WallTime(7h);
        wanted.time.monoEnd = 9s;
        wanted.time.wallEnd = WallTime(9h);
        wanted.cause = Evidence::CauseGroup();
        wanted.cause->exit = {JobExitKind::Signal, 9};
        wanted.cause->trigger = QStringLiteral("reconcile");
        wanted.cause->jobStart = 5s;
        wanted.cause->jobEnd = 6s;
        wanted.steps = {{QStringLiteral("kill"), 1, 1s, 2s, QStringLiteral("failed"), 110},
            {QStringLiteral("kill"), 2, 2s, 3s, QStringLiteral("ok"), 0}};
        QCOMPARE(record.cause, wanted.cause);
        QCOMPARE(record.steps, wanted.steps);
        wanted.verified = {
            {QStringLiteral("process_absent"), {{QStringLiteral("pid"), QStringLiteral("7")}}}};
        wanted.claimed = {{QStringLiteral("disk_key_gone"), {}}};
        QCOMPARE(record.verified, wanted.verified);
        QCOMPARE(record.claimed, wanted.claimed);
        wanted.residuals = {QStringLiteral("a fork")};
        wanted.outcome = Outcome::Complete;
        QCOMPARE(record, wanted);
    }

    // A monotonic clock begins anew with each boot: its times mean nothing in the next.
    void anotherBootsTimesAreNotTold()
    {
        StoredLife before = life();
        before.bootId = QStringLiteral("another");
        const auto record = teardownRecord(before, frame(), run(), {}, {});
        QVERIFY(!record.cause->jobStart.has_value());
        QVERIFY(!record.cause->jobEnd.has_value());
        QCOMPARE(record.cause->exit, (JobExit{JobExitKind::Signal, 9}));
    }

    void aLifeWithoutAnExitNeverStarted()
    {
        StoredLife none = life();
        none.exit.reset();
        const auto record = teardownRecord(none, frame(), run(), {}, {});
        QCOMPARE(record.cause->exit, (JobExit{JobExitKind::NeverStarted, 0}));
    }

    void theOutcomeMakesTheKind_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<bool>("ends");
        const std::pair<Outcome, bool> all[] = {{Outcome::Complete, true},
            {Outcome::CompleteHostDegraded, true}, {Outcome::CompleteAfterReboot, true},
            {Outcome::Simulated, true}, {Outcome::PartialDataResidual, false},
            {Outcome::ProcessUnkillable, false}, {Outcome::Unverifiable, false},
            {Outcome::Unknown, false}};
        for (const auto& [outcome, ends] : all)
            QTest::addRow("%s", qPrintable(outcomeName(outcome))) << outcome << ends;
    }

    void theOutcomeMakesTheKind()
    {
        QFETCH(Outcome, outcome);
        QFETCH(bool, ends);
        TeardownRun result = run();
        result.outcome = outcome;
        const auto record = teardownRecord(life(), frame(), result, {}, {});
        QCOMPARE(record.kind,
            ends ? Evidence::LifeRecordKind::Teardown : Evidence::LifeRecordKind::TeardownFailed);
        QCOMPARE(record.outcome, outcome);
        QCOMPARE(endsLife(outcome), ends);
    }

private:
    static StoredLife life()
    {
        StoredLife life;
        life.vm = VmId(QStringLiteral("vm-1"));
        life.slot = 2;
        life.tenantPseudonym = QString(64, u'e');
        life.jobRefDigest = QString(64, u'f');
        life.shape = QStringLiteral("linux.test.1x256m");
        life.image = QString(64, u'a');
        life.policyVersion = 3;
        life.bootId = QStringLiteral("boot");
        life.birthLeaf = QString(64, u'9');
        life.trace.uid = 200'002;
        life.trace.disks = {{QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 64'769, 1001,
                                QString(32, u'c')},
            {QStringLiteral("cache"), QStringLiteral("UNLINK_ONLY"), 64'769, 1002,
                QString(32, u'd')}};
        life.placedMono = 4s;
        life.placedWall = WallTime(4h);
        life.jobStart = 5s;
        life.jobEnd = 6s;
        life.exit = JobExit{JobExitKind::Signal, 9};
        life.trigger = Trigger::Reconcile;
        return life;
    }

    static RecordFrame frame()
    {
        RecordFrame frame;
        frame.backend.kind = QStringLiteral("qemu");
        frame.backend.version = QStringLiteral("7.2");
        frame.backend.accelerator = QStringLiteral("tcg");
        frame.backend.guestOs = QStringLiteral("linux");
        frame.backend.machineType = QStringLiteral("q35");
        frame.backend.sandboxProfileHash = QString(64, u'b');
        frame.hostdDigest = QString(64, u'd');
        frame.bootId = QStringLiteral("boot");
        return frame;
    }

    static TeardownRun run()
    {
        TeardownRun run;
        run.steps = {{QStringLiteral("kill"), 1, 1s, 2s, false, 110},
            {QStringLiteral("kill"), 2, 2s, 3s, true, 0}};
        run.verified = {
            {QStringLiteral("process_absent"), {{QStringLiteral("pid"), QStringLiteral("7")}}}};
        run.claimed = {{QStringLiteral("disk_key_gone"), {}}};
        run.residuals = {QStringLiteral("a fork")};
        run.outcome = Outcome::Complete;
        return run;
    }

    static Evidence::LifeRecord common()
    {
        Evidence::LifeRecord record;
        record.identity.vm = VmId(QStringLiteral("vm-1"));
        record.identity.slot = 2;
        record.identity.tenantPseudonym = QString(64, u'e');
        record.identity.jobRefDigest = QString(64, u'f');
        record.imageDigest = QString(64, u'a');
        record.backend.backend = QStringLiteral("qemu");
        record.backend.version = QStringLiteral("7.2");
        record.backend.accelerator = QStringLiteral("tcg");
        record.backend.shape = QStringLiteral("linux.test.1x256m");
        record.backend.guestOs = QStringLiteral("linux");
        record.backend.machineType = QStringLiteral("q35");
        record.backend.sandboxProfileHash = QString(64, u'b');
        record.backend.processUid = 200'002;
        record.disks = {{QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 64'769, 1001,
                            QString(32, u'c')},
            {QStringLiteral("cache"), QStringLiteral("UNLINK_ONLY"), 64'769, 1002,
                QString(32, u'd')}};
        record.policyVersion = 3;
        record.hostdDigest = QString(64, u'd');
        return record;
    }
};

ESPALIER_TEST(TstLifeRecords)
#include "tst_liferecords.moc"
