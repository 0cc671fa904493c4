// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmworld.h"
#include "support/testregistry.h"

#include <QElapsedTimer>

using namespace Espalier;
using namespace Espalier::Tests;

// What stands, what clears and what keeps standing, over scenarios.
class TstAlarmBook final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void calmFleetHasNoAlarm();
    void stuckVmClearsByItsProof();
    void lossOfContactNeverClears();
    void evidenceOfBeforeClearsNothing();
    void afterSuspendEveryAlarmIsLastKnown();
    void silentSiteIsOneAlarm();
    void feedLostAndBack();
    void lostHostStandsForItsVms();
    void maintenanceIsSilentByDesign();
    void orphanIsItsHostsAlarmAndGrows();
    void orphanOfARemovedHostStays();
    void unaccountedVmIsP1();
    void quarantineLeakAndSkew();
    void cacheAlarmsComeAndClear();
    void floodIsFewRows();
    void clearedOnesAreShownForAWhile();
    void ratesItself();
    void threeHundredHostsCostLittle();
};

void TstAlarmBook::calmFleetHasNoAlarm()
{
    AlarmWorld world;
    world.world.run();
    world.book.update();
    QCOMPARE(world.standing(), QStringList());
    QCOMPARE(world.book.sums(), AlarmSums());
    QVERIFY(world.book.rowIds().empty());
}

void TstAlarmBook::stuckVmClearsByItsProof()
{
    AlarmWorld world;
    world.makeStuck();
    QCOMPARE(world.standing(), QStringList{stuckId()});
    const Alarm alarm = *world.find(stuckId());
    QCOMPARE(alarm.priority, Severity::P2);
    QVERIFY(!alarm.lastKnown);
    QCOMPARE(alarm.subject.where, QStringLiteral("A01-01/1"));
    QVERIFY(alarm.worsensAt.has_value());
    QCOMPARE(world.book.sums().worst(), Severity::P2);
    world.pass(1s);
    world.world.prove();
    world.book.update();
    QCOMPARE(world.standing(), QStringList());
    QCOMPARE(world.find(stuckId())->state, AlarmState::Cleared);
}

void TstAlarmBook::lossOfContactNeverClears()
{
    AlarmWorld world;
    world.makeStuck();
    // The host falls silent, its site does not.
    for (int i = 0; i < 6; ++i) {
        world.pass(10s);
        world.hear(2);
    }
    QVERIFY(world.stands(stuckId()));
    QVERIFY(world.find(stuckId())->lastKnown);
    QVERIFY(!world.stands(QStringLiteral("unconfirmed:vm-0001"))); // the same, grown old
    QVERIFY(world.stands(silentId(1)));
    // The whole site does.
    world.silence(15min);
    QVERIFY(world.stands(stuckId()));
    QVERIFY(world.find(stuckId())->lastKnown);
    // And is back, the host first with what it said before.
    world.pass(1s);
    world.hear(1, {stoppingVm(vmId(1))});
    QVERIFY(world.stands(stuckId()));
    QVERIFY(!world.find(stuckId())->lastKnown);
    QCOMPARE(world.find(stuckId())->priority, Severity::P1); // time went on
    QVERIFY(!world.stands(silentId(1)));
}

void TstAlarmBook::evidenceOfBeforeClearsNothing()
{
    AlarmWorld world;
    world.makeStuck();
    const auto raisedBy = world.find(stuckId())->evidenceAt;
    // fleetd forgets the VM without a Teardown; the newest statement is the one that lists it.
    world.commit({deleted(Vm(VmBuilder(1, 1, 1, world.world.placedAt))), modified(aSlot(1, 1))});
    QVERIFY(world.find(stuckId()) || world.stands(orphanId(1)));
    QVERIFY(world.stands(stuckId()));
    QVERIFY(world.find(stuckId())->evidenceAt == raisedBy);
    // A statement that omits it is younger, and proves no end: it is unconfirmed now.
    world.pass(1s);
    world.hear(1);
    QVERIFY(!world.stands(stuckId()));
    QVERIFY(world.stands(QStringLiteral("unconfirmed:vm-0001"))
        || world.stands(QStringLiteral("unaccounted:vm-0001")));
}

void TstAlarmBook::afterSuspendEveryAlarmIsLastKnown()
{
    AlarmWorld world;
    world.makeStuck();
    world.hear(2, {runningVm(vmId(77))});
    QVERIFY(world.stands(orphanId(2)));
    world.world.clock.advance(8h);
    world.world.tell(world.world.store.doubt());
    world.book.update();
    for (const QString& id : {stuckId(), orphanId(2)}) {
        QVERIFY(world.stands(id));
        QVERIFY2(world.find(id)->lastKnown, qPrintable(id));
    }
}

void TstAlarmBook::silentSiteIsOneAlarm()
{
    AlarmWorld world;
    world.silence(7s);
    QVERIFY(!world.stands(siteSilentId())); // may be listing anew
    world.silence(4s);
    QCOMPARE(world.standing(), QStringList{siteSilentId()});
    QCOMPARE(world.find(siteSilentId())->priority, Severity::P2);
    world.silence(10min); // all its hosts are stale by now
    QCOMPARE(world.standing(), QStringList{siteSilentId()});
}

void TstAlarmBook::feedLostAndBack()
{
    AlarmWorld world;
    for (int i = 0; i < 5; ++i) {
        world.pass(10s);
        world.hear(2); // host 1 is silent
    }
    QCOMPARE(world.standing(), QStringList{silentId(1)});
    world.silence(10s);
    world.silence(10s);
    QCOMPARE(world.standing(), QStringList{siteSilentId()}); // stands for the silent host
    QCOMPARE(world.find(silentId(1))->cause, AlarmId(siteSilentId()));
    world.pass(1s);
    QCOMPARE(world.find(siteSilentId())->state, AlarmState::Cleared);
    QVERIFY(world.stands(silentId(1))); // still: nothing younger has come of it
    world.hear(1);
    QVERIFY(!world.stands(silentId(1)));
}

void TstAlarmBook::lostHostStandsForItsVms()
{
    AlarmWorld world;
    world.world.run();
    for (int i = 0; i < 19; ++i) {
        world.pass(10s);
        world.hear(2);
    }
    world.commit({modified(Host(aHost(1).lost())),
        modified(Vm(VmBuilder(1, 1, 1, world.world.placedAt).ended(world.world.clock.wall())))});
    QCOMPARE(world.standing(), QStringList{silentId(1)});
    QCOMPARE(world.find(silentId(1))->priority, Severity::P2);
    QCOMPARE(world.find(QStringLiteral("unconfirmed:vm-0001"))->state, AlarmState::Suppressed);
    QCOMPARE(world.find(QStringLiteral("unconfirmed:vm-0001"))->cause, AlarmId(silentId(1)));
    world.pass(16min);
    world.hear(2);
    QCOMPARE(world.find(silentId(1))->priority, Severity::P1); // as bad as what it stands for
    QCOMPARE(world.book.sums().total(), 1);
}

void TstAlarmBook::maintenanceIsSilentByDesign()
{
    AlarmWorld world;
    world.commit({modified(Host(aHost(1).mode(HostMode::Maintenance)))});
    for (int i = 0; i < 5; ++i) {
        world.pass(10s);
        world.hear(2);
    }
    QCOMPARE(world.standing(), QStringList());
    QCOMPARE(world.find(silentId(1))->state, AlarmState::Suppressed);
    QCOMPARE(world.book.sums().suppressed, 1);
}

void TstAlarmBook::orphanIsItsHostsAlarmAndGrows()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    const Alarm one = *world.find(orphanId(2));
    QCOMPARE(one.priority, Severity::P1);
    QCOMPARE(one.subject.where, QStringLiteral("A01-02/1"));
    QCOMPARE(one.subject.vm, vmId(77));
    world.mark(orphanId(2), 0s);
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Acknowledged);
    world.pass(1s);
    world.hear(2, {runningVm(vmId(77)), runningVm(VmId())});
    const Alarm two = *world.find(orphanId(2));
    QCOMPARE(two.count, 2);
    QCOMPARE(two.subject.where, QStringLiteral("A01-02"));
    QCOMPARE(two.state, AlarmState::Active); // it was acknowledged when there was one
    world.pass(1s);
    world.hear(2);
    QVERIFY(!world.stands(orphanId(2)));
}

void TstAlarmBook::orphanOfARemovedHostStays()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.pass(1s);
    world.commit({deleted(aSlot(2, 1)), deleted(aSlot(2, 2)), deleted(Host(aHost(2)))});
    QVERIFY(world.stands(orphanId(2))); // fleetd's word is no evidence about a VM
    QVERIFY(world.find(orphanId(2))->lastKnown);
}

void TstAlarmBook::unaccountedVmIsP1()
{
    AlarmWorld world;
    world.world.run();
    world.pass(1s);
    world.hear(1);
    const QString ghost = QStringLiteral("ghost:vm-0001");
    QCOMPARE(world.find(ghost)->priority, Severity::P3);
    world.pass(1s);
    world.hear(1);
    QCOMPARE(world.find(ghost)->priority, Severity::P2);
    for (int i = 0; i < 13; ++i) {
        world.pass(10s);
        world.hear(1);
        world.hear(2);
    }
    const QString id = QStringLiteral("unaccounted:vm-0001");
    QCOMPARE(world.standing(), QStringList{id});
    QCOMPARE(world.find(id)->priority, Severity::P1);
}

void TstAlarmBook::quarantineLeakAndSkew()
{
    AlarmWorld world;
    Slot slot = aSlot(1, 2);
    slot.quarantined = true;
    slot.quarantineReason = QStringLiteral("rescan found 1 file");
    Host host = aHost(2);
    host.leakedSlot = true;
    world.commit({modified(slot), modified(host)});
    const QString slotAlarm = QStringLiteral("quarantined:fra1-host-1/2");
    const QString leakAlarm = QStringLiteral("leaked-slot:fra1-host-2");
    const QString skewAlarm = QStringLiteral("clock-skew:fra1-host-2");
    QVERIFY(world.stands(slotAlarm));
    QVERIFY(world.stands(leakAlarm));
    const auto skewed = [&](std::chrono::seconds off) {
        world.pass(10s);
        world.world.hear(1);
        world.world.tell(world.world.store.apply(aFinding(siteId(),
            {anObservation(2, ++world.world.statementSeq, 0, world.world.clock.mono(),
                world.world.clock.wall() + off)})));
        world.book.update();
    };
    skewed(20s);
    QVERIFY(!world.stands(skewAlarm)); // once may have been the way
    skewed(20s);
    QVERIFY(world.stands(skewAlarm));
    skewed(0s);
    QVERIFY(!world.stands(skewAlarm));
    world.world.clock.advance(1s); // what is said later
    world.commit({modified(aSlot(1, 2)), modified(Host(aHost(2)))});
    QCOMPARE(world.standing(), QStringList());
}

void TstAlarmBook::cacheAlarmsComeAndClear()
{
    AlarmWorld world;
    world.world.run();
    CacheVolume volume;
    volume.id = VolumeId(QStringLiteral("vol-1"));
    volume.generation = 1;
    volume.site = siteId();
    volume.tenant = TenantId(QStringLiteral("globex")); // the VM is acme's
    volume.name = QStringLiteral("deps");
    volume.forks = {{QStringLiteral("f-1"), hostId(1), vmId(1), 0}};
    world.commit({added(volume)});
    const QString shared = QStringLiteral("shared-cache:vol-1");
    QVERIFY(world.stands(shared));
    QCOMPARE(world.find(shared)->priority, Severity::P1);
    QCOMPARE(world.find(shared)->subject.where, QStringLiteral("globex deps"));
    QCOMPARE(world.find(shared)->subject.volume, volume.id);
    volume.tenant = TenantId(QStringLiteral("acme"));
    world.world.clock.advance(1s); // what is said later
    world.commit({modified(volume)});
    QVERIFY(!world.stands(shared));
    // Its VM goes; the fork is still told a minute later.
    volume.forks = {{QStringLiteral("f-2"), hostId(1), vmId(77), 0}};
    world.commit({modified(volume)});
    const QString loose = QStringLiteral("cache-without-vm:vol-1");
    for (int i = 0; i < 5; ++i)
        world.pass(10s);
    QVERIFY(!world.stands(loose));
    for (int i = 0; i < 2; ++i)
        world.pass(10s);
    QVERIFY(world.stands(loose));
    QCOMPARE(firstStep(world.find(loose)->kind), AlarmStep::OpenVolume);
    world.world.clock.advance(1s);
    world.commit({deleted(volume)});
    QVERIFY(!world.stands(loose));
}

void TstAlarmBook::floodIsFewRows()
{
    AlarmWorld world;
    std::vector<Event> events;
    for (int host = 3; host < 30; ++host)
        events.push_back(added(Host(aHost(host))));
    world.commit(events);
    for (int i = 0; i < 3; ++i) {
        world.pass(10s);
        for (int host = 1; host < 30; ++host)
            world.world.hear(host);
    }
    for (int i = 0; i < 5; ++i)
        world.pass(10s); // all fall silent
    QCOMPARE(world.standing().size(), 29);
    QCOMPARE(world.book.rowIds().size(), size_t(1));
    const AlarmRow row = *world.book.row(world.book.rowIds().front());
    QCOMPARE(row.members.size(), size_t(29));
    QCOMPARE(row.alarm.subject.where, QStringLiteral("A01")); // all in one rack
    QCOMPARE(row.alarm.what.code(), QLatin1String("alarm.group"));
    QCOMPARE(world.book.sums().total(), 29);
}

void TstAlarmBook::clearedOnesAreShownForAWhile()
{
    AlarmWorld world;
    world.hear(2, {runningVm(vmId(77))});
    world.pass(1s);
    world.hear(2);
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Cleared);
    QCOMPARE(world.book.rowIds().size(), size_t(1));
    QCOMPARE(world.book.sums(), [] {
        AlarmSums sums;
        sums.ratePer10Min = 1. / 6;
        return sums;
    }());
    world.mark(orphanId(2), 0s); // seen
    QVERIFY(!world.find(orphanId(2)));
    world.hear(2, {runningVm(vmId(77))});
    world.pass(1s);
    world.hear(2, {runningVm(vmId(77))});
    QCOMPARE(world.find(orphanId(2))->state, AlarmState::Active); // the mark was for last time
}

void TstAlarmBook::ratesItself()
{
    AlarmWorld world;
    for (int i = 0; i < 6; ++i) {
        world.hear(2, {runningVm(vmId(77))});
        world.pass(10s);
        world.hear(1);
        world.hear(2);
    }
    QCOMPARE(world.book.sums().ratePer10Min, 1.0);
}

void TstAlarmBook::threeHundredHostsCostLittle()
{
    AlarmWorld world;
    std::vector<Event> events;
    for (int host = 3; host <= 300; ++host) {
        events.push_back(added(Host(aHost(host))));
        events.push_back(added(aSlot(host, 1)));
        events.push_back(added(aSlot(host, 2)));
    }
    world.commit(events);
    for (int host = 1; host <= 300; ++host)
        world.world.hear(host);
    world.book.update();
    // A statement of every host and two looks: what ten seconds of such a fleet cost.
    QElapsedTimer timer;
    timer.start();
    for (int host = 1; host <= 300; ++host)
        world.book.note(world.world.hear(host));
    const qint64 hearing = timer.nsecsElapsed();
    timer.start();
    for (int i = 0; i < 20; ++i)
        world.book.update();
    const qint64 judging = timer.nsecsElapsed();
    qInfo("300 hosts: hearing %lld us, judging %lld us", hearing / 1000, judging / 1000);
    QVERIFY2(judging < 500'000'000, "a twentieth of a core");
}

ESPALIER_TEST(TstAlarmBook)
#include "tst_alarmbook.moc"
