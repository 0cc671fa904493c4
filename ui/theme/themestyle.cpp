// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "themestyle.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

namespace Espalier::Ui {

namespace {

constexpr int scrollBarWidth = 12;
constexpr int thumbWidth = 6;
constexpr double radius = 3;

bool isKind(const QWidget* widget, const char* kind)
{
    return widget && widget->property("kind").toString() == QLatin1String(kind);
}

// A 1 device pixel border inside the rectangle, with the radius of controls.
void drawBorder(QPainter& painter, const QRectF& rect, const QColor& border, const QBrush& fill)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace

ThemeStyle::ThemeStyle(Theme theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(std::move(theme))
{
}

void ThemeStyle::drawButtonPanel(
    const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const bool enabled = option.state & State_Enabled;
    const bool down = option.state & (State_Sunken | State_On);
    const bool over = enabled && (option.state & State_MouseOver);
    const bool focus = option.state & State_HasFocus;
    const bool primary = isKind(widget, "primary");
    QColor fill = m_theme.colour(primary ? Token::Focus : Token::Raised);
    if (down)
        fill = mixed(fill, m_theme.colour(Token::Text), 0.14);
    else if (over)
        fill = primary ? mixed(fill, m_theme.colour(Token::OnFocus), 0.12)
                       : m_theme.colour(Token::Hover);
    if (!enabled)
        fill = m_theme.colour(Token::Window);
    const QColor edge = enabled
        ? m_theme.colour(Token::Border)
        : mixed(m_theme.colour(Token::Window), m_theme.colour(Token::Border), 0.5);
    QRectF rect = option.rect;
    painter.save();
    if (focus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.colour(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius + 1, radius + 1);
        rect.adjust(3, 3, -3, -3);
    }
    if (!isKind(widget, "flat") || down || over)
        drawBorder(painter, rect, isKind(widget, "flat") ? fill : edge, fill);
    if (isKind(widget, "destructive"))
        drawBorder(painter, rect.adjusted(2, 2, -2, -2), edge, Qt::NoBrush);
    painter.restore();
}

void ThemeStyle::drawFieldPanel(const QStyleOption& option, QPainter& painter) const
{
    const bool focus = option.state & State_HasFocus;
    painter.save();
    QRectF rect = option.rect;
    if (focus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.colour(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius + 1, radius + 1);
        rect.adjust(3, 3, -3, -3);
    }
    drawBorder(painter, rect, m_theme.colour(Token::Border), m_theme.colour(Token::Base));
    painter.restore();
}

// Fusion's own circle is a shade of the window: in the dark it could not be seen.
void ThemeStyle::drawRadio(const QStyleOption& option, QPainter& painter) const
{
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool enabled = option.state & State_Enabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(Token::Border), 1));
    painter.setBrush(m_theme.colour(Token::Base));
    painter.drawEllipse(circle);
    if (option.state & State_On) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(enabled ? Token::Text : Token::Text2));
        const double inner = circle.width() / 4;
        painter.drawEllipse(circle.adjusted(inner, inner, -inner, -inner));
    }
    painter.restore();
}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        drawButtonPanel(*option, *painter, widget);
        return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (element == PE_PanelLineEdit && !isKind(widget, "bare"))
            drawFieldPanel(*option, *painter);
        return;
    case PE_FrameFocusRect:
        // Buttons and fields draw their ring in the panel.
        if (qstyleoption_cast<const QStyleOptionFocusRect*>(option) && widget
            && !widget->inherits("QPushButton") && !widget->inherits("QToolButton")) {
            painter->save();
            painter->setPen(QPen(m_theme.colour(Token::Focus), 2));
            painter->drawRect(QRectF(option->rect).adjusted(1, 1, -1, -1));
            painter->restore();
        }
        return;
    case PE_IndicatorRadioButton:
        drawRadio(*option, *painter);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, m_theme.colour(Token::Base));
        return;
    case PE_Frame:
        // Lists and texts that are fields of a dialog have an edge, all others none.
        if (isKind(widget, "field"))
            drawFieldPanel(*option, *painter);
        return;
    case PE_FrameWindow:
    case PE_FrameDockWidget:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_FrameButtonTool:
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, m_theme.colour(Token::Raised));
        painter->setPen(m_theme.colour(Token::Border));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelMenuBar:
        painter->fillRect(option->rect, m_theme.colour(Token::Window));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawMenuItem(
    const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    // Fusion's own drawing with a flat selection in the solid pair of the palette.
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
    if (!item)
        return;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        const double y = item->rect.center().y();
        hairline(painter, {item->rect.left() + 8.0, y}, {item->rect.right() - 8.0, y},
            m_theme.colour(Token::Line));
        return;
    }
    QProxyStyle::drawControl(CE_MenuItem, item, &painter, widget);
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
    const QWidget* widget) const
{
    switch (element) {
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.colour(Token::Line));
        return;
    case CE_MenuItem:
        drawMenuItem(*option, *painter, widget);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_theme.colour(Token::Window));
        return;
    case CE_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (!item)
            return;
        const bool active = item->state & (State_Selected | State_Sunken);
        const int mnemonic = proxy()->styleHint(SH_UnderlineShortcut, item, widget)
            ? Qt::TextShowMnemonic
            : Qt::TextHideMnemonic;
        painter->fillRect(item->rect, m_theme.colour(active ? Token::Focus : Token::Window));
        drawItemText(painter, item->rect,
            Qt::AlignCenter | mnemonic | Qt::TextDontClip | Qt::TextSingleLine, item->palette,
            item->state & State_Enabled, item->text,
            active ? QPalette::HighlightedText : QPalette::WindowText);
        return;
    }
    case CE_PushButtonLabel: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (button && isKind(widget, "primary") && (button->state & State_Enabled)) {
            QStyleOptionButton light(*button);
            light.palette.setColor(QPalette::ButtonText, m_theme.colour(Token::OnFocus));
            QProxyStyle::drawControl(element, &light, painter, widget);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
    QPainter* painter, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    // On a list's ground in lists, on the window's elsewhere.
    const QWidget* area = widget ? widget->parentWidget() : nullptr;
    const QWidget* view = area ? area->parentWidget() : nullptr;
    const bool list = view && view->inherits("QAbstractItemView");
    const QColor ground = m_theme.colour(list ? Token::Base : Token::Window);
    painter->fillRect(bar->rect, ground);
    if (bar->maximum > bar->minimum) {
        QRectF thumb = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
        const double side = (scrollBarWidth - thumbWidth) / 2.0;
        thumb = bar->orientation == Qt::Vertical ? thumb.adjusted(side, 1, -side, -1)
                                                 : thumb.adjusted(1, side, -1, -side);
        const bool held = (bar->state & (State_Sunken | State_MouseOver))
            && (bar->activeSubControls & SC_ScrollBarSlider);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(held ? m_theme.colour(Token::Text2)
                               : mixed(ground, m_theme.colour(Token::Border), 0.62));
        painter->drawRoundedRect(thumb, thumbWidth / 2.0, thumbWidth / 2.0);
    }
    painter->restore();
}

QRect ThemeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
    SubControl part, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int thumb = length;
    if (range > 0) {
        thumb = static_cast<int>(length * qint64(bar->pageStep) / (range + bar->pageStep));
        thumb = qBound(24, thumb, qMax(24, length));
    }
    const int at = sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    QRect rect;
    switch (part) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        rect = QRect(0, at, scrollBarWidth, thumb);
        break;
    case SC_ScrollBarSubPage:
        rect = QRect(0, 0, scrollBarWidth, at);
        break;
    case SC_ScrollBarAddPage:
        rect = QRect(0, at + thumb, scrollBarWidth, length - at - thumb);
        break;
    default:
        return {};
    }
    if (!vertical)
        rect = QRect(rect.y(), rect.x(), rect.height(), rect.width());
    return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
}

int ThemeStyle::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_DefaultFrameWidth:
        // Text in a field keeps its distance; lists and scroll areas have no frame.
        if (isKind(widget, "field"))
            return 4;
        return widget && widget->inherits("QLineEdit") ? 2 : 1;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_MenuBarVMargin:
        return 0;
    case PM_MenuBarHMargin:
        return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
    QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_UnderlineShortcut:
        // An open menu shows its letters, the row does not.
        if (widget && widget->inherits("QMenuBar"))
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize ThemeStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const bool tall =
            isKind(widget, "primary") || isKind(widget, "destructive") || isKind(widget, "dialog");
        result.setHeight(qMax(m_theme.px(tall ? 32 : 28), size.height() + 8));
        result.setWidth(size.width() + 26); // 12 px and the border at each side
        return result;
    }
    case CT_LineEdit:
        result.setHeight(qMax(m_theme.px(28), size.height() + 8));
        return result;
    case CT_MenuBarItem:
        return {size.width() + 20, m_theme.px(28) - 1};
    case CT_MenuItem:
        result.setHeight(qMax(result.height(), size.height() ? m_theme.px(28) : 9));
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            result.setHeight(9);
        return result;
    default:
        return result;
    }
}

} // namespace Espalier::Ui
