// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

#include <fleetd/cli/proof.h>

#include <QFile>

using namespace Espalier;
using namespace Espalier::Tests;

class TstFollowJob final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    struct Story {
        std::vector<v1::FollowJobResponse> messages;
        grpc::Status status;
    };
    Story follow(const std::string& job, const std::shared_ptr<grpc::Channel>& channel)
    {
        Deadline deadline;
        v1::FollowJobRequest request;
        request.set_job(job);
        const auto stub = v1::Jobs::NewStub(channel);
        const auto reader = stub->FollowJob(deadline, request);
        Story story;
        v1::FollowJobResponse message;
        while (reader->Read(&message))
            story.messages.push_back(message);
        story.status = reader->Finish();
        return story;
    }
    std::unique_ptr<TestStream> simulator() const
    {
        return std::make_unique<TestStream>(
            m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void tellsTheWholeStoryFromPlacementToProof()
    {
        HostPen pen(m_fleet->simulatedHosts().at(0), true);
        const auto stream = simulator();
        const std::string job = submitted(*m_fleet, goodJob());
        Deadline deadline;
        v1::FollowJobRequest request;
        request.set_job(job);
        const auto stub = v1::Jobs::NewStub(m_fleet->queue());
        const auto reader = stub->FollowJob(deadline, request);
        v1::FollowJobResponse message;
        QVERIFY(reader->Read(&message));
        QCOMPARE(message.job().state(), std::string("queued"));

        stream->hello(pen);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        v1::HostFrame output;
        output.mutable_output()->set_vm(order.vm());
        output.mutable_output()->set_data("hello from inside\n");
        stream->send(pen, output);
        const JobExit exit{JobExitKind::Exit, 0};
        stream->progress(pen, order.vm(), "tearing-down", false, &exit);
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated, exit));
        stream->statement(pen, pen.statement());

        std::string told, slot;
        std::optional<v1::FollowJobResponse::Proof> proof;
        while (reader->Read(&message)) {
            QVERIFY(!proof); // the proof is the last message
            told += message.output().data();
            if (message.has_vm())
                slot = message.slot_code();
            if (message.has_proof())
                proof = message.proof();
        }
        QVERIFY(reader->Finish().ok());
        QCOMPARE(told, std::string("hello from inside\n"));
        QVERIFY2(slot.rfind("A01-", 0) == 0, slot.c_str());
        QVERIFY(proof);
        QCOMPARE(proof->records_size(), 2);
        QCOMPARE(proof->vm().phase(), std::string("gone"));
        QFile keys(m_fleet->path(QStringLiteral("pki/trust/roster.keys")));
        QVERIFY(keys.open(QIODevice::ReadOnly));
        const QByteArray pinned = keys.readAll();
        const auto verdict =
            Fleetd::Cli::judgeProof(*proof, pinned, SiteId(QStringLiteral("fra1")));
        QVERIFY2(verdict, qPrintable(verdict.error()));
        QCOMPARE(Fleetd::Cli::badgeLine(*verdict), QStringLiteral("Signed (simulated)"));
        QVERIFY(verdict->gone);

        // The judge looks: a proof whose statement still lists the VM proves nothing.
        v1::FollowJobResponse::Proof lying = *proof;
        lying.set_statement(pen.statement({QString::fromStdString(order.vm())}).toStdString());
        const auto denied = Fleetd::Cli::judgeProof(lying, pinned, SiteId(QStringLiteral("fra1")));
        QVERIFY(denied);
        QVERIFY(!denied->gone);
    }

    void waitsForAStatementThatReachesTheTeardown()
    {
        HostPen pen(m_fleet->simulatedHosts().at(1), true);
        const auto stream = simulator();
        v1::SubmitJobRequest request = goodJob();
        request.set_host(pen.id().text().toStdString());
        const std::string job = submitted(*m_fleet, request);
        stream->hello(pen);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        const QByteArray early = pen.statement({QString::fromStdString(order.vm())});
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated));
        stream->statement(pen, early);
        // The early one says nothing about the end; only the next does.
        Deadline deadline;
        v1::FollowJobRequest following;
        following.set_job(job);
        const auto stub = v1::Jobs::NewStub(m_fleet->queue());
        const auto reader = stub->FollowJob(deadline, following);
        v1::FollowJobResponse message;
        QVERIFY(reader->Read(&message));
        QVERIFY(reader->Read(&message));
        QVERIFY(message.has_vm());
        stream->statement(pen, pen.statement());
        QVERIFY(reader->Read(&message));
        QVERIFY(message.has_proof());
    }

    void provesALifeThatEndedBeforeAnybodyAsked()
    {
        TestFleet fresh;
        HostPen pen(fresh.simulatedHosts().at(0), true);
        TestStream stream(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        const std::string job = submitted(fresh, goodJob());
        stream.hello(pen);
        (void)runLife(stream, pen);
        const auto kept = [&] {
            bool there = false;
            fresh.onRecord([&](Fleetd::Fleet& fleet) {
                there = !fleet.record()
                             .database()
                             .query(QStringLiteral("SELECT 1 FROM statement"))
                             .empty();
            });
            return there;
        };
        QTRY_VERIFY(kept());
        fresh.clock().advance(std::chrono::minutes(31));
        fresh.onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QVERIFY(jobNow(fresh, job).uid().empty()); // no longer listed
        const Story story = follow(job, fresh.queue());
        QVERIFY2(story.status.ok(), story.status.error_message().c_str());
        QVERIFY(story.messages.back().has_proof());
    }

    void aLateStatementStillProvesALifeThatIsNoLongerListed()
    {
        TestFleet fresh;
        HostPen pen(fresh.simulatedHosts().at(0), true);
        auto stream =
            std::make_unique<TestStream>(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        const std::string job = submitted(fresh, goodJob());
        stream->hello(pen);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated));
        stream.reset();
        fresh.clock().advance(std::chrono::minutes(31));
        fresh.onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QVERIFY(vmNow(fresh, order.vm()).uid().empty());
        fresh.restart();
        Deadline deadline;
        v1::FollowJobRequest request;
        request.set_job(job);
        const auto stub = v1::Jobs::NewStub(fresh.queue());
        const auto reader = stub->FollowJob(deadline, request);
        v1::FollowJobResponse message;
        QVERIFY(reader->Read(&message) && message.has_job());
        QVERIFY(reader->Read(&message) && message.has_vm());
        stream =
            std::make_unique<TestStream>(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        stream->hello(pen, 2);
        stream->statement(pen, pen.statement());
        QVERIFY(reader->Read(&message));
        QVERIFY(message.has_proof());
    }

    void endsWithoutProofWhenThereNeverWasAVm()
    {
        const auto fresh = std::make_unique<TestFleet>();
        const std::string job = submitted(*fresh, goodJob());
        Deadline deadline;
        v1::CancelJobRequest cancel;
        cancel.set_job(job);
        v1::CancelJobResponse nothing;
        QVERIFY(v1::Jobs::NewStub(fresh->queue())->CancelJob(deadline, cancel, &nothing).ok());
        const Story story = follow(job, fresh->queue());
        QVERIFY(story.status.ok());
        QCOMPARE(story.messages.size(), 1u);
        QCOMPARE(story.messages.front().job().exit().kind(), std::string("cancelled"));
    }

    void isForTheQueueThatSubmittedOnly()
    {
        const std::string job = submitted(*m_fleet, goodJob());
        const Story story = follow(job, m_fleet->channelAs(QStringLiteral("/site/fra1/queue/2")));
        QCOMPARE(story.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QVERIFY(story.messages.empty());
    }

    void namesWhatIsWrong()
    {
        QCOMPARE(
            follow("", m_fleet->queue()).status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        const grpc::Status unknown = follow("nonesuch", m_fleet->queue()).status;
        QCOMPARE(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
        QVERIFY(unknown.error_message().find("nonesuch") != std::string::npos);
    }
};

ESPALIER_TEST(TstFollowJob)
#include "tst_followjob.moc"
