// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/database.h>
#include <domain/states.h>

#include <string>
#include <vector>

namespace Espalier::Fleetd {

// A HostMode record as its host signed it.
struct StoredMode {
    quint64 seq = 0;
    HostMode mode = HostMode::InService;
    QString command; // digest; empty: no command
};

// Those of a host that were committed at this time (wall clock, ns) or later, oldest first.
// Record's thread.
[[nodiscard]] std::vector<StoredMode> modesSince(
    Daemon::Database& database, const std::string& host, qint64 sinceNs);

} // namespace Espalier::Fleetd
