// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <shell/history.h>

using namespace Espalier::Ui;

class TstHistory final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void walksBackAndForward()
    {
        History history({0, QStringLiteral("acme"), QStringLiteral("a")});
        QVERIFY(!history.canGoBack() && !history.canGoForward());
        history.push({1, QStringLiteral("acme"), QStringLiteral("b")});
        history.push({0, {}, QStringLiteral("c")});
        QCOMPARE(history.back().id, QStringLiteral("b"));
        QCOMPARE(history.back().filter, QStringLiteral("acme"));
        QVERIFY(!history.canGoBack());
        QCOMPARE(history.back().id, QStringLiteral("a")); // stays at the first
        QCOMPARE(history.forward().id, QStringLiteral("b"));
        QVERIFY(history.canGoForward());
    }

    void goingElsewhereForgetsWhatWasAhead()
    {
        History history;
        history.push({1, {}, {}});
        history.back();
        history.push({1, QStringLiteral("x"), {}});
        QVERIFY(!history.canGoForward());
        QCOMPARE(history.back(), Station());
    }

    void amendReplacesAndPushOfTheSameIsNothing()
    {
        History history;
        history.amend({0, QStringLiteral("stuck"), {}});
        history.push({0, QStringLiteral("stuck"), {}});
        QVERIFY(!history.canGoBack());
        QCOMPARE(history.current().filter, QStringLiteral("stuck"));
    }

    void keepsOnlyTheNewest()
    {
        History history;
        for (int i = 1; i <= 200; ++i)
            history.push({i % 2, QString::number(i), {}});
        size_t steps = 0;
        while (history.canGoBack()) {
            history.back();
            ++steps;
        }
        QCOMPARE(steps, History::longest - 1);
        QCOMPARE(history.current().filter, QStringLiteral("151"));
    }
};

ESPALIER_TEST(TstHistory)
#include "tst_history.moc"
