// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

#include <QFileInfo>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// The disk is full: SQLite itself says so, because the file may not grow.
class TstJournal final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aFullDiskStopsNewVmsAndLosesNothing();
    void aTeardownWaitsForTheDiskAndIsSignedOnce();
    void laterWritesDoNotOvertakeAFailedOne();
    void whatIsQueuedInOneTurnIsOneCommit();
    void roomIsKeptGivenAndTakenAgain();
};

void TstJournal::aFullDiskStopsNewVmsAndLosesNothing()
{
    World world;
    world.runJob(World::vm(1));
    world.setDiskFull(true);
    world.place(World::vm(2), 2);
    world.run(5s);
    QVERIFY(world.journal->isBlocked());
    QCOMPARE(int(world.machine.starts.size()), 1); // no intent, no VM
    world.place(World::vm(3), 2);
    QVERIFY(!world.uplink.results.back().second.accepted);
    world.setDiskFull(false);
    world.run(5s);
    QVERIFY(!world.journal->isBlocked());
    QCOMPARE(int(world.machine.starts.size()), 2); // the order that was taken up goes on
    QCOMPARE(int(world.records().size()), 2);
}

void TstJournal::aTeardownWaitsForTheDiskAndIsSignedOnce()
{
    World world;
    int signedOnes = 0;
    world.kill();
    world.step = [&](const char* name) {
        if (qstrcmp(name, "teardown-signed") == 0) {
            ++signedOnes;
            world.setDiskFull(true);
        }
    };
    world.boot();
    const VmId vm = World::vm(1);
    world.runJob(vm);
    world.endJob(vm, {JobExitKind::Exit, 0});
    world.run(60s);
    QVERIFY(world.journal->isBlocked());
    QCOMPARE(world.count(Kind::Teardown, vm), 0);
    QCOMPARE(int(world.lastStatement().vms.size()), 1); // listed until the commit
    world.place(World::vm(2));
    QVERIFY(!world.uplink.results.back().second.accepted); // the slot is not free
    world.setDiskFull(false);
    world.run(5s);
    QCOMPARE(signedOnes, 1);
    QCOMPARE(world.count(Kind::Teardown, vm), 1);
    QVERIFY(world.lastStatement().vms.empty());
}

void TstJournal::laterWritesDoNotOvertakeAFailedOne()
{
    World world;
    QStringList order;
    bool fail = true;
    world.journal->commit(
        [&](HostStore&) {
            if (fail)
                throw Daemon::DatabaseError(Daemon::DatabaseError::Kind::Io, QStringLiteral("no"));
        },
        [&] { order.append(QStringLiteral("first")); });
    world.run(100ms);
    world.journal->commit([](HostStore&) {}, [&] { order.append(QStringLiteral("second")); });
    world.run(3s);
    QVERIFY(order.isEmpty());
    QCOMPARE(world.journal->problem(), QStringLiteral("no"));
    fail = false;
    world.run(3s);
    QCOMPARE(order.join(u' '), QStringLiteral("first second"));
}

void TstJournal::whatIsQueuedInOneTurnIsOneCommit()
{
    World world;
    world.kill();
    int commits = 0;
    world.step = [&](const char* name) { commits += qstrcmp(name, "after-commit") == 0 ? 1 : 0; };
    world.boot();
    world.run();
    commits = 0;
    int done = 0;
    for (int i = 0; i < 5; ++i)
        world.journal->commit([](HostStore&) {}, [&] { ++done; });
    QCOMPARE(done, 0); // never within the call
    world.run();
    QCOMPARE(done, 5);
    QCOMPARE(commits, 1);
}

void TstJournal::roomIsKeptGivenAndTakenAgain()
{
    World world;
    const QString room = world.store->roomFile();
    QVERIFY(QFileInfo(room).size() >= HostStore::roomBytes);
    world.runJob(World::vm(1));
    world.setDiskFull(true);
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    world.run(5s);
    QVERIFY(world.journal->isBlocked());
    QVERIFY(!QFile::exists(room)); // given for the write that must be
    world.setDiskFull(false);
    world.run(5s);
    QVERIFY(!world.journal->isBlocked());
    QVERIFY(QFileInfo(room).size() >= HostStore::roomBytes);
    QCOMPARE(world.count(Kind::Teardown, World::vm(1)), 1);
}

ESPALIER_TEST(TstJournal)
#include "tst_journal.moc"
