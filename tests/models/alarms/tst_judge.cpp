// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/testregistry.h"

#include <alarms/judge.h>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

constexpr MonoTime nowMono = 10'000s;
const Moment now{nowMono, WallTime(1'795'574'470s)};

HostRow freshHost()
{
    HostRow row;
    row.host = aHost(1);
    row.siteFresh = true;
    row.evidence = EvidenceAge::Fresh;
    row.evidenceAt = nowMono - 3s;
    row.clockSkew = 0ms;
    return row;
}

HostSight freshSight()
{
    HostSight sight;
    sight.siteFresh = true;
    sight.siteHeardAt = nowMono - 1s;
    return sight;
}

LifeRow life(DisplayState state, Severity severity = Severity::None)
{
    LifeRow row;
    row.vm = vmId(1);
    row.host = hostId(1);
    row.state = state;
    row.severity = severity;
    row.siteFresh = true;
    row.life = LifeClass::TearingDown;
    row.clauses.fill(ClauseState::NoInput);
    row.jobEndedAt = now.wall - 300s;
    return row;
}

// Kind and priority, or nothing; and whether that is known.
QString told(const Judgement& judged)
{
    const QString known = judged.known ? QStringLiteral("known") : QStringLiteral("unknown");
    if (!judged.found)
        return known;
    return QStringLiteral("%1 P%2 %3")
        .arg(alarmKindName(judged.found->kind))
        .arg(4 - int(judged.found->priority))
        .arg(known);
}

} // namespace

class TstJudge final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void lives_data();
    void lives();
    void hosts_data();
    void hosts();
    void endSaysSinceWhenAndWhenItWorsens();
    void silentSiteJudgesNothing();
    void quarantineIsFleetdsWord();
    void cachesByWhatIsWrong_data();
    void cachesByWhatIsWrong();
    void classIsSlowFromATenth();
    void expiryHasThreeSteps_data();
    void expiryHasThreeSteps();
};

void TstJudge::cachesByWhatIsWrong_data()
{
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("looseFor");
    QTest::addColumn<bool>("nearQuota");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, VolumeTrouble trouble, int looseFor, bool nearQuota,
                         const QStringList& expected) {
        QTest::newRow(name) << int(trouble) << looseFor << nearQuota << expected;
    };
    const QString shared = QStringLiteral("shared-cache P1 known");
    const QString full = QStringLiteral("full-cache P3 known");
    row("well", VolumeTrouble::None, 0, false, {});
    row("two VMs", VolumeTrouble::TwoVms, 0, false, {shared});
    row("another tenant's", VolumeTrouble::OtherTenant, 0, true, {shared, full});
    row("its VM has just gone", VolumeTrouble::NoVm, 59, false, {});
    row("no VM", VolumeTrouble::NoVm, 60, false, {QStringLiteral("cache-without-vm P2 known")});
    row("untrusted", VolumeTrouble::UntrustedWriter, 0, false, {});
    row("full", VolumeTrouble::NearQuota, 0, true, {full});
    row("untrusted and full", VolumeTrouble::UntrustedWriter, 0, true, {full});
}

void TstJudge::cachesByWhatIsWrong()
{
    QFETCH(int, trouble);
    QFETCH(int, looseFor);
    QFETCH(bool, nearQuota);
    QFETCH(QStringList, expected);
    VolumeSight sight{
        true, nowMono - 1s, VolumeTrouble(trouble), nearQuota, std::chrono::seconds(looseFor)};
    QStringList found;
    for (const AlarmKind kind : volumeAlarmKinds) {
        const Judgement judged = judgeVolume(kind, sight);
        QVERIFY(judged.known);
        if (judged.found)
            found << told(judged);
        VolumeSight silent = sight;
        silent.siteFresh = false; // what was known stays, nothing new is
        QCOMPARE(told(judgeVolume(kind, silent)), QStringLiteral("unknown"));
    }
    QCOMPARE(found, expected);
}

void TstJudge::lives_data()
{
    QTest::addColumn<LifeRow>("row");
    QTest::addColumn<QString>("expected");
    using DS = DisplayState;
    for (const DS plain :
        {DS::Running, DS::Booting, DS::Reserved, DS::TearingDown, DS::SlowTeardown, DS::Free})
        QTest::addRow("plain %d", int(plain)) << life(plain) << QStringLiteral("known");
    for (const DS silent : {DS::Unknown, DS::Reported, DS::Orphan, DS::Breach, DS::Quarantined})
        QTest::addRow("says nothing %d", int(silent)) << life(silent) << QStringLiteral("unknown");
    QTest::newRow("stuck") << life(DS::Stuck, Severity::P2) << QStringLiteral("stuck P2 known");
    QTest::newRow("stuck long") << life(DS::Stuck, Severity::P1)
                                << QStringLiteral("stuck P1 known");
    QTest::newRow("unconfirmed") << life(DS::Unconfirmed, Severity::P2)
                                 << QStringLiteral("unconfirmed P2 known");
    QTest::newRow("ghost") << life(DS::Ghost, Severity::P3) << QStringLiteral("ghost P3 known");
    QTest::newRow("ghost twice") << life(DS::Ghost, Severity::P2)
                                 << QStringLiteral("ghost P2 known");
    LifeRow unaccounted = life(DS::Ghost, Severity::P2);
    unaccounted.life = LifeClass::Unaccounted;
    QTest::newRow("unaccounted") << unaccounted << QStringLiteral("unaccounted P1 known");
    LifeRow disputed = life(DS::Unconfirmed, Severity::P2);
    disputed.teardownSeq = 7;
    disputed.clauses[8] = ClauseState::Fails;
    QTest::newRow("contradiction") << disputed << QStringLiteral("contradiction P2 known");
    LifeRow gone = life(DS::Free);
    gone.gone = true;
    QTest::newRow("gone") << gone << QStringLiteral("known");
    LifeRow again = life(DS::Orphan, Severity::P1);
    again.gone = true;
    QTest::newRow("gone and there again") << again << QStringLiteral("unknown");
    LifeRow old = life(DS::Stuck, Severity::P2);
    old.siteFresh = false;
    QTest::newRow("silent site") << old << QStringLiteral("unknown");
}

void TstJudge::lives()
{
    QFETCH(LifeRow, row);
    const HostRow host = freshHost();
    QTEST(told(judgeLife(row, &host, now)), "expected");
    // Without its host nothing clears: nobody is there to say so.
    if (const Judgement alone = judgeLife(row, nullptr, now); !alone.found && !row.gone)
        QVERIFY(!alone.known);
}

void TstJudge::hosts_data()
{
    QTest::addColumn<AlarmKind>("kind");
    QTest::addColumn<HostRow>("row");
    QTest::addColumn<QString>("expected");
    using K = AlarmKind;
    for (const K kind : hostAlarmKinds)
        QTest::addRow("well %s", qPrintable(alarmKindName(kind)))
            << kind << freshHost() << QStringLiteral("known");
    HostRow row = freshHost();
    row.worst = DisplayState::Breach;
    QTest::newRow("breach") << K::Breach << row << QStringLiteral("breach P1 known");
    row = freshHost();
    row.orphans = 2;
    QTest::newRow("orphans") << K::Orphan << row << QStringLiteral("orphan P1 known");
    row.evidence = EvidenceAge::Stale;
    QTest::newRow("orphans of old") << K::Orphan << row << QStringLiteral("unknown");
    QTest::newRow("silent") << K::HostSilent << row << QStringLiteral("silent-host P3 known");
    row.host.lost = true;
    QTest::newRow("lost") << K::HostSilent << row << QStringLiteral("silent-host P2 known");
    row = freshHost();
    row.evidence = EvidenceAge::Late;
    QTest::newRow("late") << K::HostSilent << row << QStringLiteral("known");
    row.evidence = EvidenceAge::Never;
    row.evidenceAt.reset();
    QTest::newRow("not heard yet") << K::HostSilent << row << QStringLiteral("unknown");
    row = freshHost();
    row.host.leakedSlot = true;
    QTest::newRow("leaked") << K::LeakedSlot << row << QStringLiteral("leaked-slot P2 known");
    row = freshHost();
    row.host.quarantined = true;
    QTest::newRow("quarantined") << K::Quarantined << row << QStringLiteral("quarantined P2 known");
    row = freshHost();
    row.clockSkew = -11s;
    QTest::newRow("skew") << K::ClockSkew << row << QStringLiteral("clock-skew P3 known");
    row.clockSkew = 1h;
    QTest::newRow("skew that refuses")
        << K::ClockSkew << row << QStringLiteral("clock-skew P2 known");
    row.clockSkew = 9s;
    QTest::newRow("skew within reason") << K::ClockSkew << row << QStringLiteral("known");
}

void TstJudge::hosts()
{
    QFETCH(AlarmKind, kind);
    QFETCH(HostRow, row);
    HostSight sight = freshSight();
    sight.skewTwice = true;
    QTEST(told(judgeHost(kind, row, sight, now)), "expected");
    // The same words of a silent site are no finding and clear none.
    sight.siteFresh = false;
    QCOMPARE(told(judgeHost(kind, row, sight, now)), QStringLiteral("unknown"));
}

void TstJudge::endSaysSinceWhenAndWhenItWorsens()
{
    const HostRow host = freshHost();
    const LifeRow row = life(DisplayState::Stuck, Severity::P2);
    const Judgement judged = judgeLife(row, &host, now);
    QVERIFY(judged.found->since == *row.jobEndedAt + teardownSlo);
    QVERIFY(judged.found->worsensAt == *row.jobEndedAt + teardownCritical);
    QVERIFY(judged.found->evidenceAt == host.evidenceAt);
    QVERIFY(!judgeLife(life(DisplayState::Stuck, Severity::P1), &host, now).found->worsensAt);
}

void TstJudge::silentSiteJudgesNothing()
{
    SiteFeed site;
    site.id = siteId();
    site.hosts = 12;
    site.lastMessage = nowMono - 40s;
    site.state = FeedState::Listing;
    QCOMPARE(told(judgeSite(site, now)), QStringLiteral("unknown"));
    site.state = FeedState::Stale;
    QCOMPARE(told(judgeSite(site, now)), QStringLiteral("silent-site P2 known"));
    QVERIFY(judgeSite(site, now).found->since == now.wall - 40s);
    site.state = FeedState::Synced;
    QCOMPARE(told(judgeSite(site, now)), QStringLiteral("known"));
}

void TstJudge::quarantineIsFleetdsWord()
{
    SlotRow slot;
    slot.id = slotId(1, 1);
    slot.siteFresh = true;
    QCOMPARE(told(judgeSlot(slot, nowMono)), QStringLiteral("known"));
    slot.quarantined = true;
    QCOMPARE(told(judgeSlot(slot, nowMono)), QStringLiteral("quarantined P2 known"));
    slot.siteFresh = false;
    QCOMPARE(told(judgeSlot(slot, nowMono)), QStringLiteral("unknown"));
}

void TstJudge::classIsSlowFromATenth()
{
    const auto judge = [](int samples, int slow) {
        SlowClassSum sum;
        sum.samples = samples;
        sum.slow = slow;
        return told(judgeSlowClass(sum, now));
    };
    QCOMPARE(judge(100, 11), QStringLiteral("slow-teardowns P3 known"));
    QCOMPARE(judge(100, 10), QStringLiteral("known"));
    QCOMPARE(judge(19, 19), QStringLiteral("unknown")); // too few to say
}

void TstJudge::expiryHasThreeSteps_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("expected");
    QTest::newRow("31 days") << 31 * 24 << QStringLiteral("known");
    QTest::newRow("29 days") << 29 * 24 << QStringLiteral("certificate-expiry P3 known");
    QTest::newRow("6 days") << 6 * 24 << QStringLiteral("certificate-expiry P2 known");
    QTest::newRow("23 hours") << 23 << QStringLiteral("certificate-expiry P1 known");
    QTest::newRow("over") << -1 << QStringLiteral("certificate-expiry P1 known");
}

void TstJudge::expiryHasThreeSteps()
{
    QFETCH(int, hours);
    const Judgement judged = judgeExpiry(AlarmKind::CertificateExpiry, QStringLiteral("oncall"),
        now.wall + std::chrono::hours(hours), now);
    QTEST(told(judged), "expected");
    if (judged.found)
        QCOMPARE(
            judged.found->what.code() == QLatin1String("alarm.certificate-expired"), hours < 0);
}

ESPALIER_TEST(TstJudge)
#include "tst_judge.moc"
