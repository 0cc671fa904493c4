// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyphs.h"

#include <cmath>

namespace Espalier::Ui {

namespace {

double insetOf(int size)
{
    if (size >= 32)
        return 4;
    return size >= 24 ? 3.5 : size >= 16 ? 2.5 : 1.5;
}

// Points in units of a 12 px box, scaled to the size.
QPainterPath polygon(int size, std::initializer_list<QPointF> points)
{
    const double scale = size / 12.0;
    QPolygonF shape;
    for (const QPointF& point : points)
        shape << point * scale;
    QPainterPath path;
    path.addPolygon(shape);
    path.closeSubpath();
    return path;
}

// Snapped to pixel centres so that 1 px outlines of straight shapes stay crisp.
QRectF box(int size, double x, double y, double w, double h)
{
    const double scale = size / 12.0;
    const auto snap = [](double v) { return std::floor(v) + 0.5; };
    const double left = snap(x * scale);
    const double top = snap(y * scale);
    return {left, top, std::round(w * scale), std::round(h * scale)};
}

QPainterPath boxes(std::initializer_list<QRectF> rects)
{
    QPainterPath path;
    for (const QRectF& rect : rects)
        path.addRect(rect);
    return path;
}

QPainterPath padlock(int size)
{
    const double s = size / 12.0;
    QPainterPath shackle;
    shackle.moveTo(3.0 * s, 6.0 * s);
    shackle.lineTo(3.0 * s, 3.5 * s);
    shackle.arcTo(QRectF(3.0 * s, 0.6 * s, 6.0 * s, 5.8 * s), 180, -180);
    shackle.lineTo(9.0 * s, 6.0 * s);
    shackle.closeSubpath();
    const QRectF body = box(size, 2.1, 5.5, 7.6, 5.6);
    QPainterPath hole;
    hole.moveTo(4.6 * s, body.top());
    hole.lineTo(4.6 * s, 3.6 * s);
    hole.arcTo(QRectF(4.6 * s, 2.1 * s, 2.8 * s, 3.0 * s), 180, -180);
    hole.lineTo(7.4 * s, body.top());
    hole.closeSubpath();
    QPainterPath plate;
    plate.addRect(body);
    return shackle.subtracted(hole).united(plate);
}

QPainterPath quarantine(int size)
{
    return polygon(size,
        {{3.5, 1.5}, {8.5, 1.5}, {8.5, 4.5}, {11.5, 4.5}, {11.5, 7.5}, {8.5, 7.5}, {8.5, 10.5},
            {3.5, 10.5}, {3.5, 7.5}, {0.5, 7.5}, {0.5, 4.5}, {3.5, 4.5}});
}

QPainterPath notchedHexagon(int size)
{
    return polygon(size,
        {{2.7, 1.2}, {4.9, 1.2}, {4.9, 3.0}, {7.1, 3.0}, {7.1, 1.2}, {9.3, 1.2}, {11.6, 6.0},
            {9.3, 10.8}, {7.1, 10.8}, {7.1, 9.0}, {4.9, 9.0}, {4.9, 10.8}, {2.7, 10.8},
            {0.4, 6.0}});
}

QPainterPath brokenSquare(int size)
{
    QPainterPath left = polygon(size, {{1.5, 1.5}, {5.4, 1.5}, {3.6, 10.5}, {1.5, 10.5}});
    left.addPath(polygon(size, {{8.4, 1.5}, {10.5, 1.5}, {10.5, 10.5}, {6.6, 10.5}}));
    return left;
}

QPainterPath ring(int size)
{
    const double s = size / 12.0;
    QPainterPath path;
    path.addEllipse(QPointF(size / 2.0, size / 2.0), 5.0 * s, 5.0 * s);
    path.addEllipse(QPointF(size / 2.0, size / 2.0), 2.9 * s, 2.9 * s);
    return path;
}

} // namespace

QRectF glyphSquare(int size)
{
    const double inset = insetOf(size);
    return {inset, inset, size - 2 * inset, size - 2 * inset};
}

QPainterPath glyphPath(Glyph glyph, int size)
{
    const double s = size / 12.0;
    QPainterPath path;
    switch (glyph) {
    case Glyph::Free:
    case Glyph::Reserved:
    case Glyph::Booting:
    case Glyph::TearingDown:
    case Glyph::Running:
    case Glyph::Attested:
    case Glyph::Unknown:
    case Glyph::Reported:
        path.addRect(glyphSquare(size));
        return path;
    case Glyph::Slow:
        path.addEllipse(QPointF(size / 2.0, size / 2.0), 5.0 * s, 5.0 * s);
        return path;
    case Glyph::Ghost:
        return ring(size);
    case Glyph::Stuck:
        return polygon(size, {{6, 1.2}, {11.3, 10.8}, {0.7, 10.8}});
    case Glyph::Unconfirmed:
        return notchedHexagon(size);
    case Glyph::Orphan:
        return polygon(size, {{0.7, 1.2}, {11.3, 1.2}, {6, 10.8}});
    case Glyph::Breach:
        return polygon(size, {{6, 0.6}, {11.4, 6}, {6, 11.4}, {0.6, 6}});
    case Glyph::Quarantined:
        return quarantine(size);
    case Glyph::LostHost:
        return brokenSquare(size);
    case Glyph::Held:
        return padlock(size);
    case Glyph::Draining:
        path = boxes({box(size, 0.5, 1, 11, 2.4)});
        path.addPath(polygon(size, {{2.2, 4.9}, {9.8, 4.9}, {6, 11}}));
        return path;
    case Glyph::Cordoned:
        return boxes(
            {box(size, 0.5, 1, 11, 2.4), box(size, 2.2, 5, 3, 6), box(size, 6.8, 5, 3, 6)});
    case Glyph::Maintenance:
        return boxes({box(size, 0.5, 2, 11, 2.4), box(size, 0.5, 7.6, 11, 2.4)});
    }
    return path;
}

} // namespace Espalier::Ui
