// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditorworld.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstAuditor final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void honestLifeReachesItsBadgeStepByStep();
    void laterStatementThatListsTheVmTakesTheBadgeBack();
    void laterStatementThatHasItsDiskTakesTheBadgeBack();
    void statementFromBeforeTheTeardownClosesNothing();
    void statementThatCameBeforeTheRecordCloses();
    void replayedStatementIsRefused();
    void sameStatementAgainSaysNothing();
    void twoStatementsWithOneNumberAreRefused();
    void statementByAnotherHostIsRefused();
    void heldBackStatementIsAsOldAsItIs();
    void recordOfAnotherHostsVmProvesNothing();
    void recordInAnotherHostsNameIsRefused();
    void forkedSequenceBreaksTheChain();
    void brokenJointBreaksTheChain();
    void missingRecordLeavesTheChainOpenUntilItComes();
    void twoTeardownsAreAConflict();
    void contradictedFactGivesNoBadge();
    void fleetdCanWithholdABadgeNotCauseOne();
    void relistWithoutTheVmMakesTheRecordFleetdsWord();
    void failedTeardownIsToldAsSuch();
    void unchangedVerdictIsNotToldAgain();
    void simulatedLifeStaysApart();
    void recordsThatTheHostHasStatedAreAwaited();
    void withheldRecordsTakeTheBadgeBackUntilTheyCome();
    void memoryIsBounded();
};

void TstAuditor::honestLifeReachesItsBadgeStepByStep()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    QVERIFY(world.verdict());
    QVERIFY(world.verdict()->hasBirth);
    QCOMPARE(world.verdict()->slot, 1);
    QCOMPARE(int(world.badge()), int(Badge::None));
    world.record(world.host.seal(world.host.teardown(world.host.head())), "Teardown", 2);
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.clause(8)), int(ClauseState::NoInput));
    QCOMPARE(int(world.clause(9)), int(ClauseState::Holds));
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    QVERIFY(world.verdict()->gone);
    QCOMPARE(int(world.clause(8)), int(ClauseState::Holds));
    QCOMPARE(int(world.clause(5)), int(ClauseState::NotEvaluated));
    QCOMPARE(world.observations.size(), size_t(1));
    QVERIFY(world.observations[0].verified);
    QCOMPARE(world.observations[0].headSeq, quint64(2));
}

void TstAuditor::laterStatementThatListsTheVmTakesTheBadgeBack()
{
    AuditorWorld world;
    world.life();
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    auto again = world.host.statement(2);
    again.vms = {{lifeVm, 4242, 9000, VmPhase::Running, JobState::Running}};
    world.statement(again);
    QVERIFY(!world.verdict()->gone);
    QVERIFY(world.badge() != Badge::SignedHostAgrees);
    QCOMPARE(int(world.clause(8)), int(ClauseState::Fails));
    // And it stays back when the next one lists it no more.
    world.statement(world.host.statement(3));
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.clause(8)), int(ClauseState::Fails));
    // Even when the life is judged anew for another reason.
    Vm vm = world.vmObject();
    vm.teardown = RecordId(lifeHost.text() + QStringLiteral("/2"));
    world.vm(vm);
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.clause(8)), int(ClauseState::Fails));
}

void TstAuditor::laterStatementThatHasItsDiskTakesTheBadgeBack()
{
    AuditorWorld world;
    world.life();
    world.statement(world.host.statement(1));
    auto again = world.host.statement(2);
    again.disks = {{{}, {}, 9, 1, lifeNonce}};
    world.statement(again);
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.clause(8)), int(ClauseState::Fails));
}

void TstAuditor::statementFromBeforeTheTeardownClosesNothing()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    const auto early = world.host.statement(1); // headSeq 1
    world.record(world.host.seal(world.host.teardown(world.host.head())), "Teardown", 2);
    world.statement(early);
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QCOMPARE(int(world.clause(8)), int(ClauseState::NoInput));
}

void TstAuditor::statementThatCameBeforeTheRecordCloses()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    const QByteArray end = world.host.seal(world.host.teardown(world.host.head()));
    world.statement(world.host.statement(1)); // headSeq 2 already
    world.record(end, "Teardown", 2);
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
}

void TstAuditor::recordsThatTheHostHasStatedAreAwaited()
{
    AuditorWorld world;
    world.life();
    const QByteArray next = world.host.seal(world.host.birth(otherVm)); // fleetd keeps it back
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.clause(3)), int(ClauseState::NoInput));
    world.record(next, "Birth", world.host.seq(), otherVm);
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
}

void TstAuditor::withheldRecordsTakeTheBadgeBackUntilTheyCome()
{
    AuditorWorld world;
    world.life();
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    const QByteArray next = world.host.seal(world.host.birth(otherVm));
    world.statement(world.host.statement(2)); // a lag, for now
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    world.clock.advance(59s);
    world.statement(world.host.statement(3));
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    world.clock.advance(1s);
    world.statement(world.host.statement(4));
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QVERIFY(!world.verdict()->gone);
    world.record(next, "Birth", world.host.seq(), otherVm);
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
}

void TstAuditor::replayedStatementIsRefused()
{
    AuditorWorld world;
    world.statement(world.host.statement(5));
    world.statement(world.host.statement(4));
    QCOMPARE(world.observations.size(), size_t(2));
    QVERIFY(!world.observations[1].verified);
    QCOMPARE(world.observations[1].problem.code(), QLatin1String("statement.replay"));
}

void TstAuditor::sameStatementAgainSaysNothing()
{
    AuditorWorld world;
    world.statement(world.host.statement(5));
    world.clock.advance(20s);
    world.statement(world.host.statement(5));
    QCOMPARE(world.observations.size(), size_t(1));
}

void TstAuditor::twoStatementsWithOneNumberAreRefused()
{
    AuditorWorld world;
    world.statement(world.host.statement(5));
    auto second = world.host.statement(5);
    second.vms = {{otherVm, 1, 1, VmPhase::Running, JobState::Running}};
    world.statement(second);
    QCOMPARE(world.observations.size(), size_t(2));
    QVERIFY(world.observations[1].problem == message("statement.twice", 5));
}

void TstAuditor::statementByAnotherHostIsRefused()
{
    AuditorWorld world;
    FeedBatch news = AuditorWorld::batch();
    news.statements = {{lifeHost, world.other.seal(world.other.statement(1)), world.clock.mono()}};
    world.take(news);
    QCOMPARE(world.observations.size(), size_t(1));
    QVERIFY(!world.observations[0].verified);
    QVERIFY(!world.observations[0].problem.isEmpty());
}

// A control plane that sends an hour-old statement must not make it look fresh.
void TstAuditor::heldBackStatementIsAsOldAsItIs()
{
    AuditorWorld world;
    auto old = world.host.statement(1);
    old.wall = world.clock.wall() - 40s;
    world.statement(old);
    auto now = world.host.statement(2);
    now.wall = world.clock.wall() - 3s; // within what clocks may differ by
    world.statement(now);
    QCOMPARE(world.observations.size(), size_t(2));
    QVERIFY(world.observations[0].receivedAt == world.clock.mono() - 40s);
    QVERIFY(world.observations[1].receivedAt == world.clock.mono());
}

void TstAuditor::recordOfAnotherHostsVmProvesNothing()
{
    AuditorWorld world;
    world.vm(world.vmObject());
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    // The other host signs, with its own good key, that this host's VM is gone.
    world.record(world.other.seal(world.other.teardown(world.host.head())), "Teardown", 1, lifeVm,
        otherHost);
    QCOMPARE(int(world.badge()), int(Badge::None));
    QVERIFY(!world.verdict()->hasTeardown);
    for (const LifeVerdict& verdict : world.foreign) {
        QVERIFY(!verdict.gone);
        QCOMPARE(int(verdict.badge), int(Badge::None));
    }
}

void TstAuditor::recordInAnotherHostsNameIsRefused()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    SigningHost liar(lifeHost, 'x'); // names the host, has not its key
    auto forged = liar.teardown(world.host.head());
    forged.identity.hostSeq = 2;
    forged.identity.prevHash = world.host.head();
    world.record(liar.seal(forged), "Teardown", 2);
    QCOMPARE(int(world.badge()), int(Badge::None));
    QCOMPARE(int(world.clause(2)), int(ClauseState::Fails));
    QVERIFY(!world.verdict()->hasTeardown);
    // The true one counts when it comes.
    world.record(world.host.seal(world.host.teardown(world.host.head())), "Teardown", 2);
    QCOMPARE(int(world.badge()), int(Badge::Signed));
}

void TstAuditor::forkedSequenceBreaksTheChain()
{
    AuditorWorld world;
    SigningHost copy = world.host; // the same key on another machine
    world.life();
    world.statement(world.host.statement(1));
    QVERIFY(world.verdict()->gone);
    world.record(copy.seal(copy.birth(otherVm)), "Birth", 1, otherVm);
    QCOMPARE(int(world.clause(4)), int(ClauseState::Fails));
    QVERIFY(!world.verdict()->gone);
    QVERIFY(world.observations.back().conflict.isEmpty());
    world.statement(world.host.statement(2));
    QVERIFY(world.observations.back().verified);
    QVERIFY(world.observations.back().conflict == message("chain.forked", 1));
}

void TstAuditor::brokenJointBreaksTheChain()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    auto end = world.host.teardown(world.host.head());
    end.identity.prevHash = QString(64, u'9');
    world.record(world.host.seal(end), "Teardown", 2);
    QVERIFY(!world.verdict()->gone);
    QCOMPARE(int(world.badge()), int(Badge::None));
}

void TstAuditor::missingRecordLeavesTheChainOpenUntilItComes()
{
    AuditorWorld world;
    const QByteArray birth = world.host.seal(world.host.birth());
    const QString birthLeaf = world.host.head();
    const QByteArray between = world.host.seal(world.host.birth(otherVm));
    const QByteArray end = world.host.seal(world.host.teardown(birthLeaf));
    world.record(birth, "Birth", 1);
    world.record(end, "Teardown", 3);
    QCOMPARE(int(world.badge()), int(Badge::None));
    world.record(between, "Birth", 2, otherVm);
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QVERIFY(world.verdict(otherVm)->hasBirth);
}

void TstAuditor::twoTeardownsAreAConflict()
{
    AuditorWorld world;
    const QByteArray birth = world.host.seal(world.host.birth());
    const QString birthLeaf = world.host.head();
    world.record(birth, "Birth", 1);
    world.record(world.host.seal(world.host.teardown(birthLeaf)), "Teardown", 2);
    world.statement(world.host.statement(1));
    QVERIFY(world.verdict()->gone);
    world.record(world.host.seal(world.host.teardown(birthLeaf)), "Teardown", 3);
    QCOMPARE(int(world.clause(3)), int(ClauseState::Fails));
    QVERIFY(!world.verdict()->gone);
}

void TstAuditor::contradictedFactGivesNoBadge()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    auto end = world.host.teardown(world.host.head());
    end.verified[1].raw[QStringLiteral("hits")] = QStringLiteral("1"); // no_open_handles
    world.record(world.host.seal(end), "Teardown", 2);
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::None));
    QCOMPARE(int(world.clause(7)), int(ClauseState::Fails));
    QVERIFY(!world.verdict()->gone);
}

void TstAuditor::fleetdCanWithholdABadgeNotCauseOne()
{
    AuditorWorld world;
    Vm vm = world.vmObject();
    world.vm(vm);
    world.life();
    world.statement(world.host.statement(1));
    // fleetd keeps its record open: it does not hold the VM gone.
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QCOMPARE(int(world.clause(9)), int(ClauseState::NoInput));
    vm.teardown = RecordId(lifeHost.text() + QStringLiteral("/7"));
    world.vm(vm);
    QCOMPARE(int(world.clause(9)), int(ClauseState::Fails));
    vm.teardown = RecordId(lifeHost.text() + QStringLiteral("/2"));
    world.vm(vm);
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    // Its word alone is nothing.
    Vm claimed = world.vmObject(otherVm);
    claimed.teardown = RecordId(lifeHost.text() + QStringLiteral("/9"));
    world.vm(claimed);
    QVERIFY(!world.verdict(otherVm));
}

void TstAuditor::relistWithoutTheVmMakesTheRecordFleetdsWord()
{
    AuditorWorld world;
    world.vm(world.vmObject());
    world.life();
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.clause(9)), int(ClauseState::NoInput));
    FeedBatch list = AuditorWorld::batch();
    list.commits = {{90, true, {{Change::Added, world.vmObject(otherVm), {}}}}};
    list.initialEnd = 90;
    world.take(list);
    QCOMPARE(int(world.clause(9)), int(ClauseState::Holds));
    QVERIFY(world.verdict()->gone);
}

void TstAuditor::failedTeardownIsToldAsSuch()
{
    AuditorWorld world;
    world.record(world.host.seal(world.host.birth()), "Birth", 1);
    auto failed = world.host.teardown(world.host.head());
    failed.kind = Evidence::LifeRecordKind::TeardownFailed;
    failed.outcome = Outcome::ProcessUnkillable;
    world.record(world.host.seal(failed), "TeardownFailed", 2);
    QVERIFY(world.verdict()->teardownFailed);
    QVERIFY(!world.verdict()->hasTeardown);
    QCOMPARE(int(world.verdict()->outcome), int(Outcome::ProcessUnkillable));
    QCOMPARE(int(world.badge()), int(Badge::None));
}

void TstAuditor::unchangedVerdictIsNotToldAgain()
{
    AuditorWorld world;
    world.life();
    world.statement(world.host.statement(1));
    const int told = world.verdictCount;
    for (quint64 seq = 2; seq < 20; ++seq)
        world.statement(world.host.statement(seq));
    QCOMPARE(world.verdictCount, told);
}

void TstAuditor::simulatedLifeStaysApart()
{
    AuditorWorld world;
    const auto simulate = [](Evidence::LifeRecord record) {
        record.backend.backend = record.backend.accelerator = QStringLiteral("simulated");
        if (record.kind == Evidence::LifeRecordKind::Teardown) {
            record.outcome = Outcome::Simulated;
            record.verified.clear();
        }
        return record;
    };
    world.record(world.host.seal(simulate(world.host.birth())), "Birth", 1);
    world.record(world.host.seal(simulate(world.host.teardown(world.host.head()))), "Teardown", 2);
    QCOMPARE(int(world.badge()), int(Badge::SignedSimulated));
    QVERIFY(!world.verdict()->gone);
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::SignedSimulated));
    QVERIFY(world.verdict()->gone);
    QVERIFY(world.verdict()->simulated);
}

void TstAuditor::memoryIsBounded()
{
    AuditorWorld world;
    constexpr int lives = 1200;
    for (int i = 0; i < lives; ++i) {
        const VmId vm(QStringLiteral("vm-%1").arg(i));
        world.life(vm);
        world.statement(world.host.statement(quint64(i) + 1));
        QVERIFY2(world.verdict(vm)->gone, qPrintable(QString::number(i)));
    }
    // A record of a life that was forgotten may come again: it proves nothing new and breaks
    // nothing.
    world.statement(world.host.statement(5000));
    QCOMPARE(int(world.badge(VmId(QStringLiteral("vm-1199")))), int(Badge::SignedHostAgrees));
}

ESPALIER_TEST(TstAuditor)
#include "tst_auditor.moc"
