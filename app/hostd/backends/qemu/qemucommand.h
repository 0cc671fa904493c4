// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace Espalier::Hostd {

// Of one cache fork; baseKey -1: its base is not encrypted.
struct CacheDescriptors {
    int overlay = -1; // reading and writing
    int base = -1; // reading
    int key = -1, baseKey = -1; // pipes
};

// Descriptors by the numbers that QEMU inherits. It opens nothing of a VM by name.
struct QemuDescriptors {
    int kernel = -1, initrd = -1, base = -1; // reading
    int overlay = -1; // reading and writing
    int key = -1; // pipe
    int config = -1; // memory file, reading
    int qmp = -1, control = -1, output = -1; // listening sockets
    std::vector<CacheDescriptors> caches{}; // serials espalier-cache-1, -2, ...
};

struct QemuPlan {
    QString name; // the VM's uid, seen in the process table
    QString accelerator; // kvm or tcg
    int vcpus = 1;
    int memoryMiB = 256;
    QString kernelCommandLine;
    QemuDescriptors descriptors;
};

// QEMU's arguments for a job VM, without the program. No network card, no monitor but QMP, no
// default device; a panic or power-off pauses the VM, so that it can be told afterwards
// (protocol.md 10).
[[nodiscard]] QStringList qemuArguments(const QemuPlan& plan);

// Lower-case hex SHA-256 of a text that names what confines the process: seccomp options,
// namespaces, user, privileges, limits. Changes when one of them does.
[[nodiscard]] QString sandboxProfileHash();

// Arguments that would give a VM a network card; what net_none counts.
[[nodiscard]] int networkArguments(const QStringList& arguments);

[[nodiscard]] QString qemuMachineType();

} // namespace Espalier::Hostd
