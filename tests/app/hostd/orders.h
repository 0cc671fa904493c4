// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "people.h"
#include "world.h"

namespace Espalier::Tests {

// Orders of People to a World, and what its host answers.
class Orders final {
public:
    explicit Orders(World& world)
        : m_world(world)
        , m_began(world.clock.wall())
    {
    }

    [[nodiscard]] Evidence::Roster roster(quint64 version = 3) const
    {
        return People::roster(version, m_began);
    }
    // fleetd hands the roster on, as after each hello.
    void sendRoster(quint64 version = 3) { m_world.host->roster(People::seal(roster(version))); }

    // A command of omar's about the host itself or one of its VMs, as the host is now.
    [[nodiscard]] Evidence::CommandRecord record(CommandVerb verb, const VmId& vm = {})
    {
        CommandTarget target{TargetKind::Host, World::id().text(), m_world.host->hello().generation,
            World::id(), m_world.bootId};
        if (!vm.isEmpty()) {
            target.kind = TargetKind::Vm;
            target.uid = vm.text();
            const Hostd::VmLife* life = m_world.host->life(vm);
            target.generation = life ? life->entry().generation : 1;
        }
        return People::command(verb, target, ++m_count, m_world.clock.wall());
    }
    // Gives it and lets hostd work for a moment.
    void give(const Hostd::CommandOrder& order)
    {
        m_world.host->command(order);
        m_world.run(std::chrono::milliseconds(100));
    }
    void give(const Evidence::CommandRecord& record) { give(People::order(record)); }

    // The newest report; none: Received.
    [[nodiscard]] Hostd::CommandReport last() const
    {
        Hostd::CommandReport none;
        none.state = CommandState::Received;
        return m_world.uplink.reports.empty() ? none : m_world.uplink.reports.back();
    }
    [[nodiscard]] QString said() const // state and code
    {
        const Hostd::CommandReport report = last();
        return QStringLiteral("%1 %2")
            .arg(commandStateName(report.state), report.why.code)
            .trimmed();
    }
    [[nodiscard]] QStringList states() const // all that was said, in order
    {
        QStringList all;
        for (const Hostd::CommandReport& report : m_world.uplink.reports)
            all.append(commandStateName(report.state));
        return all;
    }

private:
    World& m_world;
    const WallTime m_began;
    int m_count = 0;
};

} // namespace Espalier::Tests
