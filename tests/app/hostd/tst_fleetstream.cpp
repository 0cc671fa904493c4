// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeline.h"
#include "standin.h"
#include "support/testregistry.h"
#include "world.h"

#include <hostd/rpc/fleetstream.h>

#include <grpcpp/create_channel.h>

#include <QEventLoop>
#include <QTimer>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;
using Frame = v1::HostFrame;

namespace {

// Turns the event loop without the pauses of QTRY_*, which would come between any two frames.
bool turnUntil(const std::function<bool()>& condition)
{
    QEventLoop loop;
    QTimer poll, limit;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.exit(0);
    });
    QObject::connect(&limit, &QTimer::timeout, &loop, [&] { loop.exit(1); });
    poll.start(5ms);
    limit.start(20s);
    return loop.exec() == 0;
}

} // namespace

// The stream against a real gRPC server with TLS. Time is moved by hand, bytes are not.
class TstFleetStream final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void greetsAndSendsWhatIsNotAcknowledged();
    void takesAcknowledgementsAndOrders();
    void carriesRosterAndCommands();
    void comesBackAfterABreakAndSendsAgain();
    void heartbeatsEveryTwoSeconds();
    void carriesManyHosts();
    void aRefusedHostIsSilentTheOthersGoOn();
    void hangsUpIfAllHostsAreRefused();
    void framesForStrangersAreDropped();
    void aFleetdOfAnotherSiteIsNotSpokenTo();
    void anUnreachableFleetdIsTriedAgain();
    void relaysAFloodBounded();
    void aSilentHostNeitherSpeaksNorHearsAndComesBack();
    void aHostThatIsSilentFromTheStartDoesNotGreet();

protected:
    void prepare() override
    {
        timers = std::make_unique<ManualTimers>(clock);
        lines.clear();
        addLine();
    }

private Q_SLOTS:
    void cleanup()
    {
        stream.reset();
        lines.clear();
    }

private:
    void addLine()
    {
        lines.push_back(
            std::make_unique<FakeLine>(QStringLiteral("host-%1").arg(lines.size() + 1)));
    }
    FakeLine& line(int index = 0) { return *lines.at(size_t(index)); }
    void dial(const QString& address, const std::vector<HostId>& silent = {})
    {
        Tls::TlsSettings settings;
        settings.identity = pki.identity(QStringLiteral("/site/fra1/host/x"));
        settings.clock = &system;
        settings.peerRule = Tls::onlyFleetdOf(QStringLiteral("fra1"));
        const auto credentials = Tls::channelCredentials(settings);
        QVERIFY2(credentials, qPrintable(credentials.error()));
        stream = std::make_unique<FleetStream>(FleetStream::Setup{
            grpc::CreateCustomChannel(address.toStdString(), *credentials, Tls::channelArguments()),
            address, *timers, clock, [] { return 0.999; }});
        for (const auto& one : lines)
            stream->add(*one);
        for (const HostId& host : silent)
            stream->setSilent(host, true);
        stream->start();
    }
    v1::FleetFrame frameFor(const char* host) const
    {
        v1::FleetFrame frame;
        frame.set_host_id(host);
        return frame;
    }

    SystemClock system; // for certificates
    ManualClock clock;
    StandIn::Pki pki;
    std::unique_ptr<ManualTimers> timers;
    std::vector<std::unique_ptr<FakeLine>> lines;
    std::unique_ptr<FleetStream> stream;
};

void TstFleetStream::greetsAndSendsWhatIsNotAcknowledged()
{
    StandIn fleetd(pki, system);
    fleetd.ackedSeq = 2;
    line().addRecords(5);
    dial(fleetd.address());
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 3);
    const auto frames = fleetd.frames();
    QVERIFY(frames.front().has_hello());
    QCOMPARE(frames.front().host_id(), std::string("host-1"));
    QCOMPARE(frames.at(1).record().host_seq(), quint64(3));
    QCOMPARE(frames.at(3).record().envelope(), std::string("envelope 5"));
    QCOMPARE(line().acked, quint64(2));
    QCOMPARE(line().welcomes.front().statementInterval, 10'000ms);
    QVERIFY(stream->isOpen());
}

void TstFleetStream::takesAcknowledgementsAndOrders()
{
    StandIn fleetd(pki, system);
    line().addRecords(4);
    dial(fleetd.address());
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 4);
    v1::FleetFrame ack = frameFor("host-1");
    ack.mutable_ack()->set_host_seq(4);
    fleetd.send(ack);
    v1::FleetFrame place = frameFor("host-1");
    v1::PlaceOrder& order = *place.mutable_place();
    order.set_order("order-7");
    order.set_vm("vm");
    order.set_slot(2);
    order.set_shape("shape");
    order.set_script(std::string("a\0b", 3));
    order.set_time_limit_s(60);
    (*order.mutable_environment())["A"] = "b";
    v1::CacheRequest& cache = *order.add_caches();
    cache.set_volume("v");
    cache.set_owner("o");
    cache.set_name("deps");
    cache.set_quota_bytes(7);
    fleetd.send(place);
    v1::FleetFrame evict = frameFor("host-1");
    evict.mutable_volume()->set_volume("v");
    evict.mutable_volume()->set_evict(true);
    evict.mutable_volume()->set_quota_bytes(8);
    fleetd.send(evict);
    v1::FleetFrame end = frameFor("host-1");
    end.mutable_teardown()->set_vm("vm");
    end.mutable_teardown()->set_grace_s(9);
    end.mutable_teardown()->set_why("lost");
    fleetd.send(end);
    QTRY_COMPARE(int(line().ends.size()), 1);
    QCOMPARE(line().acked, quint64(4));
    QCOMPARE(line().placements.front().spec.script, QByteArray("a\0b", 3));
    QCOMPARE(
        line().placements.front().spec.environment.value(QStringLiteral("A")), QStringLiteral("b"));
    QCOMPARE(line().placements.front().spec.slot, 2);
    QCOMPARE(line().placements.front().caches.size(), size_t(1));
    QCOMPARE(line().placements.front().caches.front().name, QStringLiteral("deps"));
    QCOMPARE(line().placements.front().caches.front().owner, QStringLiteral("o"));
    QCOMPARE(line().placements.front().caches.front().quota, quint64(7));
    QCOMPARE(line().volumes.size(), size_t(1));
    QVERIFY(line().volumes.front().evict);
    QCOMPARE(line().volumes.front().quota, quint64(8));
    QCOMPARE(line().placements.front().timeLimit, 60s);
    QCOMPARE(line().ends.front().grace, 9s);
    QCOMPARE(line().ends.front().why, JobExitKind::Lost);
    QTRY_COMPARE(fleetd.count(Frame::kResult), 1);
    QCOMPARE(fleetd.frames().back().result().order(), std::string("order-7"));
    QCOMPARE(fleetd.frames().back().result().reason(), std::string("not today"));
}

void TstFleetStream::carriesRosterAndCommands()
{
    StandIn fleetd(pki, system);
    dial(fleetd.address());
    QTRY_COMPARE(int(line().welcomes.size()), 1);
    v1::FleetFrame roster = frameFor("host-1");
    roster.mutable_roster()->set_envelope("roster");
    fleetd.send(roster);
    v1::FleetFrame frame = frameFor("host-1");
    v1::CommandOrder& order = *frame.mutable_command();
    order.set_envelope(std::string("a\0b", 3));
    order.mutable_reason()->set_text("why");
    order.mutable_reason()->set_salt("salt");
    order.mutable_ticket()->set_text("OPS-1");
    order.set_part("cordon");
    fleetd.send(frame);
    v1::FleetFrame ack = frameFor("host-1");
    ack.mutable_command_ack()->set_command("c");
    ack.mutable_command_ack()->set_target("t");
    ack.mutable_command_ack()->set_state("REJECTED");
    fleetd.send(ack);
    QTRY_COMPARE(int(line().acks.size()), 1);
    QCOMPARE(line().rosters.front(), QByteArray("roster"));
    const CommandOrder& taken = line().commands.front();
    QCOMPARE(taken.envelope, QByteArray("a\0b", 3));
    QCOMPARE(taken.texts.reason, QStringLiteral("why"));
    QCOMPARE(taken.texts.reasonSalt, QByteArray("salt"));
    QCOMPARE(taken.texts.ticket, QStringLiteral("OPS-1"));
    QCOMPARE(taken.part, QStringLiteral("cordon"));
    QCOMPARE(line().acks.front().state, CommandState::Rejected);
    line().uplink->commandResult({CommandId(QStringLiteral("c")), QStringLiteral("t"),
        CommandState::Rejected, {QStringLiteral("stale"), {}}, 4});
    QTRY_COMPARE(fleetd.count(Frame::kCommand), 1);
    QCOMPARE(fleetd.frames().back().command().code(), std::string("stale"));
}

void TstFleetStream::comesBackAfterABreakAndSendsAgain()
{
    StandIn fleetd(pki, system);
    line().addRecords(3);
    dial(fleetd.address());
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 3);
    fleetd.ackedSeq = 1; // it had committed no more before the break
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("fleetd closed the stream")));
    fleetd.hangUp();
    QTRY_VERIFY(!stream->isOpen());
    line().addRecords(1); // while nobody listens
    timers->advance(790ms);
    QCOMPARE(fleetd.streams(), 1);
    timers->advance(10ms);
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 6);
    QCOMPARE(fleetd.streams(), 2);
    auto frames = fleetd.frames();
    std::erase_if(frames, [](const v1::HostFrame& frame) { return frame.has_caches(); });
    QCOMPARE(fleetd.count(Frame::kHello), 2);
    QCOMPARE(frames.at(frames.size() - 3).record().host_seq(), quint64(2));
    QCOMPARE(frames.back().record().host_seq(), quint64(4));
}

void TstFleetStream::heartbeatsEveryTwoSeconds()
{
    StandIn fleetd(pki, system);
    dial(fleetd.address());
    QTRY_VERIFY(stream->isOpen());
    for (int beat = 1; beat <= 3; ++beat) {
        timers->advance(2s);
        QTRY_COMPARE(fleetd.count(Frame::kHeartbeat), beat);
    }
    QVERIFY(fleetd.frames().back().host_id().empty()); // for all hosts of the stream
}

void TstFleetStream::carriesManyHosts()
{
    StandIn fleetd(pki, system);
    for (int i = 0; i < 199; ++i)
        addLine();
    for (const auto& one : lines)
        one->addRecords(3);
    dial(fleetd.address());
    QVERIFY(turnUntil([&] { return fleetd.count(Frame::kRecord) == 600; }));
    QCOMPARE(fleetd.count(Frame::kHello), 200);
    QCOMPARE(fleetd.streams(), 1);
    std::map<std::string, quint64> last;
    for (const auto& frame : fleetd.frames()) {
        if (frame.has_record())
            QCOMPARE(frame.record().host_seq(), ++last[frame.host_id()]);
    }
    QCOMPARE(int(last.size()), 200);
}

void TstFleetStream::aRefusedHostIsSilentTheOthersGoOn()
{
    StandIn fleetd(pki, system);
    addLine();
    dial(fleetd.address());
    QTRY_COMPARE(fleetd.count(Frame::kHello), 2);
    v1::FleetFrame refusal = frameFor("host-1");
    refusal.mutable_refused()->set_reason("not enrolled");
    fleetd.send(refusal);
    QTRY_COMPARE(int(line(0).refusals.size()), 1);
    QCOMPARE(line(0).refusals.front(), QStringLiteral("not enrolled"));
    line(0).addRecords(1);
    line(1).addRecords(1);
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 1);
    QCOMPARE(fleetd.frames().back().host_id(), std::string("host-2"));
}

void TstFleetStream::hangsUpIfAllHostsAreRefused()
{
    StandIn fleetd(pki, system);
    dial(fleetd.address());
    QTRY_VERIFY(stream->isOpen());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Trying again")));
    v1::FleetFrame refusal = frameFor("host-1");
    refusal.mutable_refused()->set_reason("revoked");
    fleetd.send(refusal);
    QTRY_COMPARE(int(line().refusals.size()), 1);
    QTRY_VERIFY(!stream->isOpen());
    timers->advance(800ms);
    QTRY_COMPARE(fleetd.count(Frame::kHello), 2); // perhaps it is enrolled by now
}

void TstFleetStream::framesForStrangersAreDropped()
{
    StandIn fleetd(pki, system);
    dial(fleetd.address());
    QTRY_VERIFY(stream->isOpen());
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("frame for host \"someone\"")));
    v1::FleetFrame end = frameFor("someone");
    end.mutable_teardown()->set_vm("vm");
    fleetd.send(end);
    end.set_host_id("host-1");
    fleetd.send(end);
    QTRY_COMPARE(int(line().ends.size()), 1);
}

void TstFleetStream::aFleetdOfAnotherSiteIsNotSpokenTo()
{
    StandIn fleetd(pki, system, QStringLiteral("/site/ams2/fleetd/1"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be reached")));
    dial(fleetd.address());
    QTRY_VERIFY(!stream->isDialling());
    QCOMPARE(fleetd.streams(), 0);
    QCOMPARE(fleetd.count(Frame::kHello), 0);
}

void TstFleetStream::anUnreachableFleetdIsTriedAgain()
{
    QString address;
    {
        StandIn gone(pki, system);
        address = gone.address();
    }
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be reached")));
    dial(address);
    QTRY_VERIFY(!stream->isDialling());
    timers->advance(800ms);
    QVERIFY(stream->isDialling());
    QVERIFY(!stream->isOpen());
}

void TstFleetStream::relaysAFloodBounded()
{
    StandIn fleetd(pki, system);
    const VmId vm(QStringLiteral("vm"));
    dial(fleetd.address());
    QTRY_VERIFY(stream->isOpen());
    quint64 written = 0;
    for (int i = 0; i < 100; ++i) { // 100 MB, faster than any wire
        line().write(vm, QByteArray(1'000'000, char('a' + i % 26)));
        written += 1'000'000;
    }
    const auto end = [&fleetd] {
        quint64 last = 0;
        for (const auto& frame : fleetd.frames()) {
            if (frame.has_output())
                last = frame.output().offset() + frame.output().data().size();
        }
        return last;
    };
    QTRY_COMPARE(end(), written);
    quint64 at = 0, bytes = 0;
    for (const auto& frame : fleetd.frames()) {
        if (!frame.has_output())
            continue;
        QVERIFY(frame.output().offset() >= at);
        at = frame.output().offset() + frame.output().data().size();
        bytes += frame.output().data().size();
    }
    QVERIFY(bytes < 1'000'000); // the rest was never held anywhere
}

void TstFleetStream::aSilentHostNeitherSpeaksNorHearsAndComesBack()
{
    StandIn fleetd(pki, system);
    addLine();
    dial(fleetd.address());
    QTRY_COMPARE(fleetd.count(Frame::kHello), 2);
    QTRY_COMPARE(int(line(1).welcomes.size()), 1);
    stream->setSilent(line().id(), true);
    line().addRecords(3);
    v1::FleetFrame order = frameFor("host-1");
    order.mutable_teardown()->set_vm("vm");
    fleetd.send(order);
    line(1).addRecords(1);
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 1);
    v1::FleetFrame other = frameFor("host-2");
    other.mutable_teardown()->set_vm("vm");
    fleetd.send(other);
    QTRY_COMPARE(int(line(1).ends.size()), 1);
    QVERIFY(line().ends.empty());
    const int beats = fleetd.count(Frame::kHeartbeat);
    timers->advance(20s); // a heartbeat would speak for it
    line(1).addRecords(1);
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 2);
    QCOMPARE(fleetd.count(Frame::kHeartbeat), beats);
    stream->setSilent(line().id(), false);
    QTRY_COMPARE(fleetd.count(Frame::kRecord), 5);
    QCOMPARE(fleetd.count(Frame::kHello), 3);
    QCOMPARE(fleetd.streams(), 1);
    timers->advance(FleetStream::heartbeatEvery);
    QTRY_VERIFY(fleetd.count(Frame::kHeartbeat) > beats);
}

void TstFleetStream::aHostThatIsSilentFromTheStartDoesNotGreet()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Trying again")));
    StandIn fleetd(pki, system);
    addLine();
    dial(fleetd.address(), {line().id()});
    QTRY_COMPARE(fleetd.count(Frame::kHello), 1);
    QCOMPARE(fleetd.frames().front().host_id(), std::string("host-2"));
    fleetd.hangUp();
    QTRY_VERIFY(!stream->isOpen() && !stream->isDialling());
    timers->advance(60s); // dials again
    QTRY_COMPARE(fleetd.count(Frame::kHello), 2);
    stream->setSilent(line().id(), false);
    QTRY_COMPARE(fleetd.count(Frame::kHello), 3);
    QCOMPARE(fleetd.frames().back().host_id(), std::string("host-1"));
}

ESPALIER_TEST(TstFleetStream)
#include "tst_fleetstream.moc"
