// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemumachine.h"

#include "vmfiles.h"

#include <QFile>
#include <QJsonArray>

#include <fcntl.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

namespace {

// Time for hostd to make the end durable before the guest stops repeating it. Nobody waits for
// this: the teardown that follows asks for the power-off by itself.
constexpr std::chrono::milliseconds acknowledgeAfter{250};

} // namespace

QemuMachine::QemuMachine(VmId vm, qint64 pid, UniqueFd pidfd, UniqueFd log, QObject* parent)
    : QObject(parent)
    , m_vm(std::move(vm))
    , m_pid(pid)
    , m_pidfd(std::move(pidfd))
    , m_log(std::move(log))
{
    watchProcess();
    watchMonitor();
    watchGuest();
}

QemuMachine::~QemuMachine() = default;

bool QemuMachine::connectTo(const QString& folder, std::chrono::milliseconds bootLimit)
{
    m_folder =
        UniqueFd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!m_folder.isValid())
        return false;
    m_bootTimer.start(bootLimit);
    m_monitor.connectTo(shortPath(m_folder, QStringLiteral("qmp")));
    m_guest.connectTo(shortPath(m_folder, QStringLiteral("control")),
        shortPath(m_folder, QStringLiteral("output")));
    return true;
}

void QemuMachine::watchProcess()
{
    m_exit = std::make_unique<QSocketNotifier>(m_pidfd.get(), QSocketNotifier::Read);
    connect(m_exit.get(), &QSocketNotifier::activated, this, &QemuMachine::processEnded);
    m_bootTimer.setSingleShot(true);
    connect(&m_bootTimer, &QTimer::timeout, this, [this] {
        tellNeverRan(QStringLiteral("the guest was not heard within %1 s")
                         .arg(m_bootTimer.interval() / 1000));
    });
}

void QemuMachine::watchMonitor()
{
    connect(&m_monitor, &QmpClient::ready, this, [this] {
        m_monitorSeen = true;
        Q_EMIT diskOpened();
    });
    connect(&m_monitor, &QmpClient::status, this, [this](const QString& state) {
        if (state == QLatin1String("shutdown") || state == QLatin1String("guest-panicked"))
            guestPaused(state == QLatin1String("guest-panicked"));
        else if (state == QLatin1String("io-error"))
            diskFailed();
    });
    connect(&m_monitor, &QmpClient::happened, this,
        [this](const QString& name, const QJsonObject& data) {
            if (name == QLatin1String("GUEST_PANICKED") || name == QLatin1String("SHUTDOWN"))
                guestPaused(name == QLatin1String("GUEST_PANICKED"));
            else if (name == QLatin1String("BLOCK_IO_ERROR")
                && data.value(QLatin1String("action")).toString() == QLatin1String("stop"))
                diskFailed();
        });
}

void QemuMachine::watchGuest()
{
    const auto heard = [this] {
        m_guestHeard = true;
        m_bootTimer.stop();
    };
    connect(&m_guest, &GuestChannel::booted, this, [this, heard] {
        heard();
        if (!std::exchange(m_bootSeen, true))
            Q_EMIT booted();
    });
    connect(&m_guest, &GuestChannel::started, this, [this, heard] {
        heard();
        if (!std::exchange(m_jobSeen, true))
            Q_EMIT jobStarted();
    });
    connect(&m_guest, &GuestChannel::ended, this, [this, heard](const JobExit& exit) {
        heard();
        tellEnd(exit);
        QTimer::singleShot(acknowledgeAfter, &m_guest, &GuestChannel::acknowledgeEnd);
    });
    connect(&m_guest, &GuestChannel::failed, this, [this, heard](const QString& word) {
        heard();
        tellNeverRan(QStringLiteral("the guest could not run the job: %1").arg(word));
    });
    connect(&m_guest, &GuestChannel::output, this, &QemuMachine::output);
}

void QemuMachine::processEnded()
{
    m_exit->setEnabled(false);
    // Ours is reaped here; an adopted one is not our child and somebody else's to reap.
    siginfo_t info{};
    ::waitid(
        static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(m_pidfd.get()), &info, WEXITED | WNOHANG);
    m_dead = true;
    m_bootTimer.stop();
    if (m_guest.pendingEnd())
        tellEnd(*m_guest.pendingEnd());
    else if (!m_monitorSeen && m_log.isValid())
        tellNeverRan(QStringLiteral("QEMU ended at its start: %1").arg(logText()));
    else
        tellEnd({JobExitKind::HypervisorDied, 0});
    Q_EMIT died();
}

void QemuMachine::guestPaused(bool panicked)
{
    // If not by a panic: powered off beneath its job.
    pausedBy({panicked ? JobExitKind::Panic : JobExitKind::HypervisorDied, 0});
}

// The event says less than the state, and is not there after an adoption: so the state is asked.
void QemuMachine::diskFailed()
{
    m_monitor.execute(QStringLiteral("query-block"), [this](const QJsonValue& result) {
        const QJsonArray devices = result.toArray();
        const bool full = std::any_of(devices.begin(), devices.end(), [](const QJsonValue& one) {
            return one[QLatin1String("io-status")].toString() == QLatin1String("nospace");
        });
        const int error = full ? ENOSPC : EIO;
        if (!m_paused)
            qWarning("VM %s: this host cannot keep its disk: %s", qPrintable(m_vm.text()),
                std::strerror(error));
        pausedBy({JobExitKind::HypervisorDied, error});
    });
}

void QemuMachine::pausedBy(const JobExit& exit)
{
    m_paused = true;
    m_bootTimer.stop();
    tellEnd(m_guest.pendingEnd().value_or(exit));
    Q_EMIT paused();
}

void QemuMachine::tellEnd(const JobExit& exit)
{
    if (std::exchange(m_told, true))
        return;
    Q_EMIT jobEnded(exit);
}

void QemuMachine::tellNeverRan(const QString& why)
{
    if (std::exchange(m_told, true))
        return;
    Q_EMIT neverRan(why);
}

QString QemuMachine::logText() const
{
    std::array<char, 2048> text{};
    const ssize_t got = ::pread(m_log.get(), text.data(), text.size(), 0);
    return got > 0 ? QString::fromLocal8Bit(text.data(), static_cast<int>(got)).simplified()
                   : QStringLiteral("it said nothing");
}

} // namespace Espalier::Hostd
