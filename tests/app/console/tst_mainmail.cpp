// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/mainmail.h>

#include <thread>

using namespace Espalier;

class TstMainMail final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void bringsTasksOfAnyThreadInTheirOrder()
    {
        MainMail mail;
        std::vector<int> done;
        std::thread::id on;
        std::thread other([&] {
            for (int i = 0; i < 100; ++i)
                mail.post([&, i] {
                    done.push_back(i);
                    on = std::this_thread::get_id();
                });
        });
        other.join();
        QVERIFY(done.empty()); // not on that thread
        QTRY_COMPARE(done.size(), size_t(100));
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QVERIFY(on == std::this_thread::get_id());
    }
    void aTaskMayPostAnother()
    {
        MainMail mail;
        int done = 0;
        mail.post([&] { mail.post([&done] { done = 2; }); });
        QTRY_COMPARE(done, 2);
    }
    void dropsWhatComesAfterItsEnd()
    {
        const auto mail = std::make_shared<MainMail>();
        bool done = false;
        mail->post([&done] { done = true; });
        mail->close();
        mail->post([&done] { done = true; });
        bool later = false;
        MainMail other;
        other.post([&later] { later = true; });
        QTRY_VERIFY(later);
        QVERIFY(!done);
    }
    void mayBeClosedByATaskOfItsOwn()
    {
        const auto mail = std::make_shared<MainMail>();
        int done = 0;
        mail->post([&] {
            ++done;
            mail->close();
        });
        mail->post([&done] { ++done; });
        QTRY_COMPARE(done, 1);
        QCOMPARE(done, 1);
    }
};

ESPALIER_TEST(TstMainMail)
#include "tst_mainmail.moc"
