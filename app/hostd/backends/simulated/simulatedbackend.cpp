// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatedbackend.h"

#include <evidence/merkle.h>

#include <QSet>

#include <algorithm>
#include <utility>

namespace Espalier::Hostd {

namespace {

constexpr std::chrono::milliseconds preparing{1000};
constexpr std::chrono::milliseconds booting{3000};
constexpr std::chrono::milliseconds shortestTeardown{2000}, longestTeardown{6000};
constexpr int longestRun = 14'400; // seconds, domain.md 1
constexpr quint64 versionBytes = quint64(1) << 30; // make-believe: a simulated volume has no file
// Processes that only faults bring into being.
constexpr qint64 orphanPid = 31'007, holderPid = 31'008, returnedPid = 31'009;

QString hexDigest(const char* text)
{
    return QString::fromLatin1(Evidence::sha256(QByteArray(text)).toHex());
}

// The number of a line "<word> <number>", nothing else on it.
std::optional<int> numberAfter(const QByteArray& word, const QByteArray& line)
{
    if (!line.startsWith(word) || line.size() <= word.size() || line.at(word.size()) != ' ')
        return std::nullopt;
    bool ok = false;
    const int number = line.mid(word.size() + 1).trimmed().toInt(&ok);
    return ok && number >= 0 ? std::optional(number) : std::nullopt;
}

} // namespace

ScriptPlan planOf(const QByteArray& script)
{
    ScriptPlan plan;
    QList<QByteArray> lines = script.split('\n');
    if (lines.front().startsWith("#!"))
        lines.removeFirst();
    if (lines.isEmpty())
        return plan;
    if (const auto seconds = numberAfter("sleep", lines.front()))
        plan.duration = std::chrono::seconds(std::min(*seconds, longestRun));
    for (const QByteArray& line : std::as_const(lines)) {
        if (const auto code = numberAfter("exit", line); code && *code <= 255) {
            plan.exitCode = *code;
            break;
        }
    }
    return plan;
}

SimulatedBackend::SimulatedBackend(
    Timers& timers, const Clock& clock, std::function<double()> random, HostFaults faults)
    : m_timers(timers)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_faults(std::move(faults))
{
    m_faults.watch(&m_context, [this](FaultKind kind) { faultChanged(kind); });
}

QString SimulatedBackend::imageDigest() { return hexDigest("espalier simulated image v1"); }

BackendInfo SimulatedBackend::info() const
{
    BackendInfo info;
    info.kind = QStringLiteral("simulated");
    info.version = QStringLiteral(ESPALIER_VERSION);
    info.accelerator = QStringLiteral("simulated");
    info.guestOs = QStringLiteral("none");
    info.machineType = QStringLiteral("none");
    info.sandboxProfileHash = hexDigest("espalier simulated: no sandbox");
    info.imageDigests = {imageDigest()};
    return info;
}

void SimulatedBackend::prepare(const VmSpec& spec)
{
    auto vm = std::make_shared<Vm>();
    vm->trace.vm = spec.vm;
    vm->trace.slot = spec.slot;
    vm->plan = planOf(spec.script);
    m_vms.insert(spec.vm, vm);
    vm->next = m_timers.after(preparing, [this, trace = vm->trace] {
        if (!m_faults.has(FaultKind::LeakedSlot, trace.slot)) {
            m_events->prepared(trace);
            return;
        }
        m_vms.remove(trace.vm);
        m_events->prepareFailed(trace.vm,
            QStringLiteral("slot %1: a new guest is refused although none runs there")
                .arg(trace.slot));
    });
}

void SimulatedBackend::discard(const VmTrace& trace) { m_vms.remove(trace.vm); }

void SimulatedBackend::start(const VmId& vm)
{
    const auto one = m_vms.value(vm);
    if (!one)
        return;
    one->trace.pid = ++m_lastPid; // make-believe, as all here
    one->trace.startTime = 1;
    one->next = m_timers.after(booting, [this, vm] { runJob(vm); });
    m_events->started(one->trace);
}

void SimulatedBackend::runJob(const VmId& vm)
{
    const auto one = m_vms.value(vm);
    one->jobRuns = true;
    one->next = m_timers.after(one->plan.duration, [this, vm, code = one->plan.exitCode] {
        endJob(vm, {JobExitKind::Exit, code});
    });
    m_events->booted(vm);
    m_events->jobStarted(vm);
    m_events->output(vm,
        "simulated host: no script runs here, " + QByteArray::number(one->plan.duration.count())
            + " s pass\n");
    turnGhosts();
}

void SimulatedBackend::endJob(const VmId& vm, const JobExit& exit)
{
    const auto one = m_vms.value(vm);
    if (!one || !one->jobRuns)
        return;
    one->jobRuns = false;
    one->next.cancel();
    m_events->jobEnded(vm, exit);
}

void SimulatedBackend::requestJobEnd(const VmId& vm)
{
    const auto one = m_vms.value(vm);
    if (!one || one->ghost)
        return;
    one->next = m_timers.after(std::chrono::milliseconds(1000), [this, vm] {
        endJob(vm, {JobExitKind::Signal, 15});
    });
}

bool SimulatedBackend::adopt(const VmTrace& trace)
{
    if (m_vms.contains(trace.vm))
        return true;
    if (trace.pid == 0 || !m_faults.has(FaultKind::Ghost, trace.slot))
        return false;
    // Still nobody has noticed that it is gone.
    auto vm = std::make_shared<Vm>();
    vm->trace = trace;
    vm->jobRuns = vm->ghost = true;
    m_vms.insert(trace.vm, vm);
    return true;
}

void SimulatedBackend::stop(const VmTrace& trace, std::chrono::milliseconds)
{
    const MonoTime now = m_clock.mono();
    soon([this, vm = trace.vm, now] {
        m_events->stopped(vm, {{{QStringLiteral("simulated"), 1, now, now, true, 0}}, true});
    });
}

void SimulatedBackend::flatten(const FlattenOrder& order)
{
    const MonoTime now = m_clock.mono();
    soon([this, vm = order.trace.vm, fork = order.disk.fork, now] {
        m_events->flattened(
            vm, fork, {{QStringLiteral("simulated"), 1, now, now, true, 0}, versionBytes, {}});
    });
}

void SimulatedBackend::soon(std::function<void()> call)
{
    std::erase_if(m_soon, [](const Timer& timer) { return !timer.isActive(); });
    m_soon.push_back(m_timers.after(std::chrono::milliseconds(0), std::move(call)));
}

void SimulatedBackend::tearDown(const VmTrace& trace, std::chrono::milliseconds, const QString&)
{
    auto& one = m_vms[trace.vm];
    if (!one)
        one = std::make_shared<Vm>(); // of an earlier run of hostd
    one->trace = trace;
    one->jobRuns = false;
    one->tearDownBegun = m_clock.mono();
    armTearDown(one);
}

void SimulatedBackend::armTearDown(const std::shared_ptr<Vm>& vm)
{
    const auto spread = static_cast<double>((longestTeardown - shortestTeardown).count());
    std::chrono::milliseconds length =
        shortestTeardown + std::chrono::milliseconds(static_cast<qint64>(spread * m_random()));
    if (const Fault* late = m_faults.find(FaultKind::Late, vm->trace.slot))
        length = std::chrono::seconds(late->seconds);
    vm->next = m_timers.after(length, [this, id = vm->trace.vm] { finishTearDown(id); });
}

void SimulatedBackend::finishTearDown(const VmId& vm)
{
    const auto one = m_vms.value(vm);
    const TeardownRun run = runOf(*one);
    one->tearDownBegun.reset();
    if (run.outcome == Outcome::Simulated) {
        m_vms.remove(vm);
        m_lastGone = one->trace;
        faultChanged(FaultKind::Contradict);
    }
    m_events->tornDown(vm, run);
}

TeardownRun SimulatedBackend::runOf(const Vm& vm) const
{
    TeardownRun run;
    const MonoTime now = m_clock.mono();
    const bool stuck = m_faults.has(FaultKind::Stuck, vm.trace.slot);
    run.steps.push_back(
        {QStringLiteral("simulated"), 1, vm.tearDownBegun.value_or(now), now, !stuck, 0});
    run.outcome = stuck ? Outcome::PartialDataResidual : Outcome::Simulated;
    if (stuck) {
        // A look that found one holder: contradicts the fact, and says so.
        run.verified.push_back({QStringLiteral("no_open_handles"),
            {{QStringLiteral("scanned"), QStringLiteral("1")},
                {QStringLiteral("hits"), QStringLiteral("1")}},
            now});
        run.residuals << QStringLiteral("process %1 holds the disk open").arg(holderPid);
    }
    return run;
}

void SimulatedBackend::faultChanged(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Late: // also those that are under way: at its end they need not wait any more
        for (const auto& vm : std::as_const(m_vms)) {
            if (vm->tearDownBegun)
                armTearDown(vm);
        }
        break;
    case FaultKind::Ghost:
        turnGhosts();
        break;
    case FaultKind::Contradict:
        for (const Fault& fault : m_faults.all(kind)) {
            const bool here = fault.slot == 0 || fault.slot == m_lastGone.slot;
            if (fault.vm.isEmpty() && here && !m_lastGone.vm.isEmpty())
                m_faults.bind(fault, m_lastGone.vm);
        }
        break;
    case FaultKind::Silent: // of the stream
    case FaultKind::Stuck: // the next try tells
    case FaultKind::Orphan: // the next scan tells
    case FaultKind::LeakedSlot:
    case FaultKind::Skew: // of the clock
        break;
    }
}

// A ghost's life stands still; at the end of the fault the host finds out that it is gone.
void SimulatedBackend::turnGhosts()
{
    std::vector<VmId> found;
    for (const auto& vm : std::as_const(m_vms)) {
        if (!vm->jobRuns)
            continue;
        const bool before =
            std::exchange(vm->ghost, m_faults.has(FaultKind::Ghost, vm->trace.slot));
        if (vm->ghost)
            vm->next.cancel();
        else if (before)
            found.push_back(vm->trace.vm);
    }
    for (const VmId& vm : found)
        endJob(vm, {JobExitKind::HypervisorDied, 0});
}

ScanResult SimulatedBackend::scan(const std::vector<VmTrace>&)
{
    ScanResult scan;
    if (m_faults.has(FaultKind::Orphan))
        scan.unclaimedPids.push_back(orphanPid);
    QSet<int> taken;
    for (const auto& vm : std::as_const(m_vms)) {
        taken.insert(vm->trace.slot);
        if (vm->ghost)
            scan.absent.push_back(vm->trace.vm);
    }
    for (const Fault& fault : m_faults.all(FaultKind::LeakedSlot)) {
        if (!taken.contains(fault.slot))
            scan.leakedSlots.push_back(fault.slot);
    }
    for (const Fault& fault : m_faults.all(FaultKind::Contradict)) {
        if (!fault.vm.isEmpty())
            scan.returned.push_back({fault.vm, returnedPid});
    }
    return scan;
}

void SimulatedBackend::removeStrays(const std::vector<VmTrace>&) {}

} // namespace Espalier::Hostd
