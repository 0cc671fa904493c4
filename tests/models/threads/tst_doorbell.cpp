// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <threads/doorbell.h>

#include <QEventLoop>
#include <QThread>

#include <mutex>
#include <thread>
#include <vector>

using namespace Espalier;

namespace {

// What is due by now has happened after this.
void turnTheLoop()
{
    for (int turn = 0; turn < 2; ++turn) {
        QEventLoop loop;
        const Doorbell last([&loop] { loop.quit(); });
        last.ring();
        loop.exec();
    }
}

} // namespace

class TstDoorbell final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void isAnsweredLaterAndOnItsOwnThread()
    {
        QThread* answeredOn = nullptr;
        int answers = 0;
        const Doorbell bell([&] {
            answeredOn = QThread::currentThread();
            ++answers;
        });
        bell.ring();
        QCOMPARE(answers, 0);
        QTRY_COMPARE(answers, 1);
        QCOMPARE(answeredOn, QThread::currentThread());
        std::thread([&bell] { bell.ring(); }).join();
        QTRY_COMPARE(answers, 2);
    }
    void answersManyRingsOnce()
    {
        int answers = 0;
        const Doorbell bell([&answers] { ++answers; });
        for (int i = 0; i < 100'000; ++i) // more than a pipe holds: ringing never blocks
            bell.ring();
        turnTheLoop();
        QCOMPARE(answers, 1);
        bell.ring();
        QTRY_COMPARE(answers, 2);
    }
    // Four threads put numbers under a lock and ring; the last of all is always heard.
    void noRingIsLost()
    {
        constexpr int each = 5'000;
        std::mutex mutex;
        std::vector<int> put; // under mutex
        size_t taken = 0;
        const Doorbell bell([&] {
            const std::lock_guard lock(mutex);
            taken += put.size();
            put.clear();
        });
        std::vector<std::thread> threads;
        for (int who = 0; who < 4; ++who) {
            threads.emplace_back([&] {
                for (int i = 0; i < each; ++i) {
                    bool first = false;
                    {
                        const std::lock_guard lock(mutex);
                        first = put.empty();
                        put.push_back(i);
                    }
                    if (first)
                        bell.ring();
                }
            });
        }
        QTRY_COMPARE(taken, size_t(4 * each));
        for (std::thread& thread : threads)
            thread.join();
    }
    void mayEndInItsAnswer()
    {
        int answers = 0;
        std::unique_ptr<Doorbell> bell;
        bell = std::make_unique<Doorbell>([&] {
            bell.reset();
            ++answers;
        });
        bell->ring();
        QTRY_COMPARE(answers, 1);
        QVERIFY(!bell);
    }
    void isSilentAfterItsEnd()
    {
        int answers = 0;
        {
            const Doorbell bell([&answers] { ++answers; });
            bell.ring();
        }
        turnTheLoop();
        QCOMPARE(answers, 0);
    }
};

ESPALIER_TEST(TstDoorbell)
#include "tst_doorbell.moc"
