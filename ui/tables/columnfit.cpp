// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnfit.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace Espalier::Ui {

namespace {

// One after the other in their order, until the rest fits.
void giveWay(const std::vector<ColumnWish>& wishes, std::vector<int>& widths, int& wanted, int room)
{
    for (int turn = 0; wanted > room; ++turn) {
        const auto next = std::find_if(wishes.begin(), wishes.end(),
            [turn](const ColumnWish& wish) { return wish.givesWay == turn; });
        if (next == wishes.end())
            return;
        wanted -= std::exchange(widths[static_cast<size_t>(next - wishes.begin())], 0);
    }
}

} // namespace

std::vector<int> fitColumns(const std::vector<ColumnWish>& wishes, int room)
{
    std::vector<int> widths;
    for (const ColumnWish& wish : wishes) {
        // A column that stretches and may go is not worth pushing another out: it is cut instead.
        const bool grows = !wish.stretch || wish.givesWay < 0;
        widths.push_back(grows ? std::max(wish.picture, wish.needed) : wish.picture);
    }
    int wanted = std::accumulate(widths.begin(), widths.end(), 0);
    giveWay(wishes, widths, wanted, room);
    for (size_t i = 0; i < widths.size() && wanted > room; ++i) {
        const int slack = widths[i] == 0 ? 0 : std::max(0, widths[i] - wishes[i].needed);
        const int less = std::min(wanted - room, slack);
        widths[i] -= less;
        wanted -= less;
    }
    for (size_t i = 0; i < widths.size() && wanted > room; ++i) {
        if (wishes[i].lastToGo)
            wanted -= std::exchange(widths[i], 0);
    }
    size_t taker = widths.size();
    for (size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] > 0 && (taker == widths.size() || wishes[i].stretch))
            taker = i;
    }
    if (taker < widths.size())
        widths[taker] += std::max(0, room - wanted);
    return widths;
}

} // namespace Espalier::Ui
