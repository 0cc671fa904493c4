// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <domain/backoff.h>

using namespace Espalier;
using namespace std::chrono_literals;

namespace {

// Answers the largest number below 1, so that waits are the limits (but for one millisecond).
double nearlyOne() { return 0.999999; }

} // namespace

class TstBackoff final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void doublesUpToTheLongest()
    {
        Backoff backoff({}, nearlyOne);
        QList<qint64> waits;
        for (int i = 0; i < 8; ++i)
            waits.append(backoff.failed(MonoTime(0)).count());
        QCOMPARE(waits, (QList<qint64>{799, 1599, 3199, 6399, 12799, 25599, 29999, 29999}));
    }
    void drawsFromNothingToTheLimit()
    {
        double drawn = 0.0;
        Backoff backoff({}, [&drawn] { return drawn; });
        QCOMPARE(backoff.failed(MonoTime(0)), 0ms);
        drawn = 0.5;
        QCOMPARE(backoff.failed(MonoTime(0)), 800ms);
    }
    void startsAnewAfterTwoMinutesOfHealth()
    {
        Backoff backoff({}, nearlyOne);
        for (int i = 0; i < 4; ++i)
            (void)backoff.failed(MonoTime(0));
        backoff.connected(10s);
        QCOMPARE(backoff.failed(10s + 119s), 12799ms);
        backoff.connected(200s);
        QCOMPARE(backoff.failed(200s + 120s), 799ms);
    }
    void countsHealthFromTheLastConnection()
    {
        Backoff backoff({}, nearlyOne);
        backoff.connected(0s);
        (void)backoff.failed(1s);
        QCOMPARE(backoff.failed(500s), 1599ms); // was never connected in between
    }
};

ESPALIER_TEST(TstBackoff)
#include "tst_backoff.moc"
