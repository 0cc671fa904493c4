// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmsubjects.h"

#include <store/fleetstore.h>

#include <algorithm>

namespace Espalier {

AlarmSubject subjectOf(const SiteFeed& site)
{
    AlarmSubject subject;
    subject.of = AlarmSubject::Of::Site;
    subject.uid = site.id.text();
    subject.site = site.id;
    return subject;
}

AlarmSubject subjectOf(
    const HostRow& host, AlarmKind kind, const Judgement& judged, const FleetStore& store)
{
    AlarmSubject subject;
    subject.of = AlarmSubject::Of::Host;
    subject.uid = host.host.id.text();
    subject.site = host.host.site;
    subject.host = host.host.id;
    subject.rack = host.host.rackName;
    subject.where = host.host.code;
    subject.simulated = host.host.simulated;
    if (kind != AlarmKind::Orphan || !judged.found || judged.found->count != 1)
        return subject;
    const auto details = store.details(host.host.id);
    for (const SlotDetails& slot : details ? details->slots : std::vector<SlotDetails>()) {
        if (slot.row.state != DisplayState::Orphan)
            continue;
        subject.where = slot.row.code;
        subject.slot = slot.row.id;
        subject.vm = slot.row.vm;
    }
    return subject;
}

AlarmSubject subjectOf(const SlotRow& slot)
{
    AlarmSubject subject;
    subject.of = AlarmSubject::Of::Slot;
    subject.uid = slot.id.text();
    subject.site = slot.site;
    subject.host = slot.host;
    subject.slot = slot.id;
    subject.rack = slot.hostCode.section(u'-', 0, 0);
    subject.where = slot.code;
    subject.simulated = slot.simulated;
    return subject;
}

AlarmSubject subjectOf(const LifeRow& life, const HostRow* host)
{
    AlarmSubject subject;
    subject.of = AlarmSubject::Of::Life;
    subject.uid = life.vm.text();
    subject.site = life.site;
    subject.host = life.host;
    subject.vm = life.vm;
    subject.rack = host != nullptr ? host->host.rackName : QString();
    subject.where = life.slotCode;
    subject.simulated = life.simulated;
    return subject;
}

AlarmSubject subjectOf(const Drain& drain, const FleetStore& store)
{
    AlarmSubject subject;
    subject.of = AlarmSubject::Of::Drain;
    subject.uid = drain.id.text();
    subject.site = drain.site;
    std::vector<Host> hosts;
    for (const DrainHost& one : drain.hosts) {
        if (const auto row = store.rowOf(one.host))
            hosts.push_back(store.host(*row).host);
    }
    if (hosts.empty())
        return subject;
    const Host& first = hosts.front();
    const bool oneRack = std::all_of(hosts.begin(), hosts.end(),
        [&first](const Host& host) { return host.rackName == first.rackName; });
    subject.rack = oneRack ? first.rackName : QString();
    subject.where = drain.hosts.size() == 1 ? first.code : subject.rack;
    subject.simulated =
        std::all_of(hosts.begin(), hosts.end(), [](const Host& host) { return host.simulated; });
    return subject;
}

} // namespace Espalier
