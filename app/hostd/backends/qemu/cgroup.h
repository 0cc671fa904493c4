// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uniquefd.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Espalier::Hostd {

// Where this machine's control groups are. Debian's systemd mounts v2 alone; containers and small
// inits often have v1 with an empty v2 beside it (hybrid): then v2 gives cgroup.kill and populated
// and v1 the limits (protocol.md 10).
struct CgroupRoots {
    QString unified; // folder of the v2 hierarchy, empty if there is none
    QString memory,
        pids; // folders of v1 hierarchies that carry the limits; empty if v2 does or none
    bool unifiedMemory = false, unifiedPids = false; // v2 lends these controllers

    [[nodiscard]] QStringList inForce() const; // memory (v1), pids (v2), kill (v2), ...
    [[nodiscard]] QStringList missing() const; // what could not be had
};

// Reads a mount table in the form of /proc/self/mounts. name: of the parent group of all VMs, made
// here with its controllers lent to children as far as the system allows.
[[nodiscard]] CgroupRoots findCgroups(
    const QString& name, const QString& mounts = QStringLiteral("/proc/self/mounts"));

// The groups of one VM, one folder in each hierarchy. Made before its process, removed after it.
class VmCgroup final {
public:
    // name: parent/vm, relative to each hierarchy.
    VmCgroup(CgroupRoots roots, QString name);

    [[nodiscard]] bool create(int memoryMiB, int maxProcesses, QString* why) const;
    // For CLONE_INTO_CGROUP; invalid without v2.
    [[nodiscard]] UniqueFd openUnified() const;
    // cgroup.procs of the v1 hierarchies, for the child to write itself into.
    [[nodiscard]] std::vector<UniqueFd> openProcs() const;
    void kill() const; // every process in it; no error if there is none
    // errno of what could not be removed, 0 if all is gone.
    [[nodiscard]] int remove() const;
    [[nodiscard]] QStringList folders() const; // absolute, those that should exist
    // What /proc/<pid>/cgroup shows for a process in it.
    [[nodiscard]] QString shownPath() const { return QLatin1Char('/') + m_name; }
    [[nodiscard]] std::vector<qint64> pids() const;

private:
    CgroupRoots m_roots;
    QString m_name;
};

// populated of evidence.md 5: processes that are in any of these folders. 0 also if a folder is
// gone, nullopt if one is there and cannot be read.
[[nodiscard]] std::optional<int> populated(const QStringList& folders);

} // namespace Espalier::Hostd
