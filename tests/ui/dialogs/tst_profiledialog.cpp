// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <dialogs/profiledialog.h>
#include <parts/filedialog.h>

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

QLineEdit* fieldOf(const QWidget& dialog, const char* name)
{
    for (auto* field : dialog.findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QLatin1String(name))
            return field;
    }
    return nullptr;
}

QString problemOf(const QWidget& dialog, const char* name)
{
    const auto* label =
        dialog.findChild<QLabel*>(QString(QLatin1String("problem.") + QLatin1String(name)));
    return label && !label->isHidden() ? label->text() : QString();
}

} // namespace

class TstProfileDialog final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsWrongAtEachField()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        ProfileDialog dialog(store, Profile(), true);
        dialog.show();
        auto* save = dialog.findChild<QPushButton*>(QStringLiteral("saveProfile"));
        save->click();
        QVERIFY(!problemOf(dialog, "Name").isEmpty());
        QVERIFY(!problemOf(dialog, "Sites").isEmpty());
        fieldOf(dialog, "Name")->setText(QStringLiteral("production"));
        dialog.findChild<QPlainTextEdit*>()->setPlainText(
            QStringLiteral("fra1 without an address"));
        save->click();
        QVERIFY(problemOf(dialog, "Name").isEmpty());
        QVERIFY(!problemOf(dialog, "Sites").isEmpty());
        QVERIFY(store.names().isEmpty());
        QVERIFY(dialog.isVisible());
    }

    void missingFilesAreNamedAndCanBeSavedAllTheSame()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        Profile profile;
        profile.name = QStringLiteral("production");
        profile.environment = QStringLiteral("PROD");
        profile.sites = {
            {SiteId(QStringLiteral("fra1")), QStringLiteral("fleetd.fra1.example:7443")}};
        profile.rootsPath = folder.filePath(QStringLiteral("no-roots.pem"));
        profile.rosterKeysPath = folder.filePath(QStringLiteral("no-keys"));
        profile.certificatePath = folder.filePath(QStringLiteral("no-tls.pem"));
        profile.keyPath = folder.filePath(QStringLiteral("no-tls.key"));
        ProfileDialog dialog(store, profile, true);
        dialog.show();
        QSignalSpy saved(&dialog, &ProfileDialog::saved);
        auto* save = dialog.findChild<QPushButton*>(QStringLiteral("saveProfile"));
        save->click();
        QTRY_VERIFY(problemOf(dialog, "Trust bundle").contains(QStringLiteral("no-roots.pem")));
        QCOMPARE(saved.size(), 0);
        QCOMPARE(save->accessibleName(), QStringLiteral("Save all the same"));
        save->click();
        QCOMPARE(saved.size(), 1);
        const LoadedProfile loaded = store.load(QStringLiteral("production"));
        QVERIFY(loaded.profile);
        QCOMPARE(loaded.profile->sites, profile.sites);
        QCOMPARE(loaded.profile->environment, QStringLiteral("PROD"));
    }

    void choosesFilesAndKeepsTheRest()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.path());
        Profile profile;
        profile.name = QStringLiteral("a");
        profile.sites = {{SiteId(QStringLiteral("fra1")), QStringLiteral("h:1")},
            {SiteId(QStringLiteral("ams2")), QStringLiteral("h:2")}};
        ProfileDialog dialog(store, profile, false);
        dialog.show();
        FileDialog::setNextFileName(QStringLiteral("/y/roots.pem"));
        for (auto* button : dialog.findChildren<QPushButton*>()) {
            if (button->accessibleName() == QLatin1String("Choose the file: Trust bundle"))
                button->click();
        }
        QCOMPARE(dialog.entered().rootsPath, QStringLiteral("/y/roots.pem"));
        QCOMPARE(dialog.entered().sites, profile.sites);
        QCOMPARE(dialog.entered().name, QStringLiteral("a"));
    }
};

ESPALIER_TEST(TstProfileDialog)
#include "tst_profiledialog.moc"
