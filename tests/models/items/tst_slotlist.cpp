// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/storeworld.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <random>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

namespace {

// A model over a store that tells it everything at once.
class ListWorld final {
public:
    ListWorld()
        : model(slotList(world.store), world.clock, std::make_unique<ManualTimer>(timer))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        model.sort(0);
    }
    QModelIndex cell(int host, int index, const char* column)
    {
        const QModelIndex row = model.indexOf(slotId(host, index).text());
        return row.siblingAtColumn(model.columnOf(QString::fromLatin1(column)));
    }
    QString text(int host, int index, const char* column)
    {
        return cell(host, index, column).data().toString();
    }
    void tell(const ChangeSet& changes)
    {
        model.onChanged(changes);
        world.clock.advance(16ms);
        timer->fire();
    }
    StoreWorld world;
    std::shared_ptr<ManualTimer::Line> timer = std::make_shared<ManualTimer::Line>();
    TableModel model;
    QAbstractItemModelTester tester;
};

// Something of all four slots has changed.
ChangeSet allSlots()
{
    ChangeSet changes;
    changes.slots.changed = {{0, 3, Field::all}};
    return changes;
}

} // namespace

class TstSlotList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreThoseOfThePicture();
    void freeSlotSaysItsPlace();
    void runningSlotSaysTenantJobElapsedBar();
    void stuckSlotSaysHowFarPastTheSlo();
    void ghostAndOrphanSayWhy();
    void staleRowsAreHatchedAndNameTheTime();
    void reportedRowsWearNoSeverity();
    void lateEvidenceIsNamed();
    void sortsByRankThenPlace();
    void drainingHostHasItsGlyphBesideThePlace();
    void accessibleNameIsASentence();
    void sortedByElapsedStaysSortedWhenTheSiteGoesStale();
    void liveStoreTellsOncePerBatch();
    void cellIsReadAfreshOnceTheStoreHasChanged();
    void oneScreenOfCells();
    void walkOverTheStoreKeepsModelAndStoreEqual_data();
    void walkOverTheStoreKeepsModelAndStoreEqual();
};

void TstSlotList::columnsAreThoseOfThePicture()
{
    ListWorld list;
    QStringList ids;
    for (int column = 0; column < list.model.columnCount(); ++column)
        ids << QString::fromLatin1(list.model.column(column).id);
    QCOMPARE(ids.join(u' '), QStringLiteral("state place tenant job elapsed evidence hostd"));
    for (int column = 0; column < list.model.columnCount(); ++column)
        QVERIFY(list.model.column(column).width > 0);
    QCOMPARE(list.model.headerData(4, Qt::Horizontal).toString(), QStringLiteral("Elapsed"));
}

void TstSlotList::freeSlotSaysItsPlace()
{
    ListWorld list;
    QCOMPARE(list.model.rowCount(), 4);
    QCOMPARE(list.text(1, 2, "state"), QStringLiteral("free"));
    QCOMPARE(list.text(1, 2, "place"), QStringLiteral("fra1 A01-01/2"));
    QCOMPARE(list.text(1, 2, "elapsed"), QString());
    QVERIFY(!list.cell(1, 2, "elapsed").data(BarRole).isValid());
    QCOMPARE(list.cell(1, 2, "state").data(IconIdRole).toString(), QStringLiteral("free"));
    QCOMPARE(list.text(1, 2, "hostd"), QStringLiteral("0.1.0"));
}

void TstSlotList::runningSlotSaysTenantJobElapsedBar()
{
    ListWorld list;
    list.world.run();
    Job job = aJob(1);
    job.p50 = 60s;
    job.p95 = 120s;
    job.pastRuns = 214;
    list.world.commit({modified(job)});
    list.world.wait(72min);
    list.world.hear(1, {runningVm(vmId(1))});
    list.tell(allSlots());
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("running"));
    QCOMPARE(list.text(1, 1, "tenant"), QStringLiteral("acme"));
    QCOMPARE(list.text(1, 1, "job"), QStringLiteral("ios-release #1"));
    QCOMPARE(list.text(1, 1, "elapsed"), QStringLiteral("1 h 12 m"));
    const auto bar = list.cell(1, 1, "elapsed").data(BarRole).value<Bar>();
    QVERIFY(bar.p95 == 120s);
    QVERIFY(bar.overdue);
    QVERIFY(!bar.stale);
    QCOMPARE(list.cell(1, 1, "state").data(StateRole).toInt(), int(DisplayState::Running));
    QCOMPARE(list.cell(1, 1, "state").data(SeverityRole).toInt(), int(Severity::None));
}

void TstSlotList::stuckSlotSaysHowFarPastTheSlo()
{
    ListWorld list;
    list.world.run();
    list.world.end();
    list.world.wait(12min);
    list.world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("stuck 10 m past SLO"));
    const auto runs = list.cell(1, 1, "state").data(RunsRole).value<Text::Line>().runs;
    QCOMPARE(int(runs.front().style), int(Text::Style::Strong));
    QCOMPARE(int(runs.back().style), int(Text::Style::Secondary));
    QCOMPARE(list.cell(1, 1, "state").data(SeverityRole).toInt(), int(Severity::P2));
    QCOMPARE(list.text(1, 1, "elapsed"), QStringLiteral("12 m"));
}

void TstSlotList::ghostAndOrphanSayWhy()
{
    ListWorld list;
    list.world.run();
    list.world.hear(1, {runningVm(vmId(66))});
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("ghost host says absent"));
    QCOMPARE(list.text(1, 2, "state"), QStringLiteral("orphan no record claims it"));
}

void TstSlotList::staleRowsAreHatchedAndNameTheTime()
{
    ListWorld list;
    list.world.run(); // at 02:41:10Z
    list.world.clock.advance(250s);
    list.tell(list.world.store.tick());
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("was running \u00b7 4 m 10 s"));
    QVERIFY(list.cell(1, 1, "state").data(StaleRole).toBool());
    QVERIFY(list.cell(1, 1, "tenant").data(StaleRole).toBool());
    QCOMPARE(list.cell(1, 1, "state").data(IconIdRole).toString(), QStringLiteral("unknown"));
    QCOMPARE(list.text(1, 1, "evidence"), QStringLiteral("02:41:10Z"));
    QVERIFY(list.cell(1, 1, "elapsed").data(BarRole).value<Bar>().stale);
    QCOMPARE(list.text(1, 1, "elapsed"), QStringLiteral("0 s")); // nothing goes on counting
    QCOMPARE(list.text(2, 1, "state"), QStringLiteral("was free \u00b7 4 m 10 s"));
}

// R14 in the table: whatever the store was before, reported and unknown rows have no severity.
void TstSlotList::reportedRowsWearNoSeverity()
{
    ListWorld list;
    list.world.run();
    list.world.end();
    list.world.wait(121s);
    list.world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(list.cell(1, 1, "state").data(SeverityRole).toInt(), int(Severity::P2));
    list.world.clock.advance(40s);
    list.tell(list.world.store.tick());
    QCOMPARE(list.cell(1, 1, "state").data(SeverityRole).toInt(), int(Severity::None));
    QCOMPARE(list.text(1, 1, "state").left(9), QStringLiteral("was stuck"));
}

void TstSlotList::lateEvidenceIsNamed()
{
    ListWorld list;
    list.world.run();
    list.world.wait(24s);
    QCOMPARE(list.text(1, 1, "evidence"), QStringLiteral("late 24 s"));
    QCOMPARE(list.cell(1, 1, "evidence").data(EvidenceRole).toInt(), int(EvidenceAge::Late));
    QCOMPARE(list.cell(1, 1, "evidence").data(AgeRole).toLongLong(), 24'000);
}

void TstSlotList::sortsByRankThenPlace()
{
    ListWorld list;
    list.tell(list.world.commit({modified(Host(aHost(2).quarantined()))}));
    QStringList places;
    for (int row = 0; row < 4; ++row)
        places << list.model.index(row, 1).data().toString();
    QCOMPARE(places.join(u','),
        QStringLiteral("fra1 A01-02/1,fra1 A01-02/2,fra1 A01-01/1,fra1 A01-01/2"));
}

void TstSlotList::drainingHostHasItsGlyphBesideThePlace()
{
    ListWorld list;
    list.tell(list.world.commit({modified(Host(aHost(2).mode(HostMode::Draining)))}));
    QCOMPARE(list.cell(2, 1, "place").data(IconIdRole).toString(), QStringLiteral("draining"));
    QCOMPARE(list.cell(1, 1, "place").data(IconIdRole).toString(), QString());
    QCOMPARE(list.cell(2, 1, "place").data(CurrentModeRole).toInt(), int(HostMode::Draining));
}

void TstSlotList::accessibleNameIsASentence()
{
    ListWorld list;
    list.world.run();
    list.world.end();
    list.world.wait(16min);
    list.world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(list.cell(1, 1, "state").data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("A01-01 slot 1, stuck, acme, 16 minutes"));
}

// Elapsed means another thing once a row is stale, so its sort keys must be made anew then.
void TstSlotList::sortedByElapsedStaysSortedWhenTheSiteGoesStale()
{
    ListWorld list;
    list.model.sort(list.model.columnOf(QStringLiteral("elapsed")));
    list.tell(list.world.store.apply(aMessage(list.world.clock.mono())));
    list.world.run();
    list.world.wait(50min);
    list.world.hear(1, {runningVm(vmId(1))});
    list.world.hear(2, {});
    const WallTime second = list.world.clock.wall();
    list.world.commit(
        {added(Vm(VmBuilder(2, 2, 1, second).started(second))), modified(aSlot(2, 1, vmId(2))),
            added(aRecord("Birth", 2, 1, vmId(2), second)), added(aJob(2))});
    list.world.wait(10min);
    list.world.hear(1, {runningVm(vmId(1))});
    list.world.hear(2, {runningVm(vmId(2))});
    list.world.end(); // of the job that began 60 minutes ago
    list.tell(allSlots());
    const auto order = [&list] {
        QStringList places;
        for (int row = 0; row < list.model.rowCount(); ++row)
            places << list.model.index(row, 1).data().toString();
        return places.join(u'|');
    };
    list.world.clock.advance(40s); // nothing comes any more
    list.tell(list.world.store.tick());
    const QString kept = order();
    list.model.sort(list.model.columnOf(QStringLiteral("state")));
    list.model.sort(list.model.columnOf(QStringLiteral("elapsed")));
    QCOMPARE(kept, order());
}

void TstSlotList::liveStoreTellsOncePerBatch()
{
    ManualClock clock;
    LiveStore live(clock);
    QSignalSpy changed(&live, &LiveStore::changed);
    QSignalSpy ticked(&live, &LiveStore::ticked);
    live.expectSite(siteId());
    live.expectSite(siteId());
    QCOMPARE(changed.size(), 1);
    live.apply(aList(clock.mono(), 5, StoreWorld::objects()));
    QCOMPARE(changed.size(), 2);
    live.tick();
    QCOMPARE(changed.size(), 2); // nothing became otherwise
    QCOMPARE(ticked.size(), 1);
    clock.advance(7s);
    live.tick();
    QCOMPARE(changed.size(), 3);
}

// The row last read is kept; a change of the store is seen all the same, told or not.
void TstSlotList::cellIsReadAfreshOnceTheStoreHasChanged()
{
    ListWorld list;
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("free"));
    QCOMPARE(list.text(1, 1, "tenant"), QString());
    list.world.run();
    QCOMPARE(list.text(1, 1, "state"), QStringLiteral("running"));
    QCOMPARE(list.text(1, 2, "state"), QStringLiteral("free"));
    QVERIFY(!list.text(1, 1, "tenant").isEmpty());
}

void TstSlotList::oneScreenOfCells()
{
    ListWorld list;
    list.world.run();
    qsizetype valid = 0;
    QBENCHMARK
    {
        valid = 0;
        for (int row = 0; row < list.model.rowCount(); ++row) {
            for (int column = 0; column < list.model.columnCount(); ++column) {
                for (const int role : {int(RunsRole), int(StaleRole), int(StateRole),
                         int(IconIdRole), int(BarRole), int(SimulatedRole), int(LastStateRole)})
                    valid += list.model.index(row, column).data(role).isValid() ? 1 : 0;
            }
        }
    }
    QVERIFY(valid > list.model.rowCount() * list.model.columnCount());
}

void TstSlotList::walkOverTheStoreKeepsModelAndStoreEqual_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TstSlotList::walkOverTheStoreKeepsModelAndStoreEqual()
{
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto pick = [&](int below) {
        return std::uniform_int_distribution<int>(0, below - 1)(random);
    };
    ListWorld list;
    StoreWorld& world = list.world;
    int vm = 1;
    for (int i = 0; i < 400; ++i) {
        const int host = pick(6) + 1, index = pick(3) + 1;
        const bool known = world.store.rowOf(hostId(host)).has_value();
        switch (pick(6)) {
        case 0:
            list.tell(
                world.commit({known ? deleted(Host(aHost(host))) : added(Host(aHost(host)))}));
            break;
        case 1:
            list.tell(world.commit(
                {world.store.rowOf(slotId(host, index)).has_value() ? deleted(aSlot(host, index))
                                                                    : added(aSlot(host, index))}));
            break;
        case 2:
            list.tell(world.commit({added(aSlot(host, index, vmId(vm))),
                added(Vm(VmBuilder(vm, host, index, world.clock.wall()))), added(aJob(vm))}));
            ++vm;
            break;
        case 3:
            list.tell(world.hear(host, {runningVm(vmId(pick(vm) + 1))}, 0));
            break;
        case 4:
            world.clock.advance(std::chrono::seconds(pick(12)));
            list.tell(world.store.tick());
            break;
        default:
            list.tell(world.store.apply(aMessage(world.clock.mono())));
        }
        QCOMPARE(list.model.rowCount(), int(world.store.slotIds().size()));
        DisplayState last = DisplayState::Breach;
        for (int row = 0; row < list.model.rowCount(); ++row) {
            const QModelIndex shown = list.model.index(row, 0);
            const SlotRow slot = world.store.slot(shown.data(RowIdRole).toUInt());
            QCOMPARE(shown.data(IdRole).toString(), slot.id.text());
            QCOMPARE(shown.data(StateRole).toInt(), int(slot.state));
            QVERIFY(slot.state >= last); // sorted by rank
            last = slot.state;
        }
    }
}

ESPALIER_TEST(TstSlotList)
#include "tst_slotlist.moc"
