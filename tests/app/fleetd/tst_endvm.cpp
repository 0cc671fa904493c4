// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandcase.h"

using namespace Espalier;
using namespace Espalier::Tests;

// cancel, teardown, force-destroy: from the order to the host's record.
class TstEndVm final : public CommandCase {
    Q_OBJECT

private Q_SLOTS:
    void aCancelEndsByTheTeardownThatNamesIt()
    {
        attach();
        const v1::PlaceOrder vm = running();
        const quint64 generation = vmNow(*m_fleet, vm.vm()).generation();
        const std::string id = ordered(CommandVerb::Cancel, vm.vm());
        QCOMPARE(vmNow(*m_fleet, vm.vm()).generation(), generation + 1);
        QCOMPARE(vmNow(*m_fleet, vm.vm()).ended_by(), id);
        answer(order(), vm.vm(), "EXECUTING");
        endJob(vm.vm());
        QCOMPARE(vmNow(*m_fleet, vm.vm()).generation(), generation + 1); // wanted before
        m_stream->commit(*m_pen, teardownBy(vm.vm(), Outcome::Simulated, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string());
        QCOMPARE(vmNow(*m_fleet, vm.vm()).ended_by(), id);
    }

    void everyVerbEndsOnceThroughARestart_data()
    {
        QTest::addColumn<int>("verb");
        for (const CommandVerb verb :
            {CommandVerb::Cancel, CommandVerb::Teardown, CommandVerb::ForceDestroy})
            QTest::newRow(qPrintable(verbName(verb))) << static_cast<int>(verb);
    }

    void everyVerbEndsOnceThroughARestart()
    {
        QFETCH(int, verb);
        attach();
        const v1::PlaceOrder vm = running();
        endJob(vm.vm());
        const auto record = m_desk->record(static_cast<CommandVerb>(verb), vm.vm());
        const v1::SendCommandRequest request = m_desk->sign(record);
        const std::string id = record.id.text().toStdString();
        QVERIFY(m_desk->send(request).status.ok());
        answer(order(), vm.vm(), "EXECUTING");
        restart();
        QVERIFY(m_desk->send(request).response.repeated());
        attach({QString::fromStdString(vm.vm())});
        (void)order();
        m_stream->commit(*m_pen, teardownBy(vm.vm(), Outcome::Simulated, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(auditOf(*m_fleet, id).join(u' '),
            QStringLiteral("AUTHORISED DISPATCHED EXECUTING SUCCEEDED"));
        restart();
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(vmNow(*m_fleet, vm.vm()).ended_by(), id);
    }

    void aGraceThatIsNoNumberIsRefused()
    {
        attach();
        const v1::PlaceOrder vm = running();
        for (const char* grace : {"soon", "-1", "3601"}) {
            auto record = m_desk->record(CommandVerb::Cancel, vm.vm());
            record.params.insert(QStringLiteral("graceS"), QLatin1String(grace));
            QTest::ignoreMessage(
                QtWarningMsg, QRegularExpression(QStringLiteral("graceS: a number from 0")));
            const auto refused = m_desk->send(record);
            QCOMPARE(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
            QCOMPARE(refused.code(), std::string("params"));
        }
    }

    void aVmWithoutABirthCannotBeEndedYet()
    {
        attach();
        v1::SubmitJobRequest request = goodJob();
        request.set_host(host());
        (void)submitted(*m_fleet, request);
        const v1::PlaceOrder placed = m_stream->next(v1::FleetFrame::kPlace).place();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("has not begun yet")));
        QCOMPARE(m_desk->send(m_desk->record(CommandVerb::Cancel, placed.vm())).code(),
            std::string("no-birth"));
    }

    void whatAnotherCauseEndedIsAlreadyGone()
    {
        attach();
        const v1::PlaceOrder vm = running();
        const std::string id = ordered(CommandVerb::Cancel, vm.vm());
        (void)order();
        m_stream->commit(
            *m_pen, m_pen->teardown(vm.vm(), Outcome::Simulated, {JobExitKind::Exit, 0}));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("already-gone"));
        QCOMPARE(vmNow(*m_fleet, vm.vm()).ended_by(), std::string());
        const std::string again = ordered(CommandVerb::ForceDestroy, vm.vm());
        QCOMPARE(stateNow(*m_fleet, again), std::string("SUCCEEDED"));
        QCOMPARE(commandNow(*m_fleet, again).targets(0).code(), std::string("already-gone"));
    }

    void aForceDestroyThatFailsSaysWithWhatOutcome()
    {
        attach();
        const v1::PlaceOrder vm = running();
        endJob(vm.vm());
        const std::string first = ordered(CommandVerb::ForceDestroy, vm.vm());
        answer(order(), vm.vm(), "EXECUTING");
        m_stream->commit(
            *m_pen, teardownBy(vm.vm(), Outcome::PartialDataResidual, digestOf(first)));
        QCOMPARE(stateNow(*m_fleet, first), std::string("FAILED"));
        QCOMPARE(commandNow(*m_fleet, first).targets(0).code(),
            outcomeName(Outcome::PartialDataResidual).toStdString());
        const std::string second = ordered(CommandVerb::ForceDestroy, vm.vm());
        answer(order(), vm.vm(), "EXECUTING");
        m_stream->commit(*m_pen, teardownBy(vm.vm(), Outcome::Simulated, digestOf(second)));
        QCOMPARE(stateNow(*m_fleet, second), std::string("SUCCEEDED"));
        QCOMPARE(stateNow(*m_fleet, first), std::string("FAILED")); // it had failed
    }

    void whatWouldLoseARunningJobNeedsASecondPerson_data()
    {
        QTest::addColumn<int>("verb");
        QTest::newRow("force-destroy") << static_cast<int>(CommandVerb::ForceDestroy);
        QTest::newRow("teardown") << static_cast<int>(CommandVerb::Teardown);
    }

    void whatWouldLoseARunningJobNeedsASecondPerson()
    {
        QFETCH(int, verb);
        attach();
        const v1::PlaceOrder vm = running();
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("needs a second person")));
        const auto refused = m_desk->send(m_desk->record(static_cast<CommandVerb>(verb), vm.vm()));
        QCOMPARE(refused.code(), std::string("approvals"));
        QCOMPARE(vmNow(*m_fleet, vm.vm()).intent(), std::string("run"));
        endJob(vm.vm());
        QVERIFY(m_desk->send(m_desk->record(static_cast<CommandVerb>(verb), vm.vm())).status.ok());
    }

    void aVmWhoseCommandTheHostRefusesGoesOn()
    {
        attach();
        const v1::PlaceOrder vm = running();
        const std::string id = ordered(CommandVerb::Cancel, vm.vm());
        answer(order(), vm.vm(), "REJECTED", "stale");
        QCOMPARE(stateNow(*m_fleet, id), std::string("REJECTED"));
        QCOMPARE(vmNow(*m_fleet, vm.vm()).ended_by(), std::string());
        QCOMPARE(vmNow(*m_fleet, vm.vm()).intent(), std::string("run"));
        attach({QString::fromStdString(vm.vm())});
        m_stream->progress(*m_pen, vm.vm(), "running", true);
        QVERIFY(
            QTest::qWaitFor([&] { return vmNow(*m_fleet, vm.vm()).phase() == "running"; }, 5'000));
    }
};

ESPALIER_TEST(TstEndVm)
#include "tst_endvm.moc"
