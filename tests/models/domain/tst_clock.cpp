// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <domain/clock.h>

#include <QDateTime>

using namespace Espalier;

class TstClock final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void wallIsUtcSince1970()
    {
        const auto before = QDateTime::currentMSecsSinceEpoch();
        const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
            SystemClock().wall().time_since_epoch());
        const auto after = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(before <= now.count());
        QVERIFY(now.count() <= after);
    }
    void technicalTimesAreUtcInWholeSeconds()
    {
        const WallTime time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 24)
            + std::chrono::hours(8) + std::chrono::seconds(7) + std::chrono::milliseconds(999));
        QCOMPARE(utcText(time), QStringLiteral("2026-11-24T08:00:07Z"));
        QCOMPARE(utcText(WallTime(std::chrono::nanoseconds(-1))),
            QStringLiteral("1969-12-31T23:59:59Z"));
    }
    void monoNeverGoesBack()
    {
        const SystemClock clock;
        auto last = clock.mono();
        for (int i = 0; i < 1000; ++i) {
            const auto now = clock.mono();
            QVERIFY(now >= last);
            last = now;
        }
    }
};

ESPALIER_TEST(TstClock)
#include "tst_clock.moc"
