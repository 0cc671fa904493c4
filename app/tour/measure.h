// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Espalier::Tour {

class Tour;

// What a person at the desk waits for, by a clock outside the console: from a job's end to its
// verified badge on screen, from exec to the first rows; and the console's resident memory. Writes
// FILE: {"badgeMs":[...],"firstRowsMs":[...],"rssKiB":[...]}, one figure a round. Throws Failure.
void measure(Tour& tour, int rounds, const QString& file);

} // namespace Espalier::Tour
