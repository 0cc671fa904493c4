// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

#include <fleetd/cli/arguments.h>
#include <fleetd/cli/verbs.h>

using namespace Espalier;
using namespace Espalier::Tests;

class TstCancelJob final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    grpc::Status cancel(
        const std::string& job, quint32 graceS, const std::shared_ptr<grpc::Channel>& channel)
    {
        Deadline deadline;
        v1::CancelJobRequest request;
        request.set_job(job);
        request.set_grace_s(graceS);
        v1::CancelJobResponse response;
        return v1::Jobs::NewStub(channel)->CancelJob(deadline, request, &response);
    }

    // espalier-fleetd cancel, in this process, as the queue that submits.
    int cancelByCommand(const std::string& job, const QStringList& more = {})
    {
        return Fleetd::Cli::cancel(
            QStringList{QString::fromStdString(job), QStringLiteral("--pki"),
                m_fleet->path(QStringLiteral("pki")), QStringLiteral("--site"),
                QStringLiteral("fra1"), QStringLiteral("--fleetd"), m_fleet->server().address()}
            + more);
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void aWaitingJobEndsAtOnceAndIsNeverPlaced()
    {
        const std::string job = submitted(*m_fleet, goodJob());
        QVERIFY(cancel(job, 0, m_fleet->queue()).ok());
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("ended"));
        QCOMPARE(jobNow(*m_fleet, job).exit().kind(), std::string("cancelled"));
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            const auto script = fleet.record().database().query(
                QStringLiteral("SELECT script FROM job WHERE uid = ?"),
                {QString::fromStdString(job)});
            QVERIFY(script.front().front().isNull()); // nobody needs the tenant's script any more
        });
        QVERIFY(cancel(job, 0, m_fleet->queue()).ok()); // again: no second effect
    }

    void aRunningJobGetsItsGraceFromTheHost()
    {
        HostPen pen(m_fleet->simulatedHosts().at(0), true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        const std::string job = submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        stream.commit(pen, pen.birth(order));
        const quint64 generation = vmNow(*m_fleet, order.vm()).generation();
        QVERIFY(cancel(job, 17, m_fleet->queue()).ok());
        const v1::TeardownOrder end = stream.next(v1::FleetFrame::kTeardown).teardown();
        QCOMPARE(end.vm(), order.vm());
        QCOMPARE(end.grace_s(), 17u);
        QCOMPARE(end.why(), std::string("cancelled"));
        QCOMPARE(vmNow(*m_fleet, order.vm()).intent(), std::string("teardown"));
        QCOMPARE(vmNow(*m_fleet, order.vm()).generation(), generation + 1);
        QCOMPARE(
            jobNow(*m_fleet, job).state(), std::string("placed")); // it runs on until the host says
        stream.commit(
            pen, pen.teardown(order.vm(), Outcome::Simulated, {JobExitKind::Cancelled, 0}));
        QCOMPARE(jobNow(*m_fleet, job).exit().kind(), std::string("cancelled"));
    }

    void theOrderIsRepeatedToAHostThatComesBack()
    {
        HostPen pen(m_fleet->simulatedHosts().at(1), true);
        auto stream =
            std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream->hello(pen);
        v1::SubmitJobRequest request = goodJob();
        request.set_host(pen.id().text().toStdString());
        const std::string job = submitted(*m_fleet, request);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream.reset();
        QVERIFY(cancel(job, 0, m_fleet->queue()).ok());
        stream =
            std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream->hello(pen, 1, {QString::fromStdString(order.vm())});
        QCOMPARE(stream->next(v1::FleetFrame::kTeardown).teardown().vm(), order.vm());
    }

    void theCommandLineCancelsItsOwnJob()
    {
        namespace Cli = Fleetd::Cli;
        const std::string job = submitted(*m_fleet, goodJob());
        QCOMPARE(cancelByCommand(job, {QStringLiteral("--grace"), QStringLiteral("soon")}),
            Cli::misused);
        QCOMPARE(cancelByCommand("nonesuch"), Cli::failed);
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("queued"));
        QCOMPARE(cancelByCommand(job, {QStringLiteral("--grace"), QStringLiteral("5")}), Cli::done);
        QCOMPARE(jobNow(*m_fleet, job).exit().kind(), std::string("cancelled"));
    }

    void refusesWithFieldAndLimit()
    {
        const std::string job = submitted(*m_fleet, goodJob());
        const grpc::Status grace = cancel(job, 3'601, m_fleet->queue());
        QCOMPARE(grace.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY2(
            grace.error_message().find("grace_s: 0 to 3600") == 0, grace.error_message().c_str());
        QCOMPARE(cancel("", 0, m_fleet->queue()).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QCOMPARE(cancel("nonesuch", 0, m_fleet->queue()).error_code(), grpc::StatusCode::NOT_FOUND);
        QCOMPARE(
            cancel(job, 0, m_fleet->channelAs(QStringLiteral("/site/fra1/queue/2"))).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("queued"));
    }
};

ESPALIER_TEST(TstCancelJob)
#include "tst_canceljob.moc"
