// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cgroup.h"
#include "guestimage.h"
#include "secretkey.h"
#include "teardownlimits.h"

#include <hostd/backends/backend.h>

namespace Espalier::Hostd {

struct QemuConfig {
    QString stateFolder; // absolute; this backend's alone
    QStringList imageFolders; // as resources/guest/build leaves them
    QString qemu = QStringLiteral("/usr/bin/qemu-system-x86_64");
    QString qemuImg = QStringLiteral("/usr/bin/qemu-img");
    QString mke2fs = QStringLiteral("/usr/sbin/mke2fs");
    QString accelerator; // kvm or tcg; empty: KVM if it really runs a guest
    int firstUid = 0; // uid of a slot's process: firstUid + slot - 1 (see leaseUids)
    int uidCount = 0;
    QString cgroupName = QStringLiteral("espalier"); // parent group of all VMs of this hostd
    std::chrono::milliseconds bootLimit{60'000};
    int spareDisks = 1; // encrypted disks kept ready
    TeardownLimits teardown;
    RandomSource random = systemRandom();
    StepObserver observer;
};

// What a host lends to job VMs, found out once at the start.
struct QemuSurvey {
    BackendInfo info;
    std::vector<GuestImage> images;
    CgroupRoots cgroups;
};

// Blocks for at most about 10 s. nullopt and a reason that says what is lacking and what to do.
[[nodiscard]] std::optional<QemuSurvey> surveyHost(const QemuConfig& config, QString* why);

} // namespace Espalier::Hostd
