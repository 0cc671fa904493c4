// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstSamples final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void passesStatementsOnVerbatimNewestFirstKnown()
    {
        HostPen pen(m_fleet->simulatedHosts().at(0), true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        (void)stream.next(v1::FleetFrame::kHello);
        stream.statement(pen, pen.statement());
        const QByteArray newest = pen.statement();
        stream.statement(pen, newest);
        const auto newestInside = [&] {
            bool there = false;
            m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
                const auto* sample = fleet.samples().newest(pen.id().text().toStdString());
                there = sample && *sample->envelope == newest.toStdString();
            });
            return there;
        };
        QTRY_VERIFY(newestInside());

        Deadline deadline;
        const auto stub = v1::FleetWatch::NewStub(m_fleet->viewer());
        const auto reader = stub->Samples(deadline, {});
        v1::SamplesResponse response;
        QVERIFY(reader->Read(&response));
        QCOMPARE(response.statements_size(), 1);
        QCOMPARE(response.statements(0).envelope(), newest.toStdString());
        QCOMPARE(response.statements(0).host(), pen.id().text().toStdString());
        const QByteArray live = pen.statement();
        stream.statement(pen, live);
        QVERIFY(reader->Read(&response));
        QCOMPARE(response.statements(0).envelope(), live.toStdString());
        QVERIFY(response.statements(0).age_ms() < 10'000);
    }

    void dropsWhatTheHostDidNotSign()
    {
        HostPen pen(m_fleet->simulatedHosts().at(1), true);
        HostPen thief(EnrolledHost{pen.id(), m_fleet->simulatedHosts().at(0).seed}, true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("statement:")));
        stream.statement(pen, thief.statement());
        QVERIFY(
            stream.next(v1::FleetFrame::kRefused).refused().reason().rfind("statement:", 0) == 0);
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            QVERIFY(!fleet.samples().newest(pen.id().text().toStdString()));
        });
    }

    void keepsTheFirstStatementAfterATeardown()
    {
        TestFleet fresh;
        HostPen pen(fresh.simulatedHosts().at(0), true);
        TestStream stream(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        (void)submitted(fresh, goodJob());
        (void)runLife(stream, pen); // sends the first one
        stream.statement(pen, pen.statement());
        const auto kept = [&] {
            int rows = 0;
            fresh.onRecord([&](Fleetd::Fleet& fleet) {
                rows = fleet.record()
                           .database()
                           .query(QStringLiteral("SELECT count(*) FROM statement"))
                           .front()
                           .front()
                           .toInt();
            });
            return rows;
        };
        QTRY_COMPARE(kept(), 1);
    }
};

ESPALIER_TEST(TstSamples)
#include "tst_samples.moc"
