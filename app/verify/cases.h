// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <QByteArray>
#include <QStringList>

namespace Espalier::Verify {

// What espalier-verify prints and with which status it ends: 0 ok, 1 reject, 2 misuse.
struct Outcome {
    int exitCode = 2;
    QString out; // first line of stdout: "ok" or "reject: <why>"
    QString error; // stderr, misuse only
};

// The largest case that is read from stdin, in bytes.
constexpr qsizetype largestCase = 16'777'216;

// One subcommand with its options on one case. Reads the files that options name, nothing else.
[[nodiscard]] Outcome runCase(const QStringList& arguments, const QByteArray& input, WallTime now);

// True if these arguments make a command that wants a case on stdin.
[[nodiscard]] bool wantsInput(const QStringList& arguments);

[[nodiscard]] QString helpText();

} // namespace Espalier::Verify
