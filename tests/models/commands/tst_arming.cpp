// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <commands/arming.h>

using namespace Espalier;
using namespace std::chrono_literals;

class TstArming final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void startsReadOnly()
    {
        const Tests::ManualClock clock;
        const Arming arming(clock);
        QVERIFY(!arming.isArmed());
        QVERIFY(arming.lastEnd() == Arming::End::Never);
    }
    void lastsFifteenMinutesToTheTick()
    {
        Tests::ManualClock clock;
        Arming arming(clock);
        arming.arm();
        QVERIFY(arming.left() == 15min);
        clock.advance(14min + 59s);
        QVERIFY(!arming.look());
        QVERIFY(arming.left() == 1s);
        clock.advance(1s);
        QVERIFY(!arming.isArmed()); // before anybody looked
        QVERIFY(arming.look());
        QVERIFY(!arming.look());
        QVERIFY(arming.lastEnd() == Arming::End::TimeOver);
    }
    void armingAgainBeginsAnew()
    {
        Tests::ManualClock clock;
        Arming arming(clock);
        arming.arm();
        clock.advance(10min);
        arming.arm();
        clock.advance(10min);
        QVERIFY(arming.isArmed());
    }
    void theFirstReasonStands()
    {
        const Tests::ManualClock clock;
        Arming arming(clock);
        arming.disarm(Arming::End::Locked); // it was not armed: nothing ended
        QVERIFY(arming.lastEnd() == Arming::End::Never);
        arming.arm();
        arming.disarm(Arming::End::Locked);
        arming.disarm(Arming::End::Suspended);
        QVERIFY(!arming.isArmed());
        QVERIFY(arming.lastEnd() == Arming::End::Locked);
        arming.arm();
        QVERIFY(arming.lastEnd() == Arming::End::Never);
    }
};

ESPALIER_TEST(TstArming)
#include "tst_arming.moc"
