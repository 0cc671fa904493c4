// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <tables/columnfit.h>

#include <numeric>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

// Two that stay, one that stretches and goes last, one that goes first.
const std::vector<ColumnWish> wishes{
    {200, 150, false, -1}, {100, 90, false, -1}, {140, 300, true, 1}, {60, 40, false, 0}};

int sum(const std::vector<int>& widths) { return std::accumulate(widths.begin(), widths.end(), 0); }

} // namespace

class TstColumnFit final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void withRoomTheStretchingOneTakesTheRest()
    {
        QCOMPARE(fitColumns(wishes, 900), (std::vector<int>{200, 100, 540, 60}));
    }

    void columnsGiveWayInTheirOrder()
    {
        QCOMPARE(fitColumns(wishes, 450), (std::vector<int>{200, 100, 150, 0}));
        QCOMPARE(fitColumns(wishes, 320), (std::vector<int>{220, 100, 0, 0}));
    }

    void thoseThatStayShrinkToWhatTheyShow()
    {
        QCOMPARE(fitColumns(wishes, 260), (std::vector<int>{160, 100, 0, 0}));
        QCOMPARE(fitColumns(wishes, 245), (std::vector<int>{150, 95, 0, 0}));
        // Less than that is not to be had: the table scrolls.
        QCOMPARE(fitColumns(wishes, 100), (std::vector<int>{150, 90, 0, 0}));
    }

    void theLastGoesBeforeWordsAreCut()
    {
        std::vector<ColumnWish> last = wishes;
        last[1].lastToGo = true;
        QCOMPARE(fitColumns(last, 245), (std::vector<int>{150, 95, 0, 0}));
        QCOMPARE(fitColumns(last, 230), (std::vector<int>{230, 0, 0, 0}));
        QCOMPARE(fitColumns(last, 100), (std::vector<int>{150, 0, 0, 0}));
    }

    void longerTextsWidenTheirColumn()
    {
        std::vector<ColumnWish> longer = wishes;
        longer[0].needed = 260;
        QCOMPARE(fitColumns(longer, 900).front(), 260);
        longer[2].givesWay = -1; // one that stays is never cut for its width in a picture
        QCOMPARE(fitColumns(longer, 720).at(2), 300);
    }

    void theSumIsTheRoom()
    {
        for (int room = 240; room < 1200; ++room)
            QCOMPARE(sum(fitColumns(wishes, room)), room);
    }
};

ESPALIER_TEST(TstColumnFit)
#include "tst_columnfit.moc"
