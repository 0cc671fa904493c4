// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "desktop/fakebus.h"
#include "desktop/fakeportal.h"
#include "feed/desk.h"

#include <desktop/colourscheme.h>
#include <pages/pagelist.h>
#include <shell/inspectordock.h>
#include <shell/mainwindow.h>
#include <theme/themestyle.h>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScreen>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::Desk;

namespace {

QAction* command(const Desk& desk, const QString& text)
{
    for (QAction* action : desk.window->findChildren<QAction*>()) {
        if (action->text().remove(QLatin1Char('&')) == text)
            return action;
    }
    return nullptr;
}

QString labelText(const Desk& desk, const char* name)
{
    const auto* label = desk.window->findChild<QLabel*>(QLatin1String(name));
    return label ? label->text() : QStringLiteral("no such label");
}

void fallSilent(Desk& desk, const char* site, std::chrono::seconds time)
{
    const SiteId silent{QLatin1String(site)};
    for (auto passed = 0s; passed < time; passed += 2s) {
        desk.clock.advance(2s);
        for (const FeedBatch& batch : desk.feed.second({silent}))
            desk.live.apply(batch);
        desk.live.apply(desk.feed.lost(silent));
        desk.live.tick();
    }
}

} // namespace

class TstMainWindow final : public Tests::TestCase {
    Q_OBJECT
    Tests::FakeBus m_bus;

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bus.start(), QString()); }
    // Qt's offscreen screen is smaller than the window of the pictures.
    void theFirstWindowFitsTheScreen()
    {
        Desk desk(Scheme::Light, 1);
        const MainWindow window({desk.live, desk.clock, desk.profiles, desk.settings, {}, {}, {},
            {}, desk.feed.sites(), std::nullopt});
        const QSize screen = window.screen()->availableGeometry().size();
        QCOMPARE(window.size(), QSize(1600, 1000).boundedTo(screen));
        QVERIFY(window.size() != QSize(1600, 1000));
    }

    void choosingARowFillsTheInspector()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        QVERIFY(desk.table("slotsTable")
                    .setCurrentId(desk.feed.slotAt(QStringLiteral("A07-12/1")).text()));
        QCOMPARE(labelText(desk, "inspectorTitle"), QStringLiteral("Host A07-12"));
        auto* inspector = desk.window->findChild<InspectorDock*>();
        QVERIFY(inspector->asText().contains(QStringLiteral("Stuck 10 m past SLO")));
        desk.window->findChild<QAbstractButton*>(QStringLiteral("railTeardowns"))->click();
        QTRY_VERIFY(desk.lifeModel.rowCount() > 100);
        const VmId vm = desk.feed.vmAt(QStringLiteral("A07-04/2"));
        QVERIFY(desk.table("livesTable").setCurrentId(vm.text()));
        QCOMPARE(labelText(desk, "inspectorTitle"),
            QString(QStringLiteral("Record, VM ") + vm.text().left(8)));
        QVERIFY(inspector->asText().contains(QStringLiteral("5 of 9 hold")));
    }

    // The last signals of its docks come while the window is half gone; what they reach must live.
    void aWindowThatIsTakenDownWhileShownEnds()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        auto* inspector = desk.window->findChild<InspectorDock*>();
        QTRY_VERIFY(inspector->isVisible());
        QSignalSpy heard(inspector, &QDockWidget::visibilityChanged);
        desk.window.reset();
        QVERIFY(!heard.isEmpty());
    }

    void clearingTheSelectionEmptiesTheInspector()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        TableView& table = desk.table("slotsTable");
        QAction* clear = command(desk, QStringLiteral("Clear selection"));
        const auto* footer = desk.window->findChild<QWidget*>(QStringLiteral("hostsFooter"));
        auto* button = footer->findChild<QAbstractButton*>();
        QCOMPARE(button->text(), QStringLiteral("Clear selection"));
        const auto choose = [&] {
            table.setCurrentId(desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
            QCOMPARE(labelText(desk, "inspectorTitle"), QStringLiteral("Host A07-12"));
        };
        for (const auto& letGo : std::vector<std::function<void()>>{[&] { clear->trigger(); },
                 [&] { button->click(); }, [&] { QTest::keyClick(&table, Qt::Key_Escape); }}) {
            choose();
            letGo();
            QCOMPARE(table.currentId(), QString());
            QVERIFY(!table.selectionModel()->hasSelection());
            QCOMPARE(labelText(desk, "inspectorTitle"), QStringLiteral("Inspector"));
            const auto* inspector = desk.window->findChild<InspectorDock*>();
            QVERIFY(inspector->asText().contains(QStringLiteral("Nothing is chosen")));
            desk.live.tick(); // a beat must not bring it back
            desk.window->refreshNow();
            QCOMPARE(labelText(desk, "inspectorTitle"), QStringLiteral("Inspector"));
        }
        for (const QAction* action : desk.window->findChildren<QAction*>()) // the key of Arm
            QVERIFY(action->shortcut() != QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    }

    void whatIsDoubtedIsStaleInTheNextFrame()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        desk.clock.advance(1s);
        desk.live.doubt();
        desk.window->refreshNow();
        // Nothing was awaited since.
        const FleetStore& store = desk.live.store();
        for (int row = 0; row < desk.slotModel.rowCount(); ++row) {
            const auto id = desk.slotModel.index(row, 0).data(Items::RowIdRole).toUInt();
            QCOMPARE(int(store.slot(id).state), int(DisplayState::Unknown));
        }
        QVERIFY(desk.window->windowTitle().startsWith(QStringLiteral("STALE")));
        for (const SiteId& site : desk.feed.sites()) {
            const QString name = site.text();
            QVERIFY(labelText(desk, qPrintable(QString(QStringLiteral("feed.") + name)))
                        .startsWith(QString(name + QStringLiteral(" STALE"))));
        }
    }

    void systemThemeFollowsThePortalAndNoOtherDoes()
    {
        Tests::FakePortal portal(Tests::FakeBus::theirs(), 1U);
        ColourScheme scheme(Tests::FakeBus::ours());
        QTRY_COMPARE(scheme.wish(), SchemeWish::Dark);
        Desk desk(Scheme::Light, 1);
        desk.window.reset();
        desk.settings.setTheme(ThemeChoice::System);
        MainWindow window({desk.live, desk.clock, desk.profiles, desk.settings, {}, {}, {}, {},
            desk.feed.sites(), std::nullopt, 1.0, &scheme});
        window.show();
        QCOMPARE(themeOf(&window).scheme(), Scheme::Dark); // from its first frame
        portal.change(2U);
        QTRY_COMPARE(themeOf(&window).scheme(), Scheme::Light);
        portal.change(1U);
        QTRY_COMPARE(themeOf(&window).scheme(), Scheme::Dark);
        portal.change(0U);
        QTRY_COMPARE(themeOf(&window).scheme(), systemScheme());
        for (QAction* action : window.findChildren<QAction*>()) {
            if (action->text() == QStringLiteral("&High contrast"))
                action->trigger();
        }
        QCOMPARE(themeOf(&window).scheme(), Scheme::HighContrast);
        portal.change(1U);
        QTRY_COMPARE(scheme.wish(), SchemeWish::Dark);
        QCOMPARE(themeOf(&window).scheme(), Scheme::HighContrast);
    }

    void everyPageHasItsButtonItsMenuEntryAndItsKeys()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        int number = 0;
        for (const PageEntry& entry : pageList()) {
            ++number;
            const QString key = QLatin1String(entry.key);
            const auto* button =
                desk.window->findChild<QAbstractButton*>(QString(QLatin1String("rail") + key));
            QVERIFY2(button, entry.key);
            QCOMPARE(button->accessibleName(), railTitle(entry));
            auto* action = desk.window->findChild<QAction*>(QString(QLatin1String("go") + key));
            QVERIFY2(action, entry.key);
            QCOMPARE(action->shortcut(), QKeySequence(QStringLiteral("Ctrl+%1").arg(number)));
            action->trigger();
            QVERIFY2(button->isChecked(), entry.key);
        }
    }

    void aNewWindowOpensOnTheOverview()
    {
        Desk desk(Scheme::Light, 1);
        desk.window.reset();
        MainWindow window({desk.live, desk.clock, desk.profiles, desk.settings, {}, {}, {}, {},
            desk.feed.sites(), std::nullopt});
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(window.findChild<QAbstractButton*>(QStringLiteral("railOverview"))->isChecked());
        auto* alarms = window.findChild<TableView*>(QStringLiteral("alarmsTable"));
        QVERIFY(alarms->isVisible());
        QTRY_VERIFY(alarms->hasFocus());
        QTRY_VERIFY(alarms->model()->rowCount() > 0); // its list lives, though nobody went there
        // Put away by that page and by nobody else, also over a close.
        QVERIFY(!window.findChild<InspectorDock*>()->isVisible());
        window.close();
        MainWindow next({desk.live, desk.clock, desk.profiles, desk.settings, {}, {}, {}, {},
            desk.feed.sites(), std::nullopt});
        next.show();
        QVERIFY(!next.findChild<InspectorDock*>()->isVisible());
        next.findChild<QAbstractButton*>(QStringLiteral("railHosts"))->click();
        QVERIFY(next.findChild<InspectorDock*>()->isVisible());
    }

    void whoIsAtTheDeskStandsInTheRail()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        const auto foot = [&] {
            QStringList texts;
            for (const QLabel* label :
                desk.window->findChild<QWidget*>(QStringLiteral("navigationRail"))
                    ->findChildren<QLabel*>()) {
                if (label->isVisible())
                    texts << label->text();
            }
            return texts;
        };
        QVERIFY(foot().contains(QStringLiteral("on-call, operator")));
        desk.window->setRole(QStringLiteral("security"));
        QVERIFY(foot().contains(QStringLiteral("security")));
        QVERIFY(!foot().contains(QStringLiteral("on-call, operator")));
        desk.window->setRole(QString());
        QVERIFY(foot().contains(QStringLiteral("oncall")));
        QVERIFY(!foot().contains(QStringLiteral("security")));
    }

    void hostsOnScreenAreToldAndFollowThePage()
    {
        Desk desk(Scheme::Light, 1);
        std::set<HostId> seen;
        QObject::connect(desk.window.get(), &MainWindow::hostsOnScreenChanged, desk.window.get(),
            [&](const std::set<HostId>& hosts) { seen = hosts; });
        desk.window->resize(1600, 1000);
        desk.window->show();
        const FleetStore& store = desk.live.store();
        const auto hostOf = [&](const char* code) {
            return store.slot(*store.rowOf(desk.feed.slotAt(QLatin1String(code)))).host;
        };
        QTRY_VERIFY(seen.count(hostOf("A07-12/1")) > 0);
        QVERIFY(seen.size() < 60); // not all 220
        command(desk, QStringLiteral("Filter"))->trigger();
        desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"))
            ->setText(QStringLiteral("ams2 A05-07"));
        QTRY_COMPARE(seen, std::set<HostId>{hostOf("A05-07/1")});
        desk.window->hide();
        desk.live.tick();
        QTRY_VERIFY(seen.empty());
    }

    void filterNarrowsBothPagesAndIsCounted()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"));
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("stuck"));
        QTRY_COMPARE(desk.slotModel.rowCount(), 1);
        QTRY_COMPARE(labelText(desk, "filterCount"), QStringLiteral("1 of 440 slots"));
        command(desk, QStringLiteral("Teardowns"))->trigger();
        QTRY_COMPARE(desk.lifeModel.rowCount(), 1);
        QCOMPARE(field->text(), QStringLiteral("stuck"));
        command(desk, QStringLiteral("Clear filter"))->trigger();
        QTRY_VERIFY(desk.lifeModel.rowCount() > 100);
    }

    void backAndForwardWalkPageFilterAndRow()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        const QString slot = desk.feed.slotAt(QStringLiteral("A07-12/1")).text();
        desk.table("slotsTable").setCurrentId(slot);
        command(desk, QStringLiteral("Teardowns"))->trigger();
        QVERIFY(desk.table("livesTable").isVisible());
        command(desk, QStringLiteral("Back"))->trigger();
        QVERIFY(desk.table("slotsTable").isVisible());
        QCOMPARE(desk.table("slotsTable").currentId(), slot);
        QVERIFY(command(desk, QStringLiteral("Forward"))->isEnabled());
        command(desk, QStringLiteral("Forward"))->trigger();
        QVERIFY(desk.table("livesTable").isVisible());
    }

    void silentSiteIsSaidInStripBannerTitleAndRows()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        QVERIFY(!desk.window->windowTitle().startsWith(QStringLiteral("STALE")));
        fallSilent(desk, "iad1", 8s);
        QTRY_VERIFY(desk.window->windowTitle().startsWith(QStringLiteral("STALE")));
        QVERIFY(labelText(desk, "feed.iad1").startsWith(QStringLiteral("iad1 STALE")));
        QVERIFY(labelText(desk, "feed.fra1").startsWith(QStringLiteral("fra1 live")));
        auto* banner = desk.window->findChild<QWidget*>(QStringLiteral("banner.iad1"));
        QVERIFY(banner && banner->isVisible());
        const auto row = desk.live.store().slot(
            *desk.live.store().rowOf(desk.feed.slotAt(QStringLiteral("S02-04/1"))));
        QCOMPARE(row.state, DisplayState::Unknown);
        QSignalSpy retried(desk.window.get(), &MainWindow::retryRequested);
        banner->findChild<QAbstractButton*>()->click();
        QCOMPARE(retried.size(), 1);
        desk.clock.advance(1s);
        for (const FeedBatch& batch : desk.feed.lists())
            desk.live.apply(batch);
        desk.live.tick();
        QTRY_VERIFY(!desk.window->windowTitle().startsWith(QStringLiteral("STALE")));
        QVERIFY(!banner->isVisible());
    }

    void f6CyclesThePanes()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
        QTRY_VERIFY(desk.table("slotsTable").hasFocus());
        QSet<QWidget*> seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            seen.insert(QApplication::focusWidget());
        }
        QCOMPARE(seen.size(), 4); // rail, filter, table, inspector
        QVERIFY(desk.table("slotsTable").hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(QApplication::focusWidget()->objectName() == QLatin1String("filterField"));
    }

    void inspectorTogglesByItsKey()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        auto* inspector = desk.window->findChild<InspectorDock*>();
        QVERIFY(inspector->isVisible());
        command(desk, QStringLiteral("Inspector"))->trigger();
        QVERIFY(!inspector->isVisible());
        command(desk, QStringLiteral("Inspector"))->trigger();
        QVERIFY(inspector->isVisible());
    }

    void themeIsChosenInTheMenuAndRemembered()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QCOMPARE(themeOf(desk.window.get()).scheme(), Scheme::Light);
        QSignalSpy changed(desk.window.get(), &MainWindow::themeChanged);
        command(desk, QStringLiteral("Dark"))->trigger();
        QCOMPARE(themeOf(desk.window.get()).scheme(), Scheme::Dark);
        QCOMPARE(desk.settings.theme(), ThemeChoice::Dark);
        command(desk, QStringLiteral("High contrast"))->trigger();
        QCOMPARE(themeOf(desk.window.get()).scheme(), Scheme::HighContrast);
        QCOMPARE(desk.settings.theme(), ThemeChoice::HighContrast);
        QCOMPARE(changed.size(), 2);
    }

    void problemStandsInTheActivityBar()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        desk.window->setProblem(QStringLiteral("the roster is older than one seen before"));
        QTRY_VERIFY(
            labelText(desk, "activityText").startsWith(QStringLiteral("the roster is older")));
        desk.window->setProblem(QString());
        QTRY_COMPARE(labelText(desk, "activityText"), QStringLiteral("Nothing is under way"));
    }

    void nothingLoadedSaysUnknownAndNotZero()
    {
        Desk desk(Scheme::Light, 1, false);
        desk.window->show();
        QTRY_COMPARE(labelText(desk, "filterCount"), QStringLiteral("unknown"));
        QVERIFY(labelText(desk, "feed.fra1").startsWith(QStringLiteral("fra1 listing")));
        QCOMPARE(labelText(desk, "feedState"), QStringLiteral("connecting"));
    }

    void pageThatIsNotShownDoesNoWork()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        QSignalSpy touched(&desk.lifeModel, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&desk.lifeModel, &QAbstractItemModel::rowsInserted);
        for (const FeedBatch& batch : desk.feed.moved())
            desk.live.apply(batch);
        QTRY_VERIFY(desk.slotModel.rowCount() == 440);
        QCOMPARE(touched.size() + inserted.size(), 0);
    }
};

ESPALIER_TEST(TstMainWindow)
#include "tst_mainwindow.moc"
