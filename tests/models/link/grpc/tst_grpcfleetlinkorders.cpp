// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkfixture.h"

#include <future>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// What came back, from the link's own thread.
template <typename Answer> class Answered final {
public:
    std::function<void(Answer)> take()
    {
        return [this](Answer answer) {
            const std::lock_guard lock(m_mutex);
            m_answers.push_back(std::move(answer));
        };
    }
    [[nodiscard]] size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_answers.size();
    }
    [[nodiscard]] Answer first() const
    {
        const std::lock_guard lock(m_mutex);
        return m_answers.front();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Answer> m_answers; // under m_mutex
};

class CollectingOutput final : public OutputSink {
public:
    void output(quint64 offset, const QByteArray& data) override
    {
        const std::lock_guard lock(m_mutex);
        m_text += QByteArray::number(offset) + ':' + data + ' ';
    }
    void ended(const CallResult& result) override
    {
        const std::lock_guard lock(m_mutex);
        m_ends.push_back(result);
    }
    [[nodiscard]] QByteArray text() const
    {
        const std::lock_guard lock(m_mutex);
        return m_text;
    }
    [[nodiscard]] std::vector<CallResult> ends() const
    {
        const std::lock_guard lock(m_mutex);
        return m_ends;
    }

private:
    mutable std::mutex m_mutex;
    QByteArray m_text;
    std::vector<CallResult> m_ends;
};

CommandMessage aMessage()
{
    return {QByteArray("{\"envelope\":1}\0x", 16), QStringLiteral("why \u2014 so"),
        QStringLiteral("OPS-1"), QByteArray(32, '\0'), QByteArray(32, '\xff')};
}

} // namespace

// What a person sends: goes out once, over the connection that stands, and each answer means what
// its status says.
class TstGrpcFleetLinkOrders final : public TestCase {
    Q_OBJECT
private:
    // A link whose server has identified itself.
    struct Connected {
        Connected()
            : link(f.config(), f.clock)
            , subscription(link.subscribe({}, f.sink))
            , watch(f.server.nextWatch())
        {
        }
        LinkFixture f;
        GrpcFleetLink link;
        std::unique_ptr<Subscription> subscription;
        std::shared_ptr<ScriptedWatch> watch;
    };

private Q_SLOTS:
    void sendsItVerbatimAndGivesTheAnswer()
    {
        Connected c;
        QVERIFY(c.watch);
        std::promise<v1::SendCommandRequest> got;
        c.f.server.onSend(
            [&got](const v1::SendCommandRequest& request, v1::SendCommandResponse& response) {
                got.set_value(request);
                response.set_repeated(true);
                response.mutable_command()->set_uid("0123");
                response.mutable_preview()->set_jobs(31);
                return grpc::Status::OK;
            });
        Answered<CommandAnswer> answer;
        c.link.send(aMessage(), answer.take());
        QTRY_COMPARE(answer.count(), size_t(1));
        const v1::SendCommandRequest request = got.get_future().get();
        QCOMPARE(QByteArray::fromStdString(request.envelope()), aMessage().envelope);
        QCOMPARE(QString::fromStdString(request.reason().text()), aMessage().reason);
        QCOMPARE(QByteArray::fromStdString(request.reason().salt()), aMessage().reasonSalt);
        QCOMPARE(QString::fromStdString(request.ticket().text()), aMessage().ticket);
        QVERIFY(answer.first().result.outcome == CallOutcome::Done);
        QVERIFY(answer.first().repeated);
        QCOMPARE(answer.first().command->id.text(), QStringLiteral("0123"));
        QCOMPARE(answer.first().preview->jobs, 31);
    }
    void withoutATicketNoneTravels()
    {
        Connected c;
        std::promise<bool> got;
        c.f.server.onSend([&got](const v1::SendCommandRequest& request, v1::SendCommandResponse&) {
            got.set_value(request.has_ticket());
            return grpc::Status::OK;
        });
        CommandMessage message = aMessage();
        message.ticket.clear();
        Answered<CommandAnswer> answer;
        c.link.send(message, answer.take());
        QTRY_COMPARE(answer.count(), size_t(1));
        QVERIFY(!got.get_future().get());
        QVERIFY(!answer.first().command);
        QVERIFY(!answer.first().preview);
    }
    void everyStatusHasItsOutcome_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, grpc::StatusCode status, CallOutcome outcome,
                             const char* code) {
            QTest::newRow(name) << int(status) << int(outcome) << QString::fromLatin1(code);
        };
        row("stale", grpc::FAILED_PRECONDITION, CallOutcome::Refused, "role");
        row("malformed", grpc::INVALID_ARGUMENT, CallOutcome::Refused, "role");
        row("another payload", grpc::ALREADY_EXISTS, CallOutcome::Refused, "role");
        row("no such target", grpc::NOT_FOUND, CallOutcome::Refused, "role");
        row("role", grpc::PERMISSION_DENIED, CallOutcome::Refused, "role");
        row("too much", grpc::RESOURCE_EXHAUSTED, CallOutcome::Refused, "role");
        row("a server without commands", grpc::UNIMPLEMENTED, CallOutcome::Refused, "role");
        row("overloaded", grpc::UNAVAILABLE, CallOutcome::NoAnswer, "no-answer");
        row("broken inside", grpc::INTERNAL, CallOutcome::NoAnswer, "no-answer");
        row("nonsense", grpc::DATA_LOSS, CallOutcome::NoAnswer, "no-answer");
    }
    void everyStatusHasItsOutcome()
    {
        QFETCH(int, status);
        QFETCH(int, outcome);
        QFETCH(QString, code);
        Connected c;
        c.f.server.onSend([status](const v1::SendCommandRequest&, v1::SendCommandResponse&) {
            return grpc::Status(grpc::StatusCode(status), "you may not", "role");
        });
        Answered<CommandAnswer> answer;
        c.link.send(aMessage(), answer.take());
        QTRY_COMPARE(answer.count(), size_t(1));
        QCOMPARE(int(answer.first().result.outcome), outcome);
        QCOMPARE(answer.first().result.why.code, code);
        QCOMPARE(answer.first().result.why.detail, QStringLiteral("you may not"));
    }
    void withoutAConnectionNothingIsSent()
    {
        LinkFixture f;
        GrpcFleetLink link(f.config(), f.clock);
        Answered<CommandAnswer> answer;
        Answered<CallResult> marked;
        CollectingOutput output;
        link.send(aMessage(), answer.take());
        link.mark(
            {AlarmId(QStringLiteral("stuck:x")), MarkAction::Acknowledge, {}, {}}, marked.take());
        const auto follow = link.followOutput(VmId(QStringLiteral("vm")), output);
        QTRY_COMPARE(answer.count(), size_t(1));
        QVERIFY(answer.first().result.outcome == CallOutcome::NotSent);
        QCOMPARE(answer.first().result.why.code, QStringLiteral("not-connected"));
        QTRY_VERIFY(marked.count() == 1 && output.ends().size() == 1);
        QVERIFY(marked.first().outcome == CallOutcome::NotSent);
        QVERIFY(output.ends().front().outcome == CallOutcome::NotSent);
    }
    void aServerThatGoesAwayLeavesItOpen()
    {
        Connected c;
        std::promise<void> arrived;
        std::promise<void> release;
        c.f.server.onSend([&](const v1::SendCommandRequest&, v1::SendCommandResponse&) {
            arrived.set_value();
            release.get_future().wait();
            return grpc::Status(grpc::UNAVAILABLE, "going away");
        });
        Answered<CommandAnswer> answer;
        c.link.send(aMessage(), answer.take());
        arrived.get_future().wait();
        QCOMPARE(answer.count(), size_t(0));
        release.set_value();
        QTRY_COMPARE(answer.count(), size_t(1));
        QVERIFY(answer.first().result.outcome == CallOutcome::NoAnswer);
    }
    void aLinkThatGoesNeverAnswers()
    {
        auto c = std::make_unique<Connected>();
        std::promise<void> arrived;
        std::promise<void> release;
        c->f.server.onSend([&](const v1::SendCommandRequest&, v1::SendCommandResponse&) {
            arrived.set_value();
            release.get_future().wait();
            return grpc::Status::OK;
        });
        Answered<CommandAnswer> answer;
        {
            GrpcFleetLink link(c->f.config(), c->f.clock);
            CollectingSink sink;
            const auto subscription = link.subscribe({}, sink);
            QVERIFY(c->f.server.nextWatch());
            link.send(aMessage(), answer.take());
            arrived.get_future().wait();
        }
        release.set_value();
        c.reset();
        QCOMPARE(answer.count(), size_t(0));
    }
    void marksTravelWhole()
    {
        Connected c;
        std::promise<v1::MarkAlarmRequest> got;
        c.f.server.onMark([&got](const v1::MarkAlarmRequest& request) {
            got.set_value(request);
            return grpc::Status::OK;
        });
        const WallTime until{std::chrono::seconds(1'800'000'000)};
        Answered<CallResult> answer;
        c.link.mark({AlarmId(QStringLiteral("stuck:vm")), MarkAction::Shelve,
                        QStringLiteral("a reason"), until},
            answer.take());
        QTRY_COMPARE(answer.count(), size_t(1));
        QVERIFY(answer.first().outcome == CallOutcome::Done);
        const v1::MarkAlarmRequest request = got.get_future().get();
        QCOMPARE(request.alarm(), std::string("stuck:vm"));
        QCOMPARE(request.action(), std::string("shelve"));
        QCOMPARE(request.reason(), std::string("a reason"));
        QCOMPARE(request.until_ns(), until.time_since_epoch().count());
    }
    void outputComesUntilItsEnd()
    {
        Connected c;
        CollectingOutput output;
        const auto follow = c.link.followOutput(VmId(QStringLiteral("vm-1")), output);
        const auto call = c.f.server.nextOutput();
        QVERIFY(call);
        QCOMPARE(call->request.vm(), std::string("vm-1"));
        v1::FollowOutputResponse some;
        some.set_offset(100);
        some.set_data("make: ");
        call->send(some);
        QTRY_COMPARE(output.text(), QByteArray("100:make:  "));
        v1::FollowOutputResponse last;
        last.set_ended(true);
        call->send(last);
        QTRY_COMPARE(output.ends().size(), size_t(1));
        QVERIFY(output.ends().front().outcome == CallOutcome::Done);
        call->finish(grpc::Status(grpc::INTERNAL, "late"));
        QTRY_VERIFY(call->isOver());
        QCOMPARE(output.ends().size(), size_t(1));
    }
    void outputThatIsRefusedSaysWhy()
    {
        Connected c;
        CollectingOutput output;
        const auto follow = c.link.followOutput(VmId(QStringLiteral("vm-1")), output);
        const auto call = c.f.server.nextOutput();
        QVERIFY(call);
        call->finish(grpc::Status(grpc::PERMISSION_DENIED, "needs role on-call", "role"));
        QTRY_COMPARE(output.ends().size(), size_t(1));
        QVERIFY(output.ends().front().outcome == CallOutcome::Refused);
        QCOMPARE(output.ends().front().why.code, QStringLiteral("role"));
    }
    void lettingGoOfTheOutputEndsTheCall()
    {
        Connected c;
        CollectingOutput output;
        auto follow = c.link.followOutput(VmId(QStringLiteral("vm-1")), output);
        const auto call = c.f.server.nextOutput();
        QVERIFY(call);
        follow.reset();
        QTRY_VERIFY(call->isOver());
        QVERIFY(output.ends().empty());
    }
};

ESPALIER_TEST(TstGrpcFleetLinkOrders)
#include "tst_grpcfleetlinkorders.moc"
