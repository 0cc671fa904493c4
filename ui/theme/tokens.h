// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace Espalier::Ui {

// Names of all colours (ux.md 4.2). Only ui/theme says what they look like.
enum class Token {
    Window,
    Base,
    Alt,
    Raised,
    Rack,
    Text,
    Text2,
    Border,
    Outline,
    Focus,
    OnFocus,
    Line,
    Hover,
    Run,
    OnRun,
    Operator,
    OnOperator,
    Caution,
    OnCaution,
    High,
    OnHigh,
    Critical,
    OnCritical,
    Unconfirmed,
    OnUnconfirmed,
};
constexpr int tokenCount = static_cast<int>(Token::OnUnconfirmed) + 1;

enum class Scheme { Light, Dark, HighContrast };

[[nodiscard]] QColor tokenColour(Scheme scheme, Token token);

// share of over on base, opaque: 0 is base, 1 is over.
[[nodiscard]] QColor mixed(const QColor& base, const QColor& over, double share);

// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

// How a person sees a colour; matrices of Machado, Oliveira, Fernandes 2009 at severity 1.
enum class Vision { Normal, Protan, Deutan, Tritan };
[[nodiscard]] QColor seenBy(Vision vision, const QColor& colour);

// CIEDE2000 difference under D65 (CIE 142-2001).
[[nodiscard]] double difference(const QColor& first, const QColor& second);

} // namespace Espalier::Ui
