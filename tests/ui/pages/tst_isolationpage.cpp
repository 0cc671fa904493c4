// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <pages/isolationpage.h>
#include <shell/inspectordock.h>

#include <QAbstractButton>
#include <QLabel>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::Desk;

namespace {

IsolationPage& open(Desk& desk)
{
    desk.window->show();
    desk.window->findChild<QAbstractButton*>(QStringLiteral("railIsolation"))->click();
    return *desk.window->findChild<IsolationPage*>();
}

QString textOf(const Desk& desk, const char* name)
{
    return desk.window->findChild<QLabel*>(QLatin1String(name))->text();
}

void click(const Desk& desk, const char* button)
{
    desk.window->findChild<QAbstractButton*>(QLatin1String(button))->click();
}

QString inspectorOf(const Desk& desk) { return desk.window->findChild<InspectorDock*>()->asText(); }

InvariantTallies tallies(int passed, int failed, int unknown)
{
    InvariantTallies all;
    all[6] = {passed, failed, unknown, {}, {}};
    return all;
}

} // namespace

class TstIsolationPage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void theHeadlineIsRoundedDownAndCountsWhatIsUnknown()
    {
        QCOMPARE(isolationHeadline({}), QStringLiteral("0 of 30 invariants evaluated"));
        QCOMPARE(isolationHeadline(tallies(99'999, 1, 0)),
            QStringLiteral(
                "1 of 30 invariants evaluated; pass 99.99 % of 100.0 % of their checks"));
        QCOMPARE(isolationHeadline(tallies(3, 0, 1)),
            QStringLiteral(
                "1 of 30 invariants evaluated; pass 100.00 % of 75.0 % of their checks"));
        QCOMPARE(isolationHeadline(tallies(0, 0, 4)), // what is unknown is no evaluation
            QStringLiteral("0 of 30 invariants evaluated"));
    }

    void theMatrixSaysWhichFailWhere()
    {
        Desk desk(Scheme::Light, 1);
        IsolationPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 30);
        QCOMPARE(page.countSentence(), QStringLiteral("30 of 30 invariants"));
        QVERIFY2(textOf(desk, "isolationHeadline")
                     .startsWith(QStringLiteral("16 of 30 invariants evaluated")),
            qPrintable(textOf(desk, "isolationHeadline")));
        QVERIFY(textOf(desk, "isolationCounts").contains(QStringLiteral("never counts as a pass")));
        const auto cell = [&](const char* id, const char* column) {
            return page.model()
                .indexOf(QLatin1String(id))
                .siblingAtColumn(page.model().columnOf(QLatin1String(column)))
                .data()
                .toString();
        };
        QVERIFY(cell("I3", "site.fra1").startsWith(QStringLiteral("1 fail")));
        QVERIFY(!cell("I3", "site.ams2").contains(QStringLiteral("fail")));
        QCOMPARE(cell("I10", "site.fra1"), QStringLiteral("not evaluated"));
        QVERIFY(page.table().setCurrentId(QStringLiteral("I3")));
        QVERIFY2(
            inspectorOf(desk).contains(QStringLiteral("no Teardown 728 s after the job's end")),
            qPrintable(inspectorOf(desk)));
        QVERIFY(inspectorOf(desk).contains(QStringLiteral("A07-12")));
        QVERIFY(page.table().setCurrentId(QStringLiteral("I10")));
        QVERIFY2(inspectorOf(desk).contains(
                     QStringLiteral("Not evaluated: there is no transparency log yet")),
            qPrintable(inspectorOf(desk)));
    }

    void aLiveVmSaysWhatIsKnownByWhomAndWhen()
    {
        Desk desk(Scheme::Light, 1);
        IsolationPage& page = open(desk);
        click(desk, "isolationVms");
        QTRY_VERIFY(page.vms().table()->rowCount() > 100);
        QVERIFY(page.vms().isVisible());
        QVERIFY(page.countSentence().endsWith(QStringLiteral("VM lives")));
        QVERIFY(page.setCurrentId(desk.feed.vmAt(QStringLiteral("A06-04/1")).text()));
        const QString said = inspectorOf(desk);
        QVERIFY2(said.contains(QStringLiteral("Birth signed by the host")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Listed by the host: running")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("not evaluated, no probe")), qPrintable(said));
        QCOMPARE(page.selection().slots,
            std::vector<SlotId>{desk.feed.slotAt(QStringLiteral("A06-04/1"))});
        QVERIFY(page.setCurrentId(QStringLiteral("I7"))); // back to the matrix
        QVERIFY(page.table().isVisible());
        QVERIFY(page.selection().slots.empty());
    }

    void aStaleSitePassesNothing()
    {
        Desk desk(Scheme::Light, 1);
        IsolationPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 30);
        desk.clock.advance(40s);
        desk.live.tick();
        desk.window->refreshNow();
        for (int row = 0; row < 30; ++row) {
            for (int column = 3; column < page.model().columnCount(); ++column) {
                const QModelIndex index = page.model().index(row, column);
                QVERIFY(index.data(Items::MarkRole).toInt() != int(Items::CellMark::Tick));
            }
        }
        QVERIFY(textOf(desk, "isolationHeadline").startsWith(QStringLiteral("3 of 30")));
    }
};

ESPALIER_TEST(TstIsolationPage)
#include "tst_isolationpage.moc"
