// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QProxyStyle>

namespace Espalier::Ui {

// Fusion with the overrides of the pictures: flat buttons and fields, 2 px focus ring at 1 px
// distance, 12 px scroll bars without arrows, hairlines for frames, splitters and menus.
// A widget's dynamic property "kind" chooses a button: primary, destructive or flat.
class ThemeStyle final : public QProxyStyle {
    Q_OBJECT
public:
    explicit ThemeStyle(Theme theme);

    [[nodiscard]] const Theme& theme() const { return m_theme; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
        QPainter* painter, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
        const QWidget* widget) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
        const QWidget* widget) const override;

private:
    void drawButtonPanel(
        const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawRadio(const QStyleOption& option, QPainter& painter) const;
    void drawFieldPanel(const QStyleOption& option, QPainter& painter) const;
    void drawMenuItem(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;

    Theme m_theme;
};

} // namespace Espalier::Ui
