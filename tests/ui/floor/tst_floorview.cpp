// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <floor/floorview.h>
#include <theme/themestyle.h>

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : feed(clock)
        , store(clock)
    {
        install(*qApp, Theme(Scheme::Light));
        for (const SiteId& site : feed.sites())
            store.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            store.apply(batch);
        view = std::make_unique<FloorView>(store);
        view->resize(1016, 700);
        view->setActive(true);
        view->show();
    }
    [[nodiscard]] FloorAddress at(const char* code) const
    {
        return *view->plan().find(feed.slotAt(QLatin1String(code)));
    }
    [[nodiscard]] QPoint centre(const char* code) const
    {
        return view->boxOf(at(code)).center().toPoint();
    }
    void wheel(QPoint at, int notches) const
    {
        QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, {0, notches * 120},
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &event);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, at);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(view.get(), Qt::Key(key), modifiers);
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    FleetStore store;
    std::unique_ptr<FloorView> view;
};

bool hasColour(const QImage& picture, const QColor& colour)
{
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TstFloorView final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void allIsInViewAtFirst()
    {
        const World world;
        QVERIFY(world.view->isFitted());
        const QSizeF all = world.view->floorLayout().size();
        QVERIFY(all.width() <= world.view->viewport()->width());
        QVERIFY(all.height() <= world.view->viewport()->height());
        QCOMPARE(world.view->horizontalScrollBar()->maximum(), 0);
        world.view->resize(700, 500);
        QVERIFY(world.view->floorLayout().size().width() <= world.view->viewport()->width());
    }

    void aClickChoosesTheSlotUnderItAtEachZoom_data()
    {
        QTest::addColumn<FloorLevel>("level");
        QTest::newRow("row") << FloorLevel::Row;
        QTest::newRow("rack") << FloorLevel::Rack;
        QTest::newRow("host") << FloorLevel::Host;
    }
    void aClickChoosesTheSlotUnderItAtEachZoom()
    {
        QFETCH(FloorLevel, level);
        const World world;
        world.view->choose(world.feed.slotAt(QStringLiteral("A07-12/1")), {}, true);
        world.view->zoomTo(level);
        QCOMPARE(world.view->level(), level);
        QSignalSpy current(world.view.get(), &FloorView::currentChanged);
        for (const char* code : {"A07-12/2", "A07-11/1"}) {
            const QPoint point = world.centre(code);
            QVERIFY(world.view->viewport()->rect().contains(point));
            world.click(point);
            const QString id = world.feed.slotAt(QLatin1String(code)).text();
            QCOMPARE(world.view->current().text(), id);
            QCOMPARE(world.view->selected(), QStringList{id});
            QCOMPARE(current.last().first().toString(), id);
        }
        const QString second = world.feed.slotAt(QStringLiteral("A07-12/1")).text();
        world.click(world.centre("A07-12/1"), Qt::ControlModifier);
        QCOMPARE(world.view->selected().size(), 2);
        QVERIFY(world.view->selected().contains(second));
        world.click(world.centre("A07-12/1"), Qt::ControlModifier);
        QCOMPARE(world.view->selected().size(), 1);
    }

    void aRacksNameChoosesAllItsSlots()
    {
        const World world;
        const FloorAddress rack = world.at("A07-12/1").rackOnly();
        world.click(world.view->floorLayout().rackLabel(rack).center().toPoint());
        QCOMPARE(world.view->selected().size(), 28); // 14 hosts
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-12/1"))); // the worst
        world.click(QPoint(3, 3));
        QVERIFY(world.view->selected().isEmpty());
        QVERIFY(world.view->current().isEmpty());
    }

    void theWheelZoomsAboutThePointer()
    {
        const World world;
        const QPoint before = world.centre("A03-11/2");
        world.wheel(before, 4);
        QVERIFY(!world.view->isFitted());
        QVERIFY(world.view->boxOf(world.at("A03-11/2")).adjusted(-2, -2, 2, 2).contains(before));
        const int unit = world.view->floorLayout().scale().unit;
        world.wheel(before, -1);
        QVERIFY(world.view->floorLayout().scale().unit < unit);
        world.wheel(before, 100);
        QCOMPARE(world.view->floorLayout().scale().unit, mostUnit);
        world.wheel(before, -100);
        QCOMPARE(world.view->floorLayout().scale().unit, leastUnit);
    }

    void keysZoomWalkAndChoose()
    {
        const World world;
        world.view->setFocus();
        world.key(Qt::Key_Down);
        QVERIFY(!world.view->current().isEmpty());
        world.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(world.view->selected().size(), 2);
        world.key(Qt::Key_Space); // takes the current one out again
        QCOMPARE(world.view->selected().size(), 1);
        world.key(Qt::Key_1);
        QCOMPARE(world.view->level(), FloorLevel::Row);
        world.key(Qt::Key_3);
        QCOMPARE(world.view->level(), FloorLevel::Host);
        QVERIFY(world.view->viewport()->rect().contains(
            world.view->boxOf(*world.view->plan().find(world.view->current())).center().toPoint()));
        QSignalSpy opened(world.view.get(), &FloorView::opened);
        world.key(Qt::Key_Return); // there is nothing closer
        QCOMPARE(opened.size(), 1);
        world.key(Qt::Key_Backspace);
        QCOMPARE(world.view->level(), FloorLevel::Rack);
        const int unit = world.view->floorLayout().scale().unit;
        world.key(Qt::Key_Plus);
        QVERIFY(world.view->floorLayout().scale().unit > unit);
        world.key(Qt::Key_Minus);
        QCOMPARE(world.view->floorLayout().scale().unit, unit);
        world.key(Qt::Key_0);
        QVERIFY(world.view->isFitted());
        world.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(world.view->selected().size(), 440);
        QSignalSpy cleared(world.view.get(), &FloorView::cleared);
        world.key(Qt::Key_Escape);
        QCOMPARE(cleared.size(), 1);
        QVERIFY(world.view->selected().isEmpty());
    }

    void nGoesToTheWorstFirst()
    {
        const World world;
        world.view->setFocus();
        world.key(Qt::Key_N);
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-12/1"))); // stuck
        world.key(Qt::Key_N);
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-04/2")));
        world.key(Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-12/1")));
    }

    void draggingPansAndWithShiftDrawsABox()
    {
        const World world;
        world.view->choose(world.feed.slotAt(QStringLiteral("A07-12/1")), {}, true);
        world.view->zoomTo(FloorLevel::Host);
        QWidget* on = world.view->viewport();
        const int before = world.view->verticalScrollBar()->value();
        const QPoint from = on->rect().center();
        const auto drag = [&](QPoint to, Qt::KeyboardModifiers modifiers) {
            QTest::mousePress(on, Qt::LeftButton, modifiers, from);
            QMouseEvent move(QEvent::MouseMove, to, on->mapToGlobal(to), Qt::NoButton,
                Qt::LeftButton, modifiers);
            QApplication::sendEvent(on, &move);
            QTest::mouseRelease(on, Qt::LeftButton, modifiers, to);
        };
        drag(from + QPoint(0, 60), Qt::NoModifier);
        QCOMPARE(world.view->verticalScrollBar()->value(), before - 60);
        QVERIFY(world.view->selected().isEmpty()); // a drag is no click
        drag(from + QPoint(300, 200), Qt::ShiftModifier);
        QVERIFY(world.view->selected().size() > 2);
        for (const QString& id : world.view->selected()) {
            const QRectF box = world.view->boxOf(*world.view->plan().find(SlotId(id)));
            QVERIFY(box.intersects(QRectF(QRect(from, from + QPoint(300, 200)))));
        }
    }

    void theContextMenuIsOfWhatIsChosen()
    {
        const World world;
        QAction drain(QStringLiteral("Drain..."));
        world.view->setRowActions({&drain});
        world.view->choose(world.feed.slotAt(QStringLiteral("A07-12/1")), {}, true);
        world.view->zoomTo(FloorLevel::Host);
        const auto ask = [&](const QPoint& at) {
            QTest::ignoreMessage(QtWarningMsg, "This plugin does not support raise()");
            QTest::ignoreMessage(
                QtWarningMsg, "This plugin does not support grabbing the keyboard");
            QContextMenuEvent event(
                QContextMenuEvent::Mouse, at, world.view->viewport()->mapToGlobal(at));
            QApplication::sendEvent(world.view->viewport(), &event);
            auto* menu = world.view->findChild<QMenu*>();
            QVERIFY(menu);
            QCOMPARE(menu->actions(), QList<QAction*>{&drain});
            delete menu;
        };
        ask(world.centre("A07-11/1"));
        const QString first = world.feed.slotAt(QStringLiteral("A07-11/1")).text();
        QCOMPARE(world.view->selected(), QStringList{first});
        world.click(world.centre("A07-11/2"), Qt::ControlModifier);
        ask(world.centre("A07-11/1")); // it is among them: all stay chosen
        QCOMPARE(world.view->selected().size(), 2);
    }

    void doubleClickComesCloser()
    {
        const World world;
        const QPoint point = world.centre("A05-03/2");
        const FloorLevel before = world.view->level();
        QTest::mouseDClick(world.view->viewport(), Qt::LeftButton, {}, point);
        QVERIFY(world.view->level() > before);
        QVERIFY(world.view->viewport()->rect().contains(world.centre("A05-03/2")));
    }

    void aFilterDimsAndIsSkippedByN()
    {
        const World world;
        const SlotId stuck = world.feed.slotAt(QStringLiteral("A07-12/1"));
        world.view->setFilter([&](const SlotId& id) { return id != stuck; });
        world.view->setFocus();
        world.key(Qt::Key_N);
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-04/2")));
        world.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(world.view->selected().size(), 439);
    }

    // R14: what is old wears no severity, at any zoom.
    void aStaleSiteShowsNoSeverity_data()
    {
        QTest::addColumn<int>("notches");
        for (const int notches : {-6, 0, 4, 6, 10})
            QTest::addRow("%d notches", notches) << notches;
    }
    void aStaleSiteShowsNoSeverity()
    {
        QFETCH(int, notches);
        World world;
        world.view->choose(world.feed.slotAt(QStringLiteral("A07-12/1")), {}, true);
        world.view->zoomBy(notches);
        const Theme& theme = themeOf(world.view.get());
        const auto alarming = [&] {
            const QImage picture = world.view->viewport()->grab().toImage();
            return hasColour(picture, theme.colour(Token::High))
                || hasColour(picture, theme.colour(Token::Critical))
                || hasColour(picture, theme.colour(Token::Caution));
        };
        QVERIFY(alarming());
        world.clock.advance(40s);
        world.view->onChanged(world.store.tick());
        QVERIFY(!alarming());
    }

    void aSlotThatLeavesIsNotChosenAnyMore()
    {
        World world;
        const SlotId gone = world.feed.slotAt(QStringLiteral("A06-07/1"));
        world.view->choose(gone, {gone, world.feed.slotAt(QStringLiteral("A06-07/2"))}, false);
        QSignalSpy changed(world.view.get(), &FloorView::selectionChanged);
        FeedBatch batch;
        batch.site = world.feed.sites().front();
        batch.epoch = QStringLiteral("e1");
        batch.fromWire = true;
        batch.receivedAt = world.clock.mono();
        Slot slot;
        slot.id = gone;
        slot.host = world.store.slot(*world.store.rowOf(gone)).host;
        batch.commits = {{2000, false, {{Change::Deleted, slot, {}}}}};
        world.view->onChanged(world.store.apply(batch));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(world.view->selected().size(), 1);
    }

    void aHiddenFloorDoesNoWork()
    {
        World world;
        world.view->setActive(false);
        const DisplayState before = world.view->plan().slot(world.at("A01-01/1")).state;
        for (const FeedBatch& batch : world.feed.moved())
            world.view->onChanged(world.store.apply(batch));
        QCOMPARE(world.view->plan().slot(world.at("A01-01/1")).state, before);
        world.view->setActive(true);
        const SlotId id = world.feed.slotAt(QStringLiteral("A01-01/1"));
        QCOMPARE(world.view->plan().slot(world.at("A01-01/1")).state,
            world.store.slot(*world.store.rowOf(id)).state);
    }
};

ESPALIER_TEST(TstFloorView)
#include "tst_floorview.moc"
