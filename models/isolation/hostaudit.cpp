// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostaudit.h"

#include <algorithm>
#include <utility>

namespace Espalier {

using namespace Evidence;

namespace {

// Clocks of the fleet may differ by so much (I25); a statement that is older on arrival was held
// back.
constexpr std::chrono::seconds clockTolerance{5};
constexpr size_t skewsKept = 3;
constexpr int freshIntervals = 3;

// When the statement was made, on this machine's monotonic clock, as far as wall clocks can tell.
// Never younger than its arrival.
MonoTime madeAt(const Statement& statement, WallTime said, const Clock& clock)
{
    const auto sinceArrival = clock.mono() - statement.receivedAt;
    const std::chrono::nanoseconds held = clock.wall() - sinceArrival - said;
    return held > clockTolerance ? statement.receivedAt - held : statement.receivedAt;
}

HostObservation refusal(const SiteId& site, const Statement& statement, const Message& problem)
{
    HostObservation seen;
    seen.site = site;
    seen.host = statement.host;
    seen.receivedAt = statement.receivedAt;
    seen.problem = problem;
    return seen;
}

} // namespace

HostAudit::HostAudit(SiteId site, HostId host)
    : m_site(std::move(site))
    , m_host(host)
    , m_chain(std::move(host))
{
}

HostAudit::Life& HostAudit::lifeOf(const VmId& vm)
{
    const auto found = m_lives.find(vm);
    if (found != m_lives.end())
        return found->second;
    m_order.push_back(vm);
    Life& life = m_lives[vm];
    forgetOldest();
    return life;
}

void HostAudit::takeRecord(const Record& record, const KeyRing& keys)
{
    const CheckedRecordPtr checked = checkRecord(record.envelope, m_host, keys);
    if (!record.vm.isEmpty()) {
        Life& life = lifeOf(record.vm);
        m_dirty.insert(record.vm);
        if (record.type == QLatin1String("Teardown") && !life.ending) {
            life.ending = record;
            life.ending->envelope.clear();
        }
    }
    if (checked->ok()) {
        // The signed bytes say whose life it is; fleetd's label beside them decides nothing.
        chainRecord(checked, checked->identity().vm);
        return;
    }
    if (checked->record) { // a key may be enrolled later
        if (m_parked.size() >= recordsParked)
            m_parked.pop_front();
        m_parked.push_back(record);
    }
    if (record.vm.isEmpty())
        return;
    std::vector<CheckedRecordPtr>& refused = lifeOf(record.vm).refused;
    if (refused.size() >= refusedKept)
        refused.erase(refused.begin());
    refused.push_back(checked);
}

void HostAudit::chainRecord(const CheckedRecordPtr& checked, const VmId& vm)
{
    const quint64 first = m_chain.firstSeq(), head = m_chain.headSeq();
    const ChainStep step = m_chain.add(checked);
    const bool grewMore = first > 0 && (m_chain.firstSeq() < first || m_chain.headSeq() > head + 1);
    if (!vm.isEmpty()) {
        lifeOf(vm);
        m_dirty.insert(vm);
    }
    // What waited for this record, or is torn by it, is to be judged again.
    const bool torn = step == ChainStep::Forked || step == ChainStep::Broken;
    if (torn || (step == ChainStep::Appended && grewMore))
        markAll();
    lookAtHead(std::nullopt);
}

// Clause 3 is judged as far as the host's own statements reach: are their records here? now: when
// a statement has come, nullopt when a record has.
void HostAudit::lookAtHead(std::optional<MonoTime> now)
{
    if (!m_newest)
        return;
    if (m_newest->statement.headSeq <= m_chain.headSeq()) {
        if (m_behindSince)
            markAll(); // what waited for these records
        m_covered = m_newest;
        m_behindSince.reset();
        m_withheld = false;
        return;
    }
    if (!m_behindSince)
        m_behindSince = now;
    if (m_withheld || !now || !m_behindSince || *now - *m_behindSince < withheldAfter)
        return;
    m_withheld = true;
    markAll();
}

void HostAudit::takeVm(const Vm& vm)
{
    lifeOf(vm.id).vm = vm;
    m_dirty.insert(vm.id);
}

void HostAudit::dropVm(const VmId& vm)
{
    const auto found = m_lives.find(vm);
    if (found == m_lives.end() || !found->second.vm)
        return;
    found->second.vm.reset();
    m_dirty.insert(vm);
}

std::optional<HostObservation> HostAudit::takeStatement(
    const Statement& statement, const KeyRing& keys, const Clock& clock)
{
    const auto checked = checkStatement(statement.envelope, m_host, keys);
    if (!checked)
        return refusal(m_site, statement, checked.why());
    const HostStatement& now = (*checked)->statement;
    if (m_newest) {
        const HostStatement& before = m_newest->statement;
        if (now == before)
            return std::nullopt;
        if (now.statementSeq == before.statementSeq)
            return refusal(m_site, statement, message("statement.twice", now.statementSeq));
        if (now.statementSeq < before.statementSeq)
            return refusal(m_site, statement,
                message("statement.replay", now.statementSeq, before.statementSeq));
        if (now.headSeq < before.headSeq)
            return refusal(m_site, statement,
                message("statement.head-back", now.statementSeq, now.headSeq, before.headSeq));
    }
    m_newest = *checked;
    holdAgainst(m_newest);
    lookAtHead(statement.receivedAt);
    m_newestAt = madeAt(statement, now.wall, clock);
    m_skews.push_back(now.wall - (clock.wall() - (clock.mono() - statement.receivedAt)));
    if (m_skews.size() > skewsKept)
        m_skews.pop_front();
    noteAbsence(now, statement.receivedAt);
    HostObservation seen = observationOf(m_site, now, *m_newestAt);
    seen.verified = true;
    seen.conflict = m_chain.conflictMessage();
    return seen;
}

// Of lives that fleetd has open and the statement can speak of: is the VM in it?
void HostAudit::noteAbsence(const HostStatement& now, MonoTime at)
{
    for (auto& [vm, life] : m_lives) {
        if (!life.vm || !life.birth || life.birth->identity().hostSeq > now.headSeq)
            continue;
        const bool there = std::any_of(now.vms.begin(), now.vms.end(),
            [&id = vm](const StatedVm& each) { return each.id == id; });
        life.absent = there ? 0 : life.absent + 1;
        if (there)
            life.absentSince.reset();
        else if (!life.absentSince)
            life.absentSince = at;
    }
}

HostInvariants HostAudit::invariants(const Roster* roster, const Clock& clock) const
{
    AuditedHost host;
    host.chain = &m_chain;
    host.withheld = m_withheld;
    host.skews = m_skews;
    host.roster = roster;
    host.mono = clock.mono();
    host.wall = clock.wall();
    if (m_newest) {
        host.statement = &m_newest->statement;
        host.fresh =
            m_newestAt && host.mono - *m_newestAt <= freshIntervals * m_newest->statement.interval;
    }
    for (const auto& [vm, life] : m_lives) {
        AuditedLife audited;
        audited.vm = vm;
        audited.fleetd = life.vm ? &*life.vm : nullptr;
        audited.records = m_chain.recordsOf(vm);
        audited.badKey = std::any_of(life.refused.begin(), life.refused.end(),
            [](const CheckedRecordPtr& refused) { return !refused->signatureHolds; });
        audited.reaching = life.reaching;
        audited.against = life.against;
        audited.absent = life.absent;
        audited.absentSince = life.absentSince;
        host.lives.push_back(std::move(audited));
    }
    return {m_site, m_host, judgeInvariants(host)};
}

void HostAudit::holdAgainst(const CheckedStatementPtr& statement)
{
    for (auto& [vm, life] : m_lives)
        holdAgainst(statement, vm, life);
}

// Clause 8 for one life: who closes it, and who takes it back.
void HostAudit::holdAgainst(const CheckedStatementPtr& statement, const VmId& vm, Life& life)
{
    if (!life.teardown || statement->statement.headSeq < life.teardown->identity().hostSeq)
        return;
    if (!life.reaching) {
        life.reaching = statement;
        m_dirty.insert(vm);
    }
    if (life.against)
        return;
    const LifeRecord& content = life.birth ? *life.birth->life() : *life.teardown->life();
    const QString head = m_chain.leafHashAt(statement->statement.headSeq);
    const bool forked = !head.isEmpty() && head != statement->statement.headHash;
    if (!forked && stillListed(statement->statement, content).isEmpty())
        return;
    life.against = statement;
    m_dirty.insert(vm);
}

// What a key signed that is revoked now was never proven: records leave the chain as if they had
// never passed, statements say nothing.
void HostAudit::dropRevoked(const KeyRing& keys)
{
    const auto holds = [&](const QString& keyId) { return keys.holds(m_host, keyId); };
    for (const CheckedRecordPtr& gone :
        m_chain.dropUnless([&](const CheckedRecord& record) { return holds(record.keyId); })) {
        Record again;
        again.site = m_site;
        again.host = m_host;
        again.hostSeq = gone->identity().hostSeq;
        again.vm = gone->identity().vm;
        again.envelope =
            writeEnvelope({recordType, gone->payload, {{gone->keyId, gone->signature}}});
        m_parked.push_back(std::move(again));
    }
    const auto drop = [&](CheckedStatementPtr& statement) {
        if (statement && !holds(statement->keyId))
            statement.reset();
    };
    drop(m_newest);
    drop(m_covered);
    for (auto& [vm, life] : m_lives) {
        drop(life.reaching);
        drop(life.against);
    }
}

void HostAudit::retry(const KeyRing& keys)
{
    dropRevoked(keys);
    const std::deque<Record> parked = std::exchange(m_parked, {});
    for (const Record& record : parked) {
        if (!record.vm.isEmpty())
            lifeOf(record.vm).refused.clear();
    }
    for (const Record& record : parked)
        takeRecord(record, keys);
    markAll();
}

void HostAudit::markAll()
{
    for (const auto& [vm, life] : m_lives)
        m_dirty.insert(vm);
}

void HostAudit::readChain(const VmId& vm, Life& life) const
{
    life.birth.reset();
    life.teardown.reset();
    for (const CheckedRecordPtr& record : m_chain.recordsOf(vm)) {
        const LifeRecord* content = record->life();
        if (content == nullptr)
            continue;
        if (content->kind == LifeRecordKind::Birth && !life.birth)
            life.birth = record;
        else if (content->kind == LifeRecordKind::Teardown && !life.teardown)
            life.teardown = record;
    }
}

std::vector<LifeVerdict> HostAudit::judge(const Roster* roster)
{
    std::vector<LifeVerdict> changed;
    // Holding a life against the newest statement may mark it again: that is what is judged here.
    const std::set<VmId> dirty = std::exchange(m_dirty, {});
    for (const VmId& vm : dirty) {
        const auto found = m_lives.find(vm);
        if (found == m_lives.end())
            continue;
        Life& life = found->second;
        readChain(vm, life);
        if (m_newest)
            holdAgainst(m_newest, vm, life);
        if (!life.birth && !life.teardown && life.refused.empty() && m_chain.recordsOf(vm).empty())
            continue; // nothing but fleetd's word
        LifeVerdict verdict = verdictOf(vm, life, roster);
        if (life.last && *life.last == verdict)
            continue;
        life.last = verdict;
        changed.push_back(std::move(verdict));
    }
    m_dirty.clear();
    return changed;
}

LifeVerdict HostAudit::verdictOf(const VmId& vm, const Life& life, const Roster* roster) const
{
    LifeEvidence evidence;
    evidence.site = m_site;
    evidence.vm = vm;
    evidence.chain = &m_chain;
    evidence.refused = life.refused;
    evidence.withheldHead = m_withheld && m_newest ? m_newest->statement.headSeq : 0;
    for (const CheckedStatementPtr& statement :
        {life.reaching, life.against, m_covered, m_newest}) {
        if (statement)
            evidence.statements.push_back(statement);
    }
    evidence.roster = roster;
    if (life.vm)
        evidence.fleetd = fleetdWord(*life.vm);
    else if (life.ending)
        evidence.fleetd = fleetdWord(*life.ending);
    LifeVerdict verdict = Evidence::judge(evidence);
    const CheckedRecordPtr& first = life.birth ? life.birth : life.teardown;
    if (first) {
        verdict.slot = first->identity().slot;
        verdict.tenantPseudonym = first->identity().tenantPseudonym;
    }
    return verdict;
}

bool HostAudit::wantsStatement() const
{
    if (!m_newest)
        return true;
    return std::any_of(m_lives.begin(), m_lives.end(), [](const auto& entry) {
        const Life& life = entry.second;
        return (life.teardown || life.ending) && !life.reaching;
    });
}

std::set<VmId> HostAudit::openVms() const
{
    std::set<VmId> open;
    for (const auto& [vm, life] : m_lives) {
        if (life.vm)
            open.insert(vm);
    }
    return open;
}

// Bounded memory: the oldest closed lives go, and the chain's records that only they needed.
void HostAudit::forgetOldest()
{
    size_t looks = m_order.size();
    bool dropped = false;
    while (m_lives.size() > closedLivesAudited && looks-- > 0) {
        const VmId vm = m_order.front();
        m_order.pop_front();
        const auto found = m_lives.find(vm);
        if (found == m_lives.end())
            continue;
        const Life& life = found->second;
        if (life.vm || !life.teardown || !life.reaching) {
            m_order.push_back(vm);
            continue;
        }
        m_lives.erase(found);
        m_dirty.erase(vm);
        dropped = true;
    }
    if (!dropped)
        return;
    quint64 oldest = m_chain.headSeq();
    for (const auto& [vm, life] : m_lives) {
        const auto records = m_chain.recordsOf(vm);
        if (!records.empty())
            oldest = std::min(oldest, records.front()->identity().hostSeq);
    }
    m_chain.dropBelow(oldest);
}

} // namespace Espalier
