// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatedworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// Make-believe lives with real records: on time, honest about what was observed (nothing).
class TstSimulatedBackend final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void readsAScript_data();
    void readsAScript();
    void aLifeTakesItsTime();
    void theRecordSaysSimulatedAndObservesNothing();
    void cancelEndsTheJob();
    void anOpenLifeIsReconciledAfterARestart();
};

void TstSimulatedBackend::readsAScript_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("code");
    QTest::newRow("both") << QByteArray("sleep 30\nexit 3\n") << 30 << 3;
    QTest::newRow("with an interpreter") << QByteArray("#!/bin/sh\nsleep 7\n") << 7 << 0;
    QTest::newRow("sleep later does not count") << QByteArray("echo\nsleep 7\n") << 1 << 0;
    QTest::newRow("nothing") << QByteArray() << 1 << 0;
    QTest::newRow("only an interpreter") << QByteArray("#!/bin/sh") << 1 << 0;
    QTest::newRow("no number") << QByteArray("sleep x\nexit y\nexit 4") << 1 << 4;
    QTest::newRow("first exit") << QByteArray("sleep 1\nexit 1\nexit 2") << 1 << 1;
    QTest::newRow("longest") << QByteArray("sleep 99999999") << 14'400 << 0;
    QTest::newRow("negative") << QByteArray("sleep -5\nexit -1") << 1 << 0;
    QTest::newRow("no such status") << QByteArray("sleep 1\nexit 256") << 1 << 0;
    QTest::newRow("a longer word") << QByteArray("sleeping 9\nexits 9") << 1 << 0;
}

void TstSimulatedBackend::readsAScript()
{
    QFETCH(QByteArray, script);
    QTEST(int(planOf(script).duration.count()), "seconds");
    QTEST(planOf(script).exitCode, "code");
}

void TstSimulatedBackend::aLifeTakesItsTime()
{
    SimulatedWorld world;
    world.place("sleep 10\nexit 3\n");
    world.timers.advance(990ms);
    QCOMPARE(world.phase(), QStringLiteral("preparing"));
    world.timers.advance(20ms); // 1 s
    QCOMPARE(world.phase(), QStringLiteral("booting"));
    world.timers.advance(2980ms);
    QCOMPARE(world.phase(), QStringLiteral("booting"));
    world.timers.advance(20ms); // 4 s
    QCOMPARE(world.phase(), QStringLiteral("running"));
    world.timers.advance(9980ms);
    QCOMPARE(world.phase(), QStringLiteral("running"));
    world.timers.advance(20ms); // 14 s
    QCOMPARE(world.phase(), QStringLiteral("tearing-down"));
    world.timers.advance(3980ms);
    QCOMPARE(world.phase(), QStringLiteral("tearing-down"));
    world.timers.advance(20ms); // 18 s: between 2 and 6, here 4
    QCOMPARE(world.phase(), QStringLiteral("none"));
    QCOMPARE(world.record(2).cause->exit, (JobExit{JobExitKind::Exit, 3}));
}

void TstSimulatedBackend::theRecordSaysSimulatedAndObservesNothing()
{
    SimulatedWorld world;
    world.place("sleep 1\n");
    world.timers.advance(20s);
    QCOMPARE(world.record(1).backend.backend, QStringLiteral("simulated"));
    const auto teardown = world.record(2);
    QCOMPARE(teardown.kind, Evidence::LifeRecordKind::Teardown);
    QCOMPARE(teardown.outcome, Outcome::Simulated);
    QCOMPARE(teardown.backend.accelerator, QStringLiteral("simulated"));
    QVERIFY(teardown.verified.empty());
    QVERIFY(teardown.claimed.empty());
    QVERIFY(teardown.disks.empty());
}

void TstSimulatedBackend::cancelEndsTheJob()
{
    SimulatedWorld world;
    world.place("sleep 1000\n");
    world.timers.advance(10s);
    world.host->end({QStringLiteral("o"), World::vm(1), 300s, JobExitKind::Cancelled});
    world.timers.advance(20s);
    QCOMPARE(world.record(2).cause->exit.kind, JobExitKind::Cancelled);
}

void TstSimulatedBackend::anOpenLifeIsReconciledAfterARestart()
{
    SimulatedWorld world;
    world.place("sleep 1000\n");
    world.timers.advance(10s);
    world.boot();
    world.timers.advance(20s);
    const auto teardown = world.record(2);
    QCOMPARE(teardown.outcome, Outcome::Simulated);
    QCOMPARE(teardown.cause->exit.kind, JobExitKind::HypervisorDied);
    QCOMPARE(teardown.cause->trigger, QStringLiteral("reconcile"));
    QCOMPARE(world.phase(), QStringLiteral("none"));
}

ESPALIER_TEST(TstSimulatedBackend)
#include "tst_simulatedbackend.moc"
