// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fleetd/record/volumestore.h>
#include <fleetd/schedule/placement.h>
#include <fleetd/schedule/randomness.h>

#include <espalier/v1/hosts.pb.h>

#include <map>
#include <set>

namespace Espalier::Fleetd {

// Which volume a job means by a cache's name: the one of its tenant, cluster and pipeline, made at
// first use. Record's thread.
class Volumes final : public CommitListener {
public:
    Volumes(FleetRecord& record, QString site, Randomness random);

    // Within the commit that places this VM: what its order says of caches, in the job's order, and
    // the volumes' last use. A volume of which anybody else is the owner is not given.
    [[nodiscard]] std::vector<v1::CacheRequest> grant(
        Draft& draft, const v1::Job& job, const v1::Vm& vm);
    // Where this job would start warm: of each volume 2 for the host of its newest version, 1 for
    // hosts of older ones.
    [[nodiscard]] Warmth warmthOf(const v1::Job& job) const;
    // What that host has of them, for people: "deps warm, tools cold (newest on A07-13)".
    [[nodiscard]] QString choice(const v1::Job& job, const std::string& host) const;
    // Does a VM that has not ended have it, by its host's word or by the job it was placed for?
    // host: only there; empty: anywhere.
    [[nodiscard]] bool isUsed(const v1::CacheVolume& volume, const std::string& host = {}) const;
    // Jobs that wait for a slot and want it.
    [[nodiscard]] int waitingFor(const v1::CacheVolume& volume) const;

    void committed(const CommitPtr& commit) override;

private:
    [[nodiscard]] const v1::CacheVolume* find(const v1::Job& job, const std::string& name) const;
    [[nodiscard]] v1::CacheVolume make(const v1::Job& job, const std::string& name) const;
    void take(const v1::CacheVolume& volume);

    FleetRecord& m_record;
    const VolumeStore m_store;
    const QString m_site;
    const Randomness m_random;
    std::map<std::string, std::string> m_uids; // by tenant, cluster, pipeline, name
};

// The host of the version that was committed last; empty: nobody has committed one.
[[nodiscard]] std::string newestCopyOf(const v1::CacheVolume& volume);

} // namespace Espalier::Fleetd
