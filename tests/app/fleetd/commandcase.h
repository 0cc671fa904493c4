// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/testregistry.h"
#include "testdesk.h"
#include "testhost.h"

namespace Espalier::Tests {

// A fleetd, a desk that orders, and a simulated host that answers by hand.
class CommandCase : public TestCase {
protected:
    std::unique_ptr<TestFleet> m_fleet;
    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<HostPen> m_pen;
    std::unique_ptr<TestStream> m_stream;

    [[nodiscard]] std::string host() const { return m_pen->id().text().toStdString(); }
    void attach(const QStringList& liveVms = {})
    {
        m_stream =
            std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        m_stream->hello(*m_pen, m_pen->headSeq(), liveVms);
        (void)m_stream->next(v1::FleetFrame::kHello);
    }
    void prepare() override
    {
        m_stream.reset();
        m_fleet = std::make_unique<TestFleet>(2);
        m_desk = std::make_unique<TestDesk>(*m_fleet);
        m_pen = std::make_unique<HostPen>(m_fleet->simulatedHosts().at(0), true);
    }
    // Sent and taken up; its id.
    std::string ordered(CommandVerb verb, const std::string& target)
    {
        const auto answer = m_desk->send(m_desk->record(verb, target));
        if (!answer.status.ok())
            throw std::runtime_error(answer.status.error_message());
        return answer.command().uid();
    }
    [[nodiscard]] v1::CommandOrder order() const
    {
        return m_stream->next(v1::FleetFrame::kCommand).command();
    }
    // The host's word, and fleetd's that it has it.
    void answer(const v1::CommandOrder& order, const std::string& target, const std::string& state,
        const std::string& code = {})
    {
        m_stream->result(*m_pen, order, target, state, code);
        const v1::CommandAck ack = m_stream->next(v1::FleetFrame::kCommandAck).command_ack();
        QCOMPARE(ack.target(), target);
        QCOMPARE(ack.state(), state);
    }
    [[nodiscard]] QString digestOf(const std::string& command)
    {
        return QString::fromStdString(commandNow(*m_fleet, command).digest());
    }
    void pass(std::chrono::seconds time)
    {
        m_fleet->clock().advance(time);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
    }
    static void willBeLost()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("was silent for 3 minutes")));
    }
    void restart()
    {
        m_stream.reset();
        m_fleet->restart();
        m_desk = std::make_unique<TestDesk>(*m_fleet);
    }
    // A VM that runs on the attached host.
    v1::PlaceOrder running()
    {
        v1::SubmitJobRequest request = goodJob();
        request.set_host(host());
        (void)submitted(*m_fleet, request);
        const v1::PlaceOrder placed = m_stream->next(v1::FleetFrame::kPlace).place();
        m_stream->commit(*m_pen, m_pen->birth(placed));
        return placed;
    }
    void endJob(const std::string& vm)
    {
        const JobExit exit{JobExitKind::Exit, 0};
        m_stream->progress(*m_pen, vm, "tearing-down", false, &exit);
        QVERIFY(QTest::qWaitFor([&] { return vmNow(*m_fleet, vm).job_ended_at_ns() != 0; }, 5'000));
    }
    QByteArray teardownBy(const std::string& vm, Outcome outcome, const QString& digest)
    {
        m_pen->spoil = [digest](Evidence::LifeRecord& record) {
            record.cause->trigger = QStringLiteral("command");
            record.cause->commandDigest = digest;
        };
        return m_pen->teardown(vm, outcome, {JobExitKind::Cancelled, 0});
    }
};

} // namespace Espalier::Tests
