// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "volumes.h"

#include <fleetd/commands/settlement.h>
#include <fleetd/schedule/hostlinks.h>

#include <QStringList>

namespace Espalier::Fleetd {

// What hosts say of the volumes they hold, and what fleetd orders about them by itself: the
// eviction of what nobody used for 14 days, and quotas as they are now. Record's thread.
class CacheDesk final : public CommitListener {
public:
    // Between two orders about the same copy: eviction is level-triggered.
    static constexpr std::chrono::seconds between{60};

    struct Parts {
        FleetRecord& record;
        const Volumes& volumes;
        const AuditTrail& audit;
        const Settlement& settlement;
        HostLinks& links;
    };
    explicit CacheDesk(Parts parts);

    // A host has said hello; its report follows.
    void attached(const std::string& host) { m_fresh.insert(host); }
    // All that the host holds. A malformed report is not taken at all; of volumes that are not
    // known here, or whose owner is another one than was told it, nothing is taken and the rest is.
    // What is refused is audited, once until it is another.
    void report(const std::string& host, const v1::CacheReport& report);
    // What time does: orders evictions that are due, forgets volumes of which nothing is left.
    void sweep();

    void committed(const CommitPtr& commit) override;

private:
    using Held = v1::CacheReport::HeldVolume;
    // What this entry says of a volume that is not ours to take; empty: take it.
    [[nodiscard]] QString strangerProblem(const Held& held) const;
    void tell(const std::string& host, const QStringList& problems);
    // held: nullptr: nothing of it is there any more.
    void take(Draft& draft, const std::string& host, const std::string& volume, const Held* held);
    [[nodiscard]] bool isWrittenByUntrusted(const v1::CacheVolume& volume) const;
    [[nodiscard]] bool isDue(const v1::CacheVolume& volume) const;
    void expire(const v1::CacheVolume& volume);
    void order(const v1::CacheVolume& volume, const std::string& host, bool evict) const;
    void sendQuotas();

    Parts m_parts;
    const VolumeStore m_store;
    std::map<std::string, QStringList> m_refused; // by host, as last told
    std::set<std::string> m_fresh; // hosts whose first report after a hello is awaited
    std::set<std::string> m_quotaDue; // volumes
    std::optional<MonoTime> m_looked;
};

} // namespace Espalier::Fleetd
