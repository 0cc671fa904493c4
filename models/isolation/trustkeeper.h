// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>
#include <evidence/check.h>

#include <map>

namespace Espalier {

// Roster and host keys after verification. The roster is one for the trust domain: the newest
// version that any site has shown holds for all, and no older one is ever taken.
class TrustKeeper final {
public:
    TrustKeeper(
        QString trustDomain, Evidence::PinnedKeys pinned, quint64 leastVersion, const Clock& clock);
    // True if the roster or this site's keys changed.
    bool take(const SiteId& site, const Trust& trust);

    [[nodiscard]] const Evidence::Roster* roster() const; // nullptr: none verified
    [[nodiscard]] const Evidence::KeyRing& keys(const SiteId& site) const;
    [[nodiscard]] bool hasKeys(const SiteId& site) const;
    [[nodiscard]] const std::map<SiteId, Message>& problems() const { return m_problems; }

private:
    [[nodiscard]] Message takeRoster(const QByteArray& envelope, bool& changed);
    [[nodiscard]] Message takeHosts(const SiteId& site, const QByteArray& envelope, bool& changed);

    const QString m_trustDomain;
    const Evidence::PinnedKeys m_pinned;
    const quint64 m_leastVersion;
    const Clock& m_clock;
    std::optional<Evidence::Roster> m_roster;
    struct SiteKeys {
        QByteArray envelope;
        quint64 version = 0;
        Evidence::KeyRing ring;
    };
    std::map<SiteId, SiteKeys> m_keys;
    std::map<SiteId, Message> m_problems;
};

} // namespace Espalier
