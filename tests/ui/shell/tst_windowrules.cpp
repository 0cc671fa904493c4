// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <shell/commands.h>
#include <shell/mainwindow.h>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::Desk;

namespace {

bool isOurs(const QWidget* widget)
{
    const QString type = QLatin1String(widget->metaObject()->className());
    // Qt's own insides have no name to give: viewports, scroll bars, resize handles, menu buttons.
    return !type.startsWith(QLatin1String("QScrollBar"))
        && !type.startsWith(QLatin1String("QRubberBand"))
        && type != QLatin1String("QDockWidgetSeparator") && !qobject_cast<const QMenu*>(widget)
        && widget->objectName() != QLatin1String("qt_scrollarea_viewport")
        && !widget->objectName().startsWith(QLatin1String("qt_"))
        && !widget->objectName().startsWith(QLatin1String("ScrollLeft"));
}

QList<QWidget*> visibleWidgets(const Desk& desk)
{
    QList<QWidget*> widgets;
    for (QWidget* widget : desk.window->findChildren<QWidget*>()) {
        if (widget->isVisible() && isOurs(widget))
            widgets << widget;
    }
    return widgets;
}

// Pages with a list, and the list.
constexpr std::array pages{std::pair{"railHosts", "slotsTable"},
    std::pair{"railTeardowns", "livesTable"}, std::pair{"railDrains", "drainsTable"},
    std::pair{"railIsolation", "invariantsTable"}, std::pair{"railCaches", "volumesTable"},
    std::pair{"railOverview", "alarmsTable"}, std::pair{"railAudit", "auditTable"}};
constexpr int pageCount = static_cast<int>(pages.size());
constexpr int floorPage = pageCount; // the page without one

const char* tableOf(int page) { return pages.at(static_cast<size_t>(page)).second; }

void showPage(Desk& desk, int page)
{
    const char* rail = page == floorPage ? "railFloor" : pages.at(static_cast<size_t>(page)).first;
    desk.window->findChild<QAbstractButton*>(QLatin1String(rail))->click();
    if (page == floorPage)
        return;
    Ui::TableView& table = desk.table(tableOf(page));
    QTRY_VERIFY(table.model()->rowCount() > 1);
    table.setCurrentIndex(table.model()->index(0, 0));
}

void collect(const QMenu* menu, QList<QAction*>& all)
{
    for (QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), all);
        else if (!action->isSeparator())
            all << action;
    }
}

QString describe(const QWidget* widget)
{
    return QStringLiteral("%1 %2 in %3")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
            widget->parentWidget() ? widget->parentWidget()->objectName() : QString());
}

} // namespace

class TstWindowRules final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void targetsAreLargeEnough()
    {
        Desk desk(Scheme::Light, 1, true, true); // of a person who may order, and is armed
        desk.bench->arm();
        desk.window->show();
        for (int page = 0; page <= floorPage; ++page) {
            showPage(desk, page);
            int seen = 0;
            for (const QWidget* widget : visibleWidgets(desk)) {
                const bool target = qobject_cast<const QAbstractButton*>(widget)
                    || qobject_cast<const QLineEdit*>(widget);
                if (!target)
                    continue;
                ++seen;
                QVERIFY2(
                    widget->width() >= 24 && widget->height() >= 24, qPrintable(describe(widget)));
                const QString kind = widget->property("kind").toString();
                if (kind == QLatin1String("primary") || kind == QLatin1String("destructive"))
                    QVERIFY2(widget->height() >= 32, qPrintable(describe(widget)));
            }
            QVERIFY(seen >= 7); // two of the rail, two arrows, filter, two of the dock
            if (page == floorPage)
                continue;
            const auto& table = desk.table(tableOf(page));
            QVERIFY(table.rowHeight(0) >= 24);
            QVERIFY(table.horizontalHeader()->height() >= 24);
        }
    }

    void everyWidgetHasAName()
    {
        Desk desk(Scheme::Light, 1, true, true); // of a person who may order, and is armed
        desk.bench->arm();
        desk.window->show();
        for (int page = 0; page <= floorPage; ++page) {
            showPage(desk, page);
            for (const QWidget* widget : visibleWidgets(desk)) {
                const auto* label = qobject_cast<const QLabel*>(widget);
                if (label && label->text().trimmed().isEmpty())
                    continue; // nothing to read
                if (widget->objectName() == QLatin1String("emptyState")
                    || qobject_cast<const QHeaderView*>(widget))
                    continue;
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(describe(widget)));
            }
        }
    }

    void everyCommandIsInAMenu()
    {
        Desk desk(Scheme::Light, 1, true, true); // of a person who may order, and is armed
        desk.bench->arm();
        desk.window->show();
        for (int page = 0; page < pageCount; ++page) {
            showPage(desk, page);
            QList<QAction*> listed;
            auto* bar = desk.window->findChild<QMenuBar*>();
            QVERIFY(bar);
            for (QAction* top : bar->actions()) {
                QVERIFY2(top->text().contains(QLatin1Char('&')), qPrintable(top->text()));
                collect(top->menu(), listed);
            }
            for (QAction* action : desk.window->findChild<Commands*>()->all())
                QVERIFY2(listed.contains(action), qPrintable(action->text()));
            for (QAction* action : desk.table(tableOf(page)).commands())
                QVERIFY2(listed.contains(action), qPrintable(action->text()));
            QMap<QString, QString> keys;
            for (const QAction* action : listed) {
                QVERIFY(!action->text().isEmpty());
                for (const QKeySequence& sequence : action->shortcuts()) {
                    const QString key = sequence.toString();
                    if (key.isEmpty())
                        continue;
                    QVERIFY2(!keys.contains(key),
                        qPrintable(QStringLiteral("%1: %2 and %3")
                                       .arg(key, keys.value(key), action->text())));
                    keys.insert(key, action->text());
                    // No single letter does anything, so none can end anything.
                    QVERIFY2(key.size() > 1, qPrintable(key));
                }
            }
        }
    }

    void everyTimeHasItsZone()
    {
        static const QRegularExpression bare(QStringLiteral("\\d\\d:\\d\\d(:\\d\\d)?(?![\\d:Z])"));
        Desk desk(Scheme::Light, 1, true, true); // of a person who may order, and is armed
        desk.bench->arm();
        desk.window->show();
        for (int page = 0; page < pageCount; ++page) {
            showPage(desk, page);
            for (const QWidget* widget : visibleWidgets(desk)) {
                const auto* label = qobject_cast<const QLabel*>(widget);
                for (const QString& text : {label ? label->text() : QString(),
                         widget->accessibleName(), widget->toolTip()})
                    QVERIFY2(!bare.match(text).hasMatch(), qPrintable(text));
            }
            const QAbstractItemModel& model = *desk.table(tableOf(page)).model();
            for (int row = 0; row < model.rowCount(); ++row) {
                for (int column = 0; column < model.columnCount(); ++column) {
                    const QString text = model.index(row, column).data().toString();
                    QVERIFY2(!bare.match(text).hasMatch(), qPrintable(text));
                }
            }
        }
    }
};

ESPALIER_TEST(TstWindowRules)
#include "tst_windowrules.moc"
