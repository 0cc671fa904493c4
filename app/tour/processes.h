// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Espalier::Tour {

// What /proc says about one process.
struct ProcessFacts final {
    qint64 pid = 0;
    qint64 parent = 0;
    qint64 uid = -1; // effective
    char state = '?'; // R S D T Z ... as in /proc/PID/stat
    quint64 startTicks = 0; // since boot; with the pid it names one process for ever
    QString program; // the file that runs, empty if it may not be read
    QStringList arguments;
    QString netNamespace; // "net:[4026531840]", empty if it may not be read
    qint64 residentKiB = 0;
};

// Of one process, if it is there.
[[nodiscard]] std::optional<ProcessFacts> process(qint64 pid);

// Of all that are there now.
[[nodiscard]] std::vector<ProcessFacts> processes();

// Those that have the text in one of their arguments, kernel threads and zombies left out.
[[nodiscard]] std::vector<ProcessFacts> processesWith(const QString& argumentPart);

// The living QEMU processes, of whatever user.
[[nodiscard]] std::vector<ProcessFacts> hypervisors();
// The one whose arguments name the VM.
[[nodiscard]] std::optional<ProcessFacts> hypervisorOf(const QString& vm);

} // namespace Espalier::Tour
