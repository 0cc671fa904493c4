// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "invariants.h"

#include <domain/feed.h>
#include <evidence/clauses.h>

#include <deque>
#include <map>
#include <set>

namespace Espalier {

constexpr size_t closedLivesAudited = 512; // a host; older ones keep the badge they had
constexpr size_t recordsParked = 2048; // a host; records that no key verifies yet
constexpr size_t refusedKept = 4; // a life
// Records that the host has and fleetd does not deliver: a lag until then (I12).
constexpr std::chrono::seconds withheldAfter{60};

// What is known here of one host: its chain, the evidence of its lives and its newest statement.
class HostAudit final {
public:
    HostAudit(SiteId site, HostId host);

    void takeRecord(const Record& record, const Evidence::KeyRing& keys);
    void takeVm(const Vm& vm);
    void dropVm(const VmId& vm); // fleetd's record of it has ended
    // Answers the observation, verified or refused; nullopt if the statement says nothing new.
    [[nodiscard]] std::optional<HostObservation> takeStatement(
        const Statement& statement, const Evidence::KeyRing& keys, const Clock& clock);
    // After other keys or another policy: tries parked records again and judges every life anew.
    void retry(const Evidence::KeyRing& keys);
    // Verdicts of the lives about which something changed, if the verdict did.
    [[nodiscard]] std::vector<LifeVerdict> judge(const Evidence::Roster* roster);

    // A statement of this host would close a clause, or none has been verified yet.
    [[nodiscard]] bool wantsStatement() const;
    [[nodiscard]] std::set<VmId> openVms() const;
    // I1 to I30 by what is here now.
    [[nodiscard]] HostInvariants invariants(
        const Evidence::Roster* roster, const Clock& clock) const;
    [[nodiscard]] size_t livesHeld() const { return m_lives.size(); }

private:
    struct Life {
        std::vector<Evidence::CheckedRecordPtr> refused;
        std::optional<Vm> vm; // as fleetd tells, while it does
        std::optional<Record> ending; // fleetd's record object of its Teardown, without the bytes
        Evidence::CheckedRecordPtr birth, teardown; // from the chain
        Evidence::CheckedStatementPtr reaching; // first that reaches the Teardown
        Evidence::CheckedStatementPtr against; // listed it, or forked the chain, after that
        std::optional<LifeVerdict> last;
        int absent = 0; // statements in a row that reach the Birth and omit the VM
        std::optional<MonoTime> absentSince;
    };
    Life& lifeOf(const VmId& vm);
    void chainRecord(const Evidence::CheckedRecordPtr& checked, const VmId& vm);
    void readChain(const VmId& vm, Life& life) const;
    void holdAgainst(const Evidence::CheckedStatementPtr& statement);
    void holdAgainst(const Evidence::CheckedStatementPtr& statement, const VmId& vm, Life& life);
    void markAll();
    void noteAbsence(const Evidence::HostStatement& now, MonoTime at);
    void lookAtHead(std::optional<MonoTime> now);
    void dropRevoked(const Evidence::KeyRing& keys);
    void forgetOldest();
    [[nodiscard]] LifeVerdict verdictOf(
        const VmId& vm, const Life& life, const Evidence::Roster* roster) const;

    SiteId m_site;
    HostId m_host;
    Evidence::HostChain m_chain;
    std::map<VmId, Life> m_lives;
    std::deque<VmId> m_order; // of m_lives, oldest first
    std::set<VmId> m_dirty;
    std::deque<Record> m_parked;
    Evidence::CheckedStatementPtr m_newest;
    Evidence::CheckedStatementPtr m_covered; // newest whose records are all here
    std::optional<MonoTime> m_newestAt; // when the newest was made, this machine's clock
    std::deque<std::chrono::nanoseconds> m_skews; // of the last statements
    std::optional<MonoTime> m_behindSince; // statements name records that are not here
    bool m_withheld = false; // for longer than withheldAfter
};

} // namespace Espalier
