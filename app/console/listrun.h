// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options.h"

namespace Espalier {

// `espalier --list QUERY --json`: runs it to its end on the event loop of a QCoreApplication,
// prints, and answers the exit status: 0, 1 if there is no profile or no key to start with, or
// ListingResult::siteMissing.
[[nodiscard]] int listAndEnd(const Options& options);

} // namespace Espalier
