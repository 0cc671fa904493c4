// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <dialogs/connectiondialog.h>
#include <parts/messagebox.h>

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

Profile profile(const QString& name)
{
    Profile made;
    made.name = name;
    made.environment = QStringLiteral("DEV");
    made.sites = {{SiteId(QStringLiteral("fra1")), QStringLiteral("127.0.0.1:7443")}};
    made.rootsPath = QStringLiteral("/x/roots.pem");
    made.rosterKeysPath = QStringLiteral("/x/roster.keys");
    made.certificatePath = QStringLiteral("/x/tls.pem");
    made.keyPath = QStringLiteral("/x/tls.key");
    return made;
}

QPushButton* buttonOf(const QWidget& dialog, const char* name)
{
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->accessibleName().startsWith(QLatin1String(name)))
            return button;
    }
    return nullptr;
}

} // namespace

class TstConnectionDialog final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void listsProfilesAndConnects()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        QCOMPARE(store.save(profile(QStringLiteral("production"))), QString());
        QCOMPARE(store.save(profile(QStringLiteral("staging"))), QString());
        ConnectionDialog dialog(store, QStringLiteral("staging"));
        dialog.show();
        auto* list = dialog.findChild<QListWidget*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->currentItem()->text(), QStringLiteral("staging"));
        auto* details = dialog.findChild<QLabel*>(QStringLiteral("profileDetails"));
        QVERIFY(details->text().contains(QStringLiteral("Site fra1 at 127.0.0.1:7443")));
        QVERIFY(details->text().contains(QStringLiteral("in use now")));
        QSignalSpy chosen(&dialog, &ConnectionDialog::profileChosen);
        list->setCurrentRow(0);
        buttonOf(dialog, "Connect")->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), QStringLiteral("production"));
        QVERIFY(!dialog.isVisible());
    }

    void withoutProfilesItSaysWhatToDo()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        ConnectionDialog dialog(store, QString());
        dialog.show();
        QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("profileDetails"))
                    ->text()
                    .contains(QStringLiteral("Add one")));
        QVERIFY(!buttonOf(dialog, "Connect")->isEnabled());
        QVERIFY(!buttonOf(dialog, "Edit")->isEnabled());
        QVERIFY(buttonOf(dialog, "Add")->isEnabled());
    }

    void brokenProfileSaysWhatIsWrongAndCannotConnect()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        QCOMPARE(store.save(profile(QStringLiteral("broken"))), QString());
        QFile file(store.pathOf(QStringLiteral("broken")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[profile]\nname=broken\n");
        file.close();
        ConnectionDialog dialog(store, QString());
        dialog.show();
        auto* details = dialog.findChild<QLabel*>(QStringLiteral("profileDetails"));
        QVERIFY(!details->text().isEmpty());
        QVERIFY(!details->text().contains(QStringLiteral("Environment: ")));
        QVERIFY(!buttonOf(dialog, "Connect")->isEnabled());
        QVERIFY(buttonOf(dialog, "Remove")->isEnabled());
    }

    void removesOnlyWhenSaidSo()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        QCOMPARE(store.save(profile(QStringLiteral("old"))), QString());
        ConnectionDialog dialog(store, QString());
        dialog.show();
        MessageBox::setNextAnswer(false);
        buttonOf(dialog, "Remove")->click();
        QCOMPARE(store.names(), QStringList{QStringLiteral("old")});
        MessageBox::setNextAnswer(true);
        buttonOf(dialog, "Remove")->click();
        QVERIFY(store.names().isEmpty());
        QVERIFY(MessageBox::lastText().contains(QStringLiteral("old")));
    }
};

ESPALIER_TEST(TstConnectionDialog)
#include "tst_connectiondialog.moc"
