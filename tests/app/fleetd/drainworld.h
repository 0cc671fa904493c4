// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fleetd/drains/engine.h>
#include <wire/convertorders.h>

#include <QtGlobal>

namespace Espalier::Tests {

using namespace Fleetd;
using namespace std::chrono_literals;

inline const QString ours = QString(64, u'd');
inline const QString other = QString(64, u'e');
inline const WallTime start{std::chrono::seconds(1'795'574'470)};

inline HostId hostNo(int number) { return HostId(QStringLiteral("host-%1").arg(number)); }
inline VmId vmNo(int number) { return VmId(QStringLiteral("vm-%1").arg(number)); }

// A drain and what stands around it. Every step goes over the wire and back before, as a restart
// of fleetd would take it, and a second one right after must change nothing.
struct World {
    Drain drain;
    DrainFacts facts;
    std::vector<DrainCancel> cancels;

    explicit World(int hosts, const DrainParams& params = {})
    {
        Command command;
        command.id = CommandId(QString(32, u'1'));
        command.actor = QStringLiteral("ada");
        command.reason = QStringLiteral("kernel panic logs");
        std::vector<HostId> ids;
        for (int at = 1; at <= hosts; ++at) {
            ids.push_back(hostNo(at));
            facts.hosts[hostNo(at)].silent = false;
        }
        drain = beginDrain(command, params, ids, start);
        facts.now = start;
        facts.digest = ours;
    }
    DrainHostFacts& seen(int host) { return facts.hosts[hostNo(host)]; }
    void mode(int host, quint64 seq, HostMode mode, const QString& command = ours)
    {
        seen(host).modes.push_back({seq, mode, command});
    }
    DrainVmFacts& vm(int host, int number)
    {
        for (DrainVmFacts& known : seen(host).vms) {
            if (known.id == vmNo(number))
                return known;
        }
        DrainVmFacts fresh;
        fresh.id = vmNo(number);
        seen(host).vms.push_back(fresh);
        return seen(host).vms.back();
    }
    void ended(int host, int number)
    {
        vm(host, number).running = false;
        vm(host, number).endedAt = facts.now;
    }
    void freed(int host, int number, quint64 seq)
    {
        vm(host, number).running = false;
        vm(host, number).failed = false;
        vm(host, number).freed = true;
        vm(host, number).goneSeq = seq;
    }
    void states(int host, quint64 headSeq, std::vector<VmId> vms = {})
    {
        seen(host).statement = DrainStatementFacts{headSeq, std::move(vms)};
    }
    void emptied(int host)
    {
        mode(host, 4, HostMode::Draining);
        states(host, 4);
    }
    const DrainHost& step(int host = 1, std::chrono::nanoseconds later = 0s)
    {
        facts.now += later;
        DrainStep first = stepDrain(restarted(drain), facts);
        DrainStep second = stepDrain(restarted(first.drain), facts);
        if (!(first.drain == second.drain)
            || (!isOver(first.drain) && first.cancels != second.cancels))
            qWarning("a second step changes what the first one made");
        drain = std::move(first.drain);
        cancels = std::move(first.cancels);
        return *hostIn(drain, hostNo(host));
    }
    static Drain restarted(const Drain& drain)
    {
        ::espalier::v1::Drain wire;
        Wire::toWire(drain, wire);
        return Wire::fromWire(wire);
    }
    std::optional<QString> due(int host) const { return partDue(drain, hostNo(host)); }
};

inline DrainParams inWaves(int size)
{
    DrainParams params;
    params.waveSize = size;
    return params;
}

inline DrainParams until(std::chrono::seconds after, AtDeadline choice)
{
    DrainParams params;
    params.deadline = start + after;
    params.atDeadline = choice;
    return params;
}

} // namespace Espalier::Tests
