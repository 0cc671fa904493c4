// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <items/livealarms.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <pages/hostspage.h>
#include <pages/pagelist.h>
#include <pages/teardownspage.h>
#include <parts/figures.h>
#include <tables/tableview.h>

#include <QAbstractButton>
#include <QLabel>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

ListWords words()
{
    return {QStringLiteral("No slots"), QStringLiteral("None exist."),
        QStringLiteral("No slot matches the filter"), QStringLiteral("Slots are not loaded"),
        QStringLiteral("You may not list slots"), QStringLiteral("There may be slots.")};
}

SiteFeed site(bool loaded)
{
    SiteFeed feed;
    feed.id = SiteId(QStringLiteral("iad1"));
    if (loaded)
        feed.since = WallTime(1s);
    return feed;
}

struct World {
    World()
        : feed(clock)
        , live(clock)
    {
        for (const SiteId& each : feed.sites())
            live.expectSite(each);
    }
    void load()
    {
        for (const FeedBatch& batch : feed.lists())
            live.apply(batch);
    }
    // All sites have listed, and there is nothing at all.
    void loadNothing()
    {
        for (FeedBatch batch : feed.lists()) {
            batch.commits.clear();
            batch.observations.clear();
            batch.verdicts.clear();
            batch.invariants.clear();
            live.apply(batch);
        }
    }
    void refuse()
    {
        for (const SiteId& each : feed.sites()) {
            FeedBatch batch;
            batch.site = each;
            batch.status = LinkStatus{LinkPhase::Failed,
                message("link.refused", each.text(), QStringLiteral("user/x"),
                    QStringLiteral("no role")),
                {}, {}, true};
            live.apply(batch);
        }
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    Items::LiveStore live;
    Items::LiveAlarms alarms{live};
    PageContext context{live, clock, nullptr, &alarms};
};

// What a page's list says instead of rows, in one of the four situations.
EmptyText emptyTextOf(const PageEntry& entry, EmptyKind kind)
{
    World world;
    if (kind == EmptyKind::NothingExists) {
        world.loadNothing();
    } else if (kind == EmptyKind::NothingMatches) {
        world.load();
        world.live.apply(world.feed.deeds());
    } else if (kind == EmptyKind::NotPermitted) {
        world.refuse();
    }
    world.live.tick();
    const std::unique_ptr<Page> page(entry.make(world.context));
    if (page->list() == nullptr)
        return {};
    page->resize(1030, 700);
    page->setActive(true);
    page->show();
    // Invariants there are always; of the two lists there the other one can be empty.
    if (auto* vms = page->findChild<QAbstractButton*>(QStringLiteral("isolationVms")))
        vms->click();
    if (kind == EmptyKind::NothingMatches)
        page->setFilter(QStringLiteral("nothing reads like this"));
    page->refresh();
    (void)QTest::qWaitFor([&] { return page->list()->model()->rowCount() == 0; });
    page->refresh();
    return page->list()->emptyState().text();
}

} // namespace

class TstListPages final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void fourEmptyStatesAreDistinct()
    {
        Tests::ManualClock clock;
        const QString count = QStringLiteral("0 of 12 slots");
        const EmptyText exists = emptyTextFor(words(), {site(true)}, count, QString(), 0, clock);
        const EmptyText matches =
            emptyTextFor(words(), {site(true)}, count, QStringLiteral("acme"), 12, clock);
        SiteFeed refusing = site(false);
        refusing.phase = LinkPhase::Failed;
        refusing.refused = true;
        refusing.problem = message("link.refused", QStringLiteral("iad1"), QStringLiteral("user/x"),
            QStringLiteral("no role"));
        const EmptyText permitted = emptyTextFor(words(), {refusing}, count, QString(), 0, clock);
        SiteFeed silent = site(false);
        silent.lastMessageWall = clock.wall() - 4min;
        silent.retryAt = clock.mono() + 8s;
        const EmptyText loaded = emptyTextFor(words(), {silent}, count, QString(), 0, clock);
        QCOMPARE(exists.kind, EmptyKind::NothingExists);
        QCOMPARE(matches.kind, EmptyKind::NothingMatches);
        QCOMPARE(permitted.kind, EmptyKind::NotPermitted);
        QCOMPARE(permitted.lines.at(0).plain(),
            QStringLiteral("the fleetd of iad1 refuses user/x: no role"));
        QCOMPARE(loaded.kind, EmptyKind::NotLoaded);
        QSet<QString> titles{exists.title, matches.title, permitted.title, loaded.title};
        QCOMPARE(titles.size(), 4);
        QCOMPARE(matches.button, QStringLiteral("Clear filter"));
        QCOMPARE(loaded.button, QStringLiteral("Retry now"));
        QCOMPARE(
            loaded.lines.at(0).plain(), QStringLiteral("iad1 has not been heard since 02:37:10Z."));
        QCOMPARE(loaded.lines.at(1).plain(), QStringLiteral("Retrying in 8 s"));
    }

    void everyListSaysWhichOfFour_data()
    {
        QTest::addColumn<int>("page");
        for (size_t i = 0; i < pageList().size(); ++i)
            QTest::newRow(pageList()[i].key) << static_cast<int>(i);
    }
    void everyListSaysWhichOfFour()
    {
        QFETCH(const int, page);
        const PageEntry& entry = pageList()[static_cast<size_t>(page)];
        QSet<QString> titles;
        for (const EmptyKind kind : {EmptyKind::NothingExists, EmptyKind::NothingMatches,
                 EmptyKind::NotPermitted, EmptyKind::NotLoaded}) {
            const EmptyText text = emptyTextOf(entry, kind);
            if (QLatin1String(entry.key) == QLatin1String("Floor")) {
                QVERIFY(text.title.isEmpty()); // it is drawn, and lists nothing
                return;
            }
            QCOMPARE(int(text.kind), int(kind));
            QVERIFY(!text.title.isEmpty() && !text.lines.empty());
            titles.insert(text.title);
        }
        QCOMPARE(titles.size(), 4);
    }

    void countIsUnknownUntilASiteHasAnswered()
    {
        World world;
        HostsPage page(world.context);
        page.resize(1030, 700);
        page.show();
        page.refresh();
        QCOMPARE(page.countSentence(), QStringLiteral("unknown"));
        auto* sentence = page.findChild<QLabel*>(QStringLiteral("hostsSentence"));
        QVERIFY2(!sentence->text().contains(QLatin1Char('0')), qPrintable(sentence->text()));
        world.load();
        QTRY_VERIFY(page.model().rowCount() > 400);
        page.refresh();
        QCOMPARE(page.countSentence(), QStringLiteral("440 of 440 slots"));
        QVERIFY2(sentence->text().startsWith(QStringLiteral("440 slots on 220 hosts")),
            qPrintable(sentence->text()));
    }

    void footerSaysTheSelectionInWords()
    {
        World world;
        world.load();
        HostsPage page(world.context);
        page.resize(1030, 700);
        page.show();
        QTRY_VERIFY(page.model().rowCount() > 400);
        auto* sentence = page.findChild<QLabel*>(QStringLiteral("hostsSentence"));
        for (const char* code : {"A07-12/1", "A07-12/2", "A07-04/2"})
            page.table().selectionModel()->select(
                page.model().indexOf(world.feed.slotAt(QLatin1String(code)).text()),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QVERIFY2(sentence->text().startsWith(QStringLiteral("3 slots selected on 2 hosts")),
            qPrintable(sentence->text()));
        QVERIFY2(sentence->text().endsWith(QStringLiteral("440 of 440 slots")),
            qPrintable(sentence->text()));
    }

    void balanceAddsUpOnTheScreen()
    {
        World world;
        world.load();
        TeardownsPage page(world.context);
        page.resize(1030, 800);
        page.show();
        page.refresh();
        const auto figure = [&](const char* id) {
            auto* label = page.findChild<FigureLabel*>(QLatin1String(id));
            return label ? label->figure().value : -1;
        };
        QVERIFY(figure("balanceStarted") > 300);
        QCOMPARE(figure("balanceStarted"),
            figure("balanceLive") + figure("balanceTearingDown") + figure("balanceGone")
                + figure("balanceUnconfirmed") + figure("balanceUnaccounted"));
        QCOMPARE(figure("balanceUnconfirmed"), 1);
        QCOMPARE(figure("balanceUnaccounted"), 0);
        auto* gone = page.findChild<FigureLabel*>(QStringLiteral("balanceGone"));
        QVERIFY(gone->accessibleName().endsWith(QStringLiteral("gone (host says, no log)")));
        auto* log = page.findChild<QLabel*>(QStringLiteral("balanceLog"));
        QCOMPARE(log->text(), QStringLiteral("no log"));
        QVERIFY(!page.findChild<QLabel*>(QStringLiteral("balanceConfirmed")));
        auto* simulated = page.findChild<QLabel*>(QStringLiteral("balanceSimulated"));
        QVERIFY(simulated->isVisible());
        QVERIFY(simulated->text().contains(QStringLiteral("gone (simulated)")));
    }

    void distributionIsShownByImageByHostdAndByAge()
    {
        World world;
        world.load();
        TeardownsPage page(world.context);
        page.resize(1030, 800);
        page.show();
        page.refresh();
        const auto textOf = [&](const char* grid) {
            QStringList texts;
            for (const QLabel* label :
                page.findChild<QWidget*>(QLatin1String(grid))->findChildren<QLabel*>()) {
                if (label->isVisible())
                    texts << label->text();
            }
            return texts.join(u'|');
        };
        page.findChild<QAbstractButton*>(QStringLiteral("distributionImages"))->click();
        const QString images = textOf("distributionImagesGrid");
        QVERIFY2(images.contains(QStringLiteral("3b1f0c6a95d2")), qPrintable(images));
        QVERIFY2(images.contains(QStringLiteral("c47a2e90d1b8")), qPrintable(images));
        page.findChild<QAbstractButton*>(QStringLiteral("distributionHostds"))->click();
        const int proven = world.live.store().teardowns(SiteId(), false).count;
        const QString hostds = textOf("distributionHostdsGrid");
        QVERIFY2(hostds.contains(QStringLiteral("0.1.0|%1|").arg(proven)), qPrintable(hostds));
        page.findChild<QAbstractButton*>(QStringLiteral("distributionOpen"))->click();
        const QString open = textOf("distributionOpenGrid");
        const auto stuck = open.indexOf(QStringLiteral("A07-12/1"));
        const auto unconfirmed = open.indexOf(QStringLiteral("A07-04/2"));
        QVERIFY2(stuck > 0 && unconfirmed > stuck, qPrintable(open)); // the longest open first
    }

    void simulatedSentenceAddsUp()
    {
        Balance balance;
        balance.started = 312;
        balance.live = 8;
        balance.gone = 303;
        balance.unconfirmed = 1;
        QCOMPARE(simulatedSentence(balance),
            QStringLiteral(
                "Simulated hosts, counted apart: 312 started = 8 live + 0 tearing down + 303 "
                "gone (simulated) + 1 unconfirmed"));
        balance.unaccounted = 2;
        QVERIFY(simulatedSentence(balance).endsWith(QStringLiteral("; unaccounted 2")));
        balance.noRecord = 1;
        QVERIFY(simulatedSentence(balance).endsWith(QStringLiteral("; no record 1")));
    }
};

ESPALIER_TEST(TstListPages)
#include "tst_listpages.moc"
