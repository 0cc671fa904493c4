// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <random>
#include <vector>

namespace Espalier::Fleetd::Cli {

// A host of a development site: names and place from a fixed seed, so that two runs look alike.
struct PlacedHost {
    QString uuid, name, serial, row, rack, pool;
    int unit = 0;
    bool simulated = false;
};

// The real host, if there is one, comes first, in A01-02; racks hold 20 hosts on even units, rows 8
// racks.
[[nodiscard]] std::vector<PlacedHost> placeHosts(
    const QString& site, int simulated, bool realHost, quint64 seed);

} // namespace Espalier::Fleetd::Cli
