// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "smalldisk.h"
#include "support/testregistry.h"
#include "vmbench.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <signal.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// Each way a job or its VM can end, over real VMs; each ends proven, or is said not to be.
class TstQemuEnds final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void tellsHowTheJobEnded_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<JobExitKind>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("exit 0") << QByteArray("true") << JobExitKind::Exit << 0;
        QTest::newRow("signal") << QByteArray("kill -9 $$") << JobExitKind::Signal << 9;
        QTest::newRow("a child left behind")
            << QByteArray("sleep 1000 & exit 7") << JobExitKind::Exit << 7;
        QTest::newRow("guest panic")
            << QByteArray("echo c >/proc/sysrq-trigger") << JobExitKind::Panic << 0;
    }

    void tellsHowTheJobEnded()
    {
        QFETCH(QByteArray, script);
        QFETCH(JobExitKind, kind);
        QFETCH(int, code);
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec(script);
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QCOMPARE(life.exit->kind, kind);
        QCOMPARE(life.exit->code, code);
        verifyComplete(bench, spec.vm, 20s);
    }

    void tellsThatQemuWasKilled()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("sleep 1000");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_COMPARE_WITH_TIMEOUT(life.jobStarts, 1, 60'000);
        QCOMPARE(::kill(static_cast<pid_t>(life.trace->pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 10'000);
        QCOMPARE(life.exit->kind, JobExitKind::HypervisorDied);
        verifyComplete(bench, spec.vm, 20s);
    }

    // The tenants' disks fill the host's: the VM stops in the midst of a write, and is ended.
    void endsAVmThatFillsTheHost()
    {
        const SmallDisk disk(48 << 20);
        VmBench bench;
        if (!disk.isMounted())
            QSKIP("no file system can be mounted here");
        bench.config().stateFolder = disk.path();
        bench.config().spareDisks = 0; // one would fill it before the job does
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("head -c 200000000 /dev/urandom >fill; sync; exit 3");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QStringLiteral("this host cannot keep its disk: No space left")));
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QCOMPARE(life.exit->kind, JobExitKind::HypervisorDied);
        QCOMPARE(life.exit->code, ENOSPC);
        QVERIFY2(disk.freeBytes() < 4096, qPrintable(QString::number(disk.freeBytes())));
        verifyComplete(bench, spec.vm, 20s); // although nothing can be written at first
        QCOMPARE(life.run->steps.front().id, QStringLiteral("kill"));
        QCOMPARE(rawOf(*life.run, "disk_unlinked", "nlinkBefore"), QStringLiteral("1"));
        QVERIFY(disk.freeBytes() > (40 << 20));
    }

    void endsARunningJobWithinItsGrace()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("sleep 1000");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_COMPARE_WITH_TIMEOUT(life.jobStarts, 1, 60'000);
        verifyComplete(bench, spec.vm, 20s);
        QCOMPARE(life.run->steps.front().id, QStringLiteral("power-off"));
        QVERIFY(life.run->steps.front().ok);
        QCOMPARE(life.ends, 0); // who tears down has decided how the job ended
    }

    void killsAGuestThatIgnoresPowerOff()
    {
        VmBench bench;
        QVERIFY2(
            bench.open(QStringLiteral("espalier.ignore-poweroff")), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("sleep 1000");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_COMPARE_WITH_TIMEOUT(life.jobStarts, 1, 60'000);
        verifyComplete(bench, spec.vm, 300ms);
        QCOMPARE(life.run->steps.front().id, QStringLiteral("power-off"));
        QCOMPARE(life.run->steps.front().error, ETIMEDOUT);
    }

    void asksTheJobToEnd()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec =
            bench.spec("trap 'echo bye; exit 5' TERM; while true; do sleep 0.1; done");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_COMPARE_WITH_TIMEOUT(life.jobStarts, 1, 60'000);
        bench.backend().requestJobEnd(spec.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 20'000);
        QCOMPARE(life.exit->kind, life.exit->code == 5 ? JobExitKind::Exit : JobExitKind::Signal);
        verifyComplete(bench, spec.vm, 20s);
    }

    void tellsThatTheGuestNeverBooted()
    {
        VmBench bench;
        bench.config().bootLimit = 2s;
        QVERIFY2(bench.open(QStringLiteral("init=/nothing rdinit=/nothing")),
            qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        // Without its init the kernel dies before it could tell of a panic: silence is all there
        // is.
        QTRY_VERIFY_WITH_TIMEOUT(!life.startFailure.isEmpty(), 60'000);
        QVERIFY2(life.startFailure.contains(QLatin1String("not heard within 2 s")),
            qPrintable(life.startFailure));
        QVERIFY(!life.exit.has_value());
        QCOMPARE(life.boots, 0);
        QCOMPARE(life.jobStarts, 0);
        verifyComplete(bench, spec.vm, 20s);
    }

    void tellsThatQemuDidNotStart()
    {
        VmBench bench;
        bench.config().accelerator = QStringLiteral("no-such-accelerator");
        bench.config().qemu =
            QStringLiteral("/bin/echo"); // --version answers 0, and then it ends at once
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_VERIFY_WITH_TIMEOUT(!life.startFailure.isEmpty(), 10'000);
        QVERIFY2(life.startFailure.contains(QLatin1String("QEMU ended at its start")),
            qPrintable(life.startFailure));
        verifyComplete(bench, spec.vm, 20s);
    }

    void carriesAFloodWithoutLoss()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        // One line of 10 MB, and control characters that no terminal may see.
        const VmSpec spec =
            bench.spec("head -c 10000000 /dev/zero | tr '\\0' x; printf '\\033[2J\\007\\000end'");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 90'000);
        QCOMPARE(life.exit->code, 0);
        QCOMPARE(life.output.size(), 10'000'000 + 9);
        QVERIFY(life.output.endsWith(QByteArray("\033[2J\007\0end", 9)));
        verifyComplete(bench, spec.vm, 20s);
    }

    void saysPartialWhileSomebodyHoldsTheDisk()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        const QString disk =
            diskPath(*VmPlace::fromJson(life.trace->backendState), life.trace->disks.front());
        UniqueFd held(::open(QFile::encodeName(disk).constData(), O_RDONLY | O_CLOEXEC));
        QVERIFY(held.isValid());
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        const TeardownRun* run = bench.tearDown(spec.vm, 20s);
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::PartialDataResidual);
        QVERIFY(!factNames(*run).contains(QStringLiteral("no_open_handles")));
        QVERIFY2(run->residuals.join(u'\n').contains(QLatin1String("holds the disk open")),
            qPrintable(run->residuals.join(u'\n')));
        held.reset();
        verifyComplete(bench, spec.vm, 20s); // the whole sequence again, from the start
        QCOMPARE(rawOf(*life.run, "disk_unlinked", "nlinkBefore"), QStringLiteral("1"));
    }

    void saysPartialWhenTheDiskHadASecondName()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        const QString disk =
            diskPath(*VmPlace::fromJson(life.trace->backendState), life.trace->disks.front());
        const QByteArray copy =
            QFile::encodeName(bench.stateFolder() + QStringLiteral("/vms/copy"));
        QCOMPARE(::link(QFile::encodeName(disk).constData(), copy.constData()), 0);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        const TeardownRun* run = bench.tearDown(spec.vm, 20s);
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::PartialDataResidual);
        QVERIFY(!factNames(*run).contains(QStringLiteral("disk_unlinked")));
    }

    void cannotProveAChangedBase()
    {
        VmBench bench;
        QVERIFY2(bench.open(QStringLiteral("panic=0")), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QFile initrd(bench.config().imageFolders.front() + QStringLiteral("/initrd"));
        QVERIFY(initrd.open(QIODevice::Append));
        QCOMPARE(initrd.write("x"), qint64(1));
        initrd.close();
        const TeardownRun* run = bench.tearDown(spec.vm, 20s);
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Unverifiable);
        QVERIFY(!factNames(*run).contains(QStringLiteral("base_unchanged")));
    }

private:
    static void verifyComplete(VmBench& bench, const VmId& vm, std::chrono::milliseconds grace)
    {
        const TeardownRun* run = bench.tearDown(vm, grace);
        QVERIFY(run);
        QVERIFY2(run->outcome == Outcome::Complete,
            qPrintable(outcomeName(run->outcome) + u'\n' + run->residuals.join(u'\n')));
        const VmTrace& trace = *bench.log.of(vm).trace;
        QVERIFY(!QFileInfo::exists(QStringLiteral("/proc/%1").arg(trace.pid)));
        QVERIFY(bench.backend().scan({}).disks.empty());
        QVERIFY(bench.backend().scan({}).unclaimedPids.empty());
    }
};

ESPALIER_TEST(TstQemuEnds)
#include "tst_qemuends.moc"
