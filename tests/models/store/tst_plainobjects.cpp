// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;

// Commands, drains, volumes, alarm marks, audit and racks: kept as told.
class TstPlainObjects final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void comeChangeAndGo();
    void anotherSiteCannotTouchThem();
    void relistRemovesWhatIsNoLongerThere();
    void everyKindHasItsTable();
};

namespace {

Command command(const char* state = "RECEIVED")
{
    Command made;
    made.id = CommandId(QString(32, u'c'));
    made.site = siteId();
    made.verb = CommandVerb::Cordon;
    made.targets.push_back({{TargetKind::Host, hostId(1).text(), 1, hostId(1), {}},
        commandStateFromName(QString::fromLatin1(state)), {}, {}});
    return made;
}

} // namespace

void TstPlainObjects::comeChangeAndGo()
{
    StoreWorld world;
    const ChangeSet came = world.commit({{Change::Added, command(), {}}});
    QCOMPARE(came.commands.inserted, (std::vector<RowId>{0}));
    QCOMPARE(world.store.command(0)->targets.front().state, CommandState::Received);
    const ChangeSet same = world.commit({{Change::Modified, command(), {}}});
    QVERIFY(same.commands.isEmpty());
    const ChangeSet changed = world.commit({{Change::Modified, command("DISPATCHED"), {}}});
    QCOMPARE(changed.commands.changed.size(), size_t(1));
    QCOMPARE(world.store.command(0)->targets.front().state, CommandState::Dispatched);
    const ChangeSet gone = world.commit({{Change::Deleted, command(), {}}});
    QCOMPARE(gone.commands.removed, (std::vector<RowId>{0}));
    QVERIFY(world.store.command(0) == nullptr);
    QVERIFY(!world.store.commandRow(command().id));
}

void TstPlainObjects::anotherSiteCannotTouchThem()
{
    StoreWorld world;
    Command foreign = command();
    foreign.site = siteId("ams2");
    QVERIFY(world.commit({{Change::Added, foreign, {}}}).commands.isEmpty());
    world.commit({{Change::Added, command(), {}}});
    // The other site's feed takes it away or tells another story: neither counts.
    FeedBatch other = aList(world.clock.mono(), 7, {});
    other.site = siteId("ams2");
    other.commits.push_back({8, false, {{Change::Deleted, command(), {}}}});
    Command told = command("SUCCEEDED");
    other.commits.push_back({9, false, {{Change::Modified, told, {}}}});
    QVERIFY(world.store.apply(other).commands.isEmpty());
    QCOMPARE(world.store.command(0)->targets.front().state, CommandState::Received);
}

void TstPlainObjects::relistRemovesWhatIsNoLongerThere()
{
    StoreWorld world;
    world.commit({{Change::Added, command(), {}}});
    const ChangeSet relisted =
        world.store.apply(aList(world.clock.mono(), 1000, StoreWorld::objects()));
    QCOMPARE(relisted.commands.removed, (std::vector<RowId>{0}));
    QVERIFY(world.store.commandIds().empty());
}

void TstPlainObjects::everyKindHasItsTable()
{
    StoreWorld world;
    Drain drain;
    drain.id = command().id;
    drain.site = siteId();
    CacheVolume volume;
    volume.id = VolumeId(QStringLiteral("volume"));
    volume.site = siteId();
    AlarmMark mark;
    mark.id = AlarmId(QStringLiteral("stuck:vm"));
    mark.site = siteId();
    AuditEntry entry;
    entry.id = AuditId(QStringLiteral("fra1/1"));
    entry.site = siteId();
    Rack rack;
    rack.id = RackId(QStringLiteral("fra1/A07"));
    rack.site = siteId();
    const ChangeSet came = world.commit({{Change::Added, drain, {}}, {Change::Added, volume, {}},
        {Change::Added, mark, {}}, {Change::Added, entry, {}}, {Change::Added, rack, {}}});
    for (const TableChanges* table :
        {&came.drains, &came.volumes, &came.marks, &came.audits, &came.racks})
        QCOMPARE(table->inserted.size(), size_t(1));
    QVERIFY(*world.store.drain(*world.store.drainRow(drain.id)) == drain);
    QVERIFY(*world.store.volume(*world.store.rowOf(volume.id)) == volume);
    QVERIFY(*world.store.mark(*world.store.rowOf(mark.id)) == mark);
    QVERIFY(*world.store.audit(world.store.auditIds().front()) == entry);
    QVERIFY(*world.store.rack(*world.store.rowOf(rack.id)) == rack);
}

ESPALIER_TEST(TstPlainObjects)
#include "tst_plainobjects.moc"
