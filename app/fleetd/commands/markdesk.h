// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/svid.h>
#include <fleetd/record/audittrail.h>

#include <espalier/v1/commands.pb.h>

#include <grpcpp/support/status.h>

namespace Espalier::Fleetd {

// Who has acknowledged or shelved an alarm, so that two on-calls see it. Whether the alarm is true
// no fleetd judges (protocol.md 1). Record's thread.
class MarkDesk final {
public:
    static constexpr size_t marksAtMost = 10'000; // at one site

    MarkDesk(FleetRecord& record, const AuditTrail& audit, QString site)
        : m_record(record)
        , m_audit(audit)
        , m_site(std::move(site))
    {
    }
    [[nodiscard]] grpc::Status mark(
        const Evidence::SpiffeId& caller, const v1::MarkAlarmRequest& request, v1::AlarmMark& mark);

private:
    [[nodiscard]] QString problemOf(const v1::MarkAlarmRequest& request) const;
    void change(const Evidence::SpiffeId& caller, const v1::MarkAlarmRequest& request,
        v1::AlarmMark& mark) const;

    FleetRecord& m_record;
    const AuditTrail& m_audit;
    const QString m_site;
};

} // namespace Espalier::Fleetd
