// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vmlife.h"

namespace Espalier::Hostd {

// Hands what a backend tells to the life that it is about. Of a life that is gone it is late:
// nothing is to be done about it.
class BackendRelay final : public BackendEvents {
public:
    using Find = std::function<VmLife*(const VmId&)>; // nullptr: gone
    explicit BackendRelay(Find find)
        : m_find(std::move(find))
    {
    }

    void prepared(const VmTrace& trace) override { tell(trace.vm, &VmLife::prepared, trace); }
    void prepareFailed(const VmId& vm, const QString& why) override
    {
        tell(vm, &VmLife::prepareFailed, why);
    }
    void started(const VmTrace& trace) override { tell(trace.vm, &VmLife::started, trace); }
    void startFailed(const VmId& vm, const QString& why) override
    {
        tell(vm, &VmLife::startFailed, why);
    }
    void booted(const VmId& vm) override { tell(vm, &VmLife::booted); }
    void jobStarted(const VmId& vm) override { tell(vm, &VmLife::jobStarted); }
    void output(const VmId& vm, const QByteArray& data) override
    {
        tell(vm, &VmLife::output, data);
    }
    void jobEnded(const VmId& vm, const JobExit& exit) override
    {
        tell(vm, &VmLife::jobEnded, exit);
    }
    void tornDown(const VmId& vm, const TeardownRun& run) override
    {
        tell(vm, &VmLife::tornDown, run);
    }
    void stopped(const VmId& vm, const StopRun& run) override { tell(vm, &VmLife::stopped, run); }
    void flattened(const VmId& vm, const QString& fork, const FlattenRun& run) override
    {
        tell(vm, &VmLife::flattened, fork, run);
    }
    void proving(const VmId& vm) override { tell(vm, &VmLife::proving); }

private:
    template <typename... Parameters, typename... Values>
    void tell(const VmId& vm, void (VmLife::*event)(Parameters...), const Values&... values)
    {
        if (VmLife* life = m_find(vm))
            (life->*event)(values...);
    }
    Find m_find;
};

} // namespace Espalier::Hostd
