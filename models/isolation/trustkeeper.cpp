// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "trustkeeper.h"

namespace Espalier {

TrustKeeper::TrustKeeper(
    QString trustDomain, Evidence::PinnedKeys pinned, quint64 leastVersion, const Clock& clock)
    : m_trustDomain(std::move(trustDomain))
    , m_pinned(std::move(pinned))
    , m_leastVersion(leastVersion)
    , m_clock(clock)
{
}

bool TrustKeeper::take(const SiteId& site, const Trust& trust)
{
    bool changed = false;
    Message problem = takeRoster(trust.roster, changed);
    if (m_roster) {
        const Message hosts = takeHosts(site, trust.hosts, changed);
        if (problem.isEmpty())
            problem = hosts;
    }
    if (problem.isEmpty())
        m_problems.erase(site);
    else
        m_problems[site] = problem;
    return changed;
}

Message TrustKeeper::takeRoster(const QByteArray& envelope, bool& changed)
{
    const auto roster = Evidence::verifyRoster(envelope, m_pinned, m_leastVersion);
    if (!roster)
        return message("trust.roster-refused", roster.error());
    if (!m_trustDomain.isEmpty() && roster->trustDomain != m_trustDomain) {
        return message("trust.other-domain", roster->trustDomain, m_trustDomain);
    }
    if (roster->expiresAt < m_clock.wall()) {
        return message("trust.roster-expired", roster->version);
    }
    if (m_roster && roster->version < m_roster->version) {
        return message("trust.roster-older", roster->version, m_roster->version);
    }
    if (!m_roster || !(*m_roster == *roster)) {
        m_roster = *roster;
        changed = true;
    }
    return {};
}

Message TrustKeeper::takeHosts(const SiteId& site, const QByteArray& envelope, bool& changed)
{
    SiteKeys& keys = m_keys[site];
    if (envelope == keys.envelope && !envelope.isEmpty())
        return {};
    const auto hosts = Evidence::verifyHosts(envelope, m_pinned, *m_roster, site);
    if (!hosts)
        return message("trust.hosts-refused", hosts.error());
    if (hosts->version < keys.version) {
        return message("trust.hosts-older", hosts->version, keys.version);
    }
    const auto ring = Evidence::KeyRing::of(*hosts);
    if (!ring)
        return message("trust.hosts-keys", ring.error());
    keys = {envelope, hosts->version, *ring};
    changed = true;
    return {};
}

const Evidence::Roster* TrustKeeper::roster() const { return m_roster ? &*m_roster : nullptr; }

const Evidence::KeyRing& TrustKeeper::keys(const SiteId& site) const
{
    static const Evidence::KeyRing none;
    const auto found = m_keys.find(site);
    return found == m_keys.end() ? none : found->second.ring;
}

bool TrustKeeper::hasKeys(const SiteId& site) const
{
    const auto found = m_keys.find(site);
    return found != m_keys.end() && !found->second.envelope.isEmpty();
}

} // namespace Espalier
