// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorcell.h"

#include <items/slotlist.h>
#include <parts/marks.h>
#include <parts/textline.h>
#include <text/times.h>

#include <QPainter>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr double dimmedShare = 0.35; // of a colour that stays where the filter does not match
constexpr double outlinedFrom = 6; // px of a cell's height; below it would be all outline
constexpr double cellHatch = 6;
constexpr int smallGlyph = 12;
constexpr int largeGlyph = 16;
constexpr double namedFrom = 60; // px of a cell's width from which it bears its tenant
constexpr double glyphAt = 7; // in a card
constexpr double textAt = 31;
constexpr double bothLines = 28; // px of a card's height from which it has two lines

void frame(QPainter& painter, const QRectF& box, const QColor& colour)
{
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

GlyphOptions optionsOf(const FloorSlot& slot, bool simulated)
{
    GlyphOptions options;
    options.simulated = simulated;
    options.last = glyphOf(slot.lastKnown);
    return options;
}

QPointF centred(const QRectF& box, int size)
{
    return {std::round(box.center().x() - size / 2.0), std::round(box.center().y() - size / 2.0)};
}

} // namespace

FloorCellPainter::FloorCellPainter(
    const Theme& theme, const FleetStore& store, FloorLevel level, bool detailed)
    : m_theme(theme)
    , m_store(store)
    , m_level(level)
    , m_detailed(detailed)
{
}

QColor FloorCellPainter::faded(const QColor& colour, bool dimmed) const
{
    return dimmed ? mixed(m_theme.colour(Token::Base), colour, dimmedShare) : colour;
}

void FloorCellPainter::paintCell(
    QPainter& painter, const QRectF& box, const FloorSlot& slot, bool siteFresh) const
{
    const bool outlined = box.height() + 1 >= outlinedFrom;
    const QColor outline = faded(m_theme.colour(Token::Outline), slot.dimmed);
    if (!siteFresh) {
        if (outlined)
            frame(painter, box, faded(m_theme.colour(Token::Border), slot.dimmed));
        return;
    }
    const QColor run = faded(m_theme.colour(Token::Run), slot.dimmed);
    const double half = std::round(box.width() / 2);
    switch (slot.state) {
    case DisplayState::Running:
        painter.fillRect(box, run);
        return;
    case DisplayState::Booting:
        painter.fillRect(QRectF(box.left(), box.top(), half, box.height()), run);
        break;
    case DisplayState::TearingDown:
    case DisplayState::SlowTeardown:
        painter.fillRect(
            QRectF(box.left() + half, box.top(), box.width() - half, box.height()), run);
        break;
    case DisplayState::Unknown:
        paintHatch(painter, box, cellHatch, faded(m_theme.colour(Token::Text2), slot.dimmed));
        break;
    case DisplayState::Reserved: // a dot in its corner
        painter.fillRect(QRectF(box.right() - 5, box.top() + 2, 3, 3), outline);
        break;
    case DisplayState::Reported:
        painter.fillRect(QRectF(centred(box, 4), QSizeF(4, std::min(4.0, box.height()))), outline);
        break;
    default: // free, or a shape that is drawn over it
        break;
    }
    if (outlined)
        frame(painter, box, outline);
}

void FloorCellPainter::paintShape(
    QPainter& painter, const QRectF& box, const FloorSlot& slot, bool simulated) const
{
    const int size = !m_detailed || slot.dimmed ? smallGlyph : largeGlyph;
    painter.save();
    if (slot.dimmed)
        painter.setOpacity(dimmedShare);
    paintGlyph(painter, centred(box, size), size, glyphOf(slot.state), m_theme,
        optionsOf(slot, simulated));
    painter.restore();
}

void FloorCellPainter::paintTenant(
    QPainter& painter, const QRectF& box, const FloorSlot& slot) const
{
    if (m_level != FloorLevel::Rack || box.width() < namedFrom || isAbnormal(slot.state))
        return; // a shape stands there
    const QString tenant = m_store.slot(slot.row).tenant.text();
    if (tenant.isEmpty())
        return;
    painter.save();
    if (slot.dimmed)
        painter.setOpacity(dimmedShare);
    LineLook look;
    look.small = true;
    look.italic = slot.state == DisplayState::Unknown || slot.state == DisplayState::Reported;
    paintLine(painter, QRectF(box.left() + 6, box.top(), box.width() - 12, box.height()),
        plain(tenant), m_theme, Qt::AlignLeft, look);
    painter.restore();
}

void FloorCellPainter::paintCard(QPainter& painter, const QRectF& box, const FloorSlot& slot) const
{
    const SlotRow row = m_store.slot(slot.row);
    const Clock& clock = m_store.clock();
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    if (slot.dimmed)
        painter.setOpacity(dimmedShare);
    frame(painter, box, m_theme.colour(Token::Line));
    const bool stale = row.state == DisplayState::Unknown || row.state == DisplayState::Reported;
    const bool twoLines = box.height() >= m_theme.px(bothLines) && !row.tenant.isEmpty();
    const QRectF first(box.left() + textAt, box.top(), box.width() - textAt - 7,
        twoLines ? std::round(box.height() * 0.58) : box.height());
    paintGlyph(painter,
        QPointF(box.left() + glyphAt, std::round(first.center().y() - largeGlyph / 2.0)),
        largeGlyph, glyphOf(row.state), m_theme, optionsOf(slot, row.simulated));
    LineLook look;
    look.italic = stale;
    if (stale)
        look.text = Token::Text2;
    if (row.tenant.isEmpty()) {
        paintLine(painter, first, Items::slotStateText(row, clock), m_theme, Qt::AlignLeft, look);
        painter.restore();
        return;
    }
    double right = first.right();
    if (const auto elapsed = Items::slotElapsed(row, clock)) {
        const Text::Line time = Text::duration(*elapsed);
        const double width = widthOf(time, m_theme, look);
        if (width < first.width() / 2) {
            paintLine(painter, QRectF(right - width, first.top(), width + 1, first.height()), time,
                m_theme, Qt::AlignLeft, look);
            right -= width + 8;
        }
    }
    Text::Line job = plain(row.tenant.text());
    if (!row.pipeline.isEmpty())
        job = joined(job, secondary(QString(u"/ " + row.pipeline)), 4);
    paintLine(painter, QRectF(first.left(), first.top(), right - first.left(), first.height()), job,
        m_theme, Qt::AlignLeft, look);
    if (twoLines) {
        const QRectF second(
            first.left(), first.bottom() - 1, first.width(), box.bottom() - first.bottom() - 1);
        const Items::Bar bar = Items::slotBar(row, clock);
        if (row.state == DisplayState::Running && bar.p95.count() > 0) {
            ElapsedLook elapsed;
            paintElapsed(painter, second, double(bar.value.count()), double(bar.p50.count()),
                double(bar.p95.count()), m_theme, elapsed);
        } else {
            look.small = true;
            paintLine(
                painter, second, Items::slotStateText(row, clock), m_theme, Qt::AlignLeft, look);
        }
    }
    painter.restore();
}

void FloorCellPainter::paintTile(
    QPainter& painter, const QRectF& box, const RackSum& sum, bool siteFresh, bool simulated) const
{
    if (!siteFresh || sum.slots == 0)
        return;
    const double used = std::round(box.height() * sum.used / sum.slots);
    painter.fillRect(
        QRectF(box.left(), box.bottom() - used, box.width(), used), m_theme.colour(Token::Run));
    if (sum.unknown > 0)
        paintHatch(painter, box, cellHatch, m_theme.colour(Token::Text2));
    if (sum.worstCount == 0)
        return;
    const bool roomy = box.width() >= 18 && box.height() >= 40;
    const int size = roomy ? largeGlyph : smallGlyph;
    QPointF at = centred(box, size);
    if (roomy)
        at.ry() -= 8;
    GlyphOptions options;
    options.simulated = simulated;
    paintGlyph(painter, at, size, glyphOf(sum.worst), m_theme, options);
    if (!roomy)
        return;
    painter.setFont(m_theme.font(Face::FixedBold));
    painter.setPen(m_theme.colour(Token::Text));
    painter.drawText(QRectF(box.left(), at.y() + size, box.width(), 16), Qt::AlignCenter,
        QString::number(sum.worstCount));
}

} // namespace Espalier::Ui
