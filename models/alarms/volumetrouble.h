// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/cache.h>

namespace Espalier {

class FleetStore;

// What is wrong with a cache volume by the store's rows, worst first (ux.md 3.7): of several only
// the first is told.
enum class VolumeTrouble { TwoVms, OtherTenant, NoVm, UntrustedWriter, NearQuota, None };
[[nodiscard]] VolumeTrouble volumeTrouble(const CacheVolume& volume, const FleetStore& store);

[[nodiscard]] bool isNearQuota(const CacheVolume& volume); // over 90 % of it

// Bytes that the largest of its hosts' newest versions takes; 0: none was committed. Versions count
// on each host by themselves.
[[nodiscard]] quint64 volumeUsed(const CacheVolume& volume);
// The version that was committed last, wherever; nullptr: none was.
[[nodiscard]] const CacheVersion* newestVersion(const CacheVolume& volume);

} // namespace Espalier
