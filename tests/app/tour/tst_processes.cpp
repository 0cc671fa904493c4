// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/command.h>
#include <tour/processes.h>

#include "support/testregistry.h"

#include <QCoreApplication>
#include <QProcess>

#include <unistd.h>

using namespace Espalier::Tour;

class TstProcesses final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void tellsOneself();
    void findsAChildByItsArgument();
    void findsAHypervisorByItsVm();
    void saysNothingOfOneThatIsGone();
    void runsACommandToItsEnd();
    void endsACommandThatDoesNot();
    void namesAProgramThatIsNotThere();
    void aSignalIsNoExitStatus();
};

void TstProcesses::tellsOneself()
{
    const auto self = process(QCoreApplication::applicationPid());
    QVERIFY(self.has_value());
    QCOMPARE(self->uid, static_cast<qint64>(::geteuid()));
    QCOMPARE(self->parent, static_cast<qint64>(::getppid()));
    QCOMPARE(self->program, QCoreApplication::applicationFilePath());
    QVERIFY(
        self->arguments.contains(QStringLiteral("TstProcesses")) || self->arguments.size() == 1);
    QVERIFY2(
        self->netNamespace.startsWith(QStringLiteral("net:[")), qPrintable(self->netNamespace));
    QVERIFY(self->residentKiB > 1000);
    QVERIFY(self->startTicks > 0);
}

void TstProcesses::findsAChildByItsArgument()
{
    const QString mark = QStringLiteral("espalier-mark-%1").arg(QCoreApplication::applicationPid());
    QProcess child;
    child.start(
        QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("read line"), mark});
    QVERIFY(child.waitForStarted());
    const auto found = processesWith(mark);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].pid, child.processId());
    QCOMPARE(found[0].arguments.last(), mark);
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished());
    QCOMPARE(processesWith(mark).size(), std::size_t{0});
}

void TstProcesses::findsAHypervisorByItsVm()
{
    const QString vm = QStringLiteral("espalier-vm-%1").arg(QCoreApplication::applicationPid());
    // Of two processes that name the VM only the one that is a QEMU counts.
    QProcess other, child;
    other.start(QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("read line"), QStringLiteral("qemu-system"), vm});
    QVERIFY(other.waitForStarted());
    QVERIFY(!hypervisorOf(vm).has_value());
    child.start(QStringLiteral("/bin/bash"),
        {QStringLiteral("-c"),
            QStringLiteral("exec -a qemu-system-x86_64 /bin/sh -c 'read line' %1").arg(vm)});
    QVERIFY(child.waitForStarted());
    QTRY_VERIFY(hypervisorOf(vm).has_value());
    QCOMPARE(hypervisorOf(vm)->pid, child.processId());
    for (QProcess* one : {&other, &child}) {
        one->closeWriteChannel();
        QVERIFY(one->waitForFinished());
    }
    QVERIFY(!hypervisorOf(vm).has_value());
}

void TstProcesses::saysNothingOfOneThatIsGone()
{
    QProcess child;
    child.start(QStringLiteral("/bin/true"), {});
    QVERIFY(child.waitForStarted());
    const qint64 pid = child.processId();
    QVERIFY(child.waitForFinished());
    QVERIFY(!process(pid).has_value());
}

void TstProcesses::runsACommandToItsEnd()
{
    const CommandResult result = runCommand(QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("echo out; echo err >&2; exit 3")});
    QCOMPARE(result.exitStatus, 3);
    QVERIFY(!result.ok());
    QCOMPARE(result.output, QStringLiteral("out\n"));
    QCOMPARE(result.errors, QStringLiteral("err\n"));
}

void TstProcesses::endsACommandThatDoesNot()
{
    const CommandResult result =
        runCommand(QStringLiteral("/bin/sleep"), {QStringLiteral("600")}, 100);
    QCOMPARE(result.exitStatus, -1);
    QVERIFY2(result.errors.contains(QStringLiteral("100 ms")), qPrintable(result.errors));
}

void TstProcesses::namesAProgramThatIsNotThere()
{
    const CommandResult result = runCommand(QStringLiteral("/nowhere/espalier-nothing"), {});
    QCOMPARE(result.exitStatus, -1);
    QVERIFY2(result.errors.contains(QStringLiteral("espalier-nothing")), qPrintable(result.errors));
}

void TstProcesses::aSignalIsNoExitStatus()
{
    const CommandResult result =
        runCommand(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("kill -9 $$")});
    QCOMPARE(result.exitStatus, -1);
}

ESPALIER_TEST(TstProcesses)
#include "tst_processes.moc"
