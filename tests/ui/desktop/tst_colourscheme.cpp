// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "fakebus.h"
#include "fakeportal.h"

#include <desktop/colourscheme.h>

#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using Ui::ColourScheme;
using Ui::SchemeWish;

class TstColourScheme final : public TestCase {
    Q_OBJECT
    FakeBus m_bus;

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bus.start(), QString()); }
    void asksThePortal_data()
    {
        QTest::addColumn<QVariant>("told");
        QTest::addColumn<SchemeWish>("wish");
        QTest::newRow("none") << QVariant(0U) << SchemeWish::None;
        QTest::newRow("dark") << QVariant(1U) << SchemeWish::Dark;
        QTest::newRow("light") << QVariant(2U) << SchemeWish::Light;
        QTest::newRow("of a later version") << QVariant(7U) << SchemeWish::None;
        QTest::newRow("a text") << QVariant(QStringLiteral("1")) << SchemeWish::None;
        QTest::newRow("no such setting") << QVariant() << SchemeWish::None;
    }
    void asksThePortal()
    {
        QFETCH(const QVariant, told);
        QFETCH(const SchemeWish, wish);
        const FakePortal portal(FakeBus::theirs(), told);
        ColourScheme scheme(FakeBus::ours());
        QSignalSpy known(&scheme, &ColourScheme::known);
        QVERIFY(!scheme.isKnown()); // it never waits
        QTRY_VERIFY(scheme.isKnown());
        QCOMPARE(known.size(), 1);
        QCOMPARE(scheme.wish(), wish);
    }
    void followsWhatIsChanged()
    {
        FakePortal portal(FakeBus::theirs(), 2U);
        ColourScheme scheme(FakeBus::ours());
        QTRY_COMPARE(scheme.wish(), SchemeWish::Light);
        QSignalSpy changed(&scheme, &ColourScheme::changed);
        portal.change(1U, QStringLiteral("contrast"));
        portal.change(1U);
        QTRY_COMPARE(scheme.wish(), SchemeWish::Dark);
        portal.change(1U);
        portal.change(0U);
        QTRY_COMPARE(scheme.wish(), SchemeWish::None);
        QCOMPARE(changed.size(), 2);
    }
    void keepsTheWishOfAPortalThatGoesAndAsksTheNext()
    {
        ColourScheme scheme(FakeBus::ours());
        QTRY_VERIFY(scheme.isKnown()); // there is none
        QCOMPARE(scheme.wish(), SchemeWish::None);
        {
            const FakePortal portal(FakeBus::theirs(), 1U);
            QTRY_COMPARE(scheme.wish(), SchemeWish::Dark);
        }
        QSignalSpy changed(&scheme, &ColourScheme::changed);
        const FakePortal next(FakeBus::theirs(), 2U);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(scheme.wish(), SchemeWish::Light);
    }
    void knowsAtOnceWithoutABus()
    {
        const ColourScheme scheme(QDBusConnection(QStringLiteral("no such connection")));
        QVERIFY(scheme.isKnown());
        QCOMPARE(scheme.wish(), SchemeWish::None);
    }
};

ESPALIER_TEST(TstColourScheme)
#include "tst_colourscheme.moc"
