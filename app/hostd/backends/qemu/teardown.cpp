// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "teardown.h"

#include "qemucommand.h"

#include <QFile>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace Espalier::Hostd {

Teardown::Teardown(Plan plan, QemuMachine* machine, const VmFiles& files,
    const FactScanner& scanner, const ProcScan& processes, const Clock& clock,
    StepObserver observer, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_machine(machine)
    , m_files(files)
    , m_scanner(scanner)
    , m_processes(processes)
    , m_clock(clock)
    , m_observer(std::move(observer))
{
    m_timer.setSingleShot(true);
}

Teardown::~Teardown() = default;

void Teardown::open(const char* id)
{
    if (m_observer)
        m_observer(id);
    m_run.steps.push_back({QString::fromLatin1(id), 1, m_clock.mono(), {}, false, 0});
}

void Teardown::close(int error)
{
    TeardownStep& step = m_run.steps.back();
    step.ended = m_clock.mono();
    step.ok = error == 0;
    step.error = error;
}

void Teardown::begin()
{
    const bool ask = m_machine && m_machine->canPowerOff() && m_plan.grace.count() > 0;
    if (ask)
        powerOff();
    else
        kill();
}

void Teardown::powerOff()
{
    open("power-off");
    m_poweringOff = true;
    connect(m_machine, &QemuMachine::paused, this, [this] { powerOffEnded(0); });
    connect(m_machine, &QemuMachine::died, this, [this] { powerOffEnded(0); });
    connect(&m_timer, &QTimer::timeout, this, [this] { powerOffEnded(ETIMEDOUT); });
    m_timer.start(m_plan.grace);
    m_machine->askPowerOff();
}

void Teardown::powerOffEnded(int error)
{
    if (!std::exchange(m_poweringOff, false))
        return;
    m_timer.stop();
    m_timer.disconnect(this);
    close(error);
    kill();
}

// A trace that names a system user is broken: nothing is killed by it.
std::vector<qint64> Teardown::pidsOfUser() const
{
    constexpr int firstUserUid = 1000;
    const int uid = m_plan.trace.uid;
    return uid < firstUserUid ? std::vector<qint64>() : m_processes.pidsOfUids(uid, uid);
}

// By identity, never by number alone: the pid may have been given to somebody else.
bool Teardown::processLives() const
{
    const VmTrace& trace = m_plan.trace;
    const auto now = m_processes.status(trace.pid);
    const bool same = trace.pid != 0 && trace.bootId == m_processes.bootId() && now
        && now->startTime == trace.startTime && now->state != 'Z' && now->state != 'X';
    return same || !m_plan.cgroup.pids().empty() || !pidsOfUser().empty();
}

// A process whose start was not durable when hostd died: seen here for the first and the last time.
void Teardown::lookAtUnknown()
{
    if (m_plan.trace.pid != 0)
        return;
    for (const qint64 pid : pidsOfUser()) {
        const auto devices = m_processes.networkDevices(pid);
        const int cards = networkArguments(m_processes.arguments(pid));
        m_plan.place.nicArguments = std::max(m_plan.place.nicArguments, cards);
        if (devices)
            m_plan.place.nicDevices =
                std::max(m_plan.place.nicDevices, static_cast<int>(devices->size()));
    }
}

void Teardown::kill()
{
    open("kill");
    lookAtUnknown();
    m_killedAt = m_clock.mono();
    connect(&m_timer, &QTimer::timeout, this, &Teardown::killPoll);
    killPoll();
}

void Teardown::killPoll()
{
    if (!processLives()) {
        killEnded(0);
        return;
    }
    if (m_clock.mono() - m_killedAt > m_plan.limits.kill) {
        killEnded(ETIMEDOUT);
        return;
    }
    if (m_machine)
        ::syscall(SYS_pidfd_send_signal, m_machine->pidfd(), SIGKILL, nullptr, 0);
    m_plan.cgroup.kill();
    for (const qint64 pid : pidsOfUser())
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    m_timer.start(m_plan.limits.poll);
}

void Teardown::killEnded(int error)
{
    m_timer.stop();
    m_timer.disconnect(this);
    close(error);
    if (m_plan.stopsOnly)
        Q_EMIT stopped({m_run.steps, error == 0});
    else
        unlink();
}

void Teardown::unlink()
{
    open("unlink");
    m_erased = m_files.erase(m_plan.trace, m_plan.place);
    close(m_erased.error);
    removeCgroup();
}

void Teardown::removeCgroup()
{
    open("remove-cgroup");
    close(m_plan.cgroup.remove());
    observe();
}

void Teardown::observe()
{
    if (m_observer)
        m_observer("observe");
    Q_EMIT proving();
    m_sweep = m_scanner.sweep(m_plan.trace, m_plan.place, m_plan.cgroup.folders(),
        m_files.proofsOf(m_plan.trace.vm), m_plan.baseDigest);
    m_sweptAt = m_clock.mono();
    if (!m_sweep.isClean()) {
        // Nothing can be proven by this try any more: no second sweep, but never from within
        // tearDown().
        QMetaObject::invokeMethod(
            this, [this] { finish({}); }, Qt::QueuedConnection);
        return;
    }
    connect(&m_timer, &QTimer::timeout, this, &Teardown::observeAgain);
    m_timer.start(m_plan.limits.rescan);
}

void Teardown::observeAgain()
{
    if (m_observer)
        m_observer("observe-again");
    finish(m_scanner.rescan(m_plan.trace, m_plan.place, m_clock.mono() - m_sweptAt));
}

Outcome Teardown::outcome(const Sweep& rescan) const
{
    if (m_sweep.processLives || rescan.processLives)
        return Outcome::ProcessUnkillable;
    if (m_sweep.dataLeft || rescan.dataLeft)
        return Outcome::PartialDataResidual;
    const QSet<QString> seen = FactScanner::factsOf(m_run.verified);
    for (const char* fact : {"process_absent", "no_open_handles", "disk_unlinked", "disk_key_gone",
             "state_files_absent", "net_none", "base_unchanged", "rescan_clean"}) {
        if (!seen.contains(QLatin1String(fact)))
            return Outcome::Unverifiable;
    }
    const bool caches = std::any_of(m_plan.trace.disks.begin(), m_plan.trace.disks.end(),
        [](const DiskIdentity& disk) { return disk.role == QLatin1String("cache"); });
    if (caches && !seen.contains(QStringLiteral("cache_detached")))
        return Outcome::Unverifiable;
    if (m_sweep.cgroupLeft)
        return Outcome::CompleteHostDegraded;
    const bool rebooted = m_plan.trace.pid != 0 && m_plan.trace.bootId != m_processes.bootId();
    return rebooted ? Outcome::CompleteAfterReboot : Outcome::Complete;
}

void Teardown::finish(const Sweep& rescan)
{
    for (ObservedFact fact : m_sweep.facts) {
        fact.seen = m_sweptAt;
        m_run.verified.push_back(std::move(fact));
    }
    for (ObservedFact fact : rescan.facts) {
        fact.seen = m_clock.mono();
        m_run.verified.push_back(std::move(fact));
    }
    m_run.claimed.push_back({QStringLiteral("disk_key_gone"),
        {{QStringLiteral("hostdCopyWiped"), QStringLiteral("true")}}});
    if (m_erased.parentSynced)
        m_run.claimed.push_back({QStringLiteral("disk_unlinked"),
            {{QStringLiteral("parentSynced"), QStringLiteral("true")}}});
    m_run.residuals = m_sweep.residuals + rescan.residuals;
    m_run.outcome = outcome(rescan);
    Q_EMIT finished(m_run);
}

} // namespace Espalier::Hostd
