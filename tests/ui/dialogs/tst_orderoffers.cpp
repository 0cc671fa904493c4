// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderWorld;

namespace {

Rights armed()
{
    Rights rights;
    rights.known = rights.mayOrder = rights.armed = rights.canArm = true;
    return rights;
}

} // namespace

// What may be ordered of what is chosen, and why not.
class TstOrderOffers final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void whoMayNotOrderSeesNothing()
    {
        const OrderWorld world;
        Rights viewer;
        viewer.known = true;
        for (int i = 0; i < actionCount; ++i)
            QVERIFY(!offerOf(Action(i), world.slot("A07-12/1"), world.store(), viewer).offered);
    }
    void readOnlySaysThatItNeedsArm()
    {
        const OrderWorld world;
        Rights rights = armed();
        rights.armed = false;
        const Offer offer = offerOf(Action::Cordon, world.slot("A08-02/1"), world.store(), rights);
        QVERIFY(offer.offered);
        QCOMPARE(offer.whyNot, QStringLiteral("needs Arm"));
    }
    void hostActionsFollowTheMode()
    {
        OrderWorld world;
        const auto why = [&](Action action) {
            return offerOf(action, world.slot("A08-02/1"), world.store(), armed()).whyNot;
        };
        QVERIFY(why(Action::Cordon).isEmpty());
        QVERIFY(why(Action::Drain).isEmpty());
        QVERIFY(!why(Action::Uncordon).isEmpty());
        QVERIFY(!why(Action::StopReturn).isEmpty());
        world.changeHost("A08-02/1", [](Host& host) { host.mode = HostMode::Cordoned; });
        QVERIFY(!why(Action::Cordon).isEmpty());
        QVERIFY(why(Action::Drain).isEmpty());
        QVERIFY(why(Action::Uncordon).isEmpty());
        world.changeHost("A08-02/1", [](Host& host) {
            host.mode = HostMode::Draining;
            host.drain = CommandId(QString(32, u'd'));
        });
        QVERIFY(!why(Action::Drain).isEmpty());
        QVERIFY(!why(Action::Uncordon).isEmpty());
        QVERIFY(why(Action::StopReturn).isEmpty());
        QVERIFY(why(Action::StopKeep).isEmpty());
    }
    void whatBecomesOfCachesFollowsTheExit_data()
    {
        QTest::addColumn<std::optional<JobExit>>("exit");
        QTest::addColumn<bool>("commits");
        const auto row = [](const char* name, std::optional<JobExit> exit, bool commits) {
            QTest::newRow(name) << exit << commits;
        };
        row("exit 0", JobExit{JobExitKind::Exit, 0}, true);
        row("exit 1", JobExit{JobExitKind::Exit, 1}, false);
        row("cancelled", JobExit{JobExitKind::Cancelled, 0}, false);
        row("not known", std::nullopt, false);
    }
    void whatBecomesOfCachesFollowsTheExit()
    {
        QFETCH(std::optional<JobExit>, exit);
        QFETCH(bool, commits);
        OrderWorld world;
        world.changeVm("A07-12/1", [&](Vm& vm) { vm.exit = exit; });
        const OrderForm form = formOf(Action::ForceDestroy, world.slot("A07-12/1"), world.store());
        const auto keeps = std::find_if(form.rows.begin(), form.rows.end(),
            [](const SheetRow& one) { return one.key == QStringLiteral("Keeps"); });
        QVERIFY(keeps != form.rows.end());
        QCOMPARE(keeps->left.plain().contains(QStringLiteral("commits")), commits);
        QCOMPARE(keeps->left.plain().contains(QStringLiteral("abandoned")), !commits);
    }
    void aCacheIsEvictedWhereItsOnlyCopyIs()
    {
        OrderWorld world;
        QVERIFY(
            !offerOf(Action::EvictCache, world.slot("A08-02/1"), world.store(), armed()).offered);
        CacheVolume volume;
        volume.id = VolumeId(QStringLiteral("c58f1e00-0000-4000-8000-0000000000ff"));
        volume.generation = 3;
        volume.site = world.fra;
        volume.tenant = TenantId(QStringLiteral("acme"));
        volume.pipeline = QStringLiteral("app");
        volume.name = QStringLiteral("deps");
        const HostId host = world.details("A08-02/1").row.host;
        const HostId other = world.details("A07-12/1").row.host;
        volume.versions = {{host, 4, 1 << 20, world.clock.wall() - 1h, VmId()}};
        const Chosen chosen{{}, {}, {volume.id}};
        const auto why = [&] {
            return offerOf(Action::EvictCache, chosen, world.store(), armed()).whyNot;
        };
        world.tell(volume);
        QCOMPARE(why(), QString());
        const OrderForm form = formOf(Action::EvictCache, chosen, world.store());
        QCOMPARE(form.title, QStringLiteral("Evict cache deps from A08-02?"));
        QVERIFY(form.possible && form.destructive);
        QCOMPARE(form.order.verb, CommandVerb::CacheEvict);
        QCOMPARE(form.order.targets.size(), 1u);
        QCOMPARE(form.order.targets[0].kind, TargetKind::Volume);
        QCOMPARE(form.order.targets[0].uid, volume.id.text());
        QCOMPARE(form.order.targets[0].generation, 3u);
        QCOMPARE(form.order.targets[0].host, host);
        QVERIFY(!form.order.seenEpoch.isEmpty());
        volume.forks = {{QStringLiteral("f"), host, VmId(), 4}};
        world.tell(volume);
        QVERIFY(why().contains(QStringLiteral("attached")));
        QVERIFY(formOf(Action::EvictCache, chosen, world.store()).watched != form.watched);
        volume.forks.clear();
        volume.versions.push_back({other, 1, 1 << 20, world.clock.wall(), VmId()});
        world.tell(volume);
        QVERIFY(why().contains(QStringLiteral("2 hosts")));
        volume.versions.clear();
        world.tell(volume);
        QVERIFY(why().contains(QStringLiteral("no host")));
        QVERIFY(!formOf(Action::EvictCache, chosen, world.store()).possible);
    }
    void hostsOfSeveralSitesAreNotOneOrder()
    {
        const OrderWorld world;
        Chosen chosen = world.slot("A08-02/1");
        chosen.slots_.push_back(world.feed.slotAt(QStringLiteral("S02-04/1")));
        QVERIFY(offerOf(Action::Cordon, chosen, world.store(), armed())
                    .whyNot.contains(QStringLiteral("one site")));
    }
    void nothingIsOrderedOfASiteThatIsNotReached()
    {
        OrderWorld world;
        world.clock.advance(10s);
        world.live.tick();
        QVERIFY(offerOf(Action::Cordon, world.slot("A08-02/1"), world.store(), armed())
                    .whyNot.contains(QStringLiteral("fra1")));
    }
    void forceStandsInThePlaceOfTeardownWhenStuck()
    {
        const OrderWorld world;
        QVERIFY(world.details("A07-12/1").row.state == DisplayState::Stuck);
        const auto offer = [&](Action action, const char* code) {
            return offerOf(action, world.slot(code), world.store(), armed());
        };
        QVERIFY(offer(Action::ForceDestroy, "A07-12/1").offered);
        QVERIFY(offer(Action::ForceDestroy, "A07-12/1").whyNot.isEmpty());
        QVERIFY(!offer(Action::Teardown, "A07-12/1").offered);
        QVERIFY(!offer(Action::ForceDestroy, "A07-12/2").offered);
        QVERIFY(offer(Action::Teardown, "A07-12/2").offered);
        QVERIFY(!offer(Action::Teardown, "A07-12/2").whyNot.isEmpty()); // its job runs
        QVERIFY(offer(Action::CancelJob, "A07-12/2").whyNot.isEmpty());
    }
    void forceIsOfferedAfterARefusedTeardownOrACancelPastItsGrace_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("offered");
        const auto row = [](const char* name, CommandVerb verb, CommandState state, int minutes,
                             bool offered) {
            QTest::newRow(name) << int(verb) << int(state) << minutes << offered;
        };
        row("teardown refused", CommandVerb::Teardown, CommandState::Rejected, 1, true);
        row("teardown failed", CommandVerb::Teardown, CommandState::Failed, 1, true);
        row("teardown under way", CommandVerb::Teardown, CommandState::Executing, 20, false);
        row("cancel within its grace", CommandVerb::Cancel, CommandState::HostAccepted, 4, false);
        row("cancel past its grace", CommandVerb::Cancel, CommandState::HostAccepted, 6, true);
        row("cancel that was refused", CommandVerb::Cancel, CommandState::Rejected, 6, false);
    }
    void forceIsOfferedAfterARefusedTeardownOrACancelPastItsGrace()
    {
        QFETCH(int, verb);
        QFETCH(int, state);
        QFETCH(int, minutes);
        QFETCH(bool, offered);
        OrderWorld world;
        Command command = world.command(CommandVerb(verb), "A07-12/2", CommandState(state));
        command.issuedAt = world.clock.wall() - std::chrono::minutes(minutes);
        world.tell(command);
        QCOMPARE(
            offerOf(Action::ForceDestroy, world.slot("A07-12/2"), world.store(), armed()).offered,
            offered);
    }
    void aCancelsOwnGraceCounts()
    {
        OrderWorld world;
        Command command =
            world.command(CommandVerb::Cancel, "A07-12/2", CommandState::HostAccepted);
        const auto offered = [&](const char* grace, std::chrono::seconds ago) {
            command.params[QStringLiteral("graceS")] = QLatin1String(grace);
            command.issuedAt = world.clock.wall() - ago;
            world.tell(command);
            return offerOf(Action::ForceDestroy, world.slot("A07-12/2"), world.store(), armed())
                .offered;
        };
        QVERIFY(offered("1", std::chrono::seconds(2)));
        QVERIFY(!offered("1200", std::chrono::minutes(6)));
        QVERIFY(offered("nonsense", std::chrono::minutes(6)));
    }
    void aForceOfARunningJobNeedsASecondPersonAndSaysThatItCannotBeHad()
    {
        OrderWorld world;
        const OrderForm ended = formOf(Action::ForceDestroy, world.slot("A07-12/1"), world.store());
        QVERIFY(ended.order.tier == Tier::T1);
        QVERIFY(ended.token.isEmpty());
        QVERIFY(ended.warning.isEmpty());
        QCOMPARE(ended.order.blast.jobs, 0);
        const OrderForm running =
            formOf(Action::ForceDestroy, world.slot("A07-12/2"), world.store());
        QVERIFY(running.order.tier == Tier::T2);
        QCOMPARE(running.token, QStringLiteral("A07-12/2"));
        QVERIFY(running.warning.contains(QStringLiteral("Approvals do not exist yet")));
        QVERIFY(running.warning.contains(QStringLiteral("will be refused")));
        QCOMPARE(running.order.blast.jobs, 1);
        QCOMPARE(running.order.targets.size(), size_t(1));
        QVERIFY(running.order.targets.front().host == world.details("A07-12/2").row.host);
    }
    void oldEvidenceNeedsASecondPersonToo()
    {
        OrderWorld world;
        // The site speaks, the host does not.
        for (int i = 0; i < 6; ++i) {
            world.clock.advance(5s);
            FeedBatch beat;
            beat.site = world.fra;
            beat.receivedAt = world.clock.mono();
            beat.fromWire = true;
            world.live.apply(beat);
        }
        world.live.tick();
        const OrderForm form = formOf(Action::ForceDestroy, world.slot("A07-12/1"), world.store());
        QVERIFY(form.order.tier == Tier::T2);
        QVERIFY(form.warning.contains(QStringLiteral("Old evidence")));
    }
    void aDrainIsStoppedAsAWhole()
    {
        OrderWorld world;
        const CommandId id(QString(32, u'd'));
        Drain drain;
        drain.id = id;
        drain.site = world.fra;
        for (const char* code : {"A08-02/1", "A08-03/1"}) {
            world.changeHost(code, [&](Host& host) {
                host.mode = HostMode::Draining;
                host.drain = id;
            });
            DrainHost host;
            host.host = world.details(code).row.host;
            drain.hosts.push_back(host);
        }
        world.tell(drain);
        const OrderForm form = formOf(Action::StopKeep, world.slot("A08-02/1"), world.store());
        QCOMPARE(form.order.targets.size(), size_t(2));
        QVERIFY(form.order.verb == CommandVerb::StopDrain);
        QCOMPARE(form.order.params.value(QStringLiteral("drain")), id.text());
        QCOMPARE(form.order.params.value(QStringLiteral("return")), QStringLiteral("cordoned"));
        QCOMPARE(formOf(Action::StopReturn, world.slot("A08-02/1"), world.store())
                     .order.params.value(QStringLiteral("return")),
            QStringLiteral("in-service"));
    }
    void whatIsDrainedReturnsToService()
    {
        OrderWorld world;
        Drain drain;
        drain.id = CommandId(QString(32, u'd'));
        drain.site = world.fra;
        drain.state = DrainState::Finished;
        drain.endedAt = world.clock.wall();
        world.changeHost("A08-02/1", [&](Host& host) {
            host.mode = HostMode::Draining;
            host.drain = drain.id;
        });
        DrainHost host;
        host.host = world.details("A08-02/1").row.host;
        drain.hosts = {host};
        world.tell(drain);
        const Chosen chosen = world.slot("A08-02/1");
        QVERIFY(offerOf(Action::Uncordon, chosen, world.store(), armed()).whyNot.isEmpty());
        QVERIFY(offerOf(Action::StopReturn, chosen, world.store(), armed())
                    .whyNot.contains(QStringLiteral("has ended")));
        const OrderForm form = formOf(Action::Uncordon, chosen, world.store());
        QCOMPARE(form.title, QStringLiteral("Return A08-02 to service?"));
        QVERIFY(form.order.verb == CommandVerb::StopDrain);
        QCOMPARE(form.order.params.value(QStringLiteral("drain")), drain.id.text());
        QCOMPARE(form.order.params.value(QStringLiteral("return")), QStringLiteral("in-service"));
    }
    void whatIsGoneCannotBeOrdered()
    {
        const OrderWorld world;
        const Chosen nothing{{}, {SlotId(QStringLiteral("nowhere/1"))}};
        for (int i = 0; i < actionCount; ++i) {
            QVERIFY(!formOf(Action(i), nothing, world.store()).possible);
            const Offer offer = offerOf(Action(i), nothing, world.store(), armed());
            QVERIFY(!offer.offered || !offer.whyNot.isEmpty());
        }
    }
};

ESPALIER_TEST(TstOrderOffers)
#include "tst_orderoffers.moc"
