// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/statepaths.h>

#include <prefs/xdg.h>

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
