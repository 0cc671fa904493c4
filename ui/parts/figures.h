// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "marks.h"
#include "textline.h"

#include <theme/glyphs.h>

#include <QLabel>

#include <optional>

class QGridLayout;

namespace Espalier::Ui {

class LineLabel;

// One term of a sum: a big number over its word.
struct Figure {
    QString id; // object name, for those who look it up
    qint64 value = 0;
    QString word;
    std::optional<Glyph> glyph;
    std::optional<Mark> mark;
    bool was = false; // the last known: secondary italic
    bool unknown = false; // no number at all, never 0
    bool apart = false; // stands after a line: no term of the sum
    friend bool operator==(const Figure&, const Figure&) = default;
};

class FigureLabel final : public QLabel {
    Q_OBJECT
public:
    explicit FigureLabel(QWidget* parent);
    void setFigure(const Figure& figure);
    [[nodiscard]] const Figure& figure() const { return m_figure; }
    [[nodiscard]] int wantedWidth() const;
    [[nodiscard]] QString number() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Figure m_figure;
};

// "48,211 = 5,402 + 41 + ...": the first figure is the sum of those that follow; then those apart.
class SumRow final : public QWidget {
    Q_OBJECT
public:
    explicit SumRow(QWidget* parent = nullptr);
    void setFigures(const std::vector<Figure>& figures);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();

    std::vector<FigureLabel*> m_labels;
    int m_gap = 36;
};

// Small table of figures that is no list: captions above, rows of 24 px, hairlines.
class FigureGrid final : public QWidget {
    Q_OBJECT
public:
    // The first columns hold texts and stand at the left, the others figures at the right.
    explicit FigureGrid(QWidget* parent = nullptr, int textColumns = 1);
    struct Row {
        std::vector<Text::Line> cells; // the first is the row's name
        bool groupEnd = false; // a stronger line below
        bool was = false;
    };
    void setRows(const QStringList& captions, const std::vector<Row>& rows);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    LineLabel* cell(int row, int column);

    size_t m_textColumns;
    QGridLayout* m_grid;
    std::vector<std::vector<LineLabel*>> m_cells;
    std::vector<bool> m_groupEnds;
    size_t m_rowCount = 0;
};

} // namespace Espalier::Ui
