// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordwindow.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

constexpr char birthType[] = "Birth";

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
    m_hosts[record->record().host()].push_back(record);
}

void RecordWindow::trim(qint64 nowNs, const std::function<bool(const std::string& vm)>& isOpen)
{
    const qint64 oldest =
        std::max(nowNs - std::chrono::nanoseconds(span).count(), capTime(m_hosts));
    for (auto& [host, chain] : m_hosts) {
        while (!chain.empty()) {
            const v1::Record& record = chain.front()->record();
            const bool openBirth = record.type() == birthType && isOpen(record.vm());
            if (openBirth || record.committed_at_ns() >= oldest)
                break;
            chain.pop_front();
        }
    }
}

std::vector<ObjectPtr> RecordWindow::records() const
{
    std::vector<ObjectPtr> all;
    for (const auto& [host, chain] : m_hosts)
        all.insert(all.end(), chain.begin(), chain.end());
    return all;
}

} // namespace Espalier::Fleetd
