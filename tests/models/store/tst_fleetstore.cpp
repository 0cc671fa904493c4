// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstFleetStore final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void listMakesRows();
    void changeSetsNameExactRowsAndFields();
    void neighbouringRowsMergeIntoOneRange();
    void doubleEventsAreNoOps();
    void lateCommitsAreNoOps();
    void unknownIdsAreNoOps();
    void anotherSiteCannotTouchWhatIsNotIts();
    void relistIsADiffById();
    void cutListIsReadAgain();
    void newEpochStartsOver();
    void removedRowIdIsGivenOutAgainLater();
    void feedGoesStaleAndUnknownByTheClock();
    void feedThatWasNeverHeardIsListingThenUnknown();
    void staleSiteIsFreshAgainOnlyAfterItsList();
    void whatIsDoubtedIsStaleUntilAWholeListHasCome();
    void replayedObservationChangesNothing();
    void refusedStatementIsToldAndMakesNothingYoung();
    void earlyFindingsWaitForTheirObjects();
    void hostDetailsNameStatementSkewAndTimeline();
    void removedRowReadsEmpty();
};

void TstFleetStore::listMakesRows()
{
    StoreWorld world(false);
    const ChangeSet changes =
        world.store.apply(aList(world.clock.mono(), 5, StoreWorld::objects()));
    QCOMPARE(changes.hosts.inserted, (std::vector<RowId>{0, 1}));
    QCOMPARE(changes.slots.inserted, (std::vector<RowId>{0, 1, 2, 3}));
    QVERIFY(changes.slots.changed.empty());
    QVERIFY(changes.slots.removed.empty());
    QVERIFY(changes.feeds);
    const SlotRow row = world.store.slot(*world.store.rowOf(slotId(2, 1)));
    QCOMPARE(row.code, QStringLiteral("A01-02/1"));
    QCOMPARE(row.hostCode, QStringLiteral("A01-02"));
    QCOMPARE(int(row.evidence), int(EvidenceAge::Never));
    QCOMPARE(int(row.state), int(DisplayState::Unknown));
    const auto site = world.store.site(siteId());
    QVERIFY(site);
    QCOMPARE(int(site->state), int(FeedState::Synced));
    QCOMPARE(site->hosts, 2);
    QCOMPARE(site->slots, 4);
}

void TstFleetStore::changeSetsNameExactRowsAndFields()
{
    StoreWorld world;
    const RowId slot = *world.store.rowOf(slotId(2, 2));
    const ChangeSet placed = world.commit(
        {modified(aSlot(2, 2, vmId(7))), added(Vm(VmBuilder(7, 2, 2, world.clock.wall())))});
    QCOMPARE(placed.slots.changed.size(), size_t(1));
    QCOMPARE(placed.slots.changed[0].first, slot);
    QCOMPARE(placed.slots.changed[0].last, slot);
    QVERIFY(placed.slots.changed[0].mask & Field::state);
    QVERIFY(placed.slots.changed[0].mask & Field::job);
    QVERIFY(!(placed.slots.changed[0].mask & Field::host));
    QCOMPARE(placed.lives.inserted.size(), size_t(1));
    QCOMPARE(placed.hosts.changed.size(), size_t(1)); // one more slot in use
    const ChangeSet job = world.commit({added(aJob(7))});
    QCOMPARE(job.slots.changed.size(), size_t(1));
    QCOMPARE(job.slots.changed[0].mask, Field::job);
}

void TstFleetStore::neighbouringRowsMergeIntoOneRange()
{
    StoreWorld world;
    const ChangeSet heard = world.hear(1);
    // Both slots of host 1 are neighbours.
    QCOMPARE(heard.slots.changed.size(), size_t(1));
    QCOMPARE(heard.slots.changed[0], (RowRange{0, 1, Field::evidence}));
    QCOMPARE(heard.hosts.changed.size(), size_t(1));
    const ChangeSet mode = world.commit({modified(Host(aHost(2).mode(HostMode::Draining)))});
    QCOMPARE(mode.slots.changed.size(), size_t(1));
    QCOMPARE(mode.slots.changed[0], (RowRange{2, 3, Field::host}));
}

void TstFleetStore::doubleEventsAreNoOps()
{
    StoreWorld world;
    world.run();
    const ChangeSet again = world.commit({modified(Host(aHost(1))), modified(aSlot(1, 1, vmId(1))),
        modified(Vm(VmBuilder(1, 1, 1, world.clock.wall()).started(world.clock.wall()))),
        added(aJob(1)), added(aRecord("Birth", 1, 1, vmId(1), world.clock.wall()))});
    QVERIFY(again.slots.isEmpty());
    QVERIFY(again.lives.isEmpty());
    QVERIFY(again.hosts.isEmpty());
    QCOMPARE(world.store.balance().total.started, 1);
}

void TstFleetStore::lateCommitsAreNoOps()
{
    StoreWorld world;
    const ChangeSet late =
        world.store.apply(aCommit(world.clock.mono(), 100, {added(Host(aHost(9)))}));
    QVERIFY(late.hosts.isEmpty());
    QVERIFY(!world.store.rowOf(hostId(9)));
}

void TstFleetStore::unknownIdsAreNoOps()
{
    StoreWorld world;
    const ChangeSet changes = world.commit({deleted(Host(aHost(9))), deleted(aSlot(9, 1)),
        deleted(Vm(VmBuilder(99, 9, 1, world.clock.wall()))), deleted(aJob(99))});
    QVERIFY(changes.hosts.isEmpty());
    QVERIFY(changes.slots.isEmpty());
    QVERIFY(changes.lives.isEmpty());
    QVERIFY(world.verdict(aGoneVerdict(99, 1, 1, 2, world.clock.wall(), 3s)).lives.isEmpty());
    QVERIFY(world.hear(9).hosts.isEmpty());
    QVERIFY(!world.store.details(hostId(9)));
    QVERIFY(!world.store.details(slotId(9, 1)));
    QVERIFY(!world.store.details(vmId(99)));
}

void TstFleetStore::anotherSiteCannotTouchWhatIsNotIts()
{
    StoreWorld world;
    world.run();
    const SiteId ams = siteId("ams2");
    Host stolen = aHost(1);
    stolen.mode = HostMode::Maintenance;
    Host renamed = stolen;
    renamed.site = ams;
    world.store.apply(aList(world.clock.mono(), 7,
        {added(stolen), added(renamed), added(aSlot(1, 1)),
            added(Vm(VmBuilder(1, 1, 1, world.clock.wall()).ended(world.clock.wall())))},
        ams));
    world.store.apply(aCommit(world.clock.mono(), 8,
        {deleted(stolen), deleted(aSlot(1, 1)),
            deleted(Vm(VmBuilder(1, 1, 1, world.clock.wall())))},
        ams));
    QCOMPARE(world.state(), int(DisplayState::Running));
    QCOMPARE(int(world.slot().mode), int(HostMode::InService));
    HostObservation lie = anObservation(1, 999, 1, world.clock.mono(), world.clock.wall());
    lie.site = ams;
    world.store.apply(aFinding(ams, {lie}));
    QCOMPARE(world.state(), int(DisplayState::Running));
}

void TstFleetStore::relistIsADiffById()
{
    StoreWorld world;
    world.run();
    const RowId kept = *world.store.rowOf(slotId(1, 1));
    // Host 2 went while the link was down, host 3 came, the rest is as it was.
    const ChangeSet changes = world.store.apply(aList(world.clock.mono(), 300,
        {added(Host(aHost(1))), added(aSlot(1, 1, vmId(1))), added(aSlot(1, 2)),
            added(Vm(VmBuilder(1, 1, 1, world.clock.wall()).started(world.clock.wall()))),
            added(aJob(1)), added(aRecord("Birth", 1, 1, vmId(1), world.clock.wall())),
            added(Host(aHost(3))), added(aSlot(3, 1))}));
    QCOMPARE(changes.hosts.inserted.size(), size_t(1));
    QCOMPARE(changes.hosts.removed, (std::vector<RowId>{1}));
    QCOMPARE(changes.slots.removed, (std::vector<RowId>{2, 3}));
    QCOMPARE(changes.slots.inserted.size(), size_t(1));
    QVERIFY(changes.slots.changed.empty());
    QVERIFY(changes.lives.isEmpty());
    QCOMPARE(*world.store.rowOf(slotId(1, 1)), kept);
}

void TstFleetStore::cutListIsReadAgain()
{
    StoreWorld world;
    FeedBatch half = aList(world.clock.mono(), 300, {added(Host(aHost(1))), added(aSlot(1, 1))});
    half.initialEnd.reset();
    world.store.apply(half);
    QCOMPARE(int(world.store.site(siteId())->state), int(FeedState::Listing));
    // Nothing may go because a list was cut.
    QCOMPARE(world.store.slotIds().size(), size_t(4));
    world.store.apply(aList(world.clock.mono(), 301, StoreWorld::objects()));
    QCOMPARE(int(world.store.site(siteId())->state), int(FeedState::Synced));
    QCOMPARE(world.store.slotIds().size(), size_t(4));
}

void TstFleetStore::newEpochStartsOver()
{
    StoreWorld world;
    FeedBatch other = aCommit(world.clock.mono(), 3, {added(Host(aHost(9)))});
    other.epoch = QStringLiteral("epoch-2");
    world.store.apply(other);
    QVERIFY(!world.store.rowOf(hostId(9))); // a list must come first
    FeedBatch list = aList(world.clock.mono(), 4, {added(Host(aHost(1))), added(aSlot(1, 1))});
    list.epoch = QStringLiteral("epoch-2");
    world.store.apply(list);
    QCOMPARE(world.store.slotIds().size(), size_t(1));
    QCOMPARE(world.store.site(siteId())->revision, quint64(4));
}

void TstFleetStore::removedRowIdIsGivenOutAgainLater()
{
    StoreWorld world;
    const RowId old = *world.store.rowOf(slotId(2, 2));
    const ChangeSet both = world.commit({deleted(aSlot(2, 2)), added(aSlot(2, 3))});
    QCOMPARE(both.slots.removed, (std::vector<RowId>{old}));
    QVERIFY(both.slots.inserted.at(0) != old);
    const ChangeSet next = world.commit({added(aSlot(2, 4))});
    QCOMPARE(next.slots.inserted, (std::vector<RowId>{old}));
}

void TstFleetStore::feedGoesStaleAndUnknownByTheClock()
{
    StoreWorld world;
    const auto feed = [&] { return int(world.store.site(siteId())->state); };
    world.clock.advance(5999ms);
    QVERIFY(!world.store.tick().feeds);
    QCOMPARE(feed(), int(FeedState::Synced));
    world.clock.advance(1ms);
    const ChangeSet stale = world.store.tick();
    QVERIFY(stale.feeds);
    QCOMPARE(feed(), int(FeedState::Stale));
    QCOMPARE(stale.slots.changed.size(), size_t(1)); // all four, one range
    QCOMPARE(stale.slots.changed[0].last, RowId(3));
    world.clock.advance(23'999ms);
    world.store.tick();
    QCOMPARE(feed(), int(FeedState::Stale));
    world.clock.advance(1ms);
    world.store.tick();
    QCOMPARE(feed(), int(FeedState::Unknown));
    world.store.apply(aMessage(world.clock.mono()));
    QCOMPARE(feed(), int(FeedState::Synced));
}

void TstFleetStore::feedThatWasNeverHeardIsListingThenUnknown()
{
    StoreWorld world(false);
    world.store.expectSite(siteId("iad1"));
    QCOMPARE(int(world.store.site(siteId("iad1"))->state), int(FeedState::Listing));
    world.clock.advance(30s);
    world.store.tick();
    QCOMPARE(int(world.store.site(siteId("iad1"))->state), int(FeedState::Unknown));
    QVERIFY(!world.store.site(siteId("iad1"))->lastMessage);
}

void TstFleetStore::staleSiteIsFreshAgainOnlyAfterItsList()
{
    StoreWorld world;
    world.run();
    world.clock.advance(10s);
    world.store.tick();
    QCOMPARE(world.state(), int(DisplayState::Unknown));
    QCOMPARE(int(world.slot().lastKnown), int(DisplayState::Running));
    FeedBatch half = aList(world.clock.mono(), 300, {added(Host(aHost(1)))});
    half.initialEnd.reset();
    world.store.apply(half);
    QCOMPARE(world.state(), int(DisplayState::Unknown));
    auto objects = StoreWorld::objects();
    objects[1] = added(aSlot(1, 1, vmId(1)));
    objects.push_back(
        added(Vm(VmBuilder(1, 1, 1, world.clock.wall()).started(world.clock.wall()))));
    world.store.apply(aList(world.clock.mono(), 300, objects));
    QCOMPARE(world.state(), int(DisplayState::Running));
}

void TstFleetStore::whatIsDoubtedIsStaleUntilAWholeListHasCome()
{
    StoreWorld world;
    const auto feed = [&] { return int(world.store.site(siteId())->state); };
    QVERIFY(world.state() != int(DisplayState::Unknown));
    const ChangeSet changes = world.store.doubt(); // no time has passed
    QVERIFY(changes.feeds);
    QCOMPARE(changes.slots.changed.size(), size_t(1));
    QCOMPARE(changes.slots.changed[0].last, RowId(3));
    QCOMPARE(feed(), int(FeedState::Stale));
    QCOMPARE(world.state(), int(DisplayState::Unknown));
    world.store.apply(aMessage(world.clock.mono()));
    world.commit({modified(aSlot(1, 1))}); // of before: it must not clear anything
    world.hear(1);
    world.store.tick();
    QCOMPARE(feed(), int(FeedState::Stale));
    FeedBatch half = aList(world.clock.mono(), 300, {added(Host(aHost(1)))});
    half.initialEnd.reset();
    world.store.apply(half);
    QCOMPARE(feed(), int(FeedState::Stale));
    world.store.apply(aList(world.clock.mono(), 300, StoreWorld::objects()));
    QCOMPARE(feed(), int(FeedState::Synced));
    QVERIFY(world.state() != int(DisplayState::Unknown));
}

void TstFleetStore::replayedObservationChangesNothing()
{
    StoreWorld world;
    world.run();
    world.wait(25s);
    QCOMPARE(int(world.slot().evidence), int(EvidenceAge::Late));
    HostObservation old = anObservation(1, 1, 1, world.clock.mono(), world.clock.wall());
    const ChangeSet changes = world.store.apply(aFinding(siteId(), {old}));
    QVERIFY(changes.slots.isEmpty());
    QCOMPARE(int(world.slot().evidence), int(EvidenceAge::Late));
}

void TstFleetStore::refusedStatementIsToldAndMakesNothingYoung()
{
    StoreWorld world;
    world.run();
    world.wait(35s);
    HostObservation bad;
    bad.site = siteId();
    bad.host = hostId(1);
    bad.problem = message("statement.replay", 7, 8);
    bad.receivedAt = world.clock.mono();
    world.store.apply(aFinding(siteId(), {bad}));
    QCOMPARE(world.state(), int(DisplayState::Unknown));
    const auto details = world.store.details(hostId(1));
    QVERIFY(details->statementProblem == bad.problem);
    QCOMPARE(int(details->timeline.front().kind), int(TimelineKind::StatementRefused));
    QCOMPARE(details->intervalsMissed, 3);
}

void TstFleetStore::earlyFindingsWaitForTheirObjects()
{
    StoreWorld world(false);
    world.store.apply(aFinding(siteId(),
        {anObservation(1, 1, 1, world.clock.mono(), world.clock.wall(), {runningVm(vmId(1))})}));
    auto objects = StoreWorld::objects();
    objects[1] = added(aSlot(1, 1, vmId(1)));
    objects.push_back(
        added(Vm(VmBuilder(1, 1, 1, world.clock.wall()).started(world.clock.wall()))));
    objects.push_back(added(aRecord("Birth", 1, 1, vmId(1), world.clock.wall())));
    world.store.apply(aList(world.clock.mono(), 5, objects));
    QCOMPARE(world.state(), int(DisplayState::Running));
}

void TstFleetStore::hostDetailsNameStatementSkewAndTimeline()
{
    StoreWorld world;
    world.run();
    HostObservation ahead = anObservation(
        1, 50, 1, world.clock.mono(), world.clock.wall() + 40ms, {runningVm(vmId(1))});
    world.store.apply(aFinding(siteId(), {ahead}));
    world.clock.advance(2s);
    world.end();
    auto details = world.store.details(hostId(1));
    QVERIFY(details);
    QCOMPARE(details->slots.size(), size_t(2));
    QCOMPARE(details->slots[0].slot.index, 1);
    QVERIFY(details->slots[0].job);
    QVERIFY(details->statement);
    QCOMPARE(int(details->timeline.front().kind), int(TimelineKind::JobEnded));
    for (int i = 0; i < 30; ++i)
        world.commit(
            {modified(Host(aHost(1).mode(i % 2 == 0 ? HostMode::Cordoned : HostMode::InService)))});
    details = world.store.details(hostId(1));
    QCOMPARE(details->timeline.size(), size_t(timelineLength));
}

void TstFleetStore::removedRowReadsEmpty()
{
    StoreWorld world;
    const RowId row = *world.store.rowOf(slotId(2, 2));
    world.commit({deleted(aSlot(2, 2))});
    QVERIFY(world.store.slot(row).id.isEmpty());
    QVERIFY(world.store.slot(12345).id.isEmpty());
    QVERIFY(world.store.life(12345).vm.isEmpty());
}

ESPALIER_TEST(TstFleetStore)
#include "tst_fleetstore.moc"
