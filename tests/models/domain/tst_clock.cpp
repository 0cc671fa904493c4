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
