// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/backends/backend.h>
#include <hostd/caches/heldvolume.h>

#include <chrono>
#include <optional>

namespace Espalier::Hostd {

// fleetd's order to run one job in one new VM.
struct PlacementOrder {
    QString order; // fleetd's id for the answer
    VmSpec spec; // shape: only its name comes from outside
    QString tenantPseudonym; // 64 hex digits
    QString jobRefDigest; // 64 hex digits
    quint64 policyVersion = 0;
    std::chrono::seconds timeLimit{0};
    quint64 generation = 1; // of the VM
    std::vector<CacheWish> caches;
};

[[nodiscard]] bool isHexDigest(const QString& text); // 64 lower-case hex digits

// Limits of a placement; what fleetd accepts from a queue is checked again here.
constexpr qsizetype scriptLimit = 65'536; // bytes
constexpr qsizetype environmentLimit = 16'384; // bytes, names and values
constexpr std::chrono::seconds longestJob{14'400}; // domain.md 1: 4 hours

// What is wrong with the order itself, naming field and limit; nullopt: nothing. Pure.
[[nodiscard]] std::optional<QString> placementProblem(const PlacementOrder& placement);

// fleetd's order to end one VM; level-triggered.
struct EndOrder {
    QString order;
    VmId vm;
    std::chrono::seconds grace{0}; // for a running job
    JobExitKind why = JobExitKind::Cancelled; // or Lost
    QString drainDigest{}; // a drain at its deadline asks for it; else empty
};

// fleetd's order about a cache volume of this host; answered by what the host then reports.
struct VolumeChange {
    VolumeId volume;
    bool evict = false; // unless a VM has a fork of it
    quint64 quota = 0; // bytes; 0: as it is
};

// The answer to an order. accepted = false: why.
struct OrderAnswer {
    bool accepted = false;
    QString reason;
};

} // namespace Espalier::Hostd
