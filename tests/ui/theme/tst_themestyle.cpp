// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <theme/themestyle.h>

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>

using namespace Espalier::Ui;

namespace {

int pixelsOf(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour;
    }
    return count;
}

} // namespace

class TstThemeStyle final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void focusShowsByThickness_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << 0;
        QTest::newRow("dark") << 1;
        QTest::newRow("high contrast") << 2;
    }
    void focusShowsByThickness()
    {
        QFETCH(int, scheme);
        const Theme theme(static_cast<Scheme>(scheme));
        install(*qApp, theme);
        QWidget window;
        window.resize(300, 120);
        auto* button = new QPushButton(QStringLiteral("Keep VM"), &window);
        button->setGeometry(10, 10, 120, 32);
        auto* field = new QLineEdit(&window);
        field->setGeometry(10, 60, 200, 32);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->setFocus();
        const QImage buttonFocused = window.grab().toImage();
        field->setFocus();
        const QImage fieldFocused = window.grab().toImage();
        const QColor ring = theme.colour(Token::Focus);
        const auto inButton = [](const QImage& image) { return image.copy(10, 10, 120, 32); };
        const auto inField = [](const QImage& image) { return image.copy(10, 60, 200, 32); };
        // A ring of 2 px round 120 x 32 and 200 x 32, corners and text left out.
        QCOMPARE_GE(pixelsOf(inButton(buttonFocused), ring), 2 * 2 * (100 + 24));
        QCOMPARE(pixelsOf(inButton(fieldFocused), ring), 0);
        QCOMPARE_GE(pixelsOf(inField(fieldFocused), ring), 2 * 2 * (180 + 24));
        QCOMPARE(pixelsOf(inField(buttonFocused), ring), 0);
        // 1 px gap: right inside the ring there is the ground again.
        QCOMPARE(inButton(buttonFocused).pixelColor(60, 2), theme.colour(Token::Window));
    }

    void buttonsAreTallEnough()
    {
        install(*qApp, Theme(Scheme::Light));
        QPushButton plain(QStringLiteral("Retry now"));
        QPushButton primary(QStringLiteral("Save"));
        primary.setProperty("kind", QStringLiteral("primary"));
        QCOMPARE(plain.sizeHint().height(), 28);
        QCOMPARE(primary.sizeHint().height(), 32);
    }

    void fontScaleGrowsTextAndControls()
    {
        const Theme normal(Scheme::Light, 1.0);
        const Theme large(Scheme::Light, 1.5);
        QCOMPARE(large.px(28), 42);
        QVERIFY(large.metrics(Face::Body).height() > 1.4 * normal.metrics(Face::Body).height());
    }

    void allSmallTextSharesOneBaseline()
    {
        const Theme theme;
        QCOMPARE(theme.baseline(0, 28), 18);
        QCOMPARE(theme.baseline(100, 20), 114);
    }

    void widgetsFindTheThemeOfTheirStyle()
    {
        install(*qApp, Theme(Scheme::Dark));
        QWidget widget;
        QCOMPARE(themeOf(&widget).scheme(), Scheme::Dark);
        install(*qApp, Theme(Scheme::Light));
        QCOMPARE(themeOf(&widget).scheme(), Scheme::Light);
    }
};

ESPALIER_TEST(TstThemeStyle)
#include "tst_themestyle.moc"
