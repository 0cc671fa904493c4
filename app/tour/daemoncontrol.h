// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "fleet.h"
#include "processes.h"

#include <optional>

namespace Espalier::Tour {

// Does what needs root with sudo -n where the tour itself is not root.
[[nodiscard]] CommandResult runAsRoot(const QStringList& command, int limitMs = 15000);

// The process of a daemon that lives now: the program itself, never the sudo before it.
[[nodiscard]] std::optional<ProcessFacts> liveProcess(const DaemonEntry& daemon);

// Sends a signal by number; throws Failure if it could not be sent.
void sendSignal(qint64 pid, int signal);

// Stops a process for as long as this lives, also when a step fails.
class Stopped final {
public:
    explicit Stopped(qint64 pid);
    ~Stopped();
    Stopped(const Stopped&) = delete;
    Stopped& operator=(const Stopped&) = delete;

    void goOn();

private:
    qint64 m_pid; // 0: it goes on
};

// Starts it with the same command line, appending to the same log; it outlives the tour.
void startAgain(const DaemonEntry& daemon);

// The network namespace of any process, "net:[4026531840]".
[[nodiscard]] QString netNamespaceOf(qint64 pid);

// Paths below the folder whose name or parent's name contains the text.
[[nodiscard]] QStringList filesWith(const QString& folder, const QString& text);

} // namespace Espalier::Tour
