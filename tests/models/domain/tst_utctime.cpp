// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <domain/utctime.h>

using namespace Espalier;

class TstUtcTime final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatIsWritten()
    {
        const WallTime at(std::chrono::seconds(1'795'550'400));
        QCOMPARE(utcTimeFrom(utcText(at)), std::optional(at));
    }
    void anythingElseIsNoTime()
    {
        for (const char* text : {"", "Z", "soon", "2026-11-24", "2026-11-24T08:00:00",
                 "2026-11-24T08:00:00+01:00", "2026-13-24T08:00:00Z"})
            QVERIFY2(!utcTimeFrom(QLatin1String(text)), text);
    }
};

ESPALIER_TEST(TstUtcTime)
#include "tst_utctime.moc"
