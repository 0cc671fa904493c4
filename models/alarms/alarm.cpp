// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarm.h"

#include <domain/names.h>

#include <numeric>

namespace Espalier {

namespace {

constexpr Names<AlarmKind, alarmKinds.size()> kindNames{
    {{AlarmKind::Breach, "breach"}, {AlarmKind::Orphan, "orphan"},
        {AlarmKind::Unaccounted, "unaccounted"}, {AlarmKind::Contradiction, "contradiction"},
        {AlarmKind::Stuck, "stuck"}, {AlarmKind::Unconfirmed, "unconfirmed"},
        {AlarmKind::Ghost, "ghost"}, {AlarmKind::HostSilent, "silent-host"},
        {AlarmKind::SiteSilent, "silent-site"}, {AlarmKind::Quarantined, "quarantined"},
        {AlarmKind::LeakedSlot, "leaked-slot"}, {AlarmKind::ClockSkew, "clock-skew"},
        {AlarmKind::DrainOverdue, "drain-overdue"}, {AlarmKind::SlowTeardowns, "slow-teardowns"},
        {AlarmKind::CertificateExpiry, "certificate-expiry"},
        {AlarmKind::RosterExpiry, "roster-expiry"}}};

Severity worstOf(const std::array<int, 4>& counts)
{
    for (const Severity severity : {Severity::P1, Severity::P2, Severity::P3}) {
        if (counts[static_cast<size_t>(severity)] > 0)
            return severity;
    }
    return Severity::None;
}

} // namespace

QString alarmKindName(AlarmKind kind) { return nameIn(kindNames, kind); }

Message alarmKindTitle(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Breach:
        return message("alarm.title-breach");
    case AlarmKind::Orphan:
        return message("alarm.title-orphan");
    case AlarmKind::Unaccounted:
        return message("alarm.title-unaccounted");
    case AlarmKind::Contradiction:
        return message("alarm.title-contradiction");
    case AlarmKind::Stuck:
        return message("alarm.title-stuck");
    case AlarmKind::Unconfirmed:
        return message("alarm.title-unconfirmed");
    case AlarmKind::Ghost:
        return message("alarm.title-ghost");
    case AlarmKind::HostSilent:
        return message("alarm.title-host-silent");
    case AlarmKind::SiteSilent:
        return message("alarm.title-site-silent");
    case AlarmKind::Quarantined:
        return message("alarm.title-quarantined");
    case AlarmKind::LeakedSlot:
        return message("alarm.title-leaked-slot");
    case AlarmKind::ClockSkew:
        return message("alarm.title-clock-skew");
    case AlarmKind::DrainOverdue:
        return message("alarm.title-drain-overdue");
    case AlarmKind::SlowTeardowns:
        return message("alarm.title-slow-teardowns");
    case AlarmKind::CertificateExpiry:
        return message("alarm.title-certificate");
    case AlarmKind::RosterExpiry:
        return message("alarm.title-roster");
    }
    return {};
}

AlarmStep firstStep(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Orphan:
    case AlarmKind::Stuck:
    case AlarmKind::Ghost:
    case AlarmKind::Quarantined:
        return AlarmStep::OpenSlot;
    case AlarmKind::Unaccounted:
    case AlarmKind::Contradiction:
    case AlarmKind::Unconfirmed:
        return AlarmStep::OpenLife;
    case AlarmKind::Breach:
    case AlarmKind::HostSilent:
    case AlarmKind::LeakedSlot:
    case AlarmKind::ClockSkew:
        return AlarmStep::OpenHost;
    case AlarmKind::SiteSilent:
    case AlarmKind::CertificateExpiry:
    case AlarmKind::RosterExpiry:
        return AlarmStep::OpenConnection;
    case AlarmKind::DrainOverdue:
        return AlarmStep::OpenDrain;
    case AlarmKind::SlowTeardowns:
        return AlarmStep::OpenTeardowns;
    }
    return AlarmStep::None;
}

AlarmId alarmId(AlarmKind kind, const QString& uid)
{
    return AlarmId(QString(alarmKindName(kind) + u':' + uid));
}

int AlarmSums::total() const { return std::accumulate(active.begin(), active.end(), 0); }

int AlarmSums::unacknowledgedTotal() const
{
    return std::accumulate(unacknowledged.begin(), unacknowledged.end(), 0);
}

Severity AlarmSums::worst() const { return worstOf(unacknowledged); }

Severity AlarmSums::worstActive() const { return worstOf(active); }

} // namespace Espalier
