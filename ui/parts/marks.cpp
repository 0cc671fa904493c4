// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "marks.h"

#include "textline.h"

#include <text/words.h>

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr double trackEnd = 1.4; // of p95
constexpr int tickPitch = 6; // 4 px and a gap of 2

QPen stroke(const QColor& colour, double width)
{
    QPen pen(colour, width);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

bool wearsTick(Badge badge)
{
    return badge == Badge::Confirmed || badge == Badge::SignedHostAgrees;
}

} // namespace

Mark markOf(FactState state)
{
    switch (state) {
    case FactState::Observed:
        return Mark::Tick;
    case FactState::Contradicted:
        return Mark::Cross;
    case FactState::Missing:
        return Mark::Ring;
    }
    return Mark::Dash;
}

Mark markOf(ClauseState state)
{
    switch (state) {
    case ClauseState::Holds:
        return Mark::Tick;
    case ClauseState::Fails:
        return Mark::Cross;
    case ClauseState::NoInput:
        return Mark::Ring;
    case ClauseState::NotEvaluated:
        return Mark::Dash;
    }
    return Mark::Dash;
}

void paintMark(QPainter& painter, QPointF centre, Mark mark, const QColor& colour, double scale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.scale(scale, scale);
    painter.setBrush(Qt::NoBrush);
    switch (mark) {
    case Mark::Tick:
        painter.setPen(stroke(colour, 1.4));
        painter.drawPolyline(QPolygonF{QPointF(-4.5, 0.5), QPointF(-1.5, 3.5), QPointF(4.5, -3.5)});
        break;
    case Mark::Cross:
        painter.setPen(stroke(colour, 1.8));
        painter.drawLine(QPointF(-3, -3), QPointF(3, 3));
        painter.drawLine(QPointF(-3, 3), QPointF(3, -3));
        break;
    case Mark::Ring:
        painter.setPen(stroke(colour, 1.3));
        painter.drawEllipse(QPointF(0, 0), 3.2, 3.2);
        break;
    case Mark::Dash:
        painter.setPen(stroke(colour, 1.4));
        painter.drawLine(QPointF(-3.5, 0), QPointF(3.5, 0));
        break;
    }
    painter.restore();
}

int ticksWidth(int count, const Theme&) { return count * tickPitch - 2; }

void paintTicks(QPainter& painter, const QRectF& box, const std::vector<ClauseState>& clauses,
    const Theme& theme, bool stale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor ink = theme.colour(stale ? Token::Border : Token::Text2);
    const double top = std::round(box.center().y() - 4);
    double x = std::round(box.left());
    for (const ClauseState clause : clauses) {
        const QRectF tick(x, top, 4, 8);
        switch (clause) {
        case ClauseState::Holds:
            painter.fillRect(tick, ink);
            break;
        case ClauseState::NoInput:
            painter.setPen(QPen(ink, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(x, top, 3, 7));
            break;
        case ClauseState::Fails:
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(theme.colour(Token::Text), 1.3));
            painter.drawLine(QPointF(x, top + 1), QPointF(x + 4, top + 7));
            painter.drawLine(QPointF(x, top + 7), QPointF(x + 4, top + 1));
            painter.setRenderHint(QPainter::Antialiasing, false);
            break;
        case ClauseState::NotEvaluated:
            painter.fillRect(QRectF(x, top + 7, 4, 1), ink);
            break;
        }
        x += tickPitch;
    }
    painter.restore();
}

int badgeWidth(Badge badge, const QString& word, const Theme& theme)
{
    if (badge == Badge::None || word.isEmpty())
        return 0;
    const int tick = wearsTick(badge) ? theme.px(18) : 0;
    return static_cast<int>(std::ceil(theme.metrics(Face::Small).horizontalAdvance(word)))
        + theme.px(16) + tick;
}

int paintBadge(QPainter& painter, const QRectF& box, Badge badge, const QString& word,
    const Theme& theme, bool stale)
{
    const int width = badgeWidth(badge, word, theme);
    if (width == 0)
        return 0;
    painter.save();
    const double height = theme.px(18);
    const QRectF plate(box.left(), std::round(box.center().y() - height / 2), width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    if (badge == Badge::Confirmed) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(theme.colour(Token::Base), theme.colour(Token::Outline), 0.18));
        painter.drawRoundedRect(plate, 2, 2);
    } else {
        QPen pen(theme.colour(stale ? Token::Border : Token::Outline), 1);
        if (badge == Badge::SignedSimulated)
            pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
    double x = plate.left() + theme.px(8);
    const QColor ink = theme.colour(stale ? Token::Text2 : Token::Text);
    if (wearsTick(badge)) {
        paintMark(painter, QPointF(x + theme.px(5), plate.center().y()), Mark::Tick, ink);
        x += theme.px(18);
    }
    painter.setPen(ink);
    painter.setFont(theme.font(Face::Small));
    painter.drawText(QPointF(x, theme.baseline(box.top(), box.height())), word);
    painter.restore();
    return width;
}

void paintElapsed(QPainter& painter, const QRectF& box, double value, double p50, double p95,
    const Theme& theme, const ElapsedLook& look)
{
    if (p95 <= 0 || box.width() < 8)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double middle = std::round(box.center().y());
    const double scale = box.width() / (trackEnd * p95);
    const double end = box.left() + std::min(box.width(), std::round(value * scale));
    const double p95At = box.left() + std::round(p95 * scale);
    const double left = box.left();
    painter.fillRect(QRectF(left, middle, box.width(), 1),
        mixed(theme.colour(Token::Line), theme.colour(Token::Border), 0.4));
    const QRectF bar(left, middle - 3, std::max(1.0, end - left), 6);
    if (look.stale) {
        painter.fillRect(bar, theme.colour(Token::Base));
        painter.setPen(QPen(theme.colour(Token::Border), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
    } else if (look.overdue && end > p95At) {
        painter.fillRect(QRectF(left, middle - 3, p95At - left, 6), theme.colour(Token::Run));
        painter.setPen(QPen(theme.colour(Token::Outline), 1));
        painter.setBrush(theme.colour(Token::Caution));
        painter.drawRect(QRectF(p95At, middle - 3, end - p95At - 1, 5));
    } else {
        painter.fillRect(bar, theme.colour(Token::Run));
    }
    const auto tick = [&](double at, double height, Token token) {
        painter.fillRect(
            QRectF(std::round(at), middle - height / 2, 1, height), theme.colour(token));
    };
    if (p50 > 0)
        tick(left + p50 * scale, 8, Token::Text2);
    tick(p95At, 14, look.stale ? Token::Border : Token::Text);
    painter.restore();
}

void paintPriority(QPainter& painter, const QRectF& box, Severity priority, const Theme& theme,
    bool hollow, bool ring)
{
    struct Fill {
        Token ground, ink;
    };
    constexpr std::array fills{Fill{Token::Base, Token::Text2},
        Fill{Token::Caution, Token::OnCaution}, Fill{Token::High, Token::OnHigh},
        Fill{Token::Critical, Token::OnCritical}};
    const Fill& fill = fills[hollow ? 0 : static_cast<size_t>(priority)];
    const double height = theme.px(16);
    const QRectF plate(
        box.left(), std::round(box.center().y() - height / 2), theme.px(priorityWidth), height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.colour(Token::Outline), 1));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(theme.colour(fill.ground)));
    painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    if (ring && !hollow) {
        painter.setPen(QPen(theme.colour(Token::Text), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(plate.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3);
    }
    LineLook look;
    look.text = fill.ink;
    look.small = true;
    paintLine(painter, plate, strong(Text::severityWord(priority)), theme, Qt::AlignHCenter, look);
    painter.restore();
}

} // namespace Espalier::Ui
