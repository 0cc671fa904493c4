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

// A host's newest 64, oldest first. Record's thread.
[[nodiscard]] std::vector<StoredMode> newestModes(
    Daemon::Database& database, const std::string& host);

} // namespace Espalier::Fleetd
