// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstDrainHost final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void oneHostGoesThroughItsPhases()
    {
        World world(1);
        world.vm(1, 1).etaFrom = start + 10min;
        world.vm(1, 1).etaTo = start + 40min;
        QCOMPARE(world.step().phase, DrainPhase::Cordoned); // the host has recorded nothing yet
        QCOMPARE(world.due(1), std::optional(QStringLiteral("drain")));
        world.mode(1, 4, HostMode::Draining);
        const DrainHost waiting = world.step(1, 2s);
        QCOMPARE(waiting.phase, DrainPhase::WaitingForJobs);
        QCOMPARE(waiting.since, start + 2s);
        QCOMPARE(waiting.modeSeq, 4u);
        QCOMPARE(waiting.block, DrainBlock::Job);
        QCOMPARE(waiting.blockedBy, vmNo(1));
        QCOMPARE(waiting.etaFrom, std::optional(start + 10min));
        QCOMPARE(waiting.etaTo, std::optional(start + 40min));
        QVERIFY(!world.due(1));
        world.ended(1, 1);
        const DrainHost tearing = world.step(1, 8s);
        QCOMPARE(tearing.phase, DrainPhase::TearingDown);
        QCOMPARE(tearing.block, DrainBlock::Teardown);
        QVERIFY(!tearing.etaTo);
        world.freed(1, 1, 6);
        QCOMPARE(world.step(1, 5s).phase, DrainPhase::Confirming);
        QCOMPARE(world.drain.state, DrainState::Running);
        world.states(1, 6);
        const DrainHost done = world.step(1, 5s);
        QCOMPARE(done.phase, DrainPhase::Emptied);
        QCOMPARE(done.waitingAt, std::optional(start + 2s));
        QCOMPARE(done.tearingDownAt, std::optional(start + 10s));
        QCOMPARE(done.confirmingAt, std::optional(start + 15s));
        QCOMPARE(done.emptiedAt, std::optional(start + 20s));
        QCOMPARE(world.drain.state, DrainState::Finished);
        QCOMPARE(world.drain.endedAt, std::optional(start + 20s));
    }

    void anIdleHostIsEmptiedByItsWordAlone()
    {
        World world(1);
        world.emptied(1);
        const DrainHost done = world.step();
        QCOMPARE(done.phase, DrainPhase::Emptied);
        QVERIFY(!done.waitingAt); // it never waited
    }

    // Each of the three proofs alone, and each pair, is not enough.
    void emptiedNeedsAllThreeProofs_data()
    {
        QTest::addColumn<bool>("recorded");
        QTest::addColumn<bool>("gone");
        QTest::addColumn<quint64>("headSeq"); // 0: no statement
        QTest::addColumn<bool>("lists");
        QTest::addColumn<bool>("isEmptied");
        QTest::newRow("all") << true << true << quint64(6) << false << true;
        QTest::newRow("no record of the mode") << false << true << quint64(6) << false << false;
        QTest::newRow("no Teardown") << true << false << quint64(6) << false << false;
        QTest::newRow("no statement") << true << true << quint64(0) << false << false;
        QTest::newRow("statement before the mode") << true << true << quint64(3) << false << false;
        QTest::newRow("statement before the Teardown")
            << true << true << quint64(5) << false << false;
        QTest::newRow("statement lists it") << true << true << quint64(6) << true << false;
    }
    void emptiedNeedsAllThreeProofs()
    {
        QFETCH(bool, recorded);
        QFETCH(bool, gone);
        QFETCH(quint64, headSeq);
        QFETCH(bool, lists);
        QFETCH(bool, isEmptied);
        World world(1);
        (void)world.vm(1, 1);
        world.step();
        if (recorded)
            world.mode(1, 4, HostMode::Draining);
        world.ended(1, 1);
        if (gone)
            world.freed(1, 1, 6);
        if (headSeq > 0)
            world.states(1, headSeq, lists ? std::vector{vmNo(1)} : std::vector<VmId>{});
        QCOMPARE(world.step().phase == DrainPhase::Emptied, isEmptied);
        QCOMPARE(world.drain.state == DrainState::Finished, isEmptied);
    }

    void cordonedIsNotDraining()
    {
        World world(1);
        world.mode(1, 4, HostMode::Cordoned);
        world.states(1, 4);
        QCOMPARE(world.step().phase, DrainPhase::Cordoned);
        QCOMPARE(world.due(1), std::optional(QStringLiteral("drain")));
        QVERIFY(hostIn(world.drain, hostNo(1))->cordonedAt);
    }

    void anotherCommandsDrainingDoesNotCount()
    {
        World world(1);
        world.mode(1, 3, HostMode::Draining, other);
        world.states(1, 9);
        QCOMPARE(world.step().phase, DrainPhase::Cordoned);
    }

    // What keeps a host, by what is seen of its VM.
    void blocks_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<DrainBlock>("block");
        QTest::addColumn<DrainPhase>("phase");
        QTest::newRow("a job") << 0 << DrainBlock::Job << DrainPhase::WaitingForJobs;
        QTest::newRow("its teardown") << 1 << DrainBlock::Teardown << DrainPhase::TearingDown;
        QTest::newRow("over the SLO") << 2 << DrainBlock::Unconfirmed << DrainPhase::TearingDown;
        QTest::newRow("stuck") << 3 << DrainBlock::Stuck << DrainPhase::TearingDown;
        QTest::newRow("waits for a reboot")
            << 4 << DrainBlock::Unconfirmed << DrainPhase::TearingDown;
        QTest::newRow("the record lost it")
            << 5 << DrainBlock::Unconfirmed << DrainPhase::TearingDown;
    }
    void blocks()
    {
        QFETCH(int, what);
        QFETCH(DrainBlock, block);
        QFETCH(DrainPhase, phase);
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.step();
        if (what > 0)
            world.ended(1, 1);
        if (what == 2)
            world.facts.now += teardownSlo + 1s;
        world.vm(1, 1).failed = what == 3;
        world.vm(1, 1).degraded = what == 4;
        if (what == 5)
            world.seen(1).vms.clear();
        const DrainHost host = world.step();
        QCOMPARE(host.block, block);
        QCOMPARE(host.phase, phase);
        QCOMPARE(host.blockedBy, vmNo(1));
        QCOMPARE(world.drain.state, DrainState::Running);
    }

    void whatNeedsAPersonShowsBeforeARunningJob()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.ended(1, 2);
        world.vm(1, 2).failed = true;
        const DrainHost host = world.step();
        QCOMPARE(host.phase, DrainPhase::WaitingForJobs);
        QCOMPARE(host.block, DrainBlock::Stuck);
        QCOMPARE(host.blockedBy, vmNo(2));
    }

    void theLastJobBlocks()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        world.vm(1, 1).etaFrom = start + 1min;
        world.vm(1, 1).etaTo = start + 5min;
        world.vm(1, 2).etaFrom = start + 2min;
        world.vm(1, 2).etaTo = start + 4min;
        const DrainHost host = world.step();
        QCOMPARE(host.blockedBy, vmNo(1));
        QCOMPARE(host.etaFrom, std::optional(start + 2min));
        QCOMPARE(host.etaTo, std::optional(start + 5min));
        world.vm(1, 2).etaFrom.reset(); // no past runs: no range at all
        world.vm(1, 2).etaTo.reset();
        QVERIFY(!world.step().etaFrom);
    }

    void aHostThatIsSilentAndComesBack()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.seen(1).silent = true;
        QCOMPARE(world.step().block, DrainBlock::HostSilent);
        QCOMPARE(world.drain.hosts[0].phase, DrainPhase::WaitingForJobs);
        world.ended(1, 1); // lost with its host
        world.seen(1).lost = true;
        const DrainHost host = world.step(1, 10min);
        QCOMPARE(host.phase, DrainPhase::TearingDown);
        QCOMPARE(host.block, DrainBlock::HostSilent);
        world.seen(1).silent = false;
        world.seen(1).lost = false;
        world.freed(1, 1, 7);
        world.states(1, 7);
        QCOMPARE(world.step().phase, DrainPhase::Emptied);
    }

    void aHostThatIsGoneFromTheInventoryIsSilent()
    {
        World world(1);
        world.facts.hosts.clear();
        QCOMPARE(world.step().block, DrainBlock::HostSilent);
    }

    void whatSpeaksAgainstEmptiedTakesItBack()
    {
        World world(2);
        world.emptied(1);
        (void)world.vm(2, 2);
        QCOMPARE(world.step().phase, DrainPhase::Emptied);
        world.seen(1).statement.reset(); // a restart forgets statements: no objection
        QCOMPARE(world.step().phase, DrainPhase::Emptied);
        world.states(1, 4, {vmNo(9)});
        const DrainHost host = world.step();
        QCOMPARE(host.phase, DrainPhase::Confirming);
        QCOMPARE(host.block, DrainBlock::Unconfirmed);
        QCOMPARE(host.blockedBy, vmNo(9));
        QVERIFY(!host.emptiedAt);
        world.states(1, 5);
        const DrainHost again = world.step(1, 10s);
        QCOMPARE(again.emptiedAt, std::optional(world.facts.now));
        world.states(1, 5, {VmId()}); // found by a scan, without a Birth
        QCOMPARE(world.step().block, DrainBlock::Unconfirmed);
    }

    void aStatementThatIsJustLateIsNoObjection()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        world.freed(1, 1, 6);
        world.states(1, 5, {vmNo(1)});
        const DrainHost host = world.step();
        QCOMPARE(host.phase, DrainPhase::Confirming);
        QCOMPARE(host.block, DrainBlock::None);
    }

    void anotherCommandTakesAHostOut_data()
    {
        QTest::addColumn<HostMode>("mode");
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("isOut");
        QTest::newRow("uncordon") << HostMode::InService << other << true;
        QTest::newRow("maintenance") << HostMode::Maintenance << other << true;
        QTest::newRow("cordon") << HostMode::Cordoned << other << true;
        QTest::newRow("its own return") << HostMode::InService << QString() << true;
        QTest::newRow("its own quarantine") << HostMode::Quarantined << QString() << false;
        QTest::newRow("its own way back") << HostMode::Draining << QString() << false;
    }
    void anotherCommandTakesAHostOut()
    {
        QFETCH(HostMode, mode);
        QFETCH(QString, command);
        QFETCH(bool, isOut);
        World world(2);
        world.mode(1, 2, HostMode::Maintenance, other); // before the drain: no matter
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        QCOMPARE(world.step().phase, DrainPhase::WaitingForJobs);
        world.mode(1, 5, mode, command);
        QCOMPARE(world.step().phase == DrainPhase::Stopped, isOut);
    }

    void whatItsHostRecordedLongAgoIsNotForgotten()
    {
        World world(2);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.step();
        world.seen(1).modes.clear(); // so many came since that the drain's own is not among them
        world.mode(1, 400, HostMode::Quarantined, {});
        QCOMPARE(world.step().phase, DrainPhase::WaitingForJobs);
        world.mode(1, 401, HostMode::InService, other);
        QCOMPARE(world.step().phase, DrainPhase::Stopped);
    }

    void anEmptiedHostMayReturnEarly()
    {
        World world(2);
        world.emptied(1);
        (void)world.vm(2, 2);
        world.step();
        world.mode(1, 5, HostMode::InService, other);
        world.states(1, 8, {vmNo(9)});
        (void)world.vm(1, 9);
        QCOMPARE(world.step().phase, DrainPhase::Emptied);
    }

    void aVmThatAppearsLaterCountsToo()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        QCOMPARE(world.step().phase, DrainPhase::Confirming);
        (void)world.vm(1, 7); // its Birth came late
        const DrainHost host = world.step();
        QCOMPARE(host.phase, DrainPhase::WaitingForJobs);
        QCOMPARE(host.vms, std::vector{vmNo(7)});
    }

    void aVmThatNeverCameToBeIsNoObstacle()
    {
        World world(1);
        world.mode(1, 4, HostMode::Draining);
        (void)world.vm(1, 1);
        world.step();
        world.vm(1, 1).freed = true; // withdrawn before its Birth
        world.vm(1, 1).running = false;
        world.states(1, 4);
        QCOMPARE(world.step().phase, DrainPhase::Emptied);
    }
};

ESPALIER_TEST(TstDrainHost)
#include "tst_drainhost.moc"
