// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <text/words.h>

#include <QSet>

#include <functional>

using namespace Espalier;
using namespace std::chrono_literals;

namespace {

// Words of all values from 0 to last.
QStringList all(int last, const std::function<QString(int)>& word)
{
    QStringList words;
    for (int i = 0; i <= last; ++i)
        words << word(i);
    return words;
}

SlotFacts past(std::chrono::nanoseconds since)
{
    SlotFacts facts;
    facts.sinceJobEnd = since;
    return facts;
}

} // namespace

class TstWords final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyValueHasItsOwnWord();
    void statesAreThoseOfTheTable();
    void exitsNameTheirCode();
    void destroyedIsSaidForConfirmedOnly();
    void badgesNameTheirClauses();
    void clausesAreNine();
    void factsHaveATitleAndAContradiction();
    void stepsSayHowLong();
    void timelineSaysWhat();
};

void TstWords::everyValueHasItsOwnWord()
{
    const QList<QStringList> families{
        all(int(DisplayState::Free), [](int i) { return Text::stateWord(DisplayState(i)); }),
        all(int(DisplayState::Free), [](int i) { return Text::stateMeaning(DisplayState(i)); }),
        all(int(HostMode::Quarantined), [](int i) { return Text::hostModeWord(HostMode(i)); }),
        all(int(FeedState::Unknown), [](int i) { return Text::feedStateWord(FeedState(i)); }),
        all(int(VmPhase::Gone), [](int i) { return Text::phaseWord(VmPhase(i)); }),
        all(int(JobState::Lost), [](int i) { return Text::jobStateWord(JobState(i)); }),
        all(int(Outcome::Unverifiable), [](int i) { return Text::outcomeWord(Outcome(i)); }),
        all(int(Badge::Confirmed), [](int i) { return Text::badgeWord(Badge(i)); }),
        all(int(ClauseState::NotEvaluated),
            [](int i) { return Text::clauseStateWord(ClauseState(i)); }),
        all(int(FactState::Missing), [](int i) { return Text::factStateWord(FactState(i)); }),
        all(int(JobExitKind::NeverStarted),
            [](int i) {
                return Text::exitWord({JobExitKind(i), 0});
            }),
        all(int(NextStep::Held),
            [](int i) { return Text::nextStepSentence(NextStep(i), past(300s)); }),
    };
    for (const QStringList& words : families) {
        QVERIFY(!words.contains(QString()));
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
    }
}

void TstWords::statesAreThoseOfTheTable()
{
    QCOMPARE(Text::stateWord(DisplayState::TearingDown), QStringLiteral("tearing down"));
    QCOMPARE(Text::stateTitle(DisplayState::SlowTeardown), QStringLiteral("Slow teardown"));
    QCOMPARE(Text::wasStateWord(DisplayState::Running), QStringLiteral("was running"));
    QCOMPARE(Text::severityWord(Severity::P1), QStringLiteral("P1"));
    QCOMPARE(Text::severityWord(Severity::None), QString());
    QCOMPARE(Text::feedStateWord(FeedState::Stale), QStringLiteral("STALE"));
}

void TstWords::exitsNameTheirCode()
{
    QCOMPARE(Text::exitWord({JobExitKind::Exit, 65}), QStringLiteral("exit 65"));
    QCOMPARE(Text::exitWord({JobExitKind::Signal, 9}), QStringLiteral("signal 9"));
    QCOMPARE(Text::exitWord({JobExitKind::HypervisorDied, 0}), QStringLiteral("hypervisor died"));
    QCOMPARE(Text::exitWord({JobExitKind::HypervisorDied, 28}), QStringLiteral("host disk full"));
    QCOMPARE(Text::exitWord({JobExitKind::HypervisorDied, 5}), QStringLiteral("host disk failed"));
}

// R11 over all that this room can say.
void TstWords::destroyedIsSaidForConfirmedOnly()
{
    const auto badges = {Badge::None, Badge::Signed, Badge::SignedSimulated,
        Badge::SignedHostAgrees, Badge::Receipted, Badge::Confirmed};
    for (const Badge badge : badges) {
        QCOMPARE(Text::goneWord(badge, false), QString());
        const bool says = Text::goneWord(badge, true).contains(QStringLiteral("destroyed"));
        QCOMPARE(says, badge == Badge::Confirmed);
    }
    QCOMPARE(
        Text::goneWord(Badge::SignedHostAgrees, true), QStringLiteral("gone (host says, no log)"));
    QCOMPARE(Text::goneWord(Badge::SignedSimulated, true), QStringLiteral("gone (simulated)"));
    QCOMPARE(Text::goneWord(Badge::Signed, true), QString());
    QStringList rest;
    for (int i = 0; i <= int(DisplayState::Free); ++i)
        rest << Text::stateWord(DisplayState(i)) << Text::stateMeaning(DisplayState(i));
    for (int i = 0; i <= int(NextStep::Held); ++i)
        rest << Text::nextStepSentence(NextStep(i), past(300s));
    for (int i = 0; i <= int(Outcome::Unverifiable); ++i)
        rest << Text::outcomeWord(Outcome(i));
    for (int i = 0; i <= int(TimelineKind::RecordRefused); ++i) {
        TimelineEvent event;
        event.kind = TimelineKind(i);
        rest << Text::timelineSentence(event);
    }
    for (const QString& text : rest)
        QVERIFY2(!text.contains(QStringLiteral("destroyed")), qPrintable(text));
}

void TstWords::badgesNameTheirClauses()
{
    QCOMPARE(Text::badgeWord(Badge::SignedHostAgrees), QStringLiteral("Signed + host agrees"));
    QCOMPARE(
        Text::badgeClauses(Badge::SignedHostAgrees), QStringLiteral("clauses 1, 2, 4, 7, 8, 9"));
    QCOMPARE(Text::badgeClauses(Badge::None), QString());
}

void TstWords::clausesAreNine()
{
    QSet<QString> titles;
    for (int clause = 1; clause <= clauseCount; ++clause)
        titles.insert(Text::clauseTitle(clause));
    QCOMPARE(titles.size(), clauseCount);
    QVERIFY(!titles.contains(QString()));
    QCOMPARE(Text::clauseTitle(0), QString());
    QCOMPARE(Text::clauseTitle(10), QString());
}

void TstWords::factsHaveATitleAndAContradiction()
{
    for (const char* fact : {"process_absent", "no_open_handles", "disk_unlinked", "disk_key_gone",
             "state_files_absent", "net_none", "net_detached", "cache_detached", "base_unchanged",
             "swap_safe", "rescan_clean"}) {
        const QString name = QString::fromLatin1(fact);
        QVERIFY2(Text::factTitle(name) != name, fact);
        QVERIFY2(Text::factContradiction(name) != Text::factTitle(name), fact);
    }
    QCOMPARE(Text::factTitle(QStringLiteral("new_fact")), QStringLiteral("new_fact"));
    QCOMPARE(Text::factContradiction(QStringLiteral("new_fact")),
        QStringLiteral("new_fact: contradicted"));
}

void TstWords::stepsSayHowLong()
{
    QVERIFY(Text::nextStepSentence(NextStep::StillPresent, past(720s))
                .startsWith(QStringLiteral("The teardown is 10 m past its limit")));
    QVERIFY(!Text::nextStepSentence(NextStep::StillPresent, past(20s))
                 .contains(QStringLiteral("past its limit")));
    // Whether the host is still at it or has given up is not the same thing to do.
    QVERIFY(Text::nextStepSentence(NextStep::StillPresent, past(720s))
                .contains(QStringLiteral("still at it")));
    SlotFacts failed = past(20s);
    failed.teardownFailed = true;
    const QString given = Text::nextStepSentence(NextStep::StillPresent, failed);
    QVERIFY(given.contains(QStringLiteral("does not try again by itself")));
    QVERIFY(!given.contains(QStringLiteral("still at it")));
    QVERIFY(given.contains(QStringLiteral("Force-destroy runs the whole teardown again")));
    QVERIFY(Text::nextStepSentence(NextStep::ProofMissing, past(180s))
                .contains(QStringLiteral("1 m 00 s past")));
}

void TstWords::timelineSaysWhat()
{
    TimelineEvent event;
    event.kind = TimelineKind::JobEnded;
    event.exit = JobExit{JobExitKind::Exit, 3};
    QCOMPARE(Text::timelineSentence(event), QStringLiteral("job ended, exit 3"));
    event.kind = TimelineKind::StateChanged;
    event.state = DisplayState::Stuck;
    QCOMPARE(Text::timelineSentence(event), QStringLiteral("state became stuck"));
    event.kind = TimelineKind::ModeChanged;
    event.mode = HostMode::Draining;
    event.detail = QStringLiteral("OPS-4411");
    QCOMPARE(Text::timelineSentence(event), QStringLiteral("host mode: draining: OPS-4411"));
    event.kind = TimelineKind::StatementRefused;
    event.why = message("statement.replay", 7, 8);
    QCOMPARE(Text::timelineSentence(event),
        QStringLiteral("statement refused: statement 7 came after 8: a replay"));
}

ESPALIER_TEST(TstWords)
#include "tst_words.moc"
