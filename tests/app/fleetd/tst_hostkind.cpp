// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

// Real or simulated: a host cannot choose. Its key and the inventory say what it is.
class TstHostKind final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    void prepare() override { m_fleet = std::make_unique<TestFleet>(); }
    std::unique_ptr<TestStream> streamOf(bool simulated) const
    {
        return std::make_unique<TestStream>(
            m_fleet->channel(simulated ? QStringLiteral("sites/fra1/simulator")
                                       : QStringLiteral("sites/fra1/host")));
    }
    v1::Host hostNow(const HostPen& pen)
    {
        v1::Host host;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            host = *fleet.record().host(pen.id().text().toStdString());
        });
        return host;
    }
    std::string vmIn(const std::string& slot)
    {
        std::string vm;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) { vm = fleet.record().slot(slot)->vm(); });
        return vm;
    }

private Q_SLOTS:
    void cleanupTestCase() { m_fleet.reset(); }

    void aHostThatContradictsTheInventoryIsRefused_data()
    {
        QTest::addColumn<bool>("simulated");
        QTest::newRow("a simulated host that calls itself real") << true;
        QTest::newRow("a real host that calls itself simulated") << false;
    }

    // Its identity and its key are good; only what its hello says of itself is not.
    void aHostThatContradictsTheInventoryIsRefused()
    {
        QFETCH(bool, simulated);
        const EnrolledHost host =
            simulated ? m_fleet->simulatedHosts().front() : m_fleet->realHost();
        const HostPen liar(host, !simulated);
        const HostPen honest(host, simulated);
        const v1::Host before = hostNow(honest);
        auto stream = streamOf(simulated);
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("refused .* in the inventory")));
        stream->hello(liar);
        const v1::FleetFrame answer = stream->answer();
        QVERIFY(answer.has_refused());
        const std::string& reason = answer.refused().reason();
        const std::string kind = simulated ? " is simulated" : " is real";
        QVERIFY2(reason.find(kind + " in the inventory") != std::string::npos, reason.c_str());
        QVERIFY(!hostNow(honest).attached());
        QCOMPARE(hostNow(honest).backend(), before.backend());
        stream = streamOf(simulated);
        stream->hello(honest);
        (void)stream->next(v1::FleetFrame::kHello);
        QVERIFY(hostNow(honest).attached());
    }

    // Its key is enrolled as simulated: nothing was destroyed, so it cannot say that it was.
    void aSimulatedHostCannotEndALifeAsComplete_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("COMPLETE") << Outcome::Complete;
        QTest::newRow("COMPLETE_AFTER_REBOOT") << Outcome::CompleteAfterReboot;
        QTest::newRow("COMPLETE_HOST_DEGRADED") << Outcome::CompleteHostDegraded;
    }

    void aSimulatedHostCannotEndALifeAsComplete()
    {
        QFETCH(Outcome, outcome);
        HostPen pen(m_fleet->simulatedHosts().front(), true);
        const auto stream = streamOf(true);
        stream->hello(pen, 0, {}, 1);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        const std::string slot = pen.id().text().toStdString() + "/1";
        stream->commit(pen, pen.birth(order));
        stream->commit(pen, pen.teardown(order.vm(), outcome));
        QVERIFY(vmNow(*m_fleet, order.vm()).teardown().empty());
        QVERIFY(vmNow(*m_fleet, order.vm()).phase() != "gone");
        QCOMPARE(vmIn(slot), order.vm());
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated));
        QVERIFY(vmIn(slot).empty());
    }
};

ESPALIER_TEST(TstHostKind)
#include "tst_hostkind.moc"
