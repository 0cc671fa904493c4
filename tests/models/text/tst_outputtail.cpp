// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <text/outputtail.h>

using namespace Espalier;
using Text::OutputTail;

class TstOutputTail final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void piecesJoinEvenWithinALetter()
    {
        OutputTail tail;
        QCOMPARE(tail.take(0, "gr\xC3"), QStringLiteral("gr"));
        QCOMPARE(tail.take(3,
                     "\xBC\xC3\x9F"
                     "e\n"),
            QStringLiteral("\u00FC\u00DFe\n"));
        QCOMPARE(tail.text(), QStringLiteral("gr\u00FC\u00DFe\n"));
        QCOMPARE(tail.end(), quint64(8));
    }
    void whatWasHereBeforeIsNotShownTwice()
    {
        OutputTail tail;
        (void)tail.take(0, "one\n");
        QCOMPARE(tail.take(2, "e\ntwo\n"), QStringLiteral("two\n"));
        QCOMPARE(tail.take(0, "one\n"), QString());
        QCOMPARE(tail.text(), QStringLiteral("one\ntwo\n"));
    }
    void whatIsMissingIsSaid()
    {
        OutputTail tail;
        (void)tail.take(100, "half");
        QCOMPARE(tail.text(), QStringLiteral("[100 B are missing here]\nhalf"));
        (void)tail.take(154, "late\n");
        QCOMPARE(tail.text(),
            QStringLiteral("[100 B are missing here]\nhalf\n[50 B are missing here]\nlate\n"));
    }
    void noByteCommandsTheScreen_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("escape sequence") << QByteArray("\x1B[2Jx") << QStringLiteral("\u241B[2Jx");
        QTest::newRow("nothing") << QByteArray("a\0b", 3) << QStringLiteral("a\u2400b");
        QTest::newRow("delete") << QByteArray("a\x7F") << QStringLiteral("a\u2421");
        QTest::newRow("carriage return") << QByteArray("a\r\nb") << QStringLiteral("a\nb");
        QTest::newRow("turned around") << QByteArray("a\xE2\x80\xAE"
                                                     "b")
                                       << QStringLiteral("a\uFFFDb");
        QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8"
                                                      "b")
                                        << QStringLiteral("a\uFFFDb");
        QTest::newRow("no UTF-8") << QByteArray("a\xFF"
                                                "b")
                                  << QStringLiteral("a\uFFFDb");
        QTest::newRow("tab") << QByteArray("a\tb") << QStringLiteral("a\tb");
    }
    void noByteCommandsTheScreen()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        OutputTail tail;
        QCOMPARE(tail.take(0, bytes), text);
    }
    void onlyTheNewestIsKeptFromTheStartOfALine()
    {
        OutputTail tail;
        QByteArray lines;
        while (lines.size() < 3 * OutputTail::most)
            lines += "a line of some length\n";
        (void)tail.take(0, lines);
        QVERIFY(tail.text().size() <= OutputTail::most);
        QVERIFY(tail.text().startsWith(QStringLiteral("a line")));
        QCOMPARE(tail.end(), static_cast<quint64>(lines.size()));
        OutputTail one;
        (void)one.take(0, QByteArray(3 * OutputTail::most, 'x'));
        QCOMPARE(one.text().size(), OutputTail::most);
    }
};

ESPALIER_TEST(TstOutputTail)
#include "tst_outputtail.moc"
