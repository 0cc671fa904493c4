// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clauses.h"

#include <algorithm>

namespace Espalier::Evidence {

namespace {

using Clause = ClauseVerdict;

Clause holds(const Message& detail = {}) { return {ClauseState::Holds, detail}; }
Clause fails(const Message& detail) { return {ClauseState::Fails, detail}; }
Clause noInput(const Message& detail) { return {ClauseState::NoInput, detail}; }
Clause notEvaluated(const Message& detail) { return {ClauseState::NotEvaluated, detail}; }

// The life's records, picked from the chain.
struct Life {
    CheckedRecordPtr birth; // the one that the Teardown names, else the first
    CheckedRecordPtr teardown;
    CheckedRecordPtr otherTeardown; // a second one, of different bytes
    CheckedRecordPtr failed; // the newest TeardownFailed
    CheckedRecordPtr refused; // a record that did not pass clause 1 or 2
    const Policy* policy = nullptr; // of the Birth's policyVersion
};

Life pick(const LifeEvidence& evidence)
{
    Life life;
    std::vector<CheckedRecordPtr> births;
    if (evidence.chain != nullptr) {
        for (const CheckedRecordPtr& record : evidence.chain->recordsOf(evidence.vm)) {
            const LifeRecord* content = record->life();
            if (content == nullptr)
                continue;
            if (content->kind == LifeRecordKind::Birth)
                births.push_back(record);
            else if (content->kind == LifeRecordKind::TeardownFailed)
                life.failed = record;
            else if (!life.teardown)
                life.teardown = record;
            else if (!life.otherTeardown)
                life.otherTeardown = record;
        }
    }
    for (const CheckedRecordPtr& birth : births) {
        const bool named =
            life.teardown && life.teardown->identity().birthLeafHash == birth->leafHash;
        if (!life.birth || named)
            life.birth = birth;
    }
    if (!evidence.refused.empty())
        life.refused = evidence.refused.back();
    const CheckedRecordPtr& first = life.birth ? life.birth : life.teardown;
    if (first && evidence.roster != nullptr)
        life.policy = evidence.roster->policyAt(first->life()->policyVersion);
    return life;
}

Message missingTeardown(const Life& life)
{
    if (life.failed)
        return message("clause.teardown-failed", life.failed->life()->outcomeText);
    return message("clause.no-teardown");
}

// 1: the payload passes the strict reader.
Clause clause1(const Life& life)
{
    if (life.teardown)
        return holds();
    if (life.refused && !life.refused->record)
        return fails(life.refused->readProblem);
    return noInput(missingTeardown(life));
}

// 2: signature by an enrolled, unrevoked key of that host.
Clause clause2(const Life& life)
{
    if (life.teardown)
        return holds(message("clause.key", life.teardown->keyId));
    if (life.refused && !life.refused->signatureHolds)
        return fails(life.refused->signatureProblem);
    return noInput(missingTeardown(life));
}

// What contradicts the Birth's part of clause 3; empty: nothing.
Message birthMismatch(const Life& life)
{
    const Identity& birth = life.birth->identity();
    const Identity& end = life.teardown->identity();
    if (end.birthLeafHash != life.birth->leafHash)
        return message("clause.other-birth");
    if (birth.hostSeq >= end.hostSeq)
        return message("clause.before-birth");
    if (birth.site != end.site)
        return message("clause.sites-differ");
    if (birth.tenantPseudonym != end.tenantPseudonym)
        return message("clause.tenants-differ");
    if (life.birth->life()->policyVersion != life.teardown->life()->policyVersion)
        return message("clause.policies-differ");
    return {};
}

// 3: a logged Birth that agrees, and no other Teardown. Without a log: on the host's chain.
Clause clause3(const LifeEvidence& evidence, const Life& life)
{
    if (!life.teardown)
        return noInput(missingTeardown(life));
    if (life.otherTeardown) {
        return fails(message("clause.two-teardowns", life.teardown->identity().hostSeq,
            life.otherTeardown->identity().hostSeq));
    }
    if (!life.birth)
        return noInput(message("clause.no-birth"));
    if (const Message problem = birthMismatch(life); !problem.isEmpty())
        return fails(problem);
    // The host's own word reaches as far as the newest statement whose records are all here.
    const quint64 head = evidence.chain->headSeq();
    const quint64 first = life.birth->identity().hostSeq;
    quint64 stated = 0, covered = 0;
    for (const CheckedStatementPtr& statement : evidence.statements) {
        const quint64 named = statement->statement.headSeq;
        stated = std::max(stated, named);
        if (named <= head)
            covered = std::max(covered, named);
    }
    if (evidence.withheldHead > head)
        return noInput(message("clause.withheld", head, evidence.withheldHead));
    if (stated > head && covered < life.teardown->identity().hostSeq)
        return noInput(message("clause.unread", head, stated));
    const Message range = stated > head ? message("clause.alone-behind", first, head, stated)
                                        : message("clause.alone", first, head);
    if (life.policy == nullptr)
        return noInput(message("clause.policy-unknown-but", range));
    if (life.policy->log == LogPolicy::Absent)
        return notEvaluated(message("clause.no-log-but", range));
    return noInput(message("clause.log-unread-but", range));
}

// 4: the host's chain is unbroken from birth to teardown.
Clause clause4(const LifeEvidence& evidence, const Life& life)
{
    if (!life.teardown)
        return noInput(missingTeardown(life));
    if (!life.birth)
        return noInput(message("clause.no-birth"));
    const quint64 first = life.birth->identity().hostSeq;
    const quint64 last = life.teardown->identity().hostSeq;
    if (const Message conflict = evidence.chain->conflictWithin(first, last); !conflict.isEmpty())
        return fails(conflict);
    return holds(message("clause.chain", first, last));
}

// 5 and 6: what only the log can show.
Clause logClause(const Life& life)
{
    if (life.policy == nullptr)
        return noInput(message("clause.policy-unknown"));
    if (life.policy->log == LogPolicy::Absent)
        return notEvaluated(message("clause.no-log"));
    return noInput(message("clause.log-unread"));
}

bool isComplete(Outcome outcome)
{
    return outcome == Outcome::Complete || outcome == Outcome::CompleteHostDegraded
        || outcome == Outcome::CompleteAfterReboot;
}

Clause simulatedClause7(const Policy& policy, const LifeRecord& end)
{
    if (end.outcome != Outcome::Simulated)
        return fails(message("clause.not-simulated", end.outcomeText));
    if (!policy.simulatedAllowed)
        return fails(message("clause.simulated-forbidden"));
    return notEvaluated(message("clause.simulated"));
}

// 7: COMPLETE*, and every required fact observed with raw values that meet their rule.
Clause clause7(const Life& life, const std::vector<FactVerdict>& facts)
{
    if (!life.teardown)
        return life.failed ? fails(missingTeardown(life)) : noInput(missingTeardown(life));
    if (!life.birth)
        return noInput(message("clause.no-birth"));
    const LifeRecord& birth = *life.birth->life();
    const LifeRecord& end = *life.teardown->life();
    if (life.policy == nullptr)
        return noInput(message("clause.no-policy", birth.policyVersion));
    if (birth.backend.backend != end.backend.backend
        || birth.backend.accelerator != end.backend.accelerator)
        return fails(message("clause.backends-differ"));
    const bool simulated = end.backend.backend == QLatin1String("simulated");
    if (life.teardown->hostSimulated && !simulated)
        return fails(message("clause.simulated-host"));
    for (const LifeRecord* stated : {&birth, &end}) {
        if (const Message problem = life.policy->backendProblem(stated->backend);
            !problem.isEmpty())
            return fails(problem);
    }
    if (simulated)
        return simulatedClause7(*life.policy, end);
    if (!isComplete(end.outcome))
        return fails(message("clause.outcome", end.outcomeText));
    int required = 0;
    for (const FactVerdict& fact : facts) {
        required += fact.required ? 1 : 0;
        const bool missing = fact.required && fact.state == FactState::Missing;
        // A contradiction counts whether policy asked for the fact or not.
        if (missing || fact.state == FactState::Contradicted)
            return fails(message("clause.fact", fact.fact, fact.detail));
    }
    return holds(message("clause.facts", end.outcomeText, required));
}

// 8: a verified statement that reaches the record lists nothing of the VM, and no later one does.
Clause clause8(const LifeEvidence& evidence, const Life& life)
{
    if (!life.teardown)
        return noInput(missingTeardown(life));
    const quint64 seq = life.teardown->identity().hostSeq;
    const LifeRecord& content = life.birth ? *life.birth->life() : *life.teardown->life();
    CheckedStatementPtr first;
    for (const CheckedStatementPtr& candidate : evidence.statements) {
        const HostStatement& statement = candidate->statement;
        if (statement.host != life.teardown->identity().host || statement.headSeq < seq)
            continue;
        const quint64 number = statement.statementSeq;
        const QString chained = evidence.chain->leafHashAt(statement.headSeq);
        if (!chained.isEmpty() && chained != statement.headHash)
            return fails(message("clause.statement", number, message("clause.other-head")));
        if (const Message listed = stillListed(statement, content); !listed.isEmpty())
            return fails(message("clause.statement", number, listed));
        if (!first || statement.statementSeq < first->statement.statementSeq)
            first = candidate;
    }
    if (!first)
        return noInput(message("clause.no-statement", seq));
    return holds(message("clause.statement-clears", first->statement.statementSeq));
}

// 9: fleetd's record agrees.
Clause clause9(const LifeEvidence& evidence, const Life& life)
{
    if (!life.teardown)
        return noInput(missingTeardown(life));
    if (!evidence.fleetd)
        return noInput(message("clause.fleetd-silent"));
    const FleetdWord& word = *evidence.fleetd;
    const Identity& end = life.teardown->identity();
    if (word.teardown.isEmpty())
        return noInput(message("clause.fleetd-waits"));
    const QString id = QStringLiteral("%1/%2").arg(end.host.text()).arg(end.hostSeq);
    if (word.teardown.text() != id) {
        return fails(message("clause.fleetd-record", word.teardown.text(), id));
    }
    if (!word.host.isEmpty() && word.host != end.host)
        return fails(message("clause.fleetd-host", word.host.text()));
    if (!word.tenantPseudonym.isEmpty() && word.tenantPseudonym != end.tenantPseudonym)
        return fails(message("clause.fleetd-tenant"));
    if (word.policyVersion && *word.policyVersion != life.teardown->life()->policyVersion)
        return fails(message("clause.fleetd-policy", *word.policyVersion));
    return holds();
}

void decideBadge(const Life& life, LifeVerdict& verdict)
{
    const auto state = [&](int clause) {
        return verdict.clauses[static_cast<size_t>(clause - 1)].state;
    };
    const auto held = [&](int clause) { return state(clause) == ClauseState::Holds; };
    const bool chained = held(1) && held(2) && held(4) && state(3) != ClauseState::Fails;
    if (!chained || life.policy == nullptr)
        return;
    // Without a log clause 3 is judged on the host's chain, and then says that there is no log.
    const bool alone = held(3) || state(3) == ClauseState::NotEvaluated;
    const bool agreed = alone && held(8) && held(9);
    // SIMULATED was looked at by clause 7, which then neither holds nor fails.
    if (verdict.simulated && verdict.outcome == Outcome::Simulated
        && state(7) == ClauseState::NotEvaluated) {
        verdict.badge = Badge::SignedSimulated;
        verdict.gone = agreed;
        return;
    }
    if (!held(7))
        return;
    const bool closes = agreed && life.policy->log == LogPolicy::Absent;
    verdict.badge = closes ? Badge::SignedHostAgrees : Badge::Signed;
    verdict.gone = closes;
}

void describe(const Life& life, LifeVerdict& verdict)
{
    verdict.hasBirth = life.birth != nullptr;
    verdict.hasTeardown = life.teardown != nullptr;
    verdict.teardownFailed = life.failed && !life.teardown;
    if (life.birth) {
        const LifeRecord& birth = *life.birth->life();
        verdict.host = birth.identity.host;
        verdict.birthSeq = birth.identity.hostSeq;
        verdict.birthLeaf = life.birth->leafHash;
        verdict.bornAt = birth.time.wallEnd;
        verdict.policyVersion = birth.policyVersion;
        verdict.imageDigest = birth.imageDigest;
        verdict.accelerator = birth.backend.accelerator;
        verdict.simulated = birth.backend.backend == QLatin1String("simulated");
        verdict.keyId = life.birth->keyId;
    }
    const CheckedRecordPtr& last = life.teardown ? life.teardown : life.failed;
    if (!last)
        return;
    const LifeRecord& end = *last->life();
    verdict.host = end.identity.host;
    verdict.outcome = end.outcome;
    verdict.policyVersion = end.policyVersion;
    verdict.accelerator = end.backend.accelerator;
    verdict.simulated = end.backend.backend == QLatin1String("simulated");
    verdict.keyId = last->keyId;
    if (life.teardown) {
        verdict.teardownSeq = end.identity.hostSeq;
        verdict.teardownLeaf = last->leafHash;
        verdict.endedAt = end.time.wallEnd;
    } else {
        verdict.residuals = end.residuals;
    }
    verdict.teardownBegunAt = end.time.wallStart;
    if (!end.cause)
        return;
    verdict.trigger = end.cause->trigger;
    verdict.exit = end.cause->exit;
    if (end.cause->jobEnd && *end.cause->jobEnd <= end.time.monoEnd) {
        verdict.teardownDuration = end.time.monoEnd - *end.cause->jobEnd;
        verdict.jobEndedAt = end.time.wallEnd - verdict.teardownDuration;
    }
}

} // namespace

LifeVerdict judge(const LifeEvidence& evidence)
{
    const Life life = pick(evidence);
    LifeVerdict verdict;
    verdict.site = evidence.site;
    verdict.vm = evidence.vm;
    if (evidence.chain != nullptr)
        verdict.host = evidence.chain->host();
    describe(life, verdict);
    const CheckedRecordPtr& last = life.teardown ? life.teardown : life.failed;
    if (last && life.birth && life.policy != nullptr)
        verdict.facts = judgeFacts(*life.policy, *life.birth->life(), *last->life());
    verdict.clauses = {clause1(life), clause2(life), clause3(evidence, life),
        clause4(evidence, life), logClause(life), logClause(life), clause7(life, verdict.facts),
        clause8(evidence, life), clause9(evidence, life)};
    decideBadge(life, verdict);
    return verdict;
}

} // namespace Espalier::Evidence
