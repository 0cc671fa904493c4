// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <algorithm>

namespace Espalier {

namespace {

constexpr int binCount = 60;

std::chrono::milliseconds percentile(const std::vector<std::chrono::nanoseconds>& sorted, size_t p)
{
    const size_t rank = (sorted.size() * p + 99) / 100; // nearest rank, from 1
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        sorted[std::max<size_t>(rank, 1) - 1]);
}

void mark(const FleetState& state, BalanceSheet& sheet)
{
    for (const SiteEntry& site : state.sites) {
        ++sheet.siteCount;
        sheet.sitesEvaluated += site.isFresh() ? 1 : 0;
        sheet.total.evaluated &= site.isFresh();
        sheet.sites[site.id].evaluated = site.isFresh();
        if (site.since)
            sheet.since = sheet.since ? std::min(*sheet.since, *site.since) : *site.since;
        if (site.lastMessageWall)
            sheet.cut =
                sheet.cut ? std::max(*sheet.cut, *site.lastMessageWall) : *site.lastMessageWall;
    }
    sheet.simulated.evaluated = sheet.total.evaluated;
}

} // namespace

Balance& Balance::operator+=(const Balance& other)
{
    started += other.started;
    live += other.live;
    tearingDown += other.tearingDown;
    confirmed += other.confirmed;
    gone += other.gone;
    unconfirmed += other.unconfirmed;
    attested += other.attested;
    unaccounted += other.unaccounted;
    stuck += other.stuck;
    noRecord += other.noRecord;
    return *this;
}

void count(Balance& balance, const LifeEntry& life)
{
    if (life.life == LifeClass::Unborn)
        return;
    ++balance.started;
    switch (life.life) {
    case LifeClass::Live:
        ++balance.live;
        break;
    case LifeClass::TearingDown:
        ++balance.tearingDown;
        balance.stuck += life.state == DisplayState::Stuck ? 1 : 0;
        break;
    case LifeClass::Confirmed:
        ++balance.confirmed;
        break;
    case LifeClass::Gone:
        ++balance.gone;
        break;
    case LifeClass::Unconfirmed:
        ++balance.unconfirmed;
        break;
    case LifeClass::Attested:
        ++balance.attested;
        break;
    case LifeClass::Unaccounted:
        ++balance.unaccounted;
        break;
    case LifeClass::Unborn:
        break;
    }
}

TenantId tenantOf(const FleetState& state, const LifeEntry& life)
{
    if (!life.vm.tenant.isEmpty())
        return life.vm.tenant;
    const Job* job = state.jobOf(life);
    return job != nullptr ? job->tenant : TenantId();
}

BalanceSheet balanceOf(const FleetState& state)
{
    BalanceSheet sheet;
    mark(state, sheet);
    for (const SiteEntry& site : state.sites) {
        sheet.sites[site.id] += site.folded;
        if (site.foldedSimulated.started > 0)
            sheet.simulatedSites[site.id] += site.foldedSimulated;
        for (const auto& [tenant, balance] : site.foldedTenants)
            sheet.tenants[tenant] += balance;
    }
    state.lives.forEach([&](RowId, const LifeEntry& life) {
        if (!life.counted || life.life == LifeClass::Unborn)
            return;
        if (state.isSimulated(life.host)) {
            count(sheet.simulatedSites[life.site], life);
            return;
        }
        count(sheet.sites[life.site], life);
        count(sheet.tenants[tenantOf(state, life)], life);
    });
    state.hosts.forEach([&](RowId, const HostEntry& host) {
        if (host.orphans > 0)
            (host.object.simulated ? sheet.simulatedSites : sheet.sites)[host.site].noRecord +=
                host.orphans;
    });
    for (const auto& [site, balance] : sheet.sites)
        sheet.total += balance;
    for (auto& [site, balance] : sheet.simulatedSites) {
        const SiteEntry* entry = state.site(site);
        balance.evaluated = entry != nullptr && entry->isFresh();
        sheet.simulated += balance;
    }
    return sheet;
}

SlotCounts slotCountsOf(const FleetState& state, const SiteId& site)
{
    SlotCounts counts;
    state.slots.forEach([&](RowId, const SlotEntry& slot) {
        if (!site.isEmpty() && slot.site != site)
            return;
        ++counts.total;
        counts.simulated += state.isSimulated(slot.object.host) ? 1 : 0;
        ++counts.byState[slot.state];
        if (slot.state == DisplayState::Unknown)
            ++counts.unknownWere[slot.lastKnown];
    });
    state.hosts.forEach([&](RowId, const HostEntry& host) {
        counts.hosts += site.isEmpty() || host.site == site ? 1 : 0;
    });
    return counts;
}

TeardownStatistics statisticsOf(std::vector<std::chrono::nanoseconds> durations)
{
    TeardownStatistics statistics;
    statistics.bins.assign(binCount, 0);
    if (durations.empty())
        return statistics;
    std::sort(durations.begin(), durations.end());
    statistics.count = static_cast<int>(durations.size());
    statistics.p50 = percentile(durations, 50);
    statistics.p95 = percentile(durations, 95);
    statistics.p99 = percentile(durations, 99);
    for (const auto duration : durations) {
        const auto bin = static_cast<size_t>(duration / statistics.binWidth);
        if (bin < statistics.bins.size())
            ++statistics.bins[bin];
        else
            ++statistics.pastSlo;
    }
    return statistics;
}

} // namespace Espalier
