// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/fakelink.h"
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <console/alarmdesk.h>
#include <items/livestore.h>

#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : live(clock)
        , desk(live, {siteId()},
              [this](const SiteId& site) { return site == siteId() ? &link : nullptr; })
        , problems(&desk, &AlarmDesk::problemChanged)
    {
    }
    ManualClock clock;
    Items::LiveStore live;
    std::shared_ptr<FakeLink::Script> script = std::make_shared<FakeLink::Script>();
    FakeLink link{siteId(), script};
    AlarmDesk desk;
    QSignalSpy problems;
};

MarkRequest acknowledge()
{
    return {AlarmId(QStringLiteral("stuck:vm-0001")), MarkAction::Acknowledge, {}, {}};
}

} // namespace

class TstAlarmDesk final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void markGoesToItsSite()
    {
        World world;
        world.desk.mark(siteId(), acknowledge());
        QCOMPARE(world.script->marks.size(), size_t(1));
        QCOMPARE(world.script->marks.front().alarm, AlarmId(QStringLiteral("stuck:vm-0001")));
        QTRY_COMPARE(world.problems.count(), 1);
        QVERIFY(world.problems.front().front().toString().isEmpty());
        world.desk.mark(SiteId(), acknowledge()); // of no site: the certificate's
        QCOMPARE(world.script->marks.size(), size_t(2));
    }

    void refusalIsSaid()
    {
        World world;
        world.script->markResult = {CallOutcome::Refused,
            {QStringLiteral("role"), QStringLiteral("a viewer may not mark alarms")}};
        world.desk.mark(siteId(), acknowledge());
        QTRY_COMPARE(world.problems.count(), 1);
        QCOMPARE(world.problems.front().front().toString(),
            QStringLiteral("fleetd did not mark the alarm: a viewer may not mark alarms"));
    }

    void siteThatIsNotThereIsSaid()
    {
        World world;
        world.desk.mark(siteId("ams2"), acknowledge());
        QCOMPARE(world.problems.count(), 1);
        QVERIFY(!world.problems.front().front().toString().isEmpty());
        QVERIFY(world.script->marks.empty());
    }

    void rosterThatEndsSoonIsAnAlarm()
    {
        World world;
        Evidence::Roster roster;
        roster.trustDomain = QStringLiteral("dev.espalier.internal");
        roster.expiresAt = world.clock.wall() + 48h;
        world.desk.setRoster(roster);
        world.live.tick();
        const auto alarms = world.desk.alarms().book().alarms();
        QCOMPARE(alarms.size(), size_t(1));
        QCOMPARE(alarms.front().kind, AlarmKind::RosterExpiry);
        QCOMPARE(alarms.front().priority, Severity::P2);
        roster.expiresAt = world.clock.wall() + 24h * 90; // renewed
        world.desk.setRoster(roster);
        world.clock.advance(1s);
        world.live.tick();
        QVERIFY(world.desk.alarms().book().sums().total() == 0);
    }

    void certificateThatCannotBeReadIsNoAlarm()
    {
        World world;
        world.desk.setCertificate(QByteArray());
        world.live.tick();
        QVERIFY(world.desk.alarms().book().alarms().empty());
    }
};

ESPALIER_TEST(TstAlarmDesk)
#include "tst_alarmdesk.moc"
