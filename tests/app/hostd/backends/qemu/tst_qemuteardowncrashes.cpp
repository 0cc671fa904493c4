// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "crashpoints.h"
#include "support/testregistry.h"
#include "vmbench.h"

using namespace Espalier;
using namespace Espalier::Tests;

// hostd is killed as a process at each step boundary of a real VM's teardown and started again over
// the same state: one Birth, one Teardown, and nothing of the VM is left (protocol.md 9).
class TstQemuTeardownCrashes final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void killedAtAnyStep_data()
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < teardownPoints.size(); ++i)
            QTest::addRow("%s, time %d", teardownPoints[i].step, teardownPoints[i].occurrence) << i;
    }

    void killedAtAnyStep()
    {
        QFETCH(size_t, index);
        crashAndGoOn(teardownPoints.at(index));
    }
};

ESPALIER_TEST(TstQemuTeardownCrashes)
#include "tst_qemuteardowncrashes.moc"
