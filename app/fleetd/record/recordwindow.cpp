// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordwindow.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

constexpr char birthType[] = "Birth";
constexpr char teardownType[] = "Teardown";

// The commit time of the 501st newest Birth: lives that began before it are over the cap.
qint64 capTime(const std::unordered_map<std::string, std::deque<ObjectPtr>>& hosts)
{
    std::vector<qint64> births;
    for (const auto& [host, chain] : hosts) {
        for (const ObjectPtr& object : chain) {
            if (object->record().type() == birthType)
                births.push_back(object->record().committed_at_ns());
        }
    }
    if (births.size() <= RecordWindow::lives)
        return 0;
    const auto nth = births.begin() + static_cast<std::ptrdiff_t>(RecordWindow::lives - 1);
    std::nth_element(births.begin(), nth, births.end(), std::greater<>());
    return *nth;
}

} // namespace

void RecordWindow::append(const ObjectPtr& record)
{
    const v1::Record& added = record->record();
    m_hosts[added.host()].push_back(record);
    if (added.type() == teardownType)
        m_ends[added.vm()] = added.committed_at_ns();
}

// A life is of the time of its Teardown: without its Birth nobody could prove the end.
qint64 RecordWindow::lastOf(const v1::Record& record) const
{
    const auto end = record.type() == birthType ? m_ends.find(record.vm()) : m_ends.end();
    return end == m_ends.end() ? record.committed_at_ns()
                               : std::max<qint64>(record.committed_at_ns(), end->second);
}

void RecordWindow::trim(qint64 nowNs, const std::function<bool(const std::string& vm)>& isOpen)
{
    const qint64 oldest = nowNs - std::chrono::nanoseconds(span).count();
    m_cap = capTime(m_hosts);
    for (auto& [host, chain] : m_hosts) {
        while (!chain.empty()) {
            const v1::Record& record = chain.front()->record();
            const bool openBirth = record.type() == birthType && isOpen(record.vm());
            if (openBirth || (lastOf(record) >= oldest && record.committed_at_ns() >= m_cap))
                break;
            if (record.type() == teardownType)
                m_ends.erase(record.vm());
            chain.pop_front();
        }
    }
}

bool RecordWindow::holds(const std::string& host, quint64 birthSeq) const
{
    const auto chain = m_hosts.find(host);
    if (chain == m_hosts.end() || chain->second.empty())
        return false;
    const quint64 first = chain->second.front()->record().host_seq();
    if (birthSeq < first || birthSeq - first >= chain->second.size())
        return false;
    return chain->second[birthSeq - first]->record().committed_at_ns() >= m_cap;
}

std::vector<ObjectPtr> RecordWindow::records() const
{
    std::vector<ObjectPtr> all;
    for (const auto& [host, chain] : m_hosts)
        all.insert(all.end(), chain.begin(), chain.end());
    return all;
}

} // namespace Espalier::Fleetd
