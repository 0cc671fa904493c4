// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <optional>

namespace Espalier {

// A time as utcText writes it, 2026-11-24T08:00:00Z; nullopt: it is none, or not in UTC.
[[nodiscard]] std::optional<WallTime> utcTimeFrom(const QString& text);

} // namespace Espalier
