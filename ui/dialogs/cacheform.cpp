// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cacheform.h"

#include <items/volumelist.h>
#include <text/times.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct CacheForms {
    Q_DECLARE_TR_FUNCTIONS(CacheForms)
};

const CacheVolume* volumeOf(const Chosen& chosen, const FleetStore& store)
{
    const auto row =
        chosen.volumes.size() == 1 ? store.rowOf(chosen.volumes.front()) : std::nullopt;
    return row ? store.volume(*row) : nullptr;
}

QString stateOf(const CacheVolume& volume)
{
    return volume.forks.empty() ? CacheForms::tr("idle") : CacheForms::tr("attached");
}

// Everything that, had it been otherwise, might have led to another decision.
void addWatched(OrderForm& form, const CacheVolume& volume, const QString& host)
{
    const CacheVersion* newest = newestVersion(volume);
    form.watched = {
        {CacheForms::tr("Volume"),
            CacheForms::tr("%1, generation %2").arg(volume.name).arg(volume.generation)},
        {CacheForms::tr("Host"), host}, {CacheForms::tr("State"), stateOf(volume)},
        {CacheForms::tr("Version"), QString::number(newest ? newest->version : 0)}};
}

} // namespace

QString whyNotEvict(const Chosen& chosen, const FleetStore& store)
{
    const CacheVolume* volume = volumeOf(chosen, store);
    if (volume == nullptr)
        return CacheForms::tr("choose one volume");
    const std::vector<HostId> hosts = Items::volumeHosts(*volume);
    if (hosts.empty())
        return CacheForms::tr("no host has a copy");
    if (hosts.size() > 1)
        return CacheForms::tr("%1 hosts have a copy: evict each by espalier-fleetd command")
            .arg(hosts.size());
    return volume->forks.empty() ? QString() : CacheForms::tr("a VM has it attached");
}

OrderForm cacheForm(const Chosen& chosen, const FleetStore& store)
{
    OrderForm form;
    form.action = Action::EvictCache;
    form.destructive = true;
    form.keep = CacheForms::tr("&Keep copy");
    const CacheVolume* volume = volumeOf(chosen, store);
    const std::vector<HostId> hosts =
        volume != nullptr ? Items::volumeHosts(*volume) : std::vector<HostId>();
    const auto row = hosts.size() == 1 ? store.rowOf(hosts.front()) : std::nullopt;
    if (!row) {
        form.possible = false;
        form.title = CacheForms::tr("There is no single copy any more");
        form.keep = CacheForms::tr("&Close");
        form.watched = {{CacheForms::tr("Host"), CacheForms::tr("none")}};
        return form;
    }
    const Host host = store.host(*row).host;
    form.title = CacheForms::tr("Evict cache %1 from %2?").arg(volume->name, host.code);
    form.subtitle =
        secondary(CacheForms::tr("snapshot %1").arg(Text::utcTime(store.clock().wall())));
    form.send = CacheForms::tr("&Evict %1 from %2").arg(volume->name, host.code);
    form.categories = {CacheForms::tr("Disk is full"), CacheForms::tr("Cache is broken"),
        CacheForms::tr("Host is needed")};
    form.rows = {pairRow(CacheForms::tr("Owner"),
                     plain(CacheForms::tr("%1 / %2").arg(volume->tenant.text(), volume->pipeline))),
        pairRow(CacheForms::tr("Loses"),
            joined(
                plain(CacheForms::tr("the only copy,")), Items::bytesText(volumeUsed(*volume)), 6)),
        pairRow(CacheForms::tr("Then"),
            plain(CacheForms::tr("The next job of this pipeline starts with an empty cache.")))};
    addWatched(form, *volume, host.code);
    form.order.verb = CommandVerb::CacheEvict;
    form.order.targets = {
        {TargetKind::Volume, volume->id.text(), volume->generation, host.id, host.bootId}};
    form.order.blast.tenants = 1;
    seeSite(form.order, volume->site, store);
    return form;
}

} // namespace Espalier::Ui
