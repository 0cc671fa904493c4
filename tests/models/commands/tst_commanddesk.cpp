// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakelink.h"
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <commands/commanddesk.h>

#include <QDir>
#include <QTemporaryDir>

using namespace Espalier;
using namespace std::chrono_literals;

// A command's life at the desk: signed, written, sent, and what each answer means.
class TstCommandDesk final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void signedWrittenThenSent();
    void everyAnswerHasItsState_data();
    void everyAnswerHasItsState();
    void withoutAKeyNothingIsSigned();
    void notSentUnlessItIsOnDisk();
    void manyTargetsAreSeveralCommands();
    void aTargetTooLargeStopsAll();
    void previewLeavesNoTrace();
    void afterACrashItAsksAndNeverSends();
    void whatNobodyTookUpIsNotSentOnceItHasExpired();
    void whatIsNoLongerListedIsNotDenied();
    void theFeedAnswersBeforeTheCall();
};

namespace {

const SiteId site{QStringLiteral("fra1")};
const QByteArray seed(32, 'k');

class World final {
public:
    explicit World(const QString& journalFolder)
        : m_link(std::make_unique<Tests::FakeLink>(site, script))
        , desk({clock, [this](qsizetype count) { return random(count); },
              CommandJournal(journalFolder),
              [this](const SiteId& of) { return of == site ? m_link.get() : nullptr; },
              [this](const CommandDesk::Task& task) { disk.push_back(task); },
              [](const CommandDesk::Task& task) { task(); },
              [this](const DeskCommand& command) { states.push_back(command.state); }})
    {
        desk.setKey(std::make_shared<const DeskKey>(DeskKey{*Evidence::SigningKey::fromSeed(seed),
                        QStringLiteral("omar"), QStringLiteral("desk")}),
            3);
    }
    void runDisk()
    {
        while (!disk.empty()) {
            const CommandDesk::Task task = std::exchange(disk.front(), {});
            disk.erase(disk.begin());
            task();
        }
    }
    void answer(CallOutcome outcome, const char* code = "")
    {
        CommandAnswer given;
        given.result = {outcome, {QString::fromLatin1(code), {}}};
        script->waiting.back()(given);
    }
    // Another key each time, none of them zero.
    QByteArray random(qsizetype count) { return QByteArray(count, char(++m_random)); }

    std::shared_ptr<Tests::FakeLink::Script> script = std::make_shared<Tests::FakeLink::Script>();
    Tests::ManualClock clock;
    std::vector<CommandDesk::Task> disk;
    std::vector<SendState> states;

private:
    int m_random = 0;
    std::unique_ptr<Tests::FakeLink> m_link;

public:
    CommandDesk desk;
};

Order order(int targets = 1)
{
    Order made;
    made.verb = CommandVerb::Cordon;
    made.site = site;
    for (int i = 0; i < targets; ++i)
        made.targets.push_back(
            {TargetKind::Host, QStringLiteral("host-%1").arg(i, 4, 10, QLatin1Char('0')), 1,
                HostId(QStringLiteral("host-%1").arg(i, 4, 10, QLatin1Char('0'))), {}});
    made.reason = QStringLiteral("a reason of some length");
    made.ticket = QStringLiteral("OPS-4411");
    return made;
}

Evidence::CommandRecord recordOf(const CommandMessage& message)
{
    return *Evidence::readCommand(Evidence::parseEnvelope(message.envelope)->payload);
}

QStringList filesIn(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::Files);
}

} // namespace

void TstCommandDesk::signedWrittenThenSent()
{
    const QTemporaryDir folder;
    World world(folder.path());
    const auto ordered = world.desk.order(order());
    QCOMPARE(ordered.problem, QString());
    QCOMPARE(ordered.ids.size(), size_t(1));
    QVERIFY(world.script->sent.empty());
    QVERIFY(filesIn(folder).isEmpty());
    world.runDisk();
    QCOMPARE(filesIn(folder), QStringList{ordered.ids.front().text() + QStringLiteral(".json")});
    QCOMPARE(world.script->sent.size(), size_t(1));
    QCOMPARE(world.states, (std::vector<SendState>{SendState::Writing, SendState::Sending}));

    const CommandMessage& message = world.script->sent.front();
    const Evidence::CommandRecord record = recordOf(message);
    QVERIFY(record.id == ordered.ids.front());
    QCOMPARE(record.actor, QStringLiteral("omar"));
    QCOMPARE(record.policyVersion, quint64(3));
    QVERIFY(record.issuedAt == world.clock.wall());
    QVERIFY(record.notAfter - record.issuedAt <= Evidence::commandLifeAtMost);
    QVERIFY(!record.dryRun);
    Evidence::Roster roster;
    roster.version = 3;
    roster.people = {{QStringLiteral("omar"), {}, {QStringLiteral("operator")},
        {{QStringLiteral("desk"), Evidence::SigningKey::fromSeed(seed)->publicKey().hex()}}}};
    const auto judgement = Evidence::judgeCommand(message.envelope,
        {message.reason, message.reasonSalt, message.ticket, message.ticketSalt}, roster, site,
        world.clock.wall());
    QVERIFY2(judgement.command, qPrintable(judgement.refusal.detail));
}

void TstCommandDesk::everyAnswerHasItsState_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("kept");
    QTest::newRow("done") << int(CallOutcome::Done) << int(SendState::Answered) << false;
    QTest::newRow("refused") << int(CallOutcome::Refused) << int(SendState::Refused) << false;
    QTest::newRow("not sent") << int(CallOutcome::NotSent) << int(SendState::NotSent) << false;
    QTest::newRow("no answer") << int(CallOutcome::NoAnswer) << int(SendState::NoAnswer) << true;
}

void TstCommandDesk::everyAnswerHasItsState()
{
    QFETCH(int, outcome);
    QFETCH(int, state);
    QFETCH(bool, kept);
    const QTemporaryDir folder;
    World world(folder.path());
    const CommandId id = world.desk.order(order()).ids.front();
    world.runDisk();
    world.answer(CallOutcome(outcome), "code");
    world.runDisk();
    QCOMPARE(int(world.desk.find(id)->state), state);
    QCOMPARE(filesIn(folder).isEmpty(), !kept);
    QCOMPARE(world.script->sent.size(), size_t(1));
}

void TstCommandDesk::withoutAKeyNothingIsSigned()
{
    const QTemporaryDir folder;
    World world(folder.path());
    world.desk.setKey(nullptr, 3);
    QVERIFY(!world.desk.canSign());
    const auto ordered = world.desk.order(order());
    QVERIFY(ordered.ids.empty());
    QVERIFY(ordered.problem.contains(QStringLiteral("read-only")));
    QVERIFY(world.disk.empty());
}

void TstCommandDesk::notSentUnlessItIsOnDisk()
{
    World world(QStringLiteral("/dev/full/journal"));
    const CommandId id = world.desk.order(order()).ids.front();
    world.runDisk();
    QVERIFY(world.script->sent.empty());
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NotSent));
    QCOMPARE(world.desk.find(id)->why.code, QStringLiteral("journal"));
    QVERIFY(world.desk.find(id)->why.detail.contains(QStringLiteral("/dev/full")));
}

void TstCommandDesk::manyTargetsAreSeveralCommands()
{
    const QTemporaryDir folder;
    World world(folder.path());
    const auto ordered = world.desk.order(order(200));
    world.runDisk();
    QVERIFY(ordered.ids.size() >= 3);
    std::vector<QString> targets;
    for (const CommandMessage& message : world.script->sent) {
        const auto record = recordOf(message);
        QVERIFY(record.targets.size() <= Evidence::commandTargetsAtMost);
        for (const CommandTarget& target : record.targets)
            targets.push_back(target.uid);
    }
    std::sort(targets.begin(), targets.end());
    QCOMPARE(targets.size(), size_t(200));
    QVERIFY(std::adjacent_find(targets.begin(), targets.end()) == targets.end());
}

void TstCommandDesk::aTargetTooLargeStopsAll()
{
    const QTemporaryDir folder;
    World world(folder.path());
    Order large = order(2);
    large.targets.back().uid = QString(20'000, u'x');
    const auto ordered = world.desk.order(large);
    QVERIFY(ordered.ids.empty());
    QVERIFY(!ordered.problem.isEmpty());
    world.runDisk();
    QVERIFY(world.script->sent.empty());
    QVERIFY(world.desk.commands().empty());
}

void TstCommandDesk::previewLeavesNoTrace()
{
    const QTemporaryDir folder;
    World world(folder.path());
    std::optional<CommandAnswer> got;
    world.desk.preview(order(100), [&](const CommandAnswer& answer) { got = answer; });
    QVERIFY(!got);
    QCOMPARE(world.script->sent.size(), size_t(1));
    QVERIFY(recordOf(world.script->sent.front()).dryRun);
    CommandAnswer given;
    given.result.outcome = CallOutcome::Done;
    given.preview = DrainPreview{};
    given.preview->jobs = 31;
    world.script->waiting.front()(given);
    QVERIFY(got && got->preview);
    QCOMPARE(got->preview->jobs, 31);
    QVERIFY(world.disk.empty());
    QVERIFY(world.desk.commands().empty());
}

void TstCommandDesk::afterACrashItAsksAndNeverSends()
{
    const QTemporaryDir folder;
    CommandId id;
    {
        World before(folder.path());
        id = before.desk.order(order()).ids.front();
        before.runDisk(); // sent, and the console dies before the answer
    }
    World world(folder.path());
    world.desk.resume();
    world.runDisk();
    QVERIFY(world.script->sent.empty());
    QVERIFY(world.desk.find(id) != nullptr);
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NoAnswer));
    QCOMPARE(world.desk.find(id)->reason, order().reason);
    Command there;
    there.id = id;
    world.desk.told(there);
    world.runDisk();
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::Answered));
    QVERIFY(filesIn(folder).isEmpty());
}

void TstCommandDesk::whatNobodyTookUpIsNotSentOnceItHasExpired()
{
    const QTemporaryDir folder;
    World world(folder.path());
    const CommandId id = world.desk.order(order()).ids.front();
    world.runDisk();
    world.answer(CallOutcome::NoAnswer);
    const auto nowhere = [](const CommandId&) { return false; };
    world.desk.listed(site, nowhere); // it may still be on its way
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NoAnswer));
    world.clock.advance(15min);
    world.desk.listed(SiteId(QStringLiteral("ams2")), nowhere); // not its site
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NoAnswer));
    world.desk.listed(site, nowhere);
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NotSent));
    world.runDisk();
    QVERIFY(filesIn(folder).isEmpty());
    QCOMPARE(world.script->sent.size(), size_t(1));
}

// Sent on Friday, carried out, retired from the list; the console opens on Monday.
void TstCommandDesk::whatIsNoLongerListedIsNotDenied()
{
    const QTemporaryDir folder;
    World world(folder.path());
    const CommandId id = world.desk.order(order()).ids.front();
    world.runDisk();
    world.answer(CallOutcome::NoAnswer);
    world.clock.advance(72h);
    world.desk.listed(site, [](const CommandId&) { return false; });
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::NoAnswer));
    world.runDisk();
    QCOMPARE(filesIn(folder).size(), 1);
}

void TstCommandDesk::theFeedAnswersBeforeTheCall()
{
    const QTemporaryDir folder;
    World world(folder.path());
    const CommandId id = world.desk.order(order()).ids.front();
    world.runDisk();
    Command there;
    there.id = id;
    world.desk.told(there);
    world.answer(CallOutcome::NoAnswer); // late: the deadline of the call
    QCOMPARE(int(world.desk.find(id)->state), int(SendState::Answered));
}

ESPALIER_TEST(TstCommandDesk)
#include "tst_commanddesk.moc"
