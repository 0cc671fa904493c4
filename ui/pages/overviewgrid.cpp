// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overviewgrid.h"

#include <parts/marks.h>

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Espalier::Ui {

namespace {

constexpr int captionHeight = 24;
constexpr int glyphRoom = 22;
constexpr int barHeight = 16;
constexpr int cellGap = 12;
constexpr int totalSize = 19; // px

// 19 px; strong only where the line is.
QFont totalFont(const GridCell& cell, const LineLook& look, const Theme& theme)
{
    QFont font = theme.font(Face::Total);
    font.setPixelSize(theme.px(totalSize));
    const bool loud =
        !cell.line.runs.empty() && cell.line.runs.front().style == Text::Style::FixedStrong;
    font.setWeight(loud ? QFont::Bold : QFont::Normal);
    font.setItalic(look.italic);
    return font;
}

} // namespace

GridLabel::GridLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void GridLabel::setCell(
    const GridCell& cell, const LineLook& look, bool right, const QString& where)
{
    if (cell == m_cell && look == m_look && right == m_right && where == accessibleDescription())
        return;
    m_cell = cell;
    m_look = look;
    m_right = right;
    const QString spoken = cell.line.isEmpty() ? cell.tip : cell.line.plain();
    setText(spoken);
    setAccessibleName(spoken.isEmpty() ? QStringLiteral("\u2013") : spoken);
    setAccessibleDescription(where);
    setToolTip(cell.elides && cell.tip.isEmpty() ? spoken : cell.tip);
    update();
}

QSize GridLabel::sizeHint() const
{
    const Theme& theme = themeOf(this);
    double width = m_cell.glyph ? glyphRoom : 0;
    if (!m_cell.bar.empty())
        width = theme.px(40);
    else if (!m_cell.ticks.empty())
        width = ticksWidth(static_cast<int>(m_cell.ticks.size()), theme);
    else if (m_cell.total)
        width +=
            QFontMetricsF(totalFont(m_cell, m_look, theme)).horizontalAdvance(m_cell.line.plain());
    else
        width += widthOf(m_cell.line, theme, m_look);
    if (m_cell.elides)
        width = std::min(width, 24.0);
    return {static_cast<int>(std::ceil(width)), theme.px(captionHeight)};
}

void GridLabel::paintBar(QPainter& painter, const Theme& theme) const
{
    const double height = theme.px(barHeight);
    const QRectF box(0.5, std::round(this->height() / 2.0 - height / 2) + 0.5,
        width() - theme.px(cellGap), height - 1);
    const int all = std::accumulate(m_cell.bar.begin(), m_cell.bar.end(), 0,
        [](int sum, const GridSegment& segment) { return sum + segment.amount; });
    double x = box.left();
    for (const GridSegment& segment : m_cell.bar) {
        if (segment.amount == 0 || all == 0)
            continue;
        // One lost slot of thousands still shows.
        const double least = segment.fill == Token::Run ? 1 : 3;
        const double share = std::max(least, std::round(box.width() * segment.amount / all));
        const QRectF part(x, box.top(), std::min(share, box.right() - x), box.height());
        if (part.width() < 1)
            break;
        if (segment.hatched)
            paintHatch(painter, part, 6, theme.colour(Token::Text2));
        else if (segment.fill)
            painter.fillRect(part, theme.colour(*segment.fill));
        x += share;
        if (x < box.right() - 1)
            hairline(painter, QPointF(x, box.top()), QPointF(x, box.bottom()),
                theme.colour(Token::Outline));
    }
    painter.setPen(QPen(theme.colour(Token::Outline), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
}

void GridLabel::paintTotal(QPainter& painter, const Theme& theme) const
{
    const QFont font = totalFont(m_cell, m_look, theme);
    const QFontMetricsF metrics(font);
    const QString number = m_cell.line.plain();
    const double baseline = std::round(height() / 2.0 + metrics.capHeight() / 2);
    const double x = width() - metrics.horizontalAdvance(number);
    painter.setFont(font);
    painter.setPen(theme.colour(m_look.text));
    painter.drawText(QPointF(x, baseline), number);
    if (m_cell.glyph)
        paintGlyph(painter, QPointF(x - glyphRoom, std::round(height() / 2.0 - 8)), 16,
            *m_cell.glyph, theme);
    if (m_cell.sign.isEmpty())
        return;
    const bool word = m_cell.sign.size() > 1; // how many sites it holds for
    QFont sign = word ? theme.font(Face::Body) : font;
    sign.setWeight(QFont::Normal);
    painter.setFont(sign);
    painter.setPen(theme.colour(Token::Text2));
    const double wide = QFontMetricsF(sign).horizontalAdvance(m_cell.sign);
    painter.drawText(QPointF(x - theme.px(cellGap) - wide, baseline), m_cell.sign);
}

void GridLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    if (!m_cell.bar.empty()) {
        paintBar(painter, theme);
        return;
    }
    if (m_cell.total) {
        paintTotal(painter, theme);
        return;
    }
    if (!m_cell.ticks.empty()) {
        const int wide = ticksWidth(static_cast<int>(m_cell.ticks.size()), theme);
        paintTicks(
            painter, QRectF(width() - wide, 0, wide, height()), m_cell.ticks, theme, m_look.italic);
        return;
    }
    const double wide = widthOf(m_cell.line, theme, m_look);
    double left = 0;
    if (m_cell.glyph) {
        const double at = m_right ? width() - wide - glyphRoom : 0;
        paintGlyph(painter, QPointF(std::round(std::max(0.0, at)), std::round(height() / 2.0 - 8)),
            16, *m_cell.glyph, theme, m_cell.glyphOptions);
        left = m_right ? 0 : glyphRoom;
    }
    paintLine(painter, QRectF(left, 0, width() - left, height()), m_cell.line, theme,
        m_right ? Qt::AlignRight : Qt::AlignLeft, m_look);
}

OverviewGrid::OverviewGrid(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int OverviewGrid::headHeight() const
{
    const bool any = std::any_of(m_columns.begin(), m_columns.end(),
        [](const GridColumn& column) { return !column.caption.isEmpty(); });
    return any ? themeOf(this).px(captionHeight) : 0;
}

GridLabel* OverviewGrid::label(size_t row, size_t column)
{
    if (m_labels.size() <= row)
        m_labels.resize(row + 1);
    while (m_labels[row].size() <= column) {
        auto* made = new GridLabel(this);
        made->show();
        m_labels[row].push_back(made);
    }
    return m_labels[row][column];
}

void OverviewGrid::setRows(std::vector<GridColumn> columns, std::vector<GridRow> rows)
{
    if (columns == m_columns && rows == m_rows)
        return;
    const QSize before = sizeHint();
    m_columns = std::move(columns);
    m_rows = std::move(rows);
    LineLook caption;
    caption.small = true;
    for (size_t column = 0; column < m_columns.size(); ++column) {
        GridCell head;
        head.line = secondary(m_columns[column].caption);
        head.elides = true;
        label(0, column)->setCell(head, caption, m_columns[column].right, QString());
    }
    for (size_t row = 0; row < m_rows.size(); ++row) {
        LineLook look;
        look.italic = m_rows[row].was;
        if (m_rows[row].was)
            look.text = Token::Text2;
        const QString name = m_rows[row].cells.front().line.plain();
        for (size_t column = 0; column < m_columns.size(); ++column) {
            const GridCell cell =
                column < m_rows[row].cells.size() ? m_rows[row].cells[column] : GridCell();
            label(row + 1, column)
                ->setCell(cell, look, m_columns[column].right,
                    QStringLiteral("%1, %2").arg(name, m_columns[column].caption));
        }
    }
    place();
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QSize OverviewGrid::sizeHint() const
{
    const Theme& theme = themeOf(this);
    int height = headHeight();
    for (const GridRow& row : m_rows)
        height += theme.px(row.height);
    int width = 0;
    for (const GridColumn& column : m_columns)
        width += theme.px(column.width);
    return {width, height};
}

QSize OverviewGrid::minimumSizeHint() const { return {0, sizeHint().height()}; }

// Spare columns go first, then all get narrower; what is left is the stretching one's.
std::vector<int> OverviewGrid::widths() const
{
    const Theme& theme = themeOf(this);
    std::vector<int> widths;
    for (const GridColumn& column : m_columns)
        widths.push_back(theme.px(column.width));
    const auto sum = [&] { return std::accumulate(widths.begin(), widths.end(), 0); };
    while (sum() > width()) {
        size_t out = m_columns.size();
        for (size_t i = 0; i < m_columns.size(); ++i) {
            if (widths[i] > 0 && m_columns[i].spare > 0
                && (out == m_columns.size() || m_columns[i].spare > m_columns[out].spare))
                out = i;
        }
        if (out == m_columns.size())
            break;
        widths[out] = 0;
    }
    const int all = sum();
    for (size_t i = 0; i < m_columns.size(); ++i) {
        if (all > width() && all > 0)
            widths[i] = widths[i] * width() / all;
        else if (m_columns[i].stretch)
            widths[i] += width() - all;
    }
    return widths;
}

void OverviewGrid::place()
{
    const Theme& theme = themeOf(this);
    const std::vector<int> wide = widths();
    m_apart.reset();
    int top = 0;
    for (size_t row = 0; row < m_labels.size(); ++row) {
        const bool shown = row <= m_rows.size();
        const int height = row == 0 ? headHeight() : shown ? theme.px(m_rows[row - 1].height) : 0;
        int x = 0;
        for (size_t column = 0; column < m_labels[row].size(); ++column) {
            GridLabel* cell = m_labels[row][column];
            const int width = column < wide.size() ? wide[column] : 0;
            cell->setVisible(shown && width > 0 && height > 0);
            // What stands at the left keeps its distance from what ends before it.
            const int gap = column == 0 ? 0 : theme.px(cellGap) / 2;
            cell->setGeometry(x + gap, top, std::max(0, width - gap), height - 1);
            if (column < m_columns.size() && m_columns[column].apart && !m_apart)
                m_apart = x + gap;
            x += width;
        }
        top += height;
    }
}

void OverviewGrid::resizeEvent(QResizeEvent*) { place(); }

void OverviewGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    double y = headHeight() - 1;
    const QColor line = theme.colour(Token::Line);
    hairline(painter, QPointF(0, y), QPointF(width(), y), line);
    for (const GridRow& row : m_rows) {
        y += theme.px(row.height);
        hairline(painter, QPointF(0, y), QPointF(width(), y), line);
    }
    if (m_apart)
        hairline(painter, QPointF(*m_apart, 0), QPointF(*m_apart, y), line);
}

} // namespace Espalier::Ui
