// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "guestchannel.h"
#include "qmpclient.h"
#include "uniquefd.h"

#include <domain/id.h>

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <memory>

namespace Espalier::Hostd {

// One living QEMU process, launched or adopted: watches its pidfd, its QMP socket and its guest's
// ports, and tells the one end of its job. Destroying it lets the process live.
class QemuMachine final : public QObject {
    Q_OBJECT
public:
    // log: what the process writes to its standard error, -1 after an adoption.
    QemuMachine(VmId vm, qint64 pid, UniqueFd pidfd, UniqueFd log, QObject* parent = nullptr);
    ~QemuMachine() override;

    // bootLimit: how long the guest may take until it is heard.
    [[nodiscard]] bool connectTo(const QString& folder, std::chrono::milliseconds bootLimit);

    [[nodiscard]] qint64 pid() const { return m_pid; }
    [[nodiscard]] int pidfd() const { return m_pidfd.get(); }
    [[nodiscard]] bool isDead() const { return m_dead; } // reaped if it was our child
    [[nodiscard]] bool isPaused() const
    {
        return m_paused;
    } // powered off, panicked or without a disk
    [[nodiscard]] bool canPowerOff() const { return !m_dead && !m_paused && m_guestHeard; }
    void askPowerOff() { m_guest.askPowerOff(); }
    void askJobEnd() { m_guest.askJobEnd(); }

Q_SIGNALS:
    void diskOpened(); // QMP answers: the key's pipe has been read
    void booted(); // at most once, as is jobStarted(); not again after an adoption in the job
    void jobStarted();
    void output(const QByteArray& data);
    void jobEnded(const Espalier::JobExit& exit); // at most once, and never after neverRan()
    void neverRan(const QString& why); // at most once
    void paused();
    void died();

private:
    void watchProcess();
    void watchMonitor();
    void watchGuest();
    void processEnded();
    void guestPaused(bool panicked);
    void diskFailed();
    void pausedBy(const JobExit& exit);
    void tellEnd(const JobExit& exit);
    void tellNeverRan(const QString& why);
    [[nodiscard]] QString logText() const;

    VmId m_vm;
    qint64 m_pid;
    UniqueFd m_pidfd;
    UniqueFd m_log;
    UniqueFd m_folder;
    std::unique_ptr<QSocketNotifier> m_exit;
    QmpClient m_monitor;
    GuestChannel m_guest;
    QTimer m_bootTimer;
    bool m_monitorSeen = false;
    bool m_guestHeard = false;
    bool m_bootSeen = false;
    bool m_jobSeen = false;
    bool m_told = false;
    bool m_paused = false;
    bool m_dead = false;
};

} // namespace Espalier::Hostd
