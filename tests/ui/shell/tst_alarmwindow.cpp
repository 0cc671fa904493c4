// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <shell/alarmbadges.h>
#include <shell/inspectordock.h>
#include <shell/mainwindow.h>

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::Desk;

namespace {

void click(const Desk& desk, const char* name)
{
    desk.window->findChild<QAbstractButton*>(QLatin1String(name))->click();
}

QString alarmOf(TableView& table, const QString& what)
{
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        const QModelIndex index = table.model()->index(row, 0);
        if (index.siblingAtColumn(1).data().toString().startsWith(what))
            return index.data(Items::IdRole).toString();
    }
    return {};
}

} // namespace

// The alarms of the window: strip, rail, the way to what they are about, and marks.
class TstAlarmWindow final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void stripAndRailCount()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        desk.live.tick();
        desk.window->refreshNow();
        const auto* badges = desk.window->findChild<AlarmBadges*>();
        QVERIFY(badges);
        QVERIFY2(badges->accessibleName().startsWith(QStringLiteral("Alarms: P1 0, P2 2, P3 ")),
            qPrintable(badges->accessibleName()));
        QVERIFY(badges->accessibleName().endsWith(QStringLiteral(" unacknowledged")));
        const auto* rail = desk.window->findChild<QAbstractButton*>(QStringLiteral("railOverview"));
        QVERIFY2(rail->accessibleDescription().startsWith(QStringLiteral("P2 ")),
            qPrintable(rail->accessibleDescription()));
    }

    void firstActionOpensTheSlotAndTheInspectorIsBack()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        click(desk, "railOverview");
        QVERIFY(desk.window->findChild<InspectorDock*>()->isHidden());
        TableView& alarms = desk.table("alarmsTable");
        QTRY_VERIFY(alarms.model()->rowCount() >= 4);
        QVERIFY(alarms.setCurrentId(alarmOf(alarms, QStringLiteral("Stuck"))));
        desk.window->findChild<QAction*>(QStringLiteral("alarmGo"))->trigger();
        QVERIFY(!desk.window->findChild<InspectorDock*>()->isHidden());
        TableView& shown = desk.table("slotsTable");
        QVERIFY(shown.isVisible());
        QCOMPARE(shown.currentId(), desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
    }

    void acknowledgingIsAsked()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        click(desk, "railOverview");
        TableView& alarms = desk.table("alarmsTable");
        QTRY_VERIFY(alarms.model()->rowCount() >= 4);
        const QString stuck = alarmOf(alarms, QStringLiteral("Stuck"));
        QVERIFY(alarms.setCurrentId(stuck));
        QSignalSpy asked(desk.window.get(), &MainWindow::markRequested);
        desk.window->findChild<QAction*>(QStringLiteral("alarmAcknowledge"))->trigger();
        QCOMPARE(asked.count(), 1);
        const auto request = asked.front().at(1).value<MarkRequest>();
        QCOMPARE(request.alarm, AlarmId(stuck));
        QCOMPARE(request.action, MarkAction::Acknowledge);
    }

    void shelvingNeedsAReasonAndAnEnd()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->show();
        click(desk, "railOverview");
        TableView& alarms = desk.table("alarmsTable");
        QTRY_VERIFY(alarms.model()->rowCount() >= 4);
        QVERIFY(alarms.setCurrentId(alarmOf(alarms, QStringLiteral("Ghost"))));
        QSignalSpy asked(desk.window.get(), &MainWindow::markRequested);
        desk.window->findChild<QAction*>(QStringLiteral("alarmShelve"))->trigger();
        auto* dialog = desk.window->findChild<QDialog*>(QStringLiteral("shelveDialog"));
        QVERIFY(dialog);
        auto* accept = dialog->findChild<QAbstractButton*>(QStringLiteral("shelveAccept"));
        QVERIFY(!accept->isEnabled());
        dialog->findChild<QLineEdit*>(QStringLiteral("shelveReason"))
            ->setText(QStringLiteral("known, OPS-4411"));
        auto* hours = dialog->findChild<QComboBox*>(QStringLiteral("shelveFor"));
        hours->setCurrentIndex(hours->count() - 1);
        QVERIFY(accept->isEnabled());
        accept->click();
        QCOMPARE(asked.count(), 1);
        const auto request = asked.front().at(1).value<MarkRequest>();
        QCOMPARE(request.action, MarkAction::Shelve);
        QCOMPARE(request.reason, QStringLiteral("known, OPS-4411"));
        QVERIFY(request.until == desk.clock.wall() + shelvedAtMost);
    }
};

ESPALIER_TEST(TstAlarmWindow)
#include "tst_alarmwindow.moc"
