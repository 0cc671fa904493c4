// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainstation.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

class TstDrainRefusals final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aHostThatRefuses()
    {
        TestFleet fleet;
        Station host(fleet, 0);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&host.pen});
        QVERIFY(desk.send(drain).status.ok());
        const v1::CommandOrder order = host.line->next(v1::FleetFrame::kCommand).command();
        host.line->result(host.pen, order, host.uid(), "REJECTED", "no-roster");
        QVERIFY(comesTo(fleet, drain, host.id(), DrainPhase::Cordoned, DrainBlock::Refused));
        QCOMPARE(drainNow(fleet, drain).hosts[0].detail, QStringLiteral("no-roster"));
    }

    void aHostThatIsNotThere()
    {
        TestFleet fleet;
        const HostPen absent(fleet.simulatedHosts()[0], true);
        TestDesk desk(fleet);
        const Evidence::CommandRecord drain = drainOf(desk, {&absent});
        QVERIFY(desk.send(drain).status.ok());
        QVERIFY(comesTo(fleet, drain, absent.id(), DrainPhase::Cordoned, DrainBlock::HostSilent));
        fleet.clock().advance(11min);
        QVERIFY(comesTo(fleet, drain, absent.id(), DrainPhase::Cordoned, DrainBlock::Refused));
        QVERIFY(drainNow(fleet, drain).hosts[0].detail.startsWith(QStringLiteral("expired")));
    }

    void whatIsRefused()
    {
        TestFleet fleet(22);
        std::vector<HostPen> pens;
        for (const EnrolledHost& host : fleet.simulatedHosts())
            pens.emplace_back(host, true);
        TestDesk desk(fleet);
        std::vector<const HostPen*> many;
        for (size_t at = 0; at < 21; ++at)
            many.push_back(&pens[at]);
        QCOMPARE(desk.send(drainOf(desk, many)).code(), std::string("approvals"));
        const Evidence::CommandRecord drain = drainOf(desk, {many.begin(), many.end() - 1});
        QVERIFY(desk.send(drain).status.ok());
        QCOMPARE(desk.send(drainOf(desk, {&pens[0]})).code(), std::string("other-drain"));
        QCOMPARE(desk.send(drainOf(desk, {&pens[21]})).code(), std::string("approvals"));
        QCOMPARE(desk.send(drainOf(desk, {&pens[21]},
                               {{QStringLiteral("force"), QStringLiteral("true")}}))
                     .code(),
            std::string("params"));
        const QString back = QStringLiteral("in-service");
        QCOMPARE(desk.send(stopOf(desk, drain, pens[21], back)).code(), std::string("target"));
        QCOMPARE(
            desk.send(stopOf(desk, desk.record(CommandVerb::Drain, uidOf(pens[0])), pens[0], back))
                .code(),
            std::string("no-drain"));
        QCOMPARE(desk.send(stopOf(desk, drain, pens[0], QStringLiteral("maintenance"))).code(),
            std::string("params"));
    }
};

ESPALIER_TEST(TstDrainRefusals)
#include "tst_drainrefusals.moc"
