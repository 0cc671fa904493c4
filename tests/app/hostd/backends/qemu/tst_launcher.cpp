// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/launcher.h>
#include <hostd/backends/qemu/procscan.h>

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <array>

using namespace Espalier::Hostd;

namespace {

constexpr unsigned testUid = 0x7200'0002;

void end(const LaunchedProcess& process)
{
    ::kill(static_cast<pid_t>(process.pid), SIGKILL);
    ::waitpid(static_cast<pid_t>(process.pid), nullptr, 0);
}

} // namespace

class TstLauncher final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("other users and namespaces need root");
    }

    void confinesTheProcess()
    {
        QString why;
        LaunchPlan plan = sleeper();
        const UniqueFd kept(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
        const UniqueFd secret(::open("/dev/full", O_RDONLY)); // inheritable by mistake
        plan.inherited = {kept.get()};
        const auto process = launch(plan, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        const ProcScan scan;
        const qint64 pid = process->pid;
        const QString own = QStringLiteral("/proc/%1/").arg(pid);
        const auto link = [&own](const QString& name) { return QFile::symLinkTarget(own + name); };
        const auto fdThere = [&own](int fd) {
            return QFile::symLinkTarget(own + QStringLiteral("fd/%1").arg(fd)) != QString();
        };
        QFile status(own + QStringLiteral("status"));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QByteArray text = status.readAll();
        const bool keptThere = fdThere(kept.get());
        const bool secretThere = fdThere(secret.get());
        const QString network = link(QStringLiteral("ns/net"));
        const auto devices = scan.networkDevices(pid);
        const auto core = scan.coreLimit(pid);
        const pid_t session = ::getsid(static_cast<pid_t>(pid));
        end(*process);

        QVERIFY(text.contains("Uid:\t1912602626\t1912602626\t1912602626\t1912602626"));
        QVERIFY(text.contains("Gid:\t1912602626\t1912602626\t1912602626\t1912602626"));
        QVERIFY(text.contains("Groups:\t \n"));
        QVERIFY(text.contains("NoNewPrivs:\t1"));
        QVERIFY(text.contains("CapPrm:\t0000000000000000"));
        QVERIFY(text.contains("SigBlk:\t0000000000000000"));
        QVERIFY(text.contains("SigIgn:\t0000000000000000"));
        QVERIFY(keptThere);
        QVERIFY(!secretThere);
        QVERIFY(network != QFile::symLinkTarget(QStringLiteral("/proc/self/ns/net")));
        QVERIFY(devices.has_value() && devices->isEmpty());
        QCOMPARE(core.value_or(QString()), QStringLiteral("0"));
        QCOMPARE(session, static_cast<pid_t>(pid));
    }

    void handsOverItsOutput()
    {
        QString why;
        const UniqueFd log(::memfd_create("log", MFD_CLOEXEC));
        LaunchPlan plan = sleeper();
        plan.program = QStringLiteral("/bin/sh");
        plan.arguments = {
            QStringLiteral("-c"), QStringLiteral("echo out; echo err >&2; pwd; umask")};
        plan.log = log.get();
        const auto process = launch(plan, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        int status = 0;
        QCOMPARE(::waitpid(static_cast<pid_t>(process->pid), &status, 0),
            static_cast<pid_t>(process->pid));
        std::array<char, 64> text{};
        const ssize_t got = ::pread(log.get(), text.data(), text.size(), 0);
        QCOMPARE(QByteArray(text.data(), static_cast<int>(got)), QByteArray("out\nerr\n/\n0077\n"));
    }

    void canBeLookedAtBeforeItRuns()
    {
        QString why;
        const UniqueFd log(::memfd_create("log", MFD_CLOEXEC));
        LaunchPlan plan = sleeper();
        plan.program = QStringLiteral("/bin/echo"); // gone at once
        plan.log = log.get();
        std::optional<ProcessStatus> status;
        std::optional<QStringList> devices;
        off_t written = -1;
        plan.beforeExec = [&](qint64 pid) {
            status = ProcScan().status(pid);
            devices = ProcScan().networkDevices(pid);
            written = ::lseek(log.get(), 0, SEEK_END);
        };
        const auto process = launch(plan, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        QCOMPARE(::waitpid(static_cast<pid_t>(process->pid), nullptr, 0),
            static_cast<pid_t>(process->pid));
        QVERIFY(status && status->startTime > 0);
        QVERIFY(devices && devices->isEmpty());
        QCOMPARE(written, off_t(0));
        QVERIFY(::lseek(log.get(), 0, SEEK_END) > 0);
    }

    // hostd dies while its child stands ready: nobody knows of it, so it must not run.
    void doesNotRunForAParentThatDied()
    {
        const UniqueFd log(::memfd_create("log", MFD_CLOEXEC));
        LaunchPlan plan = sleeper();
        plan.program = QStringLiteral("/bin/sh");
        plan.arguments = {QStringLiteral("-c"), QStringLiteral("echo ran")};
        plan.log = log.get();
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        UniqueFd reading(ends[0]);
        UniqueFd writing(ends[1]);
        const pid_t hostd = ::fork();
        if (hostd == 0) {
            plan.beforeExec = [&writing](qint64 pid) {
                if (::write(writing.get(), &pid, sizeof pid) != sizeof pid)
                    ::_exit(1);
                ::_exit(0);
            };
            QString why;
            (void)launch(plan, &why);
            ::_exit(2);
        }
        int status = -1;
        QCOMPARE(::waitpid(hostd, &status, 0), hostd);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        writing.reset();
        qint64 child = 0;
        QCOMPARE(::read(reading.get(), &child, sizeof child), ssize_t(sizeof child));
        QTRY_VERIFY(!ProcScan().status(child) || ProcScan().status(child)->state == 'Z');
        QCOMPARE(::lseek(log.get(), 0, SEEK_END), off_t(0));
    }

    void saysWhatStoppedIt_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no such program")
            << QStringLiteral("/nothing") << QStringLiteral("executing the program: No such");
        QTest::newRow("a folder") << QStringLiteral("/tmp")
                                  << QStringLiteral("executing the program: Permission");
    }

    void saysWhatStoppedIt()
    {
        QFETCH(QString, program);
        QFETCH(QString, reason);
        QString why;
        LaunchPlan plan = sleeper();
        plan.program = program;
        QVERIFY(!launch(plan, &why).has_value());
        QVERIFY2(why.startsWith(reason), qPrintable(why));
    }

    void refusesAClosedDescriptor()
    {
        QString why;
        LaunchPlan plan = sleeper();
        plan.inherited = {987};
        QVERIFY(!launch(plan, &why).has_value());
        QVERIFY2(why.startsWith(QLatin1String("arranging descriptors")), qPrintable(why));
        QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1); // and leaves no child
    }

private:
    static LaunchPlan sleeper()
    {
        LaunchPlan plan;
        plan.program = QStringLiteral("/bin/sleep");
        plan.arguments = {QStringLiteral("1000")};
        plan.uid = testUid;
        return plan;
    }
};

ESPALIER_TEST(TstLauncher)
#include "tst_launcher.moc"
