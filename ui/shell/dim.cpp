// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dim.h"

#include <theme/theme.h>

#include <QDialog>
#include <QEvent>
#include <QPainter>

namespace Espalier::Ui {

Dim::Dim(QWidget& window, QDialog& dialog)
    : QWidget(&window)
    , m_window(window)
{
    setObjectName(QStringLiteral("dim"));
    setAccessibleName(tr("Behind the dialog"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    window.installEventFilter(this);
    connect(&dialog, &QObject::destroyed, this, &QObject::deleteLater);
    connect(&dialog, &QDialog::finished, this, &QObject::deleteLater);
    place();
    raise();
    show();
}

void Dim::place()
{
    const auto* strip = m_window.findChild<QWidget*>(QStringLiteral("statusStrip"));
    const int top = strip ? strip->mapTo(&m_window, QPoint(0, strip->height())).y() : 0;
    setGeometry(0, top, m_window.width(), m_window.height() - top);
}

bool Dim::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void Dim::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).dim());
}

} // namespace Espalier::Ui
