// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <fleetd/record/runtimes.h>

#include <optional>

namespace Espalier::Fleetd {

// When a job will end. A time that has passed is left as it is: the job is overdue.
struct Estimate {
    std::optional<WallTime> p50; // nullopt: no past runs
    WallTime p95{}; // without past runs: when its time limit ends it
};

// begun: when the job started; one that has not, when it is thought to.
[[nodiscard]] inline Estimate estimateOf(
    WallTime begun, std::chrono::seconds timeLimit, const RunTimes& times)
{
    if (times.runs == 0)
        return {std::nullopt, begun + timeLimit};
    return {begun + times.p50, begun + times.p95};
}

} // namespace Espalier::Fleetd
