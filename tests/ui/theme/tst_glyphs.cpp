// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <theme/glyphs.h>

#include <QImage>
#include <QPainter>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

constexpr std::array schemes{Scheme::Light, Scheme::Dark, Scheme::HighContrast};

QImage drawn(Glyph glyph, int size, const Theme& theme, const GlyphOptions& options = {})
{
    QImage image(size, size, QImage::Format_RGB32);
    image.fill(theme.colour(Token::Rack));
    QPainter painter(&image);
    paintGlyph(painter, QPointF(0, 0), size, glyph, theme, options);
    return image;
}

// ux.md 4.3: black where any channel differs from the paper by more than 24 of 255.
std::vector<bool> oneBit(const QImage& image, const QColor& paper)
{
    std::vector<bool> bits;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            bits.push_back(qAbs(pixel.red() - paper.red()) > 24
                || qAbs(pixel.green() - paper.green()) > 24
                || qAbs(pixel.blue() - paper.blue()) > 24);
        }
    }
    return bits;
}

int distance(const std::vector<bool>& a, const std::vector<bool>& b)
{
    int count = 0;
    for (size_t i = 0; i < a.size(); ++i)
        count += a[i] != b[i];
    return count;
}

} // namespace

class TstGlyphs final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void statesDifferInOneBit_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << 0;
        QTest::newRow("dark") << 1;
        QTest::newRow("high contrast") << 2;
    }
    void statesDifferInOneBit()
    {
        QFETCH(int, scheme);
        const Theme theme(static_cast<Scheme>(scheme));
        const QColor paper = theme.colour(Token::Rack);
        std::vector<std::vector<bool>> all;
        for (int i = 0; i < glyphCount; ++i)
            all.push_back(oneBit(drawn(static_cast<Glyph>(i), 12, theme), paper));
        for (size_t i = 0; i < all.size(); ++i) {
            for (size_t j = i + 1; j < all.size(); ++j) {
                const int d = distance(all[i], all[j]);
                QVERIFY2(d >= 7,
                    qPrintable(QStringLiteral("glyphs %1 and %2 differ in %3 pixels")
                                   .arg(i)
                                   .arg(j)
                                   .arg(d)));
            }
        }
    }

    void everySizeIsDrawnInsideItsBox()
    {
        for (const int size : {12, 16, 24, 32}) {
            for (int i = 0; i < glyphCount; ++i) {
                const auto glyph = static_cast<Glyph>(i);
                const QRectF bounds = glyphPath(glyph, size).boundingRect();
                QVERIFY2(QRectF(0, 0, size, size).contains(bounds), qPrintable(QString::number(i)));
                QVERIFY(bounds.width() >= size * 0.55);
            }
        }
    }

    void simulatedDiffersFromReal()
    {
        const Theme theme(Scheme::Light);
        GlyphOptions simulated;
        simulated.simulated = true;
        for (const Glyph glyph : {Glyph::Free, Glyph::Running, Glyph::Booting, Glyph::TearingDown,
                 Glyph::Stuck, Glyph::Unconfirmed, Glyph::Slow, Glyph::Quarantined})
            QVERIFY(drawn(glyph, 16, theme) != drawn(glyph, 16, theme, simulated));
    }

    void letterShowsFromSixteenPixelsOn()
    {
        const Theme theme(Scheme::Light);
        GlyphOptions letter;
        letter.letter = true;
        QCOMPARE(drawn(Glyph::Stuck, 12, theme), drawn(Glyph::Stuck, 12, theme, letter));
        QVERIFY(drawn(Glyph::Stuck, 16, theme) != drawn(Glyph::Stuck, 16, theme, letter));
        QVERIFY(
            drawn(Glyph::Unconfirmed, 24, theme) != drawn(Glyph::Unconfirmed, 24, theme, letter));
    }

    void unknownKeepsTheLastShape()
    {
        const Theme theme(Scheme::Dark);
        GlyphOptions wasStuck;
        wasStuck.last = Glyph::Stuck;
        QVERIFY(drawn(Glyph::Unknown, 16, theme) != drawn(Glyph::Unknown, 16, theme, wasStuck));
    }

    // R14 in the small: a stale or reported object wears no severity colour whatever it was.
    void staleWearsNoSeverityFill()
    {
        for (const Scheme scheme : schemes) {
            const Theme theme(scheme);
            for (int last = 0; last < glyphCount; ++last) {
                for (const Glyph glyph : {Glyph::Unknown, Glyph::Reported}) {
                    GlyphOptions options;
                    options.last = static_cast<Glyph>(last);
                    const QImage image = drawn(glyph, 32, theme, options);
                    for (const Token fill : {Token::Caution, Token::High, Token::Critical}) {
                        for (int i = 0; i < 32 * 32; ++i)
                            QVERIFY(image.pixelColor(i % 32, i / 32) != theme.colour(fill));
                    }
                }
            }
        }
    }

    void everyStateAndIdHasAGlyph()
    {
        for (int state = 0; state <= static_cast<int>(DisplayState::Free); ++state)
            QVERIFY(static_cast<int>(glyphOf(static_cast<DisplayState>(state))) < glyphCount);
        QCOMPARE(glyphFromId(QStringLiteral("tearing-down")), Glyph::TearingDown);
        QCOMPARE(glyphFromId(QStringLiteral("reported")), Glyph::Reported);
        QVERIFY(!glyphFromId(QString()));
        QVERIFY(!glyphFromId(QStringLiteral("nonsense")));
        QVERIFY(!glyphOf(HostMode::InService));
        QCOMPARE(glyphOf(HostMode::Draining), Glyph::Draining);
    }
};

ESPALIER_TEST(TstGlyphs)
#include "tst_glyphs.moc"
