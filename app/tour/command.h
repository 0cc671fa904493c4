// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace Espalier::Tour {

struct CommandResult final {
    int exitStatus = -1; // -1: it never started, was killed by a signal or ran into the time limit
    QString output;
    QString errors; // its standard error, or why there is none

    [[nodiscard]] bool ok() const { return exitStatus == 0; }
};

// Runs a program to its end, at most limitMs; then it is killed. Never a shell.
[[nodiscard]] CommandResult runCommand(
    const QString& program, const QStringList& arguments, int limitMs = 15000);

} // namespace Espalier::Tour
