// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

#include <evidence/result.h>

namespace Espalier::Fleetd {

// A host's place and names, the operator's word (inventory.json).
struct InventoryHost {
    std::string uuid, name, serial, row, rack, pool, keyId;
    quint32 unit = 0;
    bool simulated = false;
};

// [{uuid, name, serial, row, rack, unit, pool, keyid, simulated}]; errors name entry and field.
[[nodiscard]] Evidence::Result<std::vector<InventoryHost>> readInventory(const QByteArray& json);

// Brings site, racks and hosts of the record to what the inventory says, in commits of at most 400
// events. A host that left the inventory and has no VM is retired with its slots; one that has a VM
// stays. Nobody is attached after a start.
void applyInventory(
    FleetRecord& record, const v1::Site& site, const std::vector<InventoryHost>& hosts);

// A07-12: rack and unit.
[[nodiscard]] std::string hostCode(const std::string& rack, quint32 unit);

} // namespace Espalier::Fleetd
