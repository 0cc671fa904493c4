// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/verdicts.h>
#include <parts/textline.h>
#include <theme/glyphs.h>

#include <QLabel>

#include <optional>
#include <vector>

namespace Espalier::Ui {

// Part of a bar: how much of it, and in which fill; none: hollow.
struct GridSegment {
    int amount = 0;
    std::optional<Token> fill;
    bool hatched = false; // unknown
    friend bool operator==(const GridSegment&, const GridSegment&) = default;
};

// What stands in one cell; what it does not have is not drawn.
struct GridCell {
    Text::Line line = {};
    QString sign = {}; // = or + before a total
    bool total = false; // the big figures
    std::optional<Glyph> glyph = {}; // before the text
    GlyphOptions glyphOptions = {};
    std::vector<ClauseState> ticks = {}; // instead of the text
    std::vector<GridSegment> bar = {}; // instead of the text
    bool elides = false; // may be cut; its tooltip says it whole
    QString tip = {}; // and what a bar or ticks are read aloud as
    friend bool operator==(const GridCell&, const GridCell&) = default;
};

struct GridColumn {
    QString caption;
    int width = 0; // px at font scale 1
    bool right = false; // aligned
    bool stretch = false; // takes what is left; one at most
    int spare = 0; // goes first when there is no room, the highest first; 0: stays
    bool apart = false; // a line before it: no term of the sum
    friend bool operator==(const GridColumn&, const GridColumn&) = default;
};

struct GridRow {
    std::vector<GridCell> cells;
    bool was = false; // the last known: secondary italic
    int height = 28;
    friend bool operator==(const GridRow&, const GridRow&) = default;
};

// One cell as a label, so that assistive tools read it.
class GridLabel final : public QLabel {
    Q_OBJECT
public:
    explicit GridLabel(QWidget* parent);
    void setCell(const GridCell& cell, const LineLook& look, bool right, const QString& where);
    [[nodiscard]] QSize sizeHint() const override; // for nothing of it to be cut
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintBar(QPainter& painter, const Theme& theme) const;
    void paintTotal(QPainter& painter, const Theme& theme) const;

    GridCell m_cell;
    LineLook m_look;
    bool m_right = false;
};

// A table of the overview that is no list: captions, rows, hairlines; no scrolling, no choice.
class OverviewGrid final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewGrid(QWidget* parent = nullptr);
    void setRows(std::vector<GridColumn> columns, std::vector<GridRow> rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    [[nodiscard]] std::vector<int> widths() const;
    [[nodiscard]] int headHeight() const; // of the captions; 0: there are none
    GridLabel* label(size_t row, size_t column); // row 0: the captions

    std::vector<GridColumn> m_columns;
    std::vector<GridRow> m_rows;
    std::vector<std::vector<GridLabel*>> m_labels;
    std::optional<int> m_apart; // x of the line
};

} // namespace Espalier::Ui
