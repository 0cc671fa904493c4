// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "volumes.h"

#include <fleetd/commands/commandlife.h>
#include <fleetd/commands/verbowner.h>

namespace Espalier::Fleetd {

// evict: one host's copy goes. The host does it and answers; that it is done, its report says.
class EvictVerb final : public VerbOwner {
public:
    EvictVerb(FleetRecord& record, const Volumes& volumes)
        : m_record(record)
        , m_volumes(volumes)
        , m_store(record)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;
    // Who starts cold: cold_volumes, cold_tenants; jobs: those that wait and want one of them.
    [[nodiscard]] std::optional<v1::DrainPreview> preview(
        const Evidence::CommandRecord& record) const override;

private:
    [[nodiscard]] CommandDetail judgeCopy(const CommandTarget& target) const;

    FleetRecord& m_record;
    const Volumes& m_volumes;
    const VolumeStore m_store;
};

// pin {pinned=true|false} and quota {bytes}: fleetd's own record, no host has to act.
class VolumeVerb final : public VerbOwner {
public:
    enum class What { Pin, Quota };
    VolumeVerb(const FleetRecord& record, const AuditTrail& audit, What what)
        : m_record(record)
        , m_audit(audit)
        , m_what(what)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;
    void begin(Draft& draft, const v1::Command& command) override;

private:
    const FleetRecord& m_record;
    const AuditTrail& m_audit;
    const What m_what;
};

constexpr quint64 cacheQuotaAtMost = quint64(16) << 40; // bytes

} // namespace Espalier::Fleetd
