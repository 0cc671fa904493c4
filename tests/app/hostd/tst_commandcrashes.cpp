// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// hostd is killed at each step boundary of a command and started again over the same file, and
// fleetd repeats the order: the command has one effect, and its answer is the same for ever.
class TstCommandCrashes final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyStep_data();
    void killedAtAnyStep();
    void killedAtEveryStepInARow_data();
    void killedAtEveryStepInARow();
    void aGraceRunsOnOverARestart();
    void aForcedRunIsTakenUpAgain();
    void commandsGoOnInTheirOrder();
};

namespace {

enum class Scenario { Cordon, Drain, Cancel, Force };
constexpr std::pair<Scenario, const char*> scenarios[] = {{Scenario::Cordon, "cordon"},
    {Scenario::Drain, "drain"}, {Scenario::Cancel, "cancel"}, {Scenario::Force, "force-destroy"}};

const VmId vm = World::vm(1);

CommandOrder begin(World& world, Orders& orders, Scenario scenario)
{
    if (scenario == Scenario::Cancel || scenario == Scenario::Force)
        world.runJob(vm);
    if (scenario == Scenario::Force) {
        world.machine.outcomes.assign(3, Outcome::PartialDataResidual);
        world.endJob(vm, {JobExitKind::Exit, 0});
        world.run(10s);
    }
    switch (scenario) {
    case Scenario::Cordon:
        return People::order(orders.record(CommandVerb::Cordon));
    case Scenario::Drain:
        return People::order(orders.record(CommandVerb::Drain), 'o', QStringLiteral("cordon"));
    case Scenario::Cancel:
        break;
    case Scenario::Force:
        return People::order(orders.record(CommandVerb::ForceDestroy, vm));
    }
    auto record = orders.record(CommandVerb::Cancel, vm);
    record.params.insert(QStringLiteral("graceS"), QStringLiteral("10"));
    return People::order(record);
}

// fleetd: repeats what has no final answer, after every reconnect and now and then.
void carryOn(World& world, Orders& orders, CommandOrder order)
{
    for (int turn = 0; turn < 60; ++turn) {
        if (!world.host)
            world.boot();
        if (!world.host)
            continue; // killed within its start
        try {
            orders.sendRoster();
            world.host->command(order);
        } catch (const Killed&) {
            world.kill();
            continue;
        }
        if (world.run(5s))
            continue;
        if (!order.part.isEmpty() && orders.said() == QLatin1String("EXECUTING cordoned"))
            order.part = QStringLiteral("drain");
        if (orders.last().state == CommandState::Succeeded)
            return;
    }
    QFAIL("the command did not end");
}

void verifyOneEffect(World& world, Orders& orders, Scenario scenario, const CommandOrder& order)
{
    QCOMPARE(orders.last().state, CommandState::Succeeded);
    if (!world.host)
        world.boot();
    orders.give(order); // once more
    QCOMPARE(orders.last().state, CommandState::Succeeded);
    world.run(30s);
    const int modes = scenario == Scenario::Cordon ? 1 : scenario == Scenario::Drain ? 2 : 0;
    QCOMPARE(int(world.modes().size()), modes);
    if (modes != 0)
        return;
    QCOMPARE(world.count(Kind::Birth, vm), 1);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QVERIFY(world.machine.vms.empty());
    QVERIFY(!world.host->hello().slots_.at(0).quarantined);
}

const char* const steps[] = {"command-accepted", "mode-signed", "mode-committed",
    "command-executing", "command-in-life", "job-ended", "teardown-intended", "teardown-asked",
    "torn-down", "teardown-signed", "teardown-committed", "slot-free", "command-settled",
    "before-commit", "after-commit"};

} // namespace

void TstCommandCrashes::killedAtAnyStep_data()
{
    QTest::addColumn<int>("scenario");
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("occurrence");
    for (const auto& [scenario, name] : scenarios) {
        for (const char* step : steps) {
            const bool commit = QByteArray(step).endsWith("-commit");
            for (int i = 1; i <= (commit ? 6 : 1); ++i)
                QTest::addRow("%s, %s, time %d", name, step, i)
                    << int(scenario) << QString::fromLatin1(step) << i;
        }
    }
}

void TstCommandCrashes::killedAtAnyStep()
{
    QFETCH(int, scenario);
    QFETCH(QString, step);
    QFETCH(int, occurrence);
    World world;
    world.kill();
    bool armed = false;
    int seen = 0;
    world.step = [&](const char* name) {
        if (armed && step == QLatin1String(name) && ++seen == occurrence)
            throw Killed();
    };
    world.boot();
    Orders orders(world);
    orders.sendRoster();
    const CommandOrder order = begin(world, orders, Scenario(scenario));
    armed = true;
    carryOn(world, orders, order);
    verifyOneEffect(world, orders, Scenario(scenario), order);
}

void TstCommandCrashes::killedAtEveryStepInARow_data()
{
    QTest::addColumn<int>("scenario");
    for (const auto& [scenario, name] : scenarios)
        QTest::newRow(name) << int(scenario);
}

void TstCommandCrashes::killedAtEveryStepInARow()
{
    QFETCH(int, scenario);
    World world;
    world.kill();
    bool armed = false;
    QSet<QString> done;
    world.step = [&](const char* name) {
        const QString step = QString::fromLatin1(name);
        if (armed && !done.contains(step)) {
            done.insert(step);
            throw Killed();
        }
    };
    world.boot();
    Orders orders(world);
    orders.sendRoster();
    const CommandOrder order = begin(world, orders, Scenario(scenario));
    armed = true;
    carryOn(world, orders, order);
    QVERIFY2(done.size() >= 4, qPrintable(QStringList(done.values()).join(u' ')));
    verifyOneEffect(world, orders, Scenario(scenario), order);
}

void TstCommandCrashes::aGraceRunsOnOverARestart()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(vm);
    const CommandOrder order = People::order(orders.record(CommandVerb::Cancel, vm));
    orders.give(order);
    world.run(200s);
    world.kill();
    world.boot();
    world.run(90s);
    QCOMPARE(world.host->life(vm)->phase(), VmPhase::Running);
    world.run(15s);
    const auto cause = *world.last(Kind::Teardown).cause;
    QCOMPARE(cause.exit.kind, JobExitKind::Cancelled);
    QCOMPARE(cause.commandDigest, People::digest(order));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstCommandCrashes::aForcedRunIsTakenUpAgain()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const CommandOrder order = begin(world, orders, Scenario::Force);
    world.backend->silent = true; // it takes long
    orders.give(order);
    world.run(30s);
    world.kill();
    world.boot();
    world.run(5s);
    QCOMPARE(world.last(Kind::Teardown).cause->commandDigest, People::digest(order));
    QCOMPARE(world.last(Kind::Teardown).cause->trigger, QStringLiteral("command"));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstCommandCrashes::commandsGoOnInTheirOrder()
{
    World world;
    world.kill();
    bool armed = false;
    world.step = [&](const char* name) {
        if (armed && qstrcmp(name, "command-accepted") == 0)
            throw Killed();
    };
    world.boot();
    Orders orders(world);
    orders.sendRoster();
    world.run(100ms);
    armed = true;
    auto first = orders.record(CommandVerb::Maintenance);
    first.id = CommandId(QString(32, u'f')); // later by its name
    auto second = orders.record(CommandVerb::Uncordon);
    second.targets.front().generation = 2; // has seen the first one
    world.host->command(People::order(first));
    world.host->command(People::order(second));
    QVERIFY(world.run(100ms)); // both durable, neither acted upon
    armed = false;
    world.boot();
    world.run(100ms);
    QCOMPARE(int(world.modes().size()), 2);
    QCOMPARE(world.host->hello().mode, HostMode::InService);
}

ESPALIER_TEST(TstCommandCrashes)
#include "tst_commandcrashes.moc"
