// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Espalier::Fleetd::Cli {

// One function per verb of the command line; words: what follows the verb. Each answers the
// program's exit code: 0 done, 1 failed (why is on stderr), 2 misuse.
[[nodiscard]] int serve(const QStringList& words);
[[nodiscard]] int devPki(const QStringList& words);
[[nodiscard]] int devRoster(const QStringList& words);
[[nodiscard]] int submit(const QStringList& words);
[[nodiscard]] int cancel(const QStringList& words);
[[nodiscard]] int command(const QStringList& words);
[[nodiscard]] int list(const QStringList& words);
[[nodiscard]] int backup(const QStringList& words);

} // namespace Espalier::Fleetd::Cli
