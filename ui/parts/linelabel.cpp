// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linelabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace Espalier::Ui {

LineLabel::LineLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void LineLabel::setLine(const Text::Line& line)
{
    if (line == m_line)
        return;
    const QSize before = sizeHint();
    m_line = line;
    const QString text = line.plain();
    setText(text);
    setAccessibleName(text);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void LineLabel::setLook(const LineLook& look)
{
    m_look = look;
    update();
}

void LineLabel::setRowHeight(int height)
{
    m_rowHeight = height;
    updateGeometry();
}

void LineLabel::setElides(bool elides)
{
    m_elides = elides;
    updateGeometry();
}

QSize LineLabel::sizeHint() const
{
    const Theme& theme = themeOf(this);
    return {static_cast<int>(std::ceil(widthOf(m_line, theme, m_look))), theme.px(m_rowHeight)};
}

QSize LineLabel::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return m_elides ? QSize(std::min(hint.width(), 24), hint.height()) : hint;
}

bool LineLabel::isCut() const { return widthOf(m_line, themeOf(this), m_look) > width() + 1; }

bool LineLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isCut())
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
        return true;
    }
    return QLabel::event(event);
}

void LineLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintLine(painter, rect(), m_line, themeOf(this), alignment(), m_look);
}

} // namespace Espalier::Ui
