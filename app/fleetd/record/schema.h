// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/database.h>

namespace Espalier::Fleetd {

// The tables of fleet.db. Objects of list and watch are stored as protobuf messages of
// models/wire, whose field numbers never change their meaning; so a new field needs no migration.
[[nodiscard]] const Daemon::Schema& fleetSchema();

} // namespace Espalier::Fleetd
