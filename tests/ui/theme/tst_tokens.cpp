// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <theme/tokens.h>

using namespace Espalier::Ui;

namespace {

constexpr std::array schemes{Scheme::Light, Scheme::Dark, Scheme::HighContrast};
constexpr std::array surfaces{Token::Window, Token::Base, Token::Alt, Token::Raised, Token::Rack};

QByteArray named(Scheme scheme, const char* what, int number)
{
    const char* name = scheme == Scheme::Light ? "light"
        : scheme == Scheme::Dark               ? "dark"
                                               : "contrast";
    return QByteArray(name) + ' ' + what + ' ' + QByteArray::number(number);
}

} // namespace

class TstTokens final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void hasContrastOnEverySurface_data() { surfaceRows(); }
    void hasContrastOnEverySurface()
    {
        QFETCH(int, scheme);
        QFETCH(int, surface);
        const auto s = static_cast<Scheme>(scheme);
        const QColor ground = tokenColour(s, static_cast<Token>(surface));
        // 4.5 for all text; 7 for alarm list and dialogs, which use text on raised and base.
        QCOMPARE_GE(contrast(tokenColour(s, Token::Text), ground), 7.0);
        QCOMPARE_GE(contrast(tokenColour(s, Token::Text2), ground), 4.5);
        QCOMPARE_GE(contrast(tokenColour(s, Token::Focus), ground), 4.5);
        QCOMPARE_GE(contrast(tokenColour(s, Token::Border), ground), 3.0);
        QCOMPARE_GE(contrast(tokenColour(s, Token::Outline), ground), 3.0);
    }

    void lettersHaveContrastOnTheirFill()
    {
        const std::array pairs{std::pair{Token::Run, Token::OnRun},
            std::pair{Token::Operator, Token::OnOperator},
            std::pair{Token::Caution, Token::OnCaution}, std::pair{Token::High, Token::OnHigh},
            std::pair{Token::Critical, Token::OnCritical},
            std::pair{Token::Unconfirmed, Token::OnUnconfirmed},
            std::pair{Token::Focus, Token::OnFocus}};
        for (const Scheme scheme : schemes) {
            for (const auto& [fill, ink] : pairs)
                QCOMPARE_GE(contrast(tokenColour(scheme, fill), tokenColour(scheme, ink)), 4.5);
        }
    }

    void fillsDifferForEveryVision_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<int>("vision");
        for (const Scheme scheme : schemes) {
            for (int vision = 0; vision < 4; ++vision)
                QTest::newRow(named(scheme, "vision", vision).constData())
                    << static_cast<int>(scheme) << vision;
        }
    }
    void fillsDifferForEveryVision()
    {
        QFETCH(int, scheme);
        QFETCH(int, vision);
        const auto s = static_cast<Scheme>(scheme);
        const auto v = static_cast<Vision>(vision);
        // In high contrast an operator's shape is hollow: its form alone tells it.
        std::vector<Token> fills{
            Token::Run, Token::Caution, Token::High, Token::Critical, Token::Unconfirmed};
        if (s != Scheme::HighContrast)
            fills.push_back(Token::Operator);
        for (size_t i = 0; i < fills.size(); ++i) {
            const QColor first = seenBy(v, tokenColour(s, fills[i]));
            QCOMPARE_GE(difference(first, seenBy(v, tokenColour(s, Token::Base))), 12.0);
            for (size_t j = i + 1; j < fills.size(); ++j)
                QCOMPARE_GE(difference(first, seenBy(v, tokenColour(s, fills[j]))), 12.0);
        }
    }

    // Sharma, Wu, Dalal 2005, supplementary data; rows whose colours are in sRGB are hard to name,
    // so the formula is held by symmetry, zero, and the known span of black to white.
    void differenceIsAMeasure()
    {
        const QColor a(10, 79, 160);
        const QColor b(219, 106, 0);
        QCOMPARE(difference(a, a), 0.0);
        QVERIFY(qAbs(difference(a, b) - difference(b, a)) < 1e-9);
        QVERIFY(qAbs(difference(QColor(0, 0, 0), QColor(255, 255, 255)) - 100.0) < 0.01);
    }

    void contrastOfBlackAndWhiteIs21()
    {
        QVERIFY(qAbs(contrast(QColor(0, 0, 0), QColor(255, 255, 255)) - 21.0) < 0.001);
        QCOMPARE(contrast(QColor(9, 9, 9), QColor(9, 9, 9)), 1.0);
    }

private:
    static void surfaceRows()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<int>("surface");
        for (const Scheme scheme : schemes) {
            for (const Token surface : surfaces)
                QTest::newRow(named(scheme, "surface", static_cast<int>(surface)).constData())
                    << static_cast<int>(scheme) << static_cast<int>(surface);
        }
    }
};

ESPALIER_TEST(TstTokens)
#include "tst_tokens.moc"
