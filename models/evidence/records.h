// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsse.h"

#include <domain/objects.h>

#include <QMap>

#include <optional>
#include <variant>

namespace Espalier::Evidence {

// The payloads of the host's chained records (evidence.md 1 and 2). Hashes are lower-case hex.
// Empty texts and nullopts are left out when written.

struct CheckpointRef {
    quint64 size = 0; // no log yet: 0
    QString root; // no log yet: the empty tree's
    friend bool operator==(const CheckpointRef&, const CheckpointRef&) = default;
};
[[nodiscard]] CheckpointRef noCheckpoint();

struct Identity {
    QString recordId; // random, 32 hex digits
    SiteId site;
    HostId host;
    QString bootId;
    quint64 hostSeq = 0; // from 1
    QString prevHash; // 64 hex digits
    VmId vm; // empty in HostMode
    int slot = 0; // from 1; 0: none (HostMode)
    QString tenantPseudonym, jobRefDigest;
    QString birthLeafHash; // Teardown, TeardownFailed
    friend bool operator==(const Identity&, const Identity&) = default;
};

struct TimeGroup {
    MonoTime monoStart{}, monoEnd{};
    WallTime wallStart{}, wallEnd{};
    CheckpointRef lastCheckpoint = noCheckpoint();
    friend bool operator==(const TimeGroup&, const TimeGroup&) = default;
};

struct BackendGroup {
    QString backend; // qemu, vz, simulated
    QString version;
    QString accelerator; // kvm, hvf, vz, tcg, simulated
    QString shape, guestOs, machineType, sandboxProfileHash;
    quint64 processUid = 0;
    friend bool operator==(const BackendGroup&, const BackendGroup&) = default;
};

struct CauseGroup {
    JobExit exit;
    QString trigger; // jobEnd, command, drain, reconcile
    QString commandDigest;
    std::optional<MonoTime> jobStart, jobEnd; // jobStart: only if the job started
    friend bool operator==(const CauseGroup&, const CauseGroup&) = default;
};

struct Step {
    QString id;
    int attempt = 1;
    MonoTime started{}, ended{};
    QString result; // ok, failed
    int error = 0; // errno
    friend bool operator==(const Step&, const Step&) = default;
};

// Raw values as text; "true" and "false" are written as JSON's.
struct Fact {
    QString fact;
    QMap<QString, QString> raw;
    std::optional<MonoTime> seen = {}; // when it was observed; older hosts do not say
    friend bool operator==(const Fact&, const Fact&) = default;
};

struct DiskEntry {
    QString role;
    QString sanitisation; // CRYPTO_ERASE, UNLINK_ONLY; empty in a statement
    quint64 dev = 0, ino = 0;
    QString nonce;
    friend bool operator==(const DiskEntry&, const DiskEntry&) = default;
};

struct CacheUse {
    QString volumeId, forkId, owner, mode, versionBefore, versionAfter;
    QString outcome; // committed, abandoned
    MonoTime detached{};
    friend bool operator==(const CacheUse&, const CacheUse&) = default;
};

enum class LifeRecordKind { Birth, Teardown, TeardownFailed };

// Birth, Teardown and TeardownFailed. A Birth has no cause, steps, facts and outcome.
struct LifeRecord {
    LifeRecordKind kind = LifeRecordKind::Birth;
    Identity identity;
    QString imageDigest; // the subject's: the approved base image's
    BackendGroup backend;
    TimeGroup time;
    std::optional<CauseGroup> cause; // Teardown, TeardownFailed
    std::vector<Step> steps;
    std::vector<Fact> verified, claimed;
    QStringList residuals; // what is left over, never decides
    std::vector<DiskEntry> disks;
    std::vector<CacheUse> cache;
    Outcome outcome = Outcome::Unknown; // not in a Birth
    QString outcomeText; // as spelled in the record; filled by readers
    quint64 policyVersion = 0;
    QString hostdDigest; // of the hostd build
    friend bool operator==(const LifeRecord&, const LifeRecord&) = default;
};

struct HostModeRecord {
    Identity identity; // vm, slot and job fields empty
    TimeGroup time;
    QString keyId; // the subject's digest
    HostMode mode = HostMode::InService;
    QString commandDigest; // empty: none
    friend bool operator==(const HostModeRecord&, const HostModeRecord&) = default;
};

// CacheAttach and CacheDetach: a VM's fork of a cache volume, after its Birth and before its start
// (attach), after its process is gone and before its Teardown (detach). An attach has no outcome,
// no version after and no time of detaching; a detach has an outcome, and a version after exactly
// if it is committed.
struct CacheRecord {
    bool attach = true;
    Identity identity;
    QString imageDigest; // the subject's: the approved base image's
    TimeGroup time;
    CacheUse cache;
    friend bool operator==(const CacheRecord&, const CacheRecord&) = default;
};

// A chained record of a type that this version does not read further: accepted, never Confirmable.
struct OtherRecord {
    QString type;
    Identity identity;
    TimeGroup time;
    friend bool operator==(const OtherRecord&, const OtherRecord&) = default;
};

using HostRecord = std::variant<LifeRecord, HostModeRecord, CacheRecord, OtherRecord>;

// Canonical payload bytes of a DSSE envelope of recordType. Fails with the rule if a field is
// missing or the result is over the limit.
[[nodiscard]] Result<QByteArray> write(const LifeRecord& record);
[[nodiscard]] Result<QByteArray> write(const HostModeRecord& record);
[[nodiscard]] Result<QByteArray> write(const CacheRecord& record);

// Strict reading of a payload (clause 1). Unknown fields are ignored, missing or misspelled ones
// name themselves in the error.
[[nodiscard]] Result<HostRecord> readRecord(const QByteArray& payload);

[[nodiscard]] QString typeOf(const HostRecord& record); // Birth, Teardown, ...
[[nodiscard]] const Identity& identityOf(const HostRecord& record);
[[nodiscard]] const TimeGroup& timeOf(const HostRecord& record);

} // namespace Espalier::Evidence
