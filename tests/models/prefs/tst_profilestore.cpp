// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <prefs/profilestore.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;

namespace {

Profile aProfile()
{
    return developmentProfile(QStringLiteral("/pki, with \\ odd = signs"), QStringLiteral("oncall"),
        QStringLiteral("DEV"),
        {{SiteId(QStringLiteral("fra1")), QStringLiteral("127.0.0.1:7443")},
            {SiteId(QStringLiteral("ams2")), QStringLiteral("[::1]:7444")}});
}

const char goodText[] = "version=1\nname=Bern\nenvironment=PROD\nroots=trust/roots.pem\n"
                        "roster-keys=/k\ncertificate=../me.pem\nkey=\nsites=fra1=host:1\n";

} // namespace

class TstProfileStore final : public Tests::TestCase {
    Q_OBJECT
private:
    QString writeText(const QTemporaryDir& folder, const QByteArray& text)
    {
        QFile file(folder.filePath(QStringLiteral("Bern.ini")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(text);
        return file.fileName();
    }

private Q_SLOTS:
    void givesBackWhatWasSaved()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.filePath(QStringLiteral("profiles")));
        QCOMPARE(store.names(), QStringList());
        QCOMPARE(store.save(aProfile()), QString());
        Profile other = aProfile();
        other.name = QStringLiteral("Another one");
        QCOMPARE(store.save(other), QString());
        QCOMPARE(store.names(), (QStringList{other.name, aProfile().name}));
        const LoadedProfile loaded = store.load(aProfile().name);
        QCOMPARE(loaded.problem, QString());
        QVERIFY(loaded.profile);
        QVERIFY(*loaded.profile == aProfile());
    }
    void replacesAProfileWhole()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        QCOMPARE(store.save(aProfile()), QString());
        Profile fewer = aProfile();
        fewer.sites.pop_back();
        QCOMPARE(store.save(fewer), QString());
        QVERIFY(*store.load(fewer.name).profile == fewer);
    }
    void savesNothingThatIsWrong()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile wrong = aProfile();
        wrong.sites.clear();
        QVERIFY(!store.save(wrong).isEmpty());
        QCOMPARE(store.names(), QStringList());
    }
    void saysWhyItCannotSave()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("profiles")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        const ProfileStore store(obstacle.fileName() + QStringLiteral("/inner"));
        QVERIFY(store.save(aProfile()).contains(obstacle.fileName()));
    }
    void removesAndSaysWhenThereIsNone()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        QCOMPARE(store.save(aProfile()), QString());
        QCOMPARE(store.remove(aProfile().name), QString());
        QCOMPARE(store.names(), QStringList());
        QVERIFY(store.remove(aProfile().name).contains(store.pathOf(aProfile().name)));
    }
    void startsRelativePathsAtTheFile()
    {
        const QTemporaryDir folder;
        const LoadedProfile loaded = ProfileStore::loadFile(writeText(folder, goodText));
        QCOMPARE(loaded.problem, QString());
        QCOMPARE(loaded.profile->rootsPath, folder.filePath(QStringLiteral("trust/roots.pem")));
        QCOMPARE(loaded.profile->rosterKeysPath, QStringLiteral("/k"));
        QVERIFY(!loaded.profile->certificatePath.contains(QStringLiteral("..")));
    }
    void refusesAFileAndSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("find");
        QTest::addColumn<QByteArray>("put");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* what, const char* find, const char* put, const char* word) {
            QTest::newRow(what) << QByteArray(find) << QByteArray(put) << QString::fromLatin1(word);
        };
        row("no version", "version=1\n", "", "version");
        row("version in words", "version=1", "version=one", "version");
        row("newer version", "version=1", "version=2", "newer");
        row("unknown key", "roots=", "rots=", "rots");
        row("no environment", "environment=PROD\n", "", "environment");
        row("no site", "sites=fra1=host:1\n", "", "site");
        row("wrong address", "fra1=host:1", "fra1=host", "fra1");
        row("site without address", "fra1=host:1", "fra1=host:1, ams2", "ams2");
        row("a list for a path", "roots=trust/roots.pem", "roots=a, b", "trust bundle");
        row("no ini", "version=1\n", "version=1\n[sites\n\x01\x02", "ini");
    }
    void refusesAFileAndSaysWhy()
    {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, put);
        QFETCH(QString, word);
        const QTemporaryDir folder;
        const QString path = writeText(folder, QByteArray(goodText).replace(find, put));
        const LoadedProfile loaded = ProfileStore::loadFile(path);
        QVERIFY(!loaded.profile);
        QVERIFY2(loaded.problem.contains(path), qPrintable(loaded.problem));
        QVERIFY2(loaded.problem.contains(word), qPrintable(loaded.problem));
    }
    void refusesAFileThatHoldsAnotherName()
    {
        const QTemporaryDir folder;
        writeText(folder, QByteArray(goodText).replace("name=Bern", "name=Basel"));
        const LoadedProfile loaded = ProfileStore(folder.path()).load(QStringLiteral("Bern"));
        QVERIFY(!loaded.profile);
        QVERIFY(loaded.problem.contains(QStringLiteral("Basel")));
    }
    void saysThatThereIsNoSuchProfile()
    {
        const QTemporaryDir folder;
        const LoadedProfile loaded = ProfileStore(folder.path()).load(QStringLiteral("Bern"));
        QVERIFY(!loaded.profile);
        QVERIFY(loaded.problem.contains(folder.path()));
    }
};

ESPALIER_TEST(TstProfileStore)
#include "tst_profilestore.moc"
