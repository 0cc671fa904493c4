// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testdesk.h"
#include "testhost.h"

#include <fleetd/drains/engine.h>
#include <wire/convertorders.h>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const JobExit exitZero{JobExitKind::Exit, 0};

Drain drainNow(TestFleet& fleet, const Evidence::CommandRecord& command)
{
    Drain drain;
    fleet.onRecord([&](Fleetd::Fleet& inside) {
        if (const auto object =
                inside.record().find(v1::OBJECT_TYPE_DRAIN, command.id.text().toStdString()))
            drain = Wire::fromWire(object->drain());
    });
    return drain;
}

std::string digestOf(TestFleet& fleet, const Evidence::CommandRecord& command)
{
    return commandNow(fleet, command.id.text().toStdString()).digest();
}

// What is expected of one host comes true within 5 s; the clock of the fleet stands still but for
// the seconds that pass.
bool comesTo(TestFleet& fleet, const Evidence::CommandRecord& command, const HostId& host,
    DrainPhase phase, DrainBlock block)
{
    return QTest::qWaitFor([&] {
        const Drain drain = drainNow(fleet, command);
        const DrainHost* one = Fleetd::hostIn(drain, host);
        return one && one->phase == phase && one->block == block;
    });
}

bool comesTo(TestFleet& fleet, const Evidence::CommandRecord& command, DrainState state)
{
    return QTest::qWaitFor([&] { return drainNow(fleet, command).state == state; });
}

std::string uidOf(const HostPen& host) { return host.id().text().toStdString(); }

// A simulated host with its stream, and one job that runs on it if wanted.
struct Station {
    HostPen pen;
    TestStream stream;
    v1::PlaceOrder placed;

    Station(TestFleet& fleet, size_t number)
        : pen(fleet.simulatedHosts().at(number), true)
        , stream(fleet.channel(QStringLiteral("sites/fra1/simulator")))
    {
        stream.hello(pen);
        (void)stream.answer();
    }
    void run(TestFleet& fleet)
    {
        v1::SubmitJobRequest job = goodJob();
        job.set_host(uidOf(pen));
        (void)submitted(fleet, job);
        placed = stream.next(v1::FleetFrame::kPlace).place();
        stream.commit(pen, pen.birth(placed));
        stream.progress(pen, placed.vm(), "running", true);
    }
    void end()
    {
        stream.progress(pen, placed.vm(), "tearing-down", false, &exitZero);
        stream.commit(pen, pen.teardown(placed.vm(), Outcome::Simulated, exitZero));
    }
    // Takes the next command up and records its mode.
    std::string follow(TestFleet& fleet, const Evidence::CommandRecord& command, HostMode mode)
    {
        const v1::CommandOrder order = stream.next(v1::FleetFrame::kCommand).command();
        stream.result(pen, order, uidOf(pen), "HOST_ACCEPTED");
        stream.commit(pen, pen.mode(mode, QString::fromStdString(digestOf(fleet, command))));
        return order.part();
    }
    void state(const QStringList& vms = {}) { stream.statement(pen, pen.statement(vms)); }
};

} // namespace

class TstDrain final : public TestCase {
    Q_OBJECT

private:
    static Evidence::CommandRecord drainOf(TestDesk& desk, std::vector<const HostPen*> hosts,
        const QMap<QString, QString>& params = {})
    {
        Evidence::CommandRecord record = desk.record(CommandVerb::Drain, uidOf(*hosts.front()));
        record.targets.clear();
        for (const HostPen* host : hosts)
            record.targets.push_back(desk.target(uidOf(*host)));
        record.params = params;
        return record;
    }
    static Evidence::CommandRecord stopOf(TestDesk& desk, const Evidence::CommandRecord& drain,
        const HostPen& host, const QString& mode)
    {
        Evidence::CommandRecord record = desk.record(CommandVerb::StopDrain, uidOf(host));
        record.params = {
            {QStringLiteral("drain"), drain.id.text()}, {QStringLiteral("return"), mode}};
        return record;
    }
    static QString in(TestFleet& fleet, std::chrono::seconds after)
    {
        return utcText(fleet.clock().wall() + after);
    }

private Q_SLOTS:
    void theDryRunIsThePreview()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        host.run(fleet);
        QVERIFY(
            QTest::qWaitFor([&] { return vmNow(fleet, host.placed.vm()).started_at_ns() > 0; }));
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
        QVERIFY(hostNow(fleet, uidOf(host.pen)).drain().empty());
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
        QCOMPARE(hostNow(fleet, uidOf(host.pen)).drain(), id);
        QCOMPARE(host.follow(fleet, drain, HostMode::Draining), std::string("drain"));
        const HostId uid = host.pen.id();
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::WaitingForJobs, DrainBlock::Job));
        QCOMPARE(stateNow(fleet, id), std::string("SUCCEEDED"));
        host.stream.progress(host.pen, host.placed.vm(), "tearing-down", false, &exitZero);
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::TearingDown, DrainBlock::Teardown));
        host.end();
        QVERIFY(comesTo(fleet, drain, uid, DrainPhase::Confirming, DrainBlock::None));
        host.state();
        QVERIFY(comesTo(fleet, drain, DrainState::Finished));
        const v1::Host after = hostNow(fleet, uidOf(host.pen));
        QVERIFY(after.drain().empty());
        QCOMPARE(after.mode(), std::string("draining"));
        QVERIFY(auditOf(fleet, id).endsWith(QStringLiteral("finished")));
        QVERIFY(auditOf(fleet, id).contains(QStringLiteral("emptied")));
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
        QVERIFY(comesTo(fleet, drain, second.pen.id(), DrainPhase::Cordoned, DrainBlock::Wave));
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
        QVERIFY(comesTo(fleet, drain, host.pen.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        QCOMPARE(vmNow(fleet, host.placed.vm()).intent(), std::string("run"));
        fleet.clock().advance(61s);
        const v1::TeardownOrder order = host.stream.next(v1::FleetFrame::kTeardown).teardown();
        QCOMPARE(order.vm(), host.placed.vm());
        QCOMPARE(order.why(), std::string("drain"));
        QCOMPARE(order.grace_s(), 300u);
        QCOMPARE(order.command_digest(), digestOf(fleet, drain));
        QCOMPARE(vmNow(fleet, host.placed.vm()).intent(), std::string("teardown"));
        QVERIFY(drainNow(fleet, drain).cancelledAt);
        fleet.clock().advance(20s); // it is repeated, with what is left of the grace
        QVERIFY(host.stream.next(v1::FleetFrame::kTeardown).teardown().grace_s() <= 280);
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
        QCOMPARE(vmNow(fleet, host.placed.vm()).intent(), std::string("run"));
        Evidence::CommandRecord later = drainOf(desk, {&host.pen},
            {{QStringLiteral("drain"), drain.id.text()},
                {QStringLiteral("deadline"), in(fleet, 1'800s)},
                {QStringLiteral("atDeadline"), QStringLiteral("cancel")}});
        QCOMPARE(desk.send(later).code(), std::string("params")); // hosts hold "ask"
        later.params[QStringLiteral("atDeadline")] = QStringLiteral("ask");
        const auto answer = desk.send(later);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QCOMPARE(answer.command().targets(0).state(), std::string("SUCCEEDED"));
        QVERIFY(comesTo(fleet, drain, DrainState::Running));
    }

    void aNewFleetdGoesOn()
    {
        TestFleet fleet;
        TestDesk desk(fleet);
        auto host = std::make_unique<Station>(fleet, 0);
        host->run(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host->pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host->follow(fleet, drain, HostMode::Draining);
        QVERIFY(comesTo(fleet, drain, host->pen.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        const Drain before = drainNow(fleet, drain);
        fleet.restart();
        QVERIFY(comesTo(
            fleet, drain, host->pen.id(), DrainPhase::WaitingForJobs, DrainBlock::HostSilent));
        QCOMPARE(drainNow(fleet, drain).hosts[0].since, before.hosts[0].since);
        TestStream again(fleet.channel(QStringLiteral("sites/fra1/simulator")));
        again.hello(host->pen, host->pen.headSeq(), {QString::fromStdString(host->placed.vm())});
        (void)again.answer();
        QVERIFY(comesTo(fleet, drain, host->pen.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        again.progress(host->pen, host->placed.vm(), "tearing-down", false, &exitZero);
        again.commit(
            host->pen, host->pen.teardown(host->placed.vm(), Outcome::Simulated, exitZero));
        again.statement(host->pen, host->pen.statement());
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
        QVERIFY(comesTo(fleet, drain, host.pen.id(), DrainPhase::WaitingForJobs, DrainBlock::Job));
        const Evidence::CommandRecord stop =
            stopOf(desk, drain, host.pen, QStringLiteral("in-service"));
        const auto answer = desk.send(stop);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QCOMPARE(drainNow(fleet, drain).state, DrainState::Stopped);
        QVERIFY(hostNow(fleet, uidOf(host.pen)).drain().empty());
        QCOMPARE(host.follow(fleet, stop, HostMode::InService), std::string());
        QVERIFY(reaches(fleet, stop.id.text().toStdString(), "SUCCEEDED"));
        v1::SubmitJobRequest job = goodJob();
        job.set_host(uidOf(host.pen));
        (void)submitted(fleet, job);
        QVERIFY(!host.stream.next(v1::FleetFrame::kPlace).place().vm().empty());
    }

    void stoppedBeforeTheHostHeardOfIt()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        (void)host.stream.next(v1::FleetFrame::kCommand); // and nothing comes of it
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
        const Evidence::CommandRecord back = desk.record(CommandVerb::Uncordon, uidOf(host.pen));
        QVERIFY(desk.send(back).status.ok());
        (void)host.follow(fleet, back, HostMode::InService);
        QVERIFY(comesTo(fleet, drain, DrainState::Stopped));
        QVERIFY(hostNow(fleet, uidOf(host.pen)).drain().empty());
    }

    void aHostThatRefuses()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        const v1::CommandOrder order = host.stream.next(v1::FleetFrame::kCommand).command();
        host.stream.result(host.pen, order, uidOf(host.pen), "REJECTED", "no-roster");
        QVERIFY(comesTo(fleet, drain, host.pen.id(), DrainPhase::Cordoned, DrainBlock::Refused));
        QCOMPARE(drainNow(fleet, drain).hosts[0].detail, QStringLiteral("no-roster"));
    }

    void aHostThatIsNotThere()
    {
        TestFleet fleet;
        const HostPen absent(fleet.simulatedHosts()[0], true);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&absent});
        QVERIFY(desk.send(drain).status.ok());
        QVERIFY(comesTo(fleet, drain, absent.id(), DrainPhase::Cordoned, DrainBlock::HostSilent));
        fleet.clock().advance(11min);
        QVERIFY(comesTo(fleet, drain, absent.id(), DrainPhase::Cordoned, DrainBlock::Refused));
        QVERIFY(drainNow(fleet, drain).hosts[0].detail.startsWith(QStringLiteral("expired")));
    }

    void whatIsRefused()
    {
        TestFleet fleet(22);
        std::vector<HostPen> pens;
        for (const EnrolledHost& host : fleet.simulatedHosts())
            pens.emplace_back(host, true);
        TestDesk desk(fleet);
        std::vector<const HostPen*> many;
        for (size_t at = 0; at < 21; ++at)
            many.push_back(&pens[at]);
        QCOMPARE(desk.send(drainOf(desk, many)).code(), std::string("approvals"));
        const Evidence::CommandRecord drain = drainOf(desk, {many.begin(), many.end() - 1});
        QVERIFY(desk.send(drain).status.ok());
        QCOMPARE(desk.send(drainOf(desk, {&pens[0]})).code(), std::string("other-drain"));
        QCOMPARE(desk.send(drainOf(desk, {&pens[21]})).code(), std::string("approvals"));
        QCOMPARE(
            desk.send(drainOf(desk, {&pens[21]}, {{QStringLiteral("force"), QString()}})).code(),
            std::string("params"));
        const QString back = QStringLiteral("in-service");
        QCOMPARE(desk.send(stopOf(desk, drain, pens[21], back)).code(), std::string("target"));
        QCOMPARE(
            desk.send(stopOf(desk, desk.record(CommandVerb::Drain, uidOf(pens[0])), pens[0], back))
                .code(),
            std::string("no-drain"));
        QCOMPARE(desk.send(stopOf(desk, drain, pens[0], QStringLiteral("maintenance"))).code(),
            std::string("params"));
    }
};

ESPALIER_TEST(TstDrain)
#include "tst_drain.moc"
