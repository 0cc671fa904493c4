// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"
#include "support/testregistry.h"

#include <text/messages.h>

using namespace Espalier;
using namespace Espalier::Evidence;
using namespace Espalier::Tests;

// Accelerator and sandbox profile as the site's policy says (invariant I23).
class TstPolicy final : public TestCase {
    Q_OBJECT

private:
    static const ClauseVerdict& clause7(const LifeVerdict& verdict) { return verdict.clauses[6]; }
    // A life that says the same at both of its ends.
    static Scene lifeOn(const QString& accelerator, const QString& profile = QString(64, u'c'))
    {
        const SpoilRecord spoil = [=](LifeRecord& record) {
            record.backend.accelerator = accelerator;
            record.backend.sandboxProfileHash = profile;
        };
        return Scene(spoil, spoil);
    }

private Q_SLOTS:
    void acceleratorsThatPolicyAllows_data()
    {
        QTest::addColumn<QString>("entry"); // of policy, for qemu; "-": none
        QTest::addColumn<QString>("accelerator");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* entry, const char* accelerator, bool allowed) {
            QTest::addRow("%s with %s", accelerator, entry)
                << QString::fromLatin1(entry) << QString::fromLatin1(accelerator) << allowed;
        };
        row("kvm tcg", "kvm", true);
        row("kvm tcg", "tcg", true);
        row("kvm", "tcg", false);
        row("tcg", "kvm", false);
        row("kvm", "KVM", false);
        row("", "kvm", false);
        // Nothing said: hardware only. Software emulation is no security boundary.
        row("-", "kvm", true);
        row("-", "hvf", true);
        row("-", "tcg", false);
        row("-", "simulated", false);
        row("-", "", false);
    }

    void acceleratorsThatPolicyAllows()
    {
        QFETCH(QString, entry);
        QFETCH(QString, accelerator);
        QFETCH(bool, allowed);
        Policy policy;
        if (entry != QLatin1String("-"))
            policy.accelerators.insert(
                QStringLiteral("qemu"), entry.split(u' ', Qt::SkipEmptyParts));
        const QString problem =
            Text::sentence(policy.acceleratorProblem(QStringLiteral("qemu"), accelerator));
        QCOMPARE(problem.isEmpty(), allowed);
        QVERIFY2(allowed
                || (problem.contains(QLatin1String("qemu"))
                    && problem.endsWith(QLatin1String("this is ") + accelerator)),
            qPrintable(problem));
    }

    void entriesAreOfOneBackendOnly()
    {
        Policy policy;
        policy.accelerators.insert(QStringLiteral("vz"), QStringList{QStringLiteral("tcg")});
        QVERIFY(
            !policy.acceleratorProblem(QStringLiteral("qemu"), QStringLiteral("tcg")).isEmpty());
        const QString simulated = QStringLiteral("simulated");
        QVERIFY(policy.acceleratorProblem(simulated, simulated).isEmpty());
        QVERIFY(!policy.acceleratorProblem(simulated, QStringLiteral("kvm")).isEmpty());
    }

    void clause7FailsOnAnAcceleratorThatPolicyDoesNotAllow()
    {
        Scene scene = lifeOn(QStringLiteral("tcg"));
        QCOMPARE(scene.verdict().badge, Badge::SignedHostAgrees); // development allows it by name
        scene.roster->policy.accelerators[QStringLiteral("qemu")] =
            QStringList{QStringLiteral("kvm")};
        LifeVerdict verdict = scene.verdict();
        QCOMPARE(clause7(verdict).state, ClauseState::Fails);
        QVERIFY2(Text::sentence(clause7(verdict).detail)
                     .contains(QStringLiteral("qemu with kvm, this is tcg")),
            qPrintable(Text::sentence(clause7(verdict).detail)));
        QCOMPARE(verdict.badge, Badge::None);
        QVERIFY(!verdict.gone);
        // A policy that was shortened is no policy that allows more.
        scene.roster->policy.accelerators.clear();
        QCOMPARE(clause7(scene.verdict()).state, ClauseState::Fails);
        // Near miss: the same policy, accelerated by hardware.
        Scene fast = lifeOn(QStringLiteral("kvm"));
        fast.roster->policy = scene.roster->policy;
        QCOMPARE(fast.verdict().badge, Badge::SignedHostAgrees);
    }

    // Records fall under the policy that they were made under, not the one in force today.
    void theBirthsPolicyDecides()
    {
        Scene scene = lifeOn(QStringLiteral("tcg"));
        scene.roster->earlier = {{3, scene.roster->policy}};
        scene.roster->version = 4;
        scene.roster->policy.accelerators.clear();
        QCOMPARE(scene.verdict().badge, Badge::SignedHostAgrees);
        std::swap(scene.roster->policy, scene.roster->earlier.front().policy);
        QCOMPARE(clause7(scene.verdict()).state, ClauseState::Fails);
    }

    void clause7FailsOnASandboxProfileThatPolicyDoesNotAllow()
    {
        const QString known(64, u'c');
        Scene scene = lifeOn(QStringLiteral("tcg"), known);
        auto& profiles = scene.roster->policy.sandboxProfiles;
        profiles.insert(QStringLiteral("qemu"), QStringList{known});
        QCOMPARE(scene.verdict().badge, Badge::SignedHostAgrees);
        profiles[QStringLiteral("qemu")] = QStringList{QString(64, u'd')};
        const LifeVerdict verdict = scene.verdict();
        QCOMPARE(clause7(verdict).state, ClauseState::Fails);
        QVERIFY(Text::sentence(clause7(verdict).detail).contains(known));
        // One that is not told is none that was allowed.
        Scene silent = lifeOn(QStringLiteral("tcg"), QString());
        silent.roster->policy.sandboxProfiles.insert(QStringLiteral("qemu"), QStringList{known});
        QVERIFY(Text::sentence(clause7(silent.verdict()).detail)
                    .contains(QStringLiteral("(not told)")));
        QCOMPARE(clause7(silent.verdict()).state, ClauseState::Fails);
    }
};

ESPALIER_TEST(TstPolicy)
#include "tst_policy.moc"
