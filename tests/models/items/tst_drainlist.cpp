// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/drainlist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>

using namespace Espalier;
using namespace Espalier::Items;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const CommandId drainId{QStringLiteral("d1")};

// One host that drains, with one VM that was on it since the cordon.
struct World {
    World()
        : store(clock)
    {
        store.expectSite(siteId());
    }
    void list(bool simulated = false)
    {
        Host host = simulated ? Host(aHost(1).simulated().mode(HostMode::Draining))
                              : Host(aHost(1).mode(HostMode::Draining));
        store.apply(aList(clock.mono(), 5,
            {added(host), added(aSlot(1, 1, vmId(1))), added(aJob(1)), added(ended(1)),
                added(drain())}));
    }
    [[nodiscard]] Vm ended(int number) const
    {
        return VmBuilder(number, 1, 1, clock.wall() - 10min)
            .started(clock.wall() - 9min)
            .ended(clock.wall() - 30s);
    }
    [[nodiscard]] Drain drain() const
    {
        Drain drain;
        drain.id = drainId;
        drain.site = siteId();
        drain.by = QStringLiteral("ann");
        drain.startedAt = clock.wall() - 5min;
        DrainHost host;
        host.host = hostId(1);
        host.phase = phase;
        host.since = clock.wall() - 1min;
        host.cordonedAt = host.waitingAt = clock.wall() - 5min;
        host.modeSeq = 7;
        host.vms = vms;
        host.block = block;
        host.blockedBy = vmId(1);
        host.detail = detail;
        if (phase >= DrainPhase::TearingDown)
            host.tearingDownAt = clock.wall() - 40s;
        if (phase >= DrainPhase::Confirming)
            host.confirmingAt = clock.wall() - 20s;
        if (phase == DrainPhase::Emptied)
            host.emptiedAt = clock.wall() - 10s;
        drain.hosts = {host};
        return drain;
    }
    ChangeSet tell() { return store.apply(aCommit(clock.mono(), ++revision, {modified(drain())})); }
    ChangeSet proven(Badge badge, bool gone)
    {
        LifeVerdict verdict = aGoneVerdict(1, 1, 3, 9, clock.wall() - 20s, 10s);
        verdict.badge = badge;
        verdict.gone = gone;
        return store.apply(aFinding(siteId(), {}, {verdict}));
    }
    ChangeSet stated(quint64 headSeq, std::vector<ObservedVm> listed = {})
    {
        return store.apply(aFinding(siteId(),
            {anObservation(1, ++statement, headSeq, clock.mono(), clock.wall(), listed)}));
    }
    [[nodiscard]] QString word() const
    {
        return hostWord(progressOf(store, *store.drain(*store.drainRow(drainId))).hosts.front())
            .plain();
    }
    ManualClock clock;
    FleetStore store;
    DrainPhase phase = DrainPhase::WaitingForJobs;
    DrainBlock block = DrainBlock::None;
    QString detail;
    std::vector<VmId> vms{vmId(1)};
    quint64 revision = 5, statement = 10;
};

} // namespace

class TstDrainList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    // fleetd's word "emptied" is not enough: the console's own verdicts decide.
    void emptiedIsSaidOnlyByThisConsolesProof()
    {
        World world;
        world.list();
        QCOMPARE(world.word(), QStringLiteral("Waiting for jobs"));
        world.phase = DrainPhase::Emptied;
        world.tell();
        QCOMPARE(world.word(), QStringLiteral("Confirming"));
        world.proven(Badge::SignedHostAgrees, true);
        QCOMPARE(world.word(), QStringLiteral("Confirming")); // no statement lists none yet
        world.stated(6); // it does not reach the record of the mode
        QCOMPARE(world.word(), QStringLiteral("Confirming"));
        world.stated(9);
        QCOMPARE(world.word(), QStringLiteral("Emptied (host says, no log)"));
    }

    // R11: the word is for Confirmed alone.
    void drainedIsSaidForConfirmedAlone()
    {
        World world;
        world.phase = DrainPhase::Emptied;
        world.list();
        world.stated(9);
        for (const Badge badge :
            {Badge::Signed, Badge::SignedSimulated, Badge::SignedHostAgrees, Badge::Receipted}) {
            world.proven(badge, true);
            QVERIFY(world.word() != QStringLiteral("Drained"));
        }
        world.proven(Badge::Confirmed, true);
        QCOMPARE(world.word(), QStringLiteral("Drained"));
    }

    void aSimulatedHostIsEmptiedSimulated()
    {
        World world;
        world.phase = DrainPhase::Emptied;
        world.list(true);
        world.proven(Badge::SignedSimulated, true);
        world.stated(9);
        QCOMPARE(world.word(), QStringLiteral("Emptied (simulated)"));
    }

    void aVmThatIsNotConfirmedKeepsItOpen()
    {
        World world;
        world.phase = DrainPhase::Emptied; // as fleetd says
        world.list();
        world.proven(Badge::Signed, false);
        world.clock.advance(140s); // past the SLO
        world.store.apply(aMessage(world.clock.mono()));
        world.stated(9);
        QCOMPARE(world.word(), QStringLiteral("Not drained: 1 unconfirmed"));
        const Drain& drain = *world.store.drain(*world.store.drainRow(drainId));
        const DrainProgress progress = progressOf(world.store, drain);
        QCOMPARE(progress.word(), DrainWord::NotDrained);
        QCOMPARE(
            drainStateText(drain, progress).plain(), QStringLiteral("Not drained: 1 unconfirmed"));
        QCOMPARE(progress.ended(), 0);
    }

    void aVmThatIsStillListedKeepsItOpen()
    {
        World world;
        world.phase = DrainPhase::Emptied;
        world.list();
        world.proven(Badge::SignedHostAgrees, true);
        world.stated(9, {runningVm(vmId(2))});
        QCOMPARE(world.word(), QStringLiteral("Confirming"));
    }

    void aVmThatThisConsoleNeverSawIsNotTakenOnFaith()
    {
        World world;
        world.phase = DrainPhase::Emptied;
        world.vms = {vmId(77)};
        world.list();
        world.stated(9);
        QCOMPARE(world.word(), QStringLiteral("Confirming"));
    }

    void eachHostSaysWhatItWaitsFor_data()
    {
        QTest::addColumn<DrainBlock>("block");
        QTest::addColumn<QString>("words");
        QTest::newRow("job") << DrainBlock::Job << QStringLiteral("A01-01/1 acme/ios-release");
        QTest::newRow("teardown") << DrainBlock::Teardown
                                  << QStringLiteral("A01-01/1 its teardown");
        QTest::newRow("stuck") << DrainBlock::Stuck << QStringLiteral("A01-01/1 stuck");
        QTest::newRow("silent") << DrainBlock::HostSilent << QStringLiteral("the host is silent");
        QTest::newRow("wave") << DrainBlock::Wave << QStringLiteral("wave 1");
    }
    void eachHostSaysWhatItWaitsFor()
    {
        QFETCH(DrainBlock, block);
        QFETCH(QString, words);
        World world;
        world.block = block;
        world.list();
        const Drain& drain = *world.store.drain(*world.store.drainRow(drainId));
        QCOMPARE(waitsForText(progressOf(world.store, drain).hosts.front()).plain(), words);
    }

    void aWaveThatWaitsForItsPoolSaysSo()
    {
        World world;
        world.block = DrainBlock::Wave;
        world.detail = QStringLiteral("m4-pro");
        world.list();
        const Drain& drain = *world.store.drain(*world.store.drainRow(drainId));
        QCOMPARE(waitsForText(progressOf(world.store, drain).hosts.front()).plain(),
            QStringLiteral("wave 1; pool m4-pro is below its floor"));
    }

    void listAndHostsAreModels()
    {
        World world;
        auto line = std::make_shared<ManualTimer::Line>();
        TableModel list(drainList(world.store), world.clock, std::make_unique<ManualTimer>(line));
        const QAbstractItemModelTester tester(
            &list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Host host = aHost(1).mode(HostMode::Draining);
        list.onChanged(world.store.apply(aList(world.clock.mono(), 5,
            {added(host), added(aSlot(1, 1, vmId(1))), added(aJob(1)), added(world.ended(1)),
                added(world.drain())})));
        line->fire();
        QCOMPARE(list.rowCount(), 1);
        const QModelIndex index = list.indexOf(drainId.text());
        QVERIFY(index.isValid());
        const auto cell = [](const TableModel& model, const char* column) {
            return model.index(0, model.columnOf(QLatin1String(column))).data().toString();
        };
        QCOMPARE(cell(list, "drain"), QStringLiteral("fra1/A01-01"));
        QCOMPARE(cell(list, "owner"), QStringLiteral("ann"));
        QCOMPARE(cell(list, "emptied"), QStringLiteral("0 of 1"));
        auto hostLine = std::make_shared<ManualTimer::Line>();
        TableModel hosts(drainHostList(world.store, drainId), world.clock,
            std::make_unique<ManualTimer>(hostLine));
        const QAbstractItemModelTester hostTester(
            &hosts, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(hosts.rowCount(), 1);
        QCOMPARE(cell(hosts, "host"), QStringLiteral("A01-01"));
        QCOMPARE(cell(hosts, "result"), QStringLiteral("Waiting for jobs"));
        world.phase = DrainPhase::Confirming;
        hosts.onChanged(world.tell());
        hostLine->fire();
        QCOMPARE(cell(hosts, "result"), QStringLiteral("Confirming"));
        QCOMPARE(cell(hosts, "tearing"), QStringLiteral("20 s"));
        hosts.onChanged(
            world.store.apply(aCommit(world.clock.mono(), 99, {deleted(world.drain())})));
        hostLine->fire(); // the drain is gone; its list still answers
        QCOMPARE(hosts.rowCount(), 1);
    }
};

ESPALIER_TEST(TstDrainList)
#include "tst_drainlist.moc"
