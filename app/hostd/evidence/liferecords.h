// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/slots/storedlife.h>

#include <evidence/records.h>

namespace Espalier::Hostd {

// What all records of this process say of the program and its hypervisor.
struct RecordFrame {
    BackendInfo backend;
    QString hostdDigest; // SHA-256 of this program's file, lower-case hex
    QString bootId;
};

struct Moment {
    MonoTime mono{};
    WallTime wall{};
};

// The records of one life, without the identity's chain fields, which RecordSigner adds. Pure.
[[nodiscard]] Evidence::LifeRecord birthRecord(
    const StoredLife& life, const RecordFrame& frame, const Moment& now);
// outcome decides: a success makes a Teardown, all else a TeardownFailed. begun: of this run.
[[nodiscard]] Evidence::LifeRecord teardownRecord(const StoredLife& life, const RecordFrame& frame,
    const TeardownRun& run, const Moment& begun, const Moment& now);

// Of one fork: CacheAttach as long as it has no outcome, then CacheDetach.
[[nodiscard]] Evidence::CacheRecord cacheRecord(
    const StoredLife& life, const LifeCache& cache, const Moment& now);

// COMPLETE* and SIMULATED end a life (evidence.md 6).
[[nodiscard]] bool endsLife(Outcome outcome);

} // namespace Espalier::Hostd
