// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <floor/floorplan.h>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

Host hostAt(int number, const char* rack, int unit)
{
    Host host = aHost(number);
    host.rackName = QLatin1String(rack);
    host.row = host.rackName.left(1);
    host.unit = unit;
    host.code = QStringLiteral("%1-%2").arg(host.rackName).arg(unit, 2, 10, QLatin1Char('0'));
    return host;
}

Rack rackOf(const char* name, int units)
{
    Rack rack;
    rack.site = siteId();
    rack.name = QLatin1String(name);
    rack.row = rack.name.left(1);
    rack.id = RackId(QString(rack.site.text() + u'/' + rack.name));
    rack.units = units;
    return rack;
}

struct World {
    World()
        : store(clock)
    {
        store.expectSite(siteId());
    }
    FloorPlan load(std::vector<Event> events)
    {
        changes = store.apply(aList(clock.mono(), 5, std::move(events)));
        return FloorPlan::of(store);
    }
    ManualClock clock;
    FleetStore store;
    ChangeSet changes;
};

std::vector<Event> threeRacks()
{
    std::vector<Event> events{
        added(rackOf("A2", 10)), added(rackOf("B1", 10)), added(rackOf("A10", 20))};
    int number = 0;
    for (const auto& [rack, unit] :
        {std::pair{"A2", 1}, {"A2", 5}, {"A10", 5}, {"A10", 9}, {"B1", 2}}) {
        ++number;
        events.push_back(added(hostAt(number, rack, unit)));
        events.push_back(added(aSlot(number, 1)));
        events.push_back(added(aSlot(number, 2)));
    }
    return events;
}

} // namespace

class TstFloorPlan final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void racksStandInTheirRowsAsPeopleCount()
    {
        World world;
        const FloorPlan plan = world.load(threeRacks());
        QCOMPARE(plan.sites().size(), size_t(1));
        const auto& rows = plan.sites()[0].rows;
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0].racks[0].name, QStringLiteral("A2"));
        QCOMPARE(rows[0].racks[1].name, QStringLiteral("A10")); // ten comes after two
        QCOMPARE(rows[0].racks[1].units, 20);
        QCOMPARE(rows[1].racks[0].name, QStringLiteral("B1"));
        QCOMPARE(rows[0].racks[1].hosts[0].unit, 5);
        const auto found = plan.find(slotId(4, 2));
        QVERIFY(found);
        QCOMPARE(*found, (FloorAddress{0, 0, 1, 1, 1}));
        QCOMPARE(plan.slot(*found).id, slotId(4, 2));
        QVERIFY(!plan.find(SlotId(QStringLiteral("elsewhere/1"))));
    }

    // What fleetd was told by hand can be wrong: everybody is seen all the same.
    void hostsWithoutRackOrWithATakenUnitAreSeen()
    {
        World world;
        Host lost = aHost(8);
        lost.rackName.clear();
        lost.row.clear();
        lost.unit = 0;
        Host high = hostAt(9, "A2", 7000);
        const FloorPlan plan = world.load({added(hostAt(1, "A2", 4)), added(aSlot(1, 1)),
            added(hostAt(2, "A2", 4)), added(aSlot(2, 1)), added(lost), added(aSlot(8, 1)),
            added(high), added(aSlot(9, 1))});
        for (const int number : {1, 2, 8, 9})
            QVERIFY2(plan.find(slotId(number, 1)), qPrintable(QString::number(number)));
        const FloorUnit& first = plan.unit(*plan.find(slotId(1, 1)));
        const FloorUnit& second = plan.unit(*plan.find(slotId(2, 1)));
        QVERIFY(first.unit != second.unit);
        QVERIFY(plan.rack(*plan.find(slotId(9, 1))).units < 100);
    }

    void aChangedSlotIsReadAgainInItsPlace()
    {
        World world;
        FloorPlan plan = world.load(threeRacks());
        Slot slot = aSlot(4, 2);
        slot.quarantined = true;
        const ChangeSet changes =
            world.store.apply(aCommit(world.clock.mono(), 6, {modified(slot)}));
        QVERIFY(plan.refresh(world.store, changes));
        QCOMPARE(plan.slot(*plan.find(slotId(4, 2))).state,
            world.store.slot(*world.store.rowOf(slotId(4, 2))).state);
        const ChangeSet more = world.store.apply(
            aCommit(world.clock.mono(), 7, {added(hostAt(7, "B1", 9)), added(aSlot(7, 1))}));
        QVERIFY(!plan.refresh(world.store, more)); // somebody new has to be given a place
    }

    void worstIsCountedAndNeverAveraged()
    {
        World world;
        std::vector<Event> events = threeRacks();
        Slot slot = aSlot(4, 2);
        slot.quarantined = true;
        events.push_back(modified(slot));
        world.load(events);
        // With a statement, so that the slots are no longer unknown.
        std::vector<HostObservation> seen;
        for (int host = 1; host <= 5; ++host)
            seen.push_back(anObservation(host, 9, 0, world.clock.mono(), world.clock.wall()));
        world.store.apply(aFinding(siteId(), seen));
        const FloorPlan plan = FloorPlan::of(world.store);
        const FloorAddress at = *plan.find(slotId(4, 2));
        const RackSum sum = plan.sum(at.rackOnly());
        QCOMPARE(sum.slots, 4);
        QCOMPARE(sum.worst, DisplayState::Quarantined);
        QCOMPARE(sum.worstCount, 1);
        QCOMPARE(plan.worstIn(at.rackOnly()), at);
        QCOMPARE(plan.abnormal(), std::vector<FloorAddress>{at});
        QCOMPARE(nextAbnormal(plan, std::nullopt, true), std::optional(at));
        QCOMPARE(nextAbnormal(plan, at, false), std::optional(at)); // round the end
    }

    void arrowsWalkAsOneWouldAtTheRacks()
    {
        World world;
        const FloorPlan plan = world.load(threeRacks());
        const auto at = [&](int host, int slot) { return *plan.find(slotId(host, slot)); };
        const auto step = [&](const FloorAddress& from, FloorStep to) {
            return stepped(plan, from, to, false);
        };
        QCOMPARE(step({}, FloorStep::Down), at(2, 1)); // the top of the first rack
        QCOMPARE(step(at(1, 1), FloorStep::Right), at(1, 2));
        QCOMPARE(step(at(1, 2), FloorStep::Right), at(3, 1)); // nearest unit of the next rack
        QCOMPARE(step(at(3, 1), FloorStep::Left), at(2, 2));
        QCOMPARE(step(at(1, 2), FloorStep::Up), at(2, 2));
        QCOMPARE(step(at(1, 2), FloorStep::Down), at(5, 2)); // the row below
        QCOMPARE(step(at(5, 2), FloorStep::Up), at(1, 2));
        QCOMPARE(step(at(4, 1), FloorStep::Up), at(4, 1)); // nothing above
        QCOMPARE(stepped(plan, at(2, 1), FloorStep::Right, true).rack, 1);
        QCOMPARE(stepped(plan, at(3, 1), FloorStep::Down, true).row, 1);
    }

    void everySlotIsReachedByArrows()
    {
        World world;
        const FloorPlan plan = world.load(threeRacks());
        QSet<SlotId> seen;
        std::vector<FloorAddress> open{stepped(plan, {}, FloorStep::Down, false)};
        while (!open.empty()) {
            const FloorAddress at = open.back();
            open.pop_back();
            if (seen.contains(plan.slot(at).id))
                continue;
            seen.insert(plan.slot(at).id);
            for (const FloorStep to :
                {FloorStep::Left, FloorStep::Right, FloorStep::Up, FloorStep::Down})
                open.push_back(stepped(plan, at, to, false));
        }
        QCOMPARE(seen.size(), 10);
    }
};

ESPALIER_TEST(TstFloorPlan)
#include "tst_floorplan.moc"
