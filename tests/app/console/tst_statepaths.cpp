// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/statepaths.h>

#include <prefs/xdg.h>

#include <QDir>
#include <QFile>
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
