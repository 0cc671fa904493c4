// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokens.h"

#include <array>

namespace Espalier::Ui {

namespace {

struct Row {
    Token token;
    QRgb light, dark, highContrast;
};

// High contrast: black and white, chromatic fills only for P1 to P3 and unconfirmed.
constexpr std::array<Row, tokenCount> rows{{
    {Token::Window, 0xE4E7EA, 0x1C1F23, 0xFFFFFF},
    {Token::Base, 0xF5F6F8, 0x15171A, 0xFFFFFF},
    {Token::Alt, 0xECEEF1, 0x1A1D20, 0xFFFFFF},
    {Token::Raised, 0xFFFFFF, 0x282C31, 0xFFFFFF},
    {Token::Rack, 0xD3D7DC, 0x2F343A, 0xFFFFFF},
    {Token::Text, 0x1A1D21, 0xE6E9ED, 0x000000},
    {Token::Text2, 0x434A53, 0xB0B8C2, 0x000000},
    {Token::Border, 0x6B737D, 0x858E99, 0x000000},
    {Token::Outline, 0x434A53, 0xB0B8C2, 0x000000},
    {Token::Focus, 0x0A4FA0, 0x7DBBFF, 0x00309A},
    {Token::OnFocus, 0xFFFFFF, 0x101214, 0xFFFFFF},
    {Token::Line, 0xCDD2D8, 0x31363C, 0x000000},
    {Token::Hover, 0xDDE2E8, 0x262A30, 0xE6E6E6},
    {Token::Run, 0xB4BBC4, 0x4F5863, 0x000000},
    {Token::OnRun, 0x101214, 0xFFFFFF, 0xFFFFFF},
    {Token::Operator, 0x4C8FDB, 0x3B82C4, 0xFFFFFF},
    {Token::OnOperator, 0x101214, 0x101214, 0x000000},
    {Token::Caution, 0xFFE066, 0xFFE98F, 0xFFE066},
    {Token::OnCaution, 0x101214, 0x101214, 0x000000},
    {Token::High, 0xDB6A00, 0xF59A2E, 0xDB6A00},
    {Token::OnHigh, 0x101214, 0x101214, 0x000000},
    {Token::Critical, 0xA3001C, 0xDB2E37, 0xA3001C},
    {Token::OnCritical, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
    {Token::Unconfirmed, 0x4B2E83, 0xC7A6FF, 0x4B2E83},
    {Token::OnUnconfirmed, 0xFFFFFF, 0x101214, 0xFFFFFF},
}};

} // namespace

QColor tokenColour(Scheme scheme, Token token)
{
    const Row& row = rows.at(static_cast<size_t>(token));
    switch (scheme) {
    case Scheme::Light:
        return QColor::fromRgb(row.light);
    case Scheme::Dark:
        return QColor::fromRgb(row.dark);
    case Scheme::HighContrast:
        return QColor::fromRgb(row.highContrast);
    }
    return {};
}

QColor mixed(const QColor& base, const QColor& over, double share)
{
    const auto blend = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {blend(base.red(), over.red()), blend(base.green(), over.green()),
        blend(base.blue(), over.blue())};
}

} // namespace Espalier::Ui
