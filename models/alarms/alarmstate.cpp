// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmstate.h"

#include <QHash>

#include <algorithm>

namespace Espalier {

namespace {

bool isShelved(const AlarmMark& mark, WallTime now)
{
    return mark.shelvedUntil && now < *mark.shelvedUntil
        && *mark.shelvedUntil - now <= shelvedAtMost + markTolerance;
}

bool isAcknowledged(const AlarmMark& mark, WallTime now)
{
    return mark.ackedAt && now < *mark.ackedAt + refiresAfter
        && *mark.ackedAt <= now + markTolerance;
}

bool isStanding(const Alarm& alarm)
{
    return alarm.state == AlarmState::Active || alarm.state == AlarmState::Acknowledged;
}

// Silent hosts and how many unconfirmed VMs each stands for.
void suppressLives(std::vector<Alarm>& alarms, QHash<HostId, int>& caused)
{
    QHash<HostId, Alarm*> hosts;
    for (Alarm& alarm : alarms) {
        if (alarm.kind == AlarmKind::HostSilent && isStanding(alarm))
            hosts.insert(alarm.subject.host, &alarm);
    }
    for (Alarm& alarm : alarms) {
        if (alarm.kind != AlarmKind::Unconfirmed || !isStanding(alarm))
            continue;
        Alarm* cause = hosts.value(alarm.subject.host);
        if (cause == nullptr)
            continue;
        alarm.state = AlarmState::Suppressed;
        alarm.cause = cause->id;
        cause->priority = std::max(cause->priority, alarm.priority);
        const int vms = ++caused[alarm.subject.host];
        cause->ignored =
            vms == 1 ? message("alarm.host-vm-ignored") : message("alarm.host-vms-ignored", vms);
    }
}

} // namespace

void applyMark(Alarm& alarm, const AlarmMark* mark, WallTime now)
{
    alarm.state = AlarmState::Active;
    alarm.owner.clear();
    alarm.shelveReason.clear();
    alarm.shelvedUntil.reset();
    if (mark == nullptr)
        return;
    alarm.owner = mark->ackedBy;
    if (isShelved(*mark, now)) {
        alarm.state = AlarmState::Shelved;
        alarm.owner = mark->shelvedBy;
        alarm.shelveReason = mark->reason;
        alarm.shelvedUntil = mark->shelvedUntil;
    } else if (isAcknowledged(*mark, now)) {
        alarm.state = AlarmState::Acknowledged;
    }
}

void suppressCaused(std::vector<Alarm>& alarms)
{
    QHash<HostId, int> caused;
    suppressLives(alarms, caused);
    QHash<SiteId, AlarmId> sites;
    for (const Alarm& alarm : alarms) {
        if (alarm.kind == AlarmKind::SiteSilent && isStanding(alarm))
            sites.insert(alarm.subject.site, alarm.id);
    }
    for (Alarm& alarm : alarms) {
        const bool alone = alarm.kind == AlarmKind::HostSilent && isStanding(alarm)
            && !caused.contains(alarm.subject.host);
        if (!alone || !sites.contains(alarm.subject.site))
            continue;
        alarm.state = AlarmState::Suppressed;
        alarm.cause = sites.value(alarm.subject.site);
    }
}

AlarmSums sumsOf(const std::vector<Alarm>& alarms)
{
    AlarmSums sums;
    for (const Alarm& alarm : alarms) {
        const auto priority = static_cast<size_t>(alarm.priority);
        switch (alarm.state) {
        case AlarmState::Active:
            ++sums.unacknowledged[priority];
            ++sums.active[priority];
            break;
        case AlarmState::Acknowledged:
            ++sums.active[priority];
            break;
        case AlarmState::Shelved:
            ++sums.shelved;
            sums.shelvedUntil = std::max(sums.shelvedUntil, alarm.shelvedUntil);
            break;
        case AlarmState::Suppressed:
            ++sums.suppressed;
            break;
        case AlarmState::Cleared:
            break;
        }
    }
    return sums;
}

} // namespace Espalier
