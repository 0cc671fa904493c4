// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tokens.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPalette>

#include <array>
#include <vector>

class QApplication;
class QPainter;
class QWidget;

namespace Espalier::Ui {

// Every font of the console (ux.md 4.4). Fixed ones are for ids, times and counts in columns.
enum class Face {
    Body,
    BodySemibold,
    BodyItalic,
    Small,
    SmallSemibold,
    SmallItalic,
    Fixed,
    FixedBold,
    FixedItalic,
    DialogFixed,
    Heading,
    Title,
    Clock,
    Total,
};
constexpr int faceCount = static_cast<int>(Face::Total) + 1;

// Colours, fonts and sizes of one look: a value, cheap to copy. Main thread only.
class Theme final {
public:
    // fontScale 1.5 is the "150 % font" setting: texts and what holds texts grow with it, as they
    // do with the desktop's own (its font DPI).
    explicit Theme(Scheme scheme = Scheme::Light, double fontScale = 1.0);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    // Of both settings together; 1: as in the pictures.
    [[nodiscard]] double fontScale() const { return m_fontScale; }
    [[nodiscard]] QColor colour(Token token) const { return tokenColour(m_scheme, token); }
    // Rule between table rows, on base.
    [[nodiscard]] QColor rowRule() const;
    // Background of a selected row, of the current one stronger.
    [[nodiscard]] QColor rowTint(bool current) const;
    // What lies over the window behind a dialog.
    [[nodiscard]] QColor dim() const;

    [[nodiscard]] const QFont& font(Face face) const { return m_fonts[index(face)]; }
    [[nodiscard]] const QFontMetricsF& metrics(Face face) const { return m_metrics[index(face)]; }
    // A length that grows with the font, in logical pixels.
    [[nodiscard]] int px(double length) const { return qRound(length * m_fontScale); }
    // The one baseline of all 12 and 13 px text in a box from y with height h.
    [[nodiscard]] int baseline(double y, double h) const;
    // Width of the outlines of state shapes drawn at a size (1, 1.5 or 2; high contrast: at least
    // 2).
    [[nodiscard]] double outlineWidth(int glyphSize) const;

    [[nodiscard]] QPalette palette() const;

private:
    static size_t index(Face face) { return static_cast<size_t>(face); }

    Scheme m_scheme;
    double m_fontScale;
    std::array<QFont, faceCount> m_fonts;
    std::vector<QFontMetricsF> m_metrics;
};

// The theme of the style that draws this widget; the light one if the style is not ours.
[[nodiscard]] const Theme& themeOf(const QWidget* widget);

// What the desktop asks for: dark or light, as far as its palette tells.
[[nodiscard]] Scheme systemScheme();

// Makes style, palette and font of the whole application follow the theme.
void install(QApplication& application, const Theme& theme);

// A size that grows with the font, but not beyond the window that a dialog belongs to, nor the
// screen.
[[nodiscard]] QSize dialogSize(const QWidget& dialog, int width, int height);

// A 1 device pixel line. Positions in logical pixels: the pixel at or below (right of) it.
void hairline(QPainter& painter, QPointF from, QPointF to, const QColor& colour);

} // namespace Espalier::Ui
