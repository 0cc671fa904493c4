// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache.h"
#include "drain.h"
#include "marks.h"
#include "states.h"

#include <QByteArray>
#include <QStringList>

#include <variant>
#include <vector>

namespace Espalier {

// Value types of the resources that list and watch carry (protocol.md 1). What they say is the
// control plane's word, except Record: that is verbatim what its author signed.
// generation rises with each change that was ordered, observedGeneration with what was acted upon.

struct Site {
    SiteId id;
    quint64 generation = 0;
    QString trustDomain;
    QString fleetdVersion;
    friend bool operator==(const Site&, const Site&) = default;
};

struct Rack {
    RackId id;
    quint64 generation = 0;
    SiteId site;
    QString row; // A
    QString name; // A07
    int units = 0; // height in rack units
    friend bool operator==(const Rack&, const Rack&) = default;
};

struct Host {
    HostId id;
    quint64 generation = 0;
    quint64 observedGeneration = 0;
    SiteId site;
    RackId rack;
    QString row; // A
    QString rackName; // A07
    int unit = 0; // rack unit, from 1
    QString code; // A07-12: rack and unit, what people read at the rack
    QString name; // mac-a07-12
    QString serial;
    QString pool;
    HostMode mode = HostMode::InService;
    QString modeBy, modeReason;
    std::optional<WallTime> modeSince;
    QString hostdVersion;
    QString backend; // qemu, simulated
    QString accelerator; // kvm, tcg, simulated
    bool simulated = false;
    bool attached = false; // its stream is open now
    bool lost = false; // silent for 3 minutes, fleetd's mark
    std::optional<WallTime> lastHeard; // last message on its stream, as fleetd tells
    QString keyId; // of its record key, lower-case hex
    QString bootId;
    std::chrono::milliseconds statementInterval{10'000};
    bool quarantined = false;
    QString quarantineReason;
    CommandId modeCommand; // that set the mode
    CommandId drain; // that it is part of
    bool leakedSlot = false; // refuses a guest although none runs (domain.md 2)
    friend bool operator==(const Host&, const Host&) = default;
};

struct Slot {
    SlotId id;
    quint64 generation = 0;
    HostId host;
    int index = 0; // from 1
    QString code; // A07-12/1
    QString shape;
    VmId vm; // whose record is in it, empty if none
    bool quarantined = false;
    QString quarantineReason;
    bool provenFree = false; // free, and the last start in it worked (E4)
    friend bool operator==(const Slot&, const Slot&) = default;
};

struct Vm {
    VmId id;
    quint64 generation = 0;
    HostId host;
    SlotId slot;
    JobId job;
    TenantId tenant;
    QString tenantPseudonym;
    Intent intent = Intent::Run;
    VmPhase phase = VmPhase::Placed;
    quint64 policyVersion = 0;
    WallTime placedAt{};
    std::optional<WallTime> startedAt; // the job's start
    std::optional<WallTime> jobEndedAt;
    std::optional<JobExit> exit;
    RecordId birth, teardown; // empty until committed
    int failedTeardowns = 0; // TeardownFailed records committed
    quint64 observedGeneration = 0; // of the last order that its host acted upon
    CommandId endedBy; // empty: no command
    friend bool operator==(const Vm&, const Vm&) = default;
};

struct Job {
    JobId id;
    quint64 generation = 0;
    SiteId site;
    TenantId tenant;
    QString cluster, pipeline;
    quint64 number = 0; // counts up within tenant and pipeline
    QString shape, image;
    bool trusted = false; // trust class, the tenant's word
    JobState state = JobState::Queued;
    VmId vm;
    std::optional<JobExit> exit;
    QString submittedBy; // SPIFFE id of the queue
    std::chrono::seconds timeLimit{14'400};
    WallTime submittedAt{};
    std::optional<WallTime> startedAt, endedAt;
    // Of past runs of the same tenant and pipeline; 0 runs: the others mean nothing.
    std::chrono::milliseconds p50{}, p95{};
    int pastRuns = 0;
    QStringList caches; // names of the cache volumes that it wants
    friend bool operator==(const Job&, const Job&) = default;
};

struct Record {
    RecordId id;
    SiteId site;
    HostId host;
    quint64 hostSeq = 0;
    QString type; // Birth, Teardown, TeardownFailed, HostMode, ... as fleetd read it
    VmId vm;
    QByteArray envelope; // verbatim DSSE envelope, JSON
    WallTime committedAt{};
    friend bool operator==(const Record&, const Record&) = default;
};

struct Image {
    QString digest; // SHA-256 over the manifest, lower-case hex
    quint64 generation = 0;
    QString name;
    friend bool operator==(const Image&, const Image&) = default;
};

struct Shape {
    QString name; // linux.test.1x256m
    quint64 generation = 0;
    int vcpus = 0;
    int memoryMiB = 0;
    int diskMiB = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
};

using Object = std::variant<Site, Rack, Host, Slot, Vm, Job, Record, Image, Shape, Command, Drain,
    CacheVolume, AlarmMark, AuditEntry>;

} // namespace Espalier
