// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <threads/worker.h>

#include <future>

using namespace Espalier;
using namespace std::chrono_literals;

class TstWorker final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrderOfEachThread()
    {
        Worker worker;
        std::vector<int> seen[2]; // worker's thread until stop()
        std::vector<std::thread> threads;
        for (int who = 0; who < 2; ++who) {
            threads.emplace_back([&worker, &seen, who] {
                for (int i = 0; i < 1'000; ++i)
                    worker.post([&seen, who, i] { seen[who].push_back(i); });
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        worker.stop();
        for (const auto& numbers : seen) {
            QCOMPARE(numbers.size(), size_t(1'000));
            QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        }
    }
    void worksOffWhatWasPostedBeforeTheStop()
    {
        int done = 0;
        Worker worker;
        for (int i = 0; i < 100; ++i)
            worker.post([&done] { ++done; });
        worker.stop();
        worker.post([&done] { ++done; }); // dropped
        QCOMPARE(done, 100);
    }
    void firesTimersInTheirOrder()
    {
        Worker worker;
        std::promise<QList<int>> fired;
        worker.post([&worker, &fired] {
            auto numbers = std::make_shared<QList<int>>();
            (void)worker.startTimer(20ms, [numbers, &fired] {
                numbers->append(2);
                fired.set_value(*numbers);
            });
            (void)worker.startTimer(1ms, [numbers] { numbers->append(1); });
            const auto stopped = worker.startTimer(2ms, [numbers] { numbers->append(9); });
            worker.stopTimer(stopped);
            worker.stopTimer(0);
        });
        QCOMPARE(fired.get_future().get(), (QList<int>{1, 2}));
    }
    void dropsTimersAtTheStop()
    {
        auto token = std::make_shared<int>(1);
        {
            Worker worker;
            worker.post([&worker, token] { (void)worker.startTimer(1h, [token] {}); });
            worker.stop();
        }
        QCOMPARE(token.use_count(), 1L);
    }
};

ESPALIER_TEST(TstWorker)
#include "tst_worker.moc"
