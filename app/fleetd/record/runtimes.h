// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/database.h>

#include <chrono>
#include <string>

namespace Espalier::Fleetd {

// How long past jobs of one tenant and pipeline ran.
struct RunTimes {
    int runs = 0; // 0: the others mean nothing
    std::chrono::milliseconds p50{}, p95{};
    friend bool operator==(const RunTimes&, const RunTimes&) = default;
};

// Of the newest 200 runs; percentiles by nearest rank. Record's thread.
[[nodiscard]] RunTimes runTimesOf(
    Daemon::Database& database, const std::string& tenant, const std::string& pipeline);

} // namespace Espalier::Fleetd
