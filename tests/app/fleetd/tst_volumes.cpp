// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachecase.h"

using namespace Espalier;
using namespace Espalier::Tests;

// Which volume a job gets, and where it is placed for it.
class TstVolumes final : public CacheCase {
    Q_OBJECT

private:
    [[nodiscard]] v1::PlaceOrder placedAndGone(const v1::SubmitJobRequest& job)
    {
        const v1::PlaceOrder order = placed(job);
        live(order);
        return order;
    }
    [[nodiscard]] std::string hostOf(const std::string& job)
    {
        std::string host;
        const bool there = QTest::qWaitFor(
            [&] {
                host = vmNow(*m_fleet, jobNow(*m_fleet, job).vm()).host();
                return !host.empty();
            },
            5'000);
        return there ? host : std::string();
    }

private Q_SLOTS:
    void aVolumeIsMadeAtFirstUseAndFoundAgain()
    {
        attach();
        const v1::PlaceOrder first = placedAndGone(cachedJob("acme", {"deps", "tools"}));
        QCOMPARE(first.caches_size(), 2);
        QCOMPARE(first.caches(0).name(), std::string("deps"));
        QCOMPARE(first.caches(0).owner(), first.tenant_pseudonym());
        QCOMPARE(first.caches(0).quota_bytes(), quint64(20) << 30);
        QVERIFY(first.caches(0).volume() != first.caches(1).volume());
        restart(); // the record keeps it
        attach();
        const v1::PlaceOrder again = placed(cachedJob("acme", {"tools", "deps"}));
        QCOMPARE(again.caches(0).volume(), first.caches(1).volume());
        QCOMPARE(again.caches(1).volume(), first.caches(0).volume());
        QCOMPARE(volumeCount(), 2u);
        const v1::CacheVolume volume = volumeNow(first.caches(0).volume());
        QCOMPARE(volume.tenant(), std::string("acme"));
        QCOMPARE(volume.pipeline(), std::string("build/app"));
        QVERIFY(volume.created_at_ns() > 0);
        QVERIFY(volume.last_used_ns() >= volume.created_at_ns());
        QCOMPARE(jobNow(*m_fleet, vmNow(*m_fleet, again.vm()).job()).caches_size(), 2);
    }

    void twoTenantsNeverMeetInAnyOrder()
    {
        attach();
        std::vector<v1::SubmitJobRequest> jobs;
        for (const char* tenant : {"acme", "globex"}) {
            for (const char* pipeline : {"build/app", "test/app"}) {
                jobs.push_back(cachedJob(tenant, {"deps"}));
                jobs.back().set_pipeline(pipeline);
            }
        }
        std::array<size_t, 4> order{0, 1, 2, 3};
        std::array<std::string, 4> volumes; // of each tenant's pipeline, ever
        do {
            for (const size_t at : order) {
                jobs[at].set_request_id(Evidence::randomBytes(16).toHex().toStdString());
                const v1::PlaceOrder got = placedAndGone(jobs[at]);
                QCOMPARE(got.caches_size(), 1);
                QCOMPARE(got.caches(0).owner(), got.tenant_pseudonym());
                if (volumes[at].empty())
                    volumes[at] = got.caches(0).volume();
                QCOMPARE(got.caches(0).volume(), volumes[at]);
            }
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(std::set<std::string>(volumes.begin(), volumes.end()).size(), 4u);
        QCOMPARE(volumeCount(), 4u);
    }

    void anotherOwnersVolumeIsNotGiven()
    {
        attach();
        const v1::PlaceOrder mine = placedAndGone(cachedJob("acme", {"deps"}));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { // as if the record had been tampered with
            fleet.record().database().execute(
                QStringLiteral("UPDATE volume SET owner = ?"), {QString(64, u'9')});
        });
        QTest::ignoreMessage(
            QtCriticalMsg, QRegularExpression(QStringLiteral("is not given to VM")));
        QCOMPARE(placed(cachedJob("acme", {"deps"})).caches_size(), 0);
        QCOMPARE(volumeCount(), 1u);
    }

    void theWarmHostIsPreferredAndNotWaitedFor()
    {
        attach();
        HostPen cold(m_fleet->simulatedHosts().at(1), true);
        v1::SubmitJobRequest pinned = cachedJob("acme", {"deps"});
        pinned.set_host(host());
        const v1::PlaceOrder first = placedAndGone(pinned);
        report({held(first, 1)});
        QVERIFY(hasVersions(first.caches(0).volume(), 1));
        TestStream other(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        other.hello(cold);
        (void)other.next(v1::FleetFrame::kHello);
        // Two slots are warm; whoever comes third goes where there is room, at once.
        QCOMPARE(hostOf(submitted(*m_fleet, cachedJob("acme", {"deps"}))), host());
        QCOMPARE(hostOf(submitted(*m_fleet, cachedJob("acme", {"deps"}))), host());
        QCOMPARE(hostOf(submitted(*m_fleet, cachedJob("acme", {"deps"}))),
            cold.id().text().toStdString());
    }

    void namesAreRefusedThatNoGuestCouldMount_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QStringList& names, const char* words) {
            QTest::newRow(name) << names << QString::fromLatin1(words);
        };
        row("empty", {QString()}, "1 to 63 characters");
        row("upwards", {QStringLiteral("..")}, "1 to 63 characters");
        row("path", {QStringLiteral("a/b")}, "1 to 63 characters");
        row("capital", {QStringLiteral("Deps")}, "1 to 63 characters");
        row("line", {QStringLiteral("a\nb")}, "1 to 63 characters");
        row("long", {QString(64, u'a')}, "1 to 63 characters");
        row("twice", {QStringLiteral("a"), QStringLiteral("a")}, "a stands twice");
        row("five", QStringLiteral("a b c d e").split(u' '), "at most 4");
    }

    void namesAreRefusedThatNoGuestCouldMount()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, words);
        v1::SubmitJobRequest request = goodJob();
        for (const QString& name : names)
            request.add_caches(name.toStdString());
        Deadline deadline;
        v1::SubmitJobResponse response;
        const auto stub = v1::Jobs::NewStub(m_fleet->queue());
        const grpc::Status status = stub->SubmitJob(deadline, request, &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY2(QString::fromStdString(status.error_message()).contains(words),
            status.error_message().c_str());
        QCOMPARE(volumeCount(), 0u);
    }

    void anotherSetOfCachesIsAnotherJob()
    {
        v1::SubmitJobRequest request = cachedJob("acme", {"deps"});
        const std::string job = submitted(*m_fleet, request);
        QCOMPARE(submitted(*m_fleet, request), job);
        request.set_caches(0, "tools");
        Deadline deadline;
        v1::SubmitJobResponse response;
        const auto stub = v1::Jobs::NewStub(m_fleet->queue());
        QCOMPARE(stub->SubmitJob(deadline, request, &response).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
    }
};

ESPALIER_TEST(TstVolumes)
#include "tst_volumes.moc"
