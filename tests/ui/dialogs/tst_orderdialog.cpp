// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

#include <dialogs/orderdialog.h>
#include <prefs/settings.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderWorld;

namespace {

template <typename Widget> Widget* part(const QWidget& dialog, const char* name)
{
    return dialog.findChild<Widget*>(QLatin1String(name));
}

// A dialog with what it has ordered.
struct Opened {
    Opened(OrderWorld& world, Action action, const char* code)
        : dialog([action, chosen = world.slot(code),
                     &store = world.store()] { return formOf(action, chosen, store); },
            world.live)
    {
        QObject::connect(&dialog, &OrderDialog::ordered, &dialog,
            [this](const Order& order) { ordered.push_back(order); });
        dialog.show();
    }
    [[nodiscard]] QPushButton* keep() const { return part<QPushButton>(dialog, "keepButton"); }
    [[nodiscard]] QPushButton* send() const { return part<QPushButton>(dialog, "sendButton"); }
    [[nodiscard]] QString hint() const { return part<QLabel>(dialog, "orderHint")->text(); }
    void type(const char* reason) const
    {
        part<QLineEdit>(dialog, "reasonWords")->setText(QLatin1String(reason));
    }

    std::vector<Order> ordered;
    OrderDialog dialog;
};

struct Case {
    Action action;
    const char* code;
};
// Every destructive dialog (R9): each verb that can lose tenant work or a VM.
constexpr std::array destructive{Case{Action::CancelJob, "A07-12/2"},
    Case{Action::Teardown, "A07-12/1"}, Case{Action::ForceDestroy, "A07-12/1"},
    Case{Action::ForceDestroy, "A07-12/2"}};

QStringList filesUnder(const QString& folder)
{
    QStringList lines;
    for (const QString& name : QDir(folder).entryList(QDir::Files)) {
        QFile file(QDir(folder).filePath(name));
        if (file.open(QIODevice::ReadOnly))
            lines << name + QLatin1Char(':') + QString::fromUtf8(file.readAll());
    }
    return lines;
}

} // namespace

class TstOrderDialog final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void enterEscAndCloseKeepTheTarget()
    {
        for (const Case& each : destructive) {
            for (const int key :
                {int(Qt::Key_Return), int(Qt::Key_Enter), int(Qt::Key_Escape), 0}) {
                OrderWorld world;
                Opened opened(world, each.action, each.code);
                QVERIFY(QTest::qWaitForWindowActive(&opened.dialog));
                QVERIFY(opened.keep()->isDefault());
                QTRY_VERIFY(opened.keep()->hasFocus());
                QVERIFY(!opened.send()->isDefault());
                QVERIFY(!opened.send()->autoDefault());
                // Even ready to send: the key is the safe one's.
                opened.type("a reason of some length");
                if (auto* code = part<QLineEdit>(opened.dialog, "slotCode"))
                    code->setText(QLatin1String(each.code));
                QTRY_VERIFY(opened.send()->isEnabled());
                opened.send()->setFocus();
                if (key != 0)
                    QTest::keyClick(opened.send(), Qt::Key(key));
                else
                    opened.dialog.close();
                QVERIFY(!opened.dialog.isVisible());
                QVERIFY(opened.ordered.empty());
                const QString words = opened.send()->accessibleName();
                QVERIFY2(words.contains(QLatin1String(each.code)), qPrintable(words));
                QVERIFY2(words.contains(QLatin1Char(' ')), qPrintable(words)); // verb, object
            }
        }
    }
    void enterInAFieldKeepsItToo()
    {
        OrderWorld world;
        Opened opened(world, Action::ForceDestroy, "A07-12/1");
        opened.type("a reason of some length");
        QTRY_VERIFY(opened.send()->isEnabled());
        QTest::keyClick(part<QLineEdit>(opened.dialog, "reasonWords"), Qt::Key_Return);
        QVERIFY(!opened.dialog.isVisible());
        QVERIFY(opened.ordered.empty());
    }
    void locksWhenTheTargetChanges_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("named");
        QTest::newRow("the job ends") << 0 << QStringLiteral("no job");
        QTest::newRow("its generation rises") << 1 << QStringLiteral("generation 8");
        QTest::newRow("its evidence goes stale") << 2 << QStringLiteral("not fresh");
        QTest::newRow("another VM is in the slot") << 3 << QStringLiteral("none");
    }
    void locksWhenTheTargetChanges()
    {
        QFETCH(int, change);
        QFETCH(QString, named);
        OrderWorld world;
        world.changeVm("A07-12/2", [](Vm& vm) { vm.generation = 7; });
        Opened opened(world, Action::ForceDestroy, "A07-12/2");
        opened.type("a reason of some length");
        part<QLineEdit>(opened.dialog, "slotCode")->setText(QStringLiteral("A07-12/2"));
        QTRY_VERIFY(opened.send()->isEnabled());
        const QRect keepAt = opened.keep()->geometry();
        const QRect sendAt = opened.send()->geometry();
        const QSize size = opened.dialog.size();
        world.live.tick();
        QVERIFY(!opened.dialog.isLocked()); // nothing has changed
        switch (change) {
        case 0:
            world.changeVm("A07-12/2", [&](Vm& vm) {
                vm.jobEndedAt = world.clock.wall();
                vm.exit = JobExit{JobExitKind::Exit, 143};
            });
            break;
        case 1:
            world.changeVm("A07-12/2", [](Vm& vm) { vm.generation = 8; });
            break;
        case 2:
            world.clock.advance(26s);
            world.live.tick();
            break;
        default:
            Slot slot = world.details("A07-12/2").slot;
            slot.vm = VmId();
            world.tell(slot);
            break;
        }
        QVERIFY(opened.dialog.isLocked());
        QVERIFY(!opened.send()->isEnabled());
        QCOMPARE(opened.hint(), QStringLiteral("Locked"));
        QString said;
        for (const auto* label : opened.dialog.findChildren<SheetRowLabel*>())
            said += label->text() + QLatin1Char('\n');
        QVERIFY2(said.contains(named), qPrintable(said));
        // Nothing moved.
        QCOMPARE(opened.keep()->geometry(), keepAt);
        QCOMPARE(opened.send()->geometry(), sendAt);
        QCOMPARE(opened.dialog.size(), size);
        opened.send()->click();
        QVERIFY(opened.ordered.empty());
    }
    void reopensWithTheReasonThatWasTyped()
    {
        OrderWorld world;
        Opened opened(world, Action::ForceDestroy, "A07-12/1");
        opened.type("typed with care");
        part<QLineEdit>(opened.dialog, "ticket")->setText(QStringLiteral("OPS-1"));
        world.changeVm("A07-12/1", [](Vm& vm) { ++vm.generation; });
        QVERIFY(opened.dialog.isLocked());
        part<QPushButton>(opened.dialog, "copyReason")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("typed with care"));
        QSignalSpy reopen(&opened.dialog, &OrderDialog::reopenWanted);
        part<QPushButton>(opened.dialog, "reopen")->click();
        QCOMPARE(reopen.size(), 1);
        QCOMPARE(reopen.front().at(0).toString(), QStringLiteral("typed with care"));
        QCOMPARE(reopen.front().at(1).toString(), QStringLiteral("OPS-1"));
        QVERIFY(!opened.dialog.isVisible());
        QVERIFY(opened.ordered.empty());
    }
    void needsAReasonAndWhereItIsGraveTheSlotCode()
    {
        OrderWorld world;
        Opened opened(world, Action::ForceDestroy, "A07-12/2");
        auto* code = part<QLineEdit>(opened.dialog, "slotCode");
        QCOMPARE(opened.hint(), QStringLiteral("Needs the slot code"));
        code->setText(QStringLiteral("A07-12/1")); // the neighbour
        QCOMPARE(opened.hint(), QStringLiteral("Needs the slot code"));
        code->setText(QStringLiteral("A07-12/2"));
        QCOMPARE(opened.hint(), QStringLiteral("Needs a reason"));
        opened.type("short");
        QVERIFY(opened.hint().contains(QStringLiteral("8")));
        QVERIFY(!opened.send()->isEnabled());
        opened.type("        ");
        QCOMPARE(opened.hint(), QStringLiteral("Needs a reason"));
        part<QComboBox>(opened.dialog, "reasonCategory")->setCurrentIndex(1);
        QCOMPARE(opened.hint(), QString());
        QTRY_VERIFY(opened.send()->isEnabled());
        QVERIFY(part<QLabel>(opened.dialog, "orderWarning")
                    ->text()
                    .contains(QStringLiteral("Approvals do not exist yet")));
        opened.send()->click();
        QCOMPARE(opened.ordered.size(), size_t(1));
        QCOMPARE(opened.ordered.front().reason, QStringLiteral("Stuck teardown"));
    }
    void isNotReadyBeforeItWasSeen()
    {
        OrderWorld world;
        Opened opened(world, Action::Cordon, "A08-02/1");
        opened.type("a reason of some length");
        QVERIFY(!opened.send()->isEnabled());
        QTRY_VERIFY(opened.send()->isEnabled());
    }
    void sendsWhatItShowed()
    {
        OrderWorld world;
        Opened opened(world, Action::Cordon, "A08-02/1");
        opened.type("checked, \u201cquoted\u201d");
        part<QLineEdit>(opened.dialog, "ticket")->setText(QStringLiteral(" OPS-4411 "));
        QTRY_VERIFY(opened.send()->isEnabled());
        opened.send()->click();
        QCOMPARE(opened.ordered.size(), size_t(1));
        const Order& order = opened.ordered.front();
        QVERIFY(order.verb == CommandVerb::Cordon);
        QVERIFY(order.site == world.fra);
        QCOMPARE(order.ticket, QStringLiteral("OPS-4411"));
        QCOMPARE(order.targets.size(), size_t(1));
        QCOMPARE(order.targets.front().uid, world.details("A08-02/1").row.host.text());
        QCOMPARE(order.seenEpoch, world.store().site(world.fra)->epoch);
    }
    // R12: whatever was chosen in it stands in no settings file, and the next one is empty.
    void nothingOfItIsRemembered()
    {
        const QTemporaryDir folder;
        OrderWorld world;
        Settings settings(
            folder.filePath(QStringLiteral("a.ini")), folder.filePath(QStringLiteral("b.ini")));
        settings.setLastProfile(QStringLiteral("one"));
        QCOMPARE(settings.sync(), QString());
        const QStringList before = filesUnder(folder.path());
        for (const Case& each : destructive) {
            Opened opened(world, each.action, each.code);
            opened.type("a reason of some length");
            part<QComboBox>(opened.dialog, "reasonCategory")->setCurrentIndex(1);
            if (auto* code = part<QLineEdit>(opened.dialog, "slotCode"))
                code->setText(QLatin1String(each.code));
            QTRY_VERIFY(opened.send()->isEnabled());
            opened.send()->click();
            const Opened again(world, each.action, each.code);
            QCOMPARE(part<QComboBox>(again.dialog, "reasonCategory")->currentIndex(), 0);
            for (const char* name : {"reasonWords", "ticket", "slotCode"}) {
                const auto* field = part<QLineEdit>(again.dialog, name);
                QVERIFY(!field || field->text().isEmpty());
            }
        }
        QCOMPARE(settings.sync(), QString());
        QCOMPARE(filesUnder(folder.path()), before);
    }
    void isReadAloudAsAWhole()
    {
        OrderWorld world;
        const Opened opened(world, Action::ForceDestroy, "A07-12/1");
        const QString said = opened.dialog.accessibleDescription();
        for (const char* words :
            {"Force-destroy the VM in A07-12/1?", "slot 1", "unconfirmed", "A07-12/2"})
            QVERIFY2(said.contains(QLatin1String(words)), qPrintable(said));
        for (const QWidget* widget : opened.dialog.findChildren<QWidget*>()) {
            const bool own = widget->focusPolicy() != Qt::NoFocus
                && !widget->objectName().startsWith(QLatin1String("qt_"));
            if (own && widget->isVisible() && !widget->inherits("QAbstractItemView"))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
    void anyTextStaysText()
    {
        OrderWorld world;
        const QString evil = QStringLiteral("%1 <b>&amp; \u202e \u0000 '; --");
        world.changeHost("A08-02/1", [&](Host& host) { host.code = evil; });
        Opened opened(world, Action::Cordon, "A08-02/1");
        QVERIFY(part<QLabel>(opened.dialog, "orderTitle")->text().contains(evil));
        QCOMPARE(part<QLabel>(opened.dialog, "orderTitle")->textFormat(), Qt::PlainText);
    }
};

ESPALIER_TEST(TstOrderDialog)
#include "tst_orderdialog.moc"
