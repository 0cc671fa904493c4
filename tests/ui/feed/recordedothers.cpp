// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedothers.h"

#include <algorithm>

namespace Espalier::Tests {

using namespace std::chrono_literals;

std::vector<CacheVolume> recordedVolumes(const SiteId& site, WallTime now, const HostId& home,
    const std::function<AttachedVm(const QString& slot)>& attachedTo)
{
    struct Made {
        const char *name, *tenant, *slot; // slot: that has it attached; empty: idle
        int usedGiB, quotaGiB, versions;
        bool pinned, trusted;
    };
    constexpr std::array pipelines{
        "ios-release", "unit-tests", "app-pr", "sdk-matrix", "lint-swift", "ui-smoke"};
    constexpr std::array made{Made{"derived-data", "acme", "A06-04/1", 84, 120, 47, false, true},
        Made{"git-mirror", "globex", "", 31, 100, 12, true, true},
        Made{"pods", "initech", "A07-04/2", 38, 60, 5, false, true},
        Made{"sdk", "acme", "", 112, 120, 9, false, true},
        Made{"gradle", "umbrella", "", 12, 20, 3, false, false},
        Made{"npm", "hooli", "", 0, 20, 0, false, true}};
    std::vector<CacheVolume> volumes;
    for (size_t i = 0; i < made.size(); ++i) {
        const Made& each = made.at(i);
        CacheVolume volume;
        volume.id = VolumeId(QStringLiteral("c58f1e00-0000-4000-8000-00000000000%1").arg(i));
        volume.site = site;
        volume.tenant = TenantId(QLatin1String(each.tenant));
        volume.cluster = QStringLiteral("ci");
        volume.pipeline = QLatin1String(pipelines.at(i));
        volume.name = QLatin1String(each.name);
        volume.quota = quint64(each.quotaGiB) << 30;
        volume.pinned = each.pinned;
        volume.trustedWriter = each.trusted;
        volume.createdAt = now - 24h * 9;
        if (each.versions > 0)
            volume.lastUsed = now - 26min * (1 + int(i) * 9);
        for (int version = std::max(1, each.versions - 6); version <= each.versions; ++version)
            volume.versions.push_back({home, quint64(version),
                (quint64(each.usedGiB) << 30) - (quint64(each.versions - version) << 29),
                now - 7h * (1 + each.versions - version),
                VmId(QStringLiteral("w%1").arg(version))});
        if (*each.slot != 0) {
            const AttachedVm to = attachedTo(QLatin1String(each.slot));
            volume.tenant = to.tenant;
            volume.forks.push_back(
                {QStringLiteral("f%1").arg(i), to.host, to.vm, quint64(each.versions)});
        }
        volumes.push_back(volume);
    }
    return volumes;
}

// As the auditor would tell: what has no source has no checks.
HostInvariants recordedInvariants(const Host& host, int lives, const VmId& first)
{
    HostInvariants told{host.site, host.id, {}};
    for (const int number : {1, 3, 4, 5, 6, 8, 9, 13, 17, 23, 24})
        told.tallies[size_t(number - 1)].passed = lives;
    for (const int number : {7, 12, 19, 20, 25})
        told.tallies[size_t(number - 1)].passed = 1;
    const auto fail = [&](int number, const VmId& vm, const Message& why) {
        InvariantTally& tally = told.tallies[size_t(number - 1)];
        tally = {std::max(0, tally.passed - 1), 1, 0, vm, why};
    };
    if (host.code == QLatin1String("A07-12"))
        fail(3, first, message("invariant.no-teardown", 728));
    if (host.code == QLatin1String("A04-03"))
        fail(6, first, message("invariant.not-listed", quint64(50)));
    if (host.code == QLatin1String("A02-09"))
        fail(25, {}, message("invariant.clock", 7));
    return told;
}

} // namespace Espalier::Tests
