// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"
#include "support/manualclock.h"

#include <floor/rackalertview.h>
#include <items/livestore.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <random>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

RackAlert alert(const char* rack, DisplayState worst, int count)
{
    return {SiteId(QStringLiteral("fra1")), QLatin1String(rack), worst, count, 40,
        SlotId(QString(QLatin1String(rack) + QStringLiteral("-1/1")))};
}

} // namespace

class TstRackAlerts final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void theWorstRackComesFirstAndALostSiteIsOne()
    {
        Tests::ManualClock clock;
        Tests::RecordedFeed feed(clock);
        Items::LiveStore live(clock);
        for (const SiteId& site : feed.sites())
            live.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            live.apply(batch);
        live.tick();
        const std::vector<RackAlert> alerts = rackAlerts(FloorPlan::of(live.store()));
        QVERIFY(alerts.size() >= 4);
        QCOMPARE(alerts.front().rack, QStringLiteral("A07"));
        QVERIFY(alerts.front().worst == DisplayState::Stuck);
        QCOMPARE(alerts.front().count, 1);
        QCOMPARE(alerts.front().slots, 28);
        QVERIFY(alerts.front().at == feed.slotAt(QStringLiteral("A07-12/1")));
        QVERIFY(std::is_sorted(alerts.begin(), alerts.end(),
            [](const RackAlert& a, const RackAlert& b) { return a.worst < b.worst; }));
        clock.advance(40s);
        live.tick();
        const std::vector<RackAlert> silent = rackAlerts(FloorPlan::of(live.store()));
        QCOMPARE(silent.size(), feed.sites().size());
        for (const RackAlert& site : silent) {
            QVERIFY(site.rack.isEmpty());
            QVERIFY(site.worst == DisplayState::Unknown); // no severity on old evidence (R14)
            QCOMPARE(site.count, site.slots);
        }
    }

    void whatIsDimmedDoesNotCount()
    {
        Tests::ManualClock clock;
        Tests::RecordedFeed feed(clock);
        Items::LiveStore live(clock);
        for (const SiteId& site : feed.sites())
            live.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            live.apply(batch);
        live.tick();
        FloorPlan plan = FloorPlan::of(live.store());
        const SlotId only = feed.slotAt(QStringLiteral("A07-04/2"));
        plan.dim([&](const SlotId& id) { return id == only; });
        const std::vector<RackAlert> alerts = rackAlerts(plan);
        QCOMPARE(alerts.size(), size_t(1));
        QVERIFY(alerts.front().worst == DisplayState::Unconfirmed);
    }

    void aRackKeepsItsSelectionWhileOthersComeAndGo()
    {
        RackAlertView view;
        QAbstractItemModelTester tester(
            &view.alerts(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.alerts().set(
            {alert("A01", DisplayState::Stuck, 1), alert("A02", DisplayState::Ghost, 2)});
        view.setCurrentIndex(view.alerts().index(1));
        view.alerts().set({alert("A09", DisplayState::Orphan, 1),
            alert("A02", DisplayState::Stuck, 1), alert("A01", DisplayState::Ghost, 1)});
        QCOMPARE(view.alerts().at(view.currentIndex().row()).rack, QStringLiteral("A02"));
        QCOMPARE(view.currentIndex().row(), 1);
    }

    void equalsAPlainListOverARandomWalk()
    {
        RackAlerts model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same walk each time
        std::vector<RackAlert> all;
        for (const char* rack : {"A01", "A02", "A03", "A04", "A05", "A06"})
            all.push_back(alert(rack, DisplayState::Stuck, 1));
        for (int step = 0; step < 200; ++step) {
            std::shuffle(all.begin(), all.end(), random);
            std::vector<RackAlert> next(
                all.begin(), all.begin() + std::uniform_int_distribution<int>(0, 6)(random));
            for (RackAlert& each : next)
                each.count = std::uniform_int_distribution<int>(1, 3)(random);
            model.set(next);
            QCOMPARE(model.rowCount(), int(next.size()));
            for (int row = 0; row < model.rowCount(); ++row)
                QVERIFY(model.at(row) == next[size_t(row)]);
        }
    }

    void onlyWhatChangedIsTold()
    {
        RackAlerts model;
        model.set({alert("A01", DisplayState::Stuck, 1), alert("A02", DisplayState::Ghost, 2)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.set({alert("A01", DisplayState::Stuck, 1), alert("A02", DisplayState::Ghost, 3)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 1);
        QCOMPARE(model.index(1).data().toString(), QStringLiteral("fra1 A02, ghost, 3 of 40"));
    }

    void enterAndAClickGoThere()
    {
        RackAlertView view;
        view.resize(264, 200);
        view.show();
        view.alerts().set({alert("A01", DisplayState::Stuck, 1)});
        QSignalSpy went(&view, &RackAlertView::goWanted);
        QTest::mouseClick(
            view.viewport(), Qt::LeftButton, {}, view.visualRect(view.alerts().index(0)).center());
        QCOMPARE(went.count(), 1);
        view.setCurrentIndex(view.alerts().index(0));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(went.count(), 2);
        QVERIFY(went.back().front().value<SlotId>() == SlotId(QStringLiteral("A01-1/1")));
    }
};

ESPALIER_TEST(TstRackAlerts)
#include "tst_rackalerts.moc"
