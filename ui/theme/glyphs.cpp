// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyphs.h"

#include <QPainter>
#include <QTransform>

#include <cmath>

namespace Espalier::Ui {

namespace {

Token fillOf(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Slow:
    case Glyph::Ghost:
        return Token::Caution;
    case Glyph::Stuck:
    case Glyph::Quarantined:
    case Glyph::LostHost:
        return Token::High;
    case Glyph::Unconfirmed:
        return Token::Unconfirmed;
    case Glyph::Orphan:
    case Glyph::Breach:
        return Token::Critical;
    case Glyph::Held:
    case Glyph::Draining:
    case Glyph::Cordoned:
    case Glyph::Maintenance:
        return Token::Operator;
    case Glyph::Free:
    case Glyph::Reserved:
    case Glyph::Booting:
    case Glyph::TearingDown:
    case Glyph::Running:
    case Glyph::Attested:
    case Glyph::Unknown:
    case Glyph::Reported:
        return Token::Run;
    }
    return Token::Run;
}

Token inkOn(Token fill)
{
    switch (fill) {
    case Token::Caution:
        return Token::OnCaution;
    case Token::High:
        return Token::OnHigh;
    case Token::Critical:
        return Token::OnCritical;
    case Token::Unconfirmed:
        return Token::OnUnconfirmed;
    case Token::Operator:
        return Token::OnOperator;
    default:
        return Token::OnRun;
    }
}

// The part of the shape that is filled; empty for hollow ones.
QPainterPath filledPart(Glyph glyph, int size)
{
    const QRectF square = glyphSquare(size);
    const double middle = std::round(square.center().x());
    QPainterPath part;
    switch (glyph) {
    case Glyph::Free:
    case Glyph::Reserved:
    case Glyph::Attested:
    case Glyph::Unknown:
    case Glyph::Reported:
        return {};
    case Glyph::Booting:
        part.addRect(QRectF(square.topLeft(), QPointF(middle, square.bottom())));
        return part;
    case Glyph::TearingDown:
        part.addRect(QRectF(QPointF(middle, square.top()), square.bottomRight()));
        return part;
    default:
        return glyphPath(glyph, size);
    }
}

void paintInk(QPainter& painter, int size, Glyph glyph, const QColor& ink)
{
    const QRectF square = glyphSquare(size);
    if (glyph == Glyph::Reserved) {
        const double dot = std::ceil(square.width() * 0.42);
        painter.fillRect(QRectF(square.right() - dot - 0.5, square.top() + 0.5, dot, dot), ink);
    } else if (glyph == Glyph::Attested) {
        const double bar = std::max(2.0, std::round(size / 10.0));
        painter.fillRect(
            QRectF(square.left() + 1.5, square.bottom() - bar - 1.5, square.width() - 3, bar), ink);
    } else if (glyph == Glyph::Reported) {
        const double dot = size >= 24 ? 6 : 4;
        painter.fillRect(QRectF((size - dot) / 2, (size - dot) / 2, dot, dot), ink);
    }
}

// A letter over halves, bars or holes cannot be read: there the shape has to do.
bool hasRoomForLetter(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Slow:
    case Glyph::Stuck:
    case Glyph::Unconfirmed:
    case Glyph::Orphan:
    case Glyph::Breach:
    case Glyph::Quarantined:
    case Glyph::Held:
        return true;
    default:
        return false;
    }
}

void paintLetter(QPainter& painter, int size, Glyph glyph, const Theme& theme)
{
    const QChar letter = letterOf(glyph);
    if (letter.isNull() || size < 16 || !hasRoomForLetter(glyph))
        return;
    QFont font = theme.font(Face::SmallSemibold);
    font.setWeight(QFont::Bold);
    font.setPixelSize(size >= 24 ? qRound(size * 0.54) : 9);
    painter.setFont(font);
    const Token fill = fillOf(glyph);
    const bool hollow = filledPart(glyph, size).isEmpty();
    painter.setPen(theme.colour(hollow ? Token::Text : inkOn(fill)));
    QPointF centre(size / 2.0, size / 2.0);
    if (glyph == Glyph::Stuck)
        centre.ry() += size * 0.12;
    else if (glyph == Glyph::Orphan)
        centre.ry() -= size * 0.13;
    else if (glyph == Glyph::Held)
        centre.ry() += size * 0.17;
    const QFontMetricsF metrics(font);
    painter.drawText(QPointF(centre.x() - metrics.horizontalAdvance(letter) / 2,
                         centre.y() + metrics.capHeight() / 2),
        QString(letter));
}

void paintSimulated(QPainter& painter, int size, Glyph glyph, const Theme& theme)
{
    const QPainterPath filled = filledPart(glyph, size);
    const QPointF centre = glyphPath(glyph, size).boundingRect().center();
    QTransform shrink;
    shrink.translate(centre.x(), centre.y());
    shrink.scale(0.55, 0.55);
    shrink.translate(-centre.x(), -centre.y());
    painter.fillPath(shrink.map(filled), theme.colour(fillOf(glyph)));
    QPen pen(theme.colour(Token::Outline), theme.outlineWidth(size));
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern({1, 1});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(glyphPath(glyph, size));
}

void paintStale(QPainter& painter, int size, Glyph last, const Theme& theme)
{
    const QPainterPath shape = glyphPath(last, size);
    const QColor ink = theme.colour(Token::Text2);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    paintHatch(painter, shape.boundingRect(), 3, ink, 1);
    painter.restore();
    QPen pen(ink, theme.outlineWidth(size));
    pen.setDashPattern({2, 1});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

} // namespace

std::optional<Glyph> glyphFromId(const QString& id)
{
    static const std::array<const char*, glyphCount> ids{"free", "reserved", "booting",
        "tearing-down", "running", "slow", "ghost", "stuck", "unconfirmed", "orphan", "breach",
        "quarantined", "lost", "held", "draining", "cordoned", "maintenance", "attested", "unknown",
        "reported"};
    for (size_t i = 0; i < ids.size(); ++i) {
        if (id == QLatin1String(ids.at(i)))
            return static_cast<Glyph>(i);
    }
    return std::nullopt;
}

Glyph glyphOf(DisplayState state)
{
    switch (state) {
    case DisplayState::Breach:
        return Glyph::Breach;
    case DisplayState::Orphan:
        return Glyph::Orphan;
    case DisplayState::Stuck:
        return Glyph::Stuck;
    case DisplayState::Unconfirmed:
        return Glyph::Unconfirmed;
    case DisplayState::Reported:
        return Glyph::Reported;
    case DisplayState::Unknown:
        return Glyph::Unknown;
    case DisplayState::Quarantined:
        return Glyph::Quarantined;
    case DisplayState::Held:
        return Glyph::Held;
    case DisplayState::Ghost:
        return Glyph::Ghost;
    case DisplayState::SlowTeardown:
        return Glyph::Slow;
    case DisplayState::TearingDown:
        return Glyph::TearingDown;
    case DisplayState::Booting:
        return Glyph::Booting;
    case DisplayState::Running:
        return Glyph::Running;
    case DisplayState::Reserved:
        return Glyph::Reserved;
    case DisplayState::Free:
        return Glyph::Free;
    }
    return Glyph::Unknown;
}

std::optional<Glyph> glyphOf(HostMode mode)
{
    switch (mode) {
    case HostMode::InService:
        return std::nullopt;
    case HostMode::Cordoned:
        return Glyph::Cordoned;
    case HostMode::Draining:
        return Glyph::Draining;
    case HostMode::Maintenance:
        return Glyph::Maintenance;
    case HostMode::Quarantined:
        return Glyph::Quarantined;
    }
    return std::nullopt;
}

QChar letterOf(Glyph glyph)
{
    static const std::array<char, glyphCount> letters{
        0, 'R', 'B', 'T', 0, '3', 'G', 'S', '?', 'O', '!', 'Q', 'L', 'H', 'D', 'C', 'M', 'A', 0, 0};
    return QLatin1Char(letters.at(static_cast<size_t>(glyph)));
}

void paintHatch(
    QPainter& painter, const QRectF& area, double pitch, const QColor& colour, double width)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width));
    // Whole pixels along x, or the lines differ in weight.
    const double step = std::max(2.0, std::round(pitch * 1.41421356));
    const double height = area.height();
    // Lines lie on multiples of the step over the whole widget, so that neighbours continue them.
    const double first =
        (std::floor((area.left() - height + area.bottom()) / step) - 1) * step - area.bottom();
    const int lines = static_cast<int>(std::ceil((area.right() - first) / step));
    for (int line = 0; line < lines; ++line) {
        const double x = first + line * step;
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + height, area.top()));
    }
    painter.restore();
}

void paintStaleStripe(QPainter& painter, const QRectF& area, const Theme& theme)
{
    paintHatch(
        painter, area, 3.5, mixed(theme.colour(Token::Base), theme.colour(Token::Text2), 0.6), 1.4);
    hairline(painter, QPointF(area.right(), area.top()), QPointF(area.right(), area.bottom()),
        theme.colour(Token::Line));
}

void paintGlyph(QPainter& painter, QPointF at, int size, Glyph glyph, const Theme& theme,
    const GlyphOptions& options)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(at);
    if (glyph == Glyph::Unknown) {
        paintStale(painter, size, options.last, theme);
        painter.restore();
        return;
    }
    const Glyph shape = glyph == Glyph::Reported ? options.last : glyph;
    const QColor outline = theme.colour(Token::Outline);
    if (options.simulated && glyph != Glyph::Reported) {
        paintSimulated(painter, size, glyph, theme);
    } else {
        if (glyph != Glyph::Reported)
            painter.fillPath(filledPart(glyph, size), theme.colour(fillOf(glyph)));
        // A thick outline would close the break and the hole of small shapes.
        const bool open = glyph == Glyph::LostHost || glyph == Glyph::Ghost;
        const double width = open && size < 16 ? 1 : theme.outlineWidth(size);
        QPen pen(outline, width);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(glyphPath(shape, size));
        if (glyph == Glyph::Booting || glyph == Glyph::TearingDown) {
            const QRectF square = glyphSquare(size);
            const double middle = std::round(square.center().x()) - 0.5;
            painter.fillRect(QRectF(middle - 0.5, square.top(), 1, square.height()), outline);
        }
    }
    paintInk(painter, size, glyph, outline);
    if (options.letter)
        paintLetter(painter, size, glyph, theme);
    painter.restore();
}

} // namespace Espalier::Ui
