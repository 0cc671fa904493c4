// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderBench;
using Tests::OrderWorld;

namespace {

Order cordon(const OrderWorld& world)
{
    Order order = formOf(Action::Cordon, world.slot("A08-02/1"), world.store()).order;
    order.reason = QStringLiteral("a reason of some length");
    return order;
}

} // namespace

// Armed or not, with which key, and what waits.
class TstOrderDesk final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void startsReadOnlyAndKnowsNothing()
    {
        const OrderWorld world;
        const Rights rights = world.bench.orders.rights();
        QVERIFY(!rights.known && !rights.mayOrder && !rights.armed && !rights.canArm);
        QVERIFY(!rights.advice.isEmpty());
    }
    void theReasonOfEveryProblemIsSaid_data()
    {
        QTest::addColumn<int>("problem");
        QTest::addColumn<bool>("mayOrder");
        const auto row = [](const char* name, DeskKeyProblem problem, bool mayOrder) {
            QTest::newRow(name) << int(problem) << mayOrder;
        };
        row("no key", DeskKeyProblem::NotCreated, true);
        row("keyring locked", DeskKeyProblem::KeychainUnavailable, true);
        row("no key but rubbish", DeskKeyProblem::Unreadable, true);
        row("unknown person", DeskKeyProblem::UnknownPerson, false);
        row("unknown device", DeskKeyProblem::UnknownDevice, true);
        row("not entered yet", DeskKeyProblem::NoKeyInRoster, true);
        row("another key", DeskKeyProblem::OtherKeyInRoster, true);
        row("viewer or security", DeskKeyProblem::RoleMayNotOrder, false);
    }
    void theReasonOfEveryProblemIsSaid()
    {
        QFETCH(int, problem);
        QFETCH(bool, mayOrder);
        OrderWorld world;
        OrderDesk& orders = world.bench.orders;
        orders.setKeyState(OrderBench::badKey(DeskKeyProblem(problem), "d\u00e9tail"), 3);
        QVERIFY(!orders.rights().canArm);
        QCOMPARE(orders.rights().mayOrder, mayOrder);
        QVERIFY(!orders.rights().why.isEmpty());
        QVERIFY(orders.rights().advice.size() > 20);
        QSignalSpy wanted(&orders, &OrderDesk::armWanted);
        orders.requestArm();
        QCOMPARE(wanted.size(), 0);
    }
    void armsWithAKeyForFifteenMinutes()
    {
        OrderWorld world;
        OrderDesk& orders = world.bench.orders;
        orders.setKeyState(OrderBench::goodKey(), 3);
        QVERIFY(orders.rights().canArm);
        QVERIFY(!orders.rights().armed);
        QVERIFY(!orders.keyState().key); // known, not held
        QVERIFY(!orders.commands().canSign());
        QSignalSpy wanted(&orders, &OrderDesk::armWanted);
        orders.requestArm();
        orders.requestArm(); // it is being read
        QCOMPARE(wanted.size(), 1);
        QVERIFY(orders.rights().arming);
        world.bench.arm();
        QVERIFY(orders.rights().armed);
        QVERIFY(orders.commands().canSign());
        world.clock.advance(14min);
        orders.tick();
        QVERIFY(orders.rights().left == 1min);
        world.clock.advance(1min);
        QVERIFY(!orders.order(cordon(world)).isEmpty()); // before anybody looked
        orders.tick();
        QVERIFY(!orders.rights().armed);
        QVERIFY(!orders.commands().canSign());
        QVERIFY(orders.rights().why.contains(QStringLiteral("15 minutes")));
        QCOMPARE(world.bench.sent(), size_t(0));
    }
    void aKeyringLockedInTheMiddleLosesNothing()
    {
        OrderWorld world;
        OrderDesk& orders = world.bench.orders;
        world.bench.arm();
        QCOMPARE(orders.order(cordon(world)), QString());
        orders.disarm();
        orders.requestArm();
        orders.armWith(OrderBench::badKey(DeskKeyProblem::KeychainUnavailable, "locked"), 3);
        QVERIFY(!orders.rights().armed);
        QVERIFY(!orders.rights().arming);
        QVERIFY(orders.rights().advice.contains(QStringLiteral("nothing was lost")));
        QVERIFY(orders.rights().advice.contains(QStringLiteral("locked")));
        QCOMPARE(orders.commands().commands().size(), size_t(1)); // still followed
        world.bench.answer(0, CallOutcome::Done);
        QCOMPARE(int(orders.commands().commands().front().state), int(SendState::Answered));
        world.bench.arm();
        QVERIFY(orders.rights().armed);
    }
    void aRosterThatListsTheKeyNoMoreDisarms()
    {
        OrderWorld world;
        world.bench.arm();
        world.bench.orders.setKeyState(OrderBench::goodKey(), 4);
        QVERIFY(world.bench.orders.rights().armed);
        QCOMPARE(world.bench.orders.order(cordon(world)), QString());
        QCOMPARE(world.bench.record(0).policyVersion, quint64(4));
        world.bench.orders.setKeyState(OrderBench::badKey(DeskKeyProblem::NoKeyInRoster), 5);
        QVERIFY(!world.bench.orders.rights().armed);
        QVERIFY(!world.bench.orders.commands().canSign());
    }
    void aKeyFromAFileSaysDev()
    {
        OrderWorld world;
        DeskKeyState state = OrderBench::goodKey();
        state.fromFile = true;
        world.bench.orders.armWith(state, 3);
        QVERIFY(world.bench.orders.rights().development);
    }
    void whatWaitsIsSentAfterFiveSecondsOrTakenBack()
    {
        OrderWorld world;
        OrderDesk& orders = world.bench.orders;
        world.bench.arm();
        orders.orderSoon(cordon(world));
        orders.orderSoon(cordon(world));
        world.clock.advance(4s);
        orders.tick();
        QCOMPARE(world.bench.sent(), size_t(0));
        orders.undo(orders.outbox().waiting().back().number);
        QVERIFY(orders.notice().contains(QStringLiteral("nothing was sent")));
        world.clock.advance(1s);
        orders.tick();
        QCOMPARE(world.bench.sent(), size_t(1));
        QVERIFY(orders.outbox().waiting().empty());
        QVERIFY(world.bench.record(0).issuedAt == world.clock.wall()); // signed when it goes
    }
    void whatWaitsWhenItIsDisarmedIsNotSent_data()
    {
        QTest::addColumn<int>("why");
        QTest::newRow("by the person") << int(Arming::End::ByPerson);
        QTest::newRow("the screen is locked") << int(Arming::End::Locked);
        QTest::newRow("the machine sleeps") << int(Arming::End::Suspended);
        QTest::newRow("the clock was set") << int(Arming::End::ClockJumped);
    }
    void whatWaitsWhenItIsDisarmedIsNotSent()
    {
        QFETCH(int, why);
        OrderWorld world;
        OrderDesk& orders = world.bench.orders;
        world.bench.arm();
        orders.orderSoon(cordon(world));
        orders.disarm(Arming::End(why));
        QVERIFY(!orders.rights().armed);
        world.clock.advance(1h);
        world.bench.arm();
        orders.tick();
        QCOMPARE(world.bench.sent(), size_t(0));
    }
    void theFeedsWordReachesTheDesk()
    {
        OrderWorld world;
        world.bench.arm();
        QCOMPARE(world.bench.orders.order(cordon(world)), QString());
        const DeskCommand sent = world.bench.orders.commands().commands().front();
        QCOMPARE(int(sent.state), int(SendState::Sending));
        Command told;
        told.id = sent.id;
        told.site = world.fra;
        world.tell(told);
        QCOMPARE(int(world.bench.orders.commands().find(sent.id)->state), int(SendState::Answered));
    }
};

ESPALIER_TEST(TstOrderDesk)
#include "tst_orderdesk.moc"
