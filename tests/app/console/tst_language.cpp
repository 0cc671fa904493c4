// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/language.h>

#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

using namespace Espalier;
using namespace std::chrono_literals;

class TstLanguage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void theFirstThatIsHereIsTaken_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("taken");
        const QString german = QStringLiteral("de"), english;
        QTest::newRow("German") << QStringList{QStringLiteral("de-DE"), german} << german;
        QTest::newRow("German of Austria, as LANGUAGE has it")
            << QStringList{QStringLiteral("de_AT.UTF-8")} << german;
        QTest::newRow("English before German")
            << QStringList{QStringLiteral("en-US"), QStringLiteral("en"), german} << english;
        QTest::newRow("one that is missing, then German")
            << QStringList{QStringLiteral("gsw-CH"), QStringLiteral("de-CH")} << german;
        QTest::newRow("one that is missing") << QStringList{QStringLiteral("fr-FR")} << english;
        QTest::newRow("one that begins like German")
            << QStringList{QStringLiteral("den")} << english;
        QTest::newRow("none") << QStringList{QStringLiteral("C")} << english;
        QTest::newRow("nothing") << QStringList() << english;
        QTest::newRow("a path") << QStringList{QStringLiteral("../de")} << english;
    }
    void theFirstThatIsHereIsTaken()
    {
        QFETCH(QStringList, wanted);
        QTEST(Language::chosen(wanted, Language::known()), "taken");
    }

    void germanIsWithinTheProgram()
    {
        QCOMPARE(Language::known(), QStringList{QStringLiteral("de")});
        {
            const Language language({QStringLiteral("de")});
            QCOMPARE(language.name(), QStringLiteral("de"));
            QCOMPARE(Text::stateWord(DisplayState::Orphan), QStringLiteral("Waise"));
            QCOMPARE(Text::sentence(message("link.refused", QStringLiteral("fra1"),
                         QStringLiteral("user/x"), QStringLiteral("no role"))),
                QStringLiteral("der fleetd von fra1 verweigert user/x: no role"));
        }
        QCOMPARE(Text::stateWord(DisplayState::Orphan), QStringLiteral("orphan"));
    }

    void oneIsNotMany_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("English") << QStringLiteral("en")
                                 << QStringList{QStringLiteral("0 hosts"), QStringLiteral("1 host"),
                                        QStringLiteral("2 hosts"), QStringLiteral("1 minute"),
                                        QStringLiteral("2 minutes"),
                                        QStringLiteral("1 VM unconfirmed"),
                                        QStringLiteral("3 VMs unconfirmed")};
        QTest::newRow("German") << QStringLiteral("de")
                                << QStringList{QStringLiteral("0 Hosts"), QStringLiteral("1 Host"),
                                       QStringLiteral("2 Hosts"), QStringLiteral("1 Minute"),
                                       QStringLiteral("2 Minuten"),
                                       QStringLiteral("1 VM unbestätigt"),
                                       QStringLiteral("3 VMs unbestätigt")};
    }
    void oneIsNotMany()
    {
        QFETCH(QString, language);
        const Language installed({language});
        const QStringList said{Text::hosts(0), Text::hosts(1), Text::hosts(2),
            Text::durationWords(1min), Text::durationWords(2min),
            Text::sentence(message("alarm.host-vm-ignored")),
            Text::sentence(message("alarm.host-vms-ignored", 3))};
        QTEST(said, "said");
    }

    void numbersFollowTheLanguageInSentencesOnly()
    {
        QCOMPARE(Text::hosts(2988), QStringLiteral("2,988 hosts"));
        QCOMPARE(Text::inProse(0.5, 1), QStringLiteral("0.5"));
        const Language language({QStringLiteral("de")});
        QCOMPARE(Text::hosts(2988), QStringLiteral("2.988 Hosts"));
        QCOMPARE(Text::inProse(0.5, 1), QStringLiteral("0,5"));
        QCOMPARE(Text::grouped(48'211), QStringLiteral("48,211")); // a column
        QCOMPARE(Text::utcDateTime(WallTime()), QStringLiteral("1970-01-01 00:00:00Z"));
    }
};

ESPALIER_TEST(TstLanguage)
#include "tst_language.moc"
