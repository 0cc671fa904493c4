// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <theme/theme.h>

#include <QModelIndex>

namespace Espalier::Ui {

// What a cell is besides its index: where it lies in its row, and what the row is.
struct CellPlace {
    QRectF box;
    bool first = false, last = false; // column as seen
    bool selected = false, current = false, hovered = false;
    bool focused = false; // the table has the keyboard focus
    bool iconAfter = false; // the icon stands after the text: the mode of the row's host
};

constexpr int firstPadding = 16; // the page margin
constexpr int cellPadding = 8;
constexpr int barWidth = 84; // of the elapsed bar
constexpr int barGap = 12;

// Paints one cell from the roles of the model (items/tablemodel.h): glyph, badge, ticks, runs, bar,
// mode of the host; row rule, selection tint and bar, stale stripe. Knows no columns and no view.
class CellPainter final {
public:
    explicit CellPainter(const Theme& theme);
    void paint(QPainter& painter, const CellPlace& place, const QModelIndex& index) const;
    // How wide the cell has to be for nothing of it to be cut, logical pixels.
    [[nodiscard]] int neededWidth(const CellPlace& place, const QModelIndex& index) const;

private:
    [[nodiscard]] double leadWidth(const QModelIndex& index, bool iconAfter) const;
    void paintGround(QPainter& painter, const CellPlace& place, bool stale) const;
    double paintLead(QPainter& painter, const QRectF& box, const QModelIndex& index, bool stale,
        bool iconAfter) const;

    const Theme& m_theme;
};

} // namespace Espalier::Ui
