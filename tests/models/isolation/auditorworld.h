// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../evidence/lives.h"
#include "support/manualclock.h"

#include <isolation/auditor.h>

namespace Espalier::Tests {

inline const VmId otherVm{QStringLiteral("7e570000-0000-4000-8000-00000000000b")};
inline const HostId otherHost{QStringLiteral("3f2a1c00-0000-4000-8000-000000000002")};

// A site with two honest hosts, its control plane and one auditor that listens.
class AuditorWorld {
public:
    explicit AuditorWorld(bool withTrust = true)
    {
        clock.jumpWall(lifeNoon() + std::chrono::seconds(100) - clock.wall());
        if (withTrust)
            take(trustBatch());
    }

    [[nodiscard]] static AuditorConfig config()
    {
        return {QStringLiteral("dev.espalier.internal"), {{testKey('r').publicKey()}, 1}, 0};
    }
    [[nodiscard]] static FeedBatch batch()
    {
        FeedBatch news;
        news.site = lifeSite;
        return news;
    }
    [[nodiscard]] FeedBatch trustBatch(Evidence::Roster roster = testRoster()) const
    {
        FeedBatch news = batch();
        news.trust = Trust{
            Evidence::seal(Evidence::rosterType, *Evidence::write(roster), testKey('r')),
            Evidence::seal(Evidence::hostsType,
                *Evidence::write(testHosts({host.enrolment(), other.enrolment()})), testKey('r'))};
        return news;
    }
    void take(const FeedBatch& news) { note(auditor.take(news)); }
    void work()
    {
        for (const FeedBatch& answer : auditor.work(100))
            note(answer);
    }

    // One commit with one record object, as fleetd labels it.
    void record(const QByteArray& envelope, const char* type, quint64 seq, const VmId& vm = lifeVm,
        const HostId& of = lifeHost)
    {
        Record object;
        object.site = lifeSite;
        object.host = of;
        object.hostSeq = seq;
        object.id = RecordId(of.text() + u'/' + QString::number(seq));
        object.type = QString::fromLatin1(type);
        object.vm = vm;
        object.envelope = envelope;
        object.committedAt = clock.wall();
        commit({Change::Added, object, {}});
    }
    void commit(const Event& event)
    {
        FeedBatch news = batch();
        news.commits = {{++revision, false, {event}}};
        take(news);
    }
    void vm(const Vm& object) { commit({Change::Modified, object, {}}); }
    [[nodiscard]] Vm vmObject(const VmId& id = lifeVm) const
    {
        Vm object;
        object.id = id;
        object.host = lifeHost;
        object.tenantPseudonym = QStringLiteral("t-acme");
        object.policyVersion = 3;
        return object;
    }
    void statement(const Evidence::HostStatement& content) { statement(content, host); }
    void statement(const Evidence::HostStatement& content, const SigningHost& by)
    {
        FeedBatch news = batch();
        news.statements = {{by.id(), by.seal(content), clock.mono()}};
        take(news);
    }

    // A whole life: Birth, Teardown, fleetd's word that it holds the VM gone. Answers the
    // Teardown's seq.
    quint64 life(const VmId& id = lifeVm)
    {
        const QByteArray birth = host.seal(host.birth(id));
        record(birth, "Birth", host.seq(), id);
        const QByteArray end = host.seal(host.teardown(host.head(), id));
        record(end, "Teardown", host.seq(), id);
        return host.seq();
    }

    [[nodiscard]] std::optional<LifeVerdict> verdict(const VmId& id = lifeVm) const
    {
        const auto found = verdicts.find(id);
        return found == verdicts.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] ClauseState clause(int number, const VmId& id = lifeVm) const
    {
        return verdict(id) ? verdict(id)->clauses[static_cast<size_t>(number - 1)].state
                           : ClauseState::NoInput;
    }
    [[nodiscard]] InvariantTally tally(int number) const
    {
        return invariants ? invariants->tallies[static_cast<size_t>(number - 1)] : InvariantTally();
    }
    [[nodiscard]] Badge badge(const VmId& id = lifeVm) const
    {
        return verdict(id) ? verdict(id)->badge : Badge::None;
    }

    ManualClock clock;
    SigningHost host;
    SigningHost other{otherHost, 'o'};
    Auditor auditor{config(), clock};
    std::map<VmId, LifeVerdict> verdicts; // newest, as a store would keep them for lifeHost
    std::vector<LifeVerdict> foreign; // about lives on other hosts
    std::vector<HostObservation> observations;
    std::optional<HostInvariants> invariants; // newest of lifeHost
    int verdictCount = 0;
    quint64 revision = 10;

private:
    void note(const FeedBatch& answer)
    {
        for (const LifeVerdict& verdict : answer.verdicts) {
            ++verdictCount;
            if (verdict.host == lifeHost)
                verdicts.insert_or_assign(verdict.vm, verdict);
            else
                foreign.push_back(verdict);
        }
        for (const HostInvariants& told : answer.invariants) {
            if (told.host == lifeHost)
                invariants = told;
        }
        observations.insert(
            observations.end(), answer.observations.begin(), answer.observations.end());
    }
};

} // namespace Espalier::Tests
