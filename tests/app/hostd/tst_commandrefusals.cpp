// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Kind = Evidence::LifeRecordKind;

// What a host refuses by itself, whatever fleetd let pass: each has its reason and no effect.
class TstCommandRefusals final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void refusedForOneReason_data();
    void refusedForOneReason();
    void withoutARosterItObeysNobody();
    void anExpiredRosterIsObeyedNoMore();
    void aRevokedKeyIsObeyedNoMore();
    void whatIsNoCommandIsNotAnswered();
    void anotherPayloadWithTheSameIdHasNoEffect();
    void twoCommandsAboutTheSameSightAreOne();
    void aRefusalIsRemembered();
    void aFullDiskRefusesAndDoesNothing();
};

namespace {

struct Break {
    std::function<void(Evidence::CommandRecord&)> record;
    std::function<void(CommandOrder&)> order;
    char key = 'o';
};

using Breaks = std::map<QString, Break>;

CommandTarget& target(Evidence::CommandRecord& record) { return record.targets.front(); }

// By the code that answers it.
const Breaks& breaks()
{
    const auto person = [](const char* name) {
        return [name](auto& record) { record.actor = QString::fromLatin1(name); };
    };
    static const Breaks all{
        {QStringLiteral("bad-signature"), {{}, {}, 'x'}},
        {QStringLiteral("unknown-person"), {person("mallory"), {}}},
        {QStringLiteral("unknown-device"),
            {[](auto& record) { record.device = QStringLiteral("phone"); }, {}}},
        {QStringLiteral("role"), {person("vera"), {}, 'v'}},
        {QStringLiteral("wrong-site"),
            {[](auto& record) { record.site = SiteId(QStringLiteral("ams1")); }, {}}},
        {QStringLiteral("lifetime"), {[](auto& record) { record.notAfter += 6min; }, {}}},
        {QStringLiteral("clock"),
            {[](auto& record) {
                 record.issuedAt += 1h;
                 record.notAfter += 1h;
             },
                {}}},
        {QStringLiteral("policy"), {[](auto& record) { record.policyVersion = 4; }, {}}},
        {QStringLiteral("reason"),
            {{}, [](auto& order) { order.texts.reason = QStringLiteral("another reason"); }}},
        {QStringLiteral("not-its-target"),
            {[](auto& record) {
                 target(record).host = HostId(QStringLiteral("other"));
                 target(record).uid = QStringLiteral("other");
             },
                {}}},
        {QStringLiteral("boot"),
            {[](auto& record) { target(record).bootId = QStringLiteral("boot-of-old"); }, {}}},
        {QStringLiteral("stale"), {[](auto& record) { target(record).generation = 0; }, {}}},
        {QStringLiteral("target-kind"),
            {[](auto& record) {
                 target(record).kind = TargetKind::Vm;
                 target(record).uid = World::vm(1).text();
             },
                {}}},
        {QStringLiteral("unsupported"),
            {[](auto& record) { record.verb = CommandVerb::CachePin; }, {}}},
        {QStringLiteral("dry-run"), {[](auto& record) { record.dryRun = true; }, {}}},
        {QStringLiteral("params"),
            {[](auto& record) {
                 record.verb = CommandVerb::StopDrain;
                 record.params.insert(QStringLiteral("return"), QStringLiteral("home"));
             },
                {}}},
        {QStringLiteral("approvals"), {[](auto& record) { record.tier = Tier::T2; }, {}}},
    };
    return all;
}

} // namespace

void TstCommandRefusals::refusedForOneReason_data()
{
    QTest::addColumn<QString>("code");
    for (const auto& [code, one] : breaks())
        QTest::newRow(qPrintable(code)) << code;
}

void TstCommandRefusals::refusedForOneReason()
{
    QFETCH(QString, code);
    World world;
    Orders orders(world);
    orders.sendRoster();
    orders.give(orders.record(CommandVerb::Cordon));
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED")); // whole, it passes
    const Break& one = breaks().at(code);
    Evidence::CommandRecord record = orders.record(CommandVerb::Uncordon);
    if (code == QLatin1String("approvals"))
        record.actor = QStringLiteral("olga"); // may ask for it, alone not do it
    if (one.record)
        one.record(record);
    CommandOrder order = People::order(record, code == QLatin1String("approvals") ? 'c' : one.key);
    if (one.order)
        one.order(order);
    orders.give(order);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED ") + code);
    QCOMPARE(orders.last().command, record.id);
    QCOMPARE(orders.last().target, target(record).uid);
    QVERIFY(!orders.last().why.detail.isEmpty());
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    QCOMPARE(int(world.modes().size()), 1);
}

void TstCommandRefusals::withoutARosterItObeysNobody()
{
    World world;
    Orders orders(world);
    orders.give(orders.record(CommandVerb::Cordon));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED no-roster"));
    QVERIFY(world.modes().empty());
}

void TstCommandRefusals::anExpiredRosterIsObeyedNoMore()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.clock.advance(1001h);
    orders.give(orders.record(CommandVerb::Cordon));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED roster-expired"));
    QVERIFY(world.modes().empty());
}

void TstCommandRefusals::aRevokedKeyIsObeyedNoMore()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    Evidence::Roster roster = orders.roster(4);
    roster.people.front().devices.front().commandKey.clear();
    world.host->roster(People::seal(roster));
    orders.give(orders.record(CommandVerb::Cordon));
    QCOMPARE(orders.said(), QStringLiteral("REJECTED no-command-key"));
}

void TstCommandRefusals::whatIsNoCommandIsNotAnswered()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const QByteArray record = world.key.publicKey().hex().toLatin1();
    for (const QByteArray& bytes : {QByteArray(), QByteArray("{"), record,
             Evidence::seal(Evidence::recordType, "{}", People::key('o'))}) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no command")));
        orders.give(CommandOrder{bytes, {}, {}});
    }
    QVERIFY(world.uplink.reports.empty());
    QVERIFY(world.modes().empty());
}

void TstCommandRefusals::anotherPayloadWithTheSameIdHasNoEffect()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto first = orders.record(CommandVerb::Cordon);
    orders.give(first);
    auto second = orders.record(CommandVerb::Uncordon);
    second.id = first.id;
    orders.give(second);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED idempotency"));
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    orders.give(People::order(second, 'x')); // somebody else's bytes
    QCOMPARE(orders.said(), QStringLiteral("REJECTED bad-signature"));
    orders.give(first);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

void TstCommandRefusals::twoCommandsAboutTheSameSightAreOne()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    const auto first = orders.record(CommandVerb::Cordon);
    const auto second = orders.record(CommandVerb::Maintenance);
    world.host->command(People::order(first));
    world.host->command(People::order(second)); // of another console, in the same moment
    world.run(100ms);
    QCOMPARE(world.host->hello().mode, HostMode::Cordoned);
    QCOMPARE(int(world.modes().size()), 1);
    orders.give(second);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED stale"));
    QCOMPARE(orders.last().generation, quint64(2));
}

void TstCommandRefusals::aRefusalIsRemembered()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.runJob(World::vm(1));
    const auto force = orders.record(CommandVerb::ForceDestroy, World::vm(1));
    orders.give(force);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED approvals"));
    world.kill();
    world.boot();
    world.endJob(World::vm(1), {JobExitKind::Exit, 0});
    orders.give(force); // held back by fleetd until it would pass
    QCOMPARE(orders.said(), QStringLiteral("REJECTED approvals"));
}

void TstCommandRefusals::aFullDiskRefusesAndDoesNothing()
{
    World world;
    Orders orders(world);
    orders.sendRoster();
    world.run(1s);
    world.setDiskFull(true);
    const auto record = orders.record(CommandVerb::Cordon);
    orders.give(record);
    QCOMPARE(orders.said(), QStringLiteral("REJECTED disk"));
    QVERIFY(orders.last().why.detail.contains(QLatin1String("nothing was done")));
    QCOMPARE(world.host->hello().mode, HostMode::InService);
    world.setDiskFull(false);
    world.run(10s);
    QVERIFY(!world.journal->isBlocked());
    QVERIFY(world.modes().empty()); // not later either
    QCOMPARE(world.host->hello().generation, quint64(1));
    orders.give(record);
    QCOMPARE(orders.said(), QStringLiteral("SUCCEEDED"));
}

ESPALIER_TEST(TstCommandRefusals)
#include "tst_commandrefusals.moc"
