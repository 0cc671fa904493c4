// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "vmbench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <signal.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// A hostd that went away and one that comes after it: VMs outlive the first, the second takes them
// up or proves their end.
class TstQemuRestart final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void adoptsARunningVm()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "read x </dev/null; sleep 3; echo after; exit 4");
        QVERIFY(trace.pid != 0);
        bench.config().bootLimit =
            2s; // shorter than the job: an adopted guest is asked where it is
        restart(bench);
        bench.log.of(trace.vm).jobStarts = 0;
        QVERIFY(bench.backend().adopt(trace));
        EventLog::Life& life = bench.log.of(trace.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value() || !life.startFailure.isEmpty(), 60'000);
        QVERIFY2(life.startFailure.isEmpty(), qPrintable(life.startFailure));
        QCOMPARE(life.jobStarts, 1);
        QCOMPARE(life.exit->code, 4);
        QCOMPARE(life.output, QByteArray("after\n"));
        verifyComplete(bench, trace.vm);
    }

    void hearsAnEndThatCameWhileNobodyListened()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "exit 6");
        QVERIFY(trace.pid != 0);
        bench.close();
        // Nobody reads the ports; the guest runs on and repeats its end until somebody does.
        QTRY_VERIFY_WITH_TIMEOUT(
            QFileInfo::exists(QStringLiteral("/proc/%1").arg(trace.pid)), 1000);
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        QVERIFY(bench.backend().adopt(trace));
        EventLog::Life& life = bench.log.of(trace.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QCOMPARE(life.exit->kind, JobExitKind::Exit);
        QCOMPARE(life.exit->code, 6);
        verifyComplete(bench, trace.vm);
    }

    void hearsAPanicThatCameWhileNobodyListened()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "sleep 1; echo c >/proc/sysrq-trigger");
        QVERIFY(trace.pid != 0);
        bench.close();
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        QVERIFY(bench.backend().adopt(trace));
        EventLog::Life& life = bench.log.of(trace.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QCOMPARE(life.exit->kind, JobExitKind::Panic);
        verifyComplete(bench, trace.vm);
    }

    void doesNotAdoptWhatIsNotThatProcess()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "sleep 1000");
        QVERIFY(trace.pid != 0);
        restart(bench);
        VmTrace other = trace;
        ++other.startTime; // the pid was given to somebody else
        QVERIFY(!bench.backend().adopt(other));
        other = trace;
        other.bootId = QStringLiteral("00000000-0000-0000-0000-000000000000");
        QVERIFY(!bench.backend().adopt(other));
        other = trace;
        ++other.uid;
        QVERIFY(!bench.backend().adopt(other));
        other = trace;
        other.pid = 0; // never started
        QVERIFY(!bench.backend().adopt(other));
        VmPlace place = *VmPlace::fromJson(trace.backendState);
        place.cgroup += u'x';
        other = trace;
        other.backendState = place.toJson();
        QVERIFY(!bench.backend().adopt(other));
        QVERIFY(bench.backend().adopt(trace));
        verifyComplete(bench, trace.vm);
    }

    void tearsDownFromTheTraceAlone()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "sleep 1000");
        QVERIFY(trace.pid != 0);
        restart(bench);
        verifyComplete(bench, trace.vm); // not adopted: nobody asks the guest, it is killed
    }

    // hostd died between the launch and the moment when the pid was durable.
    void tearsDownAProcessThatTheTraceDoesNotKnow()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "sleep 1000");
        QVERIFY(trace.pid != 0);
        restart(bench);
        bench.log.of(trace.vm).trace->pid = 0;
        bench.log.of(trace.vm).trace->startTime = 0;
        QVERIFY(bench.backend().scan({*bench.log.of(trace.vm).trace}).unclaimedPids.empty());
        QCOMPARE(bench.backend().scan({}).unclaimedPids, std::vector<qint64>({trace.pid}));
        verifyComplete(bench, trace.vm);
        QVERIFY(!QFileInfo::exists(QStringLiteral("/proc/%1/exe").arg(trace.pid)));
    }

    void provesAnEarlierBootsVm()
    {
        VmBench bench;
        VmTrace trace = runningVm(bench, "sleep 1000");
        QVERIFY(trace.pid != 0);
        QCOMPARE(::kill(static_cast<pid_t>(trace.pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(bench.log.of(trace.vm).exit.has_value(), 10'000);
        restart(bench);
        bench.log.of(trace.vm).trace->bootId =
            QStringLiteral("00000000-0000-0000-0000-000000000000");
        const TeardownRun* run = bench.tearDown(trace.vm, 20s);
        QVERIFY(run);
        QVERIFY2(
            run->outcome == Outcome::CompleteAfterReboot, qPrintable(run->residuals.join(u'\n')));
    }

    void removesDisksWhoseKeyDiedButNoOthers()
    {
        VmBench bench;
        const VmTrace running = runningVm(bench, "sleep 1000");
        QVERIFY(running.pid != 0);
        const VmSpec prepared = bench.spec("true", 2);
        bench.backend().prepare(prepared);
        QTRY_VERIFY_WITH_TIMEOUT(bench.log.of(prepared.vm).trace.has_value(), 20'000);
        restart(bench);
        QCOMPARE(bench.backend().scan({}).disks.size(), size_t(2));
        bench.backend().removeStrays({running});
        QCOMPARE(bench.backend().scan({}).disks.size(), size_t(1));
        QCOMPARE(bench.backend().scan({}).disks.front().nonce, running.disks.front().nonce);
        verifyComplete(bench, running.vm);
    }

    void leavesAnOrphanAlone()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "sleep 1000");
        QVERIFY(trace.pid != 0);
        restart(bench);
        bench.backend().removeStrays({});
        const ScanResult scan = bench.backend().scan({});
        QCOMPARE(scan.unclaimedPids, std::vector<qint64>({trace.pid}));
        QCOMPARE(scan.disks.size(), size_t(1));
        verifyComplete(bench, trace.vm);
    }

    void provesAgainWhatWasProvenBefore()
    {
        VmBench bench;
        const VmTrace trace = runningVm(bench, "true");
        QVERIFY(trace.pid != 0);
        verifyComplete(bench, trace.vm);
        restart(bench); // hostd died before it had signed
        verifyComplete(bench, trace.vm);
        QCOMPARE(rawOf(*bench.log.of(trace.vm).run, "disk_unlinked", "nlinkBefore"),
            QStringLiteral("1"));
        bench.backend().removeStrays({});
        const TeardownRun* run = bench.tearDown(trace.vm, 0ms);
        QVERIFY(
            run && run->outcome == Outcome::Unverifiable); // the proof was let go with the record
    }

private:
    // pid 0 if it did not come to a running job.
    static VmTrace runningVm(VmBench& bench, const QByteArray& script)
    {
        if (!bench.open())
            return {};
        const VmSpec spec = bench.spec(script);
        EventLog::Life& life = bench.log.of(spec.vm);
        if (!bench.launch(spec) || !QTest::qWaitFor([&life] { return life.jobStarts > 0; }, 60'000))
            return {};
        return *life.trace;
    }

    static void restart(VmBench& bench)
    {
        bench.close();
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
    }

    static void verifyComplete(VmBench& bench, const VmId& vm)
    {
        const TeardownRun* run = bench.tearDown(vm, 20s);
        QVERIFY(run);
        QVERIFY2(run->outcome == Outcome::Complete,
            qPrintable(outcomeName(run->outcome) + u'\n' + run->residuals.join(u'\n')));
    }
};

ESPALIER_TEST(TstQemuRestart)
#include "tst_qemurestart.moc"
