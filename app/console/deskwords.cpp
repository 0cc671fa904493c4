// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deskwords.h"

#include <utility>

namespace Espalier {

void DeskWords::setHostsOnScreen(std::set<HostId> hosts)
{
    const std::lock_guard lock(m_mutex);
    m_hosts = std::move(hosts);
}

std::optional<std::set<HostId>> DeskWords::takeHostsOnScreen()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_hosts, std::nullopt);
}

void DeskWords::setRoles(QStringList roles)
{
    const std::lock_guard lock(m_mutex);
    m_roles = std::move(roles);
}

std::optional<QStringList> DeskWords::takeRoles()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_roles, std::nullopt);
}

void DeskWords::setRoster(std::shared_ptr<const Evidence::Roster> roster)
{
    const std::lock_guard lock(m_mutex);
    m_roster = std::move(roster);
}

std::shared_ptr<const Evidence::Roster> DeskWords::takeRoster()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_roster, nullptr);
}

} // namespace Espalier
