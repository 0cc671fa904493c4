// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderform.h"

#include "cacheform.h"
#include "ordertargets.h"

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Ui {

namespace {

struct Offers {
    Q_DECLARE_TR_FUNCTIONS(Offers)
};

constexpr std::array titles{
    std::pair{Action::Cordon, QT_TRANSLATE_NOOP("Offers", "&Cordon...")},
    std::pair{Action::Uncordon, QT_TRANSLATE_NOOP("Offers", "&Return to service...")},
    std::pair{Action::Maintenance, QT_TRANSLATE_NOOP("Offers", "&Maintenance...")},
    std::pair{Action::Drain, QT_TRANSLATE_NOOP("Offers", "&Drain...")},
    std::pair{Action::Extend, QT_TRANSLATE_NOOP("Offers", "&Extend the deadline...")},
    std::pair{Action::StopReturn, QT_TRANSLATE_NOOP("Offers", "&Stop drain, return to service...")},
    std::pair{Action::StopKeep, QT_TRANSLATE_NOOP("Offers", "Stop drain, &keep cordoned...")},
    std::pair{Action::CancelJob, QT_TRANSLATE_NOOP("Offers", "Ca&ncel job...")},
    std::pair{Action::Teardown, QT_TRANSLATE_NOOP("Offers", "Request &teardown...")},
    std::pair{Action::ForceDestroy, QT_TRANSLATE_NOOP("Offers", "&Force-destroy...")},
    std::pair{Action::EvictCache, QT_TRANSLATE_NOOP("Offers", "E&vict cache...")},
};

bool isOfVm(Action action)
{
    return action == Action::CancelJob || action == Action::Teardown
        || action == Action::ForceDestroy;
}

bool areOfOneDrain(const std::vector<HostRow>& hosts)
{
    const CommandId& drain = hosts.front().host.drain;
    return !drain.isEmpty() && std::all_of(hosts.begin(), hosts.end(), [&](const HostRow& row) {
        return row.host.drain == drain;
    });
}

// All of one drain that has ended: they wait to be returned to service.
bool areDrained(const std::vector<HostRow>& hosts, const FleetStore& store)
{
    const auto row = areOfOneDrain(hosts) ? store.drainRow(hosts.front().host.drain) : std::nullopt;
    return row && store.drain(*row)->endedAt;
}

// By the record and by the host's own newest statement: what is on a silent host is not known, so
// it is not empty either.
bool isEmpty(const HostId& id, const FleetStore& store)
{
    const auto details = store.details(id);
    if (!details || !details->statement || !details->statement->vms.empty())
        return false;
    return std::all_of(details->slots.begin(), details->slots.end(), [](const SlotDetails& slot) {
        return slot.row.state == DisplayState::Free
            || (slot.row.state == DisplayState::Quarantined && slot.row.vm.isEmpty());
    });
}

// A host is emptied before it is worked on (domain.md 2).
QString whyNotMaintenance(const std::vector<HostRow>& hosts, const FleetStore& store)
{
    for (const HostRow& row : hosts) {
        const bool closed =
            row.host.mode == HostMode::Cordoned || row.host.mode == HostMode::Draining;
        if (!closed)
            return Offers::tr("not every chosen host is cordoned: drain it first");
        if (runningDrain(row.host, store) != nullptr)
            return Offers::tr("the drain of a chosen host still runs");
        if (row.orphans > 0 || !isEmpty(row.host.id, store))
            return Offers::tr("a chosen host is not known to be empty");
    }
    return {};
}

QString whyNotExtend(const std::vector<HostRow>& hosts, const FleetStore& store)
{
    if (!areOfOneDrain(hosts))
        return Offers::tr("the chosen hosts are not in one drain");
    return runningDrain(hosts.front().host, store) == nullptr ? Offers::tr("the drain is over")
                                                              : QString();
}

QString whyNotHosts(Action action, const std::vector<HostRow>& hosts, const FleetStore& store)
{
    const auto all = [&hosts](const auto& holds) {
        return std::all_of(
            hosts.begin(), hosts.end(), [&](const HostRow& row) { return holds(row.host); });
    };
    switch (action) {
    case Action::Cordon:
        return all([](const Host& host) { return host.mode == HostMode::InService; })
            ? QString()
            : Offers::tr("not every chosen host is in service");
    case Action::Uncordon:
        return areDrained(hosts, store) || all([](const Host& host) {
            return host.mode == HostMode::Cordoned || host.mode == HostMode::Maintenance;
        })
            ? QString()
            : Offers::tr("not every chosen host is cordoned");
    case Action::Drain:
        return all([](const Host& host) {
            return host.drain.isEmpty()
                && (host.mode == HostMode::InService || host.mode == HostMode::Cordoned);
        })
            ? QString()
            : Offers::tr("a chosen host is not in service, or drains already");
    case Action::Maintenance:
        return whyNotMaintenance(hosts, store);
    case Action::Extend:
        return whyNotExtend(hosts, store);
    case Action::StopReturn:
    case Action::StopKeep:
        if (action == Action::StopReturn && areDrained(hosts, store))
            return Offers::tr("the drain has ended: return to service");
        return areOfOneDrain(hosts) ? QString()
                                    : Offers::tr("the chosen hosts are not in one drain");
    case Action::CancelJob:
    case Action::Teardown:
    case Action::ForceDestroy:
    case Action::EvictCache:
        break;
    }
    return {};
}

QString whyNotVm(Action action, const VmTarget& target)
{
    if (!target.vm)
        return Offers::tr("no VM with a record is in the slot");
    if (action == Action::CancelJob)
        return target.jobRuns() ? QString() : Offers::tr("its job has ended");
    if (action == Action::Teardown)
        return target.jobRuns() ? Offers::tr("its job runs: cancel the job first") : QString();
    return {};
}

// Nothing is queued in the client (ux.md 3.9): without its control plane an order goes nowhere.
QString whyNotSite(const SiteId& site, const FleetStore& store)
{
    const auto feed = store.site(site);
    return feed && feed->state == FeedState::Synced
        ? QString()
        : Offers::tr("%1 is not reached now").arg(site.text());
}

Offer refuse(const QString& why) { return {true, why}; }

Offer offerOfVm(Action action, const Chosen& chosen, const FleetStore& store)
{
    if (chosen.slots_.size() != 1)
        return action == Action::ForceDestroy ? Offer{} : refuse(Offers::tr("choose one slot"));
    const auto target = vmTarget(chosen.slots_.front(), store);
    if (!target)
        return action == Action::ForceDestroy ? Offer{} : refuse(Offers::tr("the slot is gone"));
    // In the place of the ordinary teardown, never beside it (ux.md 3.5).
    const bool force = mayForce(*target, store);
    if (action == Action::ForceDestroy && !force)
        return {};
    if (action == Action::Teardown && force)
        return {};
    if (const QString why = whyNotSite(target->host.site, store); !why.isEmpty())
        return refuse(why);
    return refuse(whyNotVm(action, *target));
}

// Only where volumes are chosen; the page of hosts has nothing to do with it.
Offer offerOfVolume(const Chosen& chosen, const FleetStore& store)
{
    if (chosen.volumes.empty())
        return {};
    const auto row = store.rowOf(chosen.volumes.front());
    if (!row)
        return refuse(Offers::tr("the volume is gone"));
    if (const QString why = whyNotSite(store.volume(*row)->site, store); !why.isEmpty())
        return refuse(why);
    return refuse(whyNotEvict(chosen, store));
}

Offer offerOfHosts(Action action, const Chosen& chosen, const FleetStore& store)
{
    std::vector<HostRow> hosts;
    for (const HostId& id : hostsOf(chosen, store)) {
        if (const auto row = store.rowOf(id))
            hosts.push_back(store.host(*row));
    }
    if (hosts.empty())
        return refuse(Offers::tr("choose a host"));
    const SiteId site = hosts.front().host.site;
    if (std::any_of(
            hosts.begin(), hosts.end(), [&](const HostRow& row) { return row.host.site != site; }))
        return refuse(Offers::tr("choose hosts of one site"));
    if (const QString why = whyNotSite(site, store); !why.isEmpty())
        return refuse(why);
    return refuse(whyNotHosts(action, hosts, store));
}

} // namespace

QString actionTitle(Action action)
{
    for (const auto& [each, title] : titles) {
        if (each == action)
            return QCoreApplication::translate("Offers", title);
    }
    return {};
}

Offer offerOf(Action action, const Chosen& chosen, const FleetStore& store, const Rights& rights)
{
    if (!rights.mayOrder)
        return {};
    Offer offer = action == Action::EvictCache ? offerOfVolume(chosen, store)
        : isOfVm(action)                       ? offerOfVm(action, chosen, store)
                                               : offerOfHosts(action, chosen, store);
    if (offer.offered && offer.whyNot.isEmpty() && !rights.armed)
        offer.whyNot = Offers::tr("needs Arm");
    return offer;
}

std::vector<HostId> hostsOf(const Chosen& chosen, const FleetStore& store)
{
    std::vector<HostId> hosts = chosen.hosts;
    for (const SlotId& id : chosen.slots_) {
        const auto row = store.rowOf(id);
        if (!row)
            continue;
        const HostId host = store.slot(*row).host;
        if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
            hosts.push_back(host);
    }
    return hosts;
}

CommandTarget targetOf(const Host& host)
{
    return {TargetKind::Host, host.id.text(), host.generation, host.id, host.bootId};
}

CommandTarget targetOf(const Vm& vm, const Host& host)
{
    return {TargetKind::Vm, vm.id.text(), vm.generation, host.id, host.bootId};
}

void seeSite(Order& order, const SiteId& site, const FleetStore& store)
{
    order.site = site;
    if (const auto feed = store.site(site)) {
        order.seenEpoch = feed->epoch;
        order.seenRevision = feed->revision;
        order.blast.snapshotRevision = feed->revision;
    }
}

} // namespace Espalier::Ui
