// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatedbackend.h"

#include <evidence/merkle.h>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

constexpr std::chrono::milliseconds preparing{1000};
constexpr std::chrono::milliseconds booting{3000};
constexpr std::chrono::milliseconds shortestTeardown{2000}, longestTeardown{6000};
constexpr int longestRun = 14'400; // seconds, domain.md 1

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
    Timers& timers, const Clock& clock, std::function<double()> random)
    : m_timers(timers)
    , m_clock(clock)
    , m_random(std::move(random))
{
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
    vm->next = m_timers.after(preparing, [this, trace = vm->trace] { m_events->prepared(trace); });
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
    if (!one)
        return;
    one->next = m_timers.after(std::chrono::milliseconds(1000), [this, vm] {
        endJob(vm, {JobExitKind::Signal, 15});
    });
}

bool SimulatedBackend::adopt(const VmTrace& trace) { return m_vms.contains(trace.vm); }

void SimulatedBackend::tearDown(const VmTrace& trace, std::chrono::milliseconds, const QString&)
{
    auto& one = m_vms[trace.vm];
    if (!one)
        one = std::make_shared<Vm>(); // of an earlier run of hostd
    one->jobRuns = false;
    const auto spread = static_cast<double>((longestTeardown - shortestTeardown).count());
    const auto length =
        shortestTeardown + std::chrono::milliseconds(static_cast<qint64>(spread * m_random()));
    one->next = m_timers.after(
        length, [this, vm = trace.vm, begun = m_clock.mono()] { finishTearDown(vm, begun); });
}

void SimulatedBackend::finishTearDown(const VmId& vm, MonoTime begun)
{
    TeardownRun run;
    run.outcome = Outcome::Simulated;
    run.steps.push_back({QStringLiteral("simulated"), 1, begun, m_clock.mono(), true, 0});
    m_vms.remove(vm);
    m_events->tornDown(vm, run);
}

ScanResult SimulatedBackend::scan(const std::vector<VmTrace>&) { return {}; }

void SimulatedBackend::removeStrays(const std::vector<VmTrace>&) {}

} // namespace Espalier::Hostd
