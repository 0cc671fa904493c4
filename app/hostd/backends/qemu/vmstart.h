// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cgroup.h"
#include "guestimage.h"
#include "launcher.h"
#include "secretkey.h"
#include "vmfiles.h"

#include <memory>

namespace Espalier::Hostd {

// A cache fork: the trace's disk behind the root's, in this order.
struct StartCache {
    QString base; // path
    std::unique_ptr<SecretKey> key, baseKey; // baseKey null: the base is not encrypted
};

// Everything that QEMU is born with.
struct VmStart {
    QString qemu;
    QString accelerator;
    Shape shape;
    const GuestImage& image;
    const VmTrace& trace;
    const VmPlace& place;
    const VmCgroup& cgroup;
    const VmFiles& files;
    const SecretKey& key;
    const QByteArray& config; // the config disk's bytes
    const std::vector<StartCache>& caches;
};

struct StartedVm {
    LaunchedProcess process;
    // Seen of it while it stood ready, confined; of the arguments after it had them.
    quint64 startTime = 0;
    QString coreLimit;
    int nicDevices = -1;
    int nicArguments = -1;
    UniqueFd log; // memory file with what QEMU writes to its standard error
};

// Opens all that the VM needs, makes its sockets and launches QEMU. nullopt and a reason: no
// process runs.
[[nodiscard]] std::optional<StartedVm> startVm(const VmStart& start, QString* why);

} // namespace Espalier::Hostd
