// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overlaydisk.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

OverlayDisk::OverlayDisk(Plan plan, const SecretKey& key, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_key(key)
{
}

// Half-made disks go with their maker.
OverlayDisk::~OverlayDisk()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(5000);
    QFile::remove(m_plan.path);
}

void OverlayDisk::create()
{
    m_try = 0;
    run();
}

void OverlayDisk::run()
{
    ++m_try;
    UniqueFd pipe = m_key.asPipe(0);
    if (!pipe.isValid()) {
        giveUp(QStringLiteral("no pipe for the disk's key"));
        return;
    }
    delete m_process;
    m_process = new QProcess(this);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    const int fd = pipe.get();
    m_process->setChildProcessModifier([fd] {
        ::umask(077);
        ::fcntl(fd, F_SETFD, 0);
    });
    connect(m_process, &QProcess::finished, this, &OverlayDisk::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(QStringLiteral("%1 cannot be started: %2")
                       .arg(m_plan.program, m_process->errorString()));
    });
    // The stretching of a passphrase buys nothing for 256 random bits and costs 2 s at each
    // opening.
    m_process->start(m_plan.program,
        {QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-u"),
            QStringLiteral("--object"),
            QStringLiteral("secret,id=key,file=/proc/self/fd/%1").arg(fd), QStringLiteral("-f"),
            QStringLiteral("qcow2"), QStringLiteral("-o"),
            QStringLiteral("encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10"),
            QStringLiteral("-b"), m_plan.base, QStringLiteral("-F"), m_plan.baseFormat, m_plan.path,
            QString::number(m_plan.bytes)});
    // start() has forked: this end is the child's now.
}

void OverlayDisk::ended(int code, QProcess::ExitStatus status)
{
    if (status == QProcess::NormalExit && code == 0) {
        examine();
        return;
    }
    QFile::remove(m_plan.path);
    if (m_try < m_plan.tries) {
        QMetaObject::invokeMethod(this, &OverlayDisk::run, Qt::QueuedConnection);
        return;
    }
    giveUp(QStringLiteral("qemu-img could not make %1 in %2 tries: %3")
               .arg(m_plan.path)
               .arg(m_try)
               .arg(QString::fromLocal8Bit(m_process->readAll()).trimmed()));
}

void OverlayDisk::examine()
{
    const UniqueFd file(::open(QFile::encodeName(m_plan.path).constData(), O_RDONLY | O_CLOEXEC));
    struct stat seen {};
    if (!file.isValid() || ::fsync(file.get()) != 0 || ::fstat(file.get(), &seen) != 0) {
        giveUp(QStringLiteral("%1: %2").arg(
            m_plan.path, QString::fromLocal8Bit(std::strerror(errno))));
        return;
    }
    if (seen.st_nlink != 1 || !S_ISREG(seen.st_mode)) {
        giveUp(QStringLiteral("%1 has %2 names, expected one").arg(m_plan.path).arg(seen.st_nlink));
        return;
    }
    Q_EMIT finished({seen.st_dev, seen.st_ino});
}

void OverlayDisk::giveUp(const QString& why)
{
    QFile::remove(m_plan.path);
    Q_EMIT failed(why);
}

} // namespace Espalier::Hostd
