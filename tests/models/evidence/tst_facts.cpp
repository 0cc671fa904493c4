// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"
#include "support/testregistry.h"

#include <text/messages.h>

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::Scene;

namespace {

const ClauseVerdict& clause7(const LifeVerdict& verdict) { return verdict.clauses.at(6); }

FactVerdict factOf(const LifeVerdict& verdict, const char* name)
{
    for (const FactVerdict& fact : verdict.facts) {
        if (fact.fact == QLatin1String(name))
            return fact;
    }
    return {};
}

Fact& factIn(LifeRecord& record, const QString& name)
{
    return *std::find_if(record.verified.begin(), record.verified.end(),
        [&](const Fact& fact) { return fact.fact == name; });
}

void removeFact(LifeRecord& record, const QString& name)
{
    record.verified.erase(std::remove_if(record.verified.begin(), record.verified.end(),
                              [&](const Fact& fact) { return fact.fact == name; }),
        record.verified.end());
}

void makeSimulated(LifeRecord& record)
{
    record.backend.backend = QStringLiteral("simulated");
    record.backend.accelerator = QStringLiteral("simulated");
    if (record.kind == LifeRecordKind::Birth)
        return;
    record.outcome = Outcome::Simulated;
    record.verified.clear();
}

} // namespace

// The facts of evidence.md 5 and their raw-value rules, and simulated lives.
class TstFacts final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void honestFactsAreAllObserved();
    void factsCarryTheTimeOfTheirProbe();
    void missingFactFailsClause7_data();
    void missingFactFailsClause7();
    void rawValueRules_data();
    void rawValueRules();
    void claimIsNoObservation();
    void factTwiceMustHoldTwice();
    void everyDiskNeedsItsObservation();
    void neverStartedLifeHasNoPid();
    void detachedNetworkReplacesNone();
    void swapIsRequiredInProductionOnly();
    void attachedCacheMustBeDetachedAsTheExitDemands();
    void policyMayNameTheFacts();
    void contradictionCountsEvenIfNotRequired();
    void simulatedLifeIsSignedSimulated();
    void simulatedLifeCannotBeComplete();
    void simulatedHostCannotStateRealLives();
    void realHostCannotEndSimulated();
};

void TstFacts::honestFactsAreAllObserved()
{
    const LifeVerdict verdict = Scene().verdict();
    QCOMPARE(verdict.facts.size(), size_t(8));
    QCOMPARE(verdict.facts.front().fact, QStringLiteral("process_absent"));
    QCOMPARE(verdict.facts.back().fact, QStringLiteral("rescan_clean"));
    for (const FactVerdict& fact : verdict.facts) {
        QCOMPARE(fact.state, FactState::Observed);
        QVERIFY(fact.required);
        QVERIFY(!fact.detail.isEmpty());
    }
    QVERIFY(Text::sentence(factOf(verdict, "no_open_handles").detail)
                .contains(QStringLiteral("scanned 212")));
}

void TstFacts::factsCarryTheTimeOfTheirProbe()
{
    using namespace std::chrono_literals;
    WallTime signedAt{};
    const LifeVerdict verdict = Scene([&](LifeRecord& end) {
        signedAt = end.time.wallEnd;
        factIn(end, QStringLiteral("process_absent")).seen = end.time.monoEnd - 300ms;
        factIn(end, QStringLiteral("disk_unlinked")).seen = end.time.monoEnd + 1ns;
        factIn(end, QStringLiteral("net_none")).seen = end.time.monoStart - 1ns;
    }).verdict();
    QVERIFY(factOf(verdict, "process_absent").seenAt == signedAt - 300ms);
    // Not told, or no moment of this teardown: no time is shown, and the fact stands.
    for (const char* name : {"rescan_clean", "disk_unlinked", "net_none"}) {
        QVERIFY2(!factOf(verdict, name).seenAt, name);
        QCOMPARE(factOf(verdict, name).state, FactState::Observed);
    }
    QCOMPARE(verdict.trigger, QStringLiteral("jobEnd"));
    QVERIFY(verdict.teardownBegunAt && *verdict.teardownBegunAt < signedAt);
    QCOMPARE(verdict.imageDigest, Tests::lifeImage);
}

void TstFacts::missingFactFailsClause7_data()
{
    QTest::addColumn<QString>("fact");
    for (const Fact& fact : Tests::SigningHost::goodFacts())
        QTest::newRow(qPrintable(fact.fact)) << fact.fact;
}

void TstFacts::missingFactFailsClause7()
{
    QFETCH(QString, fact);
    const LifeVerdict verdict = Scene([&](LifeRecord& end) { removeFact(end, fact); }).verdict();
    QCOMPARE(clause7(verdict).state, ClauseState::Fails);
    QVERIFY2(Text::sentence(clause7(verdict).detail).contains(fact),
        qPrintable(Text::sentence(clause7(verdict).detail)));
    QCOMPARE(factOf(verdict, qPrintable(fact)).state, FactState::Missing);
    QCOMPARE(verdict.badge, Badge::None);
}

void TstFacts::rawValueRules_data()
{
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // null: the key is missing
    const auto row = [](const char* fact, const char* key, const char* value) {
        const QString text = value ? QString::fromLatin1(value) : QString();
        QTest::addRow("%s: %s = %s", fact, key, value ? value : "nothing")
            << QString::fromLatin1(fact) << QString::fromLatin1(key) << text;
    };
    for (const char* scan :
        {"no_open_handles", "disk_unlinked", "state_files_absent", "rescan_clean"}) {
        row(scan, "hits", "1");
        row(scan, "hits", "-0");
        row(scan, "hits", nullptr);
        row(scan, "scanned", "0");
        row(scan, "scanned", "many");
        row(scan, "scanned", nullptr);
    }
    row("process_absent", "pid", "0");
    row("process_absent", "pid", nullptr);
    row("process_absent", "startTime", nullptr);
    row("process_absent", "populated", "1");
    row("process_absent", "populated", nullptr);
    row("disk_unlinked", "nlinkBefore", "2");
    row("disk_unlinked", "nlinkBefore", "0");
    row("disk_unlinked", "nlinkBefore", nullptr);
    row("disk_unlinked", "nonce", "66666666666666666666666666666666");
    row("disk_key_gone", "stored", "true");
    row("disk_key_gone", "stored", "maybe");
    row("disk_key_gone", "stored", nullptr);
    row("net_none", "nicArgs", "1");
    row("net_none", "devices", "1");
    row("net_none", "devices", nullptr);
    row("base_unchanged", "digest", "bbbb");
    row("base_unchanged", "digest", nullptr);
    row("rescan_clean", "gapNs", "999999999");
    row("rescan_clean", "gapNs", nullptr);
}

void TstFacts::rawValueRules()
{
    QFETCH(QString, fact);
    QFETCH(QString, key);
    QFETCH(QString, value);
    const LifeVerdict verdict = Scene([&](LifeRecord& end) {
        if (value.isNull())
            factIn(end, fact).raw.remove(key);
        else
            factIn(end, fact).raw.insert(key, value);
    }).verdict();
    QCOMPARE(factOf(verdict, qPrintable(fact)).state, FactState::Contradicted);
    QCOMPARE(clause7(verdict).state, ClauseState::Fails);
    QVERIFY2(Text::sentence(clause7(verdict).detail).startsWith(fact),
        qPrintable(Text::sentence(clause7(verdict).detail)));
    QCOMPARE(verdict.badge, Badge::None);
}

void TstFacts::claimIsNoObservation()
{
    const LifeVerdict verdict = Scene([](LifeRecord& end) {
        end.claimed.push_back(factIn(end, QStringLiteral("disk_key_gone")));
        removeFact(end, QStringLiteral("disk_key_gone"));
    }).verdict();
    const FactVerdict fact = factOf(verdict, "disk_key_gone");
    QCOMPARE(fact.state, FactState::Missing);
    QVERIFY(Text::sentence(fact.detail).contains(QStringLiteral("claimed")));
    QCOMPARE(verdict.badge, Badge::None);
}

void TstFacts::factTwiceMustHoldTwice()
{
    const LifeVerdict verdict = Scene([](LifeRecord& end) {
        Fact second = factIn(end, QStringLiteral("no_open_handles"));
        second.raw.insert(QStringLiteral("hits"), QStringLiteral("1"));
        end.verified.push_back(second);
    }).verdict();
    QCOMPARE(factOf(verdict, "no_open_handles").state, FactState::Contradicted);
}

void TstFacts::everyDiskNeedsItsObservation()
{
    const auto twoDisks = [](LifeRecord& record) {
        record.disks.push_back({QStringLiteral("scratch"), QStringLiteral("CRYPTO_ERASE"), 8, 4712,
            QString(32, QLatin1Char('7'))});
    };
    const LifeVerdict one = Scene(twoDisks, twoDisks).verdict();
    QVERIFY(Text::sentence(factOf(one, "disk_unlinked").detail)
                .contains(QStringLiteral("nothing was seen about disk 777")));
    QCOMPARE(one.badge, Badge::None);
    const LifeVerdict both = Scene(
        [&](LifeRecord& end) {
            twoDisks(end);
            Fact second = factIn(end, QStringLiteral("disk_unlinked"));
            second.raw.insert(QStringLiteral("nonce"), QString(32, QLatin1Char('7')));
            end.verified.push_back(second);
        },
        twoDisks)
                                 .verdict();
    QCOMPARE(both.badge, Badge::SignedHostAgrees);
    // A Teardown that forgets a disk of its Birth does not get away with it.
    QCOMPARE(Scene({}, twoDisks).verdict().badge, Badge::None);
    const LifeVerdict nameless = Scene([](LifeRecord& end) {
        factIn(end, QStringLiteral("disk_unlinked")).raw.remove(QStringLiteral("nonce"));
    }).verdict();
    QCOMPARE(nameless.badge, Badge::SignedHostAgrees);
}

void TstFacts::neverStartedLifeHasNoPid()
{
    const auto never = [](LifeRecord& end) {
        end.cause->exit = {JobExitKind::NeverStarted, 0};
        end.cause->jobStart.reset();
        Fact& fact = factIn(end, QStringLiteral("process_absent"));
        fact.raw.insert(QStringLiteral("pid"), QStringLiteral("0"));
        fact.raw.insert(QStringLiteral("startTime"), QStringLiteral("0"));
    };
    QCOMPARE(Scene(never).verdict().badge, Badge::SignedHostAgrees);
}

void TstFacts::detachedNetworkReplacesNone()
{
    const auto detached = [](LifeRecord& end) {
        removeFact(end, QStringLiteral("net_none"));
        end.verified.push_back({QStringLiteral("net_detached"),
            {{QStringLiteral("scanned"), QStringLiteral("3")},
                {QStringLiteral("hits"), QStringLiteral("0")}}});
    };
    const LifeVerdict verdict = Scene(detached).verdict();
    QCOMPARE(verdict.badge, Badge::SignedHostAgrees);
    QVERIFY(factOf(verdict, "net_none").fact.isEmpty());
    QCOMPARE(factOf(verdict, "net_detached").state, FactState::Observed);
}

void TstFacts::swapIsRequiredInProductionOnly()
{
    Scene scene;
    scene.roster->policy.production = true;
    QCOMPARE(factOf(scene.verdict(), "swap_safe").state, FactState::Missing);
    QCOMPARE(scene.verdict().badge, Badge::None);
    Scene safe([](LifeRecord& end) {
        end.verified.push_back({QStringLiteral("swap_safe"),
            {{QStringLiteral("swapBytes"), QStringLiteral("0")},
                {QStringLiteral("coreLimit"), QStringLiteral("0")}}});
    });
    safe.roster->policy.production = true;
    QCOMPARE(safe.verdict().badge, Badge::SignedHostAgrees);
}

void TstFacts::attachedCacheMustBeDetachedAsTheExitDemands()
{
    const auto attach = [](const char* outcome) {
        return [outcome](LifeRecord& record) {
            record.cache = {{QStringLiteral("v1"), QStringLiteral("f1"), QStringLiteral("t-acme"),
                QStringLiteral("rw"), {}, {}, QString::fromLatin1(outcome), {}}};
        };
    };
    const auto detach = [&](const char* outcome, int exitCode) {
        return [=](LifeRecord& end) {
            attach(outcome)(end);
            end.cause->exit.code = exitCode;
            end.verified.push_back({QStringLiteral("cache_detached"),
                {{QStringLiteral("open"), QStringLiteral("0")}}});
        };
    };
    QCOMPARE(Scene(detach("committed", 0), attach("")).verdict().badge, Badge::SignedHostAgrees);
    QCOMPARE(Scene(detach("abandoned", 3), attach("")).verdict().badge, Badge::SignedHostAgrees);
    QCOMPARE(Scene(detach("committed", 3), attach("")).verdict().badge, Badge::None);
    QCOMPARE(Scene(detach("abandoned", 0), attach("")).verdict().badge, Badge::None);
    // The Birth attached it, the Teardown is silent about it.
    const LifeVerdict silent = Scene({}, attach("")).verdict();
    QCOMPARE(factOf(silent, "cache_detached").state, FactState::Missing);
    QCOMPARE(silent.badge, Badge::None);
}

void TstFacts::policyMayNameTheFacts()
{
    Scene scene([](LifeRecord& end) { removeFact(end, QStringLiteral("rescan_clean")); });
    QCOMPARE(scene.verdict().badge, Badge::None);
    scene.roster->policy.requiredFacts.insert(
        QStringLiteral("qemu"), {QStringLiteral("process_absent")});
    QCOMPARE(scene.verdict().badge, Badge::SignedHostAgrees);
    scene.roster->policy.requiredFacts.insert(
        QStringLiteral("qemu"), {QStringLiteral("moon_is_full")});
    QCOMPARE(scene.verdict().badge, Badge::None);
    QCOMPARE(factOf(scene.verdict(), "moon_is_full").state, FactState::Missing);
}

void TstFacts::contradictionCountsEvenIfNotRequired()
{
    Scene scene([](LifeRecord& end) {
        factIn(end, QStringLiteral("rescan_clean"))
            .raw.insert(QStringLiteral("hits"), QStringLiteral("1"));
    });
    scene.roster->policy.requiredFacts.insert(
        QStringLiteral("qemu"), {QStringLiteral("process_absent")});
    const LifeVerdict verdict = scene.verdict();
    QVERIFY(!factOf(verdict, "rescan_clean").required);
    QCOMPARE(clause7(verdict).state, ClauseState::Fails);
}

void TstFacts::simulatedLifeIsSignedSimulated()
{
    Scene scene(makeSimulated, makeSimulated);
    const LifeVerdict verdict = scene.verdict();
    QCOMPARE(verdict.badge, Badge::SignedSimulated);
    QVERIFY(verdict.simulated);
    QVERIFY(verdict.gone);
    QCOMPARE(clause7(verdict).state, ClauseState::NotEvaluated);
    QCOMPARE(badgeWords(verdict), QStringLiteral("gone (simulated)"));
    QVERIFY(verdict.facts.empty());
    scene.statements.clear();
    QCOMPARE(scene.verdict().badge, Badge::SignedSimulated);
    QVERIFY(!scene.verdict().gone);
    scene.roster->policy.simulatedAllowed = false;
    QCOMPARE(clause7(scene.verdict()).state, ClauseState::Fails);
    QCOMPARE(scene.verdict().badge, Badge::None);
}

void TstFacts::simulatedLifeCannotBeComplete()
{
    const LifeVerdict verdict = Scene(
        [](LifeRecord& end) {
            const std::vector<Fact> facts = end.verified;
            makeSimulated(end);
            end.verified = facts;
            end.outcome = Outcome::Complete;
        },
        makeSimulated)
                                    .verdict();
    QCOMPARE(clause7(verdict).state, ClauseState::Fails);
    QCOMPARE(verdict.badge, Badge::None);
}

void TstFacts::simulatedHostCannotStateRealLives()
{
    Scene scene;
    HostKeyEntry entry = scene.host().enrolment();
    entry.simulated = true;
    const auto ring = KeyRing::of(Tests::testHosts({entry}));
    Tests::SigningHost again;
    HostChain chain(Tests::lifeHost);
    chain.add(checkRecord(again.seal(again.birth()), again.id(), *ring));
    chain.add(checkRecord(again.seal(again.teardown(again.head())), again.id(), *ring));
    scene.chain = chain;
    scene.word.teardown = RecordId(QStringLiteral("%1/2").arg(Tests::lifeHost.text()));
    const LifeVerdict verdict = scene.verdict();
    QVERIFY2(
        Text::sentence(clause7(verdict).detail).contains(QStringLiteral("simulated lives only")),
        qPrintable(Text::sentence(clause7(verdict).detail)));
    QCOMPARE(verdict.badge, Badge::None);
}

void TstFacts::realHostCannotEndSimulated()
{
    const LifeVerdict verdict =
        Scene([](LifeRecord& end) { end.outcome = Outcome::Simulated; }).verdict();
    QCOMPARE(clause7(verdict).state, ClauseState::Fails);
    QCOMPARE(verdict.badge, Badge::None);
    QVERIFY(!verdict.gone);
}

ESPALIER_TEST(TstFacts)
#include "tst_facts.moc"
