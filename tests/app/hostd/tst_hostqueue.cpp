// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeline.h"
#include "support/testregistry.h"

#include <hostd/rpc/hostqueue.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// What goes up, in which order, and that it is bounded.
class TstHostQueue final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void nothingBeforeTheHelloNorBeforeItsAnswer();
    void resendsFromTheLastAcknowledged();
    void aFleetdThatKnowsLessGetsAllAgain();
    void aStatementComesAfterItsRecords();
    void aCommandsResultComesAfterItsRecord();
    void theNewestResultOfATargetReplacesAnUnsentOne();
    void theNewestStatementReplacesAnUnsentOne();
    void theNewestProgressOfAVmReplacesAnUnsentOne();
    void theEndOfAJobComesAfterItsOutput();
    void nothingIsToldOfAVmThatIsGone();
    void aFloodDoesNotHoldUpRecordsAndIsBounded();
    void afterAReconnectTheTailComesAgain();
    void wipedOutputIsNotSent();
    void volumesAreToldAfterTheHelloAndOnEachChange();
    void aClosedQueueTakesNothing();

protected:
    void prepare() override
    {
        queue.reset();
        reports.clear();
        line = std::make_unique<FakeLine>(QStringLiteral("host-1"));
        wakes = 0;
        queue = std::make_unique<HostQueue>(*line, [this] { ++wakes; });
    }

private:
    void openIt(quint64 acked = 0)
    {
        queue->open();
        QVERIFY(queue->next()->has_hello());
        queue->welcome({QStringLiteral("fra1"), acked, 10s, 1});
    }
    std::vector<v1::HostFrame> drain()
    {
        std::vector<v1::HostFrame> frames;
        while (auto frame = queue->next()) {
            if (frame->has_caches())
                reports.push_back(frame->caches());
            else
                frames.push_back(std::move(*frame));
        }
        return frames;
    }
    const VmId vm{QStringLiteral("vm-1")};
    std::unique_ptr<FakeLine> line;
    std::unique_ptr<HostQueue> queue;
    std::vector<v1::CacheReport> reports; // of drain()
    int wakes = 0;
};

void TstHostQueue::nothingBeforeTheHelloNorBeforeItsAnswer()
{
    QVERIFY(!queue->next());
    line->addRecords(2);
    queue->open();
    const auto hello = queue->next();
    QVERIFY(hello && hello->has_hello());
    QCOMPARE(hello->host_id(), std::string("host-1"));
    QCOMPARE(hello->hello().head_seq(), quint64(2));
    QCOMPARE(hello->hello().slots(0).quarantine_reason(), std::string("why"));
    QVERIFY(!queue->next());
    queue->statement("too early");
    QVERIFY(!queue->next());
    queue->welcome({QStringLiteral("fra1"), 0, 10s, 1});
    QCOMPARE(wakes, 1);
    QCOMPARE(int(drain().size()), 2);
}

void TstHostQueue::resendsFromTheLastAcknowledged()
{
    line->addRecords(200); // more than one read of the outbox
    openIt(3);
    quint64 expected = 4;
    for (const auto& frame : drain()) {
        QVERIFY(frame.has_record());
        QCOMPARE(frame.record().host_seq(), expected);
        QCOMPARE(frame.record().envelope(), "envelope " + std::to_string(expected));
        ++expected;
    }
    QCOMPARE(expected, quint64(201));
    QCOMPARE(line->acked, quint64(3));
    line->addRecords(1);
    QCOMPARE(drain().front().record().host_seq(), quint64(201));
}

void TstHostQueue::aFleetdThatKnowsLessGetsAllAgain()
{
    line->addRecords(9);
    line->acked = 9;
    openIt(5); // restored from a backup
    QCOMPARE(int(drain().size()), 4);
}

void TstHostQueue::aStatementComesAfterItsRecords()
{
    openIt();
    queue->statement("s");
    line->addRecords(2);
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 3);
    QVERIFY(frames.at(0).has_record() && frames.at(1).has_record() && frames.at(2).has_statement());
}

void TstHostQueue::aCommandsResultComesAfterItsRecord()
{
    openIt();
    queue->commandResult(
        {CommandId(QStringLiteral("c")), QStringLiteral("host-1"), CommandState::Succeeded, {}, 7});
    line->addRecords(1);
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 2);
    QVERIFY(frames.at(0).has_record() && frames.at(1).has_command());
    const v1::CommandResult& result = frames.at(1).command();
    QCOMPARE(result.command(), std::string("c"));
    QCOMPARE(result.target(), std::string("host-1"));
    QCOMPARE(result.state(), std::string("SUCCEEDED"));
    QCOMPARE(result.observed_generation(), quint64(7));
}

void TstHostQueue::theNewestResultOfATargetReplacesAnUnsentOne()
{
    openIt();
    const CommandId command(QStringLiteral("c"));
    queue->commandResult({command, QStringLiteral("a"), CommandState::HostAccepted, {}, 1});
    queue->commandResult({command, QStringLiteral("b"), CommandState::HostAccepted, {}, 1});
    queue->commandResult({command, QStringLiteral("a"), CommandState::Rejected,
        {QStringLiteral("stale"), QStringLiteral("why")}, 1});
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 2);
    QCOMPARE(frames.at(1).command().state(), std::string("REJECTED"));
    QCOMPARE(frames.at(1).command().code(), std::string("stale"));
    QCOMPARE(frames.at(1).command().detail(), std::string("why"));
    queue->commandResult({command, QStringLiteral("a"), CommandState::Rejected, {}, 1});
    queue->close();
    queue->open();
    queue->welcome({QStringLiteral("fra1"), 0, 10s, 1});
    for (const auto& frame : drain())
        QVERIFY(!frame.has_command()); // the host tells it again
}

void TstHostQueue::theNewestStatementReplacesAnUnsentOne()
{
    openIt();
    queue->statement("old");
    queue->statement("new");
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 1);
    QCOMPARE(frames.front().statement().envelope(), std::string("new"));
}

void TstHostQueue::theNewestProgressOfAVmReplacesAnUnsentOne()
{
    openIt();
    queue->progress({vm, VmPhase::Booting, false, {}, {}});
    queue->progress({VmId(QStringLiteral("vm-2")), VmPhase::Booting, false, {}, {}});
    queue->progress({vm, VmPhase::Running, true, {}, {}});
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 2);
    QCOMPARE(frames.at(1).progress().phase(), std::string("running"));
    QVERIFY(frames.at(1).progress().job_started());
}

void TstHostQueue::theEndOfAJobComesAfterItsOutput()
{
    openIt();
    line->write(vm, QByteArray(40'000, 'x'));
    queue->progress({vm, VmPhase::TearingDown, true, JobExit{JobExitKind::Exit, 3}, {}});
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 4); // three chunks, then the end
    QVERIFY(frames.back().has_progress());
    QCOMPARE(frames.back().progress().exit().kind(), std::string("exit"));
    QCOMPARE(frames.back().progress().exit().code(), 3);
}

void TstHostQueue::nothingIsToldOfAVmThatIsGone()
{
    openIt();
    queue->progress({vm, VmPhase::Proving, true, JobExit{}, {}});
    queue->progress({vm, VmPhase::Gone, true, JobExit{}, {}});
    QVERIFY(drain().empty());
}

void TstHostQueue::aFloodDoesNotHoldUpRecordsAndIsBounded()
{
    openIt();
    QByteArray flood(10'000'000, '\x1b'); // one line of 10 MB, of control characters
    line->write(vm, flood);
    line->addRecords(3);
    int records = 0, sinceLast = 0;
    quint64 bytes = 0, end = 0;
    while (auto frame = queue->next()) {
        if (frame->has_record()) {
            ++records;
            sinceLast = 0;
            continue;
        }
        if (frame->has_caches())
            continue;
        QVERIFY(frame->has_output());
        QVERIFY(frame->output().data().size() <= size_t(HostQueue::outputChunk));
        bytes += frame->output().data().size();
        end = frame->output().offset() + frame->output().data().size();
        QVERIFY2(records == 3 || ++sinceLast <= 1, "records wait for the flood");
        if (records < 3)
            line->write(vm, "more"); // it goes on all the time
    }
    QCOMPARE(records, 3);
    QVERIFY(bytes <= 66'000);
    QCOMPARE(end, line->tails.at(vm).end());
}

void TstHostQueue::afterAReconnectTheTailComesAgain()
{
    openIt();
    line->write(vm, "hello");
    QCOMPARE(int(drain().size()), 1);
    queue->close();
    openIt();
    const auto frames = drain();
    QCOMPARE(int(frames.size()), 1);
    QCOMPARE(frames.front().output().data(), std::string("hello"));
    QCOMPARE(frames.front().output().offset(), quint64(0)); // the receiver drops what it has
}

void TstHostQueue::wipedOutputIsNotSent()
{
    openIt();
    line->write(vm, "secret");
    line->tails.at(vm).wipe();
    QVERIFY(drain().empty());
    line->write(vm, "x");
    line->tails.clear(); // the life is gone
    QVERIFY(drain().empty());
}

void TstHostQueue::volumesAreToldAfterTheHelloAndOnEachChange()
{
    openIt();
    QVERIFY(drain().empty());
    QCOMPARE(reports.size(), size_t(1)); // that there are none is news too
    QCOMPARE(reports.front().volumes_size(), 0);
    HeldVolume volume{VolumeId(QStringLiteral("v")), QString(64, u'e'), QStringLiteral("deps"),
        cacheQuotaDefault, 2, 2, WallTime(9s), {}, {}};
    volume.versions.push_back({2, 1, 4096, QStringLiteral("f1"), vm, WallTime(8s)});
    volume.forks.push_back({QStringLiteral("f2"), vm, 2, ForkState::Attached, 0});
    volume.forks.push_back({QStringLiteral("f3"), vm, 2, ForkState::Abandoned, 0});
    line->held = {volume};
    queue->cachesChanged();
    queue->cachesChanged();
    line->addRecords(1);
    QCOMPARE(int(drain().size()), 1);
    QCOMPARE(reports.size(), size_t(2));
    const auto& told = reports.back().volumes(0);
    QCOMPARE(told.volume(), std::string("v"));
    QCOMPARE(told.owner(), std::string(64, 'e'));
    QCOMPARE(told.versions_size(), 1);
    QCOMPARE(told.versions(0).version(), quint64(2));
    QCOMPARE(told.versions(0).bytes(), quint64(4096));
    QCOMPARE(told.forks_size(), 1); // what ended is no fork of a VM any more
    QCOMPARE(told.forks(0).vm(), std::string("vm-1"));
    QCOMPARE(told.forks(0).host(), std::string("host-1"));
    queue->close();
    queue->cachesChanged();
    QVERIFY(!queue->next());
}

void TstHostQueue::aClosedQueueTakesNothing()
{
    openIt();
    queue->close();
    queue->statement("s");
    queue->progress({vm, VmPhase::Booting, false, {}, {}});
    queue->orderResult(QStringLiteral("o"), {true, {}});
    queue->outputArrived(vm);
    queue->recordCommitted(1);
    QVERIFY(!queue->next());
}

ESPALIER_TEST(TstHostQueue)
#include "tst_hostqueue.moc"
