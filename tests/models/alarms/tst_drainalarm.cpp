// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmworld.h"
#include "support/testregistry.h"

#include <alarms/judge.h>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

QString drainAlarm() { return QStringLiteral("drain-overdue:") + QString(32, u'd'); }

// Both hosts in a drain that waits for its jobs, with ten minutes to its deadline.
struct DrainWorld : AlarmWorld {
    DrainWorld()
    {
        drain.id = CommandId(QString(32, u'd'));
        drain.site = siteId();
        drain.deadline = world.clock.wall() + 10min;
        for (int host = 1; host <= 2; ++host) {
            DrainHost one;
            one.host = hostId(host);
            one.phase = DrainPhase::WaitingForJobs;
            drain.hosts.push_back(one);
        }
        commit({added(drain)});
    }
    void change(const std::function<void(Drain&)>& with)
    {
        with(drain);
        ++drain.generation;
        commit({modified(drain)});
    }

    Drain drain;
};

} // namespace

// A drain past its deadline, and what ends that alarm.
class TstDrainAlarm final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void standsOnceTheDeadlineHasPassed()
    {
        DrainWorld w;
        w.pass(9min);
        QVERIFY(!w.stands(drainAlarm()));
        w.pass(2min);
        const auto alarm = w.find(drainAlarm());
        QVERIFY(alarm);
        QVERIFY(alarm->priority == Severity::P2);
        QVERIFY(alarm->since == *w.drain.deadline);
        QVERIFY(alarm->what == message("alarm.drain-overdue", 2));
        QVERIFY(firstStep(alarm->kind) == AlarmStep::OpenDrain);
        QVERIFY(!alarm->lastKnown);
        QVERIFY(alarm->evidenceAt.has_value());
    }
    void saysThatItAsks()
    {
        DrainWorld w;
        w.pass(11min);
        w.change([](Drain& drain) {
            drain.atDeadline = AtDeadline::Ask;
            drain.state = DrainState::AtDeadline;
        });
        QVERIFY(w.find(drainAlarm())->what == message("alarm.drain-asks"));
    }
    void whereJobsAreCancelledTheirGraceComesFirst()
    {
        DrainWorld w;
        w.change([](Drain& drain) { drain.atDeadline = AtDeadline::Cancel; });
        w.pass(11min);
        QVERIFY(!w.stands(drainAlarm()));
        w.pass(drainCancelTakes);
        QVERIFY(w.stands(drainAlarm()));
    }
    void withoutADeadlineNothingIsOverdue()
    {
        DrainWorld w;
        w.change([](Drain& drain) { drain.deadline.reset(); });
        w.pass(2h);
        QVERIFY(!w.stands(drainAlarm()));
    }
    void anotherDeadlineOrItsEndClearsIt_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("extended") << -1;
        QTest::newRow("stopped") << int(DrainState::Stopped);
        QTest::newRow("finished") << int(DrainState::Finished);
    }
    void anotherDeadlineOrItsEndClearsIt()
    {
        QFETCH(int, end);
        DrainWorld w;
        w.pass(11min);
        QVERIFY(w.stands(drainAlarm()));
        w.pass(1s);
        w.change([&](Drain& drain) {
            if (end < 0)
                drain.deadline = w.world.clock.wall() + 30min;
            else
                drain.state = DrainState(end);
        });
        w.pass(1s);
        const auto alarm = w.find(drainAlarm());
        QVERIFY(alarm && alarm->state == AlarmState::Cleared);
    }
    void silenceNeverClearsIt()
    {
        DrainWorld w;
        w.pass(11min);
        w.silence(10min);
        const auto alarm = w.find(drainAlarm());
        QVERIFY(alarm && alarm->state != AlarmState::Cleared);
        QVERIFY(alarm->lastKnown);
    }
    void nothingIsRaisedOnOldEvidence()
    {
        DrainWorld w;
        w.silence(20min);
        QVERIFY(!w.stands(drainAlarm()));
    }
    void manyOfOneSiteAreOneRow()
    {
        DrainWorld w;
        for (const QChar digit : {u'a', u'b', u'c', u'e', u'f'}) {
            Drain other = w.drain;
            other.id = CommandId(QString(32, digit));
            w.commit({added(other)});
        }
        w.pass(11min);
        int rows = 0;
        for (const RowId id : w.book.rowIds())
            rows += w.book.row(id)->alarm.kind == AlarmKind::DrainOverdue ? 1 : 0;
        QCOMPARE(rows, 1);
    }
};

ESPALIER_TEST(TstDrainAlarm)
#include "tst_drainalarm.moc"
