// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <algorithm>
#include <tuple>

namespace Espalier {

namespace {

bool isFresh(const FleetState& state, const HostEntry& host)
{
    const SiteEntry* site = state.site(host.site);
    return site != nullptr && site->isFresh()
        && (host.age == EvidenceAge::Fresh || host.age == EvidenceAge::Late);
}

void add(InvariantTally& sum, const InvariantTally& tally, bool fresh)
{
    sum.passed += fresh ? tally.passed : 0;
    sum.unknown += tally.unknown + (fresh ? 0 : tally.passed);
    if (sum.failed == 0 && tally.failed > 0) {
        sum.vm = tally.vm;
        sum.failure = tally.failure;
    }
    sum.failed += tally.failed;
}

} // namespace

void takeInvariants(FleetState& state, const SiteEntry& site, const HostInvariants& told)
{
    if (told.host.isEmpty() || told.site != site.id)
        return;
    if (state.invariants.size() > state.hosts.size() + earlyKept) { // of hosts that are gone
        state.invariants.removeIf(
            [&state](const auto& entry) { return state.hosts.find(entry.key()) == nullptr; });
    }
    state.invariants.insert(told.host, told);
    state.invariantsChanged = true;
}

InvariantSheet invariantsOf(const FleetState& state)
{
    InvariantSheet sheet;
    for (const SiteEntry& site : state.sites)
        sheet.sites.try_emplace(site.id);
    state.hosts.forEach([&](RowId, const HostEntry& host) {
        const auto told = state.invariants.constFind(host.object.id);
        if (told == state.invariants.cend() || told->site != host.site)
            return;
        const bool fresh = isFresh(state, host);
        InvariantTallies& scope = host.object.simulated ? sheet.simulated : sheet.sites[host.site];
        for (size_t i = 0; i < scope.size(); ++i) {
            add(scope[i], told->tallies[i], fresh);
            if (!host.object.simulated)
                add(sheet.total[i], told->tallies[i], fresh);
        }
    });
    return sheet;
}

std::vector<InvariantFailure> failuresOf(const FleetState& state, int invariant)
{
    std::vector<InvariantFailure> failures;
    if (invariant < 1 || invariant > invariantCount)
        return failures;
    state.hosts.forEach([&](RowId, const HostEntry& host) {
        const auto told = state.invariants.constFind(host.object.id);
        if (told == state.invariants.cend() || told->site != host.site)
            return;
        const InvariantTally& tally = told->tallies[static_cast<size_t>(invariant - 1)];
        if (tally.failed > 0)
            failures.push_back({invariant, host.site, host.object.id, host.object.code, tally.vm,
                tally.failed, isFresh(state, host), host.object.simulated, tally.failure});
    });
    std::sort(
        failures.begin(), failures.end(), [](const InvariantFailure& a, const InvariantFailure& b) {
            return std::tie(a.simulated, a.site, a.hostCode)
                < std::tie(b.simulated, b.site, b.hostCode);
        });
    return failures;
}

} // namespace Espalier
