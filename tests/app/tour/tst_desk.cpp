// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/desk.h>
#include <tour/stage.h>

#include "support/testregistry.h"

using namespace Espalier::Tour;

namespace {

constexpr int patienceMs = 10000;

QDeadlineTimer soon() { return QDeadlineTimer(patienceMs); }

} // namespace

// A real Qt window on an X server and session bus of the test's own, driven from outside.
class TstDesk final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pressesARealButton();
    void readsATableWithItsTitles();
    void typesIntoAField();
    void answersADialog();
    void opensAMenu();
    void selectsARowFarBelowTheView();
    void readsADescription();
    void saysWhatElseWasThere();
    void doesNotPressADisabledButton();
    void takesAPicture();
    void refusesAKeyThatIsNone();
    void fillsTheScreen();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<AccessibilityBus> m_bus;
    std::unique_ptr<Desk> m_desk;
};

void TstDesk::initTestCase()
{
    m_stage = std::make_unique<Stage>(m_folder.path(), QSize(1024, 768), Stage::Secrets::None);
    m_screen = std::make_unique<Screen>(m_stage->display());
    m_bus = std::make_unique<AccessibilityBus>(m_stage->sessionBus());
    const QProcess& window =
        m_stage->start(QStringLiteral("window"), QStringLiteral(STAGE_WINDOW), {});
    m_desk = std::make_unique<Desk>(*m_screen, *m_bus, window.processId(), soon());
}

void TstDesk::pressesARealButton()
{
    m_desk->press(Role::PushButton, QStringLiteral("Count up"), soon());
    m_desk->press(Role::PushButton, QStringLiteral("Count up"), soon());
    QCOMPARE(m_desk->read(QStringLiteral("pressed 2"), soon()), QStringLiteral("pressed 2 times"));
}

void TstDesk::readsATableWithItsTitles()
{
    const TableText table = m_desk->table(QStringLiteral("Hosts"), soon());
    QCOMPARE(table.columns.size(), std::size_t{3});
    QCOMPARE(table.column(QStringLiteral("State")), 2);
    QCOMPARE(table.column(QStringLiteral("Owner")), -1);
    QCOMPARE(table.rows.size(), std::size_t{400});
    QCOMPARE(table.rows[399][0], QStringLiteral("host-399"));
    QCOMPARE(table.rows[399][1], QStringLiteral("1"));
    const TableText two =
        m_desk->table(QStringLiteral("Hosts"), soon(), {QStringLiteral("State"), table.columns[0]});
    QCOMPARE(two.columns, (std::vector<QString>{table.columns[0], QStringLiteral("State")}));
    QCOMPARE(two.rows.size(), std::size_t{400});
    QCOMPARE(two.rows[399], (std::vector<QString>{table.rows[399][0], table.rows[399][2]}));
}

void TstDesk::typesIntoAField()
{
    const QString text = QStringLiteral("tenant:acme state=Free_#1 \"x\" (y) ~/A-Z");
    m_desk->fill(QStringLiteral("Filter"), text, soon());
    m_desk->fill(QStringLiteral("Filter"), QStringLiteral("again"), soon());
    QCOMPARE(m_bus->text(m_desk->find(Role::Text, QStringLiteral("Filter"), soon())),
        QStringLiteral("again"));
}

void TstDesk::answersADialog()
{
    m_desk->press(Role::PushButton, QStringLiteral("Ask"), soon());
    (void)m_desk->find(Role::Dialog, QStringLiteral("Question"), soon());
    m_desk->fill(QStringLiteral("Answer"), QStringLiteral("forty-two"), soon());
    m_desk->press(Role::PushButton, QStringLiteral("Accept"), soon());
    QCOMPARE(m_desk->read(QStringLiteral("forty"), soon()), QStringLiteral("forty-two"));
    until(soon(), QStringLiteral("the dialog is gone"),
        [this](QString&) { return !m_desk->isShown(Role::Dialog, QStringLiteral("Question")); });
}

void TstDesk::opensAMenu()
{
    m_desk->press(Role::MenuItem, QStringLiteral("View"), soon());
    m_desk->press(Role::MenuItem, QStringLiteral("Dark"), soon());
    QCOMPARE(m_desk->read(QStringLiteral("dark"), soon()), QStringLiteral("dark"));
}

void TstDesk::selectsARowFarBelowTheView()
{
    m_desk->pressRow(
        QStringLiteral("Hosts"), QStringLiteral("Host"), QStringLiteral("host-250"), soon());
    QCOMPARE(m_desk->read(QStringLiteral("selected"), soon()), QStringLiteral("selected host-250"));
    m_desk->key(QStringLiteral("Down"));
    QCOMPARE(m_desk->read(QStringLiteral("host-251"), soon()), QStringLiteral("selected host-251"));
    m_desk->pressRow(
        QStringLiteral("Hosts"), QStringLiteral("Host"), QStringLiteral("host-3"), soon());
    QCOMPARE(
        m_desk->read(QStringLiteral("selected host-3"), soon()), QStringLiteral("selected host-3"));
}

void TstDesk::readsADescription()
{
    QCOMPARE(m_desk->read(QStringLiteral("nobody was"), soon()),
        QStringLiteral("why: nobody was asked"));
}

void TstDesk::saysWhatElseWasThere()
{
    try {
        (void)m_desk->find(Role::PushButton, QStringLiteral("Destroy"), QDeadlineTimer(100));
        QFAIL("found a button that is not there");
    } catch (const Failure& failure) {
        QVERIFY2(failure.text().contains(QStringLiteral("\"Destroy\"")), failure.what());
        QVERIFY2(failure.text().contains(QStringLiteral("Count up")), failure.what());
    }
}

void TstDesk::doesNotPressADisabledButton()
{
    QVERIFY_THROWS_EXCEPTION(
        Failure, m_desk->press(Role::PushButton, QStringLiteral("Never"), QDeadlineTimer(100)));
}

void TstDesk::takesAPicture()
{
    const QImage picture = m_screen->picture();
    QCOMPARE(picture.size(), QSize(1024, 768));
    const QRect button =
        m_bus->extents(m_desk->find(Role::PushButton, QStringLiteral("Count up"), soon()));
    QVERIFY2(
        picture.pixel(button.center()) != picture.pixel(1023, 767), "no window on the picture");
}

void TstDesk::refusesAKeyThatIsNone()
{
    QVERIFY_THROWS_EXCEPTION(Failure, m_desk->key(QStringLiteral("Ctrl+Nonsense")));
    QVERIFY_THROWS_EXCEPTION(Failure, m_desk->type(QStringLiteral("\u4e16")));
}

void TstDesk::fillsTheScreen()
{
    const Accessible frame = m_desk->find(Role::Frame, QStringLiteral("Stage window"), soon());
    QVERIFY(m_screen->fillWithTopmost());
    until(soon(), QStringLiteral("the window is as large as the screen"),
        [&](QString&) { return m_bus->extents(frame) == QRect(0, 0, 1024, 768); });
}

ESPALIER_TEST(TstDesk)
#include "tst_desk.moc"
