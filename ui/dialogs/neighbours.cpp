// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "neighbours.h"

#include <text/words.h>

#include <QPainter>

namespace Espalier::Ui {

namespace {

constexpr int cellWidth = 96;
constexpr int cellHeight = 40;
constexpr int cellGap = 8;
constexpr int titleHeight = 24;
constexpr size_t cellsAtMost = 4; // of a host with more slots, those from the first on

} // namespace

GlyphLabel::GlyphLabel(Glyph glyph, int size, QWidget* parent)
    : QLabel(parent)
    , m_glyph(glyph)
    , m_size(size)
{
    setFixedSize(size, size);
    setAccessibleName(tr("State"));
}

void GlyphLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    GlyphOptions options;
    options.letter = true;
    paintGlyph(painter, QPointF(0, 0), m_size, m_glyph, themeOf(this), options);
}

NeighboursLabel::NeighboursLabel(const QString& host, std::vector<SlotLook> slots_, QWidget* parent)
    : QLabel(parent)
    , m_host(host)
    , m_slots(std::move(slots_))
{
    if (m_slots.size() > cellsAtMost)
        m_slots.resize(cellsAtMost);
    QStringList words{host};
    for (const SlotLook& slot : m_slots) {
        const QString what = slot.tenant.isEmpty()
            ? slot.title
            : QString(slot.title + QLatin1Char(' ') + slot.tenant);
        words << (slot.target ? tr("%1, this one").arg(what) : what);
    }
    setText(words.join(QLatin1String(", ")));
    setAccessibleName(text());
    setFixedSize(sizeHint());
}

QSize NeighboursLabel::sizeHint() const
{
    const Theme& theme = themeOf(this);
    const auto count = static_cast<int>(m_slots.size());
    return {count * theme.px(cellWidth) + (count - 1) * theme.px(cellGap),
        theme.px(titleHeight) + theme.px(cellHeight)};
}

void NeighboursLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    paintLine(painter, QRectF(0, 0, width(), theme.px(titleHeight)), plain(m_host), theme);
    double x = 0;
    const double top = theme.px(titleHeight);
    const double half = theme.px(cellHeight) / 2.0;
    for (const SlotLook& slot : m_slots) {
        const QRectF cell(x, top, theme.px(cellWidth), theme.px(cellHeight));
        if (slot.target)
            painter.fillRect(cell, theme.colour(Token::Base));
        const double edge = slot.target ? 2 : 1;
        painter.setBrush(Qt::NoBrush);
        QPen pen(theme.colour(slot.target ? Token::Text : Token::Line), edge);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        painter.drawRect(cell.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2));
        paintGlyph(painter, QPointF(x + theme.px(9), std::round(cell.center().y() - 8)), 16,
            slot.glyph, theme);
        const double left = x + theme.px(9) + 16 + theme.px(7);
        const double room = cell.right() - left - 4;
        paintLine(painter, QRectF(left, top + 2, room, half), plain(slot.title), theme);
        paintLine(painter, QRectF(left, top + half - 2, room, half), plain(slot.tenant), theme);
        x += theme.px(cellWidth) + theme.px(cellGap);
    }
}

} // namespace Espalier::Ui
