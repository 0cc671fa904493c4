// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimes.h"

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

constexpr int newestRuns = 200;

std::chrono::milliseconds nearestRank(const std::vector<qint64>& sortedNs, size_t percent)
{
    const size_t rank = std::max<size_t>(1, (sortedNs.size() * percent + 99) / 100);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::nanoseconds(sortedNs[rank - 1]));
}

} // namespace

RunTimes runTimesOf(
    Daemon::Database& database, const std::string& tenant, const std::string& pipeline)
{
    std::vector<qint64> durations;
    database.forEach(QStringLiteral("SELECT duration FROM run WHERE tenant = ? AND pipeline = ? "
                                    "ORDER BY ended DESC LIMIT ?"),
        {QString::fromStdString(tenant), QString::fromStdString(pipeline), newestRuns},
        [&durations](const QSqlQuery& row) { durations.push_back(row.value(0).toLongLong()); });
    if (durations.empty())
        return {};
    std::sort(durations.begin(), durations.end());
    return {
        static_cast<int>(durations.size()), nearestRank(durations, 50), nearestRank(durations, 95)};
}

} // namespace Espalier::Fleetd
