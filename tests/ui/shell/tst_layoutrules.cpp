// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout.h"
#include "support/testregistry.h"

#include "feed/desk.h"
#include "feed/lengthened.h"
#include "feed/translated.h"

#include <dialogs/connectiondialog.h>
#include <dialogs/legenddialog.h>
#include <dialogs/profiledialog.h>
#include <parts/messagebox.h>
#include <shell/inspectordock.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QScrollBar>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::Desk;

namespace {

// The pages, their tables and the columns that stay at any width.
struct PageCase {
    const char* rail;
    const char* table;
    QStringList priority;
    int leastRows = 101;
};
const PageCase pageCases[] = {
    {"railHosts", "slotsTable",
        {QStringLiteral("state"), QStringLiteral("place"), QStringLiteral("elapsed"),
            QStringLiteral("evidence")}},
    {"railTeardowns", "livesTable",
        {QStringLiteral("place"), QStringLiteral("evidence"), QStringLiteral("state")}},
    {"railDrains", "drainsTable",
        {QStringLiteral("drain"), QStringLiteral("state"), QStringLiteral("emptied")}, 2},
    {"railIsolation", "invariantsTable", {QStringLiteral("invariant"), QStringLiteral("site.fra1")},
        30},
    {"railCaches", "volumesTable",
        {QStringLiteral("volume"), QStringLiteral("tenant"), QStringLiteral("used"),
            QStringLiteral("attached")},
        6},
    {"railOverview", "alarmsTable", {QStringLiteral("state"), QStringLiteral("action")}, 3},
    {"railAudit", "auditTable",
        {QStringLiteral("at"), QStringLiteral("who"), QStringLiteral("target")}, 4},
};

// What is wrong with the columns: one that must stay is hidden, beyond the edge or cuts a cell.
QString firstLostColumn(const TableView& view, const QStringList& priority)
{
    for (const QString& id : priority) {
        const int column = view.table()->columnOf(id);
        if (column < 0 || view.isColumnHidden(column))
            return id + QStringLiteral(" is hidden");
        const int left = view.columnViewportPosition(column);
        if (left < 0 || left + view.columnWidth(column) > view.viewport()->width())
            return id + QStringLiteral(" lies beyond the edge");
        if (view.columnWidth(column) < view.neededWidth(column))
            return QStringLiteral("%1 cuts: %2 of %3")
                .arg(id)
                .arg(view.columnWidth(column))
                .arg(view.neededWidth(column));
    }
    return {};
}

// Cells tell their widths when they are painted.
void paintAll(TableView& view)
{
    for (int row = 0; row < view.model()->rowCount(); row += 4) {
        view.scrollTo(view.model()->index(row, 0));
        view.viewport()->repaint();
    }
    view.scrollToTop();
    view.viewport()->repaint();
}

// Of a row whose column gave way, the inspector says what it held.
QString firstUnreachable(const Desk& desk, const TableView& view)
{
    const auto* inspector = desk.window->findChild<InspectorDock*>();
    const QString said = inspector->asText();
    for (const char* id : {"tenant", "hostd", "vm", "exit"}) {
        const int column = view.table()->columnOf(QLatin1String(id));
        if (column < 0 || !view.isColumnHidden(column))
            continue;
        const QString text = view.currentIndex().siblingAtColumn(column).data().toString();
        if (!said.contains(text))
            return QStringLiteral("%1 \"%2\"").arg(QLatin1String(id), text);
    }
    return {};
}

// Two texts that the same Alt key answers to; empty: none.
QString firstDoubled(const QStringList& texts)
{
    QMap<QChar, QString> keys;
    for (const QString& text : texts) {
        const QString key = QKeySequence::mnemonic(text).toString().right(1);
        if (key.isEmpty())
            continue;
        if (keys.contains(key.front()))
            return keys.value(key.front()) + QStringLiteral(" / ") + text;
        keys.insert(key.front(), text);
    }
    return {};
}

QString firstDoubledIn(const QMenu& menu)
{
    QStringList texts;
    QString found;
    for (const QAction* action : menu.actions()) {
        texts += action->text();
        if (action->menu() && found.isEmpty())
            found = firstDoubledIn(*action->menu());
    }
    return found.isEmpty() ? firstDoubled(texts) : found;
}

QString firstDoubledIn(const QDialog& dialog)
{
    QStringList texts;
    for (const auto* button : dialog.findChildren<QAbstractButton*>())
        texts += button->isVisibleTo(&dialog) ? button->text() : QString();
    for (const auto* label : dialog.findChildren<QLabel*>())
        texts += label->isVisibleTo(&dialog) && label->buddy() ? label->text() : QString();
    return firstDoubled(texts);
}

void checkDialog(QDialog& dialog, const QSize& screen)
{
    dialog.show();
    QTRY_COMPARE(Tests::firstOutside(dialog), QString());
    QCOMPARE(Tests::firstOverlap(dialog), QString());
    QTRY_COMPARE(Tests::firstCut(dialog), QString());
    QCOMPARE(firstDoubledIn(dialog), QString());
    QVERIFY2(dialog.width() <= screen.width() && dialog.height() <= screen.height(),
        qPrintable(QStringLiteral("%1: %2x%3")
                       .arg(dialog.objectName())
                       .arg(dialog.width())
                       .arg(dialog.height())));
}

Profile sample()
{
    Profile profile;
    profile.name = QStringLiteral("production");
    profile.environment = QStringLiteral("PROD");
    profile.sites = {{SiteId(QStringLiteral("fra1")), QStringLiteral("fleetd.fra1.example:7443")}};
    profile.rootsPath = QStringLiteral("/etc/espalier/roots.pem");
    profile.rosterKeysPath = QStringLiteral("/etc/espalier/roster.keys");
    profile.certificatePath = QStringLiteral("/home/oncall/.config/espalier/tls.pem");
    return profile;
}

} // namespace

// R20, at the scale of this process: ctest runs it at 1.0 and once more with QT_SCALE_FACTOR=2.
// With ESPALIER_TRANSLATION set all is in that language, and nothing may lack in it.
class TstLayoutRules final : public Tests::TestCase {
    Q_OBJECT
private:
    std::unique_ptr<Tests::Translated> m_language;

private Q_SLOTS:
    void initTestCase() { m_language = Tests::Translated::wanted(); }
    void cleanupTestCase()
    {
        QStringList missed = m_language ? m_language->missed() : QStringList();
        // Columns that are named after a site pass through, unchanged.
        for (const char* site : {"fra1", "ams2", "iad1"})
            missed.removeOne(QStringLiteral("[Columns] ") + QLatin1String(site));
        QCOMPARE(missed.join(u'|'), QString());
    }
    void layoutHolds_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("fontScale");
        QTest::addColumn<bool>("longer");
        QTest::newRow("1600x1000") << QSize(1600, 1000) << 1.0 << false;
        QTest::newRow("1366x768") << QSize(1366, 768) << 1.0 << false;
        QTest::newRow("150 % font") << QSize(1600, 1000) << 1.5 << false;
        QTest::newRow("1366x768, 150 % font") << QSize(1366, 768) << 1.5 << false;
        QTest::newRow("40 % longer") << QSize(1600, 1000) << 1.0 << true;
        QTest::newRow("1366x768, 40 % longer") << QSize(1366, 768) << 1.0 << true;
    }
    void layoutHolds()
    {
        QFETCH(QSize, size);
        QFETCH(double, fontScale);
        QFETCH(bool, longer);
        Tests::Lengthened translator;
        if (longer)
            QApplication::installTranslator(&translator);
        Desk desk(Scheme::Light, fontScale);
        desk.window->resize(size);
        desk.window->show();
        for (const PageCase& page : pageCases) {
            desk.window->findChild<QAbstractButton*>(QLatin1String(page.rail))->click();
            TableView& view = desk.table(page.table);
            QTRY_VERIFY(view.model()->rowCount() >= page.leastRows);
            view.setCurrentIndex(view.model()->index(0, 0));
            paintAll(view);
            QTRY_COMPARE(desk.window->size(), size);
            QTRY_COMPARE(firstLostColumn(view, page.priority), QString());
            QTRY_COMPARE(firstUnreachable(desk, view), QString());
            QTRY_COMPARE(Tests::firstOutside(*desk.window), QString());
            QTRY_COMPARE(Tests::firstOverlap(*desk.window), QString());
            QTRY_COMPARE(Tests::firstCut(*desk.window), QString());
        }
    }

    // A screen of 1366x768 at scale 1.5: the clauses are in the inspector, a state is nowhere else.
    void theWordsOfAStateAreWhole()
    {
        Desk desk(Scheme::Light, 1);
        desk.window->resize(911, 512);
        desk.window->show();
        desk.window->findChild<QAbstractButton*>(QStringLiteral("railTeardowns"))->click();
        TableView& view = desk.table("livesTable");
        const int state = view.table()->columnOf(QStringLiteral("state"));
        const auto longestSeen = [&] {
            paintAll(view);
            return view.neededWidth(state)
                > 300; // "Signed + host agrees", gone (host says, no log)
        };
        QTRY_VERIFY(longestSeen());
        QTRY_COMPARE(
            firstLostColumn(view, {QStringLiteral("state"), QStringLiteral("place")}), QString());
    }

    void noMenuHasAnAcceleratorTwice()
    {
        Desk desk(Scheme::Light, 1, true, true); // of a person who may order, and is armed
        desk.bench->arm();
        desk.window->show();
        for (const PageCase& page : pageCases) {
            desk.window->findChild<QAbstractButton*>(QLatin1String(page.rail))->click();
            QStringList tops;
            for (const QAction* top : desk.window->findChild<QMenuBar*>()->actions()) {
                tops += top->text();
                QCOMPARE(firstDoubledIn(*top->menu()), QString());
            }
            QCOMPARE(firstDoubled(tops), QString());
        }
    }

    void dialogsHold_data() { layoutHolds_data(); }
    void dialogsHold()
    {
        QFETCH(QSize, size);
        QFETCH(double, fontScale);
        QFETCH(bool, longer);
        Tests::Lengthened translator;
        if (longer)
            QApplication::installTranslator(&translator);
        Desk desk(Scheme::Light, fontScale);
        QCOMPARE(desk.profiles.save(sample()), QString());
        desk.window->resize(size);
        ConnectionDialog connections(
            desk.profiles, QStringLiteral("production"), desk.window.get());
        checkDialog(connections, size);
        ProfileDialog wrong(desk.profiles, Profile(), true, desk.window.get());
        wrong.findChild<QAbstractButton*>(QStringLiteral("saveProfile"))->click();
        checkDialog(wrong, size);
        QDialog* legend = openLegend(desk.window.get());
        checkDialog(*legend, size);
        legend->close();
        MessageBox::tell(desk.window.get(), QStringLiteral("About"), QStringLiteral("Espalier"));
        auto* box = desk.window->findChild<QDialog*>(QStringLiteral("messageBox"));
        QVERIFY(box);
        checkDialog(*box, size);
    }
};

ESPALIER_TEST(TstLayoutRules)
#include "tst_layoutrules.moc"
