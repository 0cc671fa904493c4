// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/schedule/placement.h>

using namespace Espalier::Fleetd;

namespace {

FreeSlot slotOf(const std::string& host, int index, int busy = 0)
{
    return {host + "/" + std::to_string(index), host, "small", busy, {"img"}, false};
}

WaitingJob jobFor(
    const std::string& name, const std::string& host = {}, const std::string& image = {})
{
    return {name, "small", image, host};
}

} // namespace

class TstPlacement final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void firstComeFirstServed()
    {
        const auto placed =
            place({jobFor("a"), jobFor("b"), jobFor("c")}, {slotOf("h1", 1), slotOf("h2", 1)});
        QCOMPARE(placed.size(), 2u);
        QCOMPARE(placed[0].job, 0u);
        QCOMPARE(placed[1].job, 1u);
    }
    void spreadsOverHosts()
    {
        const auto placed =
            place({jobFor("a"), jobFor("b")}, {slotOf("h1", 1), slotOf("h1", 2), slotOf("h2", 1)});
        QCOMPARE(placed[0].slot, 0u);
        QCOMPARE(placed[1].slot, 2u); // not beside the first
    }
    void prefersTheIdlerHost()
    {
        const auto placed = place({jobFor("a")}, {slotOf("h1", 2, 1), slotOf("h2", 1, 0)});
        QCOMPARE(placed[0].slot, 1u);
    }
    void aPinnedJobWaitsForItsHostOnly()
    {
        QVERIFY(place({jobFor("a", "h9")}, {slotOf("h1", 1)}).empty());
        const auto placed = place({jobFor("a", "h9"), jobFor("b")}, {slotOf("h1", 1)});
        QCOMPARE(placed.size(), 1u);
        QCOMPARE(placed[0].job, 1u); // and does not hold up the next
    }
    void shapeAndImageMustFit()
    {
        WaitingJob large = jobFor("a");
        large.shape = "large";
        QVERIFY(place({large}, {slotOf("h1", 1)}).empty());
        QVERIFY(place({jobFor("a", {}, "other")}, {slotOf("h1", 1)}).empty());
        QCOMPARE(place({jobFor("a", {}, "img")}, {slotOf("h1", 1)}).size(), 1u);
        FreeSlot bare = slotOf("h1", 1);
        bare.images.clear();
        QVERIFY(place({jobFor("a")}, {bare}).empty());
        bare.simulated = true;
        QCOMPARE(place({jobFor("a")}, {bare}).size(), 1u);
    }
    void theWarmestHostThatHasRoomIsTaken()
    {
        WaitingJob job = jobFor("a");
        job.warmth = {{"h2", 1}, {"h3", 3}, {"h9", 9}}; // h9 has no free slot
        QCOMPARE(
            place({job}, {slotOf("h1", 1), slotOf("h2", 1, 1), slotOf("h3", 1, 3)})[0].slot, 2u);
        QCOMPARE(place({job}, {slotOf("h1", 1), slotOf("h2", 1, 1)})[0].slot, 1u);
        QCOMPARE(place({job}, {slotOf("h1", 1)})[0].slot, 0u); // it waits for none
        const auto two = place({job, job}, {slotOf("h1", 1), slotOf("h3", 1)});
        QCOMPARE(two[0].slot, 1u);
        QCOMPARE(two[1].slot, 0u);
    }
    void noSlotTwice()
    {
        std::vector<WaitingJob> jobs(50, jobFor("x"));
        std::vector<FreeSlot> slots_;
        for (int host = 0; host < 20; ++host)
            slots_.push_back(slotOf("h" + std::to_string(host), 1));
        std::vector<bool> taken(slots_.size(), false);
        for (const Placement& placement : place(jobs, slots_)) {
            QVERIFY(!taken[placement.slot]);
            taken[placement.slot] = true;
        }
        QCOMPARE(std::count(taken.begin(), taken.end(), true), 20);
    }
};

ESPALIER_TEST(TstPlacement)
#include "tst_placement.moc"
