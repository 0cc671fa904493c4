// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "draindesk.h"

#include <fleetd/commands/verbowner.h>

namespace Espalier::Fleetd {

// drain: begins one, or gives one that runs another deadline (param drain). Its dry run is the
// preview.
class DrainVerb final : public VerbOwner {
public:
    DrainVerb(const FleetRecord& record, const AuditTrail& audit, const DrainDesk& desk)
        : m_record(record)
        , m_audit(audit)
        , m_desk(desk)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;
    [[nodiscard]] std::optional<v1::DrainPreview> preview(
        const Evidence::CommandRecord& record) const override;
    void begin(Draft& draft, const v1::Command& command) override;
    [[nodiscard]] std::optional<std::string> part(
        const v1::Command& command, const std::string& host) const override;
    [[nodiscard]] std::optional<HostMode> mode(const v1::Command& command) const override;

private:
    [[nodiscard]] CommandDetail judgeNew(const Evidence::CommandRecord& record) const;
    [[nodiscard]] CommandDetail judgeAmendment(
        const Evidence::CommandRecord& record, const DrainParams& params) const;
    [[nodiscard]] std::vector<HostId> inOrder(const v1::Command& command) const;

    const FleetRecord& m_record;
    const AuditTrail& m_audit;
    const DrainDesk& m_desk;
};

// stop-drain: takes hosts out of a drain, to be in service again or to stay cordoned.
class StopDrainVerb final : public VerbOwner {
public:
    StopDrainVerb(const FleetRecord& record, const DrainDesk& desk)
        : m_record(record)
        , m_desk(desk)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;
    void begin(Draft& draft, const v1::Command& command) override;
    [[nodiscard]] std::optional<HostMode> mode(const v1::Command& command) const override;

private:
    const FleetRecord& m_record;
    const DrainDesk& m_desk;
};

} // namespace Espalier::Fleetd
