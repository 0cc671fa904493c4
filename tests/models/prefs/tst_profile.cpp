// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <prefs/profile.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;

namespace {

Profile aProfile()
{
    return developmentProfile(QStringLiteral("/pki"), QStringLiteral("oncall"),
        QStringLiteral("DEV"),
        {{SiteId(QStringLiteral("fra1")), QStringLiteral("127.0.0.1:7443")},
            {SiteId(QStringLiteral("ams2")), QStringLiteral("[::1]:7444")}});
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TstProfile final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void findsNothingWrongWithAGoodProfile() { QVERIFY(validate(aProfile()).empty()); }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* what, ProfileField field, const char* value) {
            QTest::newRow(what) << int(field) << QString::fromUtf8(value);
        };
        row("no name", ProfileField::Name, "");
        row("name with a slash", ProfileField::Name, "a/b");
        row("name that climbs", ProfileField::Name, "../x");
        row("no environment", ProfileField::Environment, "");
        row("environment in small letters", ProfileField::Environment, "prod");
        row("no trust bundle", ProfileField::Roots, "");
        row("no roster keys", ProfileField::RosterKeys, "");
        row("no certificate", ProfileField::Certificate, "");
    }
    void namesTheFieldThatIsWrong()
    {
        QFETCH(int, field);
        QFETCH(QString, value);
        Profile profile = aProfile();
        switch (ProfileField(field)) {
        case ProfileField::Name:
            profile.name = value;
            break;
        case ProfileField::Environment:
            profile.environment = value;
            break;
        case ProfileField::Roots:
            profile.rootsPath = value;
            break;
        case ProfileField::RosterKeys:
            profile.rosterKeysPath = value;
            break;
        case ProfileField::Certificate:
            profile.certificatePath = value;
            break;
        case ProfileField::Key:
        case ProfileField::Sites:
            QFAIL("no row for it");
        }
        const auto problems = validate(profile);
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(int(problems.front().field), field);
        QVERIFY(!problems.front().text.isEmpty());
    }

    void namesTheSiteThatIsWrong_data()
    {
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("address");
        const auto row = [](const char* what, const char* site, const char* address) {
            QTest::newRow(what) << QString::fromUtf8(site) << QString::fromUtf8(address);
        };
        row("no name", "", "host:1");
        row("capital letter", "Fra1", "host:1");
        row("no address", "iad1", "");
        row("no port", "iad1", "host");
        row("port 0", "iad1", "host:0");
        row("port too large", "iad1", "host:65536");
        row("port in words", "iad1", "host:https");
        row("a URL", "iad1", "https://host:1");
        row("blank in the host", "iad1", "ho st:1");
        row("twice", "fra1", "host:1");
    }
    void namesTheSiteThatIsWrong()
    {
        QFETCH(QString, site);
        QFETCH(QString, address);
        Profile profile = aProfile();
        profile.sites.push_back({SiteId(site), address});
        const auto problems = validate(profile);
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(int(problems.front().field), int(ProfileField::Sites));
        QCOMPARE(problems.front().site, 2);
    }
    void needsASite()
    {
        Profile profile = aProfile();
        profile.sites.clear();
        QCOMPARE(validate(profile).size(), size_t(1));
    }
    void takesAProfileWhoseKeyLiesInTheKeychain()
    {
        Profile profile = aProfile();
        profile.keyPath.clear();
        QVERIFY(validate(profile).empty());
    }

    void saysWhatIsWrongWithEachFile()
    {
        const QTemporaryDir folder;
        Profile profile = aProfile();
        profile.rootsPath = folder.filePath(QStringLiteral("roots.pem"));
        profile.rosterKeysPath = folder.filePath(QStringLiteral("roster.keys"));
        profile.certificatePath = folder.filePath(QStringLiteral("tls.pem"));
        profile.keyPath = folder.filePath(QStringLiteral("tls.key"));
        QCOMPARE(checkFiles(profile).size(), size_t(4));

        write(profile.rootsPath, "-----BEGIN CERTIFICATE-----\n");
        write(profile.certificatePath, "-----BEGIN CERTIFICATE-----\n");
        write(profile.keyPath, "-----BEGIN PRIVATE KEY-----\n");
        write(profile.rosterKeysPath, QByteArray(64, 'a') + "\n\n");
        QVERIFY(checkFiles(profile).empty());

        write(profile.certificatePath, "-----BEGIN PRIVATE KEY-----\n");
        write(profile.rosterKeysPath, QByteArray(64, 'a') + "\n" + QByteArray(64, 'A') + "\n");
        const auto problems = checkFiles(profile);
        QCOMPARE(problems.size(), size_t(2));
        QCOMPARE(int(problems[0].field), int(ProfileField::RosterKeys));
        QVERIFY(problems[0].text.contains(QStringLiteral("line 2")));
        QCOMPARE(int(problems[1].field), int(ProfileField::Certificate));
        QVERIFY(problems[1].text.contains(profile.certificatePath));
    }
    void refusesAFileOfRosterKeysWithoutOne()
    {
        const QTemporaryDir folder;
        Profile profile;
        profile.rosterKeysPath = folder.filePath(QStringLiteral("roster.keys"));
        write(profile.rosterKeysPath, "\n");
        QCOMPARE(checkFiles(profile).size(), size_t(1));
    }

    void readsSiteAddresses()
    {
        const auto good = siteAddressFromText(QStringLiteral("fra1=[::1]:7443"));
        QVERIFY(good);
        QCOMPARE(good->site.text(), QStringLiteral("fra1"));
        QCOMPARE(good->address, QStringLiteral("[::1]:7443"));
        for (const char* bad : {"", "fra1", "=x:1", "fra1="})
            QVERIFY2(!siteAddressFromText(QString::fromLatin1(bad)), bad);
    }
};

ESPALIER_TEST(TstProfile)
#include "tst_profile.moc"
