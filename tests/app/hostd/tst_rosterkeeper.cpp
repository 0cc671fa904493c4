// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// Whom a host obeys: what the pinned keys signed, the highest version, for ever.
class TstRosterKeeper final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void takesASignedOneAndKeepsIt();
    void neverGoesBack();
    void anotherOfTheSameVersionIsRefused();
    void refusesWhatThePinnedKeysDidNotSign();
    void withoutPinnedKeysThereIsNone();
    void otherPinnedKeysForgetIt();
    void theHelloTellsTheVersion();
};

void TstRosterKeeper::takesASignedOneAndKeepsIt()
{
    World world;
    Orders orders(world);
    QVERIFY(!world.rosters->now());
    QCOMPARE(world.rosters->take(People::seal(orders.roster(7))), QString());
    QCOMPARE(world.rosters->now()->version, quint64(7));
    world.run(100ms);
    world.kill();
    world.boot();
    QVERIFY(world.rosters->now());
    QVERIFY(*world.rosters->now() == orders.roster(7));
}

void TstRosterKeeper::neverGoesBack()
{
    World world;
    Orders orders(world);
    QCOMPARE(world.rosters->take(People::seal(orders.roster(7))), QString());
    world.run(100ms);
    for (int start = 0; start < 2; ++start) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not taken")));
        QVERIFY(!world.rosters->take(People::seal(orders.roster(6))).isEmpty());
        QCOMPARE(world.rosters->now()->version, quint64(7));
        world.kill();
        world.boot();
    }
    QCOMPARE(world.rosters->take(People::seal(orders.roster(8))), QString());
    QCOMPARE(world.rosters->version(), quint64(8));
}

void TstRosterKeeper::anotherOfTheSameVersionIsRefused()
{
    World world;
    Orders orders(world);
    Evidence::Roster roster = orders.roster(7);
    QCOMPARE(world.rosters->take(People::seal(roster)), QString());
    QCOMPARE(world.rosters->take(People::seal(roster)), QString()); // the same again
    roster.people.front().roles = {QStringLiteral("viewer")};
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("other things")));
    QVERIFY(!world.rosters->take(People::seal(roster)).isEmpty());
    QVERIFY(*world.rosters->now() == orders.roster(7));
}

void TstRosterKeeper::refusesWhatThePinnedKeysDidNotSign()
{
    World world;
    Orders orders(world);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not taken")));
    QVERIFY(!world.rosters->take(People::seal(orders.roster(), People::key('x'))).isEmpty());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not taken")));
    QVERIFY(!world.rosters->take("{}").isEmpty());
    QVERIFY(!world.rosters->now());
    QCOMPARE(world.rosters->version(), quint64(0));
}

void TstRosterKeeper::withoutPinnedKeysThereIsNone()
{
    World world;
    Orders orders(world);
    RosterKeeper none(std::nullopt, *world.journal);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("--roster-keys")));
    QVERIFY(!none.take(People::seal(orders.roster())).isEmpty());
    QVERIFY(!none.now());
}

void TstRosterKeeper::otherPinnedKeysForgetIt()
{
    World world;
    Orders orders(world);
    QCOMPARE(world.rosters->take(People::seal(orders.roster(7))), QString());
    world.run(100ms);
    const Evidence::PinnedKeys others{{People::key('x').publicKey()}, 1};
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("that was kept")));
    RosterKeeper keeper(others, *world.journal);
    QVERIFY(!keeper.now());
    QCOMPARE(keeper.version(), quint64(7)); // never back, whoever signs
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not taken")));
    QVERIFY(!keeper.take(People::seal(orders.roster(6), People::key('x'))).isEmpty());
    QCOMPARE(keeper.take(People::seal(orders.roster(7), People::key('x'))), QString());
}

void TstRosterKeeper::theHelloTellsTheVersion()
{
    World world;
    Orders orders(world);
    QCOMPARE(world.host->hello().rosterVersion, quint64(0));
    orders.sendRoster(9);
    QCOMPARE(world.host->hello().rosterVersion, quint64(9));
}

ESPALIER_TEST(TstRosterKeeper)
#include "tst_rosterkeeper.moc"
