// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmrows.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace Espalier {

namespace {

// Shelved and cleared ones are never one row with those that stand.
enum class Place { Standing, Shelved, Cleared };

Place placeOf(AlarmState state)
{
    switch (state) {
    case AlarmState::Shelved:
        return Place::Shelved;
    case AlarmState::Cleared:
        return Place::Cleared;
    case AlarmState::Active:
    case AlarmState::Acknowledged:
    case AlarmState::Suppressed:
        break;
    }
    return Place::Standing;
}

// The one that a group shows: unacknowledged before the others, the worst, the oldest.
bool isBefore(const Alarm* a, const Alarm* b)
{
    const auto rank = [](const Alarm* alarm) {
        return std::tuple(alarm->state != AlarmState::Active, -int(alarm->priority), alarm->since,
            alarm->id.text());
    };
    return rank(a) < rank(b);
}

template <typename Field> bool sameInAll(const std::vector<const Alarm*>& members, Field&& field)
{
    return std::all_of(members.begin(), members.end(),
        [&](const Alarm* each) { return field(*each) == field(*members.front()); });
}

AlarmRow groupOf(std::vector<const Alarm*> members, Place place)
{
    std::sort(members.begin(), members.end(), isBefore);
    AlarmRow row{*members.front(), {}};
    Alarm& head = row.alarm;
    head.count = 0;
    head.lastKnown = true;
    for (const Alarm* member : members) {
        row.members.push_back(member->id);
        head.count += member->count;
        head.since = std::min(head.since, member->since);
        head.evidenceAt = std::max(head.evidenceAt, member->evidenceAt);
        head.lastKnown = head.lastKnown && member->lastKnown;
        head.priority = std::max(head.priority, member->priority);
        head.clearedAt = std::max(head.clearedAt, member->clearedAt);
        head.subject.simulated = head.subject.simulated && member->subject.simulated;
    }
    const bool oneRack = sameInAll(members, [](const Alarm& a) { return a.subject.rack; });
    head.subject.where = oneRack ? head.subject.rack : QString();
    head.subject.rack = head.subject.where;
    if (!sameInAll(members, [](const Alarm& a) { return a.owner; }))
        head.owner.clear();
    if (!sameInAll(members, [](const Alarm& a) { return a.subject.host; })) {
        head.subject.host = HostId();
        head.subject.slot = SlotId();
    }
    head.subject.vm = VmId();
    head.subject.volume = VolumeId();
    head.worsensAt.reset();
    head.what = message("alarm.group", alarmKindTitle(head.kind), static_cast<int>(members.size()));
    head.id = AlarmId(QStringLiteral("group:%1:%2:%3")
                          .arg(alarmKindName(head.kind), head.subject.site.text())
                          .arg(int(place)));
    return row;
}

} // namespace

std::vector<AlarmRow> alarmRows(const std::vector<Alarm>& alarms)
{
    std::map<std::tuple<Place, AlarmKind, SiteId>, std::vector<const Alarm*>> causes;
    for (const Alarm& alarm : alarms) {
        if (alarm.state != AlarmState::Suppressed)
            causes[{placeOf(alarm.state), alarm.kind, alarm.subject.site}].push_back(&alarm);
    }
    std::vector<AlarmRow> rows;
    for (const auto& [cause, members] : causes) {
        if (members.size() >= groupedFrom) {
            rows.push_back(groupOf(members, std::get<Place>(cause)));
            continue;
        }
        for (const Alarm* alarm : members)
            rows.push_back({*alarm, {alarm->id}});
    }
    return rows;
}

} // namespace Espalier
