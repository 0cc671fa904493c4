// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariantrules.h"

#include <evidence/clauses.h>

#include <algorithm>

namespace Espalier {

using namespace Evidence;
using namespace Rules;

namespace {

constexpr int absentAtMost = 1; // I6: start and stop races take one statement

const LifeRecord* lifeOf(const std::vector<CheckedRecordPtr>& records, LifeRecordKind kind)
{
    for (const CheckedRecordPtr& record : records) {
        const LifeRecord* life = record->life();
        if (life != nullptr && life->kind == kind)
            return life;
    }
    return nullptr;
}

// I1: a VM's records name one job, and it has one Birth.
void oneJob(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        if (birth == nullptr)
            continue;
        const auto differs = std::find_if(
            life.records.begin(), life.records.end(), [birth](const CheckedRecordPtr& record) {
                const LifeRecord* other = record->life();
                return other != nullptr && other != birth
                    && (other->kind == LifeRecordKind::Birth
                        || other->identity.jobRefDigest != birth->identity.jobRefDigest);
            });
        if (differs == life.records.end())
            pass(tally);
        else
            fail(tally, life.vm,
                message(
                    "invariant.two-jobs", birth->identity.hostSeq, (*differs)->identity().hostSeq));
    }
}

// I3: an ended job has a Teardown within the SLO.
void tornDownInTime(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* end = life.teardown();
        if (end != nullptr && end->cause && end->cause->jobEnd) {
            const auto took = end->time.monoEnd - *end->cause->jobEnd;
            if (took <= teardownSlo)
                pass(tally);
            else
                fail(tally, life.vm,
                    message("invariant.slow-teardown",
                        std::chrono::duration_cast<std::chrono::seconds>(took).count()));
            continue;
        }
        if (end != nullptr || life.fleetd == nullptr || !life.fleetd->jobEndedAt)
            continue;
        const auto since = host.wall - *life.fleetd->jobEndedAt;
        if (since <= teardownSlo)
            continue; // not to be judged yet
        if (host.fresh)
            fail(tally, life.vm,
                message("invariant.no-teardown",
                    std::chrono::duration_cast<std::chrono::seconds>(since).count()));
        else
            doubt(tally);
    }
}

// I4, I13: no later statement lists a VM that is said to be gone, nor a disk of it.
void notListedAgain(const AuditedHost& host, InvariantTally& tally, bool disks)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* end = life.teardown();
        if (end == nullptr)
            continue;
        if (life.against) {
            const Message what = stillListed(life.against->statement, *end);
            const bool disk = what.code() == QLatin1String("clause.disk-listed");
            if (!what.isEmpty() && disk == disks)
                fail(tally, life.vm, what);
            else
                pass(tally);
        } else if (life.reaching) {
            pass(tally);
        } else {
            doubt(tally);
        }
    }
}

// I5: what the host lists has a Birth and no Teardown.
void bornBeforeItLives(const AuditedHost& host, InvariantTally& tally)
{
    if (host.statement == nullptr)
        return;
    const bool behind = host.statement->headSeq > host.chain->headSeq();
    for (const StatedVm& vm : host.statement->vms) {
        const auto life = std::find_if(host.lives.begin(), host.lives.end(),
            [&](const AuditedLife& each) { return each.vm == vm.id; });
        const bool born = life != host.lives.end() && life->birth() != nullptr;
        if (!host.fresh)
            doubt(tally);
        else if (born)
            pass(tally);
        else if (behind && !vm.id.isEmpty())
            doubt(tally);
        else
            fail(tally, vm.id, message("invariant.no-birth", vm.pid));
    }
}

// I6: what fleetd says runs, the host lists: two statements in a row decide.
void runningIsListed(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        const bool runs = life.fleetd != nullptr && life.fleetd->phase == VmPhase::Running
            && !life.fleetd->jobEndedAt && birth != nullptr && life.teardown() == nullptr;
        if (!runs)
            continue;
        if (!host.fresh || !reaches(host, *birth))
            doubt(tally);
        else if (listed(host, life.vm) != nullptr)
            pass(tally);
        else if (life.absent <= absentAtMost)
            doubt(tally);
        else
            fail(tally, life.vm, message("invariant.not-listed", host.statement->statementSeq));
    }
}

// I8: two Teardowns of a VM are the same bytes.
void oneTeardown(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        std::vector<CheckedRecordPtr> ends;
        std::copy_if(life.records.begin(), life.records.end(), std::back_inserter(ends),
            [](const CheckedRecordPtr& record) {
                const LifeRecord* each = record->life();
                return each != nullptr && each->kind == LifeRecordKind::Teardown;
            });
        if (ends.empty())
            continue;
        const auto other = std::find_if(ends.begin(), ends.end(),
            [&](const CheckedRecordPtr& each) { return each->payload != ends.front()->payload; });
        if (other == ends.end())
            pass(tally);
        else
            fail(tally, life.vm,
                message("invariant.two-teardowns", ends.front()->identity().hostSeq,
                    (*other)->identity().hostSeq));
    }
}

// I9: Teardown and Birth agree on host, tenant and policy, and the Birth came first.
void endsAsItBegan(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord *birth = life.birth(), *end = life.teardown();
        if (end == nullptr)
            continue;
        if (birth == nullptr) {
            doubt(tally); // older than what is here of the chain
            continue;
        }
        const Identity &from = birth->identity, &to = end->identity;
        if (from.host == to.host && from.tenantPseudonym == to.tenantPseudonym
            && birth->policyVersion == end->policyVersion && from.hostSeq < to.hostSeq)
            pass(tally);
        else
            fail(tally, life.vm, message("invariant.other-owner", from.hostSeq, to.hostSeq));
    }
}

// I17: the base image at Birth is one that the policy of that version approves.
void approvedImage(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        if (birth == nullptr)
            continue;
        const Policy* policy =
            host.roster != nullptr ? host.roster->policyAt(birth->policyVersion) : nullptr;
        if (policy == nullptr)
            doubt(tally);
        else if (policy->images.contains(birth->imageDigest))
            pass(tally);
        else
            fail(tally, life.vm, message("invariant.image", birth->imageDigest.left(12)));
    }
}

// I23: accelerator and sandbox profile are as the policy says.
void allowedBackend(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        const LifeRecord* birth = life.birth();
        if (birth == nullptr)
            continue;
        const Policy* policy =
            host.roster != nullptr ? host.roster->policyAt(birth->policyVersion) : nullptr;
        const Message problem =
            policy != nullptr ? policy->backendProblem(birth->backend) : Message();
        if (policy == nullptr)
            doubt(tally);
        else if (problem.isEmpty())
            pass(tally);
        else
            fail(tally, life.vm, problem);
    }
}

// I24: records are signed by keys that are enrolled and not revoked.
void enrolledKeys(const AuditedHost& host, InvariantTally& tally)
{
    for (const AuditedLife& life : host.lives) {
        if (life.badKey)
            fail(tally, life.vm, message("invariant.key"));
        else if (!life.records.empty())
            pass(tally);
    }
}

using Rule = void (*)(const AuditedHost&, InvariantTally&);
struct RuleRow {
    int number;
    Rule rule;
};
constexpr std::array rules{
    RuleRow{1, oneJob},
    RuleRow{3, tornDownInTime},
    RuleRow{4, [](const AuditedHost& host, InvariantTally& t) { notListedAgain(host, t, false); }},
    RuleRow{5, bornBeforeItLives},
    RuleRow{6, runningIsListed},
    RuleRow{7, oneChain},
    RuleRow{8, oneTeardown},
    RuleRow{9, endsAsItBegan},
    RuleRow{12, balances},
    RuleRow{13, [](const AuditedHost& host, InvariantTally& t) { notListedAgain(host, t, true); }},
    RuleRow{14, attachedToItsOwner},
    RuleRow{15, oneWriter},
    RuleRow{16, attachedWithinLife},
    RuleRow{17, approvedImage},
    RuleRow{19, apart},
    RuleRow{20, noBirthOutOfService},
    RuleRow{23, allowedBackend},
    RuleRow{24, enrolledKeys},
    RuleRow{25, clocksAgree},
};

} // namespace

const LifeRecord* AuditedLife::birth() const { return lifeOf(records, LifeRecordKind::Birth); }

const LifeRecord* AuditedLife::teardown() const
{
    return lifeOf(records, LifeRecordKind::Teardown);
}

InvariantTallies judgeInvariants(const AuditedHost& host)
{
    InvariantTallies tallies;
    for (const RuleRow& row : rules)
        row.rule(host, tallies[static_cast<size_t>(row.number - 1)]);
    return tallies;
}

} // namespace Espalier
