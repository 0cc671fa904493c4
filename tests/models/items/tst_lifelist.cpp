// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/storeworld.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/lifelist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>

#include <set>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

namespace {

class LedgerWorld final {
public:
    LedgerWorld()
        : model(lifeList(world.store), world.clock, std::make_unique<ManualTimer>(timer))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        model.sort(7);
    }
    // Everything that has happened, told as one change set.
    void tell()
    {
        ChangeSet all;
        for (const RowId row : world.store.lifeIds()) {
            if (known.count(row) == 0)
                all.lives.inserted.push_back(row);
            else
                all.lives.changed.push_back({row, row, Field::all});
            known.insert(row);
        }
        model.onChanged(all);
        world.clock.advance(16ms);
        timer->fire();
    }
    QModelIndex cell(int vm, const char* column)
    {
        return model.indexOf(vmId(vm).text())
            .siblingAtColumn(model.columnOf(QString::fromLatin1(column)));
    }
    QString text(int vm, const char* column) { return cell(vm, column).data().toString(); }
    StoreWorld world;
    std::shared_ptr<ManualTimer::Line> timer = std::make_shared<ManualTimer::Line>();
    TableModel model;
    QAbstractItemModelTester tester;
    std::set<RowId> known;
};

} // namespace

class TstLifeList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreThoseOfThePicture();
    void liveVmIsNoRowUntilItsJobEnds();
    void provenLifeSaysGoneAndNeverDestroyed();
    void confirmedLifeSaysDestroyed();
    void simulatedLifeSaysSo();
    void openLivesComeFirstWorstFirst();
    void ticksAreTheNineClauses();
    void lifeFromBeforeTheConsoleIsNotVerifiedHere();
    void orphanIsARow();
    void staleSiteShowsWhatWas();
};

void TstLifeList::columnsAreThoseOfThePicture()
{
    LedgerWorld list;
    QStringList ids;
    for (int column = 0; column < list.model.columnCount(); ++column)
        ids << QString::fromLatin1(list.model.column(column).id);
    QCOMPARE(ids.join(u' '),
        QStringLiteral("place tenant vm jobend exit duration evidence state hostseq"));
}

void TstLifeList::liveVmIsNoRowUntilItsJobEnds()
{
    LedgerWorld list;
    list.world.run();
    list.tell();
    QCOMPARE(list.model.rowCount(), 0);
    QCOMPARE(list.model.allRows(), 0);
    list.world.end();
    list.tell();
    QCOMPARE(list.model.rowCount(), 1);
    QCOMPARE(list.text(1, "place"), QStringLiteral("fra1 A01-01/1"));
    QCOMPARE(list.text(1, "tenant"), QStringLiteral("acme"));
    QCOMPARE(list.text(1, "vm"), QStringLiteral("vm-0001"));
    QCOMPARE(list.text(1, "jobend"), QStringLiteral("02:41:10Z"));
    QCOMPARE(list.text(1, "exit"), QStringLiteral("exit 0"));
    QCOMPARE(list.text(1, "state"), QStringLiteral("tearing down"));
    QCOMPARE(list.text(1, "evidence"), QStringLiteral("0/9"));
    QCOMPARE(list.cell(1, "state").data(IconIdRole).toString(), QStringLiteral("tearing-down"));
}

void TstLifeList::provenLifeSaysGoneAndNeverDestroyed()
{
    LedgerWorld list;
    list.world.run();
    list.world.end();
    list.world.prove(1, 13s);
    list.tell();
    QCOMPARE(list.text(1, "state"), QStringLiteral("gone (host says, no log)"));
    QCOMPARE(list.cell(1, "state").data(BadgeRole).toInt(), int(Badge::SignedHostAgrees));
    QVERIFY(!list.cell(1, "state").data(IconIdRole).isValid());
    QCOMPARE(list.text(1, "duration"), QStringLiteral("13 s"));
    QCOMPARE(list.text(1, "evidence"), QStringLiteral("6/9"));
    QCOMPARE(list.text(1, "hostseq"), QStringLiteral("2"));
    for (int column = 0; column < list.model.columnCount(); ++column)
        QVERIFY(
            !list.model.index(0, column).data().toString().contains(QStringLiteral("destroyed")));
    QCOMPARE(list.cell(1, "place").data(Qt::AccessibleTextRole).toString(),
        QStringLiteral(
            "A01-01/1, VM vm-0001, acme, gone (host says, no log), Signed + host agrees"));
}

void TstLifeList::confirmedLifeSaysDestroyed()
{
    LedgerWorld list;
    list.world.run();
    list.world.end();
    list.world.prove();
    LifeVerdict verdict = aGoneVerdict(1, 1, 1, 2, list.world.clock.wall(), 5s);
    verdict.badge = Badge::Confirmed;
    list.world.verdict(verdict);
    list.tell();
    QCOMPARE(list.text(1, "state"), QStringLiteral("destroyed"));
    QCOMPARE(list.world.store.balance().total.confirmed, 1);
}

void TstLifeList::simulatedLifeSaysSo()
{
    LedgerWorld list;
    list.world.commit({modified(Host(aHost(1).simulated()))});
    list.world.run();
    list.world.end();
    list.world.prove();
    LifeVerdict verdict = aGoneVerdict(1, 1, 1, 2, list.world.clock.wall(), 5s);
    verdict.badge = Badge::SignedSimulated;
    verdict.simulated = true;
    list.world.verdict(verdict);
    list.tell();
    QCOMPARE(list.text(1, "state"), QStringLiteral("gone (simulated)"));
    QVERIFY(list.cell(1, "state").data(SimulatedRole).toBool());
}

void TstLifeList::openLivesComeFirstWorstFirst()
{
    LedgerWorld list;
    list.world.run(1);
    list.world.end(1);
    list.world.prove(1);
    list.world.run(2);
    list.world.end(2);
    list.world.wait(10min);
    list.world.hear(1, {stoppingVm(vmId(2))});
    const WallTime now = list.world.clock.wall();
    list.world.commit({added(Vm(VmBuilder(3, 2, 1, now).ended(now))),
        modified(aSlot(2, 1, vmId(3))), added(aRecord("Birth", 2, 1, vmId(3), now))});
    list.world.hear(2, {stoppingVm(vmId(3))}, 1);
    list.tell();
    QCOMPARE(list.model.rowCount(), 3);
    QCOMPARE(list.model.index(0, 0).data(IdRole).toString(), vmId(2).text());
    QCOMPARE(list.text(2, "state"), QStringLiteral("stuck no record"));
    QCOMPARE(list.text(2, "duration"), QStringLiteral("10 m 00 s"));
    QCOMPARE(list.model.index(1, 0).data(IdRole).toString(), vmId(3).text());
    QCOMPARE(list.model.index(2, 0).data(IdRole).toString(), vmId(1).text());
}

void TstLifeList::ticksAreTheNineClauses()
{
    LedgerWorld list;
    list.world.run();
    list.world.end();
    list.world.prove();
    list.tell();
    const QVariantList ticks = list.cell(1, "evidence").data(TicksRole).toList();
    QCOMPARE(ticks.size(), 9);
    QCOMPARE(ticks[0].toInt(), int(ClauseState::Holds));
    QCOMPARE(ticks[4].toInt(), int(ClauseState::NotEvaluated));
}

void TstLifeList::lifeFromBeforeTheConsoleIsNotVerifiedHere()
{
    LedgerWorld list;
    list.world.run();
    list.world.end();
    list.world.clock.advance(10min);
    auto objects = StoreWorld::objects();
    objects.push_back(added(aRecord("Teardown", 1, 2, vmId(1), list.world.clock.wall())));
    list.world.store.apply(aList(list.world.clock.mono(), 900, objects));
    list.tell();
    QCOMPARE(list.text(1, "state"), QStringLiteral("not verified here"));
    QVERIFY(list.cell(1, "state").data(StaleRole).toBool());
    QCOMPARE(list.cell(1, "state").data(SeverityRole).toInt(), int(Severity::None));
}

void TstLifeList::orphanIsARow()
{
    LedgerWorld list;
    list.world.hear(1, {runningVm(vmId(66))});
    list.tell();
    QCOMPARE(list.model.rowCount(), 1);
    QCOMPARE(list.text(66, "state"), QStringLiteral("orphan no record"));
    QCOMPARE(list.text(66, "exit"), QStringLiteral("no end"));
    QCOMPARE(list.text(66, "hostseq"), QStringLiteral("none"));
}

void TstLifeList::staleSiteShowsWhatWas()
{
    LedgerWorld list;
    list.world.run();
    list.world.end();
    list.world.clock.advance(7s);
    list.world.store.tick();
    list.tell();
    QCOMPARE(list.text(1, "state"), QStringLiteral("was tearing down"));
    QVERIFY(list.cell(1, "tenant").data(StaleRole).toBool());
}

ESPALIER_TEST(TstLifeList)
#include "tst_lifelist.moc"
