// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemoncontrol.h"

#include "failure.h"

#include <QFileInfo>
#include <QProcess>

#include <csignal>
#include <utility>

#include <unistd.h>

namespace Espalier::Tour {

CommandResult runAsRoot(const QStringList& command, int limitMs)
{
    if (::geteuid() == 0)
        return runCommand(command.first(), command.mid(1), limitMs);
    return runCommand(QStringLiteral("sudo"), QStringList{QStringLiteral("-n")} + command, limitMs);
}

std::optional<ProcessFacts> liveProcess(const DaemonEntry& daemon)
{
    // argv may begin with sudo; what follows the program is the same in either case.
    QString program;
    for (const QString& word : daemon.argv) {
        if (QFileInfo(word).fileName().startsWith(QLatin1String("espalier-"))) {
            program = QFileInfo(word).fileName();
            break;
        }
    }
    for (ProcessFacts& facts : processesWith(daemon.state)) {
        // The second argument: a program with an interpreter.
        const bool itself = QFileInfo(facts.arguments.value(0)).fileName() == program
            || QFileInfo(facts.arguments.value(1)).fileName() == program;
        if (!program.isEmpty() && itself && !facts.arguments.contains(QStringLiteral("sudo")))
            return facts;
    }
    return std::nullopt;
}

void sendSignal(qint64 pid, int signal)
{
    const CommandResult result = runAsRoot(
        {QStringLiteral("kill"), QStringLiteral("-%1").arg(signal), QString::number(pid)});
    if (!result.ok())
        throw Failure(QStringLiteral("cannot send signal %1 to process %2: %3")
                          .arg(signal)
                          .arg(pid)
                          .arg(result.errors.trimmed()));
}

Stopped::Stopped(qint64 pid)
    : m_pid(pid)
{
    sendSignal(m_pid, SIGSTOP);
}

Stopped::~Stopped()
{
    if (m_pid != 0)
        (void)runAsRoot({QStringLiteral("kill"), QStringLiteral("-CONT"), QString::number(m_pid)});
}

void Stopped::goOn()
{
    if (m_pid != 0)
        sendSignal(std::exchange(m_pid, 0), SIGCONT);
}

void startAgain(const DaemonEntry& daemon)
{
    QProcess process;
    process.setProgram(daemon.argv.value(0));
    process.setArguments(daemon.argv.mid(1));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(daemon.log, QIODevice::Append);
    process.setStandardErrorFile(daemon.log, QIODevice::Append);
    if (!process.startDetached())
        throw Failure(
            QStringLiteral("cannot start %1 again: %2").arg(daemon.name, process.errorString()));
}

QString netNamespaceOf(qint64 pid)
{
    const auto facts = process(pid);
    if (facts && !facts->netNamespace.isEmpty())
        return facts->netNamespace;
    return runAsRoot({QStringLiteral("readlink"), QStringLiteral("/proc/%1/ns/net").arg(pid)})
        .output.trimmed();
}

QStringList filesWith(const QString& folder, const QString& text)
{
    const CommandResult result = runAsRoot({QStringLiteral("find"), folder, QStringLiteral("-path"),
        QStringLiteral("*%1*").arg(text)});
    if (!result.ok())
        throw Failure(
            QStringLiteral("cannot look into %1: %2").arg(folder, result.errors.trimmed()));
    return result.output.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace Espalier::Tour
