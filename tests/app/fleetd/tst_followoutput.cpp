// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testdesk.h"
#include "testhost.h"

#include <fleetd/record/outputhub.h>

using namespace Espalier;
using namespace Espalier::Tests;

class TstFollowOutput final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    std::unique_ptr<HostPen> m_pen;
    std::unique_ptr<TestStream> m_stream;
    std::string m_vm;

    void prepare() override
    {
        m_stream.reset();
        m_fleet = std::make_unique<TestFleet>(1);
        m_pen = std::make_unique<HostPen>(m_fleet->simulatedHosts().at(0), true);
        m_stream =
            std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        m_stream->hello(*m_pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = m_stream->next(v1::FleetFrame::kPlace).place();
        m_stream->commit(*m_pen, m_pen->birth(order));
        m_vm = order.vm();
    }
    void says(quint64 offset, const std::string& data)
    {
        v1::HostFrame frame;
        frame.mutable_output()->set_vm(m_vm);
        frame.mutable_output()->set_offset(offset);
        frame.mutable_output()->set_data(data);
        m_stream->send(*m_pen, frame);
        m_stream->commit(*m_pen, m_pen->mode(HostMode::InService)); // so it is worked off
    }
    struct Look {
        Deadline deadline;
        std::unique_ptr<v1::Commands::Stub> stub;
        std::unique_ptr<grpc::ClientReader<v1::FollowOutputResponse>> reader;
        v1::FollowOutputResponse message;
        [[nodiscard]] bool next() { return reader->Read(&message); }
    };
    [[nodiscard]] std::unique_ptr<Look> look(const std::string& vm)
    {
        auto look = std::make_unique<Look>();
        look->stub = v1::Commands::NewStub(m_fleet->channel(QStringLiteral("users/oncall")));
        v1::FollowOutputRequest request;
        request.set_vm(vm);
        look->reader = look->stub->FollowOutput(look->deadline, request);
        return look;
    }
    [[nodiscard]] size_t looksInTheAudit()
    {
        size_t looks = 0;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            for (const auto& [uid, object] : fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY)) {
                const v1::AuditEntry& entry = object->audit_entry();
                looks += entry.action() == "read-output" && entry.target() == m_vm
                    && entry.actor() == "oncall";
            }
        });
        return looks;
    }

private Q_SLOTS:
    void showsTheLastBytesThenWhatComesAndTheEnd()
    {
        says(0, std::string(100'000, 'a'));
        const auto one = look(m_vm);
        QVERIFY(one->next());
        QCOMPARE(one->message.offset(), 100'000u - Fleetd::OutputHub::tailBytes);
        QCOMPARE(one->message.data().size(), Fleetd::OutputHub::tailBytes);
        QCOMPARE(looksInTheAudit(), size_t{1}); // before the first byte
        says(99'990, std::string(10, 'a') + "more"); // a part came before
        QVERIFY(one->next());
        QCOMPARE(one->message.offset(), 100'000u);
        QCOMPARE(one->message.data(), std::string("more"));
        says(200'000, "after a gap");
        QVERIFY(one->next());
        QCOMPARE(one->message.offset(), 200'000u);
        m_stream->commit(*m_pen, m_pen->teardown(m_vm, Outcome::Simulated, {JobExitKind::Exit, 0}));
        QVERIFY(one->next());
        QVERIFY(one->message.ended());
        QVERIFY(!one->next());
        QVERIFY(one->reader->Finish().ok());
    }

    void nothingIsKeptOfAVmThatIsGone()
    {
        says(0, "secret of a tenant");
        m_stream->commit(*m_pen, m_pen->teardown(m_vm, Outcome::Simulated, {JobExitKind::Exit, 0}));
        const auto late = look(m_vm);
        QVERIFY(!late->next());
        const grpc::Status status = late->reader->Finish();
        QCOMPARE(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
        QCOMPARE(status.error_details(), std::string("already-gone"));
        QCOMPARE(looksInTheAudit(), size_t{0});
        const auto wrong = look("nonesuch");
        QVERIFY(!wrong->next());
        QCOMPARE(wrong->reader->Finish().error_code(), grpc::StatusCode::NOT_FOUND);
    }

    void endsWithTheClientAndLeavesRoomForOthers()
    {
        for (size_t count = 0; count < Fleetd::OutputHub::looksAtMost + 5; ++count) {
            const auto one = look(m_vm);
            QVERIFY(one->next());
            one->deadline.context.TryCancel();
            (void)one->reader->Finish();
        }
        QCOMPARE(looksInTheAudit(), Fleetd::OutputHub::looksAtMost + 5);
    }

    void aFeedThatIsNotReadDropsItsOldest()
    {
        Fleetd::OutputFeed feed;
        const size_t part = 65'536;
        for (size_t count = 0; count < 20; ++count)
            feed.output(count * part, std::string(part, 'x'));
        v1::FollowOutputResponse message;
        grpc::Status status;
        QCOMPARE(feed.next(message, status), Fleetd::OutputFeed::Next::Message);
        QCOMPARE(message.offset(), 4 * part);
    }
};

ESPALIER_TEST(TstFollowOutput)
#include "tst_followoutput.moc"
