// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "volumetrouble.h"

#include <store/fleetstore.h>

#include <algorithm>
#include <map>
#include <set>

namespace Espalier {

namespace {

constexpr double nearQuota = 0.9;

} // namespace

VolumeTrouble volumeTrouble(const CacheVolume& volume, const FleetStore& store)
{
    std::set<QString> forks;
    bool two = false, noVm = false, other = false;
    for (const CacheFork& fork : volume.forks) {
        two = two || !forks.insert(fork.id).second;
        const auto row = store.rowOf(fork.vm);
        const LifeRow life = row ? store.life(*row) : LifeRow();
        noVm = noVm || !row || life.gone || life.state == DisplayState::Unconfirmed;
        other = other || (!life.tenant.isEmpty() && life.tenant != volume.tenant);
    }
    if (two)
        return VolumeTrouble::TwoVms;
    if (other)
        return VolumeTrouble::OtherTenant;
    if (noVm)
        return VolumeTrouble::NoVm;
    if (!volume.trustedWriter)
        return VolumeTrouble::UntrustedWriter;
    return isNearQuota(volume) ? VolumeTrouble::NearQuota : VolumeTrouble::None;
}

bool isNearQuota(const CacheVolume& volume)
{
    return volume.quota > 0 && double(volumeUsed(volume)) > nearQuota * double(volume.quota);
}

quint64 volumeUsed(const CacheVolume& volume)
{
    std::map<HostId, const CacheVersion*> newest;
    for (const CacheVersion& version : volume.versions) {
        const CacheVersion*& known = newest[version.host];
        if (known == nullptr || version.version > known->version)
            known = &version;
    }
    quint64 used = 0;
    for (const auto& [host, version] : newest)
        used = std::max(used, version->bytes);
    return used;
}

const CacheVersion* newestVersion(const CacheVolume& volume)
{
    const auto newest = std::max_element(volume.versions.begin(), volume.versions.end(),
        [](const CacheVersion& a, const CacheVersion& b) { return a.committedAt < b.committedAt; });
    return newest == volume.versions.end() ? nullptr : &*newest;
}

} // namespace Espalier
