// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <parts/linelabel.h>
#include <text/times.h>

#include <QImage>
#include <QPainter>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

// The lowest row that is not paper.
int lowestInk(const Text::Line& line, const Theme& theme)
{
    QImage image(300, 28, QImage::Format_RGB32);
    image.fill(theme.colour(Token::Base));
    QPainter painter(&image);
    paintLine(painter, QRectF(0, 0, 300, 28), line, theme);
    painter.end();
    for (int y = image.height() - 1; y >= 0; --y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAbs(image.pixelColor(x, y).lightness() - theme.colour(Token::Base).lightness())
                > 60)
                return y;
        }
    }
    return -1;
}

} // namespace

class TstTextLine final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void composesWholeSentences()
    {
        const Text::Line line = composed(QStringLiteral("%1 feed lost %2."),
            {fixedStrong(QStringLiteral("iad1")), fixed(QStringLiteral("02:37:02Z"))});
        QCOMPARE(line.plain(), QStringLiteral("iad1 feed lost 02:37:02Z."));
        QCOMPARE(line.runs.size(), size_t(4));
        QCOMPARE(line.runs[0].style, Text::Style::FixedStrong);
        QCOMPARE(line.runs[3].text, QStringLiteral("."));
    }

    void translationsMayReorderValues()
    {
        const Text::Line line = composed(
            QStringLiteral("%2: %1"), {plain(QStringLiteral("a")), plain(QStringLiteral("b"))});
        QCOMPARE(line.plain(), QStringLiteral("b: a"));
    }

    void aPercentSignWithoutAValueStays()
    {
        const Text::Line line =
            composed(QStringLiteral("95 % of %1, %7"), {plain(QStringLiteral("x"))});
        QCOMPARE(line.plain(), QStringLiteral("95 % of x, %7"));
    }

    void mixedFacesShareOneBaseline()
    {
        const Theme theme;
        const int body = lowestInk(plain(QStringLiteral("HEX1")), theme);
        QCOMPARE(lowestInk(fixed(QStringLiteral("HEX1")), theme), body);
        QCOMPARE(lowestInk(strong(QStringLiteral("HEX1")), theme), body);
        QCOMPARE(body + 1, theme.baseline(0, 28));
    }

    void durationsAreReadWithTheirUnits()
    {
        QCOMPARE(Text::duration(72min).plain(), QStringLiteral("1 h 12 m"));
    }

    void labelReadsItsLine()
    {
        LineLabel label;
        label.setLine(joined(strong(QStringLiteral("stuck")), Text::duration(10min), 8));
        QCOMPARE(label.text(), QStringLiteral("stuck 10 m"));
        QCOMPARE(label.accessibleName(), QStringLiteral("stuck 10 m"));
        const int whole = label.minimumSizeHint().width();
        label.setElides(true);
        QVERIFY(label.minimumSizeHint().width() < whole);
    }

    void neverPaintsOutsideItsBox()
    {
        const Theme theme;
        QImage image(120, 28, QImage::Format_RGB32);
        image.fill(theme.colour(Token::Base));
        QPainter painter(&image);
        const double end = paintLine(painter, QRectF(10, 0, 60, 28),
            plain(QStringLiteral("a sentence that is far too long")), theme);
        painter.end();
        QVERIFY(end <= 70);
        for (int y = 0; y < 28; ++y) {
            for (int x = 72; x < 120; ++x)
                QCOMPARE(image.pixelColor(x, y), theme.colour(Token::Base));
        }
    }

    void wrapsWithoutLosingALetter()
    {
        const Theme theme;
        const Text::Line line =
            joined(strong(QStringLiteral("Host's chain unbroken, birth to teardown")),
                fixed(QStringLiteral("32dd3403-19e7-42b3-9b55-4cc4aaaabbbb")), 8);
        QString whole = line.plain();
        whole.remove(QLatin1Char(' '));
        for (const double width : {20.0, 90.0, 200.0, 2000.0}) {
            const std::vector<Text::Line> lines = wrapped(line, theme, width);
            QString read;
            for (const Text::Line& each : lines) {
                QVERIFY(widthOf(each, theme) <= width + 0.5);
                read += each.plain();
            }
            QCOMPARE(read.remove(QLatin1Char(' ')), whole);
            QCOMPARE(lines.size() == 1, width == 2000.0);
        }
    }

    void aCutLabelSaysSo()
    {
        LineLabel label;
        label.setElides(true);
        label.setLine(plain(QStringLiteral("a sentence that is far too long")));
        label.resize(60, 20);
        QVERIFY(label.isCut());
        label.resize(label.sizeHint());
        QVERIFY(!label.isCut());
    }
};

ESPALIER_TEST(TstTextLine)
#include "tst_textline.moc"
