// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using DS = DisplayState;

class TstFleetStoreStates final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void lifeGoesThroughItsStates();
    void overdueTeardownIsStuckWhileTheHostSeesItElseUnconfirmed();
    void silentHostGoesFromUnknownToUnconfirmedWhenLost();
    void unverifiedStatementIsReportedOnly();
    void ghostNeedsAStatementThatCanSpeakOfTheBirth();
    void ghostGetsWorseWithTheSecondStatement();
    void statementAheadOfItsRecordsIsNotYetAGhost();
    void listedVmWithoutRecordIsAnOrphanInAnEmptySlot();
    void statementFromBeforeTheTeardownMakesNoOrphan();
    void verdictThatOvertakesTheRecordMakesNoOrphan();
    void vmThatIsListedAfterItsProvenEndIsAnOrphan();
    void teardownThatIsBeingVerifiedWearsNoColour();
    void slowTeardownNeedsAClassThatIsFaster();
    void staleSiteKeepsTheLastKnownStateWithoutSeverity();
    void wallClockJumpMovesNoDeadline();
    void quarantineOfTheHostShowsInItsSlots();
    void forkedChainIsABreachOfTheWholeHost();
    void slotDetailsHaveFactsStepAndVerdict();
    void timelineOfALifeIsComplete();
};

void TstFleetStoreStates::lifeGoesThroughItsStates()
{
    StoreWorld world;
    QCOMPARE(world.state(), int(DS::Free));
    world.commit({added(Vm(VmBuilder(1, 1, 1, world.clock.wall()))), modified(aSlot(1, 1, vmId(1))),
        added(aJob(1))});
    QCOMPARE(world.state(), int(DS::Reserved));
    world.commit({added(aRecord("Birth", 1, ++world.head, vmId(1), world.clock.wall()))});
    QCOMPARE(world.state(), int(DS::Reserved)); // the newest statement is from before the birth
    world.hear(1, {{vmId(1), 1, VmPhase::Preparing, JobState::None}});
    QCOMPARE(world.state(), int(DS::Booting));
    world.hear(1, {runningVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::Running));
    QCOMPARE(world.slot().pipeline, QStringLiteral("ios-release"));
    QCOMPARE(world.slot().tenant, TenantId(QStringLiteral("acme")));
    world.end();
    QCOMPARE(world.state(), int(DS::TearingDown));
    QCOMPARE(int(world.life().life), int(LifeClass::TearingDown));
    world.prove();
    QCOMPARE(world.state(), int(DS::Free));
    QVERIFY(world.slot().vm.isEmpty());
    QVERIFY(world.life().gone);
    QCOMPARE(int(world.life().life), int(LifeClass::Gone));
    QCOMPARE(int(world.life().severity), int(Severity::None));
    QCOMPARE(world.life().clausesHolding, 6);
    QCOMPARE(world.life().tenant, TenantId(QStringLiteral("acme"))); // kept beyond fleetd's record
    QCOMPARE(world.life().slotCode, QStringLiteral("A01-01/1"));
}

void TstFleetStoreStates::overdueTeardownIsStuckWhileTheHostSeesItElseUnconfirmed()
{
    StoreWorld world;
    world.run();
    world.end();
    world.wait(120s);
    world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::TearingDown));
    world.wait(1s);
    QCOMPARE(world.state(), int(DS::Stuck));
    QCOMPARE(int(world.slot().severity), int(Severity::P2));
    QCOMPARE(world.store.balance().total.stuck, 1);
    QCOMPARE(world.store.balance().total.tearingDown, 1);
    world.wait(25s); // the host is late: it is not known any more
    QCOMPARE(world.state(), int(DS::Unconfirmed));
    QCOMPARE(world.store.balance().total.unconfirmed, 1);
    world.hear(1); // says it is gone, has not proven it
    QCOMPARE(world.state(), int(DS::Unconfirmed));
    world.wait(13min);
    QCOMPARE(int(world.slot().severity), int(Severity::P1));
}

void TstFleetStoreStates::silentHostGoesFromUnknownToUnconfirmedWhenLost()
{
    StoreWorld world;
    world.run();
    world.wait(31s);
    QCOMPARE(world.state(), int(DS::Unknown));
    QCOMPARE(int(world.slot().lastKnown), int(DS::Running));
    QCOMPARE(int(world.slot().severity), int(Severity::None));
    world.wait(150s);
    world.commit({modified(Host(aHost(1).lost())),
        modified(Vm(VmBuilder(1, 1, 1, world.clock.wall()).ended(world.clock.wall())))});
    QCOMPARE(world.state(), int(DS::Unconfirmed));
    QCOMPARE(int(world.slot().severity), int(Severity::P2));
    QCOMPARE(int(world.store.details(slotId(1, 1))->next), int(NextStep::HostSilent));
}

void TstFleetStoreStates::unverifiedStatementIsReportedOnly()
{
    StoreWorld world;
    world.run();
    world.wait(31s);
    HostObservation reported = anObservation(1, 0, 0, world.clock.mono(), {});
    reported.verified = false;
    world.store.apply(aFinding(siteId(), {reported}));
    QCOMPARE(world.state(), int(DS::Reported));
    QCOMPARE(int(world.slot().lastKnown), int(DS::Running));
    QCOMPARE(world.store.slotCounts(siteId()).byState[DS::Reported], 2);
    world.wait(31s);
    QCOMPARE(world.state(), int(DS::Unknown));
}

void TstFleetStoreStates::ghostNeedsAStatementThatCanSpeakOfTheBirth()
{
    StoreWorld world;
    world.commit({added(Vm(VmBuilder(1, 1, 1, world.clock.wall()))), modified(aSlot(1, 1, vmId(1))),
        added(aRecord("Birth", 1, ++world.head, vmId(1), world.clock.wall()))});
    world.hear(1, {}, 0);
    QCOMPARE(world.state(), int(DS::Reserved));
    world.hear(1, {}, 1);
    QCOMPARE(world.state(), int(DS::Ghost));
    QCOMPARE(int(world.slot().severity), int(Severity::P3));
}

void TstFleetStoreStates::ghostGetsWorseWithTheSecondStatement()
{
    StoreWorld world;
    world.run();
    world.hear(1);
    QCOMPARE(world.state(), int(DS::Ghost));
    QCOMPARE(int(world.slot().severity), int(Severity::P3));
    world.store.tick(); // the same statement counts once
    QCOMPARE(int(world.slot().severity), int(Severity::P3));
    world.hear(1);
    QCOMPARE(int(world.slot().severity), int(Severity::P2));
    for (int i = 0; i < 13; ++i) {
        world.wait(10s);
        world.hear(1);
    }
    QCOMPARE(int(world.slot().severity), int(Severity::P1)); // unaccounted for
    QCOMPARE(world.store.balance().total.unaccounted, 1);
    world.hear(1, {runningVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::Running));
    QCOMPARE(world.store.balance().total.unaccounted, 0);
}

// The statement that omits the VM may overtake the record that says why.
void TstFleetStoreStates::statementAheadOfItsRecordsIsNotYetAGhost()
{
    StoreWorld world;
    world.run();
    world.hear(1, {}, world.head + 1);
    QCOMPARE(world.state(), int(DS::Running));
    for (int i = 0; i < 7; ++i) {
        world.wait(10s);
        world.hear(1, {}, world.head + 1);
    }
    QCOMPARE(world.state(), int(DS::Ghost)); // a minute later no record has come
}

void TstFleetStoreStates::listedVmWithoutRecordIsAnOrphanInAnEmptySlot()
{
    StoreWorld world;
    world.run();
    world.hear(1, {runningVm(vmId(1)), runningVm(vmId(66))});
    QCOMPARE(world.state(1, 1), int(DS::Running));
    QCOMPARE(world.state(1, 2), int(DS::Orphan));
    QCOMPARE(int(world.slot(1, 2).severity), int(Severity::P1));
    QCOMPARE(world.slot(1, 2).vm, vmId(66));
    QCOMPARE(int(world.life(66).state), int(DS::Orphan));
    QCOMPARE(world.store.balance().total.noRecord, 1);
    QCOMPARE(world.store.balance().total.started, 1); // an orphan is not in started
    // A process that a scan found has not even a name.
    world.hear(1, {runningVm(vmId(1)), {VmId(), 77, VmPhase::Running, JobState::None}});
    QCOMPARE(world.state(1, 2), int(DS::Orphan));
    QVERIFY(!world.store.rowOf(vmId(66))); // not listed any more
    world.hear(1, {runningVm(vmId(1))});
    QCOMPARE(world.state(1, 2), int(DS::Free));
    QCOMPARE(world.store.balance().total.noRecord, 0);
}

void TstFleetStoreStates::statementFromBeforeTheTeardownMakesNoOrphan()
{
    StoreWorld world;
    world.run();
    world.end();
    world.commit({added(aRecord("Teardown", 1, ++world.head, vmId(1), world.clock.wall())),
        modified(aSlot(1, 1)), deleted(Vm(VmBuilder(1, 1, 1, world.clock.wall())))});
    QCOMPARE(world.state(), int(DS::Free));
    world.hear(1, {stoppingVm(vmId(1))}, world.head - 1); // was on its way
    QCOMPARE(world.state(), int(DS::Free));
    world.hear(1, {stoppingVm(vmId(1))}, world.head);
    QCOMPARE(world.state(), int(DS::Orphan));
}

void TstFleetStoreStates::verdictThatOvertakesTheRecordMakesNoOrphan()
{
    StoreWorld world;
    world.run();
    world.end();
    // The verifier has seen the Teardown (hostSeq 2) and the statement after it, fleetd's commit is
    // late.
    FeedBatch found = aFinding(siteId(),
        {anObservation(1, ++world.statementSeq, 2, world.clock.mono(), world.clock.wall())},
        {aGoneVerdict(1, 1, 1, 2, world.clock.wall(), 5s)});
    world.store.apply(found);
    QCOMPARE(world.state(), int(DS::Free));
    QCOMPARE(int(world.life().state), int(DS::Free));
    QCOMPARE(world.store.balance().total.gone, 1);
}

void TstFleetStoreStates::vmThatIsListedAfterItsProvenEndIsAnOrphan()
{
    StoreWorld world;
    world.run();
    world.end();
    world.prove();
    world.hear(1, {runningVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::Orphan));
    QCOMPARE(int(world.life().state), int(DS::Orphan));
    // The verifier takes the badge back, and with it the balance's heading.
    LifeVerdict back = aGoneVerdict(1, 1, 1, 2, world.clock.wall(), 5s);
    back.badge = Badge::Signed;
    back.gone = false;
    back.clauses[7].state = ClauseState::Fails;
    world.verdict(back);
    QCOMPARE(world.store.balance().total.gone, 0);
    QCOMPARE(world.store.balance().total.started, 1);
}

void TstFleetStoreStates::teardownThatIsBeingVerifiedWearsNoColour()
{
    StoreWorld world;
    world.run();
    world.end();
    // The link was away for long; the Teardown comes with the list and is past its SLO by then.
    world.clock.advance(10min);
    auto objects = StoreWorld::objects();
    objects.push_back(added(aRecord("Birth", 1, 1, vmId(1), world.clock.wall() - 11min)));
    objects.push_back(
        added(aRecord("Teardown", 1, ++world.head, vmId(1), world.clock.wall() - 9min)));
    world.store.apply(aList(world.clock.mono(), 900, objects));
    QCOMPARE(int(world.life().state), int(DS::Reported));
    QCOMPARE(int(world.life().severity), int(Severity::None));
    world.hear(1);
    world.verdict(aGoneVerdict(1, 1, 1, 2, world.clock.wall() - 9min, 60s));
    QVERIFY(world.life().gone);
    QCOMPARE(int(world.life().state), int(DS::Free));
}

void TstFleetStoreStates::slowTeardownNeedsAClassThatIsFaster()
{
    StoreWorld world;
    world.run();
    world.end();
    world.wait(70s);
    world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::TearingDown)); // nothing to compare with
    world.prove(1, 5s);
    world.run(2);
    world.end(2);
    world.wait(60s);
    world.hear(1, {stoppingVm(vmId(2))});
    QCOMPARE(world.state(), int(DS::TearingDown));
    world.wait(1s);
    QCOMPARE(world.state(), int(DS::SlowTeardown));
    QCOMPARE(int(world.slot().severity), int(Severity::None));
}

void TstFleetStoreStates::staleSiteKeepsTheLastKnownStateWithoutSeverity()
{
    StoreWorld world;
    world.run();
    world.end();
    world.wait(121s);
    world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::Stuck));
    world.clock.advance(7s);
    world.store.tick();
    QCOMPARE(world.state(), int(DS::Unknown));
    QCOMPARE(int(world.slot().lastKnown), int(DS::Stuck));
    QCOMPARE(int(world.slot().severity), int(Severity::None));
    const BalanceSheet sheet = world.store.balance();
    QVERIFY(!sheet.total.evaluated);
    QCOMPARE(sheet.sitesEvaluated, 0);
    QCOMPARE(sheet.total.tearingDown, 1); // the last known numbers stay
    QCOMPARE(world.store.slotCounts({}).unknownWere[DS::Stuck], 1);
}

void TstFleetStoreStates::wallClockJumpMovesNoDeadline()
{
    StoreWorld world;
    world.run();
    world.end();
    world.clock.jumpWall(3h);
    world.wait(10s);
    world.hear(1, {stoppingVm(vmId(1))});
    QCOMPARE(world.state(), int(DS::TearingDown));
}

void TstFleetStoreStates::quarantineOfTheHostShowsInItsSlots()
{
    StoreWorld world;
    Host host = aHost(1).quarantined();
    host.quarantineReason = QStringLiteral("statement and chain disagree");
    world.commit({modified(host)});
    QCOMPARE(world.state(), int(DS::Quarantined));
    const auto details = world.store.details(slotId(1, 1));
    QCOMPARE(details->quarantineReason, host.quarantineReason);
    QCOMPARE(int(world.store.host(*world.store.rowOf(hostId(1))).worst), int(DS::Quarantined));
    QCOMPARE(int(world.store.host(*world.store.rowOf(hostId(2))).worst), int(DS::Free));
}

void TstFleetStoreStates::forkedChainIsABreachOfTheWholeHost()
{
    StoreWorld world;
    HostObservation forked =
        anObservation(1, ++world.statementSeq, 0, world.clock.mono(), world.clock.wall());
    forked.conflict = message("chain.forked", 7);
    world.store.apply(aFinding(siteId(), {forked}));
    QCOMPARE(world.state(1, 1), int(DS::Breach));
    QCOMPARE(world.state(1, 2), int(DS::Breach));
    QCOMPARE(world.state(2, 1), int(DS::Free));
    QCOMPARE(int(world.slot().severity), int(Severity::P1));
    QVERIFY(world.store.details(slotId(1, 1))->breachReason == forked.conflict);
    world.wait(25s); // late: no longer fresh evidence
    QVERIFY(world.state(1, 1) != int(DS::Breach));
}

void TstFleetStoreStates::slotDetailsHaveFactsStepAndVerdict()
{
    StoreWorld world;
    world.run();
    world.end();
    world.wait(130s);
    world.hear(1, {stoppingVm(vmId(1))});
    LifeVerdict failed;
    failed.site = siteId();
    failed.host = hostId(1);
    failed.vm = vmId(1);
    failed.hasBirth = failed.teardownFailed = true;
    failed.facts = {{QStringLiteral("process_absent"), FactState::Contradicted,
        message("clause.vm-listed", 4242), true}};
    world.verdict(failed);
    Slot held = aSlot(1, 1, vmId(1));
    held.quarantined = true;
    world.commit({modified(held)});
    const auto details = world.store.details(slotId(1, 1));
    QCOMPARE(int(details->row.state), int(DS::Stuck));
    QCOMPARE(int(details->next), int(NextStep::StillPresent));
    QCOMPARE(details->alsoHolds.size(), size_t(1));
    QCOMPARE(int(details->alsoHolds[0]), int(DS::Quarantined));
    QVERIFY(details->observed);
    QCOMPARE(details->observed->pid, qint64(4242));
    QVERIFY(details->verdict);
    QCOMPARE(details->verdict->facts.size(), size_t(1));
    QVERIFY(details->facts.sinceJobEnd.value_or(0s) >= 130s);
}

void TstFleetStoreStates::timelineOfALifeIsComplete()
{
    StoreWorld world;
    world.run();
    world.clock.advance(60s);
    world.end();
    world.clock.advance(4s);
    world.prove();
    const auto details = world.store.details(vmId(1));
    QVERIFY(details);
    QList<int> kinds;
    for (auto event = details->timeline.rbegin(); event != details->timeline.rend(); ++event)
        kinds << int(event->kind);
    for (const TimelineKind kind : {TimelineKind::Placed, TimelineKind::BirthRecorded,
             TimelineKind::JobEnded, TimelineKind::TeardownRecorded, TimelineKind::BadgeReached})
        QVERIFY2(kinds.contains(int(kind)), qPrintable(QString::number(int(kind))));
    QVERIFY(kinds.indexOf(int(TimelineKind::JobEnded))
        < kinds.indexOf(int(TimelineKind::TeardownRecorded)));
    QCOMPARE(details->records.size(), size_t(2));
    QCOMPARE(details->records[0].type, QStringLiteral("Birth"));
    QVERIFY(details->host);
    QVERIFY(details->job);
    QCOMPARE(int(details->next), int(NextStep::None));
}

ESPALIER_TEST(TstFleetStoreStates)
#include "tst_fleetstorestates.moc"
