// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

#include <functional>

namespace Espalier::Tests {

// Of the recorded night what hangs on its hosts and VMs: cache volumes and invariants.

struct AttachedVm {
    HostId host;
    VmId vm;
    TenantId tenant;
};
[[nodiscard]] std::vector<CacheVolume> recordedVolumes(const SiteId& site, WallTime now,
    const HostId& home, const std::function<AttachedVm(const QString& slot)>& attachedTo);
// As the auditor would tell: what has no source has no checks.
[[nodiscard]] HostInvariants recordedInvariants(const Host& host, int lives, const VmId& first);

} // namespace Espalier::Tests
