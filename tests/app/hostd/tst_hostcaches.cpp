// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "simulatedworld.h"
#include "support/testregistry.h"

#include <hostd/caches/hostkey.h>

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

namespace {

const VolumeId volume(QStringLiteral("c0ffee00-0000-4000-8000-000000000001"));
const QString acme = QString(64, u'e'), other = QString(64, u'c');

CacheWish wish(const QString& owner = acme)
{
    return {volume, owner, QStringLiteral("deps"), cacheQuotaDefault};
}

void placeWithCache(World& world, const VmId& vm, int slot = 1)
{
    PlacementOrder placement = world.placement(vm, slot);
    placement.caches = {wish()};
    world.host->place(placement);
}

void runJob(World& world, const VmId& vm, int slot = 1)
{
    placeWithCache(world, vm, slot);
    world.run(100ms);
    world.backend->events().booted(vm);
    world.backend->events().jobStarted(vm);
    world.run(100ms);
}

void wholeJob(World& world, const VmId& vm, int code = 0)
{
    runJob(world, vm);
    world.endJob(vm, {JobExitKind::Exit, code});
    world.run(10s);
}

HeldVolume held(World& world)
{
    const auto all = world.host->caches();
    return all.size() == 1 ? all.front() : HeldVolume{};
}

QStringList files(const World& world)
{
    const auto found = world.machine.cacheFiles.find(volume);
    return found == world.machine.cacheFiles.end() ? QStringList() : found->second;
}

// As TstCrashes: fleetd repeats its order, the machine its news.
void liveOn(World& world, const VmId& vm)
{
    for (int turn = 0; turn < 60; ++turn) {
        if (!world.host)
            world.boot();
        if (!world.host)
            continue;
        const bool gone = world.count(Kind::Teardown, vm) == 1;
        if (gone && world.store->lives(world.host->id()).empty() && !world.host->life(vm))
            return;
        try {
            if (world.count(Kind::Birth, vm) == 0)
                placeWithCache(world, vm);
            const VmLife* life = world.host->life(vm);
            if (life && life->phase() == VmPhase::Booting)
                world.backend->events().jobStarted(vm);
            if (life && life->phase() == VmPhase::Running)
                world.endJob(vm, {JobExitKind::Exit, 0});
        } catch (const Killed&) {
            world.kill();
            continue;
        }
        world.run(5s);
    }
    QFAIL("the life did not end");
}

const char* const steps[] = {"intended", "prepared", "birth-signed", "birth-committed",
    "start-asked", "start-recorded", "job-start-recorded", "job-ended", "teardown-intended",
    "vm-stopped", "cache-committing", "cache-flatten-asked", "cache-flattened", "detach-signed",
    "detach-committed", "teardown-asked", "torn-down", "teardown-signed", "teardown-committed",
    "slot-free", "strays-removed"};

} // namespace

// Cache volumes through whole lives: committed after exit 0 and not otherwise, for their owner
// only, and whatever happens nothing that was committed is lost (protocol.md 10, evidence.md 5).
class TstHostCaches final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void exitZeroCommitsAndTheNextForkIsOfIt();
    void everyOtherEndAbandons_data();
    void everyOtherEndAbandons();
    void anotherTenantsPlacementIsRefused();
    void twoTenantsWantOneNewVolumeAtOnce();
    void killedAtAnyStepOfACommit_data();
    void killedAtAnyStepOfACommit();
    void anAdoptedVmsForkIsCommitted();
    void ofTwoForksTheLaterCommitWins();
    void aFullDiskAtTheCommitKeepsTheForkUntilThereIsRoom();
    void nothingIsSettledWhileTheProcessLives();
    void noForkWithoutRoomForIt();
    void evictionWaitsForTheFork();
    void aPersonEvicts();
    void quotaIsOfTheNextEmptyVolume();
    void aMissingHostKeyRefusesCaches();
    void hostKeys();
    void aDatabaseOfSchemaTwoOpens();
    void simulatedVolumesAreRows();
};

void TstHostCaches::exitZeroCommitsAndTheNextForkIsOfIt()
{
    World world;
    const VmId first = World::vm(1), second = World::vm(2);
    runJob(world, first);
    QVERIFY(world.backend->disks.front().baseFile.isEmpty());
    QCOMPARE(world.backend->disks.front().key.size(), 64);
    QCOMPARE(int(held(world).forks.size()), 1);
    const QByteArray key = world.backend->disks.front().key;
    const int told = world.uplink.cacheChanges;
    world.endJob(first, {JobExitKind::Exit, 0});
    world.run(10s);
    QVERIFY(world.uplink.cacheChanges > told);
    QCOMPARE(held(world).current, quint64(1));
    QVERIFY(held(world).forks.empty());
    QCOMPARE(files(world), filesOf(held(world)));
    const auto teardown = world.last(Kind::Teardown);
    QCOMPARE(teardown.cache.size(), size_t(1));
    QCOMPARE(teardown.cache.front().outcome, QStringLiteral("committed"));
    QCOMPARE(teardown.cache.front().versionAfter, QStringLiteral("1"));
    QCOMPARE(teardown.cache.front().owner, acme);
    QCOMPARE(world.records().front().cache.size(), size_t(1)); // its Birth tells what it will have
    const auto records = world.cacheRecords();
    QCOMPARE(records.size(), size_t(2));
    QVERIFY(records.front().attach && !records.back().attach);
    QCOMPARE(records.back().cache, teardown.cache.front());
    runJob(world, second);
    QCOMPARE(world.backend->disks.front().baseFile, files(world).front());
    QCOMPARE(world.backend->disks.front().baseKey, key);
    QVERIFY(world.backend->disks.front().key != key);
    world.endJob(second, {JobExitKind::Exit, 0});
    world.run(10s);
    QCOMPARE(held(world).current, quint64(2));
    QCOMPARE(held(world).versions.size(), size_t(1)); // nobody needs the first any more
    QCOMPARE(files(world).size(), 1);
    QCOMPARE(world.last(Kind::Teardown).cache.front().versionBefore, QStringLiteral("1"));
}

void TstHostCaches::everyOtherEndAbandons_data()
{
    QTest::addColumn<JobExit>("exit");
    QTest::newRow("exit 1") << JobExit{JobExitKind::Exit, 1};
    QTest::newRow("signal") << JobExit{JobExitKind::Signal, 9};
    QTest::newRow("panic") << JobExit{JobExitKind::Panic, 0};
    QTest::newRow("hypervisor died") << JobExit{JobExitKind::HypervisorDied, 0};
}

void TstHostCaches::everyOtherEndAbandons()
{
    QFETCH(JobExit, exit);
    World world;
    wholeJob(world, World::vm(1));
    const QStringList before = files(world);
    runJob(world, World::vm(2));
    world.endJob(World::vm(2), exit);
    world.run(10s);
    QCOMPARE(held(world).current, quint64(1));
    QCOMPARE(files(world), before);
    QCOMPARE(world.last(Kind::Teardown).cache.front().outcome, QStringLiteral("abandoned"));
    QVERIFY(world.last(Kind::Teardown).cache.front().versionAfter.isEmpty());
    QVERIFY(held(world).forks.empty());
    const std::vector<QString>& log = world.backend->log;
    QCOMPARE(std::count(log.begin(), log.end(), QStringLiteral("flatten")), 1);
}

void TstHostCaches::anotherTenantsPlacementIsRefused()
{
    World world;
    wholeJob(world, World::vm(1));
    PlacementOrder placement = world.placement(World::vm(2));
    placement.caches = {wish()};
    placement.tenantPseudonym = other; // not the owner that fleetd itself names
    world.host->place(placement);
    QVERIFY(!world.uplink.results.back().second.accepted);
    placement.caches = {wish(other)}; // fleetd lies about the owner
    world.host->place(placement);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.uplink.results.back().second.reason.contains(QLatin1String("another owner")));
    world.run(10s);
    QCOMPARE(world.count(Kind::Birth, World::vm(2)), 0);
    QVERIFY(held(world).forks.empty());
}

void TstHostCaches::twoTenantsWantOneNewVolumeAtOnce()
{
    World world;
    const QRegularExpression refused(QStringLiteral("was not made: caches: .*another owner"));
    for (int i = 0; i < 2; ++i) // one flush, one fate; fleetd asks for the owner's again
        QTest::ignoreMessage(QtWarningMsg, refused);
    placeWithCache(world, World::vm(1), 1);
    PlacementOrder placement = world.placement(World::vm(2), 2);
    placement.tenantPseudonym = other;
    placement.caches = {wish(other)};
    world.host->place(placement); // the first is not durable yet
    world.run(5s);
    QVERIFY(!world.journal->isBlocked());
    QCOMPARE(world.count(Kind::Birth, World::vm(2)), 0);
    placeWithCache(world, World::vm(1), 1);
    world.run(100ms);
    QCOMPARE(held(world).owner, acme);
    QCOMPARE(held(world).forks.front().vm, World::vm(1));
}

void TstHostCaches::killedAtAnyStepOfACommit_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("occurrence");
    for (const char* step : steps)
        QTest::addRow("%s", step) << QString::fromLatin1(step) << 1;
    for (const char* step : {"before-commit", "after-commit"}) {
        for (int i = 1; i <= 10; ++i)
            QTest::addRow("%s, time %d", step, i) << QString::fromLatin1(step) << i;
    }
}

void TstHostCaches::killedAtAnyStepOfACommit()
{
    QFETCH(QString, step);
    QFETCH(int, occurrence);
    World world;
    wholeJob(world, World::vm(1));
    QCOMPARE(held(world).current, quint64(1));
    world.kill();
    int seen = 0;
    bool lost = false;
    world.step = [&](const char* name) {
        lost = lost || files(world).isEmpty(); // at no moment is there no version's file
        if (step == QLatin1String(name) && ++seen == occurrence)
            throw Killed();
    };
    const VmId vm = World::vm(2);
    liveOn(world, vm);
    QVERIFY(seen >= occurrence || step.endsWith(QLatin1String("-commit")));
    QVERIFY(!lost);
    const HeldVolume after = held(world);
    const auto teardown = world.last(Kind::Teardown);
    const bool zero = teardown.cause->exit == JobExit{JobExitKind::Exit, 0};
    QCOMPARE(teardown.cache.front().outcome,
        zero ? QStringLiteral("committed") : QStringLiteral("abandoned"));
    QCOMPARE(after.current, quint64(zero ? 2 : 1));
    QCOMPARE(after.versions.size(), size_t(1));
    QVERIFY(after.forks.empty());
    QCOMPARE(files(world), filesOf(after));
    const auto all = world.cacheRecords();
    QCOMPARE(std::count_if(all.begin(), all.end(),
                 [&](const auto& one) { return one.identity.vm == vm && one.attach; }),
        1);
    QCOMPARE(std::count_if(all.begin(), all.end(),
                 [&](const auto& one) { return one.identity.vm == vm && !one.attach; }),
        1);
}

void TstHostCaches::anAdoptedVmsForkIsCommitted()
{
    World world;
    runJob(world, World::vm(1));
    world.kill();
    world.boot();
    world.run(1s);
    QCOMPARE(int(held(world).forks.size()), 1);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(10s);
    QCOMPARE(held(world).current, quint64(1));
}

void TstHostCaches::ofTwoForksTheLaterCommitWins()
{
    World world;
    runJob(world, World::vm(1), 1);
    runJob(world, World::vm(2), 2);
    world.endJob(World::vm(2), {JobExitKind::Exit, 0});
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(20s);
    QCOMPARE(held(world).current, quint64(2));
    QCOMPARE(held(world).versions.back().writer, World::vm(1));
    QCOMPARE(files(world), filesOf(held(world)));
}

void TstHostCaches::aFullDiskAtTheCommitKeepsTheForkUntilThereIsRoom()
{
    World world;
    wholeJob(world, World::vm(1));
    runJob(world, World::vm(2));
    world.machine.failFlattens = 3;
    world.endJob(World::vm(2), {JobExitKind::Exit, 0});
    world.run(30s);
    const auto failed = world.last(Kind::TeardownFailed);
    QCOMPARE(failed.outcome, Outcome::PartialDataResidual);
    QVERIFY(failed.residuals.join(u' ').contains(QLatin1String("No space left")));
    QVERIFY(failed.cache.front().outcome.isEmpty()); // neither committed nor abandoned
    QVERIFY(world.host->life(World::vm(2))->isStuck());
    QCOMPARE(held(world).current, quint64(1));
    QVERIFY(world.machine.vms.at(World::vm(2)).hasDisk); // nothing of it was removed
    world.kill(); // also over a restart, which tries again
    world.machine.failFlattens = 3;
    world.boot();
    world.run(30s);
    QCOMPARE(held(world).current, quint64(1));
    world.host->end({QStringLiteral("o"), World::vm(2), 0s, JobExitKind::Cancelled});
    world.run(30s);
    QCOMPARE(held(world).current, quint64(2));
    QCOMPARE(world.last(Kind::Teardown).cache.front().outcome, QStringLiteral("committed"));
}

void TstHostCaches::nothingIsSettledWhileTheProcessLives()
{
    World world;
    runJob(world, World::vm(1));
    world.machine.unkillable = true;
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(30s);
    QCOMPARE(world.last(Kind::TeardownFailed).outcome, Outcome::ProcessUnkillable);
    QCOMPARE(world.cacheRecords().size(), size_t(1));
    QVERIFY(files(world).isEmpty());
    const std::vector<QString>& log = world.backend->log;
    QCOMPARE(std::count(log.begin(), log.end(), QStringLiteral("tearDown")), 0); // it would unlink
}

void TstHostCaches::noForkWithoutRoomForIt()
{
    World world;
    for (const char* why : {"was not made: no space", "was not made: caches: .*full"})
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QLatin1String(why)));
    world.backend->failPrepare = true;
    placeWithCache(world, World::vm(1));
    world.run(5s);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.uplink.results.back().second.reason.contains(QLatin1String("no space")));
    QVERIFY(held(world).forks.empty());
    world.backend->failPrepare = false;
    world.setDiskFull(true); // not even the fork's row
    placeWithCache(world, World::vm(2));
    world.run(5s);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(!world.host->life(World::vm(2)));
    world.setDiskFull(false);
    world.run(5s);
    wholeJob(world, World::vm(3));
    QCOMPARE(held(world).current, quint64(1));
}

void TstHostCaches::evictionWaitsForTheFork()
{
    World world;
    wholeJob(world, World::vm(1));
    runJob(world, World::vm(2));
    const int told = world.uplink.cacheChanges;
    world.host->volume({volume, true, 0});
    world.run(5s);
    QCOMPARE(held(world).current, quint64(1));
    QCOMPARE(files(world).size(), 1);
    QVERIFY(world.uplink.cacheChanges > told); // fleetd sees that it is still there
    QVERIFY(!world.journal->isBlocked());
    world.endJob(World::vm(2), {JobExitKind::Exit, 1});
    world.run(10s);
    world.host->volume({volume, true, 0});
    world.run(5s);
    QVERIFY(world.host->caches().empty());
    QVERIFY(files(world).isEmpty());
}

void TstHostCaches::aPersonEvicts()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    runJob(world, World::vm(1));
    int number = 700;
    const auto evict = [&] {
        const CommandTarget target{TargetKind::Volume, volume.text(), 5, World::id(), {}};
        auto record =
            People::command(CommandVerb::CacheEvict, target, ++number, world.clock.wall());
        record.tier = Tier::T1;
        orders.give(record);
        world.run(1s);
    };
    evict();
    QCOMPARE(orders.said(), QStringLiteral("REJECTED attached"));
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(10s);
    evict();
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
    QVERIFY(world.host->caches().empty());
    QVERIFY(files(world).isEmpty());
    evict();
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED already-gone"));
}

void TstHostCaches::quotaIsOfTheNextEmptyVolume()
{
    World world;
    runJob(world, World::vm(1));
    QCOMPARE(world.backend->disks.front().quota, cacheQuotaDefault);
    world.host->volume({volume, false, 2 * cacheQuotaDefault});
    world.run(1s);
    QCOMPARE(held(world).quota, 2 * cacheQuotaDefault);
    world.host->volume({volume, false, 1}); // below the least there is
    world.run(1s);
    QCOMPARE(held(world).quota, 2 * cacheQuotaDefault);
}

void TstHostCaches::aMissingHostKeyRefusesCaches()
{
    World world;
    wholeJob(world, World::vm(1));
    runJob(world, World::vm(2));
    world.kill();
    QFile key(world.cacheKeyFile());
    QVERIFY(key.rename(world.cacheKeyFile() + QStringLiteral(".away")));
    world.boot();
    world.run(1s);
    placeWithCache(world, World::vm(3), 2);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.uplink.results.back().second.reason.contains(QLatin1String("is missing")));
    QVERIFY(!QFile::exists(world.cacheKeyFile())); // a new one would open nothing
    world.endJob(World::vm(2), {JobExitKind::Exit, 0});
    world.run(30s);
    QVERIFY(world.host->life(World::vm(2))->isStuck());
    QVERIFY(QFile::rename(world.cacheKeyFile() + QStringLiteral(".away"), world.cacheKeyFile()));
    world.host->end({QStringLiteral("o"), World::vm(2), 0s, JobExitKind::Cancelled});
    world.run(30s);
    QCOMPARE(held(world).current, quint64(2));
}

void TstHostCaches::hostKeys()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("cache.key"));
    const auto random = [](qsizetype count) { return QByteArray(count, 'n'); };
    QVERIFY(!hostKey(file, false, random));
    const auto made = hostKey(file, true, random);
    QVERIFY2(made, qPrintable(made ? QString() : made.error()));
    QCOMPARE(*made, QByteArray(hostKeyBytes, 'n'));
    QCOMPARE(QFile::permissions(file) & ~(QFile::ReadUser | QFile::WriteUser),
        QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(hostKey(file, false, random));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    QVERIFY(!hostKey(file, true, random));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(QFile::resize(file, 31));
    QVERIFY(!hostKey(file, true, random));
    QVERIFY(!hostKey(folder.filePath(QStringLiteral("none/cache.key")), true, random));
}

void TstHostCaches::aDatabaseOfSchemaTwoOpens()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("hostd.sqlite"));
    {
        HostStore store(file);
        store.transaction([&] {
            store.admitHost(World::id(), QStringLiteral("key"));
            for (const char* table : {"cacheForks", "cacheVersions", "cacheVolumes"})
                store.database().execute(
                    QStringLiteral("DROP TABLE %1").arg(QLatin1String(table)), {});
            (void)store.database().query(QStringLiteral("PRAGMA user_version=2"));
        });
    }
    HostStore store(file);
    CacheStore caches(store.database(), World::id());
    QVERIFY(caches.volumes().empty());
    store.transaction([&] { caches.admit(wish(), WallTime(5s)); });
    QCOMPARE(caches.volumes().size(), size_t(1));
    QVERIFY_THROWS_EXCEPTION(
        Daemon::DatabaseError, store.admitHost(World::id(), QStringLiteral("another key")));
}

void TstHostCaches::simulatedVolumesAreRows()
{
    SimulatedWorld world;
    world.cache = wish();
    world.place("sleep 1\nexit 0\n");
    world.timers.advance(60s);
    QCOMPARE(world.host->caches().size(), size_t(1));
    QCOMPARE(world.host->caches().front().current, quint64(1));
    const auto teardown = world.record(4);
    QCOMPARE(teardown.outcome, Outcome::Simulated);
    QCOMPARE(teardown.cache.front().outcome, QStringLiteral("committed"));
}

ESPALIER_TEST(TstHostCaches)
#include "tst_hostcaches.moc"
