// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// What fleetd may order, and how a refusal names what is wrong.
class TstPlacementOrder final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void refusalsNameTheFieldAndTheLimit_data();
    void refusalsNameTheFieldAndTheLimit();
    void anOrderIsAnsweredOnceWithTheBirth();
    void aHeldSlotIsRefused();
    void anUnknownVmCannotBeEnded();
    void storedLivesComeBackAsTheyWere();
    void brokenStoredLivesAreRefused();
};

using Change = std::function<void(PlacementOrder&)>;
Q_DECLARE_METATYPE(Change)

void TstPlacementOrder::refusalsNameTheFieldAndTheLimit_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, Change change, const char* words) {
        QTest::newRow(name) << change << QString::fromLatin1(words);
    };
    row(
        "no vm", [](PlacementOrder& p) { p.spec.vm = VmId(); }, "vm: not a UUID");
    row(
        "a vm with a path in it",
        [](PlacementOrder& p) { p.spec.vm = VmId(QStringLiteral("../../etc/passwd")); },
        "vm: not a UUID");
    row(
        "an upper-case uuid",
        [](PlacementOrder& p) {
            p.spec.vm = VmId(QStringLiteral("AAAAAAAA-0000-4000-8000-000000000001"));
        },
        "vm: not a UUID");
    row(
        "another shape", [](PlacementOrder& p) { p.spec.shape.name = QStringLiteral("huge"); },
        "shape: huge is not to be had");
    row(
        "an image that is not here",
        [](PlacementOrder& p) { p.spec.imageDigest = QString(64, u'0'); }, "is not on this host");
    row(
        "no digest", [](PlacementOrder& p) { p.spec.imageDigest = QStringLiteral("x"); },
        "image: not a SHA-256");
    row(
        "no slot", [](PlacementOrder& p) { p.spec.slot = 0; },
        "slot: 0, this host has slots 1 to 2");
    row(
        "a slot too far", [](PlacementOrder& p) { p.spec.slot = 3; },
        "slot: 3, this host has slots 1 to 2");
    row(
        "no script", [](PlacementOrder& p) { p.spec.script.clear(); }, "script: 0 bytes");
    row(
        "a script too long", [](PlacementOrder& p) { p.spec.script = QByteArray(65'537, 'x'); },
        "script: 65537 bytes, it must have 1 to 65536");
    row(
        "no time", [](PlacementOrder& p) { p.timeLimit = 0s; },
        "time_limit_s: 0, it must be 1 to 14400");
    row(
        "too much time", [](PlacementOrder& p) { p.timeLimit = 14'401s; }, "time_limit_s: 14401");
    row(
        "a tenant by name", [](PlacementOrder& p) { p.tenantPseudonym = QStringLiteral("acme"); },
        "tenant_pseudonym");
    row(
        "no job reference", [](PlacementOrder& p) { p.jobRefDigest.clear(); }, "job_ref_digest");
    row(
        "a variable that is none",
        [](PlacementOrder& p) {
            p.spec.environment.insert(QStringLiteral("A=B"), QStringLiteral("c"));
        },
        "environment: \"A=B\" is no variable name");
    row(
        "a NUL in a variable",
        [](PlacementOrder& p) {
            p.spec.environment.insert(QStringLiteral("A"), QString(QChar(u'\0')));
        },
        "environment: the value of A holds a NUL");
    row(
        "too much environment",
        [](PlacementOrder& p) {
            p.spec.environment.insert(QStringLiteral("A"), QString(20'000, u'x'));
        },
        "environment: 20001 bytes, the limit is 16384");
}

void TstPlacementOrder::refusalsNameTheFieldAndTheLimit()
{
    QFETCH(Change, change);
    QFETCH(QString, words);
    World world;
    PlacementOrder placement = world.placement(World::vm(1));
    change(placement);
    world.host->place(placement);
    QCOMPARE(int(world.uplink.results.size()), 1);
    QVERIFY(!world.uplink.results.front().second.accepted);
    QVERIFY2(world.uplink.results.front().second.reason.contains(words),
        qPrintable(world.uplink.results.front().second.reason));
    world.run(5s);
    QVERIFY(world.machine.vms.empty()); // nothing half done
    QVERIFY(world.store->lives(world.host->id()).empty());
}

void TstPlacementOrder::anOrderIsAnsweredOnceWithTheBirth()
{
    World world;
    world.backend->silent = true;
    world.place(World::vm(1));
    world.run(1s);
    QVERIFY(world.uplink.results.empty());
    PlacementOrder again = world.placement(World::vm(1));
    again.order = QStringLiteral("again");
    world.host->place(again);
    world.backend->events().prepared(world.machine.vms.at(World::vm(1)).trace);
    world.run(1s);
    QCOMPARE(int(world.uplink.results.size()), 1);
    QCOMPARE(world.uplink.results.front().first, QStringLiteral("again"));
    QVERIFY(world.uplink.results.front().second.accepted);
    QCOMPARE(int(world.uplink.records.size()), 1);
}

void TstPlacementOrder::aHeldSlotIsRefused()
{
    World world;
    world.place(World::vm(1), 1);
    world.place(World::vm(2), 1);
    QVERIFY(!world.uplink.results.back().second.accepted);
    QVERIFY(world.uplink.results.back().second.reason.contains(World::vm(1).text()));
    world.place(World::vm(3), 2);
    world.run(100ms);
    QVERIFY(world.uplink.results.back().second.accepted);
}

void TstPlacementOrder::anUnknownVmCannotBeEnded()
{
    World world;
    world.host->end({QStringLiteral("o"), World::vm(9), 0s, JobExitKind::Cancelled});
    QVERIFY(!world.uplink.results.back().second.accepted);
}

void TstPlacementOrder::storedLivesComeBackAsTheyWere()
{
    StoredLife life;
    life.host = HostId(QStringLiteral("h"));
    life.vm = World::vm(1);
    life.slot = 2;
    life.stage = LifeStage::Ending;
    life.tenantPseudonym = QStringLiteral("t");
    life.jobRefDigest = QStringLiteral("j");
    life.shape = QStringLiteral("s");
    life.image = QStringLiteral("i");
    life.policyVersion = 18'446'744'073'709'551'615U;
    life.timeLimit = 77s;
    life.trace.vm = life.vm;
    life.trace.slot = 2;
    life.trace.pid = 123;
    life.trace.uid = 1000;
    life.trace.startTime = 9'007'199'254'740'993U; // more than a double holds
    life.trace.bootId = QStringLiteral("b");
    life.trace.backendState = QByteArray("\0\xff{}", 4);
    life.trace.disks = {
        {QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 1, 2, QStringLiteral("n")}};
    life.bootId = QStringLiteral("boot");
    life.birthSeq = 5;
    life.birthLeaf = QStringLiteral("leaf");
    life.placedMono = 1234567890123456789ns;
    life.placedWall = WallTime(1795574470123456789ns);
    life.jobStart = 2ns;
    life.jobEnd = 3ns;
    life.jobEndWall = WallTime(4ns);
    life.exit = JobExit{JobExitKind::Signal, 11};
    life.trigger = Trigger::Reconcile;
    life.failedRuns = 2;
    const auto back = lifeFromJson(toJson(life));
    QVERIFY(back.has_value());
    QCOMPARE(toJson(*back), toJson(life));
    QCOMPARE(back->stage, life.stage);
    QCOMPARE(back->policyVersion, life.policyVersion);
    QCOMPARE(back->trace.startTime, life.trace.startTime);
    QCOMPARE(back->trace.backendState, life.trace.backendState);
    QCOMPARE(back->placedMono, life.placedMono);
    QCOMPARE(*back->exit, *life.exit);
    QCOMPARE(back->trace.disks.front().nonce, QStringLiteral("n"));
}

void TstPlacementOrder::brokenStoredLivesAreRefused()
{
    for (const char* text : {"", "{}", "[]", "{\"stage\":\"born\"}",
             "{\"stage\":\"later\",\"trigger\":\"jobEnd\",\"host\":\"h\",\"vm\":\"v\",\"slot\":1}",
             "{\"stage\":\"born\",\"trigger\":\"jobEnd\",\"host\":\"h\",\"vm\":\"v\",\"slot\":0}"})
        QVERIFY2(!lifeFromJson(text), text);
}

ESPALIER_TEST(TstPlacementOrder)
#include "tst_placementorder.moc"
