// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/orderbench.h"
#include "support/testregistry.h"

#include <dialogs/keydialog.h>
#include <parts/filedialog.h>
#include <parts/messagebox.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::OrderBench;

namespace {

QPushButton* press(const QDialog& dialog, const char* name)
{
    auto* button = dialog.findChild<QPushButton*>(QLatin1String(name));
    button->click();
    return button;
}

QString textOf(const QDialog& dialog, const char* name)
{
    return dialog.findChild<QLabel*>(QLatin1String(name))->text();
}

KeyDialog* opened() { return new KeyDialog(QStringLiteral("oncall"), QStringLiteral("desk")); }

} // namespace

class TstKeyDialog final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void showsThePublicKeyForTheAdministrator()
    {
        const std::unique_ptr<KeyDialog> dialog(opened());
        const QString hex = OrderBench::goodKey().detail;
        dialog->setState(OrderBench::badKey(DeskKeyProblem::NoKeyInRoster), hex, true);
        QVERIFY(textOf(*dialog, "keyState").contains(QStringLiteral("administrator")));
        QCOMPARE(textOf(*dialog, "publicKey").remove(QLatin1Char(' ')), hex);
        QVERIFY(textOf(*dialog, "keyOwner").contains(QStringLiteral("oncall")));
        press(*dialog, "copyPublicKey");
        QCOMPARE(QGuiApplication::clipboard()->text(), hex);
    }
    void createsWhereThereIsNoneAndAsksBeforeItReplaces()
    {
        const std::unique_ptr<KeyDialog> dialog(opened());
        QSignalSpy wanted(dialog.get(), &KeyDialog::createWanted);
        dialog->setState(OrderBench::badKey(DeskKeyProblem::NotCreated), {}, false);
        press(*dialog, "createKey");
        QCOMPARE(wanted.size(), 1);
        dialog->setOutcome({});
        QVERIFY(textOf(*dialog, "keyOutcome").contains(QStringLiteral("administrator")));
        dialog->setState(
            OrderBench::badKey(DeskKeyProblem::NoKeyInRoster), QString(64, u'a'), true);
        MessageBox::setNextAnswer(false);
        press(*dialog, "createKey");
        QCOMPARE(wanted.size(), 1);
        QVERIFY(MessageBox::lastText().contains(QStringLiteral("lost for good")));
        MessageBox::setNextAnswer(true);
        press(*dialog, "createKey");
        QCOMPARE(wanted.size(), 2);
    }
    void importsWhatIsAKeyAndNothingElse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("64 digits") << QString(64, u'a') << true;
        QTest::newRow("with spaces around") << QString(u' ' + QString(64, u'b') + u' ') << true;
        QTest::newRow("capitals") << QString(64, u'C') << true;
        QTest::newRow("63 digits") << QString(63, u'a') << false;
        QTest::newRow("65 digits") << QString(65, u'a') << false;
        QTest::newRow("no hex") << QString(64, u'z') << false;
        QTest::newRow("a certificate") << QStringLiteral("-----BEGIN PRIVATE KEY-----") << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void importsWhatIsAKeyAndNothingElse()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const std::unique_ptr<KeyDialog> dialog(opened());
        dialog->setState(OrderBench::badKey(DeskKeyProblem::NotCreated), {}, false);
        QSignalSpy wanted(dialog.get(), &KeyDialog::importWanted);
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("seedField"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setText(text);
        press(*dialog, "importKey");
        QCOMPARE(wanted.size(), good ? 1 : 0);
        QVERIFY(field->text().isEmpty()); // a secret does not stay on the screen
        if (!good)
            QVERIFY(textOf(*dialog, "keyOutcome").contains(QStringLiteral("64 hex digits")));
    }
    void handsOnAFile()
    {
        const std::unique_ptr<KeyDialog> dialog(opened());
        dialog->setState(OrderBench::badKey(DeskKeyProblem::NotCreated), {}, false);
        QSignalSpy wanted(dialog.get(), &KeyDialog::fileWanted);
        FileDialog::setNextFileName(QStringLiteral("/tmp/some.key"));
        press(*dialog, "importFile");
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().front().toString(), QStringLiteral("/tmp/some.key"));
    }
    void aLockedKeyringIsSaidAndCanBeTriedAgain()
    {
        const std::unique_ptr<KeyDialog> dialog(opened());
        dialog->setState(
            OrderBench::badKey(DeskKeyProblem::KeychainUnavailable, "no reply"), {}, false);
        QVERIFY(textOf(*dialog, "keyState").contains(QStringLiteral("no reply")));
        QVERIFY(textOf(*dialog, "keyState").contains(QStringLiteral("Unlock")));
        QSignalSpy retry(dialog.get(), &KeyDialog::retryWanted);
        press(*dialog, "retryKey");
        QCOMPARE(retry.size(), 1);
        dialog->setOutcome(QStringLiteral("The keyring cannot be used"));
        QCOMPARE(textOf(*dialog, "keyOutcome"), QStringLiteral("The keyring cannot be used"));
    }
    void aDevelopmentKeyIsOfItsFile()
    {
        const std::unique_ptr<KeyDialog> dialog(opened());
        DeskKeyState state = OrderBench::goodKey();
        state.fromFile = true;
        dialog->setState(state, state.detail, false);
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("createKey"))->isEnabled());
        QVERIFY(textOf(*dialog, "keyOutcome").contains(QStringLiteral("Development")));
    }
};

ESPALIER_TEST(TstKeyDialog)
#include "tst_keydialog.moc"
