// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"
#include "simulatedworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// A simulated host obeys by the same code: what it comes to with its make-believe VMs and faults.
class TstSimulatedCommands final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aCancelEndsItsJob();
    void forceFailsWhileItIsStuckAndSucceedsAfter();
    void aClockAnHourOffObeysNothing_data();
    void aClockAnHourOffObeysNothing();

private:
    static QString give(SimulatedWorld& world, CommandVerb verb, int number, CommandTarget target)
    {
        auto record = People::command(verb, target, number, world.clock.wall());
        record.params.insert(QStringLiteral("graceS"), QStringLiteral("5"));
        const CommandOrder order = People::order(record);
        world.host->command(order);
        world.timers.advance(60s);
        return People::digest(order);
    }
    static CommandTarget target(const SimulatedWorld& world)
    {
        const VmId vm = World::vm(1);
        return {TargetKind::Vm, vm.text(), world.host->life(vm)->entry().generation,
            SimulatedWorld::hostId(), {}};
    }
    static void sendRoster(SimulatedWorld& world)
    {
        world.host->roster(People::seal(People::roster(3, world.clock.wall())));
    }
};

void TstSimulatedCommands::aCancelEndsItsJob()
{
    SimulatedWorld world;
    sendRoster(world);
    world.place("sleep 600\n");
    world.timers.advance(20s);
    const QString digest = give(world, CommandVerb::Cancel, 1, target(world));
    QCOMPARE(world.uplink.reports.back().state, CommandState::Succeeded);
    const auto teardown = world.record(2);
    QCOMPARE(teardown.outcome, Outcome::Simulated);
    QCOMPARE(teardown.cause->exit.kind, JobExitKind::Cancelled);
    QCOMPARE(teardown.cause->commandDigest, digest);
}

void TstSimulatedCommands::forceFailsWhileItIsStuckAndSucceedsAfter()
{
    SimulatedWorld world;
    sendRoster(world);
    world.begin(FaultKind::Stuck, 1);
    world.place("sleep 1\n");
    world.timers.advance(60s);
    QVERIFY(world.host->life(World::vm(1))->isStuck());
    give(world, CommandVerb::ForceDestroy, 1, target(world));
    QCOMPARE(world.uplink.reports.back().state, CommandState::Failed);
    QCOMPARE(world.uplink.reports.back().why.code, outcomeName(Outcome::PartialDataResidual));
    QVERIFY(world.host->hello().slots_.front().quarantined);
    world.end(FaultKind::Stuck);
    const QString digest = give(world, CommandVerb::ForceDestroy, 2, target(world));
    QCOMPARE(world.uplink.reports.back().state, CommandState::Succeeded);
    QCOMPARE(world.record(4).cause->commandDigest, digest);
    QVERIFY(!world.host->hello().slots_.front().quarantined);
}

void TstSimulatedCommands::aClockAnHourOffObeysNothing_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("code");
    QTest::newRow("ahead") << 3600 << QStringLiteral("expired");
    QTest::newRow("behind") << -3600 << QStringLiteral("clock");
}

void TstSimulatedCommands::aClockAnHourOffObeysNothing()
{
    QFETCH(int, seconds);
    QFETCH(QString, code);
    SimulatedWorld world;
    sendRoster(world);
    world.begin(FaultKind::Skew, 0, seconds);
    give(world, CommandVerb::Cordon, 1,
        {TargetKind::Host, SimulatedWorld::hostId().text(), 1, SimulatedWorld::hostId(), {}});
    QCOMPARE(world.uplink.reports.back().why.code, code);
    QVERIFY(!isOpen(world.uplink.reports.back().state));
    QCOMPARE(world.host->hello().mode, HostMode::InService);
}

ESPALIER_TEST(TstSimulatedCommands)
#include "tst_simulatedcommands.moc"
