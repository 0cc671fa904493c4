// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include "linelabel.h"

#include <text/numbers.h>

#include <QGridLayout>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int sumHeight = 62;
constexpr int numberBaseline = 28; // in the row; 58 under the page's top
constexpr int wordBaseline = 50;
constexpr int pageMargin = 16;
constexpr int operatorRoom = 36; // 18 px at each side
constexpr int leastGap = 16;
constexpr int iconRoom = 21;

} // namespace

FigureLabel::FigureLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void FigureLabel::setFigure(const Figure& figure)
{
    if (figure == m_figure && !text().isEmpty())
        return;
    m_figure = figure;
    setObjectName(figure.id);
    const QString spoken = QString(
        (figure.unknown ? tr("unknown", "a number") : number()) + QLatin1Char(' ') + figure.word);
    setText(spoken);
    setAccessibleName(spoken);
    update();
}

QString FigureLabel::number() const
{
    return m_figure.unknown ? QStringLiteral("\u2013") : Text::grouped(m_figure.value);
}

int FigureLabel::wantedWidth() const
{
    const Theme& theme = themeOf(this);
    const double digits = theme.metrics(Face::Total).horizontalAdvance(number());
    const double icon = m_figure.glyph || m_figure.mark ? iconRoom : 0;
    const double word = theme.metrics(Face::Body).horizontalAdvance(m_figure.word) + icon;
    return static_cast<int>(std::ceil(std::max(digits, word))) + 2;
}

void FigureLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    QFont total = theme.font(Face::Total);
    QFont word = theme.font(Face::Body);
    total.setItalic(m_figure.was);
    word.setItalic(m_figure.was);
    painter.setFont(total);
    painter.setPen(theme.colour(m_figure.was ? Token::Text2 : Token::Text));
    painter.drawText(QPointF(0, theme.px(numberBaseline)), number());
    double x = 0;
    const double baseline = theme.px(wordBaseline);
    const double middle = std::round(baseline - 4.45 * theme.fontScale());
    if (m_figure.glyph) {
        paintGlyph(painter, QPointF(0, middle - 8), 16, *m_figure.glyph, theme);
        x = iconRoom;
    } else if (m_figure.mark) {
        paintMark(painter, QPointF(7, middle), *m_figure.mark, theme.colour(Token::Text2));
        x = iconRoom;
    }
    painter.setFont(word);
    painter.setPen(theme.colour(Token::Text2));
    painter.drawText(QPointF(x, baseline), m_figure.word);
}

SumRow::SumRow(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void SumRow::setFigures(const std::vector<Figure>& figures)
{
    while (m_labels.size() < figures.size())
        m_labels.push_back(new FigureLabel(this));
    for (size_t i = 0; i < m_labels.size(); ++i) {
        m_labels[i]->setVisible(i < figures.size());
        if (i < figures.size())
            m_labels[i]->setFigure(figures[i]);
    }
    place();
    update();
}

QSize SumRow::sizeHint() const { return {600, themeOf(this).px(sumHeight)}; }
QSize SumRow::minimumSizeHint() const { return {0, themeOf(this).px(sumHeight)}; }

// Terms from the left, what stands apart from the right edge. Gaps shrink first, then lines break.
void SumRow::place()
{
    std::vector<FigureLabel*> terms;
    std::vector<FigureLabel*> apart;
    int wanted = 0;
    int apartWidth = 0;
    for (FigureLabel* label : m_labels) {
        if (!label->isVisibleTo(this))
            continue;
        wanted += label->wantedWidth();
        (label->figure().apart ? apart : terms).push_back(label);
        if (label->figure().apart)
            apartWidth += label->wantedWidth();
    }
    const auto count = static_cast<int>(terms.size() + apart.size());
    const int room = width() - 2 * pageMargin - wanted;
    m_gap = count > 1 ? std::clamp(room / (count - 1), leastGap, operatorRoom) : operatorRoom;
    const int line = themeOf(this).px(sumHeight);
    int left = pageMargin;
    int top = 0;
    for (FigureLabel* label : terms) {
        const int w = label->wantedWidth();
        if (left > pageMargin && left + w > width() - pageMargin) {
            left = pageMargin + m_gap; // its operator stands before it
            top += line;
        }
        label->setGeometry(left, top, w, line);
        left += w + m_gap;
    }
    apartWidth += static_cast<int>(apart.size()) * m_gap;
    if (!apart.empty() && left + apartWidth > width() - pageMargin + m_gap)
        top += line;
    int right = width() - pageMargin;
    for (auto label = apart.rbegin(); label != apart.rend(); ++label) {
        const int w = (*label)->wantedWidth();
        (*label)->setGeometry(right - w, top, w, line);
        right -= w + m_gap;
    }
    if (height() != top + line)
        setFixedHeight(top + line);
}

void SumRow::resizeEvent(QResizeEvent*) { place(); }

void SumRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    QFont font = theme.font(m_gap < 26 ? Face::DialogFixed : Face::Total);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(theme.colour(Token::Text2));
    const QFontMetricsF metrics(font);
    bool lineDrawn = false;
    int term = 0;
    for (const FigureLabel* label : m_labels) {
        if (!label->isVisibleTo(this))
            continue;
        const double top = label->y();
        if (label->figure().apart) {
            const int middle = label->x() - m_gap / 2;
            if (!lineDrawn)
                hairline(painter, QPointF(middle, top), QPointF(middle, top + label->height() - 6),
                    theme.colour(Token::Line));
            lineDrawn = true;
            continue;
        }
        if (term > 0) {
            const QString sign = term == 1 ? QStringLiteral("=") : QStringLiteral("+");
            const double middle = label->x() - m_gap / 2.0;
            painter.drawText(QPointF(middle - metrics.horizontalAdvance(sign) / 2,
                                 top + theme.px(numberBaseline)),
                sign);
        }
        ++term;
    }
}

FigureGrid::FigureGrid(QWidget* parent, int textColumns)
    : QWidget(parent)
    , m_textColumns(static_cast<size_t>(textColumns))
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(0);
}

LineLabel* FigureGrid::cell(int row, int column)
{
    const auto r = static_cast<size_t>(row);
    const auto c = static_cast<size_t>(column);
    if (m_cells.size() <= r)
        m_cells.resize(r + 1);
    while (m_cells[r].size() <= c) {
        auto* label = new LineLabel(this);
        const bool isText = m_cells[r].size() < m_textColumns;
        label->setRowHeight(24);
        label->setAlignment(isText ? Qt::AlignLeft : Qt::AlignRight);
        label->setContentsMargins(0, 0, 0, 0);
        m_grid->addWidget(label, row, static_cast<int>(m_cells[r].size()));
        m_cells[r].push_back(label);
    }
    return m_cells[r][c];
}

void FigureGrid::setRows(const QStringList& captions, const std::vector<Row>& rows)
{
    LineLook caption;
    caption.small = true;
    for (int column = 0; column < captions.size(); ++column) {
        LineLabel* label = cell(0, column);
        label->setLook(caption);
        label->setLine(secondary(captions.at(column)));
        label->setElides(true); // a long caption does not widen the page; figures are never cut
    }
    m_groupEnds.clear();
    m_rowCount = rows.size() + 1;
    for (size_t row = 0; row < rows.size(); ++row) {
        m_groupEnds.push_back(rows[row].groupEnd);
        LineLook look;
        look.italic = rows[row].was;
        if (rows[row].was)
            look.text = Token::Text2;
        const QString name = rows[row].cells.empty() ? QString() : rows[row].cells.front().plain();
        for (size_t column = 0; column < rows[row].cells.size(); ++column) {
            LineLabel* label = cell(static_cast<int>(row) + 1, static_cast<int>(column));
            label->setLook(look);
            label->setLine(rows[row].cells[column]);
            const QString where =
                QStringLiteral("%1, %2").arg(name, captions.value(static_cast<int>(column)));
            if (where != label->accessibleDescription())
                label->setAccessibleDescription(where);
        }
    }
    for (size_t row = 0; row < m_cells.size(); ++row) {
        for (LineLabel* label : m_cells[row])
            label->setVisible(row < m_rowCount);
    }
    update();
}

void FigureGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    for (size_t row = 0; row < m_rowCount && row < m_cells.size(); ++row) {
        if (m_cells[row].empty())
            continue;
        const double y = m_cells[row].front()->geometry().bottom();
        const bool strong = row == 0 || (row <= m_groupEnds.size() && m_groupEnds[row - 1]);
        hairline(painter, QPointF(0, y), QPointF(width(), y),
            strong ? mixed(theme.colour(Token::Base), theme.colour(Token::Border), 0.5)
                   : theme.rowRule());
    }
}

} // namespace Espalier::Ui
