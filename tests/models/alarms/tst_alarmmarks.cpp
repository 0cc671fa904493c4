// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmworld.h"
#include "support/testregistry.h"

#include <alarms/alarmstate.h>

using namespace Espalier;
using namespace Espalier::Tests;

// What people have done about alarms, as fleetd keeps it.
class TstAlarmMarks final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void markMakesTheState_data();
    void markMakesTheState();
    void acknowledgementRefires();
    void acknowledgedStaysWhenItBecomesP1();
    void shelfEnds();
    void markOfAnAlarmThatIsGoneRaisesNothing();
    void markOfLastTimeDoesNotHold();
    void markTakenBackIsActiveAgain();
    void marksSurviveTheLossOfTheFeed();
};

void TstAlarmMarks::markMakesTheState_data()
{
    QTest::addColumn<qint64>("ackedAgo"); // s, -1000: not
    QTest::addColumn<qint64>("shelvedFor"); // s, 0: not
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, qint64 acked, qint64 shelved, AlarmState state) {
        QTest::newRow(name) << acked << shelved << int(state);
    };
    row("nobody", -1000, 0, AlarmState::Active);
    row("acknowledged", 60, 0, AlarmState::Acknowledged);
    row("by a clock that is ahead", -30, 0, AlarmState::Acknowledged);
    row("by a clock that is far ahead", -900, 0, AlarmState::Active);
    row("too long ago", 1800, 0, AlarmState::Active);
    row("shelved", -1000, 3600, AlarmState::Shelved);
    row("shelved at most", -1000, 8 * 3600, AlarmState::Shelved);
    row("shelved for ever", -1000, 9 * 3600, AlarmState::Active);
    row("shelf over", 60, -1, AlarmState::Acknowledged);
    row("both", 60, 600, AlarmState::Shelved);
}

void TstAlarmMarks::markMakesTheState()
{
    QFETCH(qint64, ackedAgo);
    QFETCH(qint64, shelvedFor);
    QFETCH(int, state);
    const WallTime now(1'795'574'470s);
    AlarmMark mark;
    if (ackedAgo != -1000) {
        mark.ackedAt = now - std::chrono::seconds(ackedAgo);
        mark.ackedBy = QStringLiteral("m.ito");
    }
    if (shelvedFor != 0)
        mark.shelvedUntil = now + std::chrono::seconds(shelvedFor);
    Alarm alarm;
    applyMark(alarm, &mark, now);
    QCOMPARE(int(alarm.state), state);
    applyMark(alarm, nullptr, now);
    QCOMPARE(alarm.state, AlarmState::Active);
    QVERIFY(alarm.owner.isEmpty());
}

void TstAlarmMarks::acknowledgementRefires()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.mark(orphanId(2), 0s);
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Acknowledged);
    QCOMPARE(world.book.sums().unacknowledgedTotal(), 0);
    QCOMPARE(world.book.sums().total(), 1);
    for (int i = 0; i < 181; ++i) {
        world.pass(10s);
        world.world.hear(1);
        world.hear(2, {runningVm(vmId(77))});
    }
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Active);
    QCOMPARE(world.find(orphanId(2))->owner, QStringLiteral("m.ito")); // who had it
}

void TstAlarmMarks::acknowledgedStaysWhenItBecomesP1()
{
    AlarmWorld world;
    world.makeStuck();
    for (int i = 0; i < 78; ++i) {
        world.pass(10s);
        world.world.hear(2);
        world.hear(1, {stoppingVm(vmId(1))});
        if (i == 70)
            world.mark(stuckId(), 0s);
    }
    QCOMPARE(world.find(stuckId())->priority, Severity::P1);
    QCOMPARE(world.find(stuckId())->state, AlarmState::Acknowledged);
}

void TstAlarmMarks::shelfEnds()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.mark(orphanId(2), {}, 1h);
    const Alarm shelved = *world.find(orphanId(2));
    QCOMPARE(shelved.state, AlarmState::Shelved);
    QCOMPARE(shelved.owner, QStringLiteral("s.adeyemi"));
    QCOMPARE(shelved.shelveReason, QStringLiteral("spare part is on its way"));
    QCOMPARE(world.book.sums().shelved, 1);
    QCOMPARE(world.book.sums().total(), 0);
    world.pass(61min);
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Active);
}

void TstAlarmMarks::markOfAnAlarmThatIsGoneRaisesNothing()
{
    AlarmWorld world;
    world.mark(QStringLiteral("stuck:vm-0815"), 0s, 1h);
    QCOMPARE(world.book.alarms().size(), size_t(0));
    QCOMPARE(world.book.sums(), AlarmSums());
}

void TstAlarmMarks::markOfLastTimeDoesNotHold()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.mark(orphanId(2), 0s);
    world.pass(1s);
    world.hear(2);
    QVERIFY(!world.stands(orphanId(2)));
    QVERIFY(!world.find(orphanId(2))); // acknowledged: not shown as cleared
    world.pass(1s);
    world.hear(2, {runningVm(vmId(78))});
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Active);
    world.mark(orphanId(2), 0s); // again
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Acknowledged);
}

void TstAlarmMarks::markTakenBackIsActiveAgain()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.mark(orphanId(2), {}, 1h);
    AlarmMark gone;
    gone.id = AlarmId(orphanId(2));
    gone.site = siteId();
    world.commit({deleted(gone)});
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Active);
}

void TstAlarmMarks::marksSurviveTheLossOfTheFeed()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.mark(orphanId(2), 0s);
    world.silence(60s);
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Acknowledged);
    QVERIFY(world.find(orphanId(2))->lastKnown);
}

ESPALIER_TEST(TstAlarmMarks)
#include "tst_alarmmarks.moc"
