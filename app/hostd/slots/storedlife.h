// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "placementorder.h"

namespace Espalier::Hostd {

// Why a teardown run began (evidence.md 2). Command is for signed commands only: a tenant's cancel
// ends the job, and the job's end triggers the teardown.
enum class Trigger { JobEnd, Command, Drain, Reconcile };
[[nodiscard]] QString triggerName(Trigger trigger); // jobEnd, command, drain, reconcile

// How far one VM life has come, as it is durable. The order is the order of time.
enum class LifeStage { Intended, Born, Ending };

// A cache volume's fork that a VM has, as its records tell of it.
struct LifeCache {
    VolumeId volume;
    QString name; // in the guest
    QString owner; // pseudonym
    quint64 quota = 0; // bytes
    QString fork; // 32 hex digits
    quint64 base = 0; // version; 0: empty
    QString outcome{}; // committed, abandoned; empty: attached
    quint64 after = 0; // version, once committed
    MonoTime detached{};
};

// Everything of one VM life that a later run of hostd needs. Never the script, its environment or
// its output.
struct StoredLife {
    HostId host;
    VmId vm;
    int slot = 0;
    LifeStage stage = LifeStage::Intended;
    QString tenantPseudonym, jobRefDigest, shape, image;
    quint64 policyVersion = 0;
    std::chrono::seconds timeLimit{0};
    VmTrace trace;
    QString bootId; // in which the monotonic times below count
    quint64 birthSeq = 0;
    QString birthLeaf;
    MonoTime placedMono{};
    WallTime placedWall{};
    std::optional<MonoTime> jobStart, jobEnd;
    std::optional<WallTime> jobEndWall;
    std::optional<JobExit> exit;
    Trigger trigger = Trigger::JobEnd;
    int failedRuns = 0; // TeardownFailed records signed
    QString commandDigest; // of the command or drain behind the trigger
    // Of the VM: raised once its end begins to be wanted, and by each later command.
    quint64 generation = 1;
    bool endWanted = false;
    std::vector<LifeCache> caches;
};

// Monotonic times of another boot cannot be told in this one.
void continueInBoot(StoredLife& life, const QString& bootId);

[[nodiscard]] QByteArray toJson(const StoredLife& life);
// nullopt: not what toJson() wrote.
[[nodiscard]] std::optional<StoredLife> lifeFromJson(const QByteArray& json);

} // namespace Espalier::Hostd
