// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <items/livealarms.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <pages/auditpage.h>
#include <pages/overviewcontent.h>
#include <pages/overviewpage.h>
#include <parts/emptystate.h>
#include <tables/tableview.h>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : feed(clock)
        , live(clock)
        , alarms(live)
    {
        context.alarms = &alarms;
        for (const SiteId& each : feed.sites())
            live.expectSite(each);
    }
    void load()
    {
        for (const FeedBatch& batch : feed.lists())
            live.apply(batch);
        live.apply(feed.deeds());
        live.tick();
    }
    void second(const std::vector<SiteId>& silent = {})
    {
        clock.advance(5s);
        for (const FeedBatch& batch : feed.second(silent))
            live.apply(batch);
        live.tick();
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    Items::LiveStore live;
    Items::LiveAlarms alarms;
    PageContext context{live, clock};
};

QStringList textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->text().isEmpty() && label->isVisibleTo(&widget))
            texts << label->text();
    }
    return texts;
}

QString idOf(const Items::TableModel& model, const QString& what)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 1).data().toString().startsWith(what))
            return model.index(row, 0).data(Items::IdRole).toString();
    }
    return {};
}

} // namespace

class TstOverviewPage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void balanceHasSitesAndNoRecord()
    {
        World world;
        world.load();
        const GridContent content = balanceContent(world.live.store(), 28);
        QCOMPARE(content.rows.size(), size_t(4)); // all, and three sites
        QStringList captions;
        for (const GridColumn& column : content.columns)
            captions << column.caption;
        QVERIFY(captions.contains(QStringLiteral("No record")));
        QVERIFY(captions.contains(QStringLiteral("gone (host says, no log)")));
        QVERIFY(!captions.contains(QStringLiteral("Confirmed"))); // R11: nothing is
        for (const GridRow& row : content.rows)
            QCOMPARE(row.cells.size(), content.columns.size());
        QCOMPARE(
            content.rows[2].cells[3].line.plain(), QStringLiteral("59 of 60")); // one is silent
    }

    void silentSiteIsLastKnownAndNeverAPass()
    {
        World world;
        world.load();
        const SiteId iad(QStringLiteral("iad1"));
        for (int i = 0; i < 3; ++i)
            world.second({iad});
        const GridContent content = balanceContent(world.live.store(), 28);
        const GridRow& row = content.rows[3];
        QVERIFY(row.was);
        QStringList cells;
        for (const GridCell& cell : row.cells)
            cells << cell.line.plain();
        QVERIFY2(cells.contains(QStringLiteral("not evaluated")), qPrintable(cells.join(u'|')));
        QVERIFY2(cells.contains(QStringLiteral("unknown of 48")), qPrintable(cells.join(u'|')));
        QVERIFY(
            balanceNote(world.live.store()).startsWith(QStringLiteral("iad1 feed lost 02:41:")));
    }

    void alarmsAreListedWorstFirst()
    {
        World world;
        world.load();
        OverviewPage page(world.context);
        page.resize(1400, 860);
        page.show();
        QTRY_VERIFY(page.model().rowCount() >= 4);
        page.refresh();
        QAbstractItemModelTester tester(
            &page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        int before = int(Severity::P1);
        for (int row = 0; row < page.model().rowCount(); ++row) {
            const QModelIndex index = page.model().index(row, 0);
            const int priority = index.data(Items::PriorityRole).toInt();
            QVERIFY(priority <= before || priority == int(Severity::P2));
            before = priority;
            QVERIFY(!index.data(Qt::AccessibleTextRole).toString().isEmpty());
        }
        QVERIFY(!idOf(page.model(), QStringLiteral("Stuck")).isEmpty());
        QVERIFY(!idOf(page.model(), QStringLiteral("Ghost")).isEmpty());
        QVERIFY(!idOf(page.model(), QStringLiteral("Quarantined: rescan found 1 file")).isEmpty());
        QCOMPARE(page.railCount().text, QString::number(world.alarms.book().sums().total()));
        QVERIFY(page.railCount().priority >= Severity::P2);
    }

    void firstActionOpensAndMarksAreAsked()
    {
        World world;
        world.load();
        OverviewPage page(world.context);
        page.resize(1400, 860);
        page.show();
        QTRY_VERIFY(page.model().rowCount() >= 4);
        QSignalSpy went(&page, &Page::goWanted);
        QSignalSpy marked(&page, &Page::marksWanted);
        const QString stuck = idOf(page.model(), QStringLiteral("Stuck"));
        QVERIFY(page.setCurrentId(stuck));
        page.findChild<QAction*>(QStringLiteral("alarmGo"))->trigger();
        QCOMPARE(went.count(), 1);
        QCOMPARE(went.front().at(0).toString(), QStringLiteral("Hosts"));
        QCOMPARE(
            went.front().at(1).toString(), world.feed.slotAt(QStringLiteral("A07-12/1")).text());
        // The link in the row does the same.
        const QModelIndex link = page.model().indexOf(stuck).siblingAtColumn(
            page.model().columnOf(QStringLiteral("action")));
        QVERIFY(link.data(Items::LinkRole).toBool());
        Q_EMIT page.list()->clicked(link);
        QCOMPARE(went.count(), 2);
        page.findChild<QAction*>(QStringLiteral("alarmAcknowledge"))->trigger();
        QCOMPARE(marked.count(), 1);
        QCOMPARE(marked.front().at(0).value<SiteId>(), SiteId(QStringLiteral("fra1")));
        QCOMPARE(marked.front().at(1).value<std::vector<AlarmId>>(),
            (std::vector<AlarmId>{AlarmId(stuck)}));
        const QString unconfirmed = idOf(page.model(), QStringLiteral("Unconfirmed"));
        QVERIFY(page.setCurrentId(unconfirmed));
        page.findChild<QAction*>(QStringLiteral("alarmGo"))->trigger();
        QCOMPARE(went.back().at(0).toString(), QStringLiteral("Teardowns"));
    }

    void emptyStatesAreDistinct()
    {
        World world;
        OverviewPage page(world.context);
        page.resize(1400, 860);
        page.show();
        page.refresh();
        QCOMPARE(page.list()->emptyState().text().kind, EmptyKind::NotLoaded);
        QCOMPARE(page.countSentence(), QStringLiteral("unknown"));
        FeedBatch list;
        for (const SiteId& site : world.feed.sites()) {
            list.site = site;
            list.epoch = QStringLiteral("e1");
            list.receivedAt = world.clock.mono();
            list.fromWire = true;
            list.initialEnd = 1;
            world.live.apply(list);
        }
        world.live.tick();
        page.refresh();
        QCOMPARE(page.list()->emptyState().text().kind, EmptyKind::NothingExists);
        QCOMPARE(page.list()->emptyState().text().title, QStringLiteral("No alarm is active"));
        QVERIFY(page.railCount().text.isEmpty());
    }

    void narrowPageSaysItInLines()
    {
        World world;
        world.load();
        OverviewPage page(world.context);
        page.resize(1150, 650);
        page.show();
        page.refresh();
        const QString all = textsOf(page).join(u'|');
        QVERIFY2(all.contains(QStringLiteral("p95")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("past it: 0 of")), qPrintable(all));
        QVERIFY(page.minimumSizeHint().height() <= 650);
    }

    void capacityAddsUp()
    {
        World world;
        world.load();
        int slots = 0;
        for (const PoolCapacity& pool : world.live.store().capacity()) {
            slots += pool.total();
            QVERIFY(pool.proven <= pool.free);
        }
        QCOMPARE(slots, world.live.store().slotCounts(SiteId()).total);
        const GridContent content = capacityContent(world.live.store(), 40);
        QCOMPARE(content.rows.size(), size_t(2)); // real, simulated
        QCOMPARE(content.rows[1].cells[0].line.plain(), QStringLiteral("m2-large simulated"));
    }

    void auditShowsTheCommandAndItsTargets()
    {
        World world;
        world.load();
        AuditPage page(world.context);
        page.resize(1000, 700);
        page.show();
        QTRY_VERIFY(page.model().rowCount() >= 4);
        QAbstractItemModelTester tester(
            &page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString first = page.model().index(0, 0).data().toString();
        const QString last = page.model().index(page.model().rowCount() - 1, 0).data().toString();
        QVERIFY2(first > last, qPrintable(first + u' ' + last)); // the newest first
        QStringList rows;
        const InspectorContent content = page.inspect(QStringLiteral("fra1/2"));
        for (const InspectorPart& part : content.parts) {
            for (const SheetRow& row : part.rows)
                rows << QString(row.key + u' ' + row.left.plain() + u' ' + row.right.plain());
        }
        const QString all = rows.join(u'|');
        QVERIFY2(all.contains(QStringLiteral("j.ortiz")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("A07-12 sent to the host")), qPrintable(all));
        page.setFilter(QStringLiteral("no such word"));
        page.refresh();
        QCOMPARE(page.table().emptyState().text().kind, EmptyKind::NothingMatches);
    }
};

ESPALIER_TEST(TstOverviewPage)
#include "tst_overviewpage.moc"
