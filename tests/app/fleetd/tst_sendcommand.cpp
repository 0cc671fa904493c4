// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testdesk.h"
#include "testhost.h"

#include <evidence/digest.h>

using namespace Espalier;
using namespace Espalier::Tests;

// What fleetd takes up, and what it refuses with which word.
class TstSendCommand final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    std::unique_ptr<TestDesk> m_desk;
    std::string m_host; // not attached: nothing is sent

    using Spoil = std::function<void(Evidence::CommandRecord&)>;
    [[nodiscard]] TestDesk::Answer refused(const v1::SendCommandRequest& request)
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("refused a command of")));
        return m_desk->send(request);
    }
    [[nodiscard]] TestDesk::Answer refused(const Spoil& spoil)
    {
        Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        spoil(record);
        return refused(m_desk->sign(record));
    }
    [[nodiscard]] std::vector<v1::AuditEntry> entriesNow() // oldest first, up to 9
    {
        std::vector<v1::AuditEntry> entries;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            for (const auto& [uid, object] : fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY))
                entries.push_back(object->audit_entry());
        });
        std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.uid() < b.uid(); });
        return entries;
    }
    [[nodiscard]] static TestDesk::Answer turnedAway(
        const TestDesk& desk, const v1::SendCommandRequest& request)
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("the role operator or on-call is")));
        return desk.send(request);
    }
    void prepare() override
    {
        m_fleet = std::make_unique<TestFleet>(2);
        m_desk = std::make_unique<TestDesk>(*m_fleet);
        m_host = m_fleet->simulatedHosts().at(0).id.text().toStdString();
    }

private Q_SLOTS:
    void aCommandIsStoredWithItsAuditAndRaisesTheGeneration()
    {
        const quint64 generation = hostNow(*m_fleet, m_host).generation();
        const Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        const auto answer = m_desk->send(record);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QVERIFY(!answer.response.repeated());
        QCOMPARE(answer.command().verb(), std::string("cordon"));
        QCOMPARE(answer.command().actor(), std::string("oncall"));
        QCOMPARE(answer.command().reason(), std::string("the fan of this host fails"));
        QCOMPARE(answer.command().targets(0).state(), std::string("AUTHORISED"));
        QCOMPARE(hostNow(*m_fleet, m_host).generation(), generation + 1);
        QCOMPARE(
            auditOf(*m_fleet, answer.command().uid()), QStringList{QStringLiteral("AUTHORISED")});
        m_fleet->restart();
        QCOMPARE(stateNow(*m_fleet, answer.command().uid()), std::string("AUTHORISED"));
        QCOMPARE(hostNow(*m_fleet, m_host).generation(), generation + 1);
    }

    void theSameCommandAgainHasNoSecondEffect()
    {
        const Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        const v1::SendCommandRequest request = m_desk->sign(record);
        QVERIFY(m_desk->send(request).status.ok());
        const quint64 generation = hostNow(*m_fleet, m_host).generation();
        m_fleet->restart();
        TestDesk desk(*m_fleet);
        m_fleet->clock().advance(std::chrono::minutes(11)); // past its end: stored is stored
        const auto again = desk.send(request);
        QVERIFY2(again.status.ok(), again.status.error_message().c_str());
        QVERIFY(again.response.repeated());
        QCOMPARE(again.command().uid(), record.id.text().toStdString());
        QCOMPARE(hostNow(*m_fleet, m_host).generation(), generation);
    }

    void anotherCommandUnderTheSameIdIsRefused()
    {
        const Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        QVERIFY(m_desk->send(record).status.ok());
        Evidence::CommandRecord other = m_desk->record(CommandVerb::Maintenance, m_host);
        other.id = record.id;
        const auto answer = refused(m_desk->sign(other));
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
        QCOMPARE(answer.code(), std::string("IDEMPOTENCY_MISMATCH"));
        QCOMPARE(
            commandNow(*m_fleet, record.id.text().toStdString()).verb(), std::string("cordon"));
        const auto entries = entriesNow();
        QCOMPARE(entries.size(), 2u);
        QCOMPARE(entries.at(1).action(), std::string("maintenance"));
        QCOMPARE(entries.at(1).result(), std::string("REJECTED"));
        QCOMPARE(entries.at(1).reason(), std::string("the fan of this host fails"));
        QCOMPARE(entries.at(1).result_detail().find("IDEMPOTENCY_MISMATCH: "), size_t{0});
    }

    void ofTwoDesksTheSecondActsOnStaleData()
    {
        const Evidence::CommandRecord first = m_desk->record(CommandVerb::Cordon, m_host);
        const Evidence::CommandRecord second = m_desk->record(CommandVerb::Maintenance, m_host);
        QVERIFY(m_desk->send(first).status.ok());
        const auto answer = refused(m_desk->sign(second));
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
        QCOMPARE(answer.code(), std::string("stale"));
        QVERIFY2(answer.status.error_message().find("you acted on stale data") != std::string::npos,
            answer.status.error_message().c_str());
        QCOMPARE(auditOf(*m_fleet, second.id.text().toStdString()),
            QStringList{QStringLiteral("REJECTED")});
    }

    void refusesEachForItsOwnReason_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("status");
        using Code = grpc::StatusCode;
        const auto row = [](const char* code, Code status) {
            QTest::newRow(code) << QString::fromLatin1(code) << static_cast<int>(status);
        };
        row("stale", Code::FAILED_PRECONDITION);
        row("boot", Code::FAILED_PRECONDITION);
        row("expired", Code::FAILED_PRECONDITION);
        row("clock", Code::FAILED_PRECONDITION);
        row("lifetime", Code::FAILED_PRECONDITION);
        row("policy", Code::FAILED_PRECONDITION);
        row("approvals", Code::FAILED_PRECONDITION);
        row("wrong-site", Code::INVALID_ARGUMENT);
        row("target", Code::INVALID_ARGUMENT);
        row("unknown-target", Code::NOT_FOUND);
        row("unknown-person", Code::PERMISSION_DENIED);
        row("unknown-device", Code::PERMISSION_DENIED);
        row("bad-signature", Code::PERMISSION_DENIED);
        row("verb", Code::UNIMPLEMENTED);
    }

    void refusesEachForItsOwnReason()
    {
        QFETCH(QString, code);
        QFETCH(int, status);
        const auto minutes = [](int count) { return std::chrono::minutes(count); };
        using Record = Evidence::CommandRecord;
        const QMap<QString, Spoil> spoils{
            {QStringLiteral("stale"), [](Record& one) { one.targets[0].generation += 1; }},
            {QStringLiteral("boot"),
                [](Record& one) { one.targets[0].bootId = QStringLiteral("another-boot"); }},
            {QStringLiteral("expired"),
                [&](Record& one) {
                    one.issuedAt -= minutes(11);
                    one.notAfter -= minutes(11);
                }},
            {QStringLiteral("clock"),
                [&](Record& one) {
                    one.issuedAt += minutes(60);
                    one.notAfter += minutes(60);
                }},
            {QStringLiteral("lifetime"), [&](Record& one) { one.notAfter += minutes(6); }},
            {QStringLiteral("policy"), [](Record& one) { one.policyVersion = 2; }},
            {QStringLiteral("approvals"), [](Record& one) { one.tier = Tier::T2; }},
            {QStringLiteral("wrong-site"),
                [](Record& one) { one.site = SiteId(QStringLiteral("ams2")); }},
            {QStringLiteral("target"), [](Record& one) { one.verb = CommandVerb::ForceDestroy; }},
            {QStringLiteral("unknown-target"),
                [](Record& one) {
                    one.targets[0].uid = QStringLiteral("00000000-0000-4000-8000-00000000ffff");
                    one.targets[0].host = HostId(one.targets[0].uid);
                }},
            {QStringLiteral("unknown-person"),
                [](Record& one) { one.actor = QStringLiteral("nobody"); }},
            {QStringLiteral("unknown-device"),
                [](Record& one) { one.device = QStringLiteral("laptop"); }},
            {QStringLiteral("bad-signature"),
                [](Record& one) { one.actor = QStringLiteral("admin"); }}, // whose key is another
            {QStringLiteral("verb"), [](Record& one) { one.verb = CommandVerb::CacheQuota; }},
        };
        const quint64 generation = hostNow(*m_fleet, m_host).generation();
        const auto answer = refused(spoils.value(code));
        QCOMPARE(QString::fromStdString(answer.code()), code);
        QCOMPARE(static_cast<int>(answer.status.error_code()), status);
        QCOMPARE(hostNow(*m_fleet, m_host).generation(), generation);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            QVERIFY(fleet.record().table(v1::OBJECT_TYPE_COMMAND).empty());
            QCOMPARE(fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY).size(), 1u);
        });
    }

    void refusesTextsThatWereNotSigned()
    {
        v1::SendCommandRequest request = m_desk->sign(m_desk->record(CommandVerb::Cordon, m_host));
        request.mutable_reason()->set_text("another reason altogether");
        QCOMPARE(refused(request).code(), std::string("reason"));
        Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        record.ticketDigest = QString(64, u'0');
        QCOMPARE(refused(m_desk->sign(record)).code(), std::string("ticket"));
    }

    void refusesBytesThatAreNoCommand_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("zeros") << QByteArray(4'096, '\0');
        QTest::newRow("no record") << QByteArray("{\"payloadType\":\"text/plain\"}");
    }

    void refusesBytesThatAreNoCommand()
    {
        QFETCH(QByteArray, bytes);
        v1::SendCommandRequest request = m_desk->sign(m_desk->record(CommandVerb::Cordon, m_host));
        request.set_envelope(bytes.toStdString());
        const auto answer = refused(request);
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QCOMPARE(answer.code(), std::string("malformed"));
    }

    void aBorrowedCommandIsRefused()
    {
        const v1::SendCommandRequest request =
            m_desk->sign(m_desk->record(CommandVerb::Cordon, m_host));
        m_fleet->renewRoster([](Evidence::Roster& roster) {
            for (Evidence::Person& person : roster.people) {
                if (person.id == QLatin1String("security"))
                    person.roles.append(QStringLiteral("operator"));
            }
        });
        const TestDesk thief(*m_fleet, QStringLiteral("security"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("and .* sends it")));
        const auto answer = thief.send(request);
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QCOMPARE(answer.code(), std::string("caller"));
        QVERIFY(m_desk->send(request).status.ok()); // its owner may
    }

    void whoNamedAPolicyNeverNamesAnOlderOne()
    {
        m_fleet->renewRoster([](Evidence::Roster&) {});
        Evidence::CommandRecord newer = m_desk->record(CommandVerb::Cordon, m_host);
        newer.policyVersion = 2;
        QVERIFY(m_desk->send(newer).status.ok());
        QCOMPARE(refused([](Evidence::CommandRecord& one) { one.policyVersion = 1; }).code(),
            std::string("policy"));
    }

    void aRoleThatIsTooLowIsRefusedAtTheDoorAndAudited()
    {
        TestDesk viewer(*m_fleet, QStringLiteral("viewer"));
        const Evidence::CommandRecord record = viewer.record(CommandVerb::Cordon, m_host);
        const auto answer = turnedAway(viewer, viewer.sign(record));
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QCOMPARE(answer.code(), std::string("role"));
        const auto entries = entriesNow();
        QCOMPARE(entries.size(), 1u);
        QCOMPARE(entries[0].actor(), std::string("viewer"));
        QCOMPARE(entries[0].action(), std::string("cordon"));
        QCOMPARE(entries[0].target(), m_host);
        QCOMPARE(entries[0].command(), record.id.text().toStdString());
        QCOMPARE(entries[0].reason(), std::string("the fan of this host fails"));
        QCOMPARE(entries[0].result(), std::string("REJECTED"));
        QCOMPARE(entries[0].result_detail().find("role: "), size_t{0});
    }

    void whatAPersonWithoutTheRoleDidNotSignIsNotQuoted()
    {
        const TestDesk viewer(*m_fleet, QStringLiteral("viewer"));
        const v1::SendCommandRequest borrowed =
            m_desk->sign(m_desk->record(CommandVerb::Cordon, m_host));
        QCOMPARE(turnedAway(viewer, borrowed).code(), std::string("role"));
        const auto entries = entriesNow();
        QCOMPARE(entries.size(), 1u);
        QCOMPARE(entries[0].actor(), std::string("viewer"));
        QCOMPARE(entries[0].action(), std::string("command"));
        QCOMPARE(entries[0].command() + entries[0].target() + entries[0].reason(), std::string());
    }

    void whoIsTurnedAwayCannotFillTheRecord()
    {
        TestDesk viewer(*m_fleet, QStringLiteral("viewer"));
        const v1::SendCommandRequest request =
            viewer.sign(viewer.record(CommandVerb::Cordon, m_host));
        for (int i = 0; i < 7; ++i)
            QCOMPARE(turnedAway(viewer, request).code(), std::string("role"));
        QCOMPARE(entriesNow().size(), 5u);
        m_fleet->clock().advance(std::chrono::minutes(1));
        QCOMPARE(turnedAway(viewer, request).code(), std::string("role"));
        QCOMPARE(entriesNow().size(), 6u);
    }

    void whoIsNotInTheRosterLeavesNoAudit()
    {
        TestDesk viewer(*m_fleet, QStringLiteral("viewer"));
        const v1::SendCommandRequest request =
            viewer.sign(viewer.record(CommandVerb::Cordon, m_host));
        m_fleet->renewRoster([](Evidence::Roster& roster) {
            std::erase_if(roster.people,
                [](const Evidence::Person& one) { return one.id == QLatin1String("viewer"); });
        });
        QCOMPARE(turnedAway(viewer, request).code(), std::string("role"));
        QCOMPARE(entriesNow().size(), 0u);
    }

    void aDryRunLeavesNoTrace()
    {
        Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        record.dryRun = true;
        const auto answer = m_desk->send(record);
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QVERIFY(!answer.response.has_command());
        record.targets[0].generation += 1;
        QCOMPARE(refused(m_desk->sign(record)).code(), std::string("stale"));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            QVERIFY(fleet.record().table(v1::OBJECT_TYPE_COMMAND).empty());
            QVERIFY(fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY).empty());
        });
    }

    void aDatabaseThatFailsTakesNothingUp()
    {
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA query_only = ON"));
        });
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("fleet.db")));
        const Evidence::CommandRecord record = m_desk->record(CommandVerb::Cordon, m_host);
        const v1::SendCommandRequest request = m_desk->sign(record);
        QCOMPARE(m_desk->send(request).status.error_code(), grpc::StatusCode::UNAVAILABLE);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            fleet.record().database().execute(QStringLiteral("PRAGMA query_only = OFF"));
        });
        QCOMPARE(stateNow(*m_fleet, record.id.text().toStdString()), std::string());
        const auto again = m_desk->send(request);
        QVERIFY2(again.status.ok(), again.status.error_message().c_str());
        QVERIFY(!again.response.repeated());
        QCOMPARE(auditOf(*m_fleet, record.id.text().toStdString()),
            QStringList{QStringLiteral("AUTHORISED")});
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { // no number is left out
            QVERIFY(fleet.record().find(v1::OBJECT_TYPE_AUDIT_ENTRY, "fra1/1"));
        });
    }
};

ESPALIER_TEST(TstSendCommand)
#include "tst_sendcommand.moc"
