// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uniquefd.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace Espalier::Hostd {

// What a VM's process shall be born with.
struct LaunchPlan {
    QString program; // absolute path
    QStringList arguments; // without the program itself
    unsigned uid = 0; // also its gid; 0 only in tests
    bool ownNetwork = true; // an empty network namespace
    int unifiedCgroup = -1; // folder descriptor, -1: none
    std::vector<int> cgroupProcs; // v1 cgroup.procs, open for writing
    std::vector<int> inherited; // descriptors that it keeps, under the numbers they have here
    int log = -1; // becomes its standard output and error
    // Called while the child stands ready to execute, confined already: the one moment when it can
    // be looked at for certain, however soon the program ends.
    std::function<void(qint64 pid)> beforeExec;
};

struct LaunchedProcess {
    qint64 pid = 0;
    UniqueFd pidfd;
};

// Starts a process that does not die with this one: own session, no parent-death signal, no
// descriptor, signal mask, core file or group of ours. Returns after its exec has succeeded or
// failed (a few ms). nullopt and a reason: nothing runs. If this process dies before its child was
// let go, the child ends without executing anything.
[[nodiscard]] std::optional<LaunchedProcess> launch(const LaunchPlan& plan, QString* why);

} // namespace Espalier::Hostd
