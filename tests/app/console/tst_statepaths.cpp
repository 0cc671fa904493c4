// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/statepaths.h>

#include <prefs/xdg.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Espalier;

namespace {

Profile aProfile(const QString& pki)
{
    return developmentProfile(pki, QStringLiteral("oncall"), QStringLiteral("DEV"),
        {{SiteId(QStringLiteral("fra1")), QStringLiteral("h:1")}});
}

} // namespace

class TstStatePaths final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void keepsFleetsApart()
    {
        const SiteId site(QStringLiteral("fra1"));
        const StatePaths one(aProfile(QStringLiteral("/one")));
        const StatePaths two(aProfile(QStringLiteral("/two")));
        QVERIFY(one.watermark(site) != two.watermark(site));
        QVERIFY(one.rosterMark() != two.rosterMark());
        QVERIFY(one.watermark(site) != one.watermark(SiteId(QStringLiteral("ams2"))));
    }
    void aCopyIsReadAndTheOriginalLeftAlone()
    {
        QStandardPaths::setTestModeEnabled(true);
        const SiteId site(QStringLiteral("fra1"));
        const StatePaths original(aProfile(QStringLiteral("/one")));
        QVERIFY(QDir().mkpath(QFileInfo(original.rosterMark()).path()));
        QFile mark(original.rosterMark());
        QVERIFY(mark.open(QIODevice::WriteOnly));
        QCOMPARE(mark.write("7\n"), qint64(2));
        mark.close();
        const QTemporaryDir folder;
        const StatePaths copy = original.copiedTo(folder.path());
        QFile copied(copy.rosterMark());
        QVERIFY(copied.open(QIODevice::ReadOnly));
        QCOMPARE(copied.readAll(), QByteArray("7\n"));
        QVERIFY(copy.rosterMark().startsWith(folder.path()));
        QVERIFY(copy.watermark(site).startsWith(folder.path()));
        QVERIFY(!QFile::exists(copy.watermark(site))); // there was none
        QVERIFY(mark.remove());
        QStandardPaths::setTestModeEnabled(false);
    }
    void beginsAnewWhenOtherRosterKeysArePinned()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("trust")));
        const Profile profile = aProfile(folder.path());
        const auto pin = [&profile](char digit) {
            QFile file(profile.rosterKeysPath);
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(64, digit)) == 64;
        };
        QVERIFY(pin('a'));
        const QString before = StatePaths(profile).rosterMark();
        QCOMPARE(StatePaths(profile).rosterMark(), before);
        QVERIFY(pin('b'));
        QVERIFY(StatePaths(profile).rosterMark() != before);
        QVERIFY(pin('a'));
        QCOMPARE(StatePaths(profile).rosterMark(), before);
    }
    void isTheSameAtEveryStart()
    {
        const SiteId site(QStringLiteral("fra1"));
        const StatePaths one(aProfile(QStringLiteral("/one")));
        QCOMPARE(one.watermark(site), StatePaths(aProfile(QStringLiteral("/one"))).watermark(site));
        QVERIFY(one.watermark(site).startsWith(stateFolder()));
    }
};

ESPALIER_TEST(TstStatePaths)
#include "tst_statepaths.moc"
