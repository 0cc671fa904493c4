// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout.h"
#include "support/testregistry.h"

#include "feed/desk.h"

#include <dialogs/drainsheet.h>
#include <dialogs/orderdialog.h>
#include <dialogs/sentdialog.h>
#include <shell/inspectordock.h>
#include <shell/ordermenus.h>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::Desk;
using Tests::OrderBench;

namespace {

constexpr bool loaded = true;
constexpr bool withOrders = true;

// The window with A07-12/1, a stuck VM, chosen.
struct Window : Desk {
    Window()
        : Desk(Scheme::Light, 1, loaded, withOrders)
    {
        window->show();
    }
    void choose(const char* code)
    {
        QTRY_VERIFY(slotModel.rowCount() == 440);
        QVERIFY(table("slotsTable").setCurrentId(feed.slotAt(QLatin1String(code)).text()));
        window->refreshNow();
    }
    [[nodiscard]] QAction* action(const char* name) const
    {
        return window->findChild<QAction*>(QLatin1String(name));
    }
    [[nodiscard]] QAction* action(Action action) const
    {
        return window->findChild<OrderMenus*>()->action(action);
    }
    [[nodiscard]] QPushButton* button(const char* name) const
    {
        return window->findChild<QPushButton*>(QLatin1String(name));
    }
    [[nodiscard]] QString label(const char* name) const
    {
        const auto* found = window->findChild<QLabel*>(QLatin1String(name));
        return found ? found->text() : QStringLiteral("no such label");
    }
    template <typename Dialog> [[nodiscard]] Dialog* dialog() const
    {
        return window->findChild<Dialog*>();
    }
};

} // namespace

// The way from what is chosen to what is sent, through the real window.
class TstOrderMenus final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void whoMayNotOrderSeesNoneOfIt()
    {
        Window w;
        w.bench->orders.setKeyState(
            OrderBench::badKey(DeskKeyProblem::RoleMayNotOrder, "security"), 3);
        w.choose("A07-12/1");
        for (int i = 0; i < actionCount; ++i)
            QVERIFY(!w.action(Action(i))->isVisible());
        for (const char* name : {"menuHost", "menuSlot"})
            QVERIFY(!w.window->findChild<QMenu*>(QLatin1String(name))->menuAction()->isVisible());
        QVERIFY(!w.action("armAction")->isVisible());
        QVERIFY(!w.button("armButton")->isVisible());
        QVERIFY(!w.window->findChild<QWidget*>(QStringLiteral("inspectorActions"))->isVisible());
        QVERIFY(w.label("rights").startsWith(QStringLiteral("read-only")));
        w.action("armAction")->trigger();
        QVERIFY(!w.bench->orders.rights().armed);
    }
    void theStripSaysReadOnlyAndWhyThenCountsDown()
    {
        Window w;
        w.bench->orders.setKeyState(OrderBench::badKey(DeskKeyProblem::NoKeyInRoster, "ab"), 3);
        QCOMPARE(w.label("rights"), QStringLiteral("read-only key not in the roster"));
        QSignalSpy key(&w.bench->orders, &OrderDesk::keyDialogWanted);
        QCOMPARE(w.button("armButton")->text(), QStringLiteral("Key..."));
        w.button("armButton")->click();
        QCOMPARE(key.size(), 1);
        w.bench->orders.setKeyState(OrderBench::goodKey(), 3);
        QCOMPARE(w.button("armButton")->text(), QStringLiteral("Arm"));
        QSignalSpy wanted(&w.bench->orders, &OrderDesk::armWanted);
        w.action("armAction")->trigger();
        QCOMPARE(wanted.size(), 1);
        w.bench->arm();
        QCOMPARE(w.label("armed"), QStringLiteral("Armed 15 m 00 s"));
        w.clock.advance(39s);
        w.bench->orders.tick();
        QCOMPARE(w.label("armed"), QStringLiteral("Armed 14 m 21 s"));
        QCOMPARE(w.button("armButton")->text(), QStringLiteral("Disarm"));
        w.button("armButton")->click();
        QVERIFY(!w.bench->orders.rights().armed);
        QVERIFY(!w.window->findChild<QLabel*>(QStringLiteral("armed"))->isVisible());
    }
    void aDevelopmentKeySaysDev()
    {
        Window w;
        const auto* mark = w.window->findChild<QLabel*>(QStringLiteral("developmentKey"));
        QVERIFY(!mark->isVisible());
        DeskKeyState state = OrderBench::goodKey();
        state.fromFile = true;
        w.bench->orders.setKeyState(state, 3);
        QVERIFY(mark->isVisible());
        QCOMPARE(mark->text(), QStringLiteral("DEV"));
    }
    void disabledEntriesSayWhy()
    {
        Window w;
        w.bench->orders.setKeyState(OrderBench::goodKey(), 3);
        w.choose("A08-02/1");
        QVERIFY(w.action(Action::Cordon)->isVisible());
        QVERIFY(!w.action(Action::Cordon)->isEnabled());
        QVERIFY(w.action(Action::Cordon)->text().contains(QStringLiteral("(needs Arm)")));
        w.bench->arm();
        QVERIFY(w.action(Action::Cordon)->isEnabled());
        QCOMPARE(w.action(Action::Cordon)->text(), QStringLiteral("&Cordon..."));
        QVERIFY(!w.action(Action::ForceDestroy)->isVisible());
        w.choose("A07-12/1");
        QVERIFY(w.action(Action::ForceDestroy)->isEnabled());
        QVERIFY(!w.action(Action::Teardown)->isVisible());
    }
    void theContextMenuHasThem()
    {
        Window w;
        w.bench->arm();
        w.choose("A07-12/1");
        const std::unique_ptr<QMenu> menu(w.table("slotsTable").makeContextMenu());
        QVERIFY(menu->actions().contains(w.action(Action::ForceDestroy)));
        QVERIFY(menu->actions().contains(w.action(Action::Drain)));
        for (const QAction* own : w.table("slotsTable").commands())
            QVERIFY(menu->actions().contains(own));
    }
    void aCordonGoesFromMenuToFleetd()
    {
        Window w;
        w.bench->arm();
        w.choose("A08-02/1");
        w.action(Action::Cordon)->trigger();
        auto* dialog = w.dialog<OrderDialog>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(dialog->isModal());
        const auto* dim = w.window->findChild<QWidget*>(QStringLiteral("dim"));
        QVERIFY(dim && dim->isVisible());
        const auto* strip = w.window->findChild<QWidget*>(QStringLiteral("statusStrip"));
        QVERIFY(dim->y() >= strip->mapTo(w.window.get(), QPoint(0, strip->height())).y());
        dialog->findChild<QLineEdit*>(QStringLiteral("reasonWords"))
            ->setText(QStringLiteral("a reason of some length"));
        auto* send = dialog->findChild<QPushButton*>(QStringLiteral("sendButton"));
        QTRY_VERIFY(send->isEnabled());
        send->click();
        QCOMPARE(w.bench->sent(), size_t(1));
        QVERIFY(w.bench->record(0).verb == CommandVerb::Cordon);
        QTRY_VERIFY(!w.window->findChild<QWidget*>(QStringLiteral("dim")));
        w.window->refreshNow();
        QVERIFY(w.label("activityText").contains(QStringLiteral("Cordon of A08-02: being sent")));
        const auto* inspector = w.window->findChild<InspectorDock*>();
        QVERIFY2(inspector->asText().contains(QStringLiteral("being sent")),
            qPrintable(inspector->asText()));
        w.bench->answer(0, CallOutcome::Refused, "stale");
        w.window->refreshNow();
        QVERIFY(inspector->asText().contains(QStringLiteral("you acted on stale data")));
    }
    void aLockedDialogReopensWithWhatHolds()
    {
        Window w;
        w.bench->arm();
        w.choose("A07-12/1");
        w.action(Action::ForceDestroy)->trigger();
        auto* first = w.dialog<OrderDialog>();
        QVERIFY(first);
        first->findChild<QLineEdit*>(QStringLiteral("reasonWords"))
            ->setText(QStringLiteral("typed with care"));
        const SlotId slot = w.feed.slotAt(QStringLiteral("A07-12/1"));
        Vm vm = *w.live.store().details(slot)->vm;
        ++vm.generation;
        FeedBatch batch;
        batch.site = w.feed.sites().front();
        batch.epoch = w.live.store().site(batch.site)->epoch;
        batch.commits = {{9'000'000, false, {{Change::Modified, vm, {}}}}};
        batch.receivedAt = w.clock.mono();
        w.live.apply(batch);
        QVERIFY(first->isLocked());
        const QPointer<OrderDialog> gone(first);
        first->findChild<QPushButton*>(QStringLiteral("reopen"))->click();
        QTRY_VERIFY(!gone);
        QTRY_VERIFY(w.dialog<OrderDialog>());
        const auto* words =
            w.dialog<OrderDialog>()->findChild<QLineEdit*>(QStringLiteral("reasonWords"));
        QCOMPARE(words->text(), QStringLiteral("typed with care"));
        QVERIFY(!w.dialog<OrderDialog>()->isLocked());
    }
    void aDrainIsPreviewedWaitsAndCanBeUndone()
    {
        Window w;
        w.bench->arm();
        w.choose("A08-02/1");
        w.action(Action::Drain)->trigger();
        auto* sheet = w.window->findChild<DrainSheet*>();
        QVERIFY(sheet && sheet->isVisible());
        QVERIFY(!w.window->findChild<InspectorDock*>()->isVisible());
        QVERIFY(w.table("slotsTable").isEnabled()); // not modal
        CommandAnswer answer;
        answer.result.outcome = CallOutcome::Done;
        answer.preview = DrainPreview{};
        answer.preview->hosts = 1;
        w.bench->answer(0, answer);
        sheet->findChild<QLineEdit*>(QStringLiteral("reasonWords"))
            ->setText(QStringLiteral("kernel panic logs"));
        auto* start = sheet->findChild<QPushButton*>(QStringLiteral("startDrain"));
        QVERIFY(start->isEnabled());
        start->click();
        QTRY_VERIFY(!w.window->findChild<DrainSheet*>());
        QVERIFY(w.window->findChild<InspectorDock*>()->isVisible());
        w.window->refreshNow();
        QVERIFY2(w.label("activityText").contains(QStringLiteral("Starting drain of 1 host")),
            qPrintable(w.label("activityText")));
        QVERIFY(w.button("undoButton")->isVisible());
        QVERIFY(w.action("undoAction")->isEnabled());
        w.action("undoAction")->trigger();
        w.clock.advance(6s);
        w.bench->orders.tick();
        QCOMPARE(w.bench->sent(), size_t(1)); // the dry run alone
        w.window->refreshNow();
        QVERIFY(!w.button("undoButton")->isVisible());
        QVERIFY(w.label("activityText").contains(QStringLiteral("nothing was sent")));
    }
    void theDrainPreviewHasTheWindowsOwnTitleBar()
    {
        Window w;
        w.bench->arm();
        w.choose("A08-02/1");
        w.action(Action::Drain)->trigger();
        QCOMPARE(w.label("drainDockTitle"), QStringLiteral("Drain preview"));
        QAbstractButton* close = nullptr;
        for (auto* button : w.window->findChildren<QAbstractButton*>()) {
            if (button->accessibleName() == QLatin1String("Close the drain preview"))
                close = button;
        }
        QVERIFY(close);
        close->click();
        QTRY_VERIFY(!w.window->findChild<DrainSheet*>());
        QVERIFY(w.window->findChild<InspectorDock*>()->isVisible());
        QCOMPARE(w.bench->sent(), size_t(1)); // the dry run alone
    }
    void whatWasSentIsListedFromTheMenu()
    {
        Window w;
        w.bench->arm();
        w.action("sentAction")->trigger();
        const auto* dialog = w.dialog<SentDialog>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!dialog->isModal());
    }
    void stripAndInspectorHoldWhatCanBeDone_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("fontScale");
        QTest::newRow("1600x1000") << QSize(1600, 1000) << 1.0;
        QTest::newRow("1366x768") << QSize(1366, 768) << 1.0;
        QTest::newRow("1600x1000, 150 % font") << QSize(1600, 1000) << 1.5;
    }
    void stripAndInspectorHoldWhatCanBeDone()
    {
        QFETCH(QSize, size);
        QFETCH(double, fontScale);
        Desk desk(Scheme::Light, fontScale, loaded, withOrders);
        desk.window->resize(size);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        desk.table("slotsTable").setCurrentId(desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
        for (const DeskKeyProblem problem : {DeskKeyProblem::None, DeskKeyProblem::NoKeyInRoster}) {
            DeskKeyState state = OrderBench::goodKey();
            state.fromFile = true;
            if (problem != DeskKeyProblem::None)
                state = OrderBench::badKey(problem);
            desk.bench->orders.armWith(state, 3);
            desk.window->refreshNow();
            QTRY_COMPARE(Tests::firstOutside(*desk.window), QString());
            QTRY_COMPARE(Tests::firstOverlap(*desk.window), QString());
            QTRY_COMPARE(Tests::firstCut(*desk.window), QString());
        }
    }
    void aMenuEntryThatHoldsNoMoreOpensNothing()
    {
        Window w;
        w.bench->arm();
        w.choose("A07-12/1");
        w.bench->orders.disarm(Arming::End::Locked);
        w.window->findChild<OrderMenus*>()->begin(Action::ForceDestroy);
        QVERIFY(!w.dialog<OrderDialog>());
        QVERIFY(w.label("rights").contains(QStringLiteral("screen was locked")));
    }
};

ESPALIER_TEST(TstOrderMenus)
#include "tst_ordermenus.moc"
