// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolrun.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>

namespace Espalier::Hostd {

ToolRun::ToolRun(Plan plan, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
{
}

ToolRun::~ToolRun()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(5000);
}

void ToolRun::start()
{
    m_try = 0;
    run();
}

void ToolRun::run()
{
    ++m_try;
    std::vector<UniqueFd> pipes;
    std::vector<int> numbers;
    for (const SecretKey* key : m_plan.keys) {
        pipes.push_back(key->asPipe(0));
        numbers.push_back(pipes.back().get());
        if (!pipes.back().isValid()) {
            Q_EMIT ended(QStringLiteral("no pipe for a key of %1").arg(m_plan.program));
            return;
        }
    }
    delete m_process;
    m_process = new QProcess(this);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setChildProcessModifier([numbers] {
        ::umask(077);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // one of an earlier hostd would write beside ours
        for (const int fd : numbers)
            ::fcntl(fd, F_SETFD, 0);
    });
    connect(m_process, &QProcess::finished, this, &ToolRun::exited);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT ended(QStringLiteral("%1 cannot be started: %2")
                             .arg(m_plan.program, m_process->errorString()));
    });
    m_process->start(m_plan.program, m_plan.arguments(numbers));
    // start() has forked: the pipes' ends are the child's now.
}

void ToolRun::exited(int code, QProcess::ExitStatus status)
{
    if (status == QProcess::NormalExit && code == 0) {
        Q_EMIT ended({});
        return;
    }
    const QString said = QString::fromLocal8Bit(m_process->readAll()).simplified();
    if (m_try < m_plan.tries && said.contains(QLatin1String("accurate CPU usage"))) {
        QMetaObject::invokeMethod(this, &ToolRun::run, Qt::QueuedConnection);
        return;
    }
    Q_EMIT ended(QStringLiteral("%1: %2").arg(
        m_plan.program, said.isEmpty() ? QStringLiteral("it ended with %1").arg(code) : said));
}

} // namespace Espalier::Hostd
