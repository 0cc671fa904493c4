// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

#include <dialogs/orderdialog.h>
#include <domain/utctime.h>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderWorld;

namespace {

Rights armed()
{
    Rights rights;
    rights.known = rights.mayOrder = rights.armed = rights.canArm = true;
    return rights;
}

// Two hosts of fra1 in one drain.
struct DrainWorld : OrderWorld {
    DrainWorld()
    {
        drain.id = CommandId(QString(32, u'd'));
        drain.site = fra;
        drain.atDeadline = AtDeadline::Ask;
        drain.deadline = clock.wall() + 10min;
        for (const char* code : {"A08-02/1", "A08-03/1"}) {
            changeHost(code, [&](Host& host) {
                host.mode = HostMode::Draining;
                host.drain = drain.id;
            });
            DrainHost host;
            host.host = details(code).row.host;
            host.phase = DrainPhase::WaitingForJobs;
            drain.hosts.push_back(host);
        }
        tell(drain);
    }
    void change(const std::function<void(Drain&)>& with)
    {
        with(drain);
        ++drain.generation;
        tell(drain);
    }
    [[nodiscard]] QString why(Action action, const char* code = "A08-02/1") const
    {
        const Offer offer = offerOf(action, slot(code), store(), armed());
        return offer.offered ? offer.whyNot : QStringLiteral("not offered");
    }
    void emptyHost(const char* code)
    {
        const HostDetails host = *store().details(details(code).row.host);
        for (const SlotDetails& slot : host.slots) {
            Slot empty = slot.slot;
            empty.vm = VmId();
            tell(empty);
        }
    }

    Drain drain;
};

// A dialog in which a reason is written and a moment chosen; answers what it ordered.
std::optional<Order> sendFrom(
    OrderWorld& world, Action action, const char* code, int moment, bool locksFirst = false)
{
    std::optional<Order> ordered;
    OrderDialog dialog([action, chosen = world.slot(code),
                           &store = world.store()] { return formOf(action, chosen, store); },
        world.live);
    QObject::connect(&dialog, &OrderDialog::ordered, &dialog,
        [&ordered](const Order& order) { ordered = order; });
    dialog.show();
    dialog.findChild<QLineEdit*>(QStringLiteral("reasonWords"))
        ->setText(QStringLiteral("jobs need longer"));
    auto* list = dialog.findChild<QComboBox*>(QStringLiteral("moment"));
    if (list == nullptr)
        return std::nullopt;
    list->setCurrentIndex(moment);
    auto* send = dialog.findChild<QPushButton*>(QStringLiteral("sendButton"));
    if (!QTest::qWaitFor([send] { return send->isEnabled(); }) || locksFirst)
        return std::nullopt;
    send->click();
    return ordered;
}

} // namespace

// Orders that name a moment: a drain's new deadline, until when a host is in maintenance.
class TstMomentOrders final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aDrainThatRunsCanBeExtended()
    {
        const DrainWorld world;
        QVERIFY(world.why(Action::Extend).isEmpty());
    }
    void anExtensionIsRefusedWithItsReason()
    {
        DrainWorld world;
        QVERIFY(world.why(Action::Extend, "A06-04/1").contains(QStringLiteral("not in one drain")));
        Chosen two = world.slot("A08-02/1");
        two.slots_.push_back(world.feed.slotAt(QStringLiteral("A06-04/1")));
        QVERIFY(offerOf(Action::Extend, two, world.store(), armed())
                    .whyNot.contains(QStringLiteral("not in one drain")));
        Rights readOnly = armed();
        readOnly.armed = false;
        QCOMPARE(offerOf(Action::Extend, world.slot("A08-02/1"), world.store(), readOnly).whyNot,
            QStringLiteral("needs Arm"));
        for (const DrainState over : {DrainState::Stopped, DrainState::Finished}) {
            world.change([&](Drain& drain) { drain.state = over; });
            QCOMPARE(world.why(Action::Extend), QStringLiteral("the drain is over"));
            QVERIFY(!formOf(Action::Extend, world.slot("A08-02/1"), world.store()).possible);
        }
        world.change([](Drain& drain) { drain.state = DrainState::AtDeadline; });
        QVERIFY(world.why(Action::Extend).isEmpty());
        world.clock.advance(10s);
        world.live.tick();
        QVERIFY(world.why(Action::Extend).contains(QStringLiteral("not reached")));
    }
    void anExtensionNamesTheDrainItsChoiceAndTheDeadline()
    {
        DrainWorld world;
        const auto order = sendFrom(world, Action::Extend, "A08-02/1", 1);
        QVERIFY(order);
        QVERIFY(order->verb == CommandVerb::Drain);
        QVERIFY(order->tier == Tier::T0);
        QCOMPARE(order->targets.size(), size_t(2)); // as a whole
        QCOMPARE(order->params.value(QStringLiteral("drain")), world.drain.id.text());
        QCOMPARE(order->params.value(QStringLiteral("atDeadline")), QStringLiteral("ask"));
        const auto deadline = utcTimeFrom(order->params.value(QStringLiteral("deadline")));
        QVERIFY(deadline);
        const auto later = *deadline - *world.drain.deadline;
        QVERIFY(later >= 1h && later < 1h + 1min);
        QVERIFY(!order->params.contains(QStringLiteral("wave"))); // waves stay as they are
    }
    void aDeadlineThatHasPassedIsExtendedFromNow()
    {
        DrainWorld world;
        world.change([&](Drain& drain) { drain.deadline = world.clock.wall() - 3h; });
        const OrderForm form = formOf(Action::Extend, world.slot("A08-02/1"), world.store());
        QVERIFY(form.moment);
        QVERIFY(form.moment->moments.front() > world.clock.wall() + 29min);
        QVERIFY(form.rows.at(1).left.plain().contains(QStringLiteral("passed 3 h 00 m ago")));
    }
    void anExtensionLocksWhenSomebodyElseHasExtended()
    {
        DrainWorld world;
        OrderDialog dialog(
            [chosen = world.slot("A08-02/1"), &store = world.store()] {
                return formOf(Action::Extend, chosen, store);
            },
            world.live);
        dialog.show();
        QVERIFY(!dialog.isLocked());
        world.change([&](Drain& drain) { drain.deadline = world.clock.wall() + 2h; });
        QVERIFY(dialog.isLocked());
    }
    void anExtensionIsSentAndEachTimeAnew()
    {
        DrainWorld world;
        world.bench.arm();
        const auto order = sendFrom(world, Action::Extend, "A08-02/1", 0);
        QVERIFY(order);
        QVERIFY(world.bench.orders.order(*order).isEmpty());
        world.bench.answer(0, CallOutcome::Refused, "no-drain");
        QVERIFY(world.bench.orders.order(*order).isEmpty());
        QCOMPARE(world.bench.sent(), size_t(2));
        const auto first = world.bench.record(0), second = world.bench.record(1);
        QVERIFY(first.params == order->params);
        QVERIFY(second.params == order->params);
        QVERIFY(first.id != second.id); // what was refused is never sent again by itself
    }

    void onlyAnEmptyHostOutOfServiceGoesIntoMaintenance()
    {
        DrainWorld world;
        const char* code = "A08-01/1";
        QVERIFY(world.why(Action::Maintenance, code).contains(QStringLiteral("drain it first")));
        world.changeHost(code, [](Host& host) { host.mode = HostMode::Cordoned; });
        QVERIFY(world.why(Action::Maintenance, code).contains(QStringLiteral("empty")));
        QVERIFY(world.why(Action::Maintenance).contains(QStringLiteral("still runs")));
        world.emptyHost(code);
        world.refreshEvidence();
        const QString why = world.why(Action::Maintenance, code);
        // The recorded host goes on listing its VMs: what it says counts, not the record alone.
        QVERIFY2(why.contains(QStringLiteral("empty")), qPrintable(why));
    }
    void aFreeHostGoesIntoMaintenanceUntilATime()
    {
        DrainWorld world;
        const QString free = freeHost(world);
        QVERIFY(!free.isEmpty());
        const QByteArray code = free.toLatin1();
        world.changeHost(code.constData(), [](Host& host) { host.mode = HostMode::Cordoned; });
        QVERIFY2(world.why(Action::Maintenance, code.constData()).isEmpty(),
            qPrintable(world.why(Action::Maintenance, code.constData())));
        const auto order = sendFrom(world, Action::Maintenance, code.constData(), 0);
        QVERIFY(order);
        QVERIFY(order->verb == CommandVerb::Maintenance);
        const auto until = utcTimeFrom(order->params.value(QStringLiteral("until")));
        QVERIFY(until);
        QVERIFY(*until >= world.clock.wall() + 1h && *until < world.clock.wall() + 1h + 1min);
    }
    void theHostSaysUntilWhen()
    {
        DrainWorld world;
        Command command;
        command.id = CommandId(QString(32, u'e'));
        command.site = world.fra;
        command.verb = CommandVerb::Maintenance;
        command.params[QStringLiteral("until")] = utcText(world.clock.wall() + 2h);
        world.tell(command);
        world.changeHost("A08-02/1", [&](Host& host) {
            host.mode = HostMode::Maintenance;
            host.modeCommand = command.id;
        });
        const auto host = world.store().details(world.details("A08-02/1").row.host);
        QVERIFY(host->modeUntil);
        QCOMPARE(utcText(*host->modeUntil), utcText(world.clock.wall() + 2h));
        world.changeHost("A08-02/1", [](Host& changed) { changed.mode = HostMode::InService; });
        QVERIFY(!world.store().details(host->row.host.id)->modeUntil);
    }

private:
    // The first slot of a host on which nothing is; only fra1 has this rack.
    static QString freeHost(const OrderWorld& world)
    {
        for (const RowId row : world.store().hostIds()) {
            const HostRow host = world.store().host(row);
            const auto details = world.store().details(host.host.id);
            const bool free = host.host.rackName == QLatin1String("A08") && host.orphans == 0
                && host.host.mode == HostMode::InService
                && std::all_of(details->slots.begin(), details->slots.end(),
                    [](const SlotDetails& slot) { return slot.row.state == DisplayState::Free; });
            if (free)
                return details->slots.front().row.code;
        }
        return {};
    }
};

ESPALIER_TEST(TstMomentOrders)
#include "tst_momentorders.moc"
