// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <tables/querybar.h>

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace Espalier::Ui;

class TstQueryBar final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void typingTellsAndSettingDoesNot()
    {
        QueryBar bar;
        bar.show();
        auto* field = bar.findChild<QLineEdit*>(QStringLiteral("filterField"));
        QSignalSpy changed(&bar, &QueryBar::textChanged);
        QTest::keyClicks(field, QStringLiteral("acme"));
        QCOMPARE(changed.size(), 4);
        QCOMPARE(bar.text(), QStringLiteral("acme"));
        bar.setText(QStringLiteral("stuck"));
        QCOMPARE(changed.size(), 4);
        QCOMPARE(bar.text(), QStringLiteral("stuck"));
    }

    void escapeClearsAndDownLeaves()
    {
        QueryBar bar;
        bar.show();
        auto* field = bar.findChild<QLineEdit*>(QStringLiteral("filterField"));
        bar.setText(QStringLiteral("stuck"));
        QSignalSpy left(&bar, &QueryBar::leftDownwards);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(bar.text().isEmpty());
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(left.size(), 2);
    }

    void countStandsInsideTheField()
    {
        QueryBar bar;
        bar.resize(700, 44);
        bar.show();
        bar.setCount(QStringLiteral("421 of 5,976 slots"));
        auto* field = bar.findChild<QLineEdit*>(QStringLiteral("filterField"));
        auto* count = bar.findChild<QLabel*>(QStringLiteral("filterCount"));
        QCOMPARE(count->parentWidget(), field);
        QCOMPARE(count->text(), QStringLiteral("421 of 5,976 slots"));
        QTRY_VERIFY(field->rect().contains(count->geometry()));
        // The text that is typed never runs under it.
        QVERIFY(field->textMargins().right() >= count->width());
    }

    void arrowsFollowTheHistory()
    {
        QueryBar bar;
        bar.show();
        const auto arrows = bar.findChildren<QToolButton*>();
        QCOMPARE(arrows.size(), 2);
        QVERIFY(!arrows.at(0)->isEnabled() && !arrows.at(1)->isEnabled());
        bar.setTravel(true, false);
        QSignalSpy back(&bar, &QueryBar::backPressed);
        QTest::mouseClick(arrows.at(0), Qt::LeftButton);
        QCOMPARE(back.size(), 1);
        QVERIFY(!arrows.at(1)->isEnabled());
    }
};

ESPALIER_TEST(TstQueryBar)
#include "tst_querybar.moc"
