// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

namespace Espalier::Fleetd {

// What fleet.db holds of cache volumes beside their objects: whose each is, and which hosts have
// something of it, be it empty. Reads at once; what changes goes into a commit's draft. Record's
// thread.
class VolumeStore final {
public:
    explicit VolumeStore(FleetRecord& record)
        : m_record(record)
    {
    }
    struct Copy {
        std::string volume, host;
        qint64 lastUsedNs = 0; // as the host says, never later than fleetd heard it
    };
    [[nodiscard]] QString ownerOf(const std::string& volume) const; // pseudonym; empty: not known
    [[nodiscard]] std::vector<Copy> copiesOf(const std::string& volume) const;
    [[nodiscard]] std::vector<Copy> copiesOn(const std::string& host) const;
    [[nodiscard]] bool holds(const std::string& host, const std::string& volume) const;

    // Within one tenant, cluster and pipeline a name is one volume: a second is a DatabaseError.
    static void add(Draft& draft, const v1::CacheVolume& volume, const std::string& owner);
    static void setCopy(Draft& draft, const Copy& copy);
    static void dropCopy(Draft& draft, const std::string& volume, const std::string& host);
    static void forget(Draft& draft, const std::string& volume);

private:
    [[nodiscard]] std::vector<Copy> copies(const QString& where, const std::string& value) const;
    FleetRecord& m_record;
};

} // namespace Espalier::Fleetd
