// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/drain.h>
#include <domain/states.h>
#include <evidence/result.h>

namespace Espalier::Fleetd {

// What a drain's command says beside its targets.
struct DrainParams {
    std::optional<WallTime> deadline;
    AtDeadline atDeadline = AtDeadline::Wait;
    int waveSize = 0; // hosts; 0: all at once
    QString group; // the same for the commands of one drain of more than 80 hosts
    CommandId amends; // a drain that runs: only its deadline and choice change; empty: a new one
    friend bool operator==(const DrainParams&, const DrainParams&) = default;
};

// What a stop-drain's command says.
struct StopParams {
    CommandId drain;
    HostMode mode = HostMode::Cordoned; // to which its hosts return: in-service or cordoned
};

// Params of the signed record; the error names the one that is wrong, and what it must be. One that
// nobody here understands is an error too: half an order is not the order that was signed.
[[nodiscard]] Evidence::Result<DrainParams> readDrainParams(
    const QMap<QString, QString>& params, WallTime now);
[[nodiscard]] Evidence::Result<StopParams> readStopParams(const QMap<QString, QString>& params);

} // namespace Espalier::Fleetd
