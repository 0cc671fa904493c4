// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// Slots by pool, and which classes of hosts and images have slow teardowns.
class TstCapacity final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void believedIsNotProven();
    void lostDrainedAndUnknownAreNotFree();
    void simulatedHostsAreAPoolOfTheirOwn();
    void slowOnesAreCountedByWhatWasKnownBefore();
};

void TstCapacity::believedIsNotProven()
{
    StoreWorld world;
    Slot proven = aSlot(1, 1);
    proven.provenFree = true;
    world.commit({modified(proven)});
    const PoolCapacity pool = world.store.capacity().front();
    QCOMPARE(pool.pool, QStringLiteral("m2-large"));
    QCOMPARE(pool.free, 4);
    QCOMPARE(pool.proven, 1);
    Host leaking = aHost(1);
    leaking.leakedSlot = true;
    world.commit({modified(leaking)});
    QCOMPARE(world.store.capacity().front().proven, 0);
}

void TstCapacity::lostDrainedAndUnknownAreNotFree()
{
    StoreWorld world;
    world.run();
    QCOMPARE(world.store.capacity().front().used, 1);
    world.commit({modified(Host(aHost(2).mode(HostMode::Cordoned)))});
    QCOMPARE(world.store.capacity().front().drained, 2);
    QCOMPARE(world.store.capacity().front().free, 1);
    Slot quarantined = aSlot(1, 2);
    quarantined.quarantined = true;
    world.commit({modified(quarantined)});
    QCOMPARE(world.store.capacity().front().lost, 1);
    world.wait(40s); // both hosts are silent
    const PoolCapacity pool = world.store.capacity().front();
    QCOMPARE(pool.free, 0);
    QCOMPARE(pool.unknown, 4);
    QCOMPARE(pool.total(), 4);
}

void TstCapacity::simulatedHostsAreAPoolOfTheirOwn()
{
    StoreWorld world;
    world.commit({modified(Host(aHost(2).simulated()))});
    const std::vector<PoolCapacity> pools = world.store.capacity();
    QCOMPARE(pools.size(), size_t(2));
    QVERIFY(!pools[0].simulated);
    QVERIFY(pools[1].simulated);
    QCOMPARE(pools[1].total(), 2);
}

void TstCapacity::slowOnesAreCountedByWhatWasKnownBefore()
{
    StoreWorld world;
    for (int vm = 1; vm <= 30; ++vm) {
        world.run(vm);
        world.end(vm);
        world.prove(vm, vm > 25 ? 100s : 5s);
    }
    const std::vector<SlowClassSum> classes = world.store.slowClasses();
    QCOMPARE(classes.size(), size_t(1));
    QCOMPARE(classes.front().samples, 30);
    QCOMPARE(classes.front().image, QStringLiteral("image-1"));
    QCOMPARE(classes.front().slow, 5); // those before them were not
}

ESPALIER_TEST(TstCapacity)
#include "tst_capacity.moc"
