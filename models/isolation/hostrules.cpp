// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariantrules.h"

#include <map>

namespace Espalier::Rules {

using namespace Evidence;

namespace {

constexpr std::chrono::seconds skewAtMost{5}; // I25
constexpr size_t skewSamples = 3;

} // namespace

// I7: the host's records are one chain without gap.
void oneChain(const AuditedHost& host, InvariantTally& tally)
{
    if (!host.chain->conflict().isEmpty())
        fail(tally, {}, host.chain->conflictMessage());
    else if (host.chain->missingSeq() > 0)
        doubt(tally);
    else if (!host.chain->isEmpty())
        pass(tally);
}

// I12: births without Teardown are what the statement lists, but for the SLO.
void balances(const AuditedHost& host, InvariantTally& tally)
{
    if (host.statement == nullptr)
        return;
    if (host.statement->headSeq > host.chain->headSeq()) {
        if (host.withheld)
            fail(tally, {}, message("invariant.withheld", host.statement->headSeq));
        else
            doubt(tally);
        return;
    }
    if (!host.fresh) {
        doubt(tally);
        return;
    }
    bool waits = false;
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        if (birth == nullptr || life.teardown() != nullptr || !reaches(host, *birth)
            || listed(host, life.vm) != nullptr)
            continue;
        if (life.absentSince && host.mono - *life.absentSince > teardownSlo) {
            fail(tally, life.vm, message("invariant.unaccounted", birth->identity.hostSeq));
            return;
        }
        waits = true;
    }
    for (const StatedVm& vm : host.statement->vms) {
        const auto life = std::find_if(host.lives.begin(), host.lives.end(),
            [&](const AuditedLife& each) { return each.vm == vm.id; });
        if (life != host.lives.end() && life->birth() != nullptr)
            continue;
        fail(tally, vm.id, message("invariant.no-birth", vm.pid));
        return;
    }
    if (waits)
        doubt(tally);
    else
        pass(tally);
}

// I19: live VMs have user ids of their own; not more than two macOS guests.
void apart(const AuditedHost& host, InvariantTally& tally)
{
    if (host.statement == nullptr || !host.fresh) {
        if (host.statement != nullptr)
            doubt(tally);
        return;
    }
    std::map<quint64, VmId> uids;
    int macs = 0;
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        if (birth == nullptr || listed(host, life.vm) == nullptr)
            continue;
        macs += birth->backend.guestOs == QLatin1String("macos") ? 1 : 0;
        if (macs > 2) {
            fail(tally, life.vm, message("invariant.third-guest"));
            return;
        }
        const quint64 uid = birth->backend.processUid;
        if (uid != 0 && !uids.emplace(uid, life.vm).second) {
            fail(tally, life.vm, message("invariant.same-uid", uid));
            return;
        }
    }
    pass(tally);
}

// I20: between a mode that takes no work and the next in-service there is no Birth.
void noBirthOutOfService(const AuditedHost& host, InvariantTally& tally)
{
    HostMode mode = HostMode::InService;
    for (quint64 seq = host.chain->firstSeq(); seq != 0 && seq <= host.chain->headSeq(); ++seq) {
        const CheckedRecordPtr record = host.chain->at(seq);
        if (!record || !record->record)
            continue;
        if (const auto* change = std::get_if<HostModeRecord>(&*record->record)) {
            mode = change->mode;
            continue;
        }
        const LifeRecord* life = record->life();
        if (life != nullptr && life->kind == LifeRecordKind::Birth && mode != HostMode::InService) {
            fail(tally, life->identity.vm, message("invariant.out-of-service", seq));
            return;
        }
    }
    if (!host.chain->isEmpty())
        pass(tally);
}

// I25: the host's clock is within 5 s; three statements decide.
void clocksAgree(const AuditedHost& host, InvariantTally& tally)
{
    if (host.skews.empty())
        return;
    const auto off = [](std::chrono::nanoseconds skew) {
        return skew > skewAtMost || skew < -skewAtMost;
    };
    if (!host.fresh || (off(host.skews.back()) && host.skews.size() < skewSamples))
        doubt(tally);
    else if (std::all_of(host.skews.begin(), host.skews.end(), off))
        fail(tally, {},
            message("invariant.clock",
                std::chrono::duration_cast<std::chrono::seconds>(host.skews.back()).count()));
    else
        pass(tally);
}

} // namespace Espalier::Rules
