// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"
#include "support/testregistry.h"

#include <text/messages.h>

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::lifeHost;
using Tests::lifeVm;
using Tests::Scene;

namespace {

ClauseVerdict clauseOf(const LifeVerdict& verdict, int clause)
{
    return verdict.clauses.at(static_cast<size_t>(clause - 1));
}

const char* wordOf(ClauseState state)
{
    switch (state) {
    case ClauseState::Holds:
        return "holds";
    case ClauseState::Fails:
        return "fails";
    case ClauseState::NoInput:
        return "no input";
    case ClauseState::NotEvaluated:
        return "not evaluated";
    }
    return "";
}

// "holds holds ..." of all nine, for comparing at a glance.
QString statesOf(const LifeVerdict& verdict)
{
    QStringList words;
    for (const ClauseVerdict& clause : verdict.clauses)
        words << QString::fromLatin1(wordOf(clause.state));
    return words.join(QStringLiteral(", "));
}

const QString honest = QStringLiteral("holds, holds, not evaluated, holds, not evaluated, "
                                      "not evaluated, holds, holds, holds");

// This one clause has this state and these words, the others are as in an honest life.
void onlyClause(const LifeVerdict& verdict, int clause, ClauseState state, const char* words)
{
    const ClauseVerdict found = clauseOf(verdict, clause);
    QVERIFY2(found.state == state, qPrintable(statesOf(verdict)));
    QVERIFY2(Text::sentence(found.detail).contains(QString::fromLatin1(words)),
        qPrintable(Text::sentence(found.detail)));
    QStringList others = statesOf(verdict).split(QStringLiteral(", "));
    QStringList usual = honest.split(QStringLiteral(", "));
    others.removeAt(clause - 1);
    usual.removeAt(clause - 1);
    QCOMPARE(others, usual);
}

} // namespace

// The nine clauses one by one, and what badge follows (evidence.md 4).
class TstClauses final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void honestLifeIsGone();
    void clause1PayloadMustPassTheStrictReader();
    void clause2SignatureMustBeByAKeyOfThatHost();
    void clause3BirthAndTeardownMustAgree_data();
    void clause3BirthAndTeardownMustAgree();
    void clause3SecondTeardownIsAConflict();
    void clause4ChainMustBeUnbroken();
    void clause4ForkElsewhereDoesNotCount();
    void clauses5And6AreNotEvaluatedWithoutALog();
    void clauses5And6HaveNoInputUnderALog();
    void clause7OutcomeMustBeComplete_data();
    void clause7OutcomeMustBeComplete();
    void clause7NeedsThePolicyOfItsVersion();
    void clause7BackendMustStayTheSame();
    void clause8NeedsAStatementThatReachesTheRecord();
    void clause8NoLaterStatementMayListIt_data();
    void clause8NoLaterStatementMayListIt();
    void clause8HeadMustBeTheChains();
    void clause8AnotherHostsStatementDoesNotCount();
    void clause8ReusedInodeIsAnotherDisk();
    void clause9FleetdMustAgree_data();
    void clause9FleetdMustAgree();
    void clause9SilentFleetdWithholds();
    void lifeWithoutTeardownHasNoBadge();
    void failedTeardownSaysWhichOutcome();
    void teardownWithoutItsBirthHasNoBadge();
    void nothingKnownIsNoInput();
    void wordsNeverSayDestroyedWithoutConfirmed();
    void clause3WaitsForTheRecordsThatTheHostHasStated();
    void clause3DoubtsALifeWhileRecordsAreWithheld();
};

// A control plane that keeps a second Teardown back must not cause a verdict.
void TstClauses::clause3WaitsForTheRecordsThatTheHostHasStated()
{
    Scene scene;
    const auto ahead = [](HostStatement& statement) {
        statement.headSeq = 7;
        statement.headHash = QString(64, QLatin1Char('4'));
    };
    scene.statements.clear();
    scene.state(2, ahead);
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(int(clauseOf(verdict, 3).state), int(ClauseState::NoInput));
    QCOMPARE(clauseOf(verdict, 3).detail.code(), QLatin1String("clause.unread"));
    QCOMPARE(int(verdict.badge), int(Badge::Signed));
    QVERIFY(!verdict.gone);
    // An earlier statement whose records are all here carries the life over the lag.
    Scene before;
    before.state(2, ahead);
    QCOMPARE(int(before.verdict().badge), int(Badge::SignedHostAgrees));
}

void TstClauses::clause3DoubtsALifeWhileRecordsAreWithheld()
{
    Scene scene;
    scene.withheldHead = 7;
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(clauseOf(verdict, 3).detail.code(), QLatin1String("clause.withheld"));
    QCOMPARE(int(verdict.badge), int(Badge::Signed));
    QVERIFY(!verdict.gone);
}

void TstClauses::honestLifeIsGone()
{
    const LifeVerdict verdict = Scene().verdict();
    QCOMPARE(statesOf(verdict), honest);
    QCOMPARE(verdict.badge, Badge::SignedHostAgrees);
    QVERIFY(verdict.gone);
    QVERIFY(!verdict.simulated);
    QCOMPARE(verdict.birthSeq, quint64(1));
    QCOMPARE(verdict.teardownSeq, quint64(3));
    QCOMPARE(verdict.outcome, Outcome::Complete);
    QCOMPARE(verdict.accelerator, QStringLiteral("tcg"));
    QVERIFY(verdict.exit == JobExit{});
    QVERIFY(verdict.teardownDuration == std::chrono::seconds(3));
    QVERIFY(*verdict.jobEndedAt + verdict.teardownDuration == *verdict.endedAt);
    QCOMPARE(badgeWords(verdict), QStringLiteral("gone (host says, no log)"));
    QCOMPARE(badgeName(verdict.badge), QStringLiteral("Signed + host agrees"));
}

void TstClauses::clause1PayloadMustPassTheStrictReader()
{
    Scene scene;
    const auto good =
        write(scene.host().teardown(scene.chain.leafHashAt(2), VmId(QStringLiteral("neighbour"))));
    QByteArray loose = *good;
    loose.insert(1, ' ');
    scene.chain = HostChain(lifeHost);
    const auto refused =
        checkRecord(seal(recordType, loose, scene.host().key()), lifeHost, scene.ring());
    scene.refused.push_back(refused);
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(clauseOf(verdict, 1).state, ClauseState::Fails);
    QVERIFY(Text::sentence(clauseOf(verdict, 1).detail).contains(QStringLiteral("canonical")));
    QCOMPARE(clauseOf(verdict, 2).state, ClauseState::NoInput);
    QCOMPARE(verdict.badge, Badge::None);
}

void TstClauses::clause2SignatureMustBeByAKeyOfThatHost()
{
    Scene scene;
    const auto payload = write(scene.host().teardown(scene.chain.leafHashAt(1)));
    const auto refused =
        checkRecord(seal(recordType, *payload, Tests::testKey('x')), lifeHost, scene.ring());
    scene.chain = HostChain(lifeHost);
    QCOMPARE(scene.chain.add(refused), ChainStep::Refused);
    scene.refused.push_back(refused);
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(clauseOf(verdict, 1).state, ClauseState::NoInput);
    QCOMPARE(clauseOf(verdict, 2).state, ClauseState::Fails);
    QVERIFY(Text::sentence(clauseOf(verdict, 2).detail)
                .contains(QStringLiteral("not signed by a key of host")));
    QCOMPARE(verdict.badge, Badge::None);
}

void TstClauses::clause3BirthAndTeardownMustAgree_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("words");
    QTest::newRow("another birth") << 0 << QStringLiteral("another Birth");
    QTest::newRow("another tenant") << 1 << QStringLiteral("tenants");
    QTest::newRow("another policy version") << 2 << QStringLiteral("policy versions");
    QTest::newRow("another site") << 3 << QStringLiteral("sites");
}

void TstClauses::clause3BirthAndTeardownMustAgree()
{
    QFETCH(int, field);
    QFETCH(QString, words);
    Scene scene([&](LifeRecord& end) {
        if (field == 0)
            end.identity.birthLeafHash = QString(64, QLatin1Char('9'));
        if (field == 1)
            end.identity.tenantPseudonym = QStringLiteral("t-globex");
        if (field == 2)
            end.policyVersion = 2;
        if (field == 3)
            end.identity.site = SiteId(QStringLiteral("ams2"));
    });
    scene.word.tenantPseudonym.clear();
    scene.word.policyVersion.reset();
    onlyClause(scene.verdict(), 3, ClauseState::Fails, qPrintable(words));
    QCOMPARE(scene.verdict().badge, Badge::None);
    QVERIFY(!scene.verdict().gone);
}

void TstClauses::clause3SecondTeardownIsAConflict()
{
    Scene scene;
    LifeRecord again = scene.host().teardown(scene.chain.leafHashAt(1));
    again.cause->exit.code = 1;
    QCOMPARE(scene.add(scene.host().seal(again)), ChainStep::Appended);
    const LifeVerdict verdict = scene.verdict();
    onlyClause(verdict, 3, ClauseState::Fails, "two different Teardowns, hostSeq 3 and 4");
    QCOMPARE(verdict.badge, Badge::None);
}

void TstClauses::clause4ChainMustBeUnbroken()
{
    Scene scene;
    // Another record with hostSeq 2, by the same key: the host told two stories.
    Tests::SigningHost twin;
    twin.seal(twin.birth());
    QCOMPARE(scene.add(twin.seal(twin.birth(VmId(QStringLiteral("other"))))), ChainStep::Forked);
    const LifeVerdict verdict = scene.verdict();
    onlyClause(verdict, 4, ClauseState::Fails, "hostSeq 2");
    QCOMPARE(verdict.badge, Badge::None);
}

void TstClauses::clause4ForkElsewhereDoesNotCount()
{
    Scene scene;
    Tests::SigningHost twin;
    for (int i = 0; i < 3; ++i)
        twin.seal(twin.birth(VmId(QStringLiteral("twin-%1").arg(i))));
    QCOMPARE(scene.add(twin.seal(twin.birth(VmId(QStringLiteral("twin"))))), ChainStep::Broken);
    QCOMPARE(statesOf(scene.verdict()), honest);
}

void TstClauses::clauses5And6AreNotEvaluatedWithoutALog()
{
    const LifeVerdict verdict = Scene().verdict();
    for (const int clause : {3, 5, 6}) {
        QCOMPARE(clauseOf(verdict, clause).state, ClauseState::NotEvaluated);
        QVERIFY(
            Text::sentence(clauseOf(verdict, clause).detail).startsWith(QStringLiteral("no log")));
    }
    QVERIFY(Text::sentence(clauseOf(verdict, 3).detail).contains(QStringLiteral("hostSeq 1 to 3")));
}

void TstClauses::clauses5And6HaveNoInputUnderALog()
{
    Scene scene;
    scene.roster->policy.log = LogPolicy::Required;
    const LifeVerdict verdict = scene.verdict();
    for (const int clause : {3, 5, 6})
        QCOMPARE(clauseOf(verdict, clause).state, ClauseState::NoInput);
    QCOMPARE(verdict.badge, Badge::Signed);
    QVERIFY(!verdict.gone);
    Scene broken(
        [](LifeRecord& end) { end.identity.birthLeafHash = QString(64, QLatin1Char('9')); });
    broken.roster->policy.log = LogPolicy::Required;
    QCOMPARE(clauseOf(broken.verdict(), 3).state, ClauseState::Fails);
}

void TstClauses::clause7OutcomeMustBeComplete_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<bool>("holds");
    QTest::newRow("COMPLETE") << Outcome::Complete << true;
    QTest::newRow("COMPLETE_HOST_DEGRADED") << Outcome::CompleteHostDegraded << true;
    QTest::newRow("COMPLETE_AFTER_REBOOT") << Outcome::CompleteAfterReboot << true;
    QTest::newRow("SIMULATED") << Outcome::Simulated << false;
    QTest::newRow("PARTIAL_DATA_RESIDUAL") << Outcome::PartialDataResidual << false;
    QTest::newRow("PROCESS_UNKILLABLE") << Outcome::ProcessUnkillable << false;
    QTest::newRow("UNVERIFIABLE") << Outcome::Unverifiable << false;
    QTest::newRow("one that is not known") << Outcome::Unknown << false;
}

void TstClauses::clause7OutcomeMustBeComplete()
{
    QFETCH(Outcome, outcome);
    QFETCH(bool, holds);
    const LifeVerdict verdict = Scene([&](LifeRecord& end) { end.outcome = outcome; }).verdict();
    QCOMPARE(clauseOf(verdict, 7).state, holds ? ClauseState::Holds : ClauseState::Fails);
    QCOMPARE(verdict.badge, holds ? Badge::SignedHostAgrees : Badge::None);
    QCOMPARE(verdict.gone, holds);
    if (!holds)
        onlyClause(verdict, 7, ClauseState::Fails, "outcome is");
}

void TstClauses::clause7NeedsThePolicyOfItsVersion()
{
    Scene scene;
    scene.roster->version = 4;
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(clauseOf(verdict, 7).state, ClauseState::NoInput);
    QVERIFY(
        Text::sentence(clauseOf(verdict, 7).detail).contains(QStringLiteral("roster version 3")));
    QCOMPARE(verdict.badge, Badge::None);
    scene.roster->earlier = {{3, scene.roster->policy}};
    QCOMPARE(statesOf(scene.verdict()), honest);
    scene.roster.reset();
    QCOMPARE(scene.verdict().badge, Badge::None);
}

void TstClauses::clause7BackendMustStayTheSame()
{
    const Scene scene([](LifeRecord& end) { end.backend.accelerator = QStringLiteral("kvm"); });
    onlyClause(scene.verdict(), 7, ClauseState::Fails, "backends");
}

void TstClauses::clause8NeedsAStatementThatReachesTheRecord()
{
    Scene scene;
    scene.statements.clear();
    scene.state(1, [&](HostStatement& statement) {
        statement.headSeq = 2;
        statement.headHash = scene.chain.leafHashAt(2);
        statement.vms = {{lifeVm, 4242, 9000, VmPhase::TearingDown, JobState::Ended}};
    });
    const LifeVerdict verdict = scene.verdict();
    onlyClause(verdict, 8, ClauseState::NoInput, "headSeq 3 or later");
    QCOMPARE(verdict.badge, Badge::Signed);
    QVERIFY(!verdict.gone);
    QCOMPARE(badgeWords(verdict), QStringLiteral("not confirmed"));
}

void TstClauses::clause8NoLaterStatementMayListIt_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("words");
    QTest::newRow("the VM") << 0 << QStringLiteral("still lists the VM");
    QTest::newRow("its disk") << 1 << QStringLiteral("still lists disk");
    QTest::newRow("its disk elsewhere") << 2 << QStringLiteral("still lists disk");
    QTest::newRow("its network device") << 3 << QStringLiteral("network device");
}

void TstClauses::clause8NoLaterStatementMayListIt()
{
    QFETCH(int, what);
    QFETCH(QString, words);
    Scene scene;
    QVERIFY(scene.verdict().gone);
    scene.state(9, [&](HostStatement& statement) {
        if (what == 0)
            statement.vms = {{lifeVm, 4242, 9000, VmPhase::Running, JobState::Running}};
        if (what == 1)
            statement.disks = {{{}, {}, 8, 4711, Tests::lifeNonce}};
        if (what == 2)
            statement.disks = {{{}, {}, 9, 1, Tests::lifeNonce}};
        if (what == 3)
            statement.nics = QStringList{QStringLiteral("tap-") + lifeVm.text()};
    });
    const LifeVerdict verdict = scene.verdict();
    onlyClause(verdict, 8, ClauseState::Fails, qPrintable(words));
    QVERIFY(!verdict.gone);
    QCOMPARE(verdict.badge, Badge::Signed);
}

void TstClauses::clause8HeadMustBeTheChains()
{
    Scene scene;
    scene.state(
        2, [](HostStatement& statement) { statement.headHash = QString(64, QLatin1Char('4')); });
    onlyClause(scene.verdict(), 8, ClauseState::Fails, "head");
}

// Signed well by its own host, past the record and with the head that the life's chain has there:
// all that is wrong with it is whose it is.
void TstClauses::clause8AnotherHostsStatementDoesNotCount()
{
    Scene scene;
    const Tests::SigningHost other(HostId(QStringLiteral("other")), 'o');
    const auto ring = KeyRing::of(Tests::testHosts({other.enrolment()}));
    QVERIFY(ring);
    HostStatement statement = other.statement(1);
    statement.headSeq = 3;
    statement.headHash = scene.chain.leafHashAt(3);
    const auto checked = checkStatement(other.seal(statement), other.id(), *ring);
    QVERIFY(checked);
    scene.statements = {*checked};
    onlyClause(scene.verdict(), 8, ClauseState::NoInput, "headSeq 3 or later");
    QVERIFY(!scene.verdict().gone);
    // Nor does it open what the host's own statement closed.
    scene.state(1, [](HostStatement&) {});
    statement.vms = {{lifeVm, 4242, 9000, VmPhase::Running, JobState::Running}};
    scene.statements.push_back(*checkStatement(other.seal(statement), other.id(), *ring));
    QCOMPARE(statesOf(scene.verdict()), honest);
}

void TstClauses::clause8ReusedInodeIsAnotherDisk()
{
    Scene scene;
    scene.state(2, [](HostStatement& statement) {
        statement.disks = {{{}, {}, 8, 4711, QString(32, QLatin1Char('6'))}};
    });
    QCOMPARE(statesOf(scene.verdict()), honest);
}

void TstClauses::clause9FleetdMustAgree_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("words");
    QTest::newRow("another record") << 0 << QStringLiteral("names record");
    QTest::newRow("another host") << 1 << QStringLiteral("names host");
    QTest::newRow("another tenant") << 2 << QStringLiteral("tenant");
    QTest::newRow("another policy") << 3 << QStringLiteral("policy version 7");
}

void TstClauses::clause9FleetdMustAgree()
{
    QFETCH(int, what);
    QFETCH(QString, words);
    Scene scene;
    if (what == 0)
        scene.word.teardown = RecordId(QStringLiteral("%1/2").arg(lifeHost.text()));
    if (what == 1)
        scene.word.host = HostId(QStringLiteral("other"));
    if (what == 2)
        scene.word.tenantPseudonym = QStringLiteral("t-globex");
    if (what == 3)
        scene.word.policyVersion = 7;
    onlyClause(scene.verdict(), 9, ClauseState::Fails, qPrintable(words));
    QCOMPARE(scene.verdict().badge, Badge::Signed);
}

void TstClauses::clause9SilentFleetdWithholds()
{
    Scene scene;
    scene.fleetdSpoke = false;
    onlyClause(scene.verdict(), 9, ClauseState::NoInput, "told nothing");
    QVERIFY(!scene.verdict().gone);
    scene.fleetdSpoke = true;
    scene.word.teardown = RecordId();
    onlyClause(scene.verdict(), 9, ClauseState::NoInput, "does not hold the VM gone");
    Vm vm;
    vm.host = lifeHost;
    vm.teardown = RecordId(QStringLiteral("r"));
    vm.tenantPseudonym = QStringLiteral("t");
    vm.policyVersion = 5;
    QCOMPARE(fleetdWord(vm).teardown, vm.teardown);
    QCOMPARE(fleetdWord(vm).policyVersion, std::optional<quint64>(5));
    Record record;
    record.id = RecordId(QStringLiteral("r"));
    record.type = QStringLiteral("TeardownFailed");
    QVERIFY(fleetdWord(record).teardown.isEmpty());
    record.type = QStringLiteral("Teardown");
    QCOMPARE(fleetdWord(record).teardown, record.id);
}

void TstClauses::lifeWithoutTeardownHasNoBadge()
{
    Scene scene;
    HostChain alive(lifeHost);
    alive.add(scene.chain.at(1));
    scene.chain = alive;
    const LifeVerdict verdict = scene.verdict();
    QVERIFY(verdict.hasBirth);
    QVERIFY(!verdict.hasTeardown);
    QVERIFY(verdict.bornAt.has_value());
    QCOMPARE(verdict.badge, Badge::None);
    for (const int clause : {1, 2, 3, 4, 7, 8, 9})
        QCOMPARE(clauseOf(verdict, clause).state, ClauseState::NoInput);
}

void TstClauses::failedTeardownSaysWhichOutcome()
{
    const LifeVerdict verdict = Scene([](LifeRecord& end) {
        end.kind = LifeRecordKind::TeardownFailed;
        end.outcome = Outcome::ProcessUnkillable;
        end.residuals = {QStringLiteral("process 7 lives")};
    }).verdict();
    QVERIFY(verdict.teardownFailed);
    QCOMPARE(verdict.residuals, QStringList{QStringLiteral("process 7 lives")});
    QVERIFY(!verdict.hasTeardown);
    QCOMPARE(verdict.outcome, Outcome::ProcessUnkillable);
    QCOMPARE(clauseOf(verdict, 7).state, ClauseState::Fails);
    QVERIFY(
        Text::sentence(clauseOf(verdict, 7).detail).contains(QStringLiteral("PROCESS_UNKILLABLE")));
    QCOMPARE(verdict.badge, Badge::None);
    // A TeardownFailed with a good outcome is no Teardown.
    const LifeVerdict lie =
        Scene([](LifeRecord& end) { end.kind = LifeRecordKind::TeardownFailed; }).verdict();
    QCOMPARE(lie.badge, Badge::None);
    QVERIFY(!lie.gone);
}

void TstClauses::teardownWithoutItsBirthHasNoBadge()
{
    Scene scene;
    HostChain late(lifeHost);
    late.add(scene.chain.at(2));
    late.add(scene.chain.at(3));
    scene.chain = late;
    const LifeVerdict verdict = scene.verdict();
    QVERIFY(!verdict.hasBirth);
    for (const int clause : {3, 4, 7})
        QCOMPARE(clauseOf(verdict, clause).state, ClauseState::NoInput);
    QCOMPARE(verdict.badge, Badge::None);
}

void TstClauses::nothingKnownIsNoInput()
{
    LifeEvidence nothing;
    nothing.vm = lifeVm;
    const LifeVerdict verdict = judge(nothing);
    QCOMPARE(verdict.vm, lifeVm);
    QCOMPARE(verdict.badge, Badge::None);
    for (const ClauseVerdict& clause : verdict.clauses)
        QCOMPARE(clause.state, ClauseState::NoInput);
}

void TstClauses::wordsNeverSayDestroyedWithoutConfirmed()
{
    LifeVerdict verdict;
    for (const Badge badge : {Badge::None, Badge::Signed, Badge::SignedSimulated,
             Badge::SignedHostAgrees, Badge::Receipted}) {
        for (const bool gone : {false, true}) {
            verdict.badge = badge;
            verdict.gone = gone;
            QVERIFY(!badgeWords(verdict).contains(QStringLiteral("destroyed")));
        }
    }
    verdict.badge = Badge::Confirmed;
    QCOMPARE(badgeWords(verdict), QStringLiteral("destroyed"));
}

ESPALIER_TEST(TstClauses)
#include "tst_clauses.moc"
