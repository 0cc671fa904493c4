// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

#include <alarms/volumetrouble.h>

namespace Espalier::Items {

// Cache volumes (pictures/README.md "17 caches"): volume, tenant, pipeline, used, copies, attached,
// lastuse, expires, trust. IdRole is the VolumeId. What is wrong comes first. The store must
// outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> volumeList(const FleetStore& store);

using Espalier::volumeTrouble;
using Espalier::VolumeTrouble;
using Espalier::volumeUsed;
[[nodiscard]] QString volumeTroubleWords(VolumeTrouble trouble); // empty: nothing is wrong
[[nodiscard]] QString volumeIconId(VolumeTrouble trouble); // empty: nothing is wrong

[[nodiscard]] std::vector<HostId> volumeHosts(const CacheVolume& volume); // that have a copy
// When it is evicted if nobody uses it; nullopt: pinned or attached.
[[nodiscard]] std::optional<WallTime> volumeExpiry(const CacheVolume& volume);
[[nodiscard]] QString hostCode(const HostId& host, const FleetStore& store);
// "31.4 GiB"; below one GiB in MiB, from one TiB on in TiB.
[[nodiscard]] Text::Line bytesText(quint64 bytes);

} // namespace Espalier::Items
