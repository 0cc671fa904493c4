// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "objects.h"

#include <chrono>
#include <deque>
#include <functional>
#include <unordered_map>

namespace Espalier::Fleetd {

// Which records an initial list holds: for each host its chain from the smallest Birth of an open
// VM on, and all of the last 30 minutes with the Births of the lives that ended in them (contiguous
// from the oldest of them), for at most the newest 500 lives of the site. Older ones are in the
// database only.
class RecordWindow final {
public:
    static constexpr std::chrono::minutes span{30};
    static constexpr size_t lives = 500;

    // In the order of a host's hostSeq.
    void append(const ObjectPtr& record);
    // isOpen: is this VM's record still waiting for its Teardown?
    void trim(qint64 nowNs, const std::function<bool(const std::string& vm)>& isOpen);
    // Is this life, by its Birth, one of the newest 500 and whole in here? As of the last trim.
    [[nodiscard]] bool holds(const std::string& host, quint64 birthSeq) const;
    // By host, in chain order.
    [[nodiscard]] std::vector<ObjectPtr> records() const;

private:
    [[nodiscard]] qint64 lastOf(const v1::Record& record) const;

    std::unordered_map<std::string, std::deque<ObjectPtr>> m_hosts;
    std::unordered_map<std::string, qint64> m_ends; // VM: commit time of its Teardown in here
    qint64 m_cap = 0; // lives that began before it are over the cap
};

} // namespace Espalier::Fleetd
