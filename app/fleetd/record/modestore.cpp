// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modestore.h"

#include <evidence/dsse.h>
#include <evidence/records.h>

namespace Espalier::Fleetd {

std::vector<StoredMode> modesSince(
    Daemon::Database& database, const std::string& host, qint64 sinceNs)
{
    std::vector<StoredMode> modes;
    database.forEach(QStringLiteral("SELECT seq, envelope FROM record WHERE host = ? AND "
                                    "type = 'HostMode' AND committed >= ? ORDER BY seq"),
        {QString::fromStdString(host), sinceNs}, [&modes](const QSqlQuery& row) {
            // It was verified before it was stored.
            const auto envelope = Evidence::parseEnvelope(row.value(1).toByteArray());
            if (!envelope)
                return;
            const auto record = Evidence::readRecord(envelope->payload);
            const auto* mode = record ? std::get_if<Evidence::HostModeRecord>(&*record) : nullptr;
            if (mode)
                modes.push_back({row.value(0).toULongLong(), mode->mode, mode->commandDigest});
        });
    return modes;
}

} // namespace Espalier::Fleetd
