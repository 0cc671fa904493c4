// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainstation.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstDrain final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theDryRunIsThePreview()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        host.run(fleet);
        QVERIFY(QTest::qWaitFor([&] { return vmNow(fleet, host.vm()).started_at_ns() > 0; }));
        TestDesk desk(fleet);
        Evidence::CommandRecord record = drainOf(desk, {&host.pen});
        record.dryRun = true;
        const auto answer = desk.send(record);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QVERIFY(!answer.response.has_command());
        const DrainPreview preview = Wire::fromWire(answer.response.preview());
        QCOMPARE(preview.hosts, 1);
        QCOMPARE(preview.jobs, 1);
        QCOMPARE(preview.tenants, 1);
        QCOMPARE(preview.longestJob, QStringLiteral("acme/build/app"));
        QVERIFY(!preview.p50);
        QCOMPARE(preview.jobsByLimit, 1);
        QCOMPARE(preview.pools.size(), 1u);
        QCOMPARE(preview.pools[0].freeBefore - preview.pools[0].freeAfter, 1);
        QVERIFY(drainNow(fleet, record).hosts.empty()); // it leaves nothing
        QVERIFY(hostNow(fleet, host.uid()).drain().empty());
    }

    void aHostIsEmptied()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        host.run(fleet);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        const auto answer = desk.send(drain);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        const std::string id = drain.id.text().toStdString();
        QCOMPARE(hostNow(fleet, host.uid()).drain(), id);
        QCOMPARE(host.follow(fleet, drain, HostMode::Draining), std::string("drain"));
        const HostId uid = host.id();
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::WaitingForJobs, DrainBlock::Job));
        QCOMPARE(stateNow(fleet, id), std::string("SUCCEEDED"));
        host.endJob();
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::TearingDown, DrainBlock::Teardown));
        host.tearDown();
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::Confirming, DrainBlock::None));
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
        QCOMPARE(hostNow(fleet, host.uid()).mode(), std::string("draining"));
        QVERIFY(auditOf(fleet, id).endsWith(QStringLiteral("finished")));
        QVERIFY(auditOf(fleet, id).contains(QStringLiteral("emptied")));
        // It is returned through its drain, although that is over.
        const Evidence::CommandRecord back =
            stopOf(desk, drain, host.pen, QStringLiteral("in-service"));
        QVERIFY(desk.send(back).status.ok());
        (void)host.follow(fleet, back, HostMode::InService);
        QVERIFY(reaches(fleet, back.id.text().toStdString(), "SUCCEEDED"));
        QVERIFY(hostNow(fleet, host.uid()).drain().empty());
        QCOMPARE(drainNow(fleet, drain).state, DrainState::Finished);
    }

    void anEmptiedHostIsReturnedWithoutItsDrain()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
        QVERIFY(!hostNow(fleet, host.uid()).drain().empty());
        const Evidence::CommandRecord back = desk.record(CommandVerb::Uncordon, host.uid());
        QVERIFY(desk.send(back).status.ok());
        (void)host.follow(fleet, back, HostMode::InService);
        QVERIFY(QTest::qWaitFor([&] { return hostNow(fleet, host.uid()).drain().empty(); }));
    }

    void wavesFollowEachOther()
    {
        TestFleet fleet;
        Station first(fleet, 0), second(fleet, 1);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(
            desk, {&first.pen, &second.pen}, {{QStringLiteral("wave"), QStringLiteral("1")}});
        QVERIFY(desk.send(drain).status.ok());
        QCOMPARE(first.follow(fleet, drain, HostMode::Draining), std::string("drain"));
        QCOMPARE(second.follow(fleet, drain, HostMode::Cordoned), std::string("cordon"));
        QVERIFY(comesTo(fleet, drain, second.id(), DrainPhase::Cordoned, DrainBlock::Wave));
        first.state();
        QCOMPARE(second.follow(fleet, drain, HostMode::Draining), std::string("drain"));
        second.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
    }

    void atTheDeadlineItsJobsAreCancelled()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        host.run(fleet);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen},
            {{QStringLiteral("deadline"), in(fleet, 60s)},
                {QStringLiteral("atDeadline"), QStringLiteral("cancel")}});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        QCOMPARE(vmNow(fleet, host.vm()).intent(), std::string("run"));
        fleet.clock().advance(61s);
        const v1::TeardownOrder order = host.line->next(v1::FleetFrame::kTeardown).teardown();
        QCOMPARE(order.vm(), host.vm());
        QCOMPARE(order.why(), std::string("drain"));
        QCOMPARE(order.grace_s(), 300u);
        QCOMPARE(order.command_digest(), digestOf(fleet, drain));
        QCOMPARE(vmNow(fleet, host.vm()).intent(), std::string("teardown"));
        QVERIFY(drainNow(fleet, drain).cancelledAt);
        fleet.clock().advance(20s); // it is repeated, with what is left of the grace
        QVERIFY(host.line->next(v1::FleetFrame::kTeardown).teardown().grace_s() <= 280);
        QCOMPARE(auditOf(fleet, drain.id.text().toStdString()).count(QStringLiteral("ordered")), 1);
    }

    void askingDestroysNothingAndCanBeExtended()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        host.run(fleet);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen},
            {{QStringLiteral("deadline"), in(fleet, 60s)},
                {QStringLiteral("atDeadline"), QStringLiteral("ask")}});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        fleet.clock().advance(61s);
        QVERIFY(comesTo(fleet, drain, DrainState::AtDeadline));
        QCOMPARE(vmNow(fleet, host.vm()).intent(), std::string("run"));
        Evidence::CommandRecord later = drainOf(desk, {&host.pen},
            {{QStringLiteral("drain"), drain.id.text()},
                {QStringLiteral("deadline"), in(fleet, 1'800s)},
                {QStringLiteral("atDeadline"), QStringLiteral("cancel")}});
        QCOMPARE(refusalOf(desk, later), std::string("params")); // hosts hold "ask"
        later.params[QStringLiteral("atDeadline")] = QStringLiteral("ask");
        const auto answer = desk.send(later);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QCOMPARE(answer.command().targets(0).state(), std::string("SUCCEEDED"));
        QVERIFY(comesTo(fleet, drain, DrainState::Running));
    }

    // Whatever the host had done when fleetd ended, the next one goes on from there.
    void aNewFleetdGoesOn_data()
    {
        QTest::addColumn<int>("restartAfter");
        QTest::newRow("the command") << 0;
        QTest::newRow("the host's mode") << 1;
        QTest::newRow("the job's end") << 2;
        QTest::newRow("the teardown") << 3;
    }
    void aNewFleetdGoesOn()
    {
        QFETCH(int, restartAfter);
        TestFleet fleet;
        TestDesk desk(fleet);
        Station host(fleet, 0);
        host.run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        const auto followed = [&] { (void)host.follow(fleet, drain, HostMode::Draining); };
        const std::vector<std::function<void()>> steps{
            [] {}, followed, [&] { host.endJob(); }, [&] { host.tearDown(); }};
        const std::vector phases{DrainPhase::Cordoned, DrainPhase::WaitingForJobs,
            DrainPhase::TearingDown, DrainPhase::Confirming};
        for (size_t at = 0; at < steps.size(); ++at) {
            steps[at]();
            const auto reached = [&] { return drainNow(fleet, drain).hosts.at(0).phase; };
            QVERIFY(QTest::qWaitFor([&] { return reached() == phases[at]; }));
            if (at != static_cast<size_t>(restartAfter))
                continue;
            fleet.restart();
            QVERIFY(comesTo(fleet, drain, host.id(), phases[at], DrainBlock::HostSilent));
            host.attach(fleet);
        }
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
    }

    void aHostDiesInTheMiddleAndComesBack()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        host.run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("was silent for 3 minutes")));
        fleet.clock().advance(4min);
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::TearingDown, DrainBlock::HostSilent));
        host.attach(fleet);
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::TearingDown, DrainBlock::Teardown));
        QCOMPARE(host.line->next(v1::FleetFrame::kTeardown).teardown().why(), std::string("lost"));
        host.tearDown();
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
    }

    void aStuckVmKeepsItOpen()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        host.run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        host.endJob();
        host.line->commit(
            host.pen, host.pen.teardown(host.vm(), Outcome::PartialDataResidual, exitZero));
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::TearingDown, DrainBlock::Stuck));
        QCOMPARE(drainNow(fleet, drain).hosts[0].blockedBy.text().toStdString(), host.vm());
        host.state(); // whatever it states: what failed is not proven gone
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::TearingDown, DrainBlock::Stuck));
        host.tearDown(); // and then it could
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
    }

    void stoppedAndReturnedToService()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        host.run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        const Evidence::CommandRecord stop =
            stopOf(desk, drain, host.pen, QStringLiteral("in-service"));
        const auto answer = desk.send(stop);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QCOMPARE(drainNow(fleet, drain).state, DrainState::Stopped);
        QVERIFY(hostNow(fleet, host.uid()).drain().empty());
        QCOMPARE(host.follow(fleet, stop, HostMode::InService), std::string());
        QVERIFY(reaches(fleet, stop.id.text().toStdString(), "SUCCEEDED"));
        v1::SubmitJobRequest job = goodJob();
        job.set_host(host.uid());
        (void)submitted(fleet, job);
        QVERIFY(!host.line->next(v1::FleetFrame::kPlace).place().vm().empty());
    }

    void stoppedBeforeTheHostHeardOfIt()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.line->next(v1::FleetFrame::kCommand); // and nothing comes of it
        const Evidence::CommandRecord stop =
            stopOf(desk, drain, host.pen, QStringLiteral("cordoned"));
        QVERIFY(desk.send(stop).status.ok());
        const v1::Command ended = commandNow(fleet, drain.id.text().toStdString());
        QCOMPARE(ended.targets(0).state(), std::string("FAILED"));
        QCOMPARE(ended.targets(0).code(), std::string("superseded"));
        QCOMPARE(host.follow(fleet, stop, HostMode::Cordoned), std::string());
        QVERIFY(reaches(fleet, stop.id.text().toStdString(), "SUCCEEDED"));
    }

    void uncordonedInTheMiddle()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        host.run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.follow(fleet, drain, HostMode::Draining);
        const Evidence::CommandRecord back = desk.record(CommandVerb::Uncordon, host.uid());
        QVERIFY(desk.send(back).status.ok());
        (void)host.follow(fleet, back, HostMode::InService);
        QVERIFY(comesTo(fleet, drain, DrainState::Stopped));
        QVERIFY(hostNow(fleet, host.uid()).drain().empty());
    }
};

ESPALIER_TEST(TstDrain)
#include "tst_drain.moc"
