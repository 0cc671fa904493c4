// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstDrainEngine final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aHostsRefusalIsTold()
    {
        World world(2);
        world.seen(1).refused = QStringLiteral("boot");
        world.emptied(2);
        const DrainHost host = world.step();
        QCOMPARE(host.phase, DrainPhase::Cordoned);
        QCOMPARE(host.block, DrainBlock::Refused);
        QCOMPARE(host.detail, QStringLiteral("boot"));
        QCOMPARE(world.drain.state, DrainState::Running); // not drained: it stays open
        world.drain = stopDrain(world.drain, {hostNo(1)}, world.facts.now);
        QCOMPARE(world.drain.state, DrainState::Finished); // the other one is emptied
    }

    void allAreCordonedAtOnceWavesFollow()
    {
        World world(3, inWaves(1));
        QCOMPARE(world.step(2).block, DrainBlock::Wave);
        QCOMPARE(world.due(1), std::optional(QStringLiteral("drain")));
        QCOMPARE(world.due(2), std::optional(QStringLiteral("cordon")));
        QCOMPARE(world.due(3), std::optional(QStringLiteral("cordon")));
        world.mode(2, 2, HostMode::Cordoned);
        world.mode(3, 2, HostMode::Cordoned);
        world.step();
        QVERIFY(!world.due(2));
        world.emptied(1);
        QCOMPARE(world.step(2).block, DrainBlock::None);
        QCOMPARE(world.drain.wave, 2);
        QCOMPARE(world.due(2), std::optional(QStringLiteral("drain")));
        QVERIFY(!world.due(3));
        world.emptied(2);
        world.emptied(3);
        world.step();
        QCOMPARE(world.drain.state, DrainState::Finished);
    }

    void aWaveTakesSoManyHosts()
    {
        World world(5, inWaves(2));
        QCOMPARE(hostIn(world.drain, hostNo(2))->wave, 1);
        QCOMPARE(hostIn(world.drain, hostNo(3))->wave, 2);
        QCOMPARE(hostIn(world.drain, hostNo(5))->wave, 3);
        world.emptied(1);
        world.step();
        QCOMPARE(world.drain.wave, 1); // the second of the first two is still on its way
    }

    void aHostThatNeedsAPersonDoesNotHoldUpTheNextWave_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("stuck") << 0;
        QTest::newRow("refused") << 1;
        QTest::newRow("lost") << 2;
    }
    void aHostThatNeedsAPersonDoesNotHoldUpTheNextWave()
    {
        QFETCH(int, what);
        World world(2, inWaves(1));
        world.step();
        QCOMPARE(world.drain.wave, 1);
        if (what == 0) {
            world.mode(1, 4, HostMode::Draining);
            world.ended(1, 1);
            world.vm(1, 1).failed = true;
        }
        if (what == 1)
            world.seen(1).refused = QStringLiteral("expired");
        world.seen(1).lost = world.seen(1).silent = what == 2;
        world.step();
        QCOMPARE(world.drain.wave, 2);
        world.ended(1, 1); // what once has begun stays begun
        world.vm(1, 1).failed = false;
        world.seen(1).refused.clear();
        world.seen(1).lost = world.seen(1).silent = false;
        world.step();
        QCOMPARE(world.drain.wave, 2);
    }

    void aShortSilenceHoldsUpTheNextWave()
    {
        World world(2, inWaves(1));
        world.seen(1).silent = true;
        world.step();
        QCOMPARE(world.drain.wave, 1);
    }

    void aWaveWaitsForItsPoolsFloor()
    {
        World world(2, inWaves(1));
        world.seen(2).shortPool = QStringLiteral("m4-pro");
        world.emptied(1);
        const DrainHost held = world.step(2);
        QCOMPARE(world.drain.wave, 1);
        QCOMPARE(held.block, DrainBlock::Wave);
        QCOMPARE(held.detail, QStringLiteral("m4-pro"));
        world.seen(2).shortPool.clear();
        world.step();
        QCOMPARE(world.drain.wave, 2);
    }

    void theFirstWaveIsThePersonsDecision()
    {
        World world(1);
        world.seen(1).shortPool = QStringLiteral("m4-pro");
        world.step();
        QCOMPARE(world.due(1), std::optional(QStringLiteral("drain")));
    }

    void atTheDeadline_data()
    {
        QTest::addColumn<AtDeadline>("choice");
        QTest::addColumn<DrainState>("state");
        QTest::addColumn<int>("wave"); // of two, the first one still on its way
        QTest::addColumn<int>("cancels");
        QTest::newRow("wait") << AtDeadline::Wait << DrainState::Running << 1 << 0;
        QTest::newRow("ask") << AtDeadline::Ask << DrainState::AtDeadline << 1 << 0;
        QTest::newRow("cancel") << AtDeadline::Cancel << DrainState::Running << 2 << 2;
    }
    void atTheDeadline()
    {
        QFETCH(AtDeadline, choice);
        QFETCH(DrainState, state);
        QFETCH(int, wave);
        QFETCH(int, cancels);
        DrainParams params = until(30min, choice);
        params.waveSize = 1;
        World world(2, params);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        (void)world.vm(2, 2);
        world.step(1, 30min - 1ns);
        QCOMPARE(world.drain.state, DrainState::Running);
        QVERIFY(world.cancels.empty());
        world.step(1, 1ns);
        QCOMPARE(world.drain.state, state);
        QCOMPARE(world.drain.wave, wave);
        QCOMPARE(int(world.cancels.size()), cancels);
    }

    void noNewWaveOnceItAsks()
    {
        DrainParams params = until(30min, AtDeadline::Ask);
        params.waveSize = 1;
        World world(2, params);
        world.step(1, 30min);
        world.emptied(1);
        QCOMPARE(world.step(2).block, DrainBlock::Wave);
        world.drain = amendDrain(world.drain, until(60min, AtDeadline::Ask));
        world.step();
        QCOMPARE(world.drain.state, DrainState::Running);
        QCOMPARE(world.drain.wave, 2);
    }

    // The grace counts from when the jobs were asked to end, not from a deadline that fleetd slept
    // through.
    void cancelGivesTheWholeGraceOnce()
    {
        World world(1, until(30min, AtDeadline::Cancel));
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.step(1, 2h);
        QCOMPARE(world.cancels, std::vector({DrainCancel{hostNo(1), vmNo(1), 300s}}));
        world.step(1, 120s);
        QCOMPARE(world.cancels, std::vector({DrainCancel{hostNo(1), vmNo(1), 180s}}));
        world.step(1, 1h);
        QCOMPARE(world.cancels, std::vector({DrainCancel{hostNo(1), vmNo(1), 0s}}));
        world.ended(1, 1);
        world.step();
        QVERIFY(world.cancels.empty());
    }

    void amendedToCancelLater()
    {
        World world(1, until(30min, AtDeadline::Ask));
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.step(1, 30min);
        QCOMPARE(world.drain.state, DrainState::AtDeadline);
        world.drain = amendDrain(world.drain, until(31min, AtDeadline::Cancel));
        world.step();
        QVERIFY(world.cancels.empty());
        world.step(1, 1min);
        QCOMPARE(world.cancels.size(), 1u);
    }

    void stoppedHostsAreLeftAlone()
    {
        World world(2, until(30min, AtDeadline::Cancel));
        (void)world.vm(1, 1);
        (void)world.vm(2, 2);
        world.mode(1, 4, HostMode::Draining);
        world.step();
        const quint64 generation = world.drain.generation;
        world.drain = stopDrain(world.drain, {hostNo(1)}, world.facts.now);
        QCOMPARE(world.drain.generation, generation + 1);
        QCOMPARE(world.step().phase, DrainPhase::Stopped);
        QVERIFY(!world.due(1));
        world.step(1, 31min);
        QCOMPARE(world.cancels, std::vector({DrainCancel{hostNo(2), vmNo(2), 300s}}));
        world.drain = stopDrain(world.drain, {hostNo(2)}, world.facts.now);
        QCOMPARE(world.drain.state, DrainState::Stopped); // none was emptied
        QCOMPARE(world.drain.endedAt, std::optional(world.facts.now));
        world.step(1, 1h);
        QVERIFY(world.cancels.empty());
    }

    void aDrainThatIsOverDoesNotChange()
    {
        World world(1);
        world.emptied(1);
        world.step();
        const Drain before = world.drain;
        world.seen(1).silent = true;
        world.states(1, 9, {vmNo(5)});
        (void)world.vm(1, 5);
        world.step(1, 1h);
        QCOMPARE(world.drain, before);
        QCOMPARE(stopDrain(before, {hostNo(1)}, world.facts.now).state, DrainState::Finished);
        QCOMPARE(amendDrain(before, until(1h, AtDeadline::Cancel)), before);
    }
};

ESPALIER_TEST(TstDrainEngine)
#include "tst_drainengine.moc"
