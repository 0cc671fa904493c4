// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/flushgate.h>

#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstFlushGate final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void firstDirtFlushesAtOnce();
    void dirtWithinAFrameWaitsForTheEdge();
    void lastValueIsNeverDropped();
    void closedGateRemembers();
    void closingCancelsTheEdge();
    void realTimerFiresOnTheEventLoop();

private:
    struct World {
        ManualClock clock;
        std::shared_ptr<ManualTimer::Line> timer = std::make_shared<ManualTimer::Line>();
        int flushes = 0;
        Items::FlushGate gate{clock, std::make_unique<ManualTimer>(timer), [this] { ++flushes; }};
    };
};

void TstFlushGate::firstDirtFlushesAtOnce()
{
    World world;
    world.gate.dirty();
    QCOMPARE(world.flushes, 1);
    world.clock.advance(16ms);
    world.gate.dirty();
    QCOMPARE(world.flushes, 2);
    QCOMPARE(world.timer->started, 0);
}

void TstFlushGate::dirtWithinAFrameWaitsForTheEdge()
{
    World world;
    world.gate.dirty();
    world.clock.advance(5ms);
    world.gate.dirty();
    world.gate.dirty();
    QCOMPARE(world.flushes, 1);
    QCOMPARE(world.timer->started, 1);
    QVERIFY(world.timer->pending == 11ms);
    world.clock.advance(11ms);
    world.timer->fire();
    QCOMPARE(world.flushes, 2);
    QVERIFY(!world.gate.pending());
}

void TstFlushGate::lastValueIsNeverDropped()
{
    World world;
    for (int i = 0; i < 100; ++i) {
        world.gate.dirty();
        world.clock.advance(1ms);
        if (world.timer->pending && i % 16 == 0)
            world.timer->fire();
    }
    world.gate.dirty();
    QVERIFY(world.gate.pending() == world.timer->pending.has_value());
    world.timer->fire();
    QVERIFY(!world.gate.pending());
}

void TstFlushGate::closedGateRemembers()
{
    World world;
    world.gate.setOpen(false);
    world.gate.dirty();
    QCOMPARE(world.flushes, 0);
    world.gate.setOpen(true);
    QCOMPARE(world.flushes, 1);
    world.gate.setOpen(false);
    world.gate.setOpen(true);
    QCOMPARE(world.flushes, 1);
}

void TstFlushGate::closingCancelsTheEdge()
{
    World world;
    world.gate.dirty();
    world.gate.dirty();
    QVERIFY(world.timer->pending);
    world.gate.setOpen(false);
    QVERIFY(!world.timer->pending);
    QVERIFY(world.gate.pending());
    world.gate.setOpen(true);
    QCOMPARE(world.flushes, 2);
}

void TstFlushGate::realTimerFiresOnTheEventLoop()
{
    const auto timer = Items::makeTimer();
    int fired = 0;
    timer->start(1ms, [&] { ++fired; });
    QTRY_COMPARE(fired, 1);
    timer->start(1ms, [&] { ++fired; });
    timer->stop();
    timer->start(0ms, [&] { fired += 10; });
    QTRY_COMPARE(fired, 11);
}

ESPALIER_TEST(TstFlushGate)
#include "tst_flushgate.moc"
