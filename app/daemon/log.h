// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Espalier::Daemon {

// Log lines to stderr: UTC time, level, category, message. level: debug, info or warning; answers
// what is wrong with it, empty if nothing.
[[nodiscard]] QString startLog(const QString& level);

} // namespace Espalier::Daemon
