// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatedworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// What goes wrong with a simulated host shows in what it signs, holds over a restart, and ends.
class TstSimulatedFaults final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void lateTeardownsTakeAsLongAsSaid();
    void lateEndsForThoseUnderWayToo();
    void stuckRunsFailAndNameTheFact();
    void stuckHoldsOverARestartAndEndsByForce();
    void stuckIsOfItsSlotOnly();
    void anOrphanIsStatedAndQuarantinesTheHost();
    void aGhostIsNotStatedAndDiesWhenTheFaultEnds();
    void aGhostStaysOneOverARestart();
    void aGhostsCancelEndsInATeardown();
    void aLeakedSlotRefusesGuestsAndIsCuredByItsEnd();
    void aLeakShowsWhenItsSlotIsEmpty();
    void aContradictionListsWhatHasATeardown();
    void aContradictionHoldsOverARestart();
    void aSkewShowsInEveryWallTimeAndInNoOther();
};

namespace {

const VmId one = World::vm(1);
const VmId two = World::vm(2);

void expectWarning(const char* text)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QLatin1String(text)));
}

} // namespace

void TstSimulatedFaults::lateTeardownsTakeAsLongAsSaid()
{
    SimulatedWorld world;
    world.begin(FaultKind::Late, 0, 100);
    world.place("sleep 1\n");
    world.timers.advance(5s + 98s);
    QCOMPARE(world.phase(), QStringLiteral("tearing-down"));
    world.timers.advance(3s);
    QCOMPARE(world.phase(), QStringLiteral("none"));
    const auto teardown = world.record(2);
    QCOMPARE(teardown.outcome, Outcome::Simulated);
    QVERIFY(teardown.time.monoEnd - teardown.time.monoStart >= 100s);
}

void TstSimulatedFaults::lateEndsForThoseUnderWayToo()
{
    SimulatedWorld world;
    world.begin(FaultKind::Late, 1, 3'000);
    world.place("sleep 1\n");
    world.timers.advance(60s);
    QCOMPARE(world.phase(), QStringLiteral("tearing-down"));
    world.end(FaultKind::Late);
    world.timers.advance(4s + 100ms);
    QCOMPARE(world.phase(), QStringLiteral("none"));
}

void TstSimulatedFaults::stuckRunsFailAndNameTheFact()
{
    SimulatedWorld world;
    world.begin(FaultKind::Stuck, 1);
    world.place("sleep 1\n");
    world.timers.advance(60s);
    QCOMPARE(world.phase(), QStringLiteral("tearing-down"));
    QVERIFY(world.host->life(one)->isStuck());
    const auto failed = world.record(2);
    QCOMPARE(failed.kind, Evidence::LifeRecordKind::TeardownFailed);
    QCOMPARE(failed.outcome, Outcome::PartialDataResidual);
    QCOMPARE(int(failed.steps.size()), 3); // tries
    QCOMPARE(int(failed.verified.size()), 1);
    QCOMPARE(failed.verified.front().fact, QStringLiteral("no_open_handles"));
    QCOMPARE(failed.verified.front().raw.value(QStringLiteral("hits")), QStringLiteral("1"));
    QVERIFY(failed.residuals.join(u' ').contains(QLatin1String("holds the disk open")));
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 1);
    QVERIFY(world.host->hello().slots_.front().quarantined);
    QVERIFY(!world.host->hello().slots_.back().quarantined);
}

void TstSimulatedFaults::stuckHoldsOverARestartAndEndsByForce()
{
    SimulatedWorld world;
    world.begin(FaultKind::Stuck);
    world.place("sleep 1\n");
    world.timers.advance(60s);
    world.boot();
    world.timers.advance(60s);
    QCOMPARE(world.record(3).kind, Evidence::LifeRecordKind::TeardownFailed);
    world.end(FaultKind::Stuck);
    world.timers.advance(60s);
    QVERIFY(world.host->life(one)->isStuck()); // the cause is gone; nobody has tried again
    world.host->end({QStringLiteral("o"), one, 0s, JobExitKind::Cancelled});
    world.timers.advance(20s);
    QCOMPARE(world.record(4).outcome, Outcome::Simulated);
    QCOMPARE(world.phase(), QStringLiteral("none"));
    QVERIFY(!world.host->hello().slots_.front().quarantined);
}

void TstSimulatedFaults::stuckIsOfItsSlotOnly()
{
    SimulatedWorld world;
    world.begin(FaultKind::Stuck, 2);
    world.place("sleep 1\n", one, 1);
    world.place("sleep 1\n", two, 2);
    world.timers.advance(60s);
    QCOMPARE(world.phase(one), QStringLiteral("none"));
    QVERIFY(world.host->life(two)->isStuck());
}

void TstSimulatedFaults::anOrphanIsStatedAndQuarantinesTheHost()
{
    SimulatedWorld world;
    world.begin(FaultKind::Orphan);
    QCOMPARE(SimulatedWorld::count(world.statement(), VmId()), 1);
    QCOMPARE(SimulatedWorld::count(world.statement(), VmId()), 1);
    world.timers.advance(1s);
    QVERIFY(world.host->hello().slots_.front().quarantined);
    world.boot();
    QCOMPARE(SimulatedWorld::count(world.statement(), VmId()), 1);
    world.end(FaultKind::Orphan);
    QCOMPARE(SimulatedWorld::count(world.statement(), VmId()), 0);
    QVERIFY(world.host->hello().slots_.front().quarantined); // until two people release it
}

void TstSimulatedFaults::aGhostIsNotStatedAndDiesWhenTheFaultEnds()
{
    SimulatedWorld world;
    world.place("sleep 30\n");
    world.timers.advance(10s);
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 1);
    world.begin(FaultKind::Ghost, 1);
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 0);
    world.timers.advance(60s); // longer than its job
    QCOMPARE(world.phase(), QStringLiteral("running"));
    QVERIFY(world.store->recordsAfter(world.host->id(), 1, 10).empty());
    world.end(FaultKind::Ghost);
    world.timers.advance(20s);
    const auto teardown = world.record(2);
    QCOMPARE(teardown.kind, Evidence::LifeRecordKind::Teardown);
    QCOMPARE(teardown.cause->exit.kind, JobExitKind::HypervisorDied);
}

void TstSimulatedFaults::aGhostStaysOneOverARestart()
{
    SimulatedWorld world;
    world.begin(FaultKind::Ghost);
    world.place("sleep 1\n");
    world.timers.advance(20s);
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 0);
    world.boot();
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 0);
    QCOMPARE(world.phase(), QStringLiteral("running"));
    world.end(FaultKind::Ghost);
    world.timers.advance(20s);
    QCOMPARE(world.record(2).cause->exit.kind, JobExitKind::HypervisorDied);
}

void TstSimulatedFaults::aGhostsCancelEndsInATeardown()
{
    SimulatedWorld world;
    world.begin(FaultKind::Ghost);
    world.place("sleep 1\n");
    world.timers.advance(20s);
    world.host->end({QStringLiteral("o"), one, 30s, JobExitKind::Cancelled});
    world.timers.advance(29s);
    QCOMPARE(world.phase(), QStringLiteral("running")); // nobody is there to hear of it
    world.timers.advance(20s);
    QCOMPARE(world.record(2).cause->exit.kind, JobExitKind::Cancelled);
    QCOMPARE(world.phase(), QStringLiteral("none"));
}

void TstSimulatedFaults::aLeakedSlotRefusesGuestsAndIsCuredByItsEnd()
{
    SimulatedWorld world;
    expectWarning("was not made: slot 2: a new guest is refused");
    expectWarning("1 leaked slots");
    expectWarning("1 leaked slots"); // after the restart again
    expectWarning("0 leaked slots");
    world.begin(FaultKind::LeakedSlot, 2);
    world.place("sleep 1\n", one, 2); // before a look has found it
    world.timers.advance(2s);
    QCOMPARE(world.phase(one), QStringLiteral("none"));
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.store->recordsAfter(world.host->id(), 0, 10).empty());
    (void)world.statement();
    QVERIFY(world.host->hello().slots_.at(1).quarantined);
    QVERIFY(world.host->hello().slots_.at(1).leaked);
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
    QVERIFY(world.uplink.helloChanges > 0);
    world.place("sleep 1\n", two, 2);
    QVERIFY(world.uplink.results.back().second.reason.contains(QLatin1String("quarantined")));
    world.boot();
    QVERIFY(world.host->hello().slots_.at(1).leaked);
    world.end(FaultKind::LeakedSlot);
    (void)world.statement();
    QVERIFY(!world.host->hello().slots_.at(1).quarantined);
    world.place("sleep 100\n", two, 2);
    world.timers.advance(10s);
    QCOMPARE(world.phase(two), QStringLiteral("running"));
}

void TstSimulatedFaults::aLeakShowsWhenItsSlotIsEmpty()
{
    SimulatedWorld world;
    expectWarning("1 leaked slots");
    world.place("sleep 30\n", one, 1);
    world.timers.advance(10s);
    world.begin(FaultKind::LeakedSlot, 1);
    (void)world.statement();
    QVERIFY(!world.host->hello().slots_.front().leaked);
    world.timers.advance(60s);
    QVERIFY(world.host->hello().slots_.front().leaked);
}

void TstSimulatedFaults::aContradictionListsWhatHasATeardown()
{
    SimulatedWorld world;
    world.begin(FaultKind::Contradict, 1);
    world.place("sleep 1\n");
    world.timers.advance(30s);
    QCOMPARE(world.record(2).kind, Evidence::LifeRecordKind::Teardown);
    const auto said = world.statement();
    QCOMPARE(said.headSeq, quint64(2));
    QCOMPARE(SimulatedWorld::count(said, one), 1);
    QCOMPARE(said.vms.front().state, VmPhase::Running);
    world.place("sleep 1\n", two, 1);
    world.timers.advance(30s);
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 1);
    QCOMPARE(SimulatedWorld::count(world.statement(), two), 0); // one VM, not more and more
    world.end(FaultKind::Contradict);
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 0);
    world.begin(FaultKind::Contradict); // the newest is contradicted at once
    QCOMPARE(SimulatedWorld::count(world.statement(), two), 1);
}

void TstSimulatedFaults::aContradictionHoldsOverARestart()
{
    SimulatedWorld world;
    world.begin(FaultKind::Contradict);
    world.place("sleep 1\n");
    world.timers.advance(30s);
    world.boot();
    QCOMPARE(SimulatedWorld::count(world.statement(), one), 1);
}

void TstSimulatedFaults::aSkewShowsInEveryWallTimeAndInNoOther()
{
    SimulatedWorld world;
    world.begin(FaultKind::Skew, 0, -300);
    world.place("sleep 1\n");
    world.timers.advance(30s);
    const auto said = world.statement();
    QVERIFY(world.clock.wall() - said.wall >= 300s);
    QVERIFY(world.clock.wall() - said.wall < 320s);
    QVERIFY(world.clock.mono() - said.mono < 20s);
    QVERIFY(world.clock.wall() - world.record(2).time.wallEnd > 300s);
    world.boot();
    QVERIFY(world.clock.wall() - world.statement().wall >= 300s);
    world.end(FaultKind::Skew);
    QVERIFY(world.clock.wall() - world.statement().wall < 20s);
}

ESPALIER_TEST(TstSimulatedFaults)
#include "tst_simulatedfaults.moc"
