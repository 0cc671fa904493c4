// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstSubmitJob final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    std::unique_ptr<v1::Jobs::Stub> m_stub;

    grpc::Status submit(const v1::SubmitJobRequest& request, v1::SubmitJobResponse* response)
    {
        Deadline deadline;
        return m_stub->SubmitJob(deadline, request, response);
    }

    // Everything that a submission may have left behind.
    QString traces()
    {
        QString all;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            auto& database = fleet.record().database();
            for (const char* table : {"object", "job", "counter", "placement"}) {
                const QString sql = QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table);
                all += QLatin1String(table) + QLatin1Char(' ')
                    + database.query(sql).front().front().toString() + QLatin1Char(' ');
            }
            all += QString::number(fleet.record().revision());
        });
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_fleet = std::make_unique<TestFleet>();
        m_stub = v1::Jobs::NewStub(m_fleet->queue());
    }
    void cleanupTestCase() { m_fleet.reset(); }

    void queuesAGoodJobAndCountsItsNumber()
    {
        v1::SubmitJobResponse first, second, other;
        QVERIFY(submit(goodJob("counted"), &first).ok());
        QVERIFY(submit(goodJob("counted"), &second).ok());
        QVERIFY(submit(goodJob("somebody"), &other).ok());
        QCOMPARE(first.number(), 1u);
        QCOMPARE(second.number(), 2u);
        QCOMPARE(other.number(), 1u);
        const v1::Job job = jobNow(*m_fleet, first.job());
        QCOMPARE(job.state(), std::string("queued"));
        QCOMPARE(job.tenant(), std::string("counted"));
        QCOMPARE(
            job.submitted_by(), std::string("spiffe://dev.espalier.internal/site/fra1/queue/1"));
        QCOMPARE(job.time_limit_s(), 60u);
        QVERIFY(job.submitted_at_ns() > 0);
    }

    void refusesBadInputAndWritesNothing_data()
    {
        using Spoil = std::function<void(v1::SubmitJobRequest&)>;
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("limit");
        const auto row = [](const char* name, const char* field, const char* limit, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << QString::fromLatin1(field)
                                << QString::fromLatin1(limit);
        };
        row("tenant empty", "tenant", "1 to 63", [](auto& r) { r.clear_tenant(); });
        row("tenant long", "tenant", "1 to 63",
            [](auto& r) { r.set_tenant(std::string(64, 'a')); });
        row("tenant letters", "tenant", "a-z", [](auto& r) { r.set_tenant("Acme"); });
        row("tenant line end", "tenant", "a-z", [](auto& r) { r.set_tenant("acme\n"); });
        row("cluster empty", "cluster", "1 to 128", [](auto& r) { r.clear_cluster(); });
        row("cluster long", "cluster", "1 to 128",
            [](auto& r) { r.set_cluster(std::string(129, 'c')); });
        row("pipeline control", "pipeline", "A-Z", [](auto& r) { r.set_pipeline("a\x1b[0m"); });
        row("shape unknown", "shape", "sim.medium", [](auto& r) { r.set_shape("macos.huge"); });
        row("shape bad", "shape", "1 to 64", [](auto& r) { r.set_shape("../x y"); });
        row("image short", "image", "64", [](auto& r) { r.set_image("abc"); });
        row("image not approved", "image", "roster version 1",
            [](auto& r) { r.set_image(std::string(64, 'e')); });
        row("script empty", "script", "65536", [](auto& r) { r.clear_script(); });
        row("script long", "script", "65536",
            [](auto& r) { r.set_script(std::string(65'537, 'x')); });
        row("time limit", "time_limit_s", "14400", [](auto& r) { r.set_time_limit_s(14'401); });
        row("request id", "request_id", "32", [](auto& r) { r.set_request_id("XYZ"); });
        row("request id none", "request_id", "32", [](auto& r) { r.clear_request_id(); });
        row("host unknown", "host", "fra1", [](auto& r) { r.set_host("Z99-01"); });
        row("host long", "host", "128", [](auto& r) { r.set_host(std::string(129, 'h')); });
    }

    void refusesBadInputAndWritesNothing()
    {
        QFETCH(std::function<void(v1::SubmitJobRequest&)>, spoil);
        QFETCH(QString, field);
        QFETCH(QString, limit);
        v1::SubmitJobRequest request = goodJob();
        spoil(request);
        const QString before = traces();
        v1::SubmitJobResponse response;
        const grpc::Status status = submit(request, &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        const QString words = QString::fromStdString(status.error_message());
        QVERIFY2(words.startsWith(field + QLatin1Char(':')), qPrintable(words));
        QVERIFY2(words.contains(limit), qPrintable(words));
        QCOMPARE(traces(), before);
    }

    void takesWhatIsJustWithinTheLimits()
    {
        v1::SubmitJobRequest request = goodJob(std::string(63, 'a'));
        request.set_script(std::string(65'536, 'x'));
        request.set_time_limit_s(14'400);
        request.set_cluster(std::string(128, 'c'));
        request.set_image(std::string(64, 'a'));
        v1::SubmitJobResponse response;
        const grpc::Status status = submit(request, &response);
        QVERIFY2(status.ok(), status.error_message().c_str());
    }

    void theSameRequestTwiceIsOneJob()
    {
        const v1::SubmitJobRequest request = goodJob("twice");
        v1::SubmitJobResponse first, second;
        QVERIFY(submit(request, &first).ok());
        const QString before = traces();
        QVERIFY(submit(request, &second).ok());
        QCOMPARE(first.job(), second.job());
        QCOMPARE(first.number(), second.number());
        QCOMPARE(traces(), before);
    }

    void theSameIdWithOtherContentIsAMismatch()
    {
        v1::SubmitJobRequest request = goodJob("mismatch");
        v1::SubmitJobResponse response;
        QVERIFY(submit(request, &response).ok());
        request.set_script("something else");
        const grpc::Status status = submit(request, &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
        QVERIFY(status.error_message().find("IDEMPOTENCY_MISMATCH") != std::string::npos);
    }

    void theLimitOfNothingIsTheLongestOne()
    {
        v1::SubmitJobRequest request = goodJob();
        request.set_time_limit_s(0);
        QCOMPARE(jobNow(*m_fleet, submitted(*m_fleet, request)).time_limit_s(), 14'400u);
    }

    void isStillQueuedAfterARestart()
    {
        const std::string job = submitted(*m_fleet, goodJob("durable"));
        m_fleet->restart();
        m_stub = v1::Jobs::NewStub(m_fleet->queue());
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("queued"));
        v1::SubmitJobResponse next;
        QVERIFY(submit(goodJob("durable"), &next).ok());
        QCOMPARE(next.number(), 2u);
    }

    void saysUnavailableWhenTheDiskIsFull()
    {
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA max_page_count=1"));
        });
        QTest::ignoreMessage(
            QtCriticalMsg, QRegularExpression(QStringLiteral("database or disk is full")));
        const QString before = traces();
        v1::SubmitJobRequest request = goodJob();
        request.set_script(std::string(60'000, 's'));
        v1::SubmitJobResponse response;
        const grpc::Status status = submit(request, &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::UNAVAILABLE);
        QVERIFY2(status.error_message().find("nothing was changed") != std::string::npos,
            status.error_message().c_str());
        QCOMPARE(traces(), before);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA max_page_count=1000000"));
        });
        QVERIFY(submit(request, &response).ok());
    }
};

ESPALIER_TEST(TstSubmitJob)
#include "tst_submitjob.moc"
