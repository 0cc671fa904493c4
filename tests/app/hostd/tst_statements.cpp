// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// What a host states of itself, member by member (evidence.md 1).
class TstStatements final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void sayAllOfTheHost();
    void sayWhereTheVmAndItsJobAre();
    void nameTheNewestRecordRightAfterEachTeardown();
    void comeInTheIntervalThatFleetdWants();
};

namespace {

// Made now, by a host with that head: what all statements of a World have in common.
Evidence::HostStatement expected(World& world, std::chrono::milliseconds interval)
{
    const auto records = world.store->recordsAfter(world.host->id(), 0, 1000);
    Evidence::HostStatement statement;
    statement.host = world.host->id();
    statement.bootId = world.bootId;
    statement.headSeq = records.size();
    statement.headHash = records.empty() ? QString(64, u'0') : records.back().leaf;
    statement.mono = world.clock.mono();
    statement.wall = world.clock.wall();
    statement.interval = interval;
    statement.limits = {{QStringLiteral("memory"), QStringLiteral("256M")},
        {QStringLiteral("kill"), QStringLiteral("in force")},
        {QStringLiteral("pids"), QStringLiteral("not to be had")}};
    statement.sandboxProfileHash = QString(64, u'b');
    statement.acceleratorPolicy = QStringLiteral("tcg");
    return statement;
}

// One of the lines of a statement in words, so that a difference shows.
QString vmsOf(const Evidence::HostStatement& statement)
{
    QStringList lines;
    for (const Evidence::StatedVm& vm : statement.vms)
        lines << QStringLiteral("[%1] %2 %3 %4 job %5")
                     .arg(vm.id.text())
                     .arg(vm.pid)
                     .arg(vm.startTime)
                     .arg(vmPhaseName(vm.state))
                     .arg(int(vm.job));
    return lines.join(u'\n');
}

QString lineOf(const Machine::Vm& vm, VmPhase phase, JobState job)
{
    return QStringLiteral("[%1] %2 %3 %4 job %5")
        .arg(vm.trace.vm.text())
        .arg(vm.trace.pid)
        .arg(vm.trace.startTime)
        .arg(vmPhaseName(phase))
        .arg(int(job));
}

} // namespace

void TstStatements::sayAllOfTheHost()
{
    World world;
    const VmId vm = World::vm(1);
    world.runJob(vm, 2);
    world.machine.orphans = {4711};
    world.machine.nics = {QStringLiteral("4711:eth0"), QStringLiteral("4712:tap1")};
    world.clock.advance(3s);
    const quint64 before = world.lastStatement().statementSeq;
    world.host->welcomed({QStringLiteral("fra1"), 0, 7s, 3}); // makes one now
    const Evidence::HostStatement said = world.lastStatement();
    Evidence::HostStatement wanted = expected(world, 7s);
    QVERIFY(said.statementSeq > before);
    wanted.statementSeq = said.statementSeq;
    const Machine::Vm& real = world.machine.vms.at(vm);
    const DiskIdentity& disk = real.trace.disks.front();
    wanted.vms = {{vm, real.trace.pid, real.trace.startTime, VmPhase::Running, JobState::Running},
        {VmId(), 4711, 0, VmPhase::Running, JobState::None}};
    wanted.disks = {{{}, {}, disk.dev, disk.ino, disk.nonce}};
    wanted.nics = world.machine.nics;
    QCOMPARE(vmsOf(said), vmsOf(wanted));
    QCOMPARE(said.disks, wanted.disks);
    QCOMPARE(said.nics, wanted.nics);
    QCOMPARE(said.limits, wanted.limits);
    QCOMPARE(said.headSeq, wanted.headSeq);
    QCOMPARE(said.headHash, wanted.headHash);
    QCOMPARE(said.mono, wanted.mono);
    QCOMPARE(said.wall, wanted.wall);
    QCOMPARE(said.interval, wanted.interval);
    QVERIFY(said == wanted); // and all the rest
}

void TstStatements::sayWhereTheVmAndItsJobAre()
{
    World world;
    const VmId id = World::vm(1);
    const Machine::Vm& vm = world.machine.vms[id];
    BackendEvents& events = world.backend->events();
    world.place(id);
    QCOMPARE(vmsOf(world.lastStatement()), QString()); // not before its Birth
    world.run(100ms);
    QVERIFY(vm.trace.pid != 0);
    QCOMPARE(vmsOf(world.lastStatement()), lineOf(vm, VmPhase::Booting, JobState::None));
    events.booted(id);
    world.run();
    QCOMPARE(vmsOf(world.lastStatement()), lineOf(vm, VmPhase::Running, JobState::None));
    events.jobStarted(id);
    world.run();
    QCOMPARE(vmsOf(world.lastStatement()), lineOf(vm, VmPhase::Running, JobState::Running));
    world.backend->silent = true;
    const Machine::Vm last = vm;
    world.endJob(id, {JobExitKind::Exit, 0});
    world.run();
    QCOMPARE(vmsOf(world.lastStatement()), lineOf(last, VmPhase::TearingDown, JobState::Ended));
    events.proving(id);
    world.run();
    QCOMPARE(vmsOf(world.lastStatement()), lineOf(last, VmPhase::Proving, JobState::Ended));
}

void TstStatements::nameTheNewestRecordRightAfterEachTeardown()
{
    World world;
    world.runJob(World::vm(1), 1);
    world.runJob(World::vm(2), 2);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    const size_t before = world.uplink.statements.size();
    world.run(5s); // less than an interval
    QVERIFY(world.uplink.statements.size() > before);
    const Evidence::HostStatement said = world.lastStatement();
    const Evidence::HostStatement wanted = expected(world, 10s);
    QCOMPARE(said.headSeq, quint64(3));
    QCOMPARE(said.headHash, wanted.headHash);
    QCOMPARE(vmsOf(said),
        lineOf(world.machine.vms.at(World::vm(2)), VmPhase::Running, JobState::Running));
    QCOMPARE(int(said.disks.size()), 1);
    QCOMPARE(said.disks.front().ino, world.machine.vms.at(World::vm(2)).trace.disks.front().ino);
}

void TstStatements::comeInTheIntervalThatFleetdWants()
{
    World world;
    world.host->welcomed({QStringLiteral("fra1"), 0, 20s, 3});
    const size_t before = world.uplink.statements.size();
    world.run(19s);
    QCOMPARE(world.uplink.statements.size(), before);
    world.run(1s);
    QCOMPARE(world.uplink.statements.size(), before + 1);
    QVERIFY(world.lastStatement() != Evidence::HostStatement{});
}

ESPALIER_TEST(TstStatements)
#include "tst_statements.moc"
