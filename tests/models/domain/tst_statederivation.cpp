// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <domain/inspection.h>

#include <algorithm>
#include <array>
#include <functional>

using namespace Espalier;
using namespace std::chrono_literals;
using DS = DisplayState;

Q_DECLARE_METATYPE(Espalier::SlotFacts)

namespace {

SlotFacts base(Intent intent, Observation observation)
{
    SlotFacts facts;
    facts.intent = intent;
    facts.observation = observation;
    facts.age = EvidenceAge::Fresh;
    facts.siteFresh = true;
    facts.hasBirth = intent != Intent::Empty;
    return facts;
}

SlotFacts with(SlotFacts facts, const std::function<void(SlotFacts&)>& change)
{
    change(facts);
    return facts;
}

const auto running = base(Intent::Run, Observation::Running);
const auto ending = base(Intent::Teardown, Observation::Stopping);

SlotFacts endedFor(std::chrono::nanoseconds since, Observation seen = Observation::Stopping)
{
    return with(base(Intent::Teardown, seen), [&](SlotFacts& f) { f.sinceJobEnd = since; });
}

} // namespace

class TstStateDerivation final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void followsTheTable_data();
    void followsTheTable();
    void rankDecidesWhereSeveralHold_data();
    void rankDecidesWhereSeveralHold();
    void severities_data();
    void severities();
    void ageCountsIntervals_data();
    void ageCountsIntervals();
    void oldEvidenceNeverWearsASeverity();
    void everyStateHasAStep();
};

void TstStateDerivation::followsTheTable_data()
{
    QTest::addColumn<SlotFacts>("facts");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, const SlotFacts& facts, DS state) {
        QTest::newRow(name) << facts << int(state);
    };
    const auto late = [](SlotFacts f) { return f.age = EvidenceAge::Late, f; };
    const auto stale = [](SlotFacts f) { return f.age = EvidenceAge::Stale, f; };
    const auto never = [](SlotFacts f) {
        return f.age = EvidenceAge::Never, f.observation = std::nullopt, f;
    };
    const auto empty = base(Intent::Empty, Observation::Absent);
    row("empty, absent: free", empty, DS::Free);
    row("the same, late: free", late(empty), DS::Free);
    row("the same, stale: unknown", stale(empty), DS::Unknown);
    row("the same, never: unknown", never(empty), DS::Unknown);
    const auto placed =
        with(base(Intent::Run, Observation::Absent), [](SlotFacts& f) { f.hasBirth = false; });
    row("run, absent, no birth: reserved", placed, DS::Reserved);
    row("the same, late: reserved", late(placed), DS::Reserved);
    row("run, booting: booting", base(Intent::Run, Observation::Booting), DS::Booting);
    row("run, running: running", running, DS::Running);
    row("the same, late: running", late(running), DS::Running);
    row("the same, stale: unknown", stale(running), DS::Unknown);
    row("run, stopping: tearing down", base(Intent::Run, Observation::Stopping), DS::TearingDown);
    row("teardown within the SLO: tearing down", endedFor(30s), DS::TearingDown);
    row("the same, host lists it no more", endedFor(30s, Observation::Absent), DS::TearingDown);
    row("at the SLO to the second: tearing down", endedFor(120s), DS::TearingDown);
    row("teardown, stale within the SLO: unknown", stale(endedFor(30s)), DS::Unknown);
    const auto slow = [](SlotFacts f) { return f.slowAfter = 60s, f; };
    row("slow after its class's limit", slow(endedFor(61s)), DS::SlowTeardown);
    row("not yet slow", slow(endedFor(60s)), DS::TearingDown);
    row("past SLO, fresh, present: stuck", endedFor(121s), DS::Stuck);
    row("past SLO, late, present: unconfirmed", late(endedFor(121s)), DS::Unconfirmed);
    row("past SLO, stale: unconfirmed", stale(endedFor(121s)), DS::Unconfirmed);
    row("past SLO, absent, not proven: unconfirmed", endedFor(121s, Observation::Absent),
        DS::Unconfirmed);
    row("past SLO, never heard: unconfirmed", never(endedFor(121s)), DS::Unconfirmed);
    const auto failed = [](SlotFacts f) { return f.teardownFailed = true, f; };
    row("three tries failed, present: stuck", failed(endedFor(20s)), DS::Stuck);
    row("three tries failed, host silent: unconfirmed", failed(stale(endedFor(20s))),
        DS::Unconfirmed);
    const auto lost = [](SlotFacts f) { return f.hostLost = true, f; };
    row("lost host: unconfirmed at once", lost(stale(endedFor(1s))), DS::Unconfirmed);
    row("lost host, intent not yet told: unknown", lost(stale(running)), DS::Unknown);
    row("observed, no claim: orphan", base(Intent::Empty, Observation::Running), DS::Orphan);
    row("the same, late: orphan", late(base(Intent::Empty, Observation::Running)), DS::Orphan);
    row("the same, stale: unknown", stale(base(Intent::Empty, Observation::Running)), DS::Unknown);
    row("listed without a birth: orphan", base(Intent::Empty, Observation::PresentUnclaimed),
        DS::Orphan);
    row("proven gone and there again: orphan",
        with(endedFor(300s), [](SlotFacts& f) { f.teardownProven = true; }), DS::Orphan);
    row("proven gone, record not yet closed: free",
        with(endedFor(300s, Observation::Absent), [](SlotFacts& f) { f.teardownProven = true; }),
        DS::Free);
    const auto ghost = base(Intent::Run, Observation::Absent);
    row("record says run, host says absent: ghost", ghost, DS::Ghost);
    row("the same, late: not known", late(ghost), DS::Unknown);
    row("critical failure, fresh: breach",
        with(running, [](SlotFacts& f) { f.criticalFailure = true; }), DS::Breach);
    row("critical failure, late: as before",
        with(late(running), [](SlotFacts& f) { f.criticalFailure = true; }), DS::Running);
    row("quarantined", with(empty, [](SlotFacts& f) { f.quarantined = true; }), DS::Quarantined);
    row("held", base(Intent::Hold, Observation::Running), DS::Held);
    const auto reported = [](SlotFacts f) { return f.unverifiedYounger = true, f; };
    row("stale, an unverified younger one: reported", reported(stale(running)), DS::Reported);
    row("never, an unverified younger one: reported", reported(never(running)), DS::Reported);
    row("fresh stays fresh beside unverified ones", reported(running), DS::Running);
    row("stale site: unknown", with(running, [](SlotFacts& f) { f.siteFresh = false; }),
        DS::Unknown);
    row("stale site, stuck before: unknown",
        with(endedFor(300s), [](SlotFacts& f) { f.siteFresh = false; }), DS::Unknown);
}

void TstStateDerivation::followsTheTable()
{
    QFETCH(SlotFacts, facts);
    QFETCH(int, state);
    QCOMPARE(int(deriveState(facts)), state);
}

// One slot for which every rule from some rank downwards holds: the first of them shows.
void TstStateDerivation::rankDecidesWhereSeveralHold_data()
{
    QTest::addColumn<SlotFacts>("facts");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, const SlotFacts& facts, DS state) {
        QTest::newRow(name) << facts << int(state);
    };
    SlotFacts all = endedFor(300s);
    all.criticalFailure = all.quarantined = all.teardownFailed = all.unverifiedYounger = true;
    all.slowAfter = 60s;
    row("breach before stuck", all, DS::Breach);
    row("breach before orphan",
        with(base(Intent::Empty, Observation::Running),
            [](SlotFacts& f) { f.criticalFailure = f.quarantined = true; }),
        DS::Breach);
    row("orphan before quarantined",
        with(base(Intent::Empty, Observation::Running), [](SlotFacts& f) { f.quarantined = true; }),
        DS::Orphan);
    all.criticalFailure = false;
    row("stuck before quarantined and slow", all, DS::Stuck);
    all.age = EvidenceAge::Stale;
    row("unconfirmed before reported and quarantined", all, DS::Unconfirmed);
    SlotFacts old = running;
    old.age = EvidenceAge::Stale;
    old.quarantined = old.unverifiedYounger = true;
    row("reported before unknown and quarantined", old, DS::Reported);
    old.unverifiedYounger = false;
    row("unknown before quarantined", old, DS::Unknown);
    old.intent = Intent::Hold;
    row("unknown before held", old, DS::Unknown);
    old.age = EvidenceAge::Fresh;
    row("quarantined before held", old, DS::Quarantined);
    SlotFacts ghost = base(Intent::Run, Observation::Absent);
    ghost.quarantined = true;
    row("quarantined before ghost", ghost, DS::Quarantined);
    SlotFacts slow = endedFor(90s);
    slow.slowAfter = 60s;
    slow.quarantined = true;
    row("quarantined before slow", slow, DS::Quarantined);
    slow.quarantined = false;
    row("slow before the rest", slow, DS::SlowTeardown);
}

void TstStateDerivation::rankDecidesWhereSeveralHold() { followsTheTable(); }

void TstStateDerivation::severities_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<SlotFacts>("facts");
    QTest::addColumn<int>("severity");
    const auto row = [](const char* name, DS state, const SlotFacts& facts, Severity severity) {
        QTest::newRow(name) << int(state) << facts << int(severity);
    };
    row("breach", DS::Breach, running, Severity::P1);
    row("orphan", DS::Orphan, running, Severity::P1);
    row("stuck", DS::Stuck, endedFor(121s), Severity::P2);
    row("stuck at 15 minutes", DS::Stuck, endedFor(15min), Severity::P2);
    row("stuck past 15 minutes", DS::Stuck, endedFor(15min + 1s), Severity::P1);
    row("unconfirmed", DS::Unconfirmed, endedFor(121s), Severity::P2);
    row("unconfirmed past 15 minutes", DS::Unconfirmed, endedFor(16min), Severity::P1);
    row("quarantined", DS::Quarantined, running, Severity::P2);
    const auto ghost = base(Intent::Run, Observation::Absent);
    row("ghost", DS::Ghost, ghost, Severity::P3);
    row("ghost after two statements", DS::Ghost,
        with(ghost, [](SlotFacts& f) { f.absentStatements = 2; }), Severity::P2);
    row("ghost unaccounted for", DS::Ghost, with(ghost, [](SlotFacts& f) { f.unaccounted = true; }),
        Severity::P1);
    for (const DS state : {DS::Reported, DS::Unknown, DS::Held, DS::SlowTeardown, DS::TearingDown,
             DS::Booting, DS::Running, DS::Reserved, DS::Free})
        row(qPrintable(QStringLiteral("none for %1").arg(int(state))), state, endedFor(16min),
            Severity::None);
}

void TstStateDerivation::severities()
{
    QFETCH(int, state);
    QFETCH(SlotFacts, facts);
    QFETCH(int, severity);
    QCOMPARE(int(severityOf(DS(state), facts)), severity);
}

void TstStateDerivation::ageCountsIntervals_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<int>("age");
    QTest::newRow("now") << qint64(0) << int(EvidenceAge::Fresh);
    QTest::newRow("two intervals") << qint64(20'000) << int(EvidenceAge::Fresh);
    QTest::newRow("just over two") << qint64(20'001) << int(EvidenceAge::Late);
    QTest::newRow("three intervals") << qint64(30'000) << int(EvidenceAge::Late);
    QTest::newRow("just over three") << qint64(30'001) << int(EvidenceAge::Stale);
    QTest::newRow("an hour") << qint64(3'600'000) << int(EvidenceAge::Stale);
}

void TstStateDerivation::ageCountsIntervals()
{
    QFETCH(qint64, milliseconds);
    QFETCH(int, age);
    QCOMPARE(int(evidenceAge(std::chrono::milliseconds(milliseconds), 10s)), age);
    QCOMPARE(int(evidenceAge(std::nullopt, 10s)), int(EvidenceAge::Never));
    // An announced interval of nothing must not keep old evidence young.
    QCOMPARE(int(evidenceAge(1s, 0ms)), int(EvidenceAge::Stale));
}

// R14 over every combination: evidence older than 3 intervals, or only reported, or of a stale
// site, shows no fill of caution, high or critical. Unconfirmed is none of them.
void TstStateDerivation::oldEvidenceNeverWearsASeverity()
{
    const std::array severe{
        DS::Breach, DS::Orphan, DS::Stuck, DS::Quarantined, DS::Ghost, DS::SlowTeardown};
    int looked = 0;
    for (int bits = 0; bits < 1 << 9; ++bits) {
        for (const Intent intent : {Intent::Empty, Intent::Run, Intent::Teardown, Intent::Hold}) {
            for (int seen = 0; seen < 5; ++seen) {
                SlotFacts facts = base(intent, Observation(seen));
                facts.age = bits & 1 ? EvidenceAge::Stale : EvidenceAge::Never;
                facts.siteFresh = bits & 2;
                if (!facts.siteFresh)
                    facts.age = bits & 1 ? EvidenceAge::Fresh : EvidenceAge::Late;
                facts.unverifiedYounger = bits & 4;
                facts.hasBirth = bits & 8;
                facts.teardownFailed = bits & 16;
                facts.quarantined = bits & 32;
                facts.hostLost = bits & 64;
                facts.criticalFailure = bits & 128;
                if (bits & 256)
                    facts.sinceJobEnd = 300s;
                facts.slowAfter = 60s;
                const DS state = deriveState(facts);
                ++looked;
                QVERIFY2(std::find(severe.begin(), severe.end(), state) == severe.end(),
                    qPrintable(QStringLiteral("state %1 at bits %2").arg(int(state)).arg(bits)));
                if (!facts.siteFresh)
                    QCOMPARE(int(state), int(DS::Unknown));
            }
        }
    }
    QCOMPARE(looked, 512 * 20);
}

void TstStateDerivation::everyStateHasAStep()
{
    SlotFacts facts = endedFor(300s);
    QCOMPARE(int(nextStep(DS::Stuck, facts)), int(NextStep::StillPresent));
    QCOMPARE(int(nextStep(DS::Unconfirmed, facts)), int(NextStep::ProofMissing));
    facts.age = EvidenceAge::Stale;
    QCOMPARE(int(nextStep(DS::Unconfirmed, facts)), int(NextStep::HostSilent));
    QCOMPARE(int(nextStep(DS::Unknown, facts)), int(NextStep::WaitForHost));
    facts.siteFresh = false;
    QCOMPARE(int(nextStep(DS::Unknown, facts)), int(NextStep::WaitForSite));
    QCOMPARE(int(nextStep(DS::Running, running)), int(NextStep::None));
    QCOMPARE(int(nextStep(DS::TearingDown, ending)), int(NextStep::Wait));
}

ESPALIER_TEST(TstStateDerivation)
#include "tst_statederivation.moc"
