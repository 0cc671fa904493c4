// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <charts/histogram.h>
#include <theme/theme.h>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

TeardownStatistics statistics()
{
    TeardownStatistics made;
    made.count = 100;
    made.p50 = 15s;
    made.p95 = 42s;
    made.p99 = 65s;
    made.bins.assign(60, 0);
    made.bins[5] = 60;
    made.bins[7] = 39;
    made.bins[30] = 1;
    made.pastSlo = 2;
    return made;
}

} // namespace

class TstHistogram final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void barsAreZeroBasedAndTheTallestFills()
    {
        const HistogramLayout layout(QRectF(0, 10, 620, 100), 124, 60);
        QCOMPARE(layout.bin(5, 2, 60).top(), 10.0);
        QCOMPARE(layout.bin(5, 2, 60).bottom(), 110.0);
        QCOMPARE(layout.bin(5, 2, 30).height(), 50.0);
        QCOMPARE(layout.bin(5, 2, 0).height(), 0.0);
        QCOMPARE(layout.bin(5, 2, 1).height(), 2.0);
        QCOMPARE(
            HistogramLayout(QRectF(0, 0, 620, 100), 124, 1'000'000).bin(1, 2, 1).height(), 1.0);
    }

    void neighboursLeaveOnePixel()
    {
        const HistogramLayout layout(QRectF(0, 0, 620, 100), 124, 10);
        for (int i = 0; i < 59; ++i)
            QCOMPARE(layout.bin(i + 1, 2, 5).left() - layout.bin(i, 2, 5).right(), 1.0);
    }

    void describesAndExportsItself()
    {
        Histogram histogram;
        QCOMPARE(histogram.accessibleDescription(), QStringLiteral("No teardown is proven yet."));
        histogram.setStatistics(statistics());
        QCOMPARE(histogram.accessibleDescription(),
            QStringLiteral(
                "100 teardowns: half within 15 s, 95 % within 42 s, 99 % within 65 s, 2 past "
                "the SLO of 120 s."));
        const QStringList lines = histogram.asText().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 62); // titles, 60 bins, what lies past
        QCOMPARE(lines.at(6), QStringLiteral("10\t12\t60"));
        QCOMPARE(lines.last(), QStringLiteral("120\t\t2"));
    }

    void wearsNoChromaticColour()
    {
        Histogram histogram;
        histogram.resize(380, 190);
        histogram.setStatistics(statistics());
        const QImage image = histogram.grab().toImage();
        const Theme& theme = themeOf(&histogram);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                for (const Token fill :
                    {Token::Caution, Token::High, Token::Critical, Token::Focus})
                    QVERIFY(pixel != theme.colour(fill));
            }
        }
    }
};

ESPALIER_TEST(TstHistogram)
#include "tst_histogram.moc"
