// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

struct Call {
    const char* name;
    std::function<grpc::Status(const std::shared_ptr<grpc::Channel>&)> run;
};

// Allowed streams go on for ever: silence for 400 ms counts as "let in".
grpc::Status stream(const std::function<grpc::Status(grpc::ClientContext&)>& read)
{
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(400));
    return read(context);
}

std::vector<Call> calls()
{
    using Channel = std::shared_ptr<grpc::Channel>;
    return {
        {"Hello",
            [](const Channel& channel) {
                Deadline deadline;
                v1::HelloResponse response;
                return v1::FleetWatch::NewStub(channel)->Hello(deadline, {}, &response);
            }},
        {"List",
            [](const Channel& channel) {
                Deadline deadline;
                v1::ListRequest request;
                request.set_type(v1::OBJECT_TYPE_HOST);
                v1::ListResponse response;
                const auto stub = v1::FleetWatch::NewStub(channel);
                const auto reader = stub->List(deadline, request);
                while (reader->Read(&response)) {}
                return reader->Finish();
            }},
        {"Watch",
            [](const Channel& channel) {
                return stream([&](grpc::ClientContext& context) {
                    v1::WatchRequest request;
                    request.set_send_initial(true);
                    v1::WatchResponse response;
                    const auto stub = v1::FleetWatch::NewStub(channel);
                    const auto reader = stub->Watch(&context, request);
                    while (reader->Read(&response)) {}
                    return reader->Finish();
                });
            }},
        {"Samples",
            [](const Channel& channel) {
                return stream([&](grpc::ClientContext& context) {
                    v1::SamplesResponse response;
                    const auto stub = v1::FleetWatch::NewStub(channel);
                    const auto reader = stub->Samples(&context, {});
                    while (reader->Read(&response)) {}
                    return reader->Finish();
                });
            }},
        {"SubmitJob",
            [](const Channel& channel) {
                Deadline deadline;
                v1::SubmitJobResponse response;
                return v1::Jobs::NewStub(channel)->SubmitJob(deadline, {}, &response);
            }},
        {"FollowJob",
            [](const Channel& channel) {
                Deadline deadline;
                v1::FollowJobRequest request;
                request.set_job("none");
                v1::FollowJobResponse response;
                const auto stub = v1::Jobs::NewStub(channel);
                const auto reader = stub->FollowJob(deadline, request);
                while (reader->Read(&response)) {}
                return reader->Finish();
            }},
        {"CancelJob",
            [](const Channel& channel) {
                Deadline deadline;
                v1::CancelJobRequest request;
                request.set_job("none");
                v1::CancelJobResponse response;
                return v1::Jobs::NewStub(channel)->CancelJob(deadline, request, &response);
            }},
        {"Attach",
            [](const Channel& channel) {
                return stream([&](grpc::ClientContext& context) {
                    v1::FleetFrame frame;
                    const auto stub = v1::HostStream::NewStub(channel);
                    const auto both = stub->Attach(&context);
                    while (both->Read(&frame)) {}
                    return both->Finish();
                });
            }},
    };
}

// Who gets into what; everything else must be PERMISSION_DENIED. Written out by hand on purpose: it
// is what protocol.md 7 says, not what the table in the code says.
const QHash<QString, QStringList>& allowed()
{
    static const QHash<QString, QStringList> table{
        {QStringLiteral("fleetd"), {QStringLiteral("Hello")}},
        {QStringLiteral("host"), {QStringLiteral("Hello"), QStringLiteral("Attach")}},
        {QStringLiteral("simulator"), {QStringLiteral("Hello"), QStringLiteral("Attach")}},
        {QStringLiteral("queue"),
            {QStringLiteral("Hello"), QStringLiteral("SubmitJob"), QStringLiteral("FollowJob"),
                QStringLiteral("CancelJob")}},
        {QStringLiteral("viewer"),
            {QStringLiteral("Hello"), QStringLiteral("List"), QStringLiteral("Watch"),
                QStringLiteral("Samples")}},
        {QStringLiteral("on-call"),
            {QStringLiteral("Hello"), QStringLiteral("List"), QStringLiteral("Watch"),
                QStringLiteral("Samples")}},
        {QStringLiteral("security"),
            {QStringLiteral("Hello"), QStringLiteral("List"), QStringLiteral("Watch"),
                QStringLiteral("Samples")}},
        {QStringLiteral("administrator"),
            {QStringLiteral("Hello"), QStringLiteral("List"), QStringLiteral("Watch"),
                QStringLiteral("Samples")}},
        {QStringLiteral("stranger"), {QStringLiteral("Hello")}},
        {QStringLiteral("queue of ams2"), {}},
        {QStringLiteral("host of ams2"), {}},
        {QStringLiteral("unknown form"), {}},
    };
    return table;
}

} // namespace

class TstPermissions final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    [[nodiscard]] std::shared_ptr<grpc::Channel> channelOf(const QString& who) const
    {
        const QHash<QString, QString> paths{
            {QStringLiteral("fleetd"), QStringLiteral("/site/fra1/fleetd/2")},
            {QStringLiteral("host"),
                QStringLiteral("/site/fra1/host/") + m_fleet->realHost().id.text()},
            {QStringLiteral("simulator"), QStringLiteral("/site/fra1/simulator/1")},
            {QStringLiteral("queue"), QStringLiteral("/site/fra1/queue/1")},
            {QStringLiteral("viewer"), QStringLiteral("/user/viewer/device/desk")},
            {QStringLiteral("on-call"), QStringLiteral("/user/oncall/device/desk")},
            {QStringLiteral("security"), QStringLiteral("/user/security/device/desk")},
            {QStringLiteral("administrator"), QStringLiteral("/user/admin/device/desk")},
            {QStringLiteral("stranger"), QStringLiteral("/user/nobody/device/desk")},
            {QStringLiteral("queue of ams2"), QStringLiteral("/site/ams2/queue/1")},
            {QStringLiteral("host of ams2"),
                QStringLiteral("/site/ams2/host/") + m_fleet->realHost().id.text()},
            {QStringLiteral("unknown form"), QStringLiteral("/robot/1")},
        };
        return m_fleet->channelAs(paths.value(who));
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void everyRpcWithEveryKindOfId_data()
    {
        QTest::addColumn<QString>("who");
        for (auto entry = allowed().begin(); entry != allowed().end(); ++entry)
            QTest::newRow(qPrintable(entry.key())) << entry.key();
    }

    void everyRpcWithEveryKindOfId()
    {
        QFETCH(QString, who);
        const auto channel = channelOf(who);
        for (const Call& call : calls()) {
            const bool may = allowed().value(who).contains(QLatin1String(call.name));
            if (!may)
                QTest::ignoreMessage(
                    QtWarningMsg, QRegularExpression(QStringLiteral("refused to spiffe://")));
            const grpc::Status status = call.run(channel);
            const bool denied = status.error_code() == grpc::StatusCode::PERMISSION_DENIED;
            QVERIFY2(denied == !may,
                qPrintable(QStringLiteral("%1 as %2: %3 %4")
                               .arg(QLatin1String(call.name), who)
                               .arg(status.error_code())
                               .arg(QString::fromStdString(status.error_message()))));
            QVERIFY2(!denied || status.error_message().find(call.name) != std::string::npos,
                status.error_message().c_str());
        }
    }

    void namesTheRoleThatIsMissing()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("the role viewer is missing")));
        Deadline deadline;
        v1::ListRequest request;
        request.set_type(v1::OBJECT_TYPE_HOST);
        v1::ListResponse response;
        const auto stub = v1::FleetWatch::NewStub(channelOf(QStringLiteral("stranger")));
        const auto reader = stub->List(deadline, request);
        QVERIFY(!reader->Read(&response));
        const grpc::Status status = reader->Finish();
        QCOMPARE(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QVERIFY2(status.error_message().find("viewer") != std::string::npos,
            status.error_message().c_str());
    }

    void aViewerWhoSubmitsIsToldWhoMay()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("it is for queue only")));
        Deadline deadline;
        v1::SubmitJobResponse response;
        const grpc::Status status =
            v1::Jobs::NewStub(m_fleet->viewer())->SubmitJob(deadline, goodJob(), &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QVERIFY2(status.error_message().find("queue") != std::string::npos,
            status.error_message().c_str());
    }
};

ESPALIER_TEST(TstPermissions)
#include "tst_permissions.moc"
