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
        QCOMPARE(refusalOf(desk, drainOf(desk, many)), std::string("approvals"));
        const Evidence::CommandRecord drain = drainOf(desk, {many.begin(), many.end() - 1});
        QVERIFY(desk.send(drain).status.ok());
        QCOMPARE(refusalOf(desk, drainOf(desk, {&pens[0]})), std::string("other-drain"));
        QCOMPARE(refusalOf(desk, drainOf(desk, {&pens[21]})), std::string("approvals"));
        const Evidence::CommandRecord half =
            drainOf(desk, {&pens[21]}, {{QStringLiteral("force"), QStringLiteral("true")}});
        QCOMPARE(refusalOf(desk, half), std::string("params"));
        const QString back = QStringLiteral("in-service");
        QCOMPARE(refusalOf(desk, stopOf(desk, drain, pens[21], back)), std::string("target"));
        const Evidence::CommandRecord never = desk.record(CommandVerb::Drain, uidOf(pens[0]));
        QCOMPARE(refusalOf(desk, stopOf(desk, never, pens[0], back)), std::string("no-drain"));
        const QString elsewhere = QStringLiteral("maintenance");
        QCOMPARE(refusalOf(desk, stopOf(desk, drain, pens[0], elsewhere)), std::string("params"));
    }
};

ESPALIER_TEST(TstDrainRefusals)
#include "tst_drainrefusals.moc"
