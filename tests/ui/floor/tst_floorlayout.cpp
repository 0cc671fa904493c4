// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <floor/floorlayout.h>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

struct World {
    World()
        : feed(clock)
        , store(clock)
    {
        for (const SiteId& site : feed.sites())
            store.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            store.apply(batch);
        plan = FloorPlan::of(store);
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    FleetStore store;
    FloorPlan plan;
};

std::vector<FloorAddress> slotsOf(const FloorPlan& plan)
{
    std::vector<FloorAddress> all;
    for (FloorAddress at : plan.racks()) {
        const auto& hosts = plan.rack(at).hosts;
        for (at.unit = 0; at.unit < int(hosts.size()); ++at.unit) {
            const auto& slots = hosts[size_t(at.unit)].slots;
            for (at.slot = 0; at.slot < int(slots.size()); ++at.slot)
                all.push_back(at);
        }
    }
    return all;
}

QRectF boxOf(const FloorPlan& plan, const FloorLayout& layout, const FloorAddress& at)
{
    const FloorUnit& unit = plan.unit(at);
    return layout.slot(at, unit.unit, int(unit.slots.size()));
}

} // namespace

class TstFloorLayout final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void levelsFollowTheHeightOfAUnit_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<FloorLevel>("level");
        QTest::newRow("tiles") << 3 << FloorLevel::Site;
        QTest::newRow("cells") << 4 << FloorLevel::Row;
        QTest::newRow("picture 03") << rowUnit << FloorLevel::Row;
        QTest::newRow("names") << rackUnit << FloorLevel::Rack;
        QTest::newRow("just below cards") << 27 << FloorLevel::Rack;
        QTest::newRow("cards") << 28 << FloorLevel::Host;
    }
    void levelsFollowTheHeightOfAUnit()
    {
        QFETCH(int, unit);
        QFETCH(FloorLevel, level);
        QCOMPARE(levelOf(unit), level);
        for (const FloorLevel each : {FloorLevel::Row, FloorLevel::Rack, FloorLevel::Host})
            QCOMPARE(levelOf(unitOf(each)), each);
    }

    // The sizes of the pictures (pictures/README.md).
    void sizesAreThoseOfThePictures()
    {
        const World world;
        const FloorAddress at = world.plan.racks().front();
        const auto rack = [&](int unit) {
            return FloorLayout(world.plan, {unit, 3, 100}, {}).rack(at);
        };
        QCOMPARE(rack(4).width(), 23.0);
        QCOMPARE(rack(10).width(), 45.0);
        QCOMPARE(rack(4).height(), 18 * 4 + 2.0);
        const FloorLayout site(world.plan, {4, 3, 100}, {});
        FloorAddress next = at;
        next.rack = 1;
        QCOMPARE(site.rack(next).left() - site.rack(at).left(), 28.0);
        const FloorLayout row(world.plan, {10, 3, 100}, {});
        QCOMPARE(row.rack(next).left() - row.rack(at).left(), 54.0);
        const FloorLayout host(world.plan, {32, 3, 100}, {});
        FloorAddress slot = at;
        slot.unit = slot.slot = 0;
        QCOMPARE(boxOf(world.plan, host, slot).width(), 228.0);
    }

    void everythingIsFoundWhereItIsDrawn_data()
    {
        QTest::addColumn<int>("unit");
        for (const int unit : {leastUnit, 3, 4, 6, rowUnit, rackUnit, hostUnit, mostUnit})
            QTest::addRow("%d px", unit) << unit;
    }
    void everythingIsFoundWhereItIsDrawn()
    {
        QFETCH(int, unit);
        const World world;
        const FloorLayout layout(world.plan, {unit, 2, 5}, {});
        const bool tiles = layout.level() == FloorLevel::Site;
        int seen = 0;
        for (const FloorAddress& at : slotsOf(world.plan)) {
            const QRectF box = boxOf(world.plan, layout, at);
            QVERIFY(layout.rack(at).contains(box));
            QVERIFY(layout.siteFloor(at.site).contains(box));
            const FloorAddress found = layout.at(world.plan, box.center());
            QCOMPARE(found, tiles ? at.rackOnly() : at);
            ++seen;
        }
        QCOMPARE(seen, 440);
        for (const FloorAddress& at : world.plan.racks()) {
            if (layout.hasLabels())
                QCOMPARE(layout.at(world.plan, layout.rackLabel(at).center()), at);
        }
        QCOMPARE(layout.at(world.plan, QPointF(2, 2)), FloorAddress());
    }

    void nothingLiesOverAnything()
    {
        const World world;
        for (const int unit : {2, 4, 10, 18, 32}) {
            const FloorLayout layout(world.plan, {unit, 2, 5}, {});
            const auto racks = world.plan.racks();
            for (size_t i = 0; i < racks.size(); ++i) {
                for (size_t j = i + 1; j < racks.size(); ++j) {
                    const QRectF a = layout.rack(racks[i]).united(layout.rackLabel(racks[i]));
                    QVERIFY(!a.intersects(layout.rack(racks[j])));
                }
            }
            for (int site = 1; site < 3; ++site)
                QVERIFY(!layout.siteFloor(site).intersects(layout.siteFloor(site - 1)));
        }
    }

    void fitShowsAllAsLargeAsItCan_data()
    {
        QTest::addColumn<QSizeF>("view");
        QTest::newRow("wide") << QSizeF(1400, 800);
        QTest::newRow("beside the inspector") << QSizeF(1016, 800);
        QTest::newRow("narrow") << QSizeF(800, 500);
        QTest::newRow("tall") << QSizeF(500, 1200);
    }
    void fitShowsAllAsLargeAsItCan()
    {
        QFETCH(QSizeF, view);
        const World world;
        const FloorScale scale = FloorLayout::fit(world.plan, view, {});
        const FloorLayout fitted(world.plan, scale, {});
        QVERIFY(fitted.size().width() <= view.width());
        QVERIFY(fitted.size().height() <= view.height());
        FloorScale larger = scale;
        larger.unit = scale.unit + 1;
        const QSizeF more = FloorLayout(world.plan, larger, {}).size();
        QVERIFY(more.width() > view.width() || more.height() > view.height());
    }

    void aPlaceStaysThePlaceAtEveryScale()
    {
        const World world;
        const FloorLayout from(world.plan, {10, 2, 5}, {});
        for (const FloorAddress& at : slotsOf(world.plan)) {
            const QPointF point = boxOf(world.plan, from, at).center();
            const FloorSpot spot = from.spotAt(point);
            for (const int unit : {4, 18, 32}) {
                const FloorLayout to(world.plan, {unit, 2, 5}, {});
                QVERIFY(
                    boxOf(world.plan, to, at).adjusted(-1, -1, 1, 1).contains(to.pointOf(spot)));
            }
            const QPointF back = from.pointOf(spot);
            QVERIFY(qAbs(back.x() - point.x()) < 0.01 && qAbs(back.y() - point.y()) < 0.01);
        }
    }

    void anEmptyFloorHasNoPlace()
    {
        const FloorPlan plan;
        const FloorLayout layout(plan, FloorLayout::fit(plan, QSizeF(800, 600), {}), {});
        QCOMPARE(layout.at(plan, QPointF(30, 30)), FloorAddress());
        QVERIFY(!layout.spotAt(QPointF(3, 3)).rack.isRack());
        QCOMPARE(layout.pointOf({}), QPointF());
    }
};

ESPALIER_TEST(TstFloorLayout)
#include "tst_floorlayout.moc"
