// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chainstore.h"
#include "fleetrecord.h"
#include "trust.h"

#include <fleetd/commands/settlement.h>

namespace Espalier::Fleetd {

// What became of a record that a host sent.
struct Intake {
    enum class Kind {
        Committed,
        Known, // the same one was committed before
        Gap, // its predecessor is missing: the host shall send from the head on
        Refused, // reason
    };
    Kind kind = Kind::Refused;
    QString reason;
    std::string vm; // whose life it is about, if it was committed
    bool freedSlot = false; // or a host came back into service: work may be placed
};

// Takes hosts' records in: strict payload, signature by an enrolled key of that very host, next
// hostSeq, prevHash; then record and what it means for VM, job and slot in one commit.
class RecordIntake final {
public:
    RecordIntake(FleetRecord& record, ChainStore& chains, const Settlement& settlement,
        const TrustBox& trust, QString site);
    // host: on whose behalf the stream's peer speaks.
    [[nodiscard]] Intake take(const std::string& host, const QByteArray& envelope);

private:
    [[nodiscard]] QString identityProblem(
        const std::string& host, const Evidence::CheckedRecord& record) const;
    [[nodiscard]] QString lifeProblem(
        const std::string& host, const Evidence::CheckedRecord& record) const;
    [[nodiscard]] Intake takeOld(const std::string& host, const Evidence::CheckedRecord& record);
    [[nodiscard]] Intake commit(
        const std::string& host, const QByteArray& envelope, const Evidence::CheckedRecord& record);
    void applyLife(Draft& draft, const std::string& uid, const Evidence::CheckedRecord& record,
        Intake& intake) const;
    void applyMode(
        Draft& draft, const std::string& host, const Evidence::HostModeRecord& mode) const;
    void recreate(Draft& draft, const std::string& uid, const Evidence::LifeRecord& birth) const;

    FleetRecord& m_record;
    ChainStore& m_chains;
    const Settlement& m_settlement;
    const TrustBox& m_trust;
    const QString m_site;
};

} // namespace Espalier::Fleetd
