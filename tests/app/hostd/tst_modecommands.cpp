// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "support/testregistry.h"

#include <QFile>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// Cordon, drain, maintenance and the ways back: each is a signed record, and binds placements.
class TstModeCommands final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void eachSetsItsMode_data();
    void eachSetsItsMode();
    void placementsAreRefusedUntilInService();
    void noBirthFollowsACordon();
    void whatRunsRunsOn();
    void aDrainComesInTwoParts();
    void aDrainsSecondPartComesLongAfterItsEnd();
    void aDrainThatSomebodyElseOvertookFails();
    void stopDrainReturnsAsItSays();
    void theModeOutlivesARestart();
    void theGenerationRises();
    void theSameCommandHasOneEffect();
    void resultsAreRepeatedUntilAcknowledged();
    void anOlderStateFileIsBroughtForward();
    void eachHostOfAProcessAnswersForItself();
};

void TstModeCommands::eachSetsItsMode_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<int>("mode");
    const auto row = [](CommandVerb verb, HostMode mode) {
        QTest::newRow(qPrintable(verbName(verb))) << int(verb) << int(mode);
    };
    row(CommandVerb::Cordon, HostMode::Cordoned);
    row(CommandVerb::Uncordon, HostMode::InService);
    row(CommandVerb::Maintenance, HostMode::Maintenance);
    row(CommandVerb::Drain, HostMode::Draining);
    row(CommandVerb::StopDrain, HostMode::InService);
}

void TstModeCommands::eachSetsItsMode()
{
    QFETCH(int, verb);
    QFETCH(int, mode);
    World world;
    Orders orders(world);
    orders.sendRoster();
    const CommandOrder order = People::order(orders.record(CommandVerb(verb)));
    orders.give(order);
    QCOMPARE(orders.states(),
        (QStringList{QStringLiteral("HOST_ACCEPTED"), QStringLiteral("SUCCEEDED")}));
    QCOMPARE(int(world.modes().size()), 1);
    const Evidence::HostModeRecord record = world.modes().front();
    QCOMPARE(record.mode, HostMode(mode));
    QCOMPARE(record.commandDigest, People::digest(order));
    QCOMPARE(record.keyId, world.key.publicKey().keyId());
    QCOMPARE(world.host->hello().mode, HostMode(mode));
    QCOMPARE(world.uplink.records.back(), quint64(1));
    QCOMPARE(world.lastStatement().headSeq, quint64(1));
}

void TstModeCommands::placementsAreRefusedUntilInService()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const std::pair<CommandVerb, const char*> words[] = {{CommandVerb::Cordon, "host is cordoned"},
        {CommandVerb::Drain, "host is draining"},
        {CommandVerb::Maintenance, "host is in maintenance"}};
    for (const auto& [verb, reason] : words) {
        orders.give(orders.record(verb));
        world.place(World::vm(1));
        world.run(100ms);
        QVERIFY(!world.uplink.results.back().second.accepted);
        QCOMPARE(world.uplink.results.back().second.reason, QString::fromLatin1(reason));
    }
    QVERIFY(world.records().empty());
    orders.give(orders.record(CommandVerb::Uncordon));
    world.runJob(World::vm(1));
    QVERIFY(world.uplink.results.back().second.accepted);
}

void TstModeCommands::noBirthFollowsACordon()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.place(World::vm(1)); // is being prepared
    world.run();
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("was not made: host is cordoned")));
    orders.give(orders.record(CommandVerb::Cordon));
    world.run(5s);
    QCOMPARE(world.count(Kind::Birth, World::vm(1)), 0);
    QCOMPARE(world.uplink.results.back().second.reason, QStringLiteral("host is cordoned"));
    QVERIFY(world.machine.vms.empty());
    QCOMPARE(int(world.modes().size()), 1);
}

void TstModeCommands::whatRunsRunsOn()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(World::vm(1));
    orders.give(orders.record(CommandVerb::Drain));
    world.run(60s);
    QCOMPARE(world.host->life(World::vm(1))->phase(), VmPhase::Running);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(5s);
    QCOMPARE(world.last(Kind::Teardown).cause->trigger, QStringLiteral("jobEnd"));
    QVERIFY(world.last(Kind::Teardown).cause->commandDigest.isEmpty());
}

void TstModeCommands::aDrainComesInTwoParts()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto record = orders.record(CommandVerb::Drain);
    orders.give(People::order(record, 'o', QStringLiteral("cordon")));
    QCOMPARE(orders.said(), QStringLiteral("EXECUTING cordoned"));
    QCOMPARE(world.modes().back().mode, HostMode::Cordoned);
    orders.give(People::order(record, 'o', QStringLiteral("cordon"))); // again
    QCOMPARE(int(world.modes().size()), 1);
    world.kill();
    world.boot();
    world.run(1s);
    QCOMPARE(int(world.modes().size()), 1);
    orders.give(People::order(record, 'o', QStringLiteral("drain")));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QCOMPARE(int(world.modes().size()), 2);
    QCOMPARE(world.modes().back().mode, HostMode::Draining);
    QCOMPARE(world.host->hello().generation, quint64(2)); // one command
    orders.give(People::order(record, 'o', QStringLiteral("drain")));
    QCOMPARE(int(world.modes().size()), 2);
}

void TstModeCommands::aDrainsSecondPartComesLongAfterItsEnd()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto record = orders.record(CommandVerb::Drain);
    orders.give(People::order(record, 'o', QStringLiteral("cordon")));
    world.run(3h);
    orders.give(People::order(record, 'o', QStringLiteral("drain")));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstModeCommands::aDrainThatSomebodyElseOvertookFails()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto record = orders.record(CommandVerb::Drain);
    orders.give(People::order(record, 'o', QStringLiteral("cordon")));
    orders.give(orders.record(CommandVerb::Uncordon));
    orders.give(People::order(record, 'o', QStringLiteral("drain")));
    QCOMPARE(orders.said(), QStringLiteral("FAILED superseded"));
    QCOMPARE(world.host->hello().mode, HostMode::InService);
}

void TstModeCommands::stopDrainReturnsAsItSays()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    orders.give(orders.record(CommandVerb::Drain));
    auto stop = orders.record(CommandVerb::StopDrain);
    stop.params.insert(QStringLiteral("return"), QStringLiteral("cordoned"));
    orders.give(stop);
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    stop = orders.record(CommandVerb::StopDrain);
    stop.params.insert(QStringLiteral("return"), QStringLiteral("in-service"));
    orders.give(stop);
    QCOMPARE(world.host->hello().mode, HostMode::InService);
    orders.give(orders.record(CommandVerb::Maintenance));
    orders.give(orders.record(CommandVerb::StopDrain));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED maintenance"));
    QCOMPARE(world.host->hello().mode, HostMode::Maintenance);
}

void TstModeCommands::theModeOutlivesARestart()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    orders.give(orders.record(CommandVerb::Cordon));
    world.reboot();
    world.run(1s);
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    QCOMPARE(world.host->hello().generation, quint64(2));
    world.place(World::vm(1));
    QCOMPARE(world.uplink.results.back().second.reason, QStringLiteral("host is cordoned"));
    QCOMPARE(int(world.modes().size()), 1); // nothing is signed twice
}

void TstModeCommands::theGenerationRises()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    QCOMPARE(world.host->hello().generation, quint64(1));
    auto record = orders.record(CommandVerb::Cordon);
    record.targets.front().generation = 5; // fleetd counted commands that never came here
    orders.give(record);
    QCOMPARE(world.host->hello().generation, quint64(6));
    QCOMPARE(orders.last().generation, quint64(6));
}

void TstModeCommands::theSameCommandHasOneEffect()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const CommandOrder order = People::order(orders.record(CommandVerb::Cordon));
    world.host->command(order);
    world.host->command(order); // before it is durable
    world.run(100ms);
    orders.give(order);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    world.kill();
    world.boot();
    world.run(3h); // long past its end
    orders.give(order);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QCOMPARE(int(world.modes().size()), 1);
}

void TstModeCommands::resultsAreRepeatedUntilAcknowledged()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto record = orders.record(CommandVerb::Cordon);
    orders.give(record);
    const Welcome welcome{QStringLiteral("fra1"), 0, 10s, 3};
    for (int reconnect = 0; reconnect < 2; ++reconnect) {
        world.uplink.reports.clear();
        world.host->welcomed(welcome);
        QCOMPARE(orders.states(), QStringList{QStringLiteral("SUCCEEDED")});
    }
    const QString target = World::id().text();
    world.host->commandAcknowledged({record.id, target, CommandState::HostAccepted}); // not final
    world.run(100ms);
    world.uplink.reports.clear();
    world.host->welcomed(welcome);
    QCOMPARE(int(world.uplink.reports.size()), 1);
    world.host->commandAcknowledged({record.id, target, CommandState::Succeeded});
    world.run(100ms);
    world.kill();
    world.boot();
    world.uplink.reports.clear();
    world.host->welcomed(welcome);
    QVERIFY(world.uplink.reports.empty());
}

// A file of the version before commands: its hosts are in service, its chain goes on.
void TstModeCommands::anOlderStateFileIsBroughtForward()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("hostd.sqlite"));
    {
        HostStore store(file);
        store.admitHost(World::id(), QString(64, u'a'));
        Daemon::Database& database = store.database();
        for (const char* column : {"mode", "modeDigest", "generation"})
            database.execute(
                QStringLiteral("ALTER TABLE hosts DROP COLUMN %1").arg(QLatin1String(column)));
        for (const char* table :
            {"roster", "commands", "cacheForks", "cacheVersions", "cacheVolumes"})
            database.execute(QStringLiteral("DROP TABLE %1").arg(QLatin1String(table)));
        database.execute(QStringLiteral("PRAGMA user_version = 1"));
    }
    HostStore store(file);
    QCOMPARE(store.standing(World::id()).mode, HostMode::InService);
    QCOMPARE(store.standing(World::id()).generation, quint64(1));
    QCOMPARE(store.roster().version, quint64(0));
    QVERIFY(CommandTable(store).open(World::id()).empty());
}

// A simulator: two hosts over one file, one command about both.
void TstModeCommands::eachHostOfAProcessAnswersForItself()
{
    World world;
    Orders orders(world);
    const HostId otherId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b11"));
    HostSetup setup{{SiteId(QStringLiteral("fra1")), otherId, world.bootId, People::key('h')}};
    const Surroundings around{*world.journal, *world.rosters, world.timers, world.clock,
        [](qsizetype size) { return QByteArray(size, 'r'); }, {}};
    Machine machine;
    FakeUplink uplink;
    LocalHost other(setup, around, std::make_unique<FakeBackend>(machine, world.timers));
    other.attach(&uplink);
    other.start();
    orders.sendRoster(); // one for the process
    auto record = orders.record(CommandVerb::Cordon);
    record.targets.push_back({TargetKind::Host, otherId.text(), 1, otherId, world.bootId});
    const CommandOrder order = People::order(record);
    other.command(order);
    world.run(100ms);
    QCOMPARE(other.hello().mode, HostMode::Cordoned);
    QCOMPARE(world.host->hello().mode, HostMode::InService);
    QCOMPARE(uplink.reports.back().target, otherId.text());
    orders.give(order);
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    QCOMPARE(orders.last().target, World::id().text());
    QCOMPARE(int(world.modes().size()), 1); // of this host's chain
    world.timers.drop();
}

ESPALIER_TEST(TstModeCommands)
#include "tst_modecommands.moc"
