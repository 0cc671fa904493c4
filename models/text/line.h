// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <vector>

namespace Espalier::Text {

// How one piece of a line is set (pictures/README.md, "Type"). Fixed: numbers, ids, times.
enum class Style { Plain, Secondary, Strong, Fixed, FixedSecondary, FixedStrong };

// A piece of text in one style and the space before it, in logical pixels.
struct Run {
    QString text;
    Style style = Style::Plain;
    int gap = 0;
    friend bool operator==(const Run&, const Run&) = default;
};

// One line of runs on one baseline. The painter maps styles to fonts and colours.
struct Line {
    std::vector<Run> runs;
    [[nodiscard]] bool isEmpty() const { return runs.empty(); }
    // As it is copied, exported and read aloud: runs with a gap are parted by one space.
    [[nodiscard]] QString plain() const;
    friend bool operator==(const Line&, const Line&) = default;
};

constexpr int unitGap = 3; // before a unit
constexpr int groupGap = 6; // between groups and words

[[nodiscard]] Line plainLine(const QString& text, Style style = Style::Plain);

} // namespace Espalier::Text

Q_DECLARE_METATYPE(Espalier::Text::Line)
