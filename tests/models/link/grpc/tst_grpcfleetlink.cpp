// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkfixture.h"

#include <QDir>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

using Revisions = std::vector<quint64>;

// Sends a list of two chunks and its end, as the server would.
void sendList(ScriptedWatch& watch, const std::string& epoch, quint64 revision)
{
    watch.send(batchOf(epoch, revision, {"h1", "h2"}));
    watch.send(batchOf(epoch, revision, {"h3"}));
    watch.send(bookmarkOf(epoch, revision, true));
}

} // namespace

class TstGrpcFleetLink final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void listsThenWatches()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        QVERIFY(watch);
        QVERIFY(watch->request.send_initial());
        QCOMPARE(watch->request.epoch(), std::string());
        QTRY_VERIFY(f.phaseIs(LinkPhase::Listing));
        sendList(*watch, epochA, 10);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        watch->send(batchOf(epochA, 11, {"h1"}, v1::Event::OP_MODIFIED));
        watch->send(bookmarkOf(epochA, 12));
        QTRY_COMPARE(f.sink.revisions(), (Revisions{10, 10, 11}));
        QTRY_VERIFY(f.sink.batches().back().bookmark == 12);

        QVERIFY((f.sink.phases()
            == std::vector{LinkPhase::Connecting, LinkPhase::Listing, LinkPhase::Synced}));
        QCOMPARE(f.sink.status().fleetdVersion, QStringLiteral("0.1.0"));
        for (const FeedBatch& batch : f.sink.batches()) {
            QCOMPARE(batch.site.text(), QStringLiteral("fra1"));
            QVERIFY(batch.fromWire != batch.status.has_value());
            for (const Commit& commit : batch.commits)
                QCOMPARE(commit.initial, commit.revision == 10);
        }
    }
    void handsOverTrustBeforeObjects()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QVERIFY(f.server.nextWatch());
        QTRY_VERIFY(f.phaseIs(LinkPhase::Listing));
        const FeedBatch trust = f.sink.batches().at(1);
        QVERIFY(trust.trust);
        QCOMPARE(trust.trust->roster, QByteArray("roster of aaaa-1"));
        QCOMPARE(trust.trust->hosts, QByteArray("hosts of aaaa-1"));
        QCOMPARE(trust.epoch, QLatin1String(epochA));
    }
    void keepsTheEndOfTheListApartFromWhatCameAfter()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        v1::WatchResponse all = batchOf(epochA, 10, {"h1"});
        all.MergeFrom(bookmarkOf(epochA, 10, true));
        all.MergeFrom(batchOf(epochA, 11, {"h2"}));
        watch->send(all);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        const auto batches = f.sink.batches();
        const auto end = std::find_if(batches.begin(), batches.end(),
            [](const FeedBatch& batch) { return batch.initialEnd.has_value(); });
        QVERIFY(end != batches.end());
        QCOMPARE(end->commits.size(), size_t(1));
        QVERIFY(end->commits[0].initial);
        QCOMPARE((end + 1)->commits.size(), size_t(1));
        QVERIFY(!(end + 1)->commits[0].initial);
    }
    void passesOnStatementsWithTheirAge()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto samples = f.server.nextSamples();
        QVERIFY(samples);
        v1::SamplesResponse response;
        auto* sample = response.add_statements();
        sample->set_host("h1");
        sample->set_envelope("{}");
        sample->set_age_ms(5'000);
        samples->send(response);
        const auto statements = [&f] {
            std::vector<FeedBatch> found = f.sink.batches();
            found.erase(std::remove_if(found.begin(), found.end(),
                            [](const FeedBatch& batch) { return batch.statements.empty(); }),
                found.end());
            return found;
        };
        QTRY_COMPARE(statements().size(), size_t(1));
        const FeedBatch batch = statements().front();
        QCOMPARE(batch.statements[0].host.text(), QStringLiteral("h1"));
        QCOMPARE(batch.statements[0].envelope, QByteArray("{}"));
        QVERIFY(batch.statements[0].receivedAt == batch.receivedAt - std::chrono::seconds(5));
    }
    void opensSamplesAgainWhenOnlyTheyEnd()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        sendList(*watch, epochA, 10);
        f.server.nextSamples()->finish(grpc::Status(grpc::StatusCode::INTERNAL, "gap"));
        QVERIFY(f.server.nextSamples());
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        QVERIFY(!f.saysProblem({}));
    }
    void narrowsBothStreamsBySelector()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription =
            link.subscribe({{HostId(QStringLiteral("h7"))}, {QStringLiteral("u1")}}, f.sink);
        const auto watch = f.server.nextWatch();
        const auto samples = f.server.nextSamples();
        QCOMPARE(watch->request.selector().hosts(0), std::string("h7"));
        QCOMPARE(watch->request.selector().uids(0), std::string("u1"));
        QCOMPARE(samples->request.selector().hosts(0), std::string("h7"));
    }

    void resumesWhereItWasCut()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        sendList(*watch, epochA, 10);
        watch->send(batchOf(epochA, 11, {"h1"}));
        watch->send(bookmarkOf(epochA, 14));
        QTRY_VERIFY(!f.sink.batches().empty() && f.sink.batches().back().bookmark == 14);
        watch->finish(grpc::Status(grpc::StatusCode::UNAVAILABLE, "going away"));
        const auto second = f.server.nextWatch();
        QVERIFY(second);
        QVERIFY(!second->request.send_initial());
        QCOMPARE(second->request.epoch(), std::string(epochA));
        QCOMPARE(second->request.after_revision(), quint64(14));
        second->send(batchOf(epochA, 15, {"h1"}));
        QTRY_COMPARE(f.sink.revisions(), (Revisions{10, 10, 11, 15}));
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        QVERIFY(f.saysProblem(QStringLiteral("lost")));
    }
    void survivesAServerThatGoesAndComesBack()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        sendList(*f.server.nextWatch(), epochA, 10);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        f.server.stop();
        QTRY_VERIFY(f.saysProblem(QStringLiteral("nothing listens")));
        f.server.start();
        const auto second = f.server.nextWatch();
        QVERIFY(second);
        QCOMPARE(second->request.after_revision(), quint64(10));
        second->send(bookmarkOf(epochA, 10));
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
    }
    void asksForACutListAgain()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        watch->send(batchOf(epochA, 10, {"h1"}));
        QTRY_COMPARE(f.sink.revisions(), (Revisions{10}));
        watch->finish();
        const auto second = f.server.nextWatch();
        QVERIFY(second);
        QVERIFY(second->request.send_initial());
        sendList(*second, epochA, 12);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
    }
    void answersEachKindOfGone_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<bool>("relists");
        QTest::newRow("compacted") << int(v1::Gone::REASON_COMPACTED) << true;
        QTest::newRow("epoch changed") << int(v1::Gone::REASON_EPOCH_CHANGED) << true;
        QTest::newRow("future revision") << int(v1::Gone::REASON_FUTURE_REVISION) << true;
        QTest::newRow("slow consumer") << int(v1::Gone::REASON_SLOW_CONSUMER) << false;
        QTest::newRow("of a later version") << 17 << true;
    }
    void answersEachKindOfGone()
    {
        QFETCH(int, reason);
        QFETCH(bool, relists);
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        sendList(*watch, epochA, 10);
        watch->send(goneOf(epochA, static_cast<v1::Gone::Reason>(reason)));
        const auto second = f.server.nextWatch();
        QVERIFY(second);
        QCOMPARE(second->request.send_initial(), relists);
        QCOMPARE(second->request.after_revision(), quint64(relists ? 0 : 10));
        if (relists)
            sendList(*second, epochA, 20);
        else
            second->send(bookmarkOf(epochA, 20));
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        QVERIFY(f.saysProblem({}) != relists);
    }
    void listsAnewWhenTheServerHasAnotherEpoch()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        sendList(*watch, epochA, 1'000);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        f.server.setHello(LinkFixture::hello(epochB));
        watch->finish();
        const auto second = f.server.nextWatch();
        QVERIFY(second->request.send_initial());
        sendList(*second, epochB, 3);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        QCOMPARE(f.sink.revisions().back(), quint64(3));
    }
    void waitsBeforeItAsksAgainForAListThatWasTakenBack()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        f.server.nextWatch()->send(goneOf(epochA, v1::Gone::REASON_COMPACTED));
        QTRY_VERIFY(f.saysProblem(QStringLiteral("took its list back")));
        QVERIFY(f.server.nextWatch()->request.send_initial());
    }
    void listsAnewWhenTheOrderIsBroken()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        const auto watch = f.server.nextWatch();
        sendList(*watch, epochA, 10);
        watch->send(batchOf(epochA, 9, {"h1"}));
        const auto second = f.server.nextWatch();
        QVERIFY(second->request.send_initial());
        QVERIFY(f.saysProblem(QStringLiteral("commit 9 came after 10")));
        QCOMPARE(f.sink.revisions(), (Revisions{10, 10}));
    }

    void neverGoesBackAcrossRestarts()
    {
        LinkFixture f;
        {
            GrpcFleetLink link(f.config(), f.clock);
            const auto subscription = link.subscribe({}, f.sink);
            sendList(*f.server.nextWatch(), epochA, 100);
            QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
            QTRY_VERIFY(QFile::exists(f.config().watermarkPath));
        }
        f.sink.clear();
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        sendList(*f.server.nextWatch(), epochA, 99);
        QTRY_VERIFY(f.saysProblem(QStringLiteral("older record (revision 99)")));
        QCOMPARE(f.sink.revisions(), Revisions());
        sendList(*f.server.nextWatch(), epochA, 100);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
    }
    void refusesAnEpochThatWasReplaced()
    {
        LinkFixture f;
        for (const char* epoch : {epochA, epochB}) {
            f.server.setHello(LinkFixture::hello(epoch));
            f.sink.clear();
            GrpcFleetLink link(f.config(), f.clock);
            const auto subscription = link.subscribe({}, f.sink);
            sendList(*f.server.nextWatch(), epoch, 5);
            QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        }
        f.server.setHello(LinkFixture::hello(epochA));
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QTRY_VERIFY(f.saysProblem(QStringLiteral("went back to a record that had been replaced")));
    }
    void connectsToNothingOverADamagedWatermark()
    {
        LinkFixture f;
        QVERIFY(QDir(f.folder.path()).mkdir(QStringLiteral("state")));
        f.write(QStringLiteral("state/fra1.json"), "{");
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QTRY_VERIFY(f.saysProblem(QStringLiteral("damaged")));
        QCOMPARE(f.server.hellos(), 0);
        QVERIFY(QFile::remove(f.config().watermarkPath));
        QVERIFY(f.server.nextWatch());
    }
};

ESPALIER_TEST(TstGrpcFleetLink)
#include "tst_grpcfleetlink.moc"
