// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <console/clockwatch.h>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstClockWatch final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void isQuietWhileTimePasses()
    {
        ManualClock clock;
        ClockWatch watch;
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(watch.look(clock), ClockWatch::Event::None);
            clock.advance(1s);
        }
    }
    void noticesSleep()
    {
        ManualClock clock;
        ClockWatch watch;
        (void)watch.look(clock);
        clock.advance(6s);
        QCOMPARE(watch.look(clock), ClockWatch::Event::StoodStill);
        clock.advance(1s);
        QCOMPARE(watch.look(clock), ClockWatch::Event::None);
    }
    void noticesAClockThatWasSet_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("forward") << qint64(3);
        QTest::newRow("back") << qint64(-3);
        QTest::newRow("a day back") << qint64(-86'400);
    }
    void noticesAClockThatWasSet()
    {
        QFETCH(qint64, seconds);
        ManualClock clock;
        ClockWatch watch;
        (void)watch.look(clock);
        clock.advance(1s);
        clock.jumpWall(std::chrono::seconds(seconds));
        QCOMPARE(watch.look(clock), ClockWatch::Event::WallJumped);
        clock.advance(1s);
        QCOMPARE(watch.look(clock), ClockWatch::Event::None);
    }
    void toleratesAClockThatIsSlewed()
    {
        ManualClock clock;
        ClockWatch watch;
        for (int i = 0; i < 60; ++i) {
            (void)watch.look(clock);
            clock.advance(1s);
            clock.jumpWall(500us); // 500 ppm, what time daemons do
            QCOMPARE(watch.look(clock), ClockWatch::Event::None);
        }
    }
};

ESPALIER_TEST(TstClockWatch)
#include "tst_clockwatch.moc"
