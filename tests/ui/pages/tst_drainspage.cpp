// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <charts/phasebar.h>
#include <pages/drainspage.h>
#include <parts/emptystate.h>
#include <shell/inspectordock.h>

#include <QAbstractButton>
#include <QLabel>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::Desk;

namespace {

const QString rackDrain = QStringLiteral("d0000000000000000000000000000007");
const QString singleDrain = QStringLiteral("d0000000000000000000000000000009");

DrainsPage& open(Desk& desk)
{
    desk.window->show();
    desk.window->findChild<QAbstractButton*>(QStringLiteral("railDrains"))->click();
    return *desk.window->findChild<DrainsPage*>();
}

QString cell(const TableView& view, const QString& id, const char* column)
{
    return view.table()
        ->indexOf(id)
        .siblingAtColumn(view.table()->columnOf(QLatin1String(column)))
        .data()
        .toString();
}

} // namespace

class TstDrainsPage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void openDrainsComeFirstWithTheWordsOfTheirEnd()
    {
        Desk desk(Scheme::Light, 1);
        DrainsPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 2);
        QCOMPARE(page.countSentence(), QStringLiteral("2 drains"));
        QCOMPARE(page.model().index(0, 0).data(Items::IdRole).toString(), rackDrain);
        QCOMPARE(cell(page.table(), rackDrain, "drain"), QStringLiteral("fra1/A07"));
        QCOMPARE(cell(page.table(), rackDrain, "state"),
            QStringLiteral("Not drained: 1 unconfirmed, 1 stuck"));
        QCOMPARE(cell(page.table(), singleDrain, "state"), QStringLiteral("Emptied (simulated)"));
        for (int row = 0; row < 2; ++row) // R11
            QVERIFY(!page.model().index(row, 1).data().toString().startsWith(
                QStringLiteral("Drained")));
        QCOMPARE(page.railCount().text, QStringLiteral("1"));
        QCOMPARE(page.railCount().glyph, std::optional(Glyph::Unconfirmed));
    }

    void aDrainShowsEachHostWithWhatItWaitsFor()
    {
        Desk desk(Scheme::Light, 1);
        DrainsPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 2);
        QVERIFY(page.table().setCurrentId(rackDrain));
        QVERIFY(page.hosts().isVisible());
        QTRY_COMPARE(page.hosts().table()->rowCount(), 14);
        const auto host = [&](const char* code) {
            const FleetStore& store = desk.live.store();
            const SlotId slot = desk.feed.slotAt(QLatin1String(code));
            return store.slot(*store.rowOf(slot)).host.text();
        };
        QCOMPARE(
            cell(page.hosts(), host("A07-12/1"), "result"), QStringLiteral("Not drained: 1 stuck"));
        QCOMPARE(cell(page.hosts(), host("A07-12/1"), "waits"), QStringLiteral("A07-12/1 stuck"));
        QCOMPARE(cell(page.hosts(), host("A07-04/2"), "result"),
            QStringLiteral("Not drained: 1 unconfirmed"));
        QVERIFY(cell(page.hosts(), host("A07-01/1"), "result")
                    .startsWith(QStringLiteral("Emptied (host says, no log)")));
        auto* bar = page.findChild<PhaseBar*>();
        QVERIFY2(bar->accessibleName().contains(QStringLiteral("2 Not drained")),
            qPrintable(bar->accessibleName()));
        const QString said = desk.window->findChild<InspectorDock*>()->asText();
        QVERIFY2(said.contains(QStringLiteral("kernel panic logs")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("What keeps it open")), qPrintable(said));
        QVERIFY2(
            said.contains(QStringLiteral("closing the console changes nothing")), qPrintable(said));
    }

    void whatCommandsActUponIsTheDrainOrItsChosenHosts()
    {
        Desk desk(Scheme::Light, 1);
        DrainsPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 2);
        QVERIFY(page.selection().hosts.empty());
        page.table().setCurrentId(rackDrain);
        QCOMPARE(page.selection().hosts.size(), size_t(14));
        QTRY_COMPARE(page.hosts().table()->rowCount(), 14);
        page.hosts().setCurrentIndex(page.hosts().table()->index(0, 0));
        QCOMPARE(page.selection().hosts.size(), size_t(1));
        page.table().setCurrentId(singleDrain);
        QTRY_COMPARE(page.hosts().table()->rowCount(), 1);
        QCOMPARE(page.selection().hosts.size(), size_t(1));
    }

    void theBarIsCountsAndNeverOnePercent()
    {
        const PhaseBarLayout few(QRectF(0, 0, 400, 12), {3, 0, 1});
        QCOMPARE(few.cells().size(), size_t(4)); // one a host
        QCOMPARE(few.cells().back().group, size_t(2));
        QCOMPARE(few.cells().back().box.right(), 400.0);
        for (size_t i = 1; i < few.cells().size(); ++i)
            QCOMPARE(few.cells()[i].box.left() - few.cells()[i - 1].box.right(), 2.0);
        const PhaseBarLayout many(QRectF(0, 0, 400, 12), {300, 0, 100});
        QCOMPARE(many.cells().size(), size_t(2)); // shares of the width
        QCOMPARE(many.cells().front().box.right(), 298.0);
        QVERIFY(PhaseBarLayout(QRectF(0, 0, 400, 12), {0, 0}).cells().empty());
    }

    void noDrainIsSaidInWords()
    {
        Desk desk(Scheme::Light, 1, false);
        DrainsPage& page = open(desk);
        QCOMPARE(page.countSentence(), QStringLiteral("unknown"));
        QTRY_VERIFY(page.table().emptyState().isVisible());
        QCOMPARE(page.table().emptyState().text().kind, EmptyKind::NotLoaded);
        QVERIFY(!page.hosts().isVisible());
    }
};

ESPALIER_TEST(TstDrainsPage)
#include "tst_drainspage.moc"
