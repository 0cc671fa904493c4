// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/launcher.h>
#include <hostd/backends/qemu/uidlease.h>

#include <QDir>
#include <QTemporaryDir>

#include <signal.h>
#include <sys/wait.h>

using namespace Espalier::Hostd;

class TstUidLease final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void givesEachOwnerARangeOfItsOwnAndTheSameAgain()
    {
        const QTemporaryDir folder;
        const UidLeasePlan plan = planIn(folder);
        QString why;
        const auto one = leaseUids(plan, owner(folder, "one"), &why);
        const auto two = leaseUids(plan, owner(folder, "two"), &why);
        QVERIFY2(one && two, qPrintable(why));
        QCOMPARE(one->first, plan.first);
        QCOMPARE(two->first, plan.first + plan.count);
        const auto again = leaseUids(plan, owner(folder, "one"), &why);
        QVERIFY(again.has_value());
        QCOMPARE(again->first, one->first);
        QVERIFY(!leaseUids(plan, owner(folder, "three"), &why).has_value());
        QVERIFY2(why.contains(QLatin1String("all 2 ranges")), qPrintable(why));
    }

    void takesARangeWhoseOwnerIsGoneUnlessItRuns()
    {
        if (::geteuid() != 0)
            QSKIP("another user's process needs root");
        const QTemporaryDir folder;
        UidLeasePlan plan = planIn(folder);
        plan.ranges = 1;
        QString why;
        QVERIFY(leaseUids(plan, owner(folder, "one"), &why).has_value());
        LaunchPlan vm;
        vm.program = QStringLiteral("/bin/sleep");
        vm.arguments = {QStringLiteral("1000")};
        vm.uid = static_cast<unsigned>(plan.first) + 3;
        const auto process = launch(vm, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        QVERIFY(QDir(folder.filePath(QStringLiteral("one"))).removeRecursively());
        const bool whileItRuns = leaseUids(plan, owner(folder, "two"), &why).has_value();
        ::kill(static_cast<pid_t>(process->pid), SIGKILL);
        ::waitpid(static_cast<pid_t>(process->pid), nullptr, 0);
        QVERIFY(!whileItRuns);
        QVERIFY(leaseUids(plan, owner(folder, "two"), &why).has_value());
    }

    void saysThatTheFolderCannotBeWritten()
    {
        UidLeasePlan plan;
        plan.folder = QStringLiteral("/proc/nothing");
        QString why;
        QVERIFY(!leaseUids(plan, QStringLiteral("/x"), &why).has_value());
        QVERIFY2(why.contains(plan.folder), qPrintable(why));
    }

private:
    static UidLeasePlan planIn(const QTemporaryDir& folder)
    {
        return {folder.filePath(QStringLiteral("leases")), 0x7200'1000, 16, 2};
    }

    static QString owner(const QTemporaryDir& folder, const char* name)
    {
        const QString path = folder.filePath(QString::fromLatin1(name));
        QDir().mkpath(path);
        return path;
    }
};

ESPALIER_TEST(TstUidLease)
#include "tst_uidlease.moc"
