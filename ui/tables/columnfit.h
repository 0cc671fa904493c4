// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace Espalier::Ui {

// What a column would like, in logical pixels.
struct ColumnWish {
    int picture = 0; // its width in the pictures, at this font
    int needed = 0; // for its caption and the cells seen so far
    bool stretch = false; // gets what is left
    int givesWay = -1; // 0: goes first when it is narrow, then 1, ...; negative: stays
    bool lastToGo = false; // goes where not even what is needed has room
};

// A width for each column; 0: it gives way. Columns have the width of the pictures, or more where
// the texts of this language need it. Where the room is less, columns go one by one; then those
// that stay shrink to what they need, then the last to go goes. Only if even that is wider than the
// room is the sum.
[[nodiscard]] std::vector<int> fitColumns(const std::vector<ColumnWish>& wishes, int room);

} // namespace Espalier::Ui
