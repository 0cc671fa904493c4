// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/cgroup.h>
#include <hostd/backends/qemu/launcher.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/wait.h>

#include <cerrno>

using namespace Espalier::Hostd;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.left(path.lastIndexOf(u'/')));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TstVmCgroup final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void findsV1BesideAnEmptyV2()
    {
        const QTemporaryDir folder;
        const QString mounts = folder.filePath(QStringLiteral("mounts"));
        QDir(folder.path()).mkdir(QStringLiteral("unified"));
        QDir(folder.path()).mkdir(QStringLiteral("memory"));
        const QByteArray at = QFile::encodeName(folder.path());
        write(mounts,
            "cgroup " + at + "/memory cgroup rw,memory 0 0\ncgroup2 " + at
                + "/unified cgroup2 rw 0 0\n");
        const CgroupRoots roots = findCgroups(QStringLiteral("espalier"), mounts);
        QCOMPARE(roots.unified, folder.filePath(QStringLiteral("unified")));
        QCOMPARE(roots.memory, folder.filePath(QStringLiteral("memory")));
        QVERIFY(roots.pids.isEmpty());
        QCOMPARE(roots.missing().size(), 1);
        QVERIFY(roots.missing().front().startsWith(QLatin1String("process limit")));
        QVERIFY(roots.inForce().contains(QStringLiteral("memory (v1)")));
    }

    void saysWhatIsMissingWithoutAnyHierarchy()
    {
        const QTemporaryDir folder;
        const QString mounts = folder.filePath(QStringLiteral("mounts"));
        write(mounts, "proc /proc proc rw 0 0\n");
        const CgroupRoots roots = findCgroups(QStringLiteral("espalier"), mounts);
        QCOMPARE(roots.missing().size(), 3);
        QVERIFY(roots.inForce().isEmpty());
    }

    void countsWhoIsInAGroup()
    {
        const QTemporaryDir folder;
        const QString group = folder.filePath(QStringLiteral("vm"));
        QCOMPARE(populated({group}).value_or(-1), 0); // it is not there
        QDir(folder.path()).mkdir(QStringLiteral("vm"));
        QVERIFY(!populated({group}).has_value()); // it is there and cannot be read
        write(group + QStringLiteral("/cgroup.procs"), "12\n13\n");
        QCOMPARE(populated({group}).value_or(-1), 2);
        write(group + QStringLiteral("/cgroup.procs"), "");
        write(group + QStringLiteral("/cgroup.events"), "populated 1\nfrozen 0\n");
        QCOMPARE(populated({group}).value_or(-1), 1); // in a group below it
    }

    void killsAndRemovesARealGroup()
    {
        if (::geteuid() != 0)
            QSKIP("control groups need root");
        const QString parent = QStringLiteral("espalier-test-group-%1").arg(::getpid());
        const CgroupRoots roots = findCgroups(parent);
        if (roots.unified.isEmpty())
            QSKIP("no control groups of version 2 here");
        const VmCgroup group(roots, parent + QStringLiteral("/vm"));
        QString why;
        QVERIFY2(group.create(64, 8, &why), qPrintable(why));
        const UniqueFd folder = group.openUnified();
        const std::vector<UniqueFd> procs = group.openProcs();
        LaunchPlan plan;
        plan.program = QStringLiteral("/bin/sleep");
        plan.arguments = {QStringLiteral("1000")};
        plan.uid = 0x7200'0001;
        plan.unifiedCgroup = folder.get();
        for (const UniqueFd& file : procs)
            plan.cgroupProcs.push_back(file.get());
        const auto process = launch(plan, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        QCOMPARE(group.pids(), std::vector<qint64>{process->pid});
        QVERIFY(populated(group.folders()).value_or(0) > 0);
        QVERIFY(group.remove() == EBUSY);
        group.kill();
        QCOMPARE(::waitpid(static_cast<pid_t>(process->pid), nullptr, 0),
            static_cast<pid_t>(process->pid));
        QTRY_COMPARE(populated(group.folders()).value_or(-1), 0);
        QCOMPARE(group.remove(), 0);
        QCOMPARE(group.remove(), 0); // nothing there is no error
        for (const QString& left : VmCgroup(roots, parent).folders())
            QVERIFY(QDir().rmdir(left));
    }
};

ESPALIER_TEST(TstVmCgroup)
#include "tst_vmcgroup.moc"
