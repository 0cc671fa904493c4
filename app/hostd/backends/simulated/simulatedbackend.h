// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults.h"

#include <hostd/backends/backend.h>
#include <hostd/timers.h>

namespace Espalier::Hostd {

// What a simulated VM takes from a script; nothing of it is ever run. `sleep N` as the first line
// (after a #! line, if any): N seconds of running, at most 4 hours, 1 if there is none. A line
// `exit N`: the exit status, 0 if there is none.
struct ScriptPlan {
    std::chrono::seconds duration{1};
    int exitCode = 0;
};
[[nodiscard]] ScriptPlan planOf(const QByteArray& script);

// Make-believe VMs for scale, healthy but for the faults that are on. Observes nothing: outcome
// SIMULATED, verified[] empty; only what a fault leaves behind is said to be found. One object a
// host; a life that was open when hostd stopped is gone when it is back. Cache volumes are rows of
// the host's store: no file is behind them.
class SimulatedBackend final : public Backend {
public:
    // random: 0 <= x < 1, for the length of teardowns.
    SimulatedBackend(
        Timers& timers, const Clock& clock, std::function<double()> random, HostFaults faults = {});

    // The one image that simulated hosts announce: SHA-256 of a fixed text, no bytes are behind it.
    [[nodiscard]] static QString imageDigest();

    void setEvents(BackendEvents* events) override { m_events = events; }
    [[nodiscard]] BackendInfo info() const override;
    void prepare(const VmSpec& spec) override;
    void discard(const VmTrace& trace) override;
    void start(const VmId& vm) override;
    [[nodiscard]] bool adopt(const VmTrace& trace) override;
    void stop(const VmTrace& trace, std::chrono::milliseconds grace) override;
    void flatten(const FlattenOrder& order) override;
    void removeCachesBut(const std::vector<VolumeFiles>&) override {}
    void tearDown(
        const VmTrace& trace, std::chrono::milliseconds grace, const QString& baseDigest) override;
    [[nodiscard]] ScanResult scan(const std::vector<VmTrace>& traces) override;
    void removeStrays(const std::vector<VmTrace>& traces) override;
    void requestJobEnd(const VmId& vm) override;

private:
    struct Vm {
        VmTrace trace;
        ScriptPlan plan;
        bool jobRuns = false;
        bool ghost = false; // gone without a word
        std::optional<MonoTime> tearDownBegun;
        Timer next;
    };
    void runJob(const VmId& vm);
    void endJob(const VmId& vm, const JobExit& exit);
    void armTearDown(const std::shared_ptr<Vm>& vm);
    void finishTearDown(const VmId& vm);
    [[nodiscard]] TeardownRun runOf(const Vm& vm) const;
    void faultChanged(FaultKind kind);
    void turnGhosts();
    void soon(std::function<void()> call);

    Timers& m_timers;
    const Clock& m_clock;
    std::function<double()> m_random;
    BackendEvents* m_events = nullptr;
    QHash<VmId, std::shared_ptr<Vm>> m_vms;
    HostFaults m_faults;
    std::vector<Timer> m_soon;
    VmTrace m_lastGone; // whose Teardown is the newest
    qint64 m_lastPid = 1000;
    QObject m_context; // of what the faults call
};

} // namespace Espalier::Hostd
