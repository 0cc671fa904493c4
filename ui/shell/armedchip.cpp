// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "armedchip.h"

#include <parts/textline.h>
#include <text/times.h>
#include <theme/theme.h>

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int chipHeight = 24;

} // namespace

ArmedChip::ArmedChip(QWidget* parent)
    : QLabel(parent)
{
    setFixedHeight(themeOf(parent).px(chipHeight));
}

void ArmedChip::setLeft(std::chrono::nanoseconds left)
{
    const QSize before = sizeHint();
    const QString words = tr("Armed %1").arg(Text::durationText(left, Text::Resolution::Fine));
    if (words == text())
        return;
    setText(words);
    setAccessibleName(words);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QSize ArmedChip::sizeHint() const
{
    const Theme& theme = themeOf(this);
    // Room for the widest time, so that the strip does not jump with every second.
    const double width = std::max(theme.metrics(Face::BodySemibold).horizontalAdvance(text()),
        theme.metrics(Face::BodySemibold)
            .horizontalAdvance(tr("Armed %1").arg(QStringLiteral("14 m 44 s"))));
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
    paintLine(painter, QRectF(rect()).adjusted(theme.px(8), 0, 0, 0), strong(text()), theme,
        Qt::AlignLeft, look);
}

} // namespace Espalier::Ui
