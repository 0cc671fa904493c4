// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandlife.h"

#include <set>

namespace Espalier::Fleetd {

// The commands of which something may still follow, as of the last commit. Record's thread.
class OpenCommands final : public CommitListener {
public:
    explicit OpenCommands(FleetRecord& record)
        : m_record(record)
    {
        for (const auto& [uid, object] : record.table(v1::OBJECT_TYPE_COMMAND))
            take(object->command());
        record.listen(this);
    }
    void committed(const CommitPtr& commit) override
    {
        for (const CommitEvent& event : commit->events) {
            if (event.op != v1::Event::OP_DELETED && event.object->has_command())
                take(event.object->command());
        }
    }
    [[nodiscard]] bool holds(const std::string& id) const { return m_ids.count(id) != 0; }
    // Calls visit with each open command and those of its open targets that match; on a copy, so
    // that visit may commit.
    template <typename Match, typename Visit> void forEach(const Match& match, Visit visit) const
    {
        const std::set<std::string> ids = m_ids;
        for (const std::string& id : ids) {
            const ObjectPtr object = m_record.find(v1::OBJECT_TYPE_COMMAND, id);
            if (!object)
                continue;
            std::vector<TargetStatus> targets;
            for (const TargetStatus& target : object->command().targets()) {
                if (Espalier::isOpen(stateOf(target)) && match(target))
                    targets.push_back(target);
            }
            if (!targets.empty())
                visit(object->command(), targets);
        }
    }

private:
    void take(const v1::Command& command)
    {
        if (isOpen(command))
            m_ids.insert(command.uid());
        else
            m_ids.erase(command.uid());
    }
    FleetRecord& m_record;
    std::set<std::string> m_ids;
};

} // namespace Espalier::Fleetd
