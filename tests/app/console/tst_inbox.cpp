// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <console/inbox.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <thread>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

FeedBatch batchOf(int who, int number)
{
    FeedBatch batch;
    batch.site = SiteId(QString::number(who));
    batch.bookmark = static_cast<quint64>(number);
    return batch;
}

} // namespace

class TstInbox final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void wakesOnceForABurst()
    {
        const ManualClock clock;
        int wakes = 0;
        Inbox inbox([&wakes] { ++wakes; });
        for (int i = 0; i < 100; ++i)
            inbox.deliver(batchOf(0, i));
        QCOMPARE(wakes, 1);
        int taken = 0;
        QVERIFY(!inbox.drain(1s, clock, [&taken](const FeedBatch&) { ++taken; }));
        QCOMPARE(taken, 100);
        inbox.deliver(batchOf(0, 100));
        QCOMPARE(wakes, 2);
    }
    void stopsWhenTheBudgetIsSpentAndGoesOnWithoutAWake()
    {
        ManualClock clock;
        int wakes = 0;
        Inbox inbox([&wakes] { ++wakes; });
        for (int i = 0; i < 5; ++i)
            inbox.deliver(batchOf(0, i));
        QList<quint64> taken;
        const auto take = [&](const FeedBatch& batch) {
            taken.append(*batch.bookmark);
            clock.advance(2ms);
        };
        QVERIFY(inbox.drain(3ms, clock, take));
        QCOMPARE(taken, (QList<quint64>{0, 1}));
        inbox.deliver(batchOf(0, 5)); // the drainer knows that it must come back
        QCOMPARE(wakes, 1);
        QVERIFY(inbox.drain(3ms, clock, take));
        QVERIFY(inbox.drain(3ms, clock, take));
        QVERIFY(!inbox.drain(3ms, clock, take));
        QCOMPARE(taken, (QList<quint64>{0, 1, 2, 3, 4, 5}));
    }
    void takesOneEvenWithoutABudget()
    {
        const ManualClock clock;
        Inbox inbox([] {});
        inbox.deliver(batchOf(0, 0));
        inbox.deliver(batchOf(0, 1));
        int taken = 0;
        QVERIFY(inbox.drain(0ns, clock, [&taken](const FeedBatch&) { ++taken; }));
        QCOMPARE(taken, 1);
    }
    void answersNothingFromNothing()
    {
        const ManualClock clock;
        Inbox inbox([] {});
        QVERIFY(!inbox.drain(1s, clock, [](const FeedBatch&) { QFAIL("nothing was delivered"); }));
    }

    // Four threads against one drainer: nothing is lost, doubled or out of its thread's order, and
    // a wake-up never comes while the drainer is still awake.
    void losesNothingBetweenThreads()
    {
        constexpr int writers = 4;
        constexpr int each = 20'000;
        const SystemClock clock;
        std::mutex mutex;
        std::condition_variable wake;
        bool awake = false; // under mutex
        std::atomic<int> wakes = 0;
        std::atomic<bool> wokeTwice = false;
        Inbox inbox([&] {
            const std::lock_guard lock(mutex);
            if (awake)
                wokeTwice = true;
            awake = true;
            ++wakes;
            wake.notify_one();
        });
        std::vector<std::thread> threads;
        for (int who = 0; who < writers; ++who) {
            threads.emplace_back([&inbox, who] {
                for (int i = 0; i < each; ++i)
                    inbox.deliver(batchOf(who, i));
            });
        }
        std::array<quint64, writers> next{};
        int taken = 0;
        bool inOrder = true;
        while (taken < writers * each) {
            {
                std::unique_lock lock(mutex);
                QVERIFY2(
                    wake.wait_for(lock, 20s, [&awake] { return awake; }), "a wake-up is missing");
                awake = false;
            }
            while (inbox.drain(100us, clock, [&](const FeedBatch& batch) {
                const auto who = static_cast<size_t>(batch.site.text().toInt());
                inOrder = inOrder && *batch.bookmark == next[who]++;
                ++taken;
            })) {}
        }
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(inOrder);
        QCOMPARE(taken, writers * each);
        QVERIFY(!wokeTwice);
        QVERIFY(wakes <= taken);
    }
};

ESPALIER_TEST(TstInbox)
#include "tst_inbox.moc"
