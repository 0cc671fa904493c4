// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <floor/floorview.h>
#include <floor/rackalertview.h>
#include <pages/floorpage.h>
#include <parts/emptystate.h>
#include <shell/inspectordock.h>

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::Desk;

namespace {

void open(Desk& desk, const char* page)
{
    desk.window->findChild<QAbstractButton*>(QLatin1String(page))->click();
}

FloorPage& floorOf(Desk& desk) { return *desk.window->findChild<FloorPage*>(); }

QString textOf(const Desk& desk, const char* name)
{
    return desk.window->findChild<QLabel*>(QLatin1String(name))->text();
}

} // namespace

// The page in its window: the same slots, filter, choice and inspector as the list.
class TstFloorPage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void choosingFillsTheInspector()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        open(desk, "railFloor");
        FloorView& floor = floorOf(desk).floor();
        QVERIFY(floor.isVisible());
        floor.press(*floor.plan().find(desk.feed.slotAt(QStringLiteral("A07-12/1"))));
        QCOMPARE(textOf(desk, "inspectorTitle"), QStringLiteral("Host A07-12"));
        QVERIFY(desk.window->findChild<InspectorDock*>()->asText().contains(
            QStringLiteral("Stuck 10 m past SLO")));
        floor.clearChoice();
        QCOMPARE(textOf(desk, "inspectorTitle"), QStringLiteral("Inspector"));
    }

    void theChoiceIsTheSameInTheList()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        open(desk, "railFloor");
        FloorView& floor = floorOf(desk).floor();
        const FloorAddress rack =
            floor.plan().find(desk.feed.slotAt(QStringLiteral("A07-12/1")))->rackOnly();
        floor.press(rack);
        QCOMPARE(floorOf(desk).selection().slots.size(), size_t(28));
        open(desk, "railHosts");
        QTRY_COMPARE(desk.slotModel.rowCount(), 440);
        TableView& table = desk.table("slotsTable");
        QStringList chosen = table.selectedIds();
        QStringList shown = floor.selected();
        chosen.sort();
        shown.sort();
        QCOMPARE(chosen, shown);
        QCOMPARE(table.currentId(), desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
        table.setCurrentId(desk.feed.slotAt(QStringLiteral("A05-03/2")).text());
        open(desk, "railFloor");
        QCOMPARE(
            floor.selected(), QStringList{desk.feed.slotAt(QStringLiteral("A05-03/2")).text()});
        QCOMPARE(floor.current(), desk.feed.slotAt(QStringLiteral("A05-03/2")));
    }

    void whatIsLetGoOnTheFloorIsLetGoInTheList()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        QTRY_COMPARE(desk.slotModel.rowCount(), 440);
        TableView& table = desk.table("slotsTable");
        table.setCurrentId(desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
        open(desk, "railFloor");
        QCOMPARE(floorOf(desk).floor().selected().size(), 1);
        floorOf(desk).floor().clearChoice();
        open(desk, "railHosts");
        QVERIFY(!table.selectionModel()->hasSelection());
        QCOMPARE(table.currentId(), QString());
    }

    void theFilterDimsAndCounts()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        open(desk, "railFloor");
        QTRY_COMPARE(textOf(desk, "filterCount"), QStringLiteral("440 of 440 slots"));
        desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"))
            ->setText(QStringLiteral("stuck"));
        QTRY_COMPARE(textOf(desk, "filterCount"), QStringLiteral("1 of 440 slots"));
        const FloorView& floor = floorOf(desk).floor();
        const auto dimmed = [&](const char* code) {
            return floor.plan()
                .slot(*floor.plan().find(desk.feed.slotAt(QLatin1String(code))))
                .dimmed;
        };
        QVERIFY(!dimmed("A07-12/1"));
        QVERIFY(dimmed("A07-12/2"));
    }

    void buttonsZoomAndSayTheLevel()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        open(desk, "railFloor");
        const auto button = [&](const char* name) {
            return desk.window->findChild<QAbstractButton*>(QLatin1String(name));
        };
        QVERIFY(button("floorSite")->isChecked());
        button("floorHost")->click();
        QCOMPARE(floorOf(desk).floor().level(), FloorLevel::Host);
        QVERIFY(button("floorHost")->isChecked());
        QVERIFY(!button("floorSite")->isChecked());
        button("floorSite")->click();
        QVERIFY(floorOf(desk).floor().isFitted());
        button("floorIn")->click();
        QVERIFY(!floorOf(desk).floor().isFitted());
        button("floorNext")->click();
        QCOMPARE(floorOf(desk).floor().current(), desk.feed.slotAt(QStringLiteral("A07-12/1")));
    }

    void stateCountsAndHostsAreSaid()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        open(desk, "railFloor");
        QTRY_VERIFY(
            textOf(desk, "floorCounts").startsWith(QStringLiteral("stuck 1, unconfirmed 1")));
        QCOMPARE(textOf(desk, "floorSummary"), QStringLiteral("220 hosts in 3 sites"));
    }

    void whatIsAbnormalStandsBesideTheFloor()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->resize(1600, 1000);
        desk.window->show();
        open(desk, "railFloor");
        const auto* side = floorOf(desk).findChild<QWidget*>(QStringLiteral("floorSide"));
        auto* alerts = floorOf(desk).findChild<RackAlertView*>();
        QTRY_VERIFY(side->isVisible());
        QCOMPARE(alerts->alerts().at(0).rack, QStringLiteral("A07"));
        QTest::keyClick(alerts, Qt::Key_Down);
        alerts->setCurrentIndex(alerts->alerts().index(0));
        QTest::keyClick(alerts, Qt::Key_Return);
        QCOMPARE(floorOf(desk).floor().current(), desk.feed.slotAt(QStringLiteral("A07-12/1")));
        desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"))
            ->setText(QStringLiteral("ghost"));
        QTRY_COMPARE(alerts->alerts().at(0).worst, DisplayState::Ghost);
        desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"))->clear();
        desk.window->resize(1100, 700);
        QTRY_VERIFY(!side->isVisible()); // the floor needs the room
    }

    void anEmptyFloorSaysWhichOfTheCasesItIs()
    {
        Desk desk(Scheme::Light, 1, false);
        desk.window->show();
        open(desk, "railFloor");
        auto* empty = floorOf(desk).findChild<EmptyState*>();
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->text().kind, EmptyKind::NotLoaded);
        QCOMPARE(textOf(desk, "filterCount"), QStringLiteral("unknown"));
        for (const FeedBatch& batch : desk.feed.lists())
            desk.live.apply(batch);
        QTRY_VERIFY(!empty->isVisible());
        QVERIFY(floorOf(desk).floor().isVisible());
    }
};

ESPALIER_TEST(TstFloorPage)
#include "tst_floorpage.moc"
