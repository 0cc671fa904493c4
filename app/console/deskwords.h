// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/id.h>
#include <evidence/roster.h>

#include <QStringList>

#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace Espalier {

// What the desk and the verifier tell each other: each leaves its newest word, and the other takes
// it when it comes by. Any thread; nobody waits.
class DeskWords final {
public:
    // From the desk: whose rows can be seen.
    void setHostsOnScreen(std::set<HostId> hosts);
    [[nodiscard]] std::optional<std::set<HostId>> takeHostsOnScreen(); // if told since last taken
    // From the verifier: what this console's user may do by the verified roster.
    void setRoles(QStringList roles);
    [[nodiscard]] std::optional<QStringList> takeRoles();
    // From the verifier: the roster in force, verified.
    void setRoster(std::shared_ptr<const Evidence::Roster> roster);
    [[nodiscard]] std::shared_ptr<const Evidence::Roster> takeRoster(); // nullptr: no other

private:
    std::mutex m_mutex;
    std::optional<std::set<HostId>> m_hosts; // under m_mutex
    std::optional<QStringList> m_roles; // under m_mutex
    std::shared_ptr<const Evidence::Roster> m_roster; // under m_mutex
};

} // namespace Espalier
