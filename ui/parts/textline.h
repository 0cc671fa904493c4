// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <text/line.h>
#include <theme/theme.h>

#include <initializer_list>
#include <vector>

namespace Espalier::Ui {

// How a whole line is set; its runs say the rest.
struct LineLook {
    Token text = Token::Text;
    Token secondary = Token::Text2;
    bool italic = false; // stale
    bool small = false; // captions and table heads: 12 px UI text
    friend bool operator==(const LineLook&, const LineLook&) = default;
};

[[nodiscard]] Face faceOf(Text::Style style, const LineLook& look);
[[nodiscard]] double widthOf(const Text::Line& line, const Theme& theme, const LineLook& look = {});

// Paints the line on the one baseline of the box, elided at its right edge. Answers where it ended.
double paintLine(QPainter& painter, const QRectF& box, const Text::Line& line, const Theme& theme,
    Qt::Alignment alignment = Qt::AlignLeft, const LineLook& look = {});

// The line broken into lines no wider than width: at spaces and between groups; inside a word only
// if the word alone is wider. At least one line.
[[nodiscard]] std::vector<Text::Line> wrapped(
    const Text::Line& line, const Theme& theme, double width, const LineLook& look = {});

// A translated sentence whose %1 to %9 are replaced by lines in their own styles.
[[nodiscard]] Text::Line composed(const QString& sentence, std::initializer_list<Text::Line> values,
    Text::Style style = Text::Style::Plain);
[[nodiscard]] Text::Line fixed(const QString& text);
[[nodiscard]] Text::Line fixedStrong(const QString& text);
[[nodiscard]] Text::Line fixedSecondary(const QString& text);
[[nodiscard]] Text::Line plain(const QString& text);
[[nodiscard]] Text::Line secondary(const QString& text);
[[nodiscard]] Text::Line strong(const QString& text);
// The second line after the first, parted by gap logical pixels.
[[nodiscard]] Text::Line joined(
    Text::Line first, const Text::Line& second, int gap = Text::groupGap);

} // namespace Espalier::Ui
