// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "crashpoints.h"
#include "support/testregistry.h"
#include "vmbench.h"

using namespace Espalier;
using namespace Espalier::Tests;

// hostd is killed as a process at each step boundary of a real VM's birth and started again over
// the same state: one Birth, one Teardown, and nothing of the VM is left (protocol.md 9).
class TstQemuBirthCrashes final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aWholeLifeComesToEachOfTheseSteps()
    {
        CrashBench bench;
        const CrashBench::Run whole = bench.run();
        QVERIFY2(whole.code == 0, whole.text().constData());
        QCOMPARE(bench.recordProblem(JobExitKind::Exit), QString());
        QCOMPARE(bench.leftovers(), QStringList());
        QByteArrayList points;
        for (const CrashPoint& point : birthPoints)
            points << QByteArray(point.step) + ' ' + QByteArray::number(point.occurrence);
        for (const CrashPoint& point : teardownPoints)
            points << QByteArray(point.step) + ' ' + QByteArray::number(point.occurrence);
        QByteArrayList steps;
        for (qsizetype i = 0; i < whole.steps.size(); ++i)
            steps << whole.steps.at(i) + ' '
                    + QByteArray::number(whole.steps.first(i + 1).count(whole.steps.at(i)));
        QCOMPARE(steps.join('\n'), points.join('\n'));
    }

    void killedAtAnyStep_data()
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < birthPoints.size(); ++i)
            QTest::addRow("%s, time %d", birthPoints[i].step, birthPoints[i].occurrence) << i;
    }

    void killedAtAnyStep()
    {
        QFETCH(size_t, index);
        crashAndGoOn(birthPoints.at(index));
    }
};

ESPALIER_TEST(TstQemuBirthCrashes)
#include "tst_qemubirthcrashes.moc"
