// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/drain.h>
#include <parts/figures.h>
#include <parts/sheet.h>

namespace Espalier::Ui {

// A drain's preview as rows. Pure. before: the preview before this one, whose differences are
// marked; nullptr: this is the first.
[[nodiscard]] std::vector<SheetRow> runningRows(
    const DrainPreview& preview, const DrainPreview* before);
[[nodiscard]] std::vector<FigureGrid::Row> capacityRows(const DrainPreview& preview);
[[nodiscard]] QStringList capacityCaptions();
[[nodiscard]] std::vector<SheetRow> checkRows(const DrainPreview& preview);
// Computed, never stored: p95 and 15 % of what is left until then, a whole minute; an hour where
// nothing is known (ux.md 3.4).
[[nodiscard]] WallTime deadlineOf(const DrainPreview& preview, WallTime now);
// "31 jobs of 4 tenants"
[[nodiscard]] QString jobsOfTenants(int jobs, int tenants);

} // namespace Espalier::Ui
