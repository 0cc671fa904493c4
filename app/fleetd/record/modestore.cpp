// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modestore.h"

#include <evidence/dsse.h>
#include <evidence/records.h>

#include <algorithm>

namespace Espalier::Fleetd {

std::vector<StoredMode> newestModes(Daemon::Database& database, const std::string& host)
{
    std::vector<StoredMode> modes;
    database.forEach(QStringLiteral("SELECT seq, envelope FROM record WHERE host = ? AND "
                                    "type = 'HostMode' ORDER BY seq DESC LIMIT 64"),
        {QString::fromStdString(host)}, [&modes](const QSqlQuery& row) {
            // It was verified before it was stored.
            const auto envelope = Evidence::parseEnvelope(row.value(1).toByteArray());
            if (!envelope)
                return;
            const auto record = Evidence::readRecord(envelope->payload);
            const auto* mode = record ? std::get_if<Evidence::HostModeRecord>(&*record) : nullptr;
            if (mode)
                modes.push_back({row.value(0).toULongLong(), mode->mode, mode->commandDigest});
        });
    std::reverse(modes.begin(), modes.end());
    return modes;
}

} // namespace Espalier::Fleetd
