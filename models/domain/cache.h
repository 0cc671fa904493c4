// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "id.h"

#include <QString>

#include <optional>
#include <vector>

namespace Espalier {

// Cache volumes: the only data that outlives a VM (domain.md 1, ux.md 3.7).

constexpr quint64 cacheQuotaDefault = quint64(20) << 30; // bytes, the minimum too
constexpr std::chrono::hours cacheKeptUnused{14 * 24};

// One committed version on one host.
struct CacheVersion {
    HostId host;
    quint64 version = 0; // counts up within the volume, from 1
    quint64 bytes = 0; // on the host's disk
    WallTime committedAt{};
    VmId writer;
    friend bool operator==(const CacheVersion&, const CacheVersion&) = default;
};

// A fork that a VM has now.
struct CacheFork {
    QString id; // 32 hex digits
    HostId host;
    VmId vm;
    quint64 base = 0; // version; 0: empty
    friend bool operator==(const CacheFork&, const CacheFork&) = default;
};

struct CacheVolume {
    VolumeId id; // UUID
    quint64 generation = 0;
    SiteId site;
    TenantId tenant;
    QString cluster, pipeline, name;
    quint64 quota = cacheQuotaDefault; // bytes
    bool pinned = false; // not evicted by expiry
    bool trustedWriter = true; // the last writer's trust class
    WallTime createdAt{};
    std::optional<WallTime> lastUsed;
    std::vector<CacheVersion> versions; // oldest first, those that still exist
    std::vector<CacheFork> forks;
    friend bool operator==(const CacheVolume&, const CacheVolume&) = default;
};

} // namespace Espalier
