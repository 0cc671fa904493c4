// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <domain/states.h>

#include <QPainterPath>

#include <optional>

namespace Espalier::Ui {

// Every shape of ux.md 4.3, unique in 1-bit at 12 px.
enum class Glyph {
    Free,
    Reserved,
    Booting,
    TearingDown,
    Running,
    Slow,
    Ghost,
    Stuck,
    Unconfirmed,
    Orphan,
    Breach,
    Quarantined,
    LostHost,
    Held,
    Draining,
    Cordoned,
    Maintenance,
    Attested,
    Unknown,
    Reported,
};
constexpr int glyphCount = static_cast<int>(Glyph::Reported) + 1;

struct GlyphOptions {
    bool letter = false; // from 16 px on, where the state has one
    bool simulated = false; // dotted outline round a smaller fill
    Glyph last = Glyph::Running; // whose outline Unknown and Reported wear
    friend bool operator==(const GlyphOptions&, const GlyphOptions&) = default;
};

// From the icon ids of the models (items/slotlist.h); nullopt for the empty or an unknown one.
[[nodiscard]] std::optional<Glyph> glyphFromId(const QString& id);
[[nodiscard]] Glyph glyphOf(DisplayState state);
// In service has none.
[[nodiscard]] std::optional<Glyph> glyphOf(HostMode mode);
[[nodiscard]] QChar letterOf(Glyph glyph); // null: none

// The square of the square family at a size.
[[nodiscard]] QRectF glyphSquare(int size);
// Outline of a shape at a size (12, 16, 24, 32) in the square from (0, 0).
[[nodiscard]] QPainterPath glyphPath(Glyph glyph, int size);

void paintGlyph(QPainter& painter, QPointF at, int size, Glyph glyph, const Theme& theme,
    const GlyphOptions& options = {});

// 45 degree lines without fill over an area; pitch 6 in cells and bars, 3 in glyphs, 9 over a site.
void paintHatch(
    QPainter& painter, const QRectF& area, double pitch, const QColor& colour, double width = 1);

// The stripe at the left edge of what is stale: one cause, one stripe, 8 px wide.
constexpr int staleStripe = 8;
void paintStaleStripe(QPainter& painter, const QRectF& area, const Theme& theme);

} // namespace Espalier::Ui
