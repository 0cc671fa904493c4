// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records.h"

#include <domain/verdicts.h>

namespace Espalier::Evidence {

struct StatedVm {
    VmId id; // empty: found by a scan, without a Birth
    qint64 pid = 0;
    quint64 startTime = 0; // field 22 of /proc/<pid>/stat
    VmPhase state = VmPhase::Preparing;
    JobState job = JobState::None; // None, Running or Ended
    friend bool operator==(const StatedVm&, const StatedVm&) = default;
};

// A host's signed inventory (evidence.md 1): what is there now. No leaf of any log.
struct HostStatement {
    HostId host;
    QString bootId;
    quint64 statementSeq = 0; // rises, never reset
    quint64 headSeq = 0; // the host's newest record; 0: none yet
    QString headHash; // its leaf hash; none yet: 64 zeros
    MonoTime mono{};
    WallTime wall{};
    std::chrono::milliseconds interval{10'000};
    std::vector<StatedVm> vms;
    std::vector<DiskEntry> disks; // role and sanitisation are not stated
    QStringList volumes, nics;
    QMap<QString, QString> limits; // limits in force and what could not be had
    QString sandboxProfileHash, acceleratorPolicy;
    CheckpointRef lastCheckpoint = noCheckpoint();
    friend bool operator==(const HostStatement&, const HostStatement&) = default;
};

// Canonical payload bytes of a DSSE envelope of statementType.
[[nodiscard]] Result<QByteArray> write(const HostStatement& statement);
[[nodiscard]] Result<HostStatement> readStatement(const QByteArray& payload);

// What the store and the state table take from a statement. verified and problem are left to the
// caller.
[[nodiscard]] HostObservation observationOf(
    const SiteId& site, const HostStatement& statement, MonoTime receivedAt);

} // namespace Espalier::Evidence
