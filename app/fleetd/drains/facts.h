// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/drain.h>
#include <domain/states.h>

#include <map>

namespace Espalier::Fleetd {

// What a drain's step looks at; fleetd's record and what hosts signed. Nothing else enters.

struct DrainVmFacts {
    VmId id;
    bool running = true; // its job has not ended
    bool freed = false; // its Teardown freed the slot, or it never came to be
    bool failed = false; // a TeardownFailed stands and no Teardown
    bool degraded = false; // its life ended, its slot waits for the host's reboot
    std::optional<WallTime> endedAt; // its job
    std::optional<WallTime> etaFrom, etaTo; // p50 and p95 of its job; nullopt: no past runs
    quint64 goneSeq = 0; // hostSeq of its Teardown
};

// A HostMode record.
struct DrainModeFacts {
    quint64 seq = 0;
    HostMode mode = HostMode::InService;
    QString command; // digest; empty: the host's own doing
};

// The newest statement.
struct DrainStatementFacts {
    quint64 headSeq = 0;
    std::vector<VmId> vms;
};

struct DrainHostFacts {
    bool silent = true; // no stream, or nothing came on it for 30 s
    bool lost = false; // for so long that its jobs are
    std::vector<DrainModeFacts> modes; // the newest, oldest first
    std::optional<DrainStatementFacts> statement;
    std::vector<DrainVmFacts> vms; // on it now, and those of the drain's own list
    QString refused; // why it will not follow this command; empty: it will
    QString shortPool; // its pool, if that has fewer free slots than its floor
};

struct DrainFacts {
    WallTime now{};
    QString digest; // of the drain's command
    std::map<HostId, DrainHostFacts> hosts; // one that is missing is silent
};

} // namespace Espalier::Fleetd
