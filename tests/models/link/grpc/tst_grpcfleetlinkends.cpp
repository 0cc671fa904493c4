// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkfixture.h"

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// How far a subscription has come when it is ended.
enum class Stage { JustMade, HelloHeld, Listing, Synced, Waiting, Gone };

} // namespace

// Ending a subscription or its link is safe in every state, and nothing is delivered afterwards.
class TstGrpcFleetLinkEnds final : public TestCase {
    Q_OBJECT
private:
    static void bringTo(Stage stage, LinkFixture& f, std::shared_ptr<ScriptedWatch>& watch)
    {
        switch (stage) {
        case Stage::JustMade:
            return;
        case Stage::HelloHeld:
            QTRY_COMPARE(f.server.hellos(), 1);
            return;
        case Stage::Listing:
            watch = f.server.nextWatch();
            watch->send(batchOf(epochA, 10, {"h1"}));
            QTRY_VERIFY(!f.sink.revisions().empty());
            return;
        case Stage::Synced:
            watch = f.server.nextWatch();
            watch->send(bookmarkOf(epochA, 10, true));
            QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
            return;
        case Stage::Waiting:
            QTRY_VERIFY(f.phaseIs(LinkPhase::Failed));
            return;
        case Stage::Gone:
            watch = f.server.nextWatch();
            watch->send(goneOf(epochA, v1::Gone::REASON_SLOW_CONSUMER));
            return;
        }
    }
    static GrpcFleetLinkConfig configFor(Stage stage, const LinkFixture& f)
    {
        GrpcFleetLinkConfig config = f.config();
        if (stage == Stage::Waiting) {
            config.address = QStringLiteral("127.0.0.1:1"); // nothing listens there
            config.timing.backoff.first = config.timing.backoff.longest = std::chrono::hours(1);
        }
        return config;
    }
    static void stages()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("just made") << int(Stage::JustMade);
        QTest::newRow("hello under way") << int(Stage::HelloHeld);
        QTest::newRow("listing") << int(Stage::Listing);
        QTest::newRow("synced") << int(Stage::Synced);
        QTest::newRow("waiting to try again") << int(Stage::Waiting);
        QTest::newRow("told that it is gone") << int(Stage::Gone);
    }

private Q_SLOTS:
    void endsASubscriptionInEveryState_data() { stages(); }
    void endsASubscriptionInEveryState()
    {
        QFETCH(int, stage);
        LinkFixture f;
        f.server.holdHello(Stage(stage) == Stage::HelloHeld);
        GrpcFleetLink link(configFor(Stage(stage), f), f.clock);
        auto subscription = link.subscribe({}, f.sink);
        std::shared_ptr<ScriptedWatch> watch;
        bringTo(Stage(stage), f, watch);
        subscription.reset();
        const size_t delivered = f.sink.count();
        if (watch) {
            watch->send(batchOf(epochA, 11, {"h2"}));
            QTRY_VERIFY(watch->isOver());
        }
        // Another subscription of the same link works, and the first one's sink stays silent.
        f.server.holdHello(false);
        if (Stage(stage) != Stage::Waiting) {
            CollectingSink other;
            const auto second = link.subscribe({}, other);
            QTRY_VERIFY(other.status().phase == LinkPhase::Listing);
        }
        QCOMPARE(f.sink.count(), delivered);
    }
    void endsALinkInEveryState_data() { stages(); }
    void endsALinkInEveryState()
    {
        QFETCH(int, stage);
        LinkFixture f;
        f.server.holdHello(Stage(stage) == Stage::HelloHeld);
        auto link = std::make_unique<GrpcFleetLink>(configFor(Stage(stage), f), f.clock);
        auto subscription = link->subscribe({}, f.sink);
        std::shared_ptr<ScriptedWatch> watch;
        bringTo(Stage(stage), f, watch);
        link.reset();
        const size_t delivered = f.sink.count();
        if (watch)
            QTRY_VERIFY(watch->isOver());
        subscription.reset();
        QCOMPARE(f.sink.count(), delivered);
    }
    void triesAtOnceWhenAsked()
    {
        LinkFixture f;
        GrpcFleetLinkConfig config = f.config();
        config.timing.backoff.first = config.timing.backoff.longest = std::chrono::hours(1);
        f.server.setHello(LinkFixture::hello(epochA),
            grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "needs role viewer"));
        GrpcFleetLink link(config, f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QTRY_VERIFY(f.saysProblem(QStringLiteral("needs role viewer")));
        const LinkStatus status = f.sink.status();
        QVERIFY(status.refused);
        QVERIFY(status.retryAt);
        QVERIFY(*status.retryAt > f.clock.mono() + std::chrono::minutes(20));
        f.server.setHello(LinkFixture::hello(epochA));
        link.retryNow();
        QVERIFY(f.server.nextWatch());
        link.retryNow(); // while it works: no effect
        QTRY_VERIFY(f.phaseIs(LinkPhase::Listing));
        QCOMPARE(f.server.hellos(), 2);
    }
    void servesSeveralSubscriptions()
    {
        LinkFixture f;
        CollectingSink other;
        GrpcFleetLink link(f.config(), f.clock);
        const auto first = link.subscribe({}, f.sink);
        const auto second = link.subscribe({}, other);
        for (int i = 0; i < 2; ++i)
            f.server.nextWatch()->send(bookmarkOf(epochA, 10, true));
        QTRY_VERIFY(f.phaseIs(LinkPhase::Synced));
        QTRY_VERIFY(other.status().phase == LinkPhase::Synced);
    }
};

ESPALIER_TEST(TstGrpcFleetLinkEnds)
#include "tst_grpcfleetlinkends.moc"
