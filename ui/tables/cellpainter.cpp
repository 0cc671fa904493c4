// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cellpainter.h"

#include <items/tablemodel.h>
#include <parts/marks.h>
#include <parts/textline.h>
#include <text/words.h>
#include <theme/glyphs.h>

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int glyphSize = 16;
constexpr int glyphGap = 6;
constexpr int markWidth = 18; // with its gap
constexpr int selectionBar = 3;
constexpr int priorityGap = 12; // between an alarm's badge and its glyph
constexpr int linkRoom = 14; // for the triangle after a link

Badge badgeOf(const QModelIndex& index)
{
    const QVariant value = index.data(Items::BadgeRole);
    return value.isValid() ? static_cast<Badge>(value.toInt()) : Badge::None;
}

Severity priorityOf(const QModelIndex& index)
{
    const QVariant value = index.data(Items::PriorityRole);
    return value.isValid() ? static_cast<Severity>(value.toInt()) : Severity::None;
}

bool isLink(const QModelIndex& index)
{
    return index.data(Items::LinkRole).toBool() && !index.data().toString().isEmpty();
}

// A triangle at the right edge: the text before it opens something.
void paintLinkMark(QPainter& painter, const QRectF& box, const QColor& colour)
{
    const double middle = std::round(box.center().y());
    QPainterPath triangle(QPointF(box.right() - 5, middle - 4));
    triangle.lineTo(box.right(), middle);
    triangle.lineTo(box.right() - 5, middle + 4);
    triangle.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(triangle, colour);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

std::optional<Glyph> iconOf(const QModelIndex& index)
{
    return glyphFromId(index.data(Items::IconIdRole).toString());
}

std::vector<ClauseState> ticksOf(const QModelIndex& index)
{
    std::vector<ClauseState> ticks;
    const QVariantList values = index.data(Items::TicksRole).toList();
    ticks.reserve(static_cast<size_t>(values.size()));
    for (const QVariant& value : values)
        ticks.push_back(static_cast<ClauseState>(value.toInt()));
    return ticks;
}

std::optional<Mark> strokeOf(const QModelIndex& index)
{
    switch (static_cast<Items::CellMark>(index.data(Items::MarkRole).toInt())) {
    case Items::CellMark::None:
        return std::nullopt;
    case Items::CellMark::Tick:
        return Mark::Tick;
    case Items::CellMark::Cross:
        return Mark::Cross;
    case Items::CellMark::Ring:
        return Mark::Ring;
    case Items::CellMark::Dash:
        return Mark::Dash;
    }
    return std::nullopt;
}

Text::Line lineOf(const QModelIndex& index)
{
    const QVariant runs = index.data(Items::RunsRole);
    if (runs.canConvert<Text::Line>())
        return runs.value<Text::Line>();
    return Text::plainLine(index.data(Qt::DisplayRole).toString());
}

Qt::Alignment alignmentOf(const QModelIndex& index)
{
    const QVariant value = index.data(Qt::TextAlignmentRole);
    return value.isValid() ? Qt::Alignment::fromInt(value.toInt()) : Qt::AlignLeft;
}

// How far a text goes into the padding at its far side before it is cut.
double reach(bool right, bool led, bool last)
{
    if (right)
        return led ? 0 : cellPadding;
    return last ? 0 : cellPadding - 2;
}

} // namespace

CellPainter::CellPainter(const Theme& theme)
    : m_theme(theme)
{
}

void CellPainter::paintGround(QPainter& painter, const CellPlace& place, bool stale) const
{
    const QRectF& box = place.box;
    QColor ground = m_theme.colour(Token::Base);
    if (place.selected || place.current)
        ground = m_theme.rowTint(place.current);
    else if (place.hovered)
        ground = mixed(ground, m_theme.colour(Token::Hover), 0.5);
    painter.fillRect(box, ground);
    const QColor rule = place.selected || place.current
        ? mixed(ground, m_theme.colour(Token::Border), 0.35)
        : m_theme.rowRule();
    hairline(painter, QPointF(box.left(), box.bottom() - 1), QPointF(box.right(), box.bottom() - 1),
        rule);
    if (place.first && stale)
        paintStaleStripe(
            painter, QRectF(box.left(), box.top(), staleStripe, box.height()), m_theme);
    if (place.first && (place.selected || place.current))
        painter.fillRect(QRectF(box.left(), box.top(), selectionBar, box.height()),
            m_theme.colour(Token::Focus));
    if (!place.current || !place.focused)
        return;
    // The keyboard's place: a 2 px ring round the whole current row.
    const QColor ring = m_theme.colour(Token::Focus);
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), ring);
    painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), ring);
    if (place.last)
        painter.fillRect(QRectF(box.right() - 2, box.top(), 2, box.height()), ring);
}

double CellPainter::paintLead(QPainter& painter, const QRectF& box, const QModelIndex& index,
    bool stale, bool iconAfter) const
{
    double x = box.left();
    if (const Severity priority = priorityOf(index); priority != Severity::None) {
        paintPriority(painter, QRectF(x, box.top(), box.width(), box.height()), priority, m_theme,
            index.data(Items::SeverityRole).toInt() == int(Severity::None),
            index.data(Items::RingRole).toBool());
        x += m_theme.px(priorityWidth) + priorityGap;
    }
    const Badge badge = badgeOf(index);
    if (badge != Badge::None)
        x += paintBadge(painter, QRectF(x, box.top(), box.width(), box.height()), badge,
                 Text::badgeWord(badge), m_theme, stale)
            + m_theme.px(10);
    if (const auto glyph = iconAfter ? std::nullopt : iconOf(index)) {
        GlyphOptions options;
        options.last = glyphOf(static_cast<DisplayState>(index.data(Items::LastStateRole).toInt()));
        options.simulated = index.data(Items::SimulatedRole).toBool();
        paintGlyph(painter, QPointF(x, std::round(box.center().y() - glyphSize / 2.0)), glyphSize,
            *glyph, m_theme, options);
        x += glyphSize + glyphGap;
    }
    if (const auto mark = strokeOf(index)) {
        paintMark(painter, QPointF(x + 6, box.center().y()), *mark,
            m_theme.colour(*mark == Mark::Cross ? Token::Text : Token::Text2));
        x += markWidth;
    }
    const std::vector<ClauseState> ticks = ticksOf(index);
    if (!ticks.empty()) {
        paintTicks(painter, QRectF(x, box.top(), box.width(), box.height()), ticks, m_theme, stale);
        x += ticksWidth(static_cast<int>(ticks.size()), m_theme) + m_theme.px(10);
    }
    return x;
}

double CellPainter::leadWidth(const QModelIndex& index, bool iconAfter) const
{
    double width = 0;
    if (priorityOf(index) != Severity::None)
        width += m_theme.px(priorityWidth) + priorityGap;
    if (const Badge badge = badgeOf(index); badge != Badge::None)
        width += badgeWidth(badge, Text::badgeWord(badge), m_theme) + m_theme.px(10);
    if (!iconAfter && iconOf(index))
        width += glyphSize + glyphGap;
    if (strokeOf(index))
        width += markWidth;
    if (const auto ticks = ticksOf(index); !ticks.empty())
        width += ticksWidth(static_cast<int>(ticks.size()), m_theme) + m_theme.px(10);
    return width;
}

int CellPainter::neededWidth(const CellPlace& place, const QModelIndex& index) const
{
    LineLook look;
    look.italic = index.data(Items::StaleRole).toBool();
    const bool hasBar = index.data(Items::BarRole).canConvert<Items::Bar>();
    const double lead = leadWidth(index, place.iconAfter);
    double width = (place.first ? firstPadding : cellPadding) + lead
        + widthOf(lineOf(index), m_theme, look) + (place.last ? firstPadding : cellPadding);
    if (hasBar)
        width += barWidth + barGap;
    if (place.iconAfter && iconOf(index))
        width += glyphSize + glyphGap;
    if (isLink(index))
        width += linkRoom;
    width -= reach(hasBar || alignmentOf(index) & Qt::AlignRight, lead > 0, place.last);
    return static_cast<int>(std::ceil(width));
}

void CellPainter::paint(QPainter& painter, const CellPlace& place, const QModelIndex& index) const
{
    const bool stale = index.data(Items::StaleRole).toBool();
    painter.save();
    painter.setClipRect(place.box, Qt::IntersectClip);
    paintGround(painter, place, stale);
    QRectF box = place.box.adjusted(place.first ? firstPadding : cellPadding, 0,
        -(place.last ? firstPadding : cellPadding), -1);
    const QVariant barValue = index.data(Items::BarRole);
    const bool hasBar = barValue.canConvert<Items::Bar>();
    if (hasBar) {
        const auto bar = barValue.value<Items::Bar>();
        const QRectF track(box.right() - barWidth, box.top(), barWidth, box.height());
        ElapsedLook look;
        look.stale = bar.stale;
        look.overdue = bar.overdue;
        paintElapsed(painter, track, static_cast<double>(bar.value.count()),
            static_cast<double>(bar.p50.count()), static_cast<double>(bar.p95.count()), m_theme,
            look);
        box.setRight(track.left() - barGap);
    }
    const double x = paintLead(painter, box, index, stale, place.iconAfter);
    LineLook look;
    if (stale) {
        look.italic = true;
        look.text = Token::Text2;
    }
    if (isLink(index)) {
        look.text = Token::Focus;
        paintLinkMark(painter, box, m_theme.colour(Token::Focus));
        box.setRight(box.right() - linkRoom);
    }
    const auto mode = place.iconAfter ? iconOf(index) : std::nullopt;
    const double reserve = mode ? glyphSize + glyphGap : 0;
    const Qt::Alignment alignment = hasBar ? Qt::AlignRight : alignmentOf(index);
    const bool right = alignment & Qt::AlignRight;
    const double more = reach(right, x > box.left(), place.last);
    const double left = right ? x - more : x;
    const double far = right ? 0 : more;
    const double end = paintLine(painter,
        QRectF(left, box.top(), std::max(0.0, box.right() + far - left - reserve), box.height()),
        lineOf(index), m_theme, alignment, look);
    if (mode)
        paintGlyph(painter,
            QPointF(std::round(end + glyphGap), std::round(box.center().y() - glyphSize / 2.0)),
            glyphSize, *mode, m_theme);
    painter.restore();
}

} // namespace Espalier::Ui
