// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/check.h>

#include <memory>
#include <mutex>

namespace Espalier::Fleetd {

// Roster and enrolled host keys, verified; with the envelopes as they are handed on. Immutable.
struct Trust {
    QByteArray rosterEnvelope, hostsEnvelope;
    Evidence::Roster roster;
    Evidence::HostList hosts;
    Evidence::KeyRing keys;
};
using TrustPtr = std::shared_ptr<const Trust>;

// Where the signed files lie.
struct TrustFiles {
    QString roster, rosterKeys, hosts;
};

// Reads and verifies all three. lastRoster: the highest roster version ever accepted here.
[[nodiscard]] Evidence::Result<TrustPtr> loadTrust(
    const TrustFiles& files, const SiteId& site, quint64 lastRoster);

// The trust in force, shared by all threads; replaced whole when the files change.
class TrustBox final {
public:
    explicit TrustBox(TrustPtr trust)
        : m_trust(std::move(trust))
    {
    }
    [[nodiscard]] TrustPtr now() const
    {
        const std::lock_guard lock(m_mutex);
        return m_trust;
    }
    void replace(TrustPtr trust)
    {
        const std::lock_guard lock(m_mutex);
        m_trust = std::move(trust);
    }

private:
    mutable std::mutex m_mutex;
    TrustPtr m_trust;
};

} // namespace Espalier::Fleetd
