// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/backends/backend.h>

#include <map>
#include <optional>

namespace Espalier::Tests {

// What a backend said about each VM.
class EventLog final : public Hostd::BackendEvents {
public:
    struct Life {
        std::optional<Hostd::VmTrace> trace;
        QString prepareFailure, startFailure;
        int boots = 0, jobStarts = 0, ends = 0;
        bool proving = false;
        QByteArray output;
        std::optional<JobExit> exit;
        std::optional<Hostd::TeardownRun> run;
        std::optional<Hostd::StopRun> stop;
        std::optional<Hostd::FlattenRun> flat;
    };

    Life& of(const VmId& vm) { return m_lives[vm]; }

    void prepared(const Hostd::VmTrace& trace) override { of(trace.vm).trace = trace; }
    void prepareFailed(const VmId& vm, const QString& why) override { of(vm).prepareFailure = why; }
    void started(const Hostd::VmTrace& trace) override { of(trace.vm).trace = trace; }
    void startFailed(const VmId& vm, const QString& why) override { of(vm).startFailure = why; }
    void booted(const VmId& vm) override { ++of(vm).boots; }
    void jobStarted(const VmId& vm) override { ++of(vm).jobStarts; }
    void output(const VmId& vm, const QByteArray& data) override { of(vm).output += data; }
    void jobEnded(const VmId& vm, const JobExit& exit) override
    {
        of(vm).exit = exit;
        ++of(vm).ends;
    }
    void tornDown(const VmId& vm, const Hostd::TeardownRun& run) override { of(vm).run = run; }
    void stopped(const VmId& vm, const Hostd::StopRun& run) override { of(vm).stop = run; }
    void flattened(const VmId& vm, const QString&, const Hostd::FlattenRun& run) override
    {
        of(vm).flat = run;
    }
    void proving(const VmId& vm) override { of(vm).proving = true; }

private:
    std::map<VmId, Life> m_lives;
};

} // namespace Espalier::Tests
