// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <commands/outbox.h>

using namespace Espalier;
using namespace std::chrono_literals;

namespace {

Order orderOf(const char* reason)
{
    Order order;
    order.verb = CommandVerb::Drain;
    order.reason = QLatin1String(reason);
    return order;
}

} // namespace

class TstOutbox final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void keepsAnOrderForFiveSeconds()
    {
        Tests::ManualClock clock;
        Outbox box(clock);
        box.add(orderOf("first"));
        clock.advance(2s);
        box.add(orderOf("second"));
        clock.advance(2'999ms);
        QVERIFY(box.takeDue().empty());
        clock.advance(1ms);
        const auto due = box.takeDue();
        QCOMPARE(due.size(), size_t(1));
        QCOMPARE(due.front().reason, QStringLiteral("first"));
        QVERIFY(box.takeDue().empty());
        QCOMPARE(box.waiting().size(), size_t(1));
        clock.advance(1h);
        QCOMPARE(box.takeDue().size(), size_t(1));
    }
    void undoGivesTheOrderBackOnce()
    {
        Tests::ManualClock clock;
        Outbox box(clock);
        const quint64 number = box.add(orderOf("kept"));
        const auto back = box.undo(number);
        QVERIFY(back && back->reason == QStringLiteral("kept"));
        QVERIFY(!box.undo(number));
        clock.advance(1h);
        QVERIFY(box.takeDue().empty());
    }
    void whatIsTakenBackAsAWholeIsNeverDue()
    {
        Tests::ManualClock clock;
        Outbox box(clock);
        box.add(orderOf("one"));
        box.add(orderOf("two"));
        QCOMPARE(box.takeAll().size(), size_t(2));
        clock.advance(1h);
        QVERIFY(box.takeDue().empty());
    }
};

ESPALIER_TEST(TstOutbox)
#include "tst_outbox.moc"
