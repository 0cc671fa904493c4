// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/livevmlist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>

using namespace Espalier;
using namespace Espalier::Items;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : store(clock)
        , model(liveVmList(store), clock, std::make_unique<ManualTimer>(line))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        store.expectSite(siteId());
        const Vm running = VmBuilder(1, 1, 1, clock.wall() - 60s).started(clock.wall() - 50s);
        tell(aList(clock.mono(), 5,
            {added(Host(aHost(1))), added(aSlot(1, 1, vmId(1))), added(aJob(1)), added(running)}));
    }
    void tell(const FeedBatch& batch)
    {
        model.onChanged(store.apply(batch));
        clock.advance(16ms);
        line->fire();
    }
    void born()
    {
        LifeVerdict verdict;
        verdict.site = siteId();
        verdict.host = hostId(1);
        verdict.vm = vmId(1);
        verdict.hasBirth = true;
        verdict.birthSeq = 3;
        verdict.bornAt = clock.wall() - 58s;
        tell(aFinding(siteId(),
            {anObservation(1, 1, 3, clock.mono(), clock.wall(), {runningVm(vmId(1))})}, {verdict}));
    }
    [[nodiscard]] QString cell(const char* column) const
    {
        return model.index(0, model.columnOf(QLatin1String(column))).data().toString();
    }
    ManualClock clock;
    FleetStore store;
    std::shared_ptr<ManualTimer::Line> line = std::make_shared<ManualTimer::Line>();
    TableModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TstLiveVmList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aVmSaysWhatIsKnownOfIt()
    {
        World world;
        QCOMPARE(world.model.rowCount(), 1);
        QCOMPARE(world.cell("birth"), QStringLiteral("no record"));
        QCOMPARE(world.cell("statement"), QStringLiteral("never"));
        world.born();
        QCOMPARE(world.cell("place"), QStringLiteral("fra1 A01-01/1"));
        QCOMPARE(world.cell("state"), QStringLiteral("running"));
        QVERIFY(world.cell("birth").startsWith(QStringLiteral("3 02:40")));
        QVERIFY(world.cell("statement").endsWith(QStringLiteral("s")));
    }

    void whatIsGoneIsNoRow()
    {
        World world;
        world.born();
        const Vm ended = VmBuilder(1, 1, 1, world.clock.wall() - 60s)
                             .started(world.clock.wall() - 50s)
                             .ended(world.clock.wall() - 20s);
        world.tell(aCommit(world.clock.mono(), 6, {modified(ended)}));
        QCOMPARE(world.model.rowCount(), 1); // it may still be there
        LifeVerdict gone = aGoneVerdict(1, 1, 3, 9, world.clock.wall() - 10s, 10s);
        world.tell(aFinding(siteId(), {}, {gone}));
        QCOMPARE(world.model.rowCount(), 0);
    }

    void anOldStatementIsATimeAndNoAge()
    {
        World world;
        world.born();
        world.clock.advance(40s);
        world.model.onChanged(world.store.tick());
        world.line->fire();
        QVERIFY2(world.cell("statement").endsWith(QLatin1Char('Z')),
            qPrintable(world.cell("statement")));
        QVERIFY(world.model.index(0, 0).data(StaleRole).toBool());
    }
};

ESPALIER_TEST(TstLiveVmList)
#include "tst_livevmlist.moc"
