// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

#include <numeric>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstBalance final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyBirthCountsOnce();
    void placedAndNeverBornIsNoLife();
    void livesClosedBeforeTheConsoleAreShownNotCounted_data();
    void livesClosedBeforeTheConsoleAreShownNotCounted();
    void simulatedHostsStandApart();
    void sitesAndTenantsAddUp();
    void closedRowsAreFoldedAndTheSumsStay();
    void recordsFromBeforeTheFoldAreNotCountedTwice();
    void statisticsAreNearestRank();
    void statisticsOfNothingAreEmpty();
};

void TstBalance::everyBirthCountsOnce()
{
    StoreWorld world;
    world.run();
    Balance total = world.store.balance().total;
    QCOMPARE(total.started, 1);
    QCOMPARE(total.live, 1);
    world.end();
    total = world.store.balance().total;
    QCOMPARE(total.tearingDown, 1);
    QCOMPARE(total.live, 0);
    world.prove();
    total = world.store.balance().total;
    QCOMPARE(total.gone, 1);
    QCOMPARE(total.confirmed, 0);
    QCOMPARE(total.started, total.accounted());
    QVERIFY(world.store.balance().since);
    QVERIFY(world.store.balance().cut);
}

void TstBalance::placedAndNeverBornIsNoLife()
{
    StoreWorld world;
    world.commit(
        {added(Vm(VmBuilder(1, 1, 1, world.clock.wall()))), modified(aSlot(1, 1, vmId(1)))});
    QCOMPARE(world.store.balance().total.started, 0);
    world.commit({deleted(Vm(VmBuilder(1, 1, 1, world.clock.wall()))), modified(aSlot(1, 1))});
    QVERIFY(!world.store.rowOf(vmId(1)));
    QCOMPARE(world.store.balance().total.started, 0);
}

void TstBalance::livesClosedBeforeTheConsoleAreShownNotCounted_data()
{
    QTest::addColumn<bool>("vmStillNamed");
    QTest::newRow("its VM is no longer listed") << false;
    QTest::newRow("fleetd still lists its VM") << true;
}

void TstBalance::livesClosedBeforeTheConsoleAreShownNotCounted()
{
    QFETCH(bool, vmStillNamed);
    StoreWorld world(false);
    auto objects = StoreWorld::objects();
    if (vmStillNamed)
        objects.push_back(added(
            Vm(VmBuilder(1, 1, 1, world.clock.wall() - 20min).ended(world.clock.wall() - 11min))));
    objects.push_back(added(aRecord("Birth", 1, 1, vmId(1), world.clock.wall() - 20min)));
    objects.push_back(added(aRecord("Teardown", 1, 2, vmId(1), world.clock.wall() - 10min)));
    world.store.apply(aList(world.clock.mono(), 5, objects));
    QCOMPARE(world.store.balance().total.started, 0);
    QVERIFY(!world.life().judged);
    QCOMPARE(int(world.life().state), int(DisplayState::Reported)); // not verified here
    world.head = 2;
    world.hear(1);
    world.verdict(aGoneVerdict(1, 1, 1, 2, world.clock.wall() - 10min, 6s));
    QVERIFY(world.life().gone);
    QCOMPARE(world.store.balance().total.started, 0);
}

void TstBalance::simulatedHostsStandApart()
{
    StoreWorld world;
    world.commit({modified(Host(aHost(1).simulated()))});
    world.run();
    BalanceSheet sheet = world.store.balance();
    QCOMPARE(sheet.total.started, 0);
    QCOMPARE(sheet.simulated.started, 1);
    QCOMPARE(sheet.simulated.live, 1);
    QVERIFY(sheet.tenants.empty());
    world.end();
    world.prove();
    LifeVerdict verdict = aGoneVerdict(1, 1, 1, 2, world.clock.wall(), 4s);
    verdict.badge = Badge::SignedSimulated;
    verdict.simulated = true;
    world.verdict(verdict);
    sheet = world.store.balance();
    QCOMPARE(sheet.total.started, 0);
    QCOMPARE(sheet.simulated.gone, 1);
    QCOMPARE(world.store.teardowns(SiteId(), false).count, 0);
    QCOMPARE(world.store.teardowns(SiteId(), true).count, 1);
    QCOMPARE(world.store.slotCounts({}).simulated, 2);
}

void TstBalance::sitesAndTenantsAddUp()
{
    StoreWorld world;
    const SiteId ams = siteId("ams2");
    world.run();
    world.store.apply(aList(world.clock.mono(), 5,
        {added(Host(aHost(1, ams))), added(aSlot(1, 1, vmId(50), ams)),
            added(Vm(VmBuilder(50, 1, 1, world.clock.wall(), ams).of("globex"))),
            added(aRecord("Birth", 1, 1, vmId(50), world.clock.wall(), ams))},
        ams));
    const BalanceSheet sheet = world.store.balance();
    QCOMPARE(sheet.total.started, 2);
    QCOMPARE(sheet.sites.at(siteId()).started, 1);
    QCOMPARE(sheet.sites.at(ams).started, 1);
    QCOMPARE(sheet.tenants.at(TenantId(QStringLiteral("acme"))).live, 1);
    QCOMPARE(sheet.tenants.at(TenantId(QStringLiteral("globex"))).live, 1);
    QCOMPARE(sheet.siteCount, 2);
    QCOMPARE(sheet.sitesEvaluated, 2);
    world.clock.advance(7s);
    world.store.apply(aMessage(world.clock.mono(), ams));
    world.store.tick();
    const BalanceSheet later = world.store.balance();
    QCOMPARE(later.sitesEvaluated, 1);
    QVERIFY(later.sites.at(ams).evaluated);
    QVERIFY(!later.sites.at(siteId()).evaluated);
    QVERIFY(!later.total.evaluated);
}

void TstBalance::closedRowsAreFoldedAndTheSumsStay()
{
    StoreWorld world;
    constexpr int lives = 2100;
    for (int vm = 1; vm <= lives; ++vm) {
        world.run(vm);
        world.end(vm);
        world.prove(vm);
    }
    const BalanceSheet sheet = world.store.balance();
    QCOMPARE(sheet.total.started, lives);
    QCOMPARE(sheet.total.gone, lives);
    QCOMPARE(sheet.tenants.at(TenantId(QStringLiteral("acme"))).gone, lives);
    QVERIFY(int(world.store.lifeIds().size()) <= 2001);
    QVERIFY(!world.store.rowOf(vmId(1)));
    QVERIFY(world.store.rowOf(vmId(lives)));
}

void TstBalance::recordsFromBeforeTheFoldAreNotCountedTwice()
{
    StoreWorld world;
    const WallTime start = world.clock.wall();
    constexpr int lives = 2100;
    for (int vm = 1; vm <= lives; ++vm) {
        world.run(vm);
        world.end(vm);
        world.prove(vm);
        world.clock.advance(1s);
    }
    auto objects = StoreWorld::objects();
    objects.push_back(added(aRecord("Birth", 1, 1, vmId(1), start)));
    objects.push_back(added(aRecord("Teardown", 1, 2, vmId(1), start)));
    world.store.apply(aList(world.clock.mono(), 900'000, objects));
    QCOMPARE(world.store.balance().total.started, lives);
}

void TstBalance::statisticsAreNearestRank()
{
    StoreWorld world;
    for (int vm = 1; vm <= 100; ++vm) {
        world.run(vm);
        world.end(vm);
        world.prove(vm, std::chrono::seconds(vm) + 500ms);
    }
    const TeardownStatistics all = world.store.teardowns(SiteId(), false);
    QCOMPARE(all.count, 100);
    QVERIFY(all.p50 == 50'500ms);
    QVERIFY(all.p95 == 95'500ms);
    QVERIFY(all.p99 == 99'500ms);
    QCOMPARE(all.bins.size(), size_t(60));
    QCOMPARE(all.bins[0], 1); // 1.5 s
    QCOMPARE(all.bins[1], 2); // 2.5 s, 3.5 s
    QCOMPARE(std::accumulate(all.bins.begin(), all.bins.end(), 0), 100);
    world.run(101);
    world.end(101);
    world.prove(101, 300s);
    QCOMPARE(world.store.teardowns(siteId(), false).pastSlo, 1);
    QCOMPARE(world.store.teardowns(TenantId(QStringLiteral("acme"))).count, 101);
    QCOMPARE(world.store.teardowns(TenantId(QStringLiteral("globex"))).count, 0);
}

void TstBalance::statisticsOfNothingAreEmpty()
{
    StoreWorld world;
    const TeardownStatistics none = world.store.teardowns(SiteId(), false);
    QCOMPARE(none.count, 0);
    QVERIFY(none.p50 == 0ms);
    QCOMPARE(none.bins.size(), size_t(60));
}

ESPALIER_TEST(TstBalance)
#include "tst_balance.moc"
