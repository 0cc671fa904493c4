// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandcase.h"

using namespace Espalier;
using namespace Espalier::Tests;

// How a command comes to its host, and what ends it.
class TstDispatch final : public CommandCase {
    Q_OBJECT

private Q_SLOTS:
    void theHostsRecordEndsACordonAndWorkGoesElsewhere()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder sent = order();
        QCOMPARE(sent.reason().text(), std::string("the fan of this host fails"));
        QCOMPARE(stateNow(*m_fleet, id), std::string("DISPATCHED"));
        answer(sent, host(), "HOST_ACCEPTED");
        QCOMPARE(stateNow(*m_fleet, id), std::string("HOST_ACCEPTED"));
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Cordoned, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        const v1::Host now = hostNow(*m_fleet, host());
        QCOMPARE(now.mode(), std::string("cordoned"));
        QCOMPARE(now.mode_by(), std::string("oncall"));
        QCOMPARE(now.mode_command(), id);
        QCOMPARE(now.mode_reason(), std::string("the fan of this host fails"));
        QCOMPARE(auditOf(*m_fleet, id).join(u' '),
            QStringLiteral("AUTHORISED DISPATCHED HOST_ACCEPTED SUCCEEDED"));
        const std::string job = submitted(*m_fleet, goodJob());
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("queued"));
        const std::string back = ordered(CommandVerb::Uncordon, host());
        (void)order();
        m_stream->commit(*m_pen, m_pen->mode(HostMode::InService, digestOf(back)));
        QCOMPARE(stateNow(*m_fleet, back), std::string("SUCCEEDED"));
        (void)m_stream->next(v1::FleetFrame::kPlace); // it comes here as soon as it may
    }

    void everyModeVerbEndsOnceThroughARestart_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("mode");
        const auto row = [](CommandVerb verb, HostMode mode) {
            QTest::newRow(qPrintable(verbName(verb)))
                << static_cast<int>(verb) << static_cast<int>(mode);
        };
        row(CommandVerb::Cordon, HostMode::Cordoned);
        row(CommandVerb::Uncordon, HostMode::InService);
        row(CommandVerb::Maintenance, HostMode::Maintenance);
    }

    void everyModeVerbEndsOnceThroughARestart()
    {
        QFETCH(int, verb);
        QFETCH(int, mode);
        attach();
        const auto record = m_desk->record(static_cast<CommandVerb>(verb), host());
        const v1::SendCommandRequest request = m_desk->sign(record);
        const std::string id = record.id.text().toStdString();
        QVERIFY(m_desk->send(request).status.ok());
        (void)order();
        restart();
        QVERIFY(m_desk->send(request).response.repeated());
        attach();
        (void)order();
        m_stream->commit(*m_pen, m_pen->mode(static_cast<HostMode>(mode), digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        const auto again = m_desk->send(request);
        QVERIFY(again.response.repeated());
        QCOMPARE(again.command().targets(0).state(), std::string("SUCCEEDED"));
        QCOMPARE(
            auditOf(*m_fleet, id).join(u' '), QStringLiteral("AUTHORISED DISPATCHED SUCCEEDED"));
    }

    void anEndOfMaintenanceThatCannotBeIsRefused()
    {
        attach();
        auto record = m_desk->record(CommandVerb::Maintenance, host());
        const auto until = [&record](std::chrono::hours after) {
            return utcText(record.issuedAt + after);
        };
        using std::chrono::hours;
        for (const QString& wrong : {QStringLiteral("soon"), QStringLiteral("2026-11-24"),
                 until(hours(-1)), until(hours(24 * 31))}) {
            record.params[QStringLiteral("until")] = wrong;
            QTest::ignoreMessage(
                QtWarningMsg, QRegularExpression(QStringLiteral("params.until: ")));
            const auto refused = m_desk->send(record);
            QCOMPARE(refused.code(), std::string("params"));
        }
        record.params[QStringLiteral("until")] = until(hours(4));
        QVERIFY(m_desk->send(record).status.ok());
    }

    void aResultAloneIsNoSuccess()
    {
        attach();
        const std::string id = ordered(CommandVerb::Maintenance, host());
        const v1::CommandOrder sent = order();
        answer(sent, host(), "SUCCEEDED");
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("record-awaited"));
        // Nor is a record of another command, or of another mode.
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Maintenance, QString(64, u'7')));
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Cordoned, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Maintenance, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
    }

    void aRecordThatNeverComesIsADoubt()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder sent = order();
        answer(sent, host(), "EXECUTING");
        answer(sent, host(), "SUCCEEDED", "already-gone");
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
        pass(std::chrono::seconds(31));
        QCOMPARE(stateNow(*m_fleet, id), std::string("INDETERMINATE"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("no-record"));
    }

    void nothingIsPlacedOnAHostThatIsAboutToBeCordoned()
    {
        attach();
        (void)ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder sent = order();
        const std::string job = submitted(*m_fleet, goodJob());
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("queued"));
        answer(sent, host(), "REJECTED", "stale"); // then it stays in service
        (void)m_stream->next(v1::FleetFrame::kPlace);
    }

    void whatTheHostRefusesIsToldWithItsWord()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        answer(order(), host(), "REJECTED", "boot");
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("boot"));
        QCOMPARE(stateNow(*m_fleet, id), std::string("REJECTED"));
        attach(); // final: it is not sent again
        const std::string other = ordered(CommandVerb::Maintenance, host());
        const v1::CommandOrder next = order();
        QCOMPARE(QString::fromStdString(next.envelope()).isEmpty(), false);
        m_stream->result(*m_pen, next, host(), "HOST_ACCEPTED");
        QVERIFY(reaches(*m_fleet, other, "HOST_ACCEPTED"));
    }

    void theOrderIsRepeatedUntilItsEnd_data()
    {
        QTest::addColumn<QString>("answered");
        QTest::addColumn<bool>("restarted");
        for (const char* state : {"", "HOST_ACCEPTED", "EXECUTING"}) {
            QTest::newRow(qPrintable(QStringLiteral("%1 reconnected").arg(QLatin1String(state))))
                << QString::fromLatin1(state) << false;
            QTest::newRow(qPrintable(QStringLiteral("%1 restarted").arg(QLatin1String(state))))
                << QString::fromLatin1(state) << true;
        }
    }

    void theOrderIsRepeatedUntilItsEnd()
    {
        QFETCH(QString, answered);
        QFETCH(bool, restarted);
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder first = order();
        if (!answered.isEmpty())
            answer(first, host(), answered.toStdString());
        if (restarted)
            restart();
        attach();
        const v1::CommandOrder again = order();
        QCOMPARE(again.envelope(), first.envelope()); // verbatim
        QCOMPARE(again.reason().salt(), first.reason().salt());
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Cordoned, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(auditOf(*m_fleet, id).count(QStringLiteral("SUCCEEDED")), 1);
    }

    void aCommandWaitsForItsHostUntilItsTimeIsOver()
    {
        const std::string waits = ordered(CommandVerb::Cordon, host());
        QCOMPARE(stateNow(*m_fleet, waits), std::string("AUTHORISED"));
        restart();
        attach();
        (void)order();
        QCOMPARE(stateNow(*m_fleet, waits), std::string("DISPATCHED"));
        const std::string other = m_fleet->simulatedHosts().at(1).id.text().toStdString();
        const std::string late = ordered(CommandVerb::Cordon, other);
        willBeLost();
        pass(std::chrono::minutes(11));
        QCOMPARE(stateNow(*m_fleet, late), std::string("EXPIRED"));
        QCOMPARE(auditOf(*m_fleet, late).join(u' '), QStringLiteral("AUTHORISED EXPIRED"));
    }

    void silenceIsDoubtUntilARecordEndsIt()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        (void)order();
        pass(std::chrono::seconds(29));
        QCOMPARE(stateNow(*m_fleet, id), std::string("DISPATCHED"));
        pass(std::chrono::seconds(2));
        QCOMPARE(stateNow(*m_fleet, id), std::string("INDETERMINATE"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("no-answer"));
        restart();
        QCOMPARE(stateNow(*m_fleet, id), std::string("INDETERMINATE"));
        m_stream.reset();
        willBeLost();
        pass(std::chrono::hours(1)); // for ever, if need be
        QCOMPARE(stateNow(*m_fleet, id), std::string("INDETERMINATE"));
        attach();
        (void)order(); // asked again
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Cordoned, digestOf(id)));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
    }

    void aHostThatFallsSilentInTheMiddleIsInDoubt()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder sent = order();
        answer(sent, host(), "EXECUTING");
        pass(std::chrono::seconds(31));
        QCOMPARE(stateNow(*m_fleet, id), std::string("INDETERMINATE"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("host-silent"));
        answer(sent, host(), "EXECUTING");
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
    }

    void aFullDiskLosesNothingAndDoublesNothing()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        (void)order();
        const auto setWritable = [this](bool writable) {
            m_fleet->onRecord([writable](Fleetd::Fleet& fleet) {
                fleet.record().database().execute(
                    QStringLiteral("PRAGMA query_only = %1")
                        .arg(writable ? QStringLiteral("OFF") : QStringLiteral("ON")));
            });
        };
        const QByteArray record = m_pen->mode(HostMode::Cordoned, digestOf(id));
        setWritable(false);
        m_stream->record(*m_pen, record);
        QCOMPARE(m_stream->end().error_code(), grpc::StatusCode::UNAVAILABLE);
        QCOMPARE(stateNow(*m_fleet, id), std::string("DISPATCHED"));
        QCOMPARE(hostNow(*m_fleet, host()).mode(), std::string("in-service"));
        setWritable(true);
        m_stream =
            std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        m_stream->hello(*m_pen);
        (void)order();
        m_stream->commit(*m_pen, record);
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(hostNow(*m_fleet, host()).mode(), std::string("cordoned"));
        QCOMPARE(auditOf(*m_fleet, id).count(QStringLiteral("SUCCEEDED")), 1);
    }

    void ofSeveralHostsEachHasItsOwnState()
    {
        attach();
        HostPen other(m_fleet->simulatedHosts().at(1), true);
        m_stream->hello(other);
        (void)m_stream->answer();
        const std::string second = other.id().text().toStdString();
        Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, host());
        record.targets.push_back(m_desk->target(second));
        const std::string id = record.id.text().toStdString();
        QVERIFY(m_desk->send(record).status.ok());
        QVERIFY(order().envelope() == order().envelope()); // one for each of them
        m_stream->commit(*m_pen, m_pen->mode(HostMode::Cordoned, digestOf(id)));
        const auto stateOf = [&](const std::string& target) {
            const v1::Command now = commandNow(*m_fleet, id);
            for (const auto& one : now.targets()) {
                if (one.uid() == target)
                    return one.state();
            }
            return std::string();
        };
        QCOMPARE(stateOf(host()), std::string("SUCCEEDED"));
        QCOMPARE(stateOf(second), std::string("DISPATCHED"));
        pass(std::chrono::seconds(31));
        QCOMPARE(stateOf(host()), std::string("SUCCEEDED"));
        QCOMPARE(stateOf(second), std::string("INDETERMINATE"));
    }

    void anotherHostsWordAboutACommandIsNotTaken()
    {
        attach();
        const std::string id = ordered(CommandVerb::Cordon, host());
        const v1::CommandOrder sent = order();
        const HostPen other(m_fleet->simulatedHosts().at(1), true);
        m_stream->hello(other);
        (void)m_stream->answer();
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("no such command, target or state")));
        m_stream->result(other, sent, host(), "REJECTED", "stale");
        answer(sent, host(), "EXECUTING"); // behind it on the same stream
        QCOMPARE(stateNow(*m_fleet, id), std::string("EXECUTING"));
    }

    void theRosterComesAfterTheHelloAndWheneverItChanges()
    {
        attach();
        const auto first = m_stream->next(v1::FleetFrame::kRoster).roster();
        m_fleet->renewRoster([](Evidence::Roster&) {});
        pass(std::chrono::seconds(1));
        const auto second = m_stream->next(v1::FleetFrame::kRoster).roster();
        QVERIFY(first.envelope() != second.envelope());
        m_fleet->onRecord([](Fleetd::Fleet&) {});
        QCOMPARE(second.envelope(), [&] {
            QFile file(m_fleet->path(QStringLiteral("pki/trust/roster.json")));
            return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
        }());
    }
};

ESPALIER_TEST(TstDispatch)
#include "tst_dispatch.moc"
