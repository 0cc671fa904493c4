// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include "themestyle.h"

#include <QApplication>
#include <QPainter>
#include <QPen>
#include <QScreen>
#include <QWidget>

namespace Espalier::Ui {

namespace {

enum class Family { Ui, Fixed };

struct FaceSpec {
    Family family;
    double points;
    QFont::Weight weight;
    bool italic;
};

FaceSpec specOf(Face face)
{
    switch (face) {
    case Face::Body:
        return {Family::Ui, 10, QFont::Normal, false};
    case Face::BodySemibold:
        return {Family::Ui, 10, QFont::DemiBold, false};
    case Face::BodyItalic:
        return {Family::Ui, 10, QFont::Normal, true};
    case Face::Small:
        return {Family::Ui, 9, QFont::Normal, false};
    case Face::SmallSemibold:
        return {Family::Ui, 9, QFont::DemiBold, false};
    case Face::SmallItalic:
        return {Family::Ui, 9, QFont::Normal, true};
    case Face::Fixed:
        return {Family::Fixed, 9, QFont::Normal, false};
    case Face::FixedBold:
        return {Family::Fixed, 9, QFont::Bold, false};
    case Face::FixedItalic:
        return {Family::Fixed, 9, QFont::Normal, true};
    case Face::DialogFixed:
        return {Family::Fixed, 10, QFont::Normal, false};
    case Face::Heading:
        return {Family::Ui, 12, QFont::DemiBold, false};
    case Face::Title:
        return {Family::Ui, 14, QFont::DemiBold, false};
    case Face::Clock:
        return {Family::Fixed, 11.25, QFont::Bold, false};
    case Face::Total:
        return {Family::Fixed, 18, QFont::Bold, false};
    }
    return {Family::Ui, 10, QFont::Normal, false};
}

QFont fontOf(const FaceSpec& spec, double scale)
{
    QFont font(spec.family == Family::Ui
            ? QStringList{QStringLiteral("Inter"), QStringLiteral("Sans Serif")}
            : QStringList{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Monospace")});
    font.setPointSizeF(spec.points * scale);
    font.setWeight(spec.weight);
    font.setItalic(spec.italic);
    font.setFixedPitch(spec.family == Family::Fixed);
    font.setStyleHint(spec.family == Family::Ui ? QFont::SansSerif : QFont::TypeWriter);
    return font;
}

// By how much the desktop's own font setting (Xft.dpi, QT_FONT_DPI) makes a point larger than the
// 1/96 inch of the pictures. What scales the whole screen is not in it.
double desktopFontScale()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    return screen == nullptr ? 1.0 : screen->logicalDotsPerInchY() / 96.0;
}

} // namespace

Theme::Theme(Scheme scheme, double fontScale)
    : m_scheme(scheme)
    , m_fontScale(fontScale * desktopFontScale())
{
    m_metrics.reserve(faceCount);
    for (int i = 0; i < faceCount; ++i) {
        m_fonts[static_cast<size_t>(i)] = fontOf(specOf(static_cast<Face>(i)), fontScale);
        m_metrics.emplace_back(m_fonts[static_cast<size_t>(i)]);
    }
}

QColor Theme::rowRule() const
{
    const double share = m_scheme == Scheme::Dark ? 0.80 : 0.62;
    return mixed(colour(Token::Base), colour(Token::Line), share);
}

QColor Theme::rowTint(bool current) const
{
    const bool dark = m_scheme == Scheme::Dark;
    const double share = current ? (dark ? 0.30 : 0.20) : (dark ? 0.20 : 0.12);
    return mixed(colour(Token::Base), colour(Token::Focus), share);
}

QColor Theme::dim() const { return QColor(0, 0, 0, m_scheme == Scheme::Dark ? 130 : 82); }

int Theme::baseline(double y, double h) const { return qRound(y + (h + 8.9 * m_fontScale) / 2); }

double Theme::outlineWidth(int glyphSize) const
{
    const double plain = glyphSize >= 32 ? 2.0 : glyphSize >= 24 ? 1.5 : 1.0;
    return m_scheme == Scheme::HighContrast ? std::max(plain, 2.0) : plain;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(QPalette::All, role, colour(token));
    };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Base);
    set(QPalette::AlternateBase, Token::Alt);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Text2);
    set(QPalette::Button, Token::Raised);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnFocus);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Highlight, Token::Focus);
    set(QPalette::HighlightedText, Token::OnFocus);
    set(QPalette::Link, Token::Focus);
    set(QPalette::LinkVisited, Token::Focus);
    set(QPalette::Light, Token::Raised);
    set(QPalette::Midlight, Token::Hover);
    set(QPalette::Mid, Token::Line);
    set(QPalette::Dark, Token::Border);
    set(QPalette::Shadow, Token::Border);
    const QColor faint = mixed(colour(Token::Window), colour(Token::Text2), 0.62);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

const Theme& themeOf(const QWidget* widget)
{
    static const Theme fallback;
    const auto* style = widget ? qobject_cast<const ThemeStyle*>(widget->style()) : nullptr;
    return style ? style->theme() : fallback;
}

Scheme systemScheme()
{
    // The palette before our own is set: afterwards it says only what we said.
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark ? Scheme::Dark : Scheme::Light;
}

void install(QApplication& application, const Theme& theme)
{
    QApplication::setStyle(new ThemeStyle(theme)); // the application owns it
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(Face::Body));
    Q_UNUSED(application)
}

QSize dialogSize(const QWidget& dialog, int width, int height)
{
    const Theme& theme = themeOf(&dialog);
    const QWidget* owner = dialog.parentWidget();
    const QSize room = owner ? owner->window()->size() : dialog.screen()->availableSize();
    return QSize(theme.px(width), theme.px(height)).boundedTo(room);
}

void hairline(QPainter& painter, QPointF from, QPointF to, const QColor& colour)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const double thickness = 1.0 / ratio;
    const QRectF box = from.y() == to.y()
        ? QRectF(from.x(), from.y(), to.x() - from.x(), thickness)
        : QRectF(from.x(), from.y(), thickness, to.y() - from.y());
    painter.fillRect(box, colour);
}

} // namespace Espalier::Ui
