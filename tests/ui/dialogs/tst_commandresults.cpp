// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

#include <dialogs/commandresults.h>
#include <dialogs/sentdialog.h>
#include <text/commandwords.h>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderWorld;

namespace {

QString textOf(const std::vector<SheetRow>& rows)
{
    QStringList lines;
    for (const SheetRow& row : rows)
        lines << QString(row.key + QLatin1Char(' ') + row.left.plain());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

// What is said of what was ordered: accepted is not done.
class TstCommandResults final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    // R11, over every state of a command, of sending and of a VM that was ordered to end.
    void noStateOfACommandSaysDestroyed()
    {
        OrderWorld world;
        static const QRegularExpression claims(QStringLiteral("\\b(destroyed|drained|done)\\b"),
            QRegularExpression::CaseInsensitiveOption);
        for (int i = 0; i <= int(CommandState::Indeterminate); ++i) {
            QVERIFY(!claims.match(Text::commandStateWord(CommandState(i))).hasMatch());
            for (const CommandVerb verb :
                {CommandVerb::Cancel, CommandVerb::Teardown, CommandVerb::ForceDestroy}) {
                const Command command = world.command(verb, "A07-12/1", CommandState(i));
                const ResultLook look = resultOf(verb, command.targets.front(), world.store());
                QVERIFY2(!claims.match(look.word).hasMatch(), qPrintable(look.word));
                QVERIFY2(!look.word.isEmpty(), "every state has words");
            }
        }
        for (int i = 0; i <= int(SendState::NoAnswer); ++i) {
            DeskCommand command;
            command.state = SendState(i);
            QVERIFY(!claims.match(resultOf(command).word).hasMatch());
        }
    }
    void everyStateHasItsOwnWord()
    {
        QSet<QString> words;
        for (int i = 0; i <= int(CommandState::Indeterminate); ++i)
            words.insert(Text::commandStateWord(CommandState(i)));
        QCOMPARE(words.size(), int(CommandState::Indeterminate) + 1);
    }
    void afterSuccessTheEvidenceSpeaks()
    {
        OrderWorld world;
        const Command command =
            world.command(CommandVerb::ForceDestroy, "A07-12/1", CommandState::Succeeded);
        const auto look = [&] {
            return resultOf(CommandVerb::ForceDestroy, command.targets.front(), world.store());
        };
        QVERIFY(world.details("A07-12/1").row.state == DisplayState::Stuck);
        QCOMPARE(look().word, QStringLiteral("stuck"));
        QVERIFY(look().open && look().bad);
        FeedBatch batch;
        batch.site = world.fra;
        const Vm vm = *world.details("A07-12/1").vm;
        batch.verdicts = {Tests::provenVerdict(vm, *vm.jobEndedAt, 31s)};
        batch.verdicts.front().badge = Badge::SignedHostAgrees;
        batch.verdicts.front().gone = true;
        world.live.apply(batch);
        QCOMPARE(look().word, QStringLiteral("gone (host says, no log)"));
        QVERIFY(!look().open && !look().bad);
        batch.verdicts.front().badge = Badge::Confirmed;
        world.live.apply(batch);
        QCOMPARE(look().word, QStringLiteral("destroyed"));
    }
    void indeterminateStaysUntilEvidence()
    {
        OrderWorld world;
        const Command command =
            world.command(CommandVerb::ForceDestroy, "A07-12/1", CommandState::Indeterminate);
        const auto look = [&] {
            return resultOf(CommandVerb::ForceDestroy, command.targets.front(), world.store());
        };
        QVERIFY(look().word.startsWith(QStringLiteral("unconfirmed")));
        world.clock.advance(24h);
        QVERIFY(look().word.startsWith(QStringLiteral("unconfirmed")));
        QVERIFY(look().open);
        FeedBatch batch;
        batch.site = world.fra;
        const Vm vm = *world.details("A07-12/1").vm;
        batch.verdicts = {Tests::provenVerdict(vm, *vm.jobEndedAt, 31s)};
        batch.verdicts.front().badge = Badge::SignedHostAgrees;
        batch.verdicts.front().gone = true;
        world.live.apply(batch);
        QCOMPARE(look().word, QStringLiteral("gone (host says, no log)"));
    }
    void aRefusalSaysWhoWhyAndWhatToDo()
    {
        OrderWorld world;
        Command command =
            world.command(CommandVerb::ForceDestroy, "A07-12/2", CommandState::Rejected);
        command.targets.front().why = {QStringLiteral("approvals"), QStringLiteral("host A07-12")};
        const ResultLook look = resultOf(command.verb, command.targets.front(), world.store());
        QCOMPARE(look.word, QStringLiteral("refused"));
        QVERIFY(look.bad && !look.open);
        QVERIFY(look.why.contains(QStringLiteral("second person")));
        QVERIFY(look.why.contains(QStringLiteral("host A07-12")));
    }
    void everyRefusalHasWords_data()
    {
        QTest::addColumn<QString>("code");
        for (const char* code : {"malformed", "wrong-site", "unknown-person", "unknown-device",
                 "no-command-key", "bad-signature", "role", "clock", "expired", "lifetime",
                 "policy", "reason", "ticket", "approvals", "stale", "boot", "no-roster",
                 "already-gone", "not-connected", "no-answer", "journal", "no-site", "restarted",
                 "never-arrived", "unsigned", "idempotency", "caller", "verb", "unsupported",
                 "params", "target", "target-kind", "not-its-target", "job-ended", "no-birth",
                 "maintenance", "other-drain", "no-drain", "superseded", "roster-expired", "disk",
                 "unknown-target"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    void everyRefusalHasWords()
    {
        QFETCH(QString, code);
        const QString with = Text::commandReason({code, QStringLiteral("the %1 detail")});
        QVERIFY2(with.contains(QLatin1Char(' ')) && !with.startsWith(code), qPrintable(with));
        const QString without = Text::commandReason({code, {}});
        QVERIFY2(!without.contains(QLatin1String("%1")), qPrintable(without));
        QVERIFY(!without.isEmpty());
    }
    void anUnknownCodeIsShownAsItIs()
    {
        QCOMPARE(Text::commandReason({QStringLiteral("of-tomorrow"), QStringLiteral("words")}),
            QStringLiteral("of-tomorrow: words"));
        QCOMPARE(Text::commandReason({}), QString());
    }
    void alreadyGoneIsNoDeedOfOurs()
    {
        OrderWorld world;
        Command command =
            world.command(CommandVerb::ForceDestroy, "A07-12/1", CommandState::Succeeded);
        command.targets.front().why.code = QStringLiteral("already-gone");
        QCOMPARE(resultOf(command.verb, command.targets.front(), world.store()).word,
            QStringLiteral("already gone"));
    }
    void theInspectorShowsEachTargetOfTheHost()
    {
        OrderWorld world;
        QVERIFY(commandRows({world.details("A07-12/2").row.host}, world.bench.orders, 3).empty());
        world.tell(world.command(CommandVerb::Cancel, "A07-12/2", CommandState::HostAccepted));
        const QString said =
            textOf(commandRows({world.details("A07-12/2").row.host}, world.bench.orders, 3));
        QVERIFY2(said.contains(QStringLiteral("Cancel job by k.lind")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("A07-12/2 accepted by the host")), qPrintable(said));
        QVERIFY(commandRows({world.details("A08-02/1").row.host}, world.bench.orders, 3).empty());
    }
    void whatWasSentIsListedUntilFleetdTellsOfIt()
    {
        OrderWorld world;
        world.bench.arm();
        Order order = formOf(Action::Cordon, world.slot("A08-02/1"), world.store()).order;
        order.reason = QStringLiteral("a reason of some length");
        QCOMPARE(world.bench.orders.order(order), QString());
        QVERIFY(textOf(sentRows(world.bench.orders)).contains(QStringLiteral("being sent")));
        world.bench.answer(0, CallOutcome::Refused, "stale");
        const QString refused = textOf(sentRows(world.bench.orders));
        QVERIFY2(refused.contains(QStringLiteral("A08-02 refused")), qPrintable(refused));
        QVERIFY(refused.contains(QStringLiteral("stale data")));
        QVERIFY(newestSentence(world.bench.orders).contains(QStringLiteral("Cordon of A08-02")));
    }
    // One of two hosts obeyed: the bar must not say it of both.
    void anOrderOfSeveralSaysWhatBecameOfEach()
    {
        OrderWorld world;
        world.bench.arm();
        Chosen two = world.slot("A08-02/1");
        two.slots_.push_back(world.slot("A07-12/1").slots_.front());
        Order order = formOf(Action::Cordon, two, world.store()).order;
        order.reason = QStringLiteral("a reason of some length");
        QCOMPARE(order.targets.size(), 2u);
        QCOMPARE(world.bench.orders.order(order), QString());
        Command told = world.command(CommandVerb::Cordon, "A08-02/1", CommandState::Succeeded);
        told.id = world.bench.orders.commands().commands().back().id;
        told.targets.resize(1);
        told.targets.push_back(told.targets.front());
        told.targets.back().target = order.targets.back();
        world.tell(told);
        const QString both = newestSentence(world.bench.orders);
        QVERIFY2(
            both.startsWith(QStringLiteral("Cordon of 2 targets: carried out")), qPrintable(both));
        told.targets.back().state = CommandState::Dispatched;
        world.tell(told);
        const QString said = newestSentence(world.bench.orders);
        QVERIFY2(said.startsWith(QStringLiteral("Cordon of 2 targets: 1 carried out")),
            qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("; 1 sent to the host")), qPrintable(said));
    }
    void aDrainSaysHowFarItHasCome()
    {
        OrderWorld world;
        world.bench.arm();
        Order order = formOf(Action::Drain, world.slot("A08-02/1"), world.store()).order;
        order.reason = QStringLiteral("a reason of some length");
        QCOMPARE(world.bench.orders.order(order), QString());
        Drain drain;
        drain.id = world.bench.orders.commands().commands().back().id;
        drain.site = world.fra;
        DrainHost host;
        host.host = world.details("A08-02/1").row.host;
        host.phase = DrainPhase::WaitingForJobs;
        drain.hosts = {host};
        world.tell(drain);
        const QString said = newestSentence(world.bench.orders);
        QVERIFY2(
            said.startsWith(QStringLiteral("Drain of A08-02: Waiting for jobs")), qPrintable(said));
    }
    void theListOfThisDeskFollows()
    {
        OrderWorld world;
        const SentDialog dialog(world.bench.orders);
        const auto said = [&dialog] {
            QString all;
            for (const auto* label : dialog.findChildren<SheetRowLabel*>())
                all += label->isHidden() ? QString() : label->text() + QLatin1Char('\n');
            return all;
        };
        QVERIFY(said().contains(QStringLiteral("Nothing was sent")));
        world.bench.arm();
        Order order = formOf(Action::Cordon, world.slot("A08-02/1"), world.store()).order;
        order.reason = QStringLiteral("a reason of some length");
        QCOMPARE(world.bench.orders.order(order), QString());
        QVERIFY(said().contains(QStringLiteral("being sent")));
        world.bench.answer(0, CallOutcome::NoAnswer, "no-answer");
        QVERIFY(said().contains(QStringLiteral("unconfirmed, no answer")));
    }
};

ESPALIER_TEST(TstCommandResults)
#include "tst_commandresults.moc"
