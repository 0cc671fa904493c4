// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "testdesk.h"
#include "testhost.h"

#include <fleetd/drains/engine.h>
#include <wire/convertorders.h>

#include <QTest>

namespace Espalier::Tests {

inline const JobExit exitZero{JobExitKind::Exit, 0};

[[nodiscard]] inline Drain drainNow(TestFleet& fleet, const Evidence::CommandRecord& command)
{
    Drain drain;
    fleet.onRecord([&](Fleetd::Fleet& inside) {
        if (const auto object =
                inside.record().find(v1::OBJECT_TYPE_DRAIN, command.id.text().toStdString()))
            drain = Wire::fromWire(object->drain());
    });
    return drain;
}

[[nodiscard]] inline std::string digestOf(TestFleet& fleet, const Evidence::CommandRecord& command)
{
    return commandNow(fleet, command.id.text().toStdString()).digest();
}

// What is expected of one host comes true within 5 s; the clock of the fleet stands still but for
// the seconds that pass.
[[nodiscard]] inline bool comesTo(TestFleet& fleet, const Evidence::CommandRecord& command,
    const HostId& host, DrainPhase phase, DrainBlock block)
{
    return QTest::qWaitFor([&] {
        const Drain drain = drainNow(fleet, command);
        const DrainHost* one = Fleetd::hostIn(drain, host);
        return one && one->phase == phase && one->block == block;
    });
}

[[nodiscard]] inline bool comesTo(
    TestFleet& fleet, const Evidence::CommandRecord& command, DrainState state)
{
    return QTest::qWaitFor([&] { return drainNow(fleet, command).state == state; });
}

[[nodiscard]] inline std::string uidOf(const HostPen& host)
{
    return host.id().text().toStdString();
}

// A simulated host with its stream, and one job that runs on it if wanted.
struct Station {
    HostPen pen;
    std::unique_ptr<TestStream> line;
    v1::PlaceOrder placed;
    bool lives = false; // the job's VM

    Station(TestFleet& fleet, size_t number)
        : pen(fleet.simulatedHosts().at(number), true)
    {
        attach(fleet);
    }
    [[nodiscard]] const HostId& id() const { return pen.id(); }
    [[nodiscard]] std::string uid() const { return uidOf(pen); }
    [[nodiscard]] std::string vm() const { return placed.vm(); }
    void attach(TestFleet& fleet)
    {
        line = std::make_unique<TestStream>(fleet.channel(QStringLiteral("sites/fra1/simulator")));
        line->hello(
            pen, pen.headSeq(), lives ? QStringList{QString::fromStdString(vm())} : QStringList{});
        (void)line->answer();
    }
    void run(TestFleet& fleet)
    {
        v1::SubmitJobRequest job = goodJob();
        job.set_host(uid());
        (void)submitted(fleet, job);
        placed = line->next(v1::FleetFrame::kPlace).place();
        line->commit(pen, pen.birth(placed));
        line->progress(pen, vm(), "running", true);
        lives = true;
    }
    void endJob() { line->progress(pen, vm(), "tearing-down", false, &exitZero); }
    void tearDown()
    {
        line->commit(pen, pen.teardown(vm(), Outcome::Simulated, exitZero));
        lives = false;
    }
    // Takes the next command up and records its mode; answers which part of a drain it was.
    std::string follow(TestFleet& fleet, const Evidence::CommandRecord& command, HostMode mode)
    {
        const v1::CommandOrder order = line->next(v1::FleetFrame::kCommand).command();
        line->result(pen, order, uid(), "HOST_ACCEPTED");
        line->commit(pen, pen.mode(mode, QString::fromStdString(digestOf(fleet, command))));
        return order.part();
    }
    void state(const QStringList& vms = {}) { line->statement(pen, pen.statement(vms)); }
};

[[nodiscard]] inline Evidence::CommandRecord drainOf(
    TestDesk& desk, std::vector<const HostPen*> hosts, const QMap<QString, QString>& params = {})
{
    Evidence::CommandRecord record = desk.record(CommandVerb::Drain, uidOf(*hosts.front()));
    record.targets.clear();
    for (const HostPen* host : hosts)
        record.targets.push_back(desk.target(uidOf(*host)));
    record.params = params;
    return record;
}
[[nodiscard]] inline Evidence::CommandRecord stopOf(
    TestDesk& desk, const Evidence::CommandRecord& drain, const HostPen& host, const QString& mode)
{
    Evidence::CommandRecord record = desk.record(CommandVerb::StopDrain, uidOf(host));
    record.params = {{QStringLiteral("drain"), drain.id.text()}, {QStringLiteral("return"), mode}};
    return record;
}
// Sends what will be refused; the code. fleetd logs it.
[[nodiscard]] inline std::string refusalOf(
    const TestDesk& desk, const Evidence::CommandRecord& command)
{
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("^refused a command of ")));
    return desk.send(command).code();
}
[[nodiscard]] inline QString in(TestFleet& fleet, std::chrono::seconds after)
{
    return utcText(fleet.clock().wall() + after);
}

} // namespace Espalier::Tests
