// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <text/numbers.h>
#include <text/times.h>

#include <QRegularExpression>

#include <ctime>
#include <limits>
#include <random>

using namespace Espalier;
using namespace std::chrono_literals;

namespace {

WallTime at(qint64 seconds) { return WallTime(std::chrono::seconds(seconds)); }

} // namespace

class TstTimes final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void durationsAreDigitAndUnitGroups();
    void wordsForAssistiveTools();
    void utcOfKnownMoments();
    void everyTimeEndsInZ();
    void timeZoneOfTheMachineDoesNotMatter();
    void numbersAreGroupedByThree();
    void countsHaveSingularAndPlural();
    void hashesStandInGroupsOfEight();
    void linesReadWithSpaces();
};

void TstTimes::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("coarse");
    QTest::addColumn<QString>("fine");
    const auto row = [](const char* name, qint64 seconds, const char* coarse, const char* fine) {
        QTest::newRow(name) << seconds << QString::fromLatin1(coarse) << QString::fromLatin1(fine);
    };
    row("nothing", 0, "0 s", "0 s");
    row("negative counts as nothing", -5, "0 s", "0 s");
    row("seconds", 36, "36 s", "36 s");
    row("just under a minute", 59, "59 s", "59 s");
    row("a minute", 60, "1 m 00 s", "1 m 00 s");
    row("minutes and seconds", 250, "4 m 10 s", "4 m 10 s");
    row("just under ten minutes", 599, "9 m 59 s", "9 m 59 s");
    row("ten minutes", 608, "10 m", "10 m 08 s");
    row("just under an hour", 3599, "59 m", "59 m 59 s");
    row("hours", 4320, "1 h 12 m", "1 h 12 m");
    row("an hour and five", 3900, "1 h 05 m", "1 h 05 m");
    row("a day", 86'400, "1 d 00 h", "1 d 00 h");
    row("days", 3 * 86'400 + 4 * 3'600 + 59, "3 d 04 h", "3 d 04 h");
}

void TstTimes::durations()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, coarse);
    QFETCH(QString, fine);
    const std::chrono::seconds value(seconds);
    QCOMPARE(Text::durationText(value), coarse);
    QCOMPARE(Text::durationText(value, Text::Resolution::Fine), fine);
    QCOMPARE(Text::durationText(value + 999ms), coarse); // never rounded up
}

void TstTimes::durationsAreDigitAndUnitGroups()
{
    const Text::Line line = Text::duration(72min);
    QCOMPARE(line.runs.size(), size_t(4));
    QCOMPARE(line.runs[0], (Text::Run{QStringLiteral("1"), Text::Style::Fixed, 0}));
    QCOMPARE(
        line.runs[1], (Text::Run{QStringLiteral("h"), Text::Style::FixedSecondary, Text::unitGap}));
    QCOMPARE(line.runs[2], (Text::Run{QStringLiteral("12"), Text::Style::Fixed, Text::groupGap}));
    QCOMPARE(line.runs[3].text, QStringLiteral("m"));
}

void TstTimes::wordsForAssistiveTools()
{
    QCOMPARE(Text::durationWords(1s), QStringLiteral("1 second"));
    QCOMPARE(Text::durationWords(16min), QStringLiteral("16 minutes"));
    QCOMPARE(Text::durationWords(72min), QStringLiteral("1 hour 12 minutes"));
    QCOMPARE(Text::durationWords(2h), QStringLiteral("2 hours"));
    QCOMPARE(Text::durationWords(0s), QStringLiteral("0 seconds"));
    QCOMPARE(Text::ago(250s), QStringLiteral("4 m 10 s ago"));
}

void TstTimes::utcOfKnownMoments()
{
    QCOMPARE(Text::utcDateTime(at(0)), QStringLiteral("1970-01-01 00:00:00Z"));
    QCOMPARE(Text::utcDateTime(at(1'795'574'470)), QStringLiteral("2026-11-25 02:41:10Z"));
    QCOMPARE(Text::utcTime(at(1'795'574'470)), QStringLiteral("02:41:10Z"));
    QCOMPARE(Text::utcMinute(at(1'795'574'470)), QStringLiteral("02:41Z"));
    QCOMPARE(Text::utcDate(at(951'782'400)), QStringLiteral("2000-02-29Z"));
    QCOMPARE(Text::utcDateTime(at(-1)), QStringLiteral("1969-12-31 23:59:59Z"));
    QCOMPARE(Text::utcTime(at(59) + 999'999'999ns), QStringLiteral("00:00:59Z"));
}

// R19 over random moments: each form of a time says its zone.
void TstTimes::everyTimeEndsInZ()
{
    std::mt19937_64 random(19);
    std::uniform_int_distribution<qint64> seconds(-4'000'000'000, 8'000'000'000);
    for (int i = 0; i < 2000; ++i) {
        const WallTime time = at(seconds(random));
        for (const QString& text : {Text::utcTime(time), Text::utcMinute(time), Text::utcDate(time),
                 Text::utcDateTime(time)}) {
            QVERIFY2(text.endsWith(QLatin1Char('Z')), qPrintable(text));
            QVERIFY2(text.count(QLatin1Char('Z')) == 1, qPrintable(text));
        }
    }
}

void TstTimes::timeZoneOfTheMachineDoesNotMatter()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo");
    tzset();
    QCOMPARE(Text::utcTime(at(1'795'574'470)), QStringLiteral("02:41:10Z"));
    qputenv("TZ", before);
    tzset();
}

void TstTimes::numbersAreGroupedByThree()
{
    QCOMPARE(Text::grouped(0), QStringLiteral("0"));
    QCOMPARE(Text::grouped(999), QStringLiteral("999"));
    QCOMPARE(Text::grouped(1'000), QStringLiteral("1,000"));
    QCOMPARE(Text::grouped(40'178'120), QStringLiteral("40,178,120"));
    QCOMPARE(Text::grouped(-999), QStringLiteral("-999"));
    QCOMPARE(Text::grouped(-1'000), QStringLiteral("-1,000"));
    QCOMPARE(Text::grouped(std::numeric_limits<qint64>::min()),
        QStringLiteral("-9,223,372,036,854,775,808"));
}

void TstTimes::countsHaveSingularAndPlural()
{
    QCOMPARE(Text::hosts(1), QStringLiteral("1 host"));
    QCOMPARE(Text::hosts(2988), QStringLiteral("2,988 hosts"));
    QCOMPARE(Text::slotCount(0), QStringLiteral("0 slots"));
    QCOMPARE(Text::lives(1), QStringLiteral("1 VM life"));
    QCOMPARE(Text::slotsShown(421, 5976), QStringLiteral("421 of 5,976 slots"));
    QCOMPARE(Text::livesShown(6204, 48'211), QStringLiteral("6,204 of 48,211 VM lives"));
    QCOMPARE(Text::factsObserved(1, 8), QStringLiteral("1 of 8 observed"));
    QCOMPARE(Text::clausesSummary(6, 9), QStringLiteral("6 of 9 hold"));
    QCOMPARE(Text::pastRuns(1), QStringLiteral("of 1 past run"));
    QCOMPARE(Text::pastRuns(214), QStringLiteral("of 214 past runs"));
}

void TstTimes::hashesStandInGroupsOfEight()
{
    QCOMPARE(Text::hashGroups(QStringLiteral("e81c5f0a7d3390b246")),
        QStringLiteral("e81c5f0a 7d3390b2 46"));
    QCOMPARE(Text::hashGroups({}), QString());
    QCOMPARE(Text::shortId(QStringLiteral("71be09c4-5f1a-4c0e")), QStringLiteral("71be09c4"));
}

void TstTimes::linesReadWithSpaces()
{
    Text::Line line{
        {{QStringLiteral("a"), Text::Style::Plain, 0}, {QStringLiteral("b"), Text::Style::Fixed, 6},
            {QStringLiteral("c"), Text::Style::Fixed, 0}}};
    QCOMPARE(line.plain(), QStringLiteral("a bc"));
    QVERIFY(Text::plainLine({}).isEmpty());
}

ESPALIER_TEST(TstTimes)
#include "tst_times.moc"
