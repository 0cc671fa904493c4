// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/verdicts.h>
#include <theme/theme.h>

#include <QString>

#include <vector>

namespace Espalier::Ui {

// Strokes beside facts and clauses, never coloured.
enum class Mark { Tick, Cross, Ring, Dash };

[[nodiscard]] Mark markOf(FactState state);
[[nodiscard]] Mark markOf(ClauseState state);
void paintMark(
    QPainter& painter, QPointF centre, Mark mark, const QColor& colour, double scale = 1);

// Evidence ticks: solid holds, hollow no input yet, crossed fails, underline not evaluated.
[[nodiscard]] int ticksWidth(int count, const Theme& theme);
void paintTicks(QPainter& painter, const QRectF& box, const std::vector<ClauseState>& clauses,
    const Theme& theme, bool stale);

// A badge plate 18 px high, centred on the box, from its left edge; answers its width.
[[nodiscard]] int badgeWidth(Badge badge, const QString& word, const Theme& theme);
int paintBadge(QPainter& painter, const QRectF& box, Badge badge, const QString& word,
    const Theme& theme, bool stale = false);

// P1 to P3 on its fill, 24 x 16 px from the left of the box; hollow: an outline alone. ring: an
// unacknowledged P1, the still form of a blink.
constexpr int priorityWidth = 24;
void paintPriority(QPainter& painter, const QRectF& box, Severity priority, const Theme& theme,
    bool hollow, bool ring = false);

// Elapsed time on a track that ends at 1.4 x p95, so that p95 stands at the same x in every row.
struct ElapsedLook {
    bool stale = false; // hollow, no caution fill
    bool overdue = false; // the part beyond p95 wears caution
    friend bool operator==(const ElapsedLook&, const ElapsedLook&) = default;
};
void paintElapsed(QPainter& painter, const QRectF& box, double value, double p50, double p95,
    const Theme& theme, const ElapsedLook& look = {});

} // namespace Espalier::Ui
