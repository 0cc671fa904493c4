// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "armedchip.h"

#include <parts/textline.h>
#include <text/times.h>
#include <theme/theme.h>

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Espalier::Ui {

namespace {

constexpr int chipHeight = 24;

} // namespace

ArmedChip::ArmedChip(QWidget* parent)
    : QLabel(parent)
{
    setFixedHeight(themeOf(parent).px(chipHeight));
}

QString ArmedChip::shown(const QString& time) const
{
    return m_short ? time : tr("Armed %1").arg(time);
}

void ArmedChip::setLeft(std::chrono::nanoseconds left)
{
    const QString time = Text::durationText(left, Text::Resolution::Fine);
    if (time == m_time)
        return;
    const QSize before = sizeHint();
    m_time = time;
    setText(tr("Armed %1").arg(time));
    setAccessibleName(text());
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void ArmedChip::setShort(bool brief)
{
    if (std::exchange(m_short, brief) == brief)
        return;
    updateGeometry();
    update();
}

QSize ArmedChip::sizeHint() const
{
    const Theme& theme = themeOf(this);
    const QFontMetricsF& metrics = theme.metrics(Face::BodySemibold);
    // Room for the widest time, so that the strip does not jump with every second.
    const double width = std::max(metrics.horizontalAdvance(shown(m_time)),
        metrics.horizontalAdvance(shown(QStringLiteral("14 m 44 s"))));
    return {static_cast<int>(std::ceil(width)) + theme.px(16), theme.px(chipHeight)};
}

void ArmedChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Token::Text));
    painter.drawRoundedRect(rect(), 3, 3);
    LineLook look;
    look.text = Token::Window;
    paintLine(painter, QRectF(rect()).adjusted(theme.px(8), 0, 0, 0), strong(shown(m_time)), theme,
        Qt::AlignLeft, look);
}

} // namespace Espalier::Ui
