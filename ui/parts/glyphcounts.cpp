// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyphcounts.h"

#include "textline.h"

#include <text/numbers.h>

#include <QPainter>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int glyphSize = 16;
constexpr int between = 20;
constexpr int rowHeight = 24;

Text::Line lineOf(const GlyphCount& count)
{
    return joined(plain(count.word), fixed(Text::grouped(count.count)), 4);
}

} // namespace

GlyphCounts::GlyphCounts(QWidget* parent)
    : QLabel(parent)
{
}

void GlyphCounts::setCounts(const std::vector<GlyphCount>& counts)
{
    if (counts == m_counts)
        return;
    m_counts = counts;
    QStringList parts;
    for (const GlyphCount& each : counts)
        parts << lineOf(each).plain();
    setText(parts.join(QStringLiteral(", ")));
    setAccessibleName(text());
    setToolTip(text());
    update();
}

QSize GlyphCounts::sizeHint() const
{
    const Theme& theme = themeOf(this);
    double width = 0;
    for (const GlyphCount& each : m_counts)
        width += glyphSize + 6 + widthOf(lineOf(each), theme) + between;
    return {static_cast<int>(std::ceil(width)), theme.px(rowHeight)};
}

QSize GlyphCounts::minimumSizeHint() const { return {0, themeOf(this).px(rowHeight)}; }

void GlyphCounts::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const QRectF box = rect();
    double x = 0;
    for (const GlyphCount& each : m_counts) {
        const Text::Line line = lineOf(each);
        const double width = glyphSize + 6 + widthOf(line, theme);
        if (x + width > box.right())
            return;
        paintGlyph(painter, QPointF(x, std::round(box.center().y() - glyphSize / 2.0)), glyphSize,
            each.glyph, theme);
        paintLine(painter, QRectF(x + glyphSize + 6, 0, width, box.height()), line, theme);
        x += width + between;
    }
}

} // namespace Espalier::Ui
