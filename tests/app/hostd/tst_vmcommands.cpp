// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "support/testregistry.h"

#include <hostd/rpc/frames.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// Cancel, teardown and force-destroy: what they come to in each state of a VM, and what the records
// say of it.
class TstVmCommands final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void cancelGivesTheJobItsGrace();
    void cancelWithoutGraceTakesFiveMinutes();
    void aJobThatEndsInItsGraceKeepsItsOwnExit();
    void aSecondCancelMayShortenTheGrace();
    void cancelBeforeTheBirth();
    void cancelAfterTheJobsEnd();
    void cancelWithANonsensicalGrace();
    void aRunningJobNeedsASecondPerson_data();
    void aRunningJobNeedsASecondPerson();
    void aStuckVmIsTornDownAgain_data();
    void aStuckVmIsTornDownAgain();
    void forceFailsWhileTheCauseRemains();
    void forceJoinsARunThatIsUnderWay();
    void forceOfWhatIsGoneHasSucceeded();
    void whatWasForcedIsNeverBorn();
    void whatWasSeenBeforeTheEndIsStale();
    void anotherBootIsRefused();
    void theSameCommandRunsOnce();
    void aDrainsDeadlineIsNamedInTheRecord();
    void aDrainsDigestMustBeOne();
};

namespace {

// A VM whose teardown has failed: its slot is quarantined.
void makeStuck(World& world, const VmId& vm)
{
    world.runJob(vm);
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(10s);
    QVERIFY(world.host->life(vm)->isStuck());
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
}

Evidence::CommandRecord cancelWithin(Orders& orders, const VmId& vm, const char* seconds)
{
    Evidence::CommandRecord record = orders.record(CommandVerb::Cancel, vm);
    record.params.insert(QStringLiteral("graceS"), QString::fromLatin1(seconds));
    return record;
}

// Of the backend, so far.
int tries(const World& world)
{
    const auto& log = world.backend->log;
    return static_cast<int>(std::count(log.begin(), log.end(), QStringLiteral("tearDown")));
}

const VmId vm = World::vm(1);

} // namespace

void TstVmCommands::cancelGivesTheJobItsGrace()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    const CommandOrder order = People::order(cancelWithin(orders, vm, "30"));
    orders.give(order);
    QCOMPARE(orders.states(),
        (QStringList{QStringLiteral("HOST_ACCEPTED"), QStringLiteral("EXECUTING")}));
    QCOMPARE(orders.last().generation, quint64(2));
    QCOMPARE(int(world.backend->jobEndRequests.size()), 1);
    world.run(29s);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
    world.run(5s);
    const auto cause = *world.last(Kind::Teardown).cause;
    QCOMPARE(cause.exit.kind, JobExitKind::Cancelled);
    QCOMPARE(cause.trigger, QStringLiteral("command"));
    QCOMPARE(cause.commandDigest, People::digest(order));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstVmCommands::cancelWithoutGraceTakesFiveMinutes()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    orders.give(orders.record(CommandVerb::Cancel, vm));
    world.run(299s);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
    world.run(5s);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstVmCommands::aJobThatEndsInItsGraceKeepsItsOwnExit()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    const CommandOrder order = People::order(orders.record(CommandVerb::Cancel, vm));
    orders.give(order);
    world.endJob(vm, {JobExitKind::Exit, 5});
    world.run(5s);
    const auto cause = *world.last(Kind::Teardown).cause;
    QCOMPARE(cause.exit, (JobExit{JobExitKind::Exit, 5}));
    QCOMPARE(cause.trigger, QStringLiteral("command"));
    QCOMPARE(cause.commandDigest, People::digest(order));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstVmCommands::aSecondCancelMayShortenTheGrace()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    world.host->end({QStringLiteral("o"), vm, 300s, JobExitKind::Cancelled}); // the tenant's own
    orders.give(cancelWithin(orders, vm, "900")); // longer: the first one counts
    world.run(1s);
    orders.give(cancelWithin(orders, vm, "0"));
    world.run(5s);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QCOMPARE(orders.states().count(QStringLiteral("SUCCEEDED")), 2); // it is what both wanted
}

void TstVmCommands::cancelBeforeTheBirth()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.place(vm);
    world.host->command(People::order(orders.record(CommandVerb::Cancel, vm)));
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("ended before it was born")));
    world.run(5s);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED already-gone"));
    QVERIFY(world.records().empty());
    QVERIFY(world.machine.vms.empty());
}

void TstVmCommands::cancelAfterTheJobsEnd()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    makeStuck(world, vm);
    orders.give(orders.record(CommandVerb::Cancel, vm));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED job-ended"));
    QCOMPARE(world.count(Kind::Teardown, vm), 0);
}

void TstVmCommands::cancelWithANonsensicalGrace()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    for (const char* grace : {"", "-1", "3601", "1.5", "soon", "99999999999999999999"}) {
        orders.give(cancelWithin(orders, vm, grace));
        QCOMPARE(orders.said(), QStringLiteral("REJECTED params"));
    }
    world.run(400s);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
}

void TstVmCommands::aRunningJobNeedsASecondPerson_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<bool>("started");
    QTest::newRow("force-destroy, running") << int(CommandVerb::ForceDestroy) << true;
    QTest::newRow("force-destroy, booting") << int(CommandVerb::ForceDestroy) << false;
    QTest::newRow("teardown, running") << int(CommandVerb::Teardown) << true;
    QTest::newRow("teardown, booting") << int(CommandVerb::Teardown) << false;
}

// The tier that the person and fleetd saw does not matter: the host sees a job.
void TstVmCommands::aRunningJobNeedsASecondPerson()
{
    QFETCH(int, verb);
    QFETCH(bool, started);
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.place(vm);
    world.run(100ms);
    if (started)
        world.backend->events().jobStarted(vm);
    orders.give(orders.record(CommandVerb(verb), vm));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED approvals"));
    world.run(60s);
    QVERIFY(world.host->life(vm));
    QCOMPARE(world.host->life(vm)->entry().generation, quint64(1));
    QCOMPARE(int(world.records().size()), 1);
}

void TstVmCommands::aStuckVmIsTornDownAgain_data()
{
    QTest::addColumn<int>("verb");
    QTest::newRow("force-destroy") << int(CommandVerb::ForceDestroy);
    QTest::newRow("teardown") << int(CommandVerb::Teardown);
}

void TstVmCommands::aStuckVmIsTornDownAgain()
{
    QFETCH(int, verb);
    World world;
    Orders orders(world);
    orders.sendRoster();
    makeStuck(world, vm);
    const CommandOrder order = People::order(orders.record(CommandVerb(verb), vm));
    orders.give(order);
    world.run(5s);
    QCOMPARE(orders.states(),
        (QStringList{QStringLiteral("HOST_ACCEPTED"), QStringLiteral("EXECUTING"),
            QStringLiteral("SUCCEEDED")}));
    const auto cause = *world.last(Kind::Teardown).cause;
    QCOMPARE(cause.exit, (JobExit{JobExitKind::Exit, 0}));
    QCOMPARE(cause.trigger, QStringLiteral("command"));
    QCOMPARE(cause.commandDigest, People::digest(order));
    const auto failed = *world.last(Kind::TeardownFailed).cause;
    QCOMPARE(failed.trigger, QStringLiteral("jobEnd"));
    QVERIFY(failed.commandDigest.isEmpty());
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
    world.runJob(World::vm(2));
    QVERIFY(world.uplink.results.back().second.accepted);
}

void TstVmCommands::forceFailsWhileTheCauseRemains()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    makeStuck(world, vm);
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    const CommandOrder order = People::order(orders.record(CommandVerb::ForceDestroy, vm));
    orders.give(order);
    world.run(10s);
    QCOMPARE(orders.said(), QStringLiteral("FAILED ") + outcomeName(Outcome::PartialDataResidual));
    QCOMPARE(world.count(Kind::TeardownFailed, vm), 2);
    QCOMPARE(world.last(Kind::TeardownFailed).cause->commandDigest, People::digest(order));
    QVERIFY(world.host->hello().slots_.at(0).quarantined);
    QVERIFY(world.host->life(vm)->isStuck());
    orders.give(order); // again: the stored state, no further run
    world.run(10s);
    QCOMPARE(world.count(Kind::TeardownFailed, vm), 2);
    orders.give(orders.record(CommandVerb::ForceDestroy, vm));
    world.run(5s);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
}

void TstVmCommands::forceJoinsARunThatIsUnderWay()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    world.machine.outcomes.assign(3, Outcome::Unverifiable);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(500ms); // between the first try and the second
    QCOMPARE(tries(world), 1);
    const CommandOrder order = People::order(orders.record(CommandVerb::ForceDestroy, vm));
    orders.give(order);
    QCOMPARE(tries(world), 2); // at once
    world.run(10s);
    // Two of its own three tries fail, the third one ends it.
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QCOMPARE(world.count(Kind::TeardownFailed, vm), 0);
    const auto record = world.last(Kind::Teardown);
    QCOMPARE(record.cause->commandDigest, People::digest(order));
    QCOMPARE(record.steps.back().attempt, 4);
}

void TstVmCommands::forceOfWhatIsGoneHasSucceeded()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(5s);
    for (const CommandVerb verb :
        {CommandVerb::ForceDestroy, CommandVerb::Teardown, CommandVerb::Cancel}) {
        orders.give(orders.record(verb, vm));
        QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED already-gone"));
    }
    QCOMPARE(int(world.records().size()), 2);
}

void TstVmCommands::whatWasForcedIsNeverBorn()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    orders.give(orders.record(CommandVerb::ForceDestroy, vm)); // a ghost: only fleetd knows it
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED already-gone"));
    world.place(vm);
    world.run(5s);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.records().empty());
}

void TstVmCommands::whatWasSeenBeforeTheEndIsStale()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    const auto cancel = orders.record(CommandVerb::Cancel, vm);
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(10s);
    orders.give(cancel);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED stale"));
    QCOMPARE(orders.last().generation, quint64(2));
}

void TstVmCommands::anotherBootIsRefused()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    makeStuck(world, vm);
    const auto force = orders.record(CommandVerb::ForceDestroy, vm);
    world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
    world.reboot();
    world.run(10s);
    orders.give(force);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED boot"));
    QCOMPARE(world.count(Kind::Teardown, vm), 0);
}

void TstVmCommands::theSameCommandRunsOnce()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    makeStuck(world, vm);
    const CommandOrder order = People::order(orders.record(CommandVerb::ForceDestroy, vm));
    for (int i = 0; i < 3; ++i)
        world.host->command(order);
    world.run(10s);
    orders.give(order);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QCOMPARE(tries(world), 4);
}

void TstVmCommands::aDrainsDeadlineIsNamedInTheRecord()
{
    World world;
    world.runJob(vm);
    const QString digest(64, u'9');
    world.host->end({QStringLiteral("o"), vm, 5s, JobExitKind::Cancelled, digest});
    world.run(10s);
    const auto cause = *world.last(Kind::Teardown).cause;
    QCOMPARE(cause.exit.kind, JobExitKind::Cancelled);
    QCOMPARE(cause.trigger, QStringLiteral("drain"));
    QCOMPARE(cause.commandDigest, digest);
}

// fleetd's nonsense must not make a record that nobody can read.
void TstVmCommands::aDrainsDigestMustBeOne()
{
    v1::TeardownOrder order;
    order.set_vm("vm");
    order.set_why("drain");
    for (const char* digest : {"", "nonsense", "AAAA"}) {
        order.set_command_digest(digest);
        QVERIFY(endOrderFrom(order).drainDigest.isEmpty());
    }
    order.set_command_digest(std::string(64, '9'));
    QCOMPARE(endOrderFrom(order).drainDigest, QString(64, u'9'));
    order.set_why("cancelled");
    QVERIFY(endOrderFrom(order).drainDigest.isEmpty());
}

ESPALIER_TEST(TstVmCommands)
#include "tst_vmcommands.moc"
