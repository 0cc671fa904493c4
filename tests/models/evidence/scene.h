// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lives.h"

#include <functional>

namespace Espalier::Tests {

using SpoilRecord = std::function<void(Evidence::LifeRecord&)>;

// One life on one host with everything that is known about it: Birth (hostSeq 1), the Birth of a
// neighbour (2), Teardown (3), a statement, fleetd's word. Honest unless a test spoils a part of
// it.
class Scene final {
public:
    explicit Scene(const SpoilRecord& spoilEnd = {}, const SpoilRecord& spoilBirth = {})
        : m_ring(*Evidence::KeyRing::of(testHosts({m_host.enrolment()})))
    {
        Evidence::LifeRecord birth = m_host.birth();
        if (spoilBirth)
            spoilBirth(birth);
        add(m_host.seal(birth));
        const QString birthLeaf = m_host.head();
        add(m_host.seal(m_host.birth(VmId(QStringLiteral("neighbour")))));
        Evidence::LifeRecord end = m_host.teardown(birthLeaf);
        if (spoilEnd)
            spoilEnd(end);
        add(m_host.seal(end));
        state(1, [](Evidence::HostStatement&) {});
        word.teardown = RecordId(QStringLiteral("%1/3").arg(lifeHost.text()));
        word.host = lifeHost;
        word.tenantPseudonym = QStringLiteral("t-acme");
        word.policyVersion = 3;
    }

    Evidence::ChainStep add(const QByteArray& envelope)
    {
        return chain.add(checkRecord(envelope, lifeHost, m_ring));
    }
    // A further statement of the host, spoiled before it is signed.
    void state(quint64 seq, const std::function<void(Evidence::HostStatement&)>& spoil)
    {
        Evidence::HostStatement statement = m_host.statement(seq);
        spoil(statement);
        statements.push_back(*checkStatement(m_host.seal(statement), lifeHost, m_ring));
    }

    [[nodiscard]] LifeVerdict verdict() const
    {
        Evidence::LifeEvidence evidence;
        evidence.site = lifeSite;
        evidence.vm = lifeVm;
        evidence.chain = &chain;
        evidence.refused = refused;
        evidence.statements = statements;
        evidence.roster = roster ? &*roster : nullptr;
        evidence.fleetd = fleetdSpoke ? std::optional(word) : std::nullopt;
        evidence.withheldHead = withheldHead;
        return judge(evidence);
    }

    [[nodiscard]] SigningHost& host() { return m_host; }
    [[nodiscard]] const Evidence::KeyRing& ring() const { return m_ring; }

    Evidence::HostChain chain{lifeHost};
    std::vector<Evidence::CheckedRecordPtr> refused;
    std::vector<Evidence::CheckedStatementPtr> statements;
    std::optional<Evidence::Roster> roster = testRoster();
    Evidence::FleetdWord word;
    bool fleetdSpoke = true;
    quint64 withheldHead = 0;

private:
    SigningHost m_host;
    Evidence::KeyRing m_ring;
};

} // namespace Espalier::Tests
