// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "vmbench.h"

#include <QDir>
#include <QFileInfo>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// One whole life over a real VM, and what is refused before there is one.
class TstQemuBackend final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void runsTheScriptInsideAndProvesTheEnd()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        VmSpec spec = bench.spec("echo \"inside $(uname -n) as $(id -u) says $WORD\"; exit 3");
        spec.environment.insert(QStringLiteral("WORD"), QStringLiteral("h\u00e9llo"));
        QVERIFY(bench.launch(spec));
        EventLog::Life& life = bench.log.of(spec.vm);
        const VmTrace trace = *life.trace;
        const QString disk = diskPath(*VmPlace::fromJson(trace.backendState), trace.disks.front());
        QVERIFY(QFileInfo::exists(disk));
        verifyConfinement(trace);

        QTRY_VERIFY_WITH_TIMEOUT(life.exit.has_value(), 60'000);
        QCOMPARE(life.exit->kind, JobExitKind::Exit);
        QCOMPARE(life.exit->code, 3);
        QCOMPARE(life.boots, 1);
        QCOMPARE(life.jobStarts, 1);
        QCOMPARE(life.output, QByteArray("inside (none) as 1000 says h\xc3\xa9llo\n"));

        const TeardownRun* run = bench.tearDown(spec.vm, 20s);
        QVERIFY(run);
        QVERIFY2(run->outcome == Outcome::Complete, qPrintable(run->residuals.join(u'\n')));
        QVERIFY(life.proving);
        QCOMPARE(life.ends, 1);
        verifyFacts(*run, trace, bench.digest());
        QVERIFY(!QFileInfo::exists(disk));
        QVERIFY(!QFileInfo::exists(QFileInfo(disk).path()));
        QVERIFY(!QFileInfo::exists(QStringLiteral("/proc/%1").arg(trace.pid)));
        const ScanResult scan = bench.backend().scan({});
        QVERIFY(scan.unclaimedPids.empty() && scan.disks.empty() && scan.nics.isEmpty());
    }

    void saysWhatItIs()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const BackendInfo info = bench.backend().info();
        QCOMPARE(info.kind, QStringLiteral("qemu"));
        QVERIFY(info.version.contains(u'.'));
        QCOMPARE(info.accelerator, QStringLiteral("tcg"));
        QCOMPARE(info.sandboxProfileHash.size(), 64);
        QCOMPARE(info.imageDigests.size(), 1);
        QVERIFY(info.guestOs.startsWith(QLatin1String("linux-")));
        QVERIFY(!info.limits.isEmpty());
    }

    void refusesWhatCannotRun_data()
    {
        QTest::addColumn<QString>("field");
        QTest::newRow("no such image") << QStringLiteral("image:");
        QTest::newRow("slot beyond the uids") << QStringLiteral("slot:");
        QTest::newRow("no memory") << QStringLiteral("shape:");
        QTest::newRow("an id that climbs out of its folder") << QStringLiteral("vm:");
        QTest::newRow("an empty script") << QStringLiteral("script:");
        QTest::newRow("a variable with a line break") << QStringLiteral("environment:");
    }

    void refusesWhatCannotRun()
    {
        QFETCH(QString, field);
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        VmSpec spec = bench.spec("true");
        if (field == QLatin1String("image:"))
            spec.imageDigest = QString(64, u'0');
        else if (field == QLatin1String("slot:"))
            spec.slot = 17;
        else if (field == QLatin1String("shape:"))
            spec.shape.memoryMiB = 0;
        else if (field == QLatin1String("vm:"))
            spec.vm = VmId(QStringLiteral("../x"));
        else if (field == QLatin1String("script:"))
            spec.script.clear();
        else
            spec.environment.insert(QStringLiteral("A"), QStringLiteral("b\nc"));
        QVERIFY(!bench.launch(spec));
        QVERIFY2(bench.log.of(spec.vm).prepareFailure.startsWith(field),
            qPrintable(bench.log.of(spec.vm).prepareFailure));
        QVERIFY(QDir(bench.stateFolder() + QStringLiteral("/vms")).isEmpty());
    }

    void discardLeavesNothing()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec spec = bench.spec("true");
        bench.backend().prepare(spec);
        QTRY_VERIFY_WITH_TIMEOUT(bench.log.of(spec.vm).trace.has_value(), 20'000);
        QCOMPARE(bench.backend().scan({}).disks.size(), size_t(1));
        bench.backend().discard(*bench.log.of(spec.vm).trace);
        QVERIFY(QDir(bench.stateFolder() + QStringLiteral("/vms")).isEmpty());
        QVERIFY(bench.backend().scan({}).disks.empty());
    }

    void twoVmsAreApart()
    {
        VmBench bench;
        QVERIFY2(bench.open(), qPrintable(bench.failure()));
        const VmSpec one = bench.spec("echo one", 1);
        const VmSpec two = bench.spec("echo two", 2);
        QVERIFY(bench.launch(one));
        QVERIFY(bench.launch(two));
        EventLog::Life& first = bench.log.of(one.vm);
        EventLog::Life& second = bench.log.of(two.vm);
        QVERIFY(first.trace->uid != second.trace->uid);
        QVERIFY(networkNamespace(first.trace->pid) != networkNamespace(second.trace->pid));
        QTRY_VERIFY_WITH_TIMEOUT(first.exit && second.exit, 90'000);
        QCOMPARE(first.output, QByteArray("one\n"));
        QCOMPARE(second.output, QByteArray("two\n"));
        const TeardownRun* run = bench.tearDown(one.vm, 20s);
        QVERIFY(run && run->outcome == Outcome::Complete);
        QCOMPARE(bench.backend().scan({*second.trace}).disks.size(), size_t(1));
        QVERIFY(bench.backend().scan({*second.trace}).unclaimedPids.empty());
        run = bench.tearDown(two.vm, 20s);
        QVERIFY(run && run->outcome == Outcome::Complete);
    }

private:
    static QString networkNamespace(qint64 pid)
    {
        return QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/net").arg(pid));
    }

    static void verifyConfinement(const VmTrace& trace)
    {
        const ProcScan processes;
        QCOMPARE(processes.uid(trace.pid).value_or(-1), trace.uid);
        QVERIFY(processes.networkDevices(trace.pid)
                    .value_or(QStringList{QStringLiteral("?")})
                    .isEmpty());
        QVERIFY(networkNamespace(trace.pid) != networkNamespace(1));
        QCOMPARE(processes.coreLimit(trace.pid).value_or(QString()), QStringLiteral("0"));
        const QStringList arguments = processes.arguments(trace.pid);
        QVERIFY(arguments.contains(QStringLiteral("-sandbox")));
        QFile status(QStringLiteral("/proc/%1/status").arg(trace.pid));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QByteArray text = status.readAll();
        QVERIFY(text.contains("NoNewPrivs:\t1"));
        QVERIFY(text.contains("CapEff:\t0000000000000000"));
        QVERIFY(text.contains("Groups:\t \n"));
    }

    static void verifyFacts(const TeardownRun& run, const VmTrace& trace, const QString& digest)
    {
        QStringList names = factNames(run);
        names.removeAll(QStringLiteral("swap_safe")); // this machine's matter
        QCOMPARE(names,
            QStringList({QStringLiteral("base_unchanged"), QStringLiteral("disk_key_gone"),
                QStringLiteral("disk_unlinked"), QStringLiteral("net_none"),
                QStringLiteral("no_open_handles"), QStringLiteral("process_absent"),
                QStringLiteral("rescan_clean"), QStringLiteral("state_files_absent")}));
        QCOMPARE(rawOf(run, "process_absent", "pid"), QString::number(trace.pid));
        QCOMPARE(rawOf(run, "process_absent", "startTime"), QString::number(trace.startTime));
        QCOMPARE(rawOf(run, "process_absent", "populated"), QStringLiteral("0"));
        QCOMPARE(rawOf(run, "process_absent", "cgroupRemoved"), QStringLiteral("true"));
        QCOMPARE(rawOf(run, "no_open_handles", "hits"), QStringLiteral("0"));
        QVERIFY(rawOf(run, "no_open_handles", "scanned").toInt() > 1);
        QCOMPARE(rawOf(run, "disk_unlinked", "nlinkBefore"), QStringLiteral("1"));
        QCOMPARE(rawOf(run, "disk_unlinked", "ino"), QString::number(trace.disks.front().ino));
        QCOMPARE(rawOf(run, "disk_key_gone", "stored"), QStringLiteral("false"));
        QCOMPARE(rawOf(run, "net_none", "nicArgs"), QStringLiteral("0"));
        QCOMPARE(rawOf(run, "net_none", "devices"), QStringLiteral("0"));
        QCOMPARE(rawOf(run, "base_unchanged", "digest"), digest);
        QVERIFY(rawOf(run, "rescan_clean", "gapNs").toLongLong() >= 1'000'000'000);
        QStringList steps;
        for (const TeardownStep& step : run.steps) {
            steps << step.id;
            QVERIFY2(step.ok, qPrintable(step.id));
            QVERIFY(step.ended >= step.started);
        }
        QVERIFY(steps.contains(QStringLiteral("kill")) && steps.contains(QStringLiteral("unlink")));
    }
};

ESPALIER_TEST(TstQemuBackend)
#include "tst_qemubackend.moc"
