// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/storeworld.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/alarmlist.h>
#include <items/livealarms.h>
#include <items/livestore.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

namespace {

// A live store of five hosts with the list of its alarms.
class ListWorld final {
public:
    ListWorld()
        : live(clock)
        , alarms(live)
        , model(alarmList(alarms, clock), clock, std::make_unique<ManualTimer>(timer))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        model.sort(model.columnOf(QStringLiteral("state")));
        QObject::connect(
            &alarms, &LiveAlarms::changed, &model, [this] { model.onChanged(ChangeSet()); });
        std::vector<Event> events;
        for (int host = 1; host <= 5; ++host) {
            events.push_back(added(Host(aHost(host))));
            events.push_back(added(aSlot(host, 1)));
        }
        live.apply(aList(clock.mono(), revision, events));
        for (int host = 1; host <= 5; ++host)
            hear(host);
        show();
    }
    void hear(int host, std::vector<ObservedVm> vms = {})
    {
        live.apply(aFinding(siteId(),
            {anObservation(host, ++statement, 0, clock.mono(), clock.wall(), std::move(vms))}));
    }
    void commit(std::vector<Event> events)
    {
        live.apply(aCommit(clock.mono(), ++revision, std::move(events)));
    }
    void show()
    {
        live.tick();
        clock.advance(16ms);
        timer->fire();
    }
    void pass(std::chrono::nanoseconds time)
    {
        clock.advance(time);
        live.apply(aMessage(clock.mono()));
        show();
    }
    QString text(int row, const char* column)
    {
        return model.index(row, model.columnOf(QString::fromLatin1(column))).data().toString();
    }
    QVariant role(int row, int role) { return model.index(row, 0).data(role); }

    ManualClock clock;
    LiveStore live;
    LiveAlarms alarms;
    std::shared_ptr<ManualTimer::Line> timer = std::make_shared<ManualTimer::Line>();
    TableModel model;
    QAbstractItemModelTester tester;
    quint64 revision = 100, statement = 0;
};

} // namespace

class TstAlarmList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreThoseOfThePicture();
    void rowSaysWhatWhereSinceAndWhatToDo();
    void lastKnownWearsNoSeverity();
    void shelvedAndClearedStandBelow();
    void threeOfOneKindAreOneRow();
    void tellsOnlyWhatChanged();
};

void TstAlarmList::columnsAreThoseOfThePicture()
{
    ListWorld list;
    QStringList ids;
    for (int column = 0; column < list.model.columnCount(); ++column)
        ids << QString::fromLatin1(list.model.column(column).id);
    QCOMPARE(ids.join(u' '),
        QStringLiteral("state what where since lasted evidence ignored owner action"));
    QCOMPARE(list.model.rowCount(), 0);
}

void TstAlarmList::rowSaysWhatWhereSinceAndWhatToDo()
{
    ListWorld list;
    Host leaking = aHost(3);
    leaking.leakedSlot = true;
    list.commit({modified(leaking)});
    list.hear(2, {runningVm(vmId(9))});
    list.show();
    QCOMPARE(list.model.rowCount(), 2);
    QCOMPARE(list.text(0, "what"), QStringLiteral("Orphan: VM observed, no record claims it"));
    QCOMPARE(list.text(0, "where"), QStringLiteral("fra1 A01-02/1"));
    QCOMPARE(list.text(0, "since"), QStringLiteral("02:41:10Z"));
    QCOMPARE(list.text(0, "ignored"), QStringLiteral("Unknown guest on tenant hardware"));
    QCOMPARE(list.text(0, "owner"), QStringLiteral("unacknowledged"));
    QCOMPARE(list.text(0, "action"), QStringLiteral("Identify VM"));
    QCOMPARE(list.role(0, PriorityRole).toInt(), int(Severity::P1));
    QVERIFY(list.role(0, RingRole).toBool());
    QCOMPARE(list.role(0, IconIdRole).toString(), QStringLiteral("orphan"));
    QCOMPARE(list.role(0, Qt::AccessibleTextRole).toString(),
        QStringLiteral("P1, Orphan: VM observed, no record claims it, fra1 A01-02/1, "
                       "unacknowledged"));
    QCOMPARE(
        list.text(1, "what"), QStringLiteral("Leaked slot: refuses a guest although none runs"));
    QVERIFY(!list.role(1, RingRole).toBool());
    AlarmMark mark;
    mark.id = AlarmId(QStringLiteral("orphan:fra1-host-2"));
    mark.site = siteId();
    mark.ackedBy = QStringLiteral("m.ito");
    mark.ackedAt = list.clock.wall();
    list.commit({added(mark)});
    list.show();
    QCOMPARE(list.text(0, "owner"), QStringLiteral("m.ito"));
    QVERIFY(!list.role(0, RingRole).toBool());
}

void TstAlarmList::lastKnownWearsNoSeverity()
{
    ListWorld list;
    list.hear(2, {runningVm(vmId(9))});
    list.show();
    QCOMPARE(list.role(0, SeverityRole).toInt(), int(Severity::P1));
    QVERIFY(!list.role(0, StaleRole).toBool());
    list.clock.advance(60s); // the site falls silent
    list.show();
    list.clock.advance(10s);
    list.show();
    QCOMPARE(list.text(0, "what"), QStringLiteral("Orphan: VM observed, no record claims it"));
    QCOMPARE(list.role(0, SeverityRole).toInt(), int(Severity::None));
    QVERIFY(list.role(0, StaleRole).toBool());
    QCOMPARE(list.role(0, IconIdRole).toString(), QStringLiteral("unknown"));
    QCOMPARE(list.role(0, LastStateRole).toInt(), int(DisplayState::Orphan));
    QCOMPARE(list.text(0, "evidence"), QStringLiteral("last known 02:41Z"));
    QCOMPARE(list.text(1, "what"), QStringLiteral("Feed lost: site shown as last known"));
    QVERIFY(!list.role(1, StaleRole).toBool()); // that is known now
}

void TstAlarmList::shelvedAndClearedStandBelow()
{
    ListWorld list;
    list.hear(2, {runningVm(vmId(9))});
    list.hear(4, {runningVm(vmId(10))});
    Host leaking = aHost(3);
    leaking.leakedSlot = true;
    list.commit({modified(leaking)});
    AlarmMark mark;
    mark.id = AlarmId(QStringLiteral("orphan:fra1-host-2"));
    mark.site = siteId();
    mark.shelvedBy = QStringLiteral("s.adeyemi");
    mark.reason = QStringLiteral("OPS-4411");
    mark.shelvedUntil = list.clock.wall() + 1h;
    list.commit({added(mark)});
    list.show();
    list.clock.advance(1s);
    list.hear(4);
    list.live.apply(aMessage(list.clock.mono()));
    list.show();
    QCOMPARE(list.model.rowCount(), 3);
    QCOMPARE(list.text(0, "where"), QStringLiteral("fra1 A01-03"));
    QCOMPARE(list.text(1, "ignored"), QStringLiteral("shelved until 03:41Z OPS-4411"));
    QCOMPARE(list.text(1, "owner"), QStringLiteral("s.adeyemi"));
    QCOMPARE(list.text(2, "ignored"), QStringLiteral("cleared by evidence 02:41:11Z"));
    QCOMPARE(list.text(2, "action"), QString());
    QVERIFY(list.role(2, IconIdRole).toString().isEmpty());
}

void TstAlarmList::threeOfOneKindAreOneRow()
{
    ListWorld list;
    for (int i = 0; i < 4; ++i) {
        list.pass(10s);
        list.hear(1);
        list.hear(2);
    }
    QCOMPARE(list.model.rowCount(), 1);
    QCOMPARE(list.text(0, "what"), QStringLiteral("Host silent or lost × 3"));
    QCOMPARE(list.text(0, "where"), QStringLiteral("fra1 A01"));
    QCOMPARE(list.text(0, "action"), QStringLiteral("Show hosts"));
    QVERIFY(list.text(0, "owner").isEmpty()); // P3
}

void TstAlarmList::tellsOnlyWhatChanged()
{
    ListWorld list;
    list.hear(2, {runningVm(vmId(9))});
    list.show();
    QSignalSpy changed(&list.alarms, &LiveAlarms::changed);
    QSignalSpy reset(&list.model, &QAbstractItemModel::modelReset);
    list.show();
    list.show();
    QCOMPARE(changed.count(), 0); // nothing new was said
    list.clock.advance(1s);
    list.hear(2);
    list.show();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(reset.count(), 0);
}

ESPALIER_TEST(TstAlarmList)
#include "tst_alarmlist.moc"
