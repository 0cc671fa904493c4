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
// VM on, and all of the last 30 minutes (contiguous from the oldest of them), for at most the
// newest 500 lives of the site. Older ones are in the database only.
class RecordWindow final {
public:
    static constexpr std::chrono::minutes span{30};
    static constexpr size_t lives = 500;

    // In the order of a host's hostSeq.
    void append(const ObjectPtr& record);
    // isOpen: is this VM's record still waiting for its Teardown?
    void trim(qint64 nowNs, const std::function<bool(const std::string& vm)>& isOpen);
    // By host, in chain order.
    [[nodiscard]] std::vector<ObjectPtr> records() const;

private:
    std::unordered_map<std::string, std::deque<ObjectPtr>> m_hosts;
};

} // namespace Espalier::Fleetd
