// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "objects.h"

#include <unordered_map>
#include <unordered_set>

namespace Espalier::Fleetd {

// Which slots and VMs belong to which host, so that one host's news costs what that host has.
class HostIndex final {
public:
    using Uids = std::unordered_set<std::string>;

    void update(const CommitEvent& event)
    {
        if (event.op == v1::Event::OP_DELETED)
            remove(event.hostBefore, *event.object);
        else
            add(event.hostAfter, *event.object);
    }
    void add(const std::string& host, const v1::Object& object)
    {
        if (object.has_slot())
            m_slots[host].insert(object.slot().uid());
        else if (object.has_vm())
            m_vms[host].insert(object.vm().uid());
    }
    [[nodiscard]] const Uids& slotsOf(const std::string& host) const { return at(m_slots, host); }
    [[nodiscard]] const Uids& vmsOf(const std::string& host) const { return at(m_vms, host); }

private:
    using Map = std::unordered_map<std::string, Uids>;
    void remove(const std::string& host, const v1::Object& object)
    {
        if (object.has_slot())
            m_slots[host].erase(object.slot().uid());
        else if (object.has_vm())
            m_vms[host].erase(object.vm().uid());
    }
    [[nodiscard]] static const Uids& at(const Map& map, const std::string& host)
    {
        static const Uids none;
        const auto found = map.find(host);
        return found == map.end() ? none : found->second;
    }
    Map m_slots, m_vms;
};

} // namespace Espalier::Fleetd
