// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <parts/emptystate.h>
#include <tables/tableview.h>
#include <theme/theme.h>

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

// Fires by hand: a test says when the model flushes.
class HandTimer final : public Items::Timer {
public:
    explicit HandTimer(HandTimer*& self) { self = this; }
    void start(std::chrono::milliseconds, std::function<void()> done) override
    {
        m_done = std::move(done);
    }
    void stop() override { m_done = {}; }
    void fire()
    {
        if (auto done = std::exchange(m_done, {}))
            done();
    }

private:
    std::function<void()> m_done;
};

struct World {
    World()
        : feed(clock)
        , live(clock)
        , model(Items::slotList(live.store()), clock, std::make_unique<HandTimer>(timer))
    {
        QObject::connect(&live, &Items::LiveStore::changed, &model, &Items::TableModel::onChanged);
        deliver(feed.lists());
        view.setTable(&model);
        view.resize(1030, 400);
        view.show();
    }
    void deliver(const std::vector<FeedBatch>& batches)
    {
        for (const FeedBatch& batch : batches)
            live.apply(batch);
        clock.advance(20ms);
        timer->fire();
    }

    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    Items::LiveStore live;
    HandTimer* timer = nullptr;
    Items::TableModel model;
    TableView view;
};

} // namespace

class TstTableView final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void keepsSelectionByIdOverResyncAndSort()
    {
        World world;
        const QString first = world.feed.slotAt(QStringLiteral("A07-12/1")).text();
        const QString second = world.feed.slotAt(QStringLiteral("A03-05/2")).text();
        QVERIFY(world.view.setCurrentId(first));
        world.view.selectionModel()->select(
            world.model.indexOf(second), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QStringList chosen{first, second};
        chosen.sort();
        for (int column = 0; column < world.model.columnCount(); ++column) {
            world.view.sortBy(column, column % 2 ? Qt::DescendingOrder : Qt::AscendingOrder);
            QStringList now = world.view.selectedIds();
            now.sort();
            QCOMPARE(now, chosen);
            QCOMPARE(world.view.currentId(), first);
        }
        world.deliver(world.feed.lists()); // a resync: the same list again
        world.deliver(world.feed.moved());
        QStringList now = world.view.selectedIds();
        now.sort();
        QCOMPARE(now, chosen);
        QCOMPARE(world.view.currentId(), first);
    }

    void walksByKeyboard()
    {
        World world;
        QVERIFY(QTest::qWaitForWindowActive(&world.view));
        world.view.setFocus();
        QTRY_VERIFY(world.view.currentIndex().isValid());
        QTest::keyClick(&world.view, Qt::Key_Home);
        QCOMPARE(world.view.currentIndex().row(), 0);
        QTest::keyClick(&world.view, Qt::Key_Down);
        QCOMPARE(world.view.currentIndex().row(), 1);
        QTest::keyClick(&world.view, Qt::Key_End);
        QCOMPARE(world.view.currentIndex().row(), world.model.rowCount() - 1);
        QTest::keyClick(&world.view, Qt::Key_PageUp);
        QVERIFY(world.view.currentIndex().row() < world.model.rowCount() - 1);
        QTest::keyClick(&world.view, Qt::Key_Home);
        QTest::keyClick(&world.view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&world.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(world.view.selectedIds().size(), 3);
        QSignalSpy opened(&world.view, &TableView::opened);
        QTest::keyClick(&world.view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), world.view.currentId());
        QTest::keyClick(&world.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(world.view.selectedIds().size(), world.model.rowCount());
    }

    void escLetsGoOfEveryRow()
    {
        World world;
        QVERIFY(QTest::qWaitForWindowActive(&world.view));
        world.view.setFocus();
        QTRY_VERIFY(world.view.currentIndex().isValid());
        QTest::keyClick(&world.view, Qt::Key_A, Qt::ControlModifier);
        QSignalSpy cleared(&world.view, &TableView::cleared);
        QTest::keyClick(&world.view, Qt::Key_Escape);
        QCOMPARE(cleared.size(), 1);
        QVERIFY(!world.view.selectionModel()->hasSelection());
        QCOMPARE(world.view.currentId(), QString()); // its tint is the current row's
        QTest::keyClick(&world.view, Qt::Key_Escape); // nothing is left to let go
        QCOMPARE(cleared.size(), 1);
        for (const Qt::FocusReason reason :
            {Qt::PopupFocusReason, Qt::MenuBarFocusReason, Qt::ActiveWindowFocusReason}) {
            world.view.clearFocus();
            world.view.setFocus(reason);
            QCOMPARE(world.view.currentId(), QString());
        }
        QTest::keyClick(&world.view, Qt::Key_Down);
        QVERIFY(world.view.currentIndex().isValid());
    }

    void everyCellIsReadByAssistiveTools()
    {
        World world;
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&world.view);
        QVERIFY(table);
        QAccessibleTableInterface* cells = table->tableInterface();
        QVERIFY(cells);
        QCOMPARE(cells->rowCount(), world.model.rowCount());
        QCOMPARE(cells->columnCount(), world.model.columnCount());
        const QModelIndex stuck =
            world.model.indexOf(world.feed.slotAt(QStringLiteral("A07-12/1")).text());
        QAccessibleInterface* cell = cells->cellAt(stuck.row(), 0);
        QVERIFY(cell);
        QVERIFY2(cell->text(QAccessible::Name).contains(QStringLiteral("A07-12 slot 1, stuck")),
            qPrintable(cell->text(QAccessible::Name)));
        QCOMPARE(cells->cellAt(stuck.row(), 1)->text(QAccessible::Name),
            QStringLiteral("fra1 A07-12/1"));
        QCOMPARE(cells->columnDescription(0), QStringLiteral("State"));
    }

    void copiesTextAndCsv()
    {
        World world;
        world.view.setCurrentId(world.feed.slotAt(QStringLiteral("A07-12/1")).text());
        const QString text = world.view.asText();
        QVERIFY2(text.startsWith(QStringLiteral("stuck 10 m past SLO\tfra1 A07-12/1\t")),
            qPrintable(text));
        const QStringList lines = world.view.asCsv().split(QStringLiteral("\r\n"));
        QCOMPARE(lines.size(), 3); // titles, one row, and the end of its line
        QVERIFY(lines.at(0).startsWith(QStringLiteral("State,Place,Tenant,Job,Elapsed,Evidence")));
        QCOMPARE(lines.at(1).count(QLatin1Char(',')), lines.at(0).count(QLatin1Char(',')));
        world.view.commands().first()->trigger();
        QCOMPARE(QApplication::clipboard()->text(), text);
        world.view.commands().last()->trigger();
        QCOMPARE(QApplication::clipboard()->text(), world.view.currentId());
    }

    void headClickSortsAndReverses()
    {
        World world;
        world.view.sortBy(0, Qt::AscendingOrder);
        QSignalSpy sorted(&world.view, &TableView::sortChanged);
        auto* head = world.view.horizontalHeader();
        const int column = world.model.columnOf(QStringLiteral("place"));
        const QPoint at(head->sectionViewportPosition(column) + 20, 10);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(sorted.size(), 1);
        QCOMPARE(world.model.sortColumn(), column);
        QCOMPARE(world.model.sortOrder(), Qt::AscendingOrder);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(world.model.sortOrder(), Qt::DescendingOrder);
    }

    void spareColumnsGoWhenNarrow()
    {
        World world;
        world.view.setSpareColumns({QStringLiteral("hostd"), QStringLiteral("tenant")});
        const int hostd = world.model.columnOf(QStringLiteral("hostd"));
        const int tenant = world.model.columnOf(QStringLiteral("tenant"));
        QVERIFY(!world.view.isColumnHidden(hostd));
        world.view.resize(860, 400);
        QTRY_VERIFY(world.view.isColumnHidden(hostd));
        QString needs;
        for (int column = 0; column < world.model.columnCount(); ++column)
            needs += QStringLiteral(" %1").arg(world.view.neededWidth(column));
        QVERIFY2(!world.view.isColumnHidden(tenant), qPrintable(needs));
        world.view.resize(1030, 400);
        QTRY_VERIFY(!world.view.isColumnHidden(hostd));
    }

    void emptyStateShowsOnlyWithoutRows()
    {
        World world;
        EmptyText text;
        text.kind = EmptyKind::NothingMatches;
        text.title = QStringLiteral("No slot matches the filter");
        text.button = QStringLiteral("Clear filter");
        world.view.setEmptyText(text);
        QVERIFY(!world.view.emptyState().isVisible());
        world.model.setFilter(QStringLiteral("no such thing"));
        world.clock.advance(20ms);
        world.timer->fire();
        QCOMPARE(world.model.rowCount(), 0);
        world.view.setEmptyText(text);
        QVERIFY(world.view.emptyState().isVisible());
        QCOMPARE(world.view.emptyState().accessibleName(), text.title);
        QVERIFY(world.view.currentId().isEmpty());
        world.model.setFilter(QString());
        world.clock.advance(20ms);
        world.timer->fire();
        QTRY_VERIFY(!world.view.emptyState().isVisible());
    }

    void rowThatLeavesIsNoLongerCurrent()
    {
        World world;
        world.view.setCurrentId(world.feed.slotAt(QStringLiteral("A07-12/1")).text());
        QSignalSpy changed(&world.view, &TableView::currentIdChanged);
        world.model.setFilter(QStringLiteral("ams2"));
        world.clock.advance(20ms);
        world.timer->fire();
        QVERIFY(world.view.currentId() != world.feed.slotAt(QStringLiteral("A07-12/1")).text());
        QVERIFY(!changed.isEmpty());
    }
};

ESPALIER_TEST(TstTableView)
#include "tst_tableview.moc"
