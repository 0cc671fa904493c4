// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableheader.h"

#include "cellpainter.h"

#include <parts/textline.h>

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr double triangleWidth = 7;
constexpr double triangleHeight = 4.5;
constexpr double triangleGap = 6;

} // namespace

TableHeader::TableHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(24);
    setSectionResizeMode(QHeaderView::Fixed);
    setFocusPolicy(Qt::NoFocus); // sorting by keyboard is in the View menu
}

void TableHeader::setNote(int column, const HeadNote& note)
{
    m_notes.insert(column, note);
    viewport()->update();
}

void TableHeader::setSorted(int column, Qt::SortOrder order)
{
    m_sorted = column;
    m_order = order;
    viewport()->update();
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), themeOf(this).px(28)};
}

int TableHeader::neededWidth(int column) const
{
    const Theme& theme = themeOf(this);
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    double width = (isFirst(column) ? firstPadding : cellPadding)
        + theme.metrics(Face::SmallSemibold).horizontalAdvance(title) + triangleGap + triangleWidth
        + (isLast(column) ? firstPadding : cellPadding);
    if (m_notes.contains(column))
        width += barWidth + barGap;
    return static_cast<int>(std::ceil(width));
}

bool TableHeader::isFirst(int column) const { return visualIndex(column) == 0; }

bool TableHeader::isLast(int column) const
{
    for (int visual = count() - 1; visual >= 0; --visual) {
        const int logical = logicalIndex(visual);
        if (!isSectionHidden(logical))
            return logical == column;
    }
    return false;
}

void TableHeader::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        const Theme& theme = themeOf(this);
        painter.fillRect(viewport()->rect(), theme.colour(Token::Window));
    }
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    const double y = viewport()->height() - 1;
    hairline(
        painter, QPointF(0, y), QPointF(viewport()->width(), y), themeOf(this).colour(Token::Line));
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int column) const
{
    const Theme& theme = themeOf(this);
    const bool sorted = column == m_sorted;
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    const auto alignment = Qt::Alignment::fromInt(
        model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const Face face = sorted ? Face::SmallSemibold : Face::Small;
    QRectF box = QRectF(rect).adjusted(isFirst(column) ? firstPadding : cellPadding, 0,
        -(isLast(column) ? firstPadding : cellPadding), -1);
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, theme.colour(Token::Window));
    const double baseline = theme.baseline(box.top(), box.height());
    if (const auto note = m_notes.constFind(column); note != m_notes.cend()) {
        const QFontMetricsF& metrics = theme.metrics(Face::Small);
        const double middle = box.right() - note->fromRight;
        painter->setFont(theme.font(Face::Small));
        painter->setPen(theme.colour(Token::Text2));
        const double width = metrics.horizontalAdvance(note->text);
        painter->drawText(QPointF(std::round(middle - width / 2), baseline), note->text);
        box.setRight(box.right() - barWidth - barGap);
    }
    const double extra = sorted ? triangleGap + triangleWidth : 0;
    const QString shown =
        theme.metrics(face).elidedText(title, Qt::ElideRight, std::max(0.0, box.width() - extra));
    const double width = theme.metrics(face).horizontalAdvance(shown);
    const double x = alignment & Qt::AlignRight ? box.right() - width - extra : box.left();
    painter->setFont(theme.font(face));
    painter->setPen(theme.colour(sorted ? Token::Text : Token::Text2));
    painter->drawText(QPointF(x, baseline), shown);
    if (sorted) {
        const double left = x + width + triangleGap;
        const double top = std::round(box.center().y() - triangleHeight / 2) + 0.5;
        const bool down = m_order == Qt::AscendingOrder;
        QPainterPath triangle;
        triangle.moveTo(left, down ? top : top + triangleHeight);
        triangle.lineTo(left + triangleWidth, down ? top : top + triangleHeight);
        triangle.lineTo(left + triangleWidth / 2, down ? top + triangleHeight : top);
        triangle.closeSubpath();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillPath(triangle, theme.colour(Token::Text));
    }
    painter->restore();
}

} // namespace Espalier::Ui
