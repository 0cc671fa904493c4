// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditorworld.h"
#include "support/testregistry.h"

#include <text/messages.h>

using namespace Espalier;
using namespace Espalier::Tests;

class TstAuditorTrust final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void withoutTrustAllIsOnlyReported();
    void whatCameBeforeTheTrustIsVerifiedWithIt();
    void rosterByAnotherKeyIsRefusedWithTheReason();
    void rosterOfAnotherTrustDomainIsRefused();
    void expiredRosterIsRefused();
    void olderRosterNeverReplacesANewerOne();
    void anotherSitesHostHasNoKeyHere();
    void unwantedStatementsWaitTheirTurnOnScreenFirst();
    void revokedKeyTakesItsBadgesBack();
};

// A console that runs and one that starts after the revocation say the same.
void TstAuditorTrust::revokedKeyTakesItsBadgesBack()
{
    AuditorWorld world;
    world.life();
    world.statement(world.host.statement(1));
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    Evidence::HostKeyEntry revoke = world.host.enrolment();
    revoke.op = Evidence::KeyOp::Revoke;
    Evidence::HostList list = testHosts({world.host.enrolment(), world.other.enrolment(), revoke});
    list.version += 1;
    FeedBatch news = world.trustBatch();
    news.trust->hosts = Evidence::seal(Evidence::hostsType, *Evidence::write(list), testKey('r'));
    world.take(news);
    QCOMPARE(int(world.badge()), int(Badge::None));
    QCOMPARE(int(world.clause(2)), int(ClauseState::Fails));
    QVERIFY(!world.verdict()->gone);
    // Nor does what it states now count.
    world.statement(world.host.statement(2));
    QVERIFY(!world.observations.back().verified);
    QCOMPARE(int(world.badge()), int(Badge::None));
    AuditorWorld fresh(false);
    fresh.take(news);
    fresh.life();
    fresh.statement(fresh.host.statement(1));
    fresh.work();
    QCOMPARE(int(fresh.badge()), int(world.badge()));
    QCOMPARE(int(fresh.clause(2)), int(world.clause(2)));
}

void TstAuditorTrust::withoutTrustAllIsOnlyReported()
{
    AuditorWorld world(false);
    world.life();
    world.statement(world.host.statement(1));
    QCOMPARE(world.observations.size(), size_t(1));
    QVERIFY(!world.observations[0].verified);
    QVERIFY(world.observations[0].problem.isEmpty());
    QCOMPARE(int(world.badge()), int(Badge::None));
    QVERIFY(!world.auditor.rosterVersion(lifeSite));
    QVERIFY(world.auditor.rolesOf(QStringLiteral("ann")).isEmpty());
}

void TstAuditorTrust::whatCameBeforeTheTrustIsVerifiedWithIt()
{
    AuditorWorld world(false);
    world.life();
    world.statement(world.host.statement(1));
    world.take(world.trustBatch());
    QCOMPARE(int(world.badge()), int(Badge::Signed));
    QVERIFY(world.auditor.hasWork());
    world.work();
    QVERIFY(!world.auditor.hasWork());
    QCOMPARE(int(world.badge()), int(Badge::SignedHostAgrees));
    QCOMPARE(world.auditor.rosterVersion(lifeSite).value_or(0), quint64(3));
    QCOMPARE(world.auditor.rolesOf(QStringLiteral("ann")),
        (QStringList{QStringLiteral("viewer"), QStringLiteral("on-call")}));
    QCOMPARE(world.auditor.rolesOf(QStringLiteral("nobody")), QStringList());
    QVERIFY(world.auditor.problems().empty());
}

void TstAuditorTrust::rosterByAnotherKeyIsRefusedWithTheReason()
{
    AuditorWorld world(false);
    FeedBatch news = world.trustBatch();
    news.trust->roster =
        Evidence::seal(Evidence::rosterType, *Evidence::write(testRoster()), testKey('q'));
    world.take(news);
    QCOMPARE(world.auditor.problems().size(), size_t(1));
    QCOMPARE(world.auditor.problems()[0].site, lifeSite);
    QVERIFY(Text::sentence(world.auditor.problems()[0].text).contains(QStringLiteral("roster")));
    world.take(world.trustBatch());
    QVERIFY(world.auditor.problems().empty());
}

void TstAuditorTrust::rosterOfAnotherTrustDomainIsRefused()
{
    AuditorWorld world(false);
    Evidence::Roster roster = testRoster();
    roster.trustDomain = QStringLiteral("prod.example");
    roster.policy.log = Evidence::LogPolicy::Required;
    world.take(world.trustBatch(roster));
    QCOMPARE(world.auditor.problems().size(), size_t(1));
    QVERIFY(
        Text::sentence(world.auditor.problems()[0].text).contains(QStringLiteral("prod.example")));
    QVERIFY(!world.auditor.rosterVersion(lifeSite));
}

void TstAuditorTrust::expiredRosterIsRefused()
{
    AuditorWorld world(false);
    Evidence::Roster roster = testRoster();
    roster.expiresAt = world.clock.wall() - std::chrono::seconds(1);
    world.take(world.trustBatch(roster));
    QCOMPARE(world.auditor.problems().size(), size_t(1));
    QVERIFY(Text::sentence(world.auditor.problems()[0].text).contains(QStringLiteral("expired")));
}

void TstAuditorTrust::olderRosterNeverReplacesANewerOne()
{
    AuditorWorld world;
    Evidence::Roster older = testRoster();
    older.version = 2;
    world.take(world.trustBatch(older));
    QCOMPARE(world.auditor.rosterVersion(lifeSite).value_or(0), quint64(3));
    QCOMPARE(world.auditor.problems().size(), size_t(1));
    // Nor where this machine has seen a newer one in an earlier life.
    AuditorConfig config = AuditorWorld::config();
    config.leastRosterVersion = 4;
    Auditor strict(config, world.clock);
    QVERIFY(strict.take(world.trustBatch()).verdicts.empty());
    QVERIFY(!strict.rosterVersion(lifeSite));
    QCOMPARE(strict.problems().size(), size_t(1));
}

void TstAuditorTrust::anotherSitesHostHasNoKeyHere()
{
    AuditorWorld world;
    FeedBatch news;
    news.site = SiteId(QStringLiteral("ams2"));
    news.statements = {{lifeHost, world.host.seal(world.host.statement(1)), world.clock.mono()}};
    const FeedBatch answer = world.auditor.take(news);
    QCOMPARE(answer.observations.size(), size_t(1));
    QVERIFY(!answer.observations[0].verified);
}

void TstAuditorTrust::unwantedStatementsWaitTheirTurnOnScreenFirst()
{
    AuditorWorld world;
    // Many hosts that are not enrolled, each heard of once: beyond the first ones they wait.
    FeedBatch news = AuditorWorld::batch();
    world.statement(world.host.statement(1));
    world.observations.clear();
    for (quint64 seq = 2; seq < 60; ++seq)
        news.statements.push_back(
            {lifeHost, world.host.seal(world.host.statement(seq)), world.clock.mono()});
    world.take(news);
    const auto verified = std::count_if(world.observations.begin(), world.observations.end(),
        [](const HostObservation& seen) { return seen.verified; });
    QCOMPARE(verified, 32);
    QVERIFY(world.auditor.hasWork());
    world.observations.clear();
    world.work();
    // Only the newest of the waiting ones counts.
    QCOMPARE(world.observations.size(), size_t(1));
    QCOMPARE(world.observations[0].statementSeq, quint64(59));
    // A host on screen never waits.
    world.observations.clear();
    world.auditor.setPriority({lifeHost});
    news.statements.clear();
    for (quint64 seq = 60; seq < 120; ++seq)
        news.statements.push_back(
            {lifeHost, world.host.seal(world.host.statement(seq)), world.clock.mono()});
    world.take(news);
    QCOMPARE(world.observations.size(), size_t(60));
    QVERIFY(!world.auditor.hasWork());
}

ESPALIER_TEST(TstAuditorTrust)
#include "tst_auditortrust.moc"

#include <algorithm>
