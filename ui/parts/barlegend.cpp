// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "barlegend.h"

#include "textline.h"

#include <theme/glyphs.h>

#include <QPainter>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int sample = 10;
constexpr int sampleRoom = sample + 6;
constexpr int between = 16;
constexpr int lineHeight = 20;

double widthOfEntry(const BarLegendEntry& entry, const Theme& theme)
{
    return sampleRoom + std::ceil(widthOf(secondary(entry.word), theme));
}

} // namespace

BarLegend::BarLegend(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void BarLegend::setEntries(const std::vector<BarLegendEntry>& entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    QStringList words;
    for (const BarLegendEntry& entry : entries)
        words << entry.word;
    setText(words.join(QStringLiteral(", ")));
    setAccessibleName(text());
    updateGeometry();
    update();
}

std::vector<QPointF> BarLegend::places(double width) const
{
    const Theme& theme = themeOf(this);
    std::vector<QPointF> places;
    QPointF at(0, 0);
    for (const BarLegendEntry& entry : m_entries) {
        const double wide = widthOfEntry(entry, theme);
        if (at.x() > 0 && at.x() + wide > width)
            at = QPointF(0, at.y() + theme.px(lineHeight));
        places.push_back(at);
        at.rx() += wide + between;
    }
    return places;
}

QSize BarLegend::sizeHint() const
{
    const Theme& theme = themeOf(this);
    double width = 0;
    for (const BarLegendEntry& entry : m_entries)
        width = std::max(width, widthOfEntry(entry, theme));
    return {static_cast<int>(width), heightForWidth(this->width())};
}

QSize BarLegend::minimumSizeHint() const { return {0, heightForWidth(width())}; }

int BarLegend::heightForWidth(int width) const
{
    const std::vector<QPointF> at = places(width);
    return themeOf(this).px(lineHeight) + (at.empty() ? 0 : static_cast<int>(at.back().y()));
}

// The hint of before was for another width; layouts that know no height for width go by it.
void BarLegend::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    updateGeometry();
}

void BarLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const double line = theme.px(lineHeight);
    const std::vector<QPointF> at = places(width());
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const BarLegendEntry& entry = m_entries[i];
        const QRectF box(
            at[i].x(), std::round(at[i].y() + line / 2 - sample / 2.0), sample, sample);
        if (entry.hatched)
            paintHatch(painter, box, 3, theme.colour(Token::Text2));
        else if (entry.fill)
            painter.fillRect(box, theme.colour(*entry.fill));
        painter.setPen(QPen(theme.colour(Token::Outline), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        paintLine(painter,
            QRectF(at[i].x() + sampleRoom, at[i].y(),
                std::max(0.0, width() - at[i].x() - sampleRoom), line),
            secondary(entry.word), theme);
    }
}

} // namespace Espalier::Ui
