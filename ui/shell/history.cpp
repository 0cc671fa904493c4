// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

namespace Espalier::Ui {

History::History(Station start)
    : m_stations{std::move(start)}
{
}

void History::amend(const Station& station) { m_stations[m_at] = station; }

void History::push(const Station& station)
{
    if (station == current())
        return;
    m_stations.resize(m_at + 1);
    m_stations.push_back(station);
    if (m_stations.size() > longest)
        m_stations.erase(m_stations.begin());
    m_at = m_stations.size() - 1;
}

const Station& History::back()
{
    if (canGoBack())
        --m_at;
    return current();
}

const Station& History::forward()
{
    if (canGoForward())
        ++m_at;
    return current();
}

} // namespace Espalier::Ui
