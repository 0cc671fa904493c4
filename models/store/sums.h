// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/inspection.h>
#include <domain/invariants.h>
#include <domain/objects.h>

#include <map>
#include <vector>

namespace Espalier {

// started = live + tearingDown + confirmed + gone + unconfirmed + attested + unaccounted, always.
// gone: closed by Signed + host agrees (log: absent), or on simulated hosts by Signed (simulated).
struct Balance {
    int started = 0, live = 0, tearingDown = 0, confirmed = 0, gone = 0, unconfirmed = 0,
        attested = 0, unaccounted = 0;
    int stuck = 0; // of tearingDown
    int noRecord = 0; // observed VMs in no record: not in started, must be 0
    bool evaluated = true; // false: the site's feed is not fresh, the numbers are the last known
    [[nodiscard]] int accounted() const
    {
        return live + tearingDown + confirmed + gone + unconfirmed + attested + unaccounted;
    }
    Balance& operator+=(const Balance& other);
    friend bool operator==(const Balance&, const Balance&) = default;
};

struct BalanceSheet {
    Balance total; // simulated hosts are never in it
    Balance simulated;
    std::map<SiteId, Balance> sites; // simulated hosts are not in them
    std::map<TenantId, Balance> tenants;
    std::map<SiteId, Balance> simulatedSites;
    int sitesEvaluated = 0, siteCount = 0;
    std::optional<WallTime> since; // lives open then or born later are counted
    std::optional<WallTime> cut; // the moment of the newest site's news
};

// Job end to Teardown of proven lives. Percentiles by nearest rank.
struct TeardownStatistics {
    int count = 0;
    std::chrono::milliseconds p50{}, p95{}, p99{};
    std::chrono::milliseconds binWidth{2000};
    std::vector<int> bins; // 60 bins: 0 to 120 s
    int pastSlo = 0; // not in bins
};

enum class TeardownGrouping { Image, Hostd };

// Proven lives of real hosts by what they had in common: the image's digest as the host signed it,
// or the version of hostd that the host reported when the record was taken in here.
struct TeardownGroup {
    QString name; // empty: not known
    TeardownStatistics statistics;
};

// How many of the last proven teardowns of one class of hosts and images were slow (ux.md 3.0).
struct SlowClassSum {
    QString image, backend, pool;
    int samples = 0, slow = 0; // of the last 100
};

// Slots of one pool: what the control plane believes and what is proven (domain.md 2).
struct PoolCapacity {
    QString pool;
    bool simulated = false; // counted apart
    int used = 0; // by a VM, whatever its state
    int lost = 0; // to unconfirmed and stuck VMs, orphans, ghosts and quarantine
    int drained = 0; // empty, but of a host that is not in service
    int free = 0; // the control plane's word
    int proven = 0; // of free: the last start in the slot worked (E4)
    int unknown = 0; // of sites or hosts that are silent
    [[nodiscard]] int total() const { return used + lost + drained + free + unknown; }
};

// The invariants over the hosts of a scope. What passed on a host whose evidence is old now is
// unknown here; what failed stays failed.
struct InvariantSheet {
    std::map<SiteId, InvariantTallies> sites; // real hosts
    InvariantTallies total; // of sites
    InvariantTallies simulated; // counted apart
};
struct InvariantFailure {
    int number = 0; // of the invariant
    SiteId site;
    HostId host;
    QString hostCode;
    VmId vm; // empty: the host itself
    int count = 0; // on that host
    bool fresh = false; // by evidence of now
    bool simulated = false;
    Message what; // that failed first
};

// Slots by display state.
struct SlotCounts {
    std::map<DisplayState, int> byState; // of fresh sites; stale ones are Unknown
    std::map<DisplayState, int> unknownWere; // what the unknown ones were
    int total = 0, simulated = 0, hosts = 0;
};

} // namespace Espalier
