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
    QString problem = takeRoster(trust.roster, changed);
    if (m_roster) {
        const QString hosts = takeHosts(site, trust.hosts, changed);
        if (problem.isEmpty())
            problem = hosts;
    }
    if (problem.isEmpty())
        m_problems.erase(site);
    else
        m_problems[site] = problem;
    return changed;
}

QString TrustKeeper::takeRoster(const QByteArray& envelope, bool& changed)
{
    const auto roster = Evidence::verifyRoster(envelope, m_pinned, m_leastVersion);
    if (!roster)
        return QStringLiteral("%1. Nothing of this site is verified; have the roster signed again.")
            .arg(roster.error());
    if (!m_trustDomain.isEmpty() && roster->trustDomain != m_trustDomain) {
        return QStringLiteral("the roster is of trust domain %1, this profile of %2. Check the "
                              "profile's trust files.")
            .arg(roster->trustDomain, m_trustDomain);
    }
    if (roster->expiresAt < m_clock.wall()) {
        return QStringLiteral("roster version %1 has expired. Nothing of this site is verified; "
                              "have it signed again.")
            .arg(roster->version);
    }
    if (m_roster && roster->version < m_roster->version) {
        return QStringLiteral("roster version %1 is older than %2, which another site serves; the "
                              "newer one holds. Restart this site's control plane on it.")
            .arg(roster->version)
            .arg(m_roster->version);
    }
    if (!m_roster || !(*m_roster == *roster)) {
        m_roster = *roster;
        changed = true;
    }
    return {};
}

QString TrustKeeper::takeHosts(const SiteId& site, const QByteArray& envelope, bool& changed)
{
    SiteKeys& keys = m_keys[site];
    if (envelope == keys.envelope && !envelope.isEmpty())
        return {};
    const auto hosts = Evidence::verifyHosts(envelope, m_pinned, *m_roster, site);
    if (!hosts)
        return QStringLiteral("%1. Host keys stay as they were; have hosts.json signed again.")
            .arg(hosts.error());
    if (hosts->version < keys.version) {
        return QStringLiteral("hosts.json version %1 is older than %2, which was verified before")
            .arg(hosts->version)
            .arg(keys.version);
    }
    const auto ring = Evidence::KeyRing::of(*hosts);
    if (!ring)
        return QStringLiteral("hosts.json: %1").arg(ring.error());
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
