// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

namespace Espalier::Fleetd {

// Who did what, why, and what came of it: one entry in the very commit of the change it tells of.
// Entries are numbered from 1 without a gap and are never changed. Record's thread.
class AuditTrail final : public CommitListener {
public:
    AuditTrail(FleetRecord& record, QString site);
    // Number, site and time are set here; all else is the caller's.
    void add(Draft& draft, v1::AuditEntry entry) const;
    void committed(const CommitPtr& commit) override;

private:
    FleetRecord& m_record;
    const QString m_site;
    quint64 m_last = 0; // number of the newest that is committed
};

// Where a target is, for people: A07-12 for a host, A07-12/1 for the VM in that slot, the name of a
// volume; its uid if the record does not tell.
[[nodiscard]] std::string placeCode(
    const FleetRecord& record, const std::string& kind, const std::string& uid);

} // namespace Espalier::Fleetd
