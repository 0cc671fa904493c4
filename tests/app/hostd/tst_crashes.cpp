// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// hostd is killed at each step boundary of a birth and a teardown and started again over the same
// file: nothing is signed twice, nothing is lost, the chain has no gap (protocol.md 9).
class TstCrashes final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyStepOfALife_data();
    void killedAtAnyStepOfALife();
    void killedAtEveryStepInARow();
    void aRunningVmIsAdopted();
    void anAdoptedJobKeepsItsTimeLimit();
    void aVmThatDiedMeanwhileIsReconciled();
    void aVmWithoutARecordedStartNeverStarted();
    void aPreparedVmWithoutABirthLeavesNothing();
    void aReboot();
    void aRebootWithinATeardown();
    void anOpenTeardownIsTakenUpAgain();
    void aStuckTeardownIsTriedAgain();
    void statementNumbersNeverComeTwice();
    void anotherKeyIsRefused();
    void anOrphanQuarantinesTheHost();
    void aRepeatedOrderMakesNoSecondVm();
};

namespace {

// A whole life; hostd may die anywhere in it, and fleetd repeats its order and the machine its
// news.
void liveOn(World& world, const VmId& vm)
{
    for (int turn = 0; turn < 50; ++turn) {
        if (!world.host)
            world.boot();
        if (!world.host)
            continue; // killed within its start
        const bool born = world.count(Kind::Birth, vm) == 1;
        const bool gone = world.count(Kind::Teardown, vm) == 1;
        if (gone && world.store->lives(world.host->id()).empty() && !world.host->life(vm))
            return;
        try {
            if (!born)
                world.place(vm);
            const VmLife* life = world.host->life(vm);
            if (life && life->phase() == VmPhase::Booting)
                world.backend->events().jobStarted(vm);
            if (life && life->phase() == VmPhase::Running)
                world.endJob(vm, {JobExitKind::Exit, 0});
        } catch (const Killed&) {
            world.kill();
            continue;
        }
        world.run(5s);
    }
    QFAIL("the life did not end");
}

const char* const steps[] = {"intended", "prepared", "birth-signed", "birth-committed",
    "start-asked", "start-recorded", "job-start-recorded", "job-ended", "teardown-intended",
    "teardown-asked", "torn-down", "teardown-signed", "teardown-committed", "slot-free",
    "before-commit", "after-commit", "strays-removed"};

} // namespace

void TstCrashes::killedAtAnyStepOfALife_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("occurrence");
    for (const char* step : steps) {
        const int most =
            qstrcmp(step, "before-commit") == 0 || qstrcmp(step, "after-commit") == 0 ? 8 : 1;
        for (int i = 1; i <= most; ++i)
            QTest::addRow("%s, time %d", step, i) << QString::fromLatin1(step) << i;
    }
}

void TstCrashes::killedAtAnyStepOfALife()
{
    QFETCH(QString, step);
    QFETCH(int, occurrence);
    World world;
    world.kill();
    int seen = 0;
    world.step = [&](const char* name) {
        if (step == QLatin1String(name) && ++seen == occurrence)
            throw Killed();
    };
    const VmId vm = World::vm(1);
    liveOn(world, vm);
    // hostd's start alone reaches this step; all others lie within the life.
    QVERIFY2(
        seen >= occurrence || step.endsWith(QLatin1String("-commit")), "the step was not reached");
    QCOMPARE(world.count(Kind::Birth, vm), 1);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QCOMPARE(int(world.records().size()), 2);
    QVERIFY(world.machine.vms.empty());
    QVERIFY(world.machine.starts.size() <= 1);
}

void TstCrashes::killedAtEveryStepInARow()
{
    World world;
    world.kill();
    QSet<QString> done; // each step kills once, the next start comes one step further
    world.step = [&](const char* name) {
        const QString step = QString::fromLatin1(name);
        if (!done.contains(step)) {
            done.insert(step);
            throw Killed();
        }
    };
    liveOn(world, World::vm(1));
    QVERIFY(done.size() >= 10);
    QCOMPARE(world.count(Kind::Birth, World::vm(1)), 1);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
}

void TstCrashes::aRunningVmIsAdopted()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.kill();
    world.boot();
    world.run(1s);
    QVERIFY(world.host->life(vm));
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
    QCOMPARE(world.host->hello().liveVms, QStringList{vm.text()});
    QCOMPARE(int(world.machine.starts.size()), 1);
    world.endJob(vm, {JobExitKind::Exit, 3});
    world.run(5s);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->exit, (JobExit{JobExitKind::Exit, 3}));
    QCOMPARE(record.cause->trigger, QStringLiteral("jobEnd"));
    QVERIFY(record.cause->jobStart.has_value());
}

void TstCrashes::anAdoptedJobKeepsItsTimeLimit()
{
    World world;
    world.runJob(World::vm(1));
    world.run(500s);
    world.kill();
    world.boot();
    world.run(90s);
    QVERIFY(world.host->life(World::vm(1)));
    world.run(20s);
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::Timeout);
}

void TstCrashes::aVmThatDiedMeanwhileIsReconciled()
{
    World world;
    world.runJob(World::vm(1));
    world.kill();
    world.machine.vms.at(World::vm(1)).runs = false;
    world.boot();
    world.run(5s);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->exit.kind, JobExitKind::HypervisorDied);
    QCOMPARE(record.cause->trigger, QStringLiteral("reconcile"));
    QVERIFY(record.cause->jobEnd.has_value());
}

void TstCrashes::aVmWithoutARecordedStartNeverStarted()
{
    World world;
    world.kill();
    world.step = [](const char* name) {
        if (qstrcmp(name, "birth-committed") == 0)
            throw Killed();
    };
    world.boot();
    world.place(World::vm(1));
    QVERIFY(world.run(5s));
    world.step = {};
    world.boot();
    world.run(5s);
    QVERIFY(world.machine.starts.empty());
    QCOMPARE(world.last(Kind::Teardown).cause->exit.kind, JobExitKind::NeverStarted);
    QCOMPARE(world.last(Kind::Teardown).cause->trigger, QStringLiteral("reconcile"));
}

void TstCrashes::aPreparedVmWithoutABirthLeavesNothing()
{
    World world;
    world.kill();
    world.step = [](const char* name) {
        if (qstrcmp(name, "prepared") == 0)
            throw Killed();
    };
    world.boot();
    world.place(World::vm(1));
    QVERIFY(world.run(5s));
    QCOMPARE(int(world.machine.vms.size()), 1);
    world.step = {};
    world.boot();
    QVERIFY(world.machine.vms.empty());
    QCOMPARE(world.backend->log.front(), QStringLiteral("removeStrays")); // before anything else
    QVERIFY(world.records().empty());
    QVERIFY(world.host->hello().liveVms.isEmpty());
}

void TstCrashes::aReboot()
{
    World world;
    world.runJob(World::vm(1));
    world.reboot();
    world.run(5s);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->exit.kind, JobExitKind::HypervisorDied);
    QCOMPARE(record.cause->trigger, QStringLiteral("reconcile"));
    QCOMPARE(record.identity.bootId, world.bootId);
    QVERIFY(!record.cause->jobStart.has_value()); // of a clock that is gone
}

void TstCrashes::aRebootWithinATeardown()
{
    World world;
    world.runJob(World::vm(1));
    world.backend->silent = true;
    world.endJob(World::vm(1), {JobExitKind::Exit, 3});
    world.run(1s);
    world.reboot();
    world.run(5s);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->exit, (JobExit{JobExitKind::Exit, 3}));
    QCOMPARE(record.cause->trigger, QStringLiteral("jobEnd"));
    QVERIFY(!record.cause->jobStart.has_value());
    QVERIFY(!record.cause->jobEnd.has_value());
}

void TstCrashes::anOpenTeardownIsTakenUpAgain()
{
    World world;
    world.runJob(World::vm(1));
    world.backend->silent = true; // the teardown takes long
    world.endJob(World::vm(1), {JobExitKind::Signal, 11});
    world.run(30s);
    world.kill();
    world.boot();
    world.run(5s);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
    QCOMPARE(world.last(Kind::Teardown).cause->exit, (JobExit{JobExitKind::Signal, 11}));
    QCOMPARE(world.last(Kind::Teardown).cause->trigger, QStringLiteral("jobEnd"));
}

void TstCrashes::aStuckTeardownIsTriedAgain()
{
    World world;
    world.runJob(World::vm(1));
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(60s);
    world.kill();
    world.boot();
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
    world.run(5s);
    QCOMPARE(world.count(Kind::TeardownFailed, World::vm(1)), 1);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
}

void TstCrashes::statementNumbersNeverComeTwice()
{
    World world;
    quint64 last = 0;
    for (int start = 0; start < 4; ++start) {
        world.run(60s);
        QVERIFY(world.uplink.statements.size() > 3);
        for (size_t i = 0; i < world.uplink.statements.size(); ++i) {
            const auto envelope = Evidence::parseEnvelope(
                world.uplink.statements.at(i), {Evidence::statementPayloadLimit, 1});
            QVERIFY(envelope);
            const auto statement = Evidence::readStatement(envelope->payload);
            QVERIFY2(statement, qPrintable(statement.error()));
            QVERIFY(statement->statementSeq > last);
            last = statement->statementSeq;
        }
        world.uplink.statements.clear();
        world.kill();
        world.boot();
    }
}

void TstCrashes::anotherKeyIsRefused()
{
    World world;
    world.kill();
    world.key = *Evidence::SigningKey::fromSeed(QByteArray(32, '\x09'));
    QVERIFY_THROWS_EXCEPTION(Daemon::DatabaseError, world.boot());
}

void TstCrashes::anOrphanQuarantinesTheHost()
{
    World world;
    world.run(15s);
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
    world.machine.orphans = {4711};
    world.run(10s); // one look may race a start
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
    world.run(11s);
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
    QVERIFY(world.host->hello().slots_.at(1).quarantined);
    QCOMPARE(int(world.lastStatement().vms.size()), 1);
    QVERIFY(world.lastStatement().vms.front().id.isEmpty());
    world.machine.orphans.clear();
    world.kill();
    world.boot();
    QVERIFY(world.host->hello().slots_.at(0).quarantined); // two people release it, nothing else
}

void TstCrashes::aRepeatedOrderMakesNoSecondVm()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.place(vm);
    QVERIFY(world.uplink.results.back().second.accepted);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(5s);
    world.place(vm);
    QVERIFY(!world.uplink.results.back().second.accepted);
    world.run(5s);
    QCOMPARE(int(world.machine.starts.size()), 1);
    QCOMPARE(world.count(Kind::Birth, vm), 1);
}

ESPALIER_TEST(TstCrashes)
#include "tst_crashes.moc"
