// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout.h"

#include <parts/figures.h>
#include <parts/linelabel.h>
#include <parts/sheet.h>

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>

namespace Espalier::Tests {

namespace {

QString describe(const QWidget* widget)
{
    const auto* label = qobject_cast<const QLabel*>(widget);
    return QStringLiteral("%1 %2 \"%3\" %4x%5 in %6")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
            label ? label->text() : widget->accessibleName())
        .arg(widget->width())
        .arg(widget->height())
        .arg(widget->parentWidget() ? widget->parentWidget()->objectName() : QString());
}

QList<const QWidget*> shown(const QWidget& window)
{
    QList<const QWidget*> widgets;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        // Of Qt's insides only their places count, and those are Qt's.
        if (widget->isVisibleTo(&window) && widget->window() == &window
            && !widget->objectName().startsWith(QLatin1String("qt_"))
            && !QLatin1String(widget->metaObject()->className())
                    .startsWith(QLatin1String("QScrollBar")))
            widgets << widget;
    }
    return widgets;
}

// What lies over something else by intention: inside a field, or instead of rows.
bool liesOver(const QWidget* widget)
{
    return widget->objectName() == QLatin1String("emptyState")
        || qobject_cast<const QLineEdit*>(widget->parentWidget())
        || qobject_cast<const QAbstractScrollArea*>(widget->parentWidget()) || widget->isWindow()
        || QLatin1String(widget->metaObject()->className()) == QLatin1String("QRubberBand")
        || QLatin1String(widget->metaObject()->className()) == QLatin1String("QMenuBarExtension")
        || QLatin1String(widget->metaObject()->className()) == QLatin1String("QToolBarExtension");
}

bool isCut(const QWidget* widget)
{
    if (const auto* row = qobject_cast<const Ui::SheetRowLabel*>(widget))
        return row->height() < row->heightForWidth(row->width());
    if (const auto* figure = qobject_cast<const Ui::FigureLabel*>(widget))
        return figure->width() < figure->wantedWidth();
    if (const auto* line = qobject_cast<const Ui::LineLabel*>(widget))
        return line->isCut() && !line->elides();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        if (label->wordWrap())
            return label->height() < label->heightForWidth(label->width());
        return label->width() < label->sizeHint().width();
    }
    if (const auto* button = qobject_cast<const QPushButton*>(widget))
        return button->width() < button->sizeHint().width();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        return !button->text().isEmpty() && button->toolTip() != button->text()
            && button->width() < button->sizeHint().width();
    if (const auto* field = qobject_cast<const QLineEdit*>(widget))
        return field->text().isEmpty() && field->toolTip() != field->placeholderText()
            && field->fontMetrics().horizontalAdvance(field->placeholderText())
                + field->textMargins().left() + field->textMargins().right() + 8
            > field->width();
    if (const auto* bar = qobject_cast<const QMenuBar*>(widget))
        return bar->width() < bar->sizeHint().width();
    return false;
}

} // namespace

QString firstOutside(const QWidget& window)
{
    for (const QWidget* widget : shown(window)) {
        const QWidget* parent = widget->parentWidget();
        const bool scrolled = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
        if (!scrolled && !parent->rect().adjusted(-1, -1, 1, 1).contains(widget->geometry()))
            return describe(widget);
    }
    return {};
}

QString firstOverlap(const QWidget& window)
{
    const QList<const QWidget*> widgets = shown(window);
    for (qsizetype i = 0; i < widgets.size(); ++i) {
        for (qsizetype j = i + 1; j < widgets.size(); ++j) {
            if (widgets.at(i)->parentWidget() != widgets.at(j)->parentWidget()
                || liesOver(widgets.at(i)) || liesOver(widgets.at(j)))
                continue;
            if (widgets.at(i)->geometry().intersects(widgets.at(j)->geometry()))
                return describe(widgets.at(i)) + QStringLiteral(" over ") + describe(widgets.at(j));
        }
    }
    return {};
}

QString firstCut(const QWidget& window)
{
    for (const QWidget* widget : shown(window)) {
        if (isCut(widget))
            return describe(widget);
    }
    return {};
}

} // namespace Espalier::Tests
