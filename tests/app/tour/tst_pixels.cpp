// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/pixels.h>

#include "support/testregistry.h"

using namespace Espalier::Tour;

class TstPixels final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void greysOfTheThemesAreNoColour();
    void everySeverityIsAColour_data();
    void everySeverityIsAColour();
    void looksOnlyAtTheArea();
};

void TstPixels::greysOfTheThemesAreNoColour()
{
    QImage picture(10, 10, QImage::Format_RGB32);
    for (const QRgb grey :
        {qRgb(0x43, 0x4A, 0x53), qRgb(0xB4, 0xBB, 0xC4), qRgb(0x4F, 0x58, 0x63)}) {
        picture.fill(grey);
        QCOMPARE(colouredPixels(picture, picture.rect()), 0);
    }
}

void TstPixels::everySeverityIsAColour_data()
{
    QTest::addColumn<QRgb>("colour");
    QTest::newRow("critical") << qRgb(0xA3, 0x00, 0x1C);
    QTest::newRow("high") << qRgb(0xDB, 0x6A, 0x00);
    QTest::newRow("caution") << qRgb(0xFF, 0xE0, 0x66);
    QTest::newRow("unconfirmed") << qRgb(0x4B, 0x2E, 0x83);
    QTest::newRow("operator") << qRgb(0x4C, 0x8F, 0xDB);
}

void TstPixels::everySeverityIsAColour()
{
    QFETCH(const QRgb, colour);
    QImage picture(10, 10, QImage::Format_RGB32);
    picture.fill(qRgb(0xF5, 0xF6, 0xF8));
    picture.setPixel(3, 4, colour);
    QCOMPARE(colouredPixels(picture, picture.rect()), 1);
}

void TstPixels::looksOnlyAtTheArea()
{
    QImage picture(10, 10, QImage::Format_RGB32);
    picture.fill(qRgb(0xA3, 0x00, 0x1C));
    QCOMPARE(colouredPixels(picture, QRect(2, 2, 3, 2)), 6);
    QCOMPARE(colouredPixels(picture, QRect(8, 8, 30, 30)), 4);
    QCOMPARE(colouredPixels(picture, QRect(20, 20, 5, 5)), 0);
    // A column is left out: its neighbours on both sides count.
    QCOMPARE(colouredPixels(picture, QRegion(0, 0, 10, 10) - QRect(4, 0, 3, 10)), 70);
    picture.fill(qRgb(0xF5, 0xF6, 0xF8));
    picture.setPixel(5, 5, qRgb(0xA3, 0x00, 0x1C));
    QCOMPARE(colouredPixels(picture, QRegion(0, 0, 10, 10) - QRect(4, 0, 3, 10)), 0);
}

ESPALIER_TEST(TstPixels)
#include "tst_pixels.moc"
