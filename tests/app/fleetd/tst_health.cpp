// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testfleet.h"

#include <grpcpp/generic/generic_stub.h>

using namespace Espalier;
using namespace Espalier::Tests;

class TstHealth final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    // grpc.health.v1.HealthCheckResponse is one enum, field 1: 1 SERVING, 2 NOT_SERVING.
    int servingStatus(const std::shared_ptr<grpc::Channel>& channel)
    {
        grpc::GenericStub stub(channel);
        Deadline deadline;
        const grpc::Slice nothing;
        const grpc::ByteBuffer request(&nothing, 1);
        grpc::ByteBuffer response;
        grpc::CompletionQueue queue;
        const auto call =
            stub.PrepareUnaryCall(deadline, "/grpc.health.v1.Health/Check", request, &queue);
        call->StartCall();
        grpc::Status status;
        call->Finish(&response, &status, nullptr);
        void* tag = nullptr;
        bool ok = false;
        (void)queue.Next(&tag, &ok);
        if (!status.ok())
            return -status.error_code();
        std::vector<grpc::Slice> slices;
        if (!response.Dump(&slices).ok() || slices.empty() || slices[0].size() != 2)
            return 0;
        return slices[0].begin()[1];
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void servesWhileTheRecordCanBeWritten()
    {
        QCOMPARE(servingStatus(m_fleet->viewer()), 1);
        QCOMPARE(servingStatus(m_fleet->queue()), 1);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA query_only=ON"));
        });
        QTest::ignoreMessage(
            QtCriticalMsg, QRegularExpression(QStringLiteral("readonly database")));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QCOMPARE(servingStatus(m_fleet->viewer()), 2);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA query_only=OFF"));
            fleet.sweep();
        });
        QCOMPARE(servingStatus(m_fleet->viewer()), 1);
    }
};

ESPALIER_TEST(TstHealth)
#include "tst_health.moc"
