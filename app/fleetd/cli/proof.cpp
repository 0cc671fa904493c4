// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proof.h"

#include <text/messages.h>
#include <wire/convert.h>

namespace Espalier::Fleetd::Cli {

namespace {

QByteArray bytes(const std::string& text) { return QByteArray::fromStdString(text); }

} // namespace

Evidence::Result<LifeVerdict> judgeProof(const ::espalier::v1::FollowJobResponse::Proof& proof,
    const QByteArray& pinnedKeys, const SiteId& site)
{
    const auto pinned = Evidence::readPinnedKeys(pinnedKeys);
    if (!pinned)
        return Evidence::Error{QStringLiteral("pinned roster keys: %1").arg(pinned.error())};
    const auto roster = Evidence::verifyRoster(bytes(proof.roster()), *pinned);
    if (!roster)
        return Evidence::Error{QStringLiteral("roster: %1").arg(roster.error())};
    const auto hosts = Evidence::verifyHosts(bytes(proof.hosts()), *pinned, *roster, site);
    if (!hosts)
        return Evidence::Error{QStringLiteral("hosts.json: %1").arg(hosts.error())};
    const auto keys = Evidence::KeyRing::of(*hosts);
    if (!keys)
        return Evidence::Error{QStringLiteral("hosts.json: %1").arg(keys.error())};
    ::espalier::v1::Object wrapped;
    *wrapped.mutable_vm() = proof.vm();
    const auto object = Wire::fromWire(wrapped);
    const Vm* vm = object ? std::get_if<Vm>(&*object) : nullptr;
    if (!vm)
        return Evidence::Error{QStringLiteral("the VM is missing")};

    Evidence::HostChain chain(vm->host);
    Evidence::LifeEvidence evidence;
    for (const std::string& envelope : proof.records()) {
        const auto record = Evidence::checkRecord(bytes(envelope), vm->host, *keys);
        if (chain.add(record) == Evidence::ChainStep::Refused)
            evidence.refused.push_back(record);
    }
    const auto statement = Evidence::checkStatement(bytes(proof.statement()), vm->host, *keys);
    if (!statement)
        return Evidence::Error{
            QStringLiteral("statement: %1").arg(Text::sentence(statement.why()))};
    evidence.site = site;
    evidence.vm = vm->id;
    evidence.chain = &chain;
    evidence.statements = {*statement};
    evidence.roster = &*roster;
    evidence.fleetd = Evidence::fleetdWord(*vm);
    return Evidence::judge(evidence);
}

QString badgeLine(const LifeVerdict& verdict)
{
    // A simulated life has one badge whether gone or not; its name is all that is said of it.
    if (verdict.badge == Badge::SignedSimulated || verdict.badge == Badge::None)
        return Evidence::badgeName(verdict.badge);
    return QStringLiteral("%1: %2").arg(
        Evidence::badgeName(verdict.badge), Evidence::badgeWords(verdict));
}

QStringList openClauses(const LifeVerdict& verdict)
{
    QStringList open;
    for (size_t index = 0; index < verdict.clauses.size(); ++index) {
        const ClauseVerdict& clause = verdict.clauses[index];
        if (clause.state == ClauseState::Fails || clause.state == ClauseState::NoInput)
            open.append(
                QStringLiteral("clause %1 %2: %3")
                    .arg(index + 1)
                    .arg(clause.state == ClauseState::Fails ? QStringLiteral("fails")
                                                            : QStringLiteral("has no input"),
                        Text::sentence(clause.detail)));
    }
    return open;
}

} // namespace Espalier::Fleetd::Cli
