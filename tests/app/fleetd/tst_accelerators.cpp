// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

// Invariant I23 at the control plane: no job goes where policy does not want it to run.
class TstAccelerators final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aHostWhoseAcceleratorPolicyRefusesGetsNoWork()
    {
        TestFleet fleet(0);
        fleet.renewRoster([](Evidence::Roster& roster) {
            roster.policy.accelerators[QStringLiteral("qemu")] = QStringList{QStringLiteral("kvm")};
        });
        const HostPen pen(fleet.realHost(), false); // emulates: tcg
        v1::SubmitJobRequest request = goodJob();
        request.set_shape("linux.test.1x256m");
        const std::string job = submitted(fleet, request);
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(
                QStringLiteral("gets no work: policy allows backend qemu with kvm, this is tcg")));
        TestStream stream(fleet.channel(QStringLiteral("sites/fra1/host")));
        stream.hello(pen);
        (void)stream.next(v1::FleetFrame::kHello);
        QCOMPARE(jobNow(fleet, job).state(), std::string("queued"));
        fleet.renewRoster([](Evidence::Roster& roster) {
            roster.policy.accelerators[QStringLiteral("qemu")].append(QStringLiteral("tcg"));
        });
        // It was this alone that kept the job waiting: placed under the third roster, not before.
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        QCOMPARE(order.policy_version(), 3u);
        QCOMPARE(jobNow(fleet, job).vm(), order.vm());
    }
};

ESPALIER_TEST(TstAccelerators)
#include "tst_accelerators.moc"
