// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// One VM's life: what it comes to, for every way in which it can end.
class TstVmLife final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyExitEndsInOneTeardown_data();
    void everyExitEndsInOneTeardown();
    void aJobOverItsTimeLimitIsEnded();
    void aVmThatNeverComesToItsJobIsEnded();
    void aFailedStartEndsInATeardown();
    void aFailedPreparationLeavesNoRecord();
    void cancelGivesARunningJobItsGrace();
    void cancelWithoutAJobEndsAtOnce();
    void aJobThatEndsInItsGraceKeepsItsOwnExit();
    void anEndBeforeTheBirthLeavesNoRecord();
    void lostIsNamedAsSuch();
    void aSecondEndChangesNothing();
    void threeTriesMakeOneTeardownFailed();
    void aStuckVmIsTornDownByAFurtherOrder();
    void anUnkillableProcessQuarantinesTheHost();
    void aDegradedHostKeepsTheSlotUntilItsReboot();
    void thePhasesAreToldInOrder();
    void outputIsWipedBeforeTheTeardown();
    void theScriptIsForgottenOnceTheProcessHasIt();
    void theScriptIsNowhereInTheStateFile();
    void theRecordsSayWhatWasSeen();
    void aTeardownLeavesANeighbourInPreparationAlone();
};

void TstVmLife::everyExitEndsInOneTeardown_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("exit 0") << int(JobExitKind::Exit) << 0;
    QTest::newRow("exit 3") << int(JobExitKind::Exit) << 3;
    QTest::newRow("signal") << int(JobExitKind::Signal) << 9;
    QTest::newRow("panic") << int(JobExitKind::Panic) << 0;
    QTest::newRow("hypervisor died") << int(JobExitKind::HypervisorDied) << 0;
}

void TstVmLife::everyExitEndsInOneTeardown()
{
    QFETCH(int, kind);
    QFETCH(int, code);
    const JobExit exit{JobExitKind(kind), code};
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.endJob(vm, exit);
    world.run(100ms);
    world.endJob(vm, {JobExitKind::Exit, 99}); // late and wrong: no effect
    world.run(10s);
    QCOMPARE(world.count(Kind::Birth, vm), 1);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QCOMPARE(int(world.records().size()), 2);
    const auto record = world.last(Kind::Teardown);
    QVERIFY(record.cause.has_value());
    QCOMPARE(record.cause->exit.kind, exit.kind);
    QCOMPARE(record.cause->exit.code, exit.code);
    QCOMPARE(record.cause->trigger, QStringLiteral("jobEnd"));
    QVERIFY(!world.host->life(vm));
    world.place(World::vm(2)); // the slot is free again
    world.run(100ms);
    QVERIFY(world.uplink.results.back().second.accepted);
}

void TstVmLife::aJobOverItsTimeLimitIsEnded()
{
    World world;
    world.runJob(World::vm(1));
    world.run(599s);
    QCOMPARE(world.host->life(World::vm(1))->phase(), VmPhase::Running);
    world.run(10s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Timeout);
}

void TstVmLife::aVmThatNeverComesToItsJobIsEnded()
{
    World world;
    world.place(World::vm(1));
    world.run(100ms);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("did not come to its job in time")));
    world.run(200s);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->exit.kind, JobExitKind::NeverStarted);
    QVERIFY(!record.cause->jobStart);
}

void TstVmLife::aFailedStartEndsInATeardown()
{
    World world;
    world.backend->failStart = true;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not start")));
    world.place(World::vm(1));
    world.run(1s);
    QCOMPARE(world.count(Kind::Birth, World::vm(1)), 1);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::NeverStarted);
}

void TstVmLife::aFailedPreparationLeavesNoRecord()
{
    World world;
    world.backend->failPrepare = true;
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("was not made: no space")));
    world.place(World::vm(1));
    world.run(1s);
    QVERIFY(world.records().empty());
    QCOMPARE(int(world.uplink.results.size()), 1);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QCOMPARE(world.uplink.results.back().second.reason, QStringLiteral("no space"));
    QVERIFY(world.store->lives(world.host->id()).empty());
    QVERIFY(!world.host->life(World::vm(1)));
}

void TstVmLife::cancelGivesARunningJobItsGrace()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.host->end({QStringLiteral("o"), vm, 300s, JobExitKind::Cancelled});
    QCOMPARE(int(world.backend->jobEndRequests.size()), 1);
    world.run(299s);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
    world.run(5s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Cancelled);
    QCOMPARE(world.last(Kind::Teardown).cause->trigger, QStringLiteral("jobEnd"));
}

void TstVmLife::cancelWithoutAJobEndsAtOnce()
{
    World world;
    world.place(World::vm(1));
    world.run(100ms);
    world.host->end({QStringLiteral("o"), World::vm(1), 300s, JobExitKind::Cancelled});
    world.run(1s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Cancelled);
}

void TstVmLife::aJobThatEndsInItsGraceKeepsItsOwnExit()
{
    World world;
    world.runJob(World::vm(1));
    world.host->end({QStringLiteral("o"), World::vm(1), 300s, JobExitKind::Cancelled});
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(1s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Exit);
    world.runJob(World::vm(2));
    world.host->end({QStringLiteral("o"), World::vm(2), 300s, JobExitKind::Cancelled});
    world.endJob(World::vm(2), {JobExitKind::Signal, 15}); // ours
    world.run(1s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Cancelled);
}

void TstVmLife::anEndBeforeTheBirthLeavesNoRecord()
{
    World world;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("before it was born")));
    world.place(World::vm(1));
    world.host->end({QStringLiteral("o"), World::vm(1), 300s, JobExitKind::Cancelled});
    world.run(1s);
    QVERIFY(world.records().empty());
    QVERIFY(world.machine.vms.empty());
    QVERIFY(world.machine.starts.empty());
    QVERIFY(!world.host->life(World::vm(1)));
}

void TstVmLife::lostIsNamedAsSuch()
{
    World world;
    world.runJob(World::vm(1));
    world.host->end({QStringLiteral("o"), World::vm(1), 0s, JobExitKind::Lost});
    world.run(1s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Lost);
}

void TstVmLife::aSecondEndChangesNothing()
{
    World world;
    world.runJob(World::vm(1));
    for (int i = 0; i < 3; ++i) {
        world.host->end({QStringLiteral("o"), World::vm(1), 0s, JobExitKind::Cancelled});
        world.run();
    }
    world.run(5s);
    world.host->end({QStringLiteral("o"), World::vm(1), 0s, JobExitKind::Cancelled});
    QVERIFY(world.uplink.results.back().second.accepted); // it is as ordered
    world.run(5s);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
}

void TstVmLife::threeTriesMakeOneTeardownFailed()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(60s);
    QCOMPARE(int(world.machine.outcomes.size()), 0);
    QCOMPARE(world.count(Kind::Teardown, vm), 0);
    QCOMPARE(world.count(Kind::TeardownFailed, vm), 1);
    const auto record = world.last(Kind::TeardownFailed);
    QCOMPARE(record.outcome, Outcome::PartialDataResidual);
    QCOMPARE(int(record.steps.size()), 3);
    QCOMPARE(record.steps.back().attempt, 3);
    QVERIFY(world.host->life(vm)->isStuck());
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
    QVERIFY(!world.host->hello().slots_.at(1).quarantined);
    QCOMPARE(world.uplink.helloChanges, 1);
    QCOMPARE(int(world.lastStatement().vms.size()), 1); // still listed
    world.place(World::vm(2), 1);
    QVERIFY(!world.uplink.results.back().second.accepted);
}

void TstVmLife::aStuckVmIsTornDownByAFurtherOrder()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.machine.outcomes.assign(3, Outcome::Unverifiable);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(60s);
    world.host->end({QStringLiteral("o"), vm, 0s, JobExitKind::Cancelled});
    world.run(5s);
    QCOMPARE(world.count(Kind::TeardownFailed, vm), 1);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Exit); // the job's own end
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
    world.place(World::vm(2), 1);
    world.run(100ms);
    QVERIFY(world.uplink.results.back().second.accepted);
}

void TstVmLife::anUnkillableProcessQuarantinesTheHost()
{
    World world;
    world.runJob(World::vm(1));
    world.machine.outcomes.assign(3, Outcome::ProcessUnkillable);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(60s);
    QVERIFY(world.host->hello().slots_.at(1).quarantined);
    world.place(World::vm(2), 2);
    QVERIFY(!world.uplink.results.back().second.accepted);
}

void TstVmLife::aDegradedHostKeepsTheSlotUntilItsReboot()
{
    World world;
    world.runJob(World::vm(1));
    world.machine.outcomes.assign(1, Outcome::CompleteHostDegraded);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(60s);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
    world.kill();
    world.boot();
    QVERIFY(world.host->hello().slots_.at(0).quarantined); // of hostd is not of the machine
    world.reboot();
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
}

void TstVmLife::thePhasesAreToldInOrder()
{
    World world;
    world.runJob(World::vm(1));
    world.endJob(World::vm(1), {JobExitKind::Exit, 3});
    world.run(5s);
    QStringList phases;
    for (const Progress& one : world.uplink.progresses) {
        if (phases.isEmpty() || phases.last() != vmPhaseName(one.phase))
            phases.append(vmPhaseName(one.phase));
        QCOMPARE(one.exit.has_value(), one.phase >= VmPhase::TearingDown);
    }
    QCOMPARE(phases.join(u' '),
        QStringLiteral("preparing booting running tearing-down proving %1")
            .arg(vmPhaseName(VmPhase::Gone)));
}

void TstVmLife::outputIsWipedBeforeTheTeardown()
{
    World world;
    world.kill();
    const VmId vm = World::vm(1);
    std::optional<quint64> atSigning;
    world.step = [&](const char* name) {
        if (qstrcmp(name, "teardown-signed") == 0)
            atSigning = world.host->output(vm)->end() - world.host->output(vm)->begin();
    };
    world.boot();
    world.runJob(vm);
    world.backend->events().output(vm, "hello\n");
    QCOMPARE(world.host->output(vm)->end(), quint64(6));
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.backend->events().output(vm, "and goodbye\n"); // what was still on its way
    QCOMPARE(world.host->output(vm)->end(), quint64(18));
    world.run(5s);
    QVERIFY(atSigning.has_value());
    QCOMPARE(*atSigning, quint64(0));
}

void TstVmLife::theScriptIsForgottenOnceTheProcessHasIt()
{
    World world;
    const VmId vm = World::vm(1);
    PlacementOrder placement = world.placement(vm);
    placement.spec.environment.insert(QStringLiteral("TOKEN"), QStringLiteral("secret"));
    world.host->place(placement);
    QVERIFY(world.host->life(vm)->holdsScript());
    world.run(100ms);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Booting);
    QVERIFY(world.host->life(vm)->entry().trace.pid != 0);
    QVERIFY(!world.host->life(vm)->holdsScript());
    world.backend->failStart = true;
    world.place(World::vm(2), 2);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not start")));
    while (world.host->life(World::vm(2))->phase() != VmPhase::TearingDown)
        world.run(1ms);
    QVERIFY(!world.host->life(World::vm(2))->holdsScript());
}

void TstVmLife::theScriptIsNowhereInTheStateFile()
{
    World world;
    world.runJob(World::vm(1));
    world.backend->events().output(World::vm(1), "secret-of-the-tenant\n");
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(5s);
    const QString path = world.store->database().file();
    for (const QString& suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        QFile file(path + suffix);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("secret-of-the-tenant"));
    }
    QVERIFY(int(world.records().size()) == 2);
}

void TstVmLife::theRecordsSayWhatWasSeen()
{
    World world;
    world.runJob(World::vm(1), 2);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(5s);
    const auto birth = world.last(Kind::Birth);
    const auto teardown = world.last(Kind::Teardown);
    QCOMPARE(birth.identity.slot, 2);
    QCOMPARE(birth.identity.hostSeq, quint64(1));
    QCOMPARE(birth.policyVersion, quint64(3));
    QCOMPARE(birth.imageDigest, FakeBackend::image());
    QCOMPARE(birth.backend.processUid, quint64(200'002));
    QCOMPARE(birth.hostdDigest, QString(64, u'd'));
    QCOMPARE(teardown.identity.birthLeafHash, teardown.identity.prevHash);
    QCOMPARE(teardown.policyVersion, birth.policyVersion);
    QCOMPARE(teardown.disks, birth.disks);
    QCOMPARE(int(teardown.verified.size()), 1);
    QVERIFY(teardown.cause->jobStart.has_value() && teardown.cause->jobEnd.has_value());
    QVERIFY(*teardown.cause->jobEnd > *teardown.cause->jobStart);
    QVERIFY(teardown.time.monoEnd >= teardown.time.monoStart);
}

void TstVmLife::aTeardownLeavesANeighbourInPreparationAlone()
{
    World world;
    world.runJob(World::vm(1), 1);
    world.backend->silent = true;
    world.place(World::vm(2), 2);
    world.run(100ms);
    world.backend->silent = false;
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(5s);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
    QCOMPARE(world.backend->log.back(), QStringLiteral("removeStrays"));
    QVERIFY(world.machine.vms.count(World::vm(2)) == 1);
}

ESPALIER_TEST(TstVmLife)
#include "tst_vmlife.moc"
