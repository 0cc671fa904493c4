// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/record/watchfeed.h>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

namespace {

CommitEvent jobEvent(
    v1::Event::Op op, const std::string& uid, const std::string& before, const std::string& after)
{
    v1::Job job;
    job.set_uid(uid);
    job.set_generation(3);
    job.set_pipeline("p");
    return {op, std::make_shared<const v1::Object>(wrap(std::move(job))), before, after};
}

CommitPtr commitOf(quint64 revision, std::vector<CommitEvent> events)
{
    auto commit = std::make_shared<Commit>();
    commit->revision = revision;
    commit->events = std::move(events);
    return commit;
}

v1::Selector onlyHost(const std::string& host)
{
    v1::Selector selector;
    selector.add_hosts(host);
    return selector;
}

std::vector<v1::WatchItem> drain(WatchFeed& feed)
{
    std::vector<v1::WatchItem> items;
    v1::WatchResponse message;
    grpc::Status status;
    while (feed.next(message, status) == WatchFeed::Next::Message)
        items.insert(items.end(), message.items().begin(), message.items().end());
    return items;
}

} // namespace

class TstWatchFeed final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aHostSelectorTurnsMovesIntoComingAndLeaving()
    {
        const WatchFilter filter({}, onlyHost("h1"));
        using Op = v1::Event;
        QCOMPARE(*filter.opOf(jobEvent(Op::OP_MODIFIED, "j", "", "h1")), Op::OP_ADDED);
        QCOMPARE(*filter.opOf(jobEvent(Op::OP_MODIFIED, "j", "h1", "h1")), Op::OP_MODIFIED);
        QCOMPARE(*filter.opOf(jobEvent(Op::OP_MODIFIED, "j", "h1", "h2")), Op::OP_DELETED);
        QCOMPARE(*filter.opOf(jobEvent(Op::OP_DELETED, "j", "h1", "")), Op::OP_DELETED);
        QVERIFY(!filter.opOf(jobEvent(Op::OP_MODIFIED, "j", "h2", "h2")));
        QVERIFY(!filter.opOf(jobEvent(Op::OP_ADDED, "j", "", "")));
    }

    void typesAndUidsSelectToo()
    {
        v1::Selector selector;
        selector.add_uids("wanted");
        const WatchFilter filter({v1::OBJECT_TYPE_JOB}, selector);
        QVERIFY(filter.opOf(jobEvent(v1::Event::OP_ADDED, "wanted", "", "")));
        QVERIFY(!filter.opOf(jobEvent(v1::Event::OP_ADDED, "other", "", "")));
        const WatchFilter vms({v1::OBJECT_TYPE_VM}, {});
        QVERIFY(!vms.opOf(jobEvent(v1::Event::OP_ADDED, "wanted", "", "")));
    }

    void whatLeavesTheSelectionKeepsItsGenerationOnly()
    {
        WatchFeed feed(WatchFilter({}, onlyHost("h1")));
        feed.startReplay("e", 1, {});
        feed.push(commitOf(2, {jobEvent(v1::Event::OP_MODIFIED, "j", "h1", "h2")}));
        const auto items = drain(feed);
        QCOMPARE(items.size(), 1u);
        const v1::Event& event = items[0].batch().events(0);
        QCOMPARE(event.op(), v1::Event::OP_DELETED);
        QCOMPARE(event.object().job().generation(), 3u);
        QVERIFY(event.object().job().pipeline().empty());
    }

    void nothingComesBeforeTheEndOfTheList()
    {
        WatchFeed feed({});
        std::vector<CommitEvent> snapshot;
        for (int at = 0; at < 1'100; ++at)
            snapshot.push_back(jobEvent(v1::Event::OP_ADDED, std::to_string(at), "", ""));
        feed.startList("e", 10, snapshot);
        feed.push(commitOf(11, {jobEvent(v1::Event::OP_MODIFIED, "0", "", "")}));
        feed.bookmark(11, 5);
        const auto items = drain(feed);
        QCOMPARE(items.size(), 6u); // early bookmark, 3 chunks, end, the commit
        QCOMPARE(items[0].bookmark().revision(), 0u);
        for (size_t at = 1; at <= 3; ++at) {
            QCOMPARE(items[at].batch().revision(), 10u);
            QVERIFY(items[at].batch().events_size() <= 500);
        }
        QVERIFY(items[4].bookmark().initial_end());
        QCOMPARE(items[4].bookmark().revision(), 10u);
        QCOMPARE(items[5].batch().revision(), 11u);
    }

    void severalCommitsRideInOneMessage()
    {
        WatchFeed feed({});
        feed.startReplay("e", 0, {});
        for (quint64 revision = 1; revision <= 250; ++revision)
            feed.push(commitOf(
                revision, {jobEvent(v1::Event::OP_ADDED, std::to_string(revision), "", "")}));
        v1::WatchResponse message;
        grpc::Status status;
        QCOMPARE(feed.next(message, status), WatchFeed::Next::Message);
        QCOMPARE(message.items_size(), 100);
        QCOMPARE(message.items(99).batch().revision(), 100u);
    }

    void aSlowConsumerIsToldSoAndNeverDroppedSilently()
    {
        WatchFeed feed({});
        feed.setOldest(7);
        feed.startReplay("e", 10, {});
        for (quint64 revision = 11; revision <= 11 + WatchFeed::queueBatches; ++revision)
            feed.push(commitOf(
                revision, {jobEvent(v1::Event::OP_ADDED, std::to_string(revision), "", "")}));
        feed.bookmark(99'999, 1);
        v1::WatchResponse message;
        grpc::Status status;
        QCOMPARE(feed.next(message, status), WatchFeed::Next::Message);
        QCOMPARE(message.items_size(), 1);
        const v1::Gone& gone = message.items(0).gone();
        QCOMPARE(gone.reason(), v1::Gone::REASON_SLOW_CONSUMER);
        QCOMPARE(gone.oldest_revision(), 7u);
        QCOMPARE(gone.current_revision(), 11 + WatchFeed::queueBatches);
        QCOMPARE(feed.next(message, status), WatchFeed::Next::End);
        QVERIFY(status.ok());
    }

    void bytesCountAsWellAsBatches()
    {
        WatchFeed feed({});
        feed.startReplay("e", 0, {});
        quint64 revision = 0;
        for (; revision * 900'000 <= WatchFeed::queueBytes; ++revision)
            feed.push(commitOf(
                revision + 1, {jobEvent(v1::Event::OP_ADDED, std::string(900'000, 'u'), "", "")}));
        const auto items = drain(feed);
        QVERIFY(items.back().has_gone());
    }

    void aReplayIsNotBoundedByTheQueue()
    {
        std::vector<CommitPtr> missed;
        for (quint64 revision = 1; revision <= 5'000; ++revision)
            missed.push_back(commitOf(
                revision, {jobEvent(v1::Event::OP_ADDED, std::to_string(revision), "", "")}));
        WatchFeed feed({});
        feed.startReplay("e", 5'000, missed);
        feed.push(commitOf(5'001, {jobEvent(v1::Event::OP_ADDED, "new", "", "")}));
        quint64 next = 1;
        for (const v1::WatchItem& item : drain(feed))
            QCOMPARE(item.batch().revision(), next++);
        QCOMPARE(next, 5'002u);
    }
};

ESPALIER_TEST(TstWatchFeed)
#include "tst_watchfeed.moc"
