// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "genericcall.h"
#include "support/testregistry.h"
#include "testfleet.h"

#include <fleetd/rpc/permissions.h>
#include <link/tls/mint.h>

#include <google/protobuf/descriptor.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <QDir>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

constexpr std::chrono::seconds patient{20};
constexpr std::chrono::milliseconds brief{400}; // silence of a stream that lets somebody in
const QString health = QStringLiteral("grpc.health.v1.Health/Check");

struct Method {
    QString name; // Service/Method
    std::string path;
    bool clientStreams = false;
};

// Every RPC of every .proto file of the contract, from the descriptors that are compiled in.
std::vector<Method> contract()
{
    std::vector<Method> methods;
    const QDir folder(QFINDTESTDATA("../../../models/wire/espalier/v1"));
    for (const QString& file : folder.entryList({QStringLiteral("*.proto")})) {
        const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(
            "espalier/v1/" + file.toStdString());
        if (!descriptor)
            throw std::runtime_error(file.toStdString() + " is not compiled in");
        for (int at = 0; at < descriptor->service_count(); ++at) {
            const auto* service = descriptor->service(at);
            for (int number = 0; number < service->method_count(); ++number) {
                const auto* method = service->method(number);
                const std::string path(method->name());
                methods.push_back(
                    {QString::fromStdString(std::string(service->name()) + '/' + path),
                        '/' + std::string(service->full_name()) + '/' + path,
                        method->client_streaming()});
            }
        }
    }
    return methods;
}

// Who gets into what; everything else must be PERMISSION_DENIED. Written out by hand on purpose: it
// is what protocol.md 7 says, not what the table in the code says.
const QMap<QString, QStringList>& allowed()
{
    static const QString hello = QStringLiteral("FleetWatch/Hello");
    static const QString attach = QStringLiteral("HostStream/Attach");
    static const QString send = QStringLiteral("Commands/Send");
    static const QString mark = QStringLiteral("Commands/MarkAlarm");
    static const QString output = QStringLiteral("Commands/FollowOutput");
    static const QStringList reads{hello, QStringLiteral("FleetWatch/List"),
        QStringLiteral("FleetWatch/Watch"), QStringLiteral("FleetWatch/Samples")};
    static const QMap<QString, QStringList> table{
        {QStringLiteral("fleetd"), {hello}},
        {QStringLiteral("host"), {hello, attach}},
        {QStringLiteral("simulator"), {hello, attach}},
        {QStringLiteral("queue"),
            {hello, QStringLiteral("Jobs/SubmitJob"), QStringLiteral("Jobs/FollowJob"),
                QStringLiteral("Jobs/CancelJob")}},
        {QStringLiteral("viewer"), reads},
        {QStringLiteral("operator"), reads + QStringList{send, mark}},
        {QStringLiteral("on-call"), reads + QStringList{send, mark, output}},
        {QStringLiteral("security"), reads + QStringList{mark}},
        {QStringLiteral("administrator"), reads},
        {QStringLiteral("a role of no meaning"), {hello}},
        {QStringLiteral("not in the roster"), {hello}},
        {QStringLiteral("fleetd of ams2"), {}},
        {QStringLiteral("host of ams2"), {}},
        {QStringLiteral("simulator of ams2"), {}},
        {QStringLiteral("queue of ams2"), {}},
        {QStringLiteral("unknown form"), {}},
    };
    return table;
}

// Of a caller who wants in at any price.
class TakesAnyServer final : public grpc::experimental::ExternalCertificateVerifier {
public:
    bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest*,
        std::function<void(grpc::Status)>, grpc::Status* status) override
    {
        *status = grpc::Status::OK;
        return true;
    }
    void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}
};

std::shared_ptr<grpc::ChannelCredentials> withoutCertificate()
{
    namespace tls = grpc::experimental;
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<TakesAnyServer>());
    options.set_check_call_host(false);
    options.set_verify_server_certs(false);
    return tls::TlsCredentials(options);
}

} // namespace

class TstPermissions final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    std::vector<Method> m_methods;

    // One person a role, who has no other.
    void employ()
    {
        m_fleet->renewRoster([](Evidence::Roster& roster) {
            for (auto entry = allowed().begin(); entry != allowed().end(); ++entry) {
                if (!pathOf(entry.key()).isEmpty())
                    continue;
                Evidence::Person person;
                person.id = personOf(entry.key());
                person.roles = QStringList{entry.key()};
                person.devices.push_back({QStringLiteral("desk"), {}});
                roster.people.push_back(person);
            }
        });
    }
    static QString personOf(const QString& role)
    {
        return QStringLiteral("only-") + QString(role).replace(u' ', u'-');
    }
    // Of all but the people of the roster.
    static QString pathOf(const QString& who)
    {
        static const QString host = QStringLiteral("host/00000000-0000-4000-8000-000000000001");
        static const QMap<QString, QString> paths{
            {QStringLiteral("fleetd"), QStringLiteral("/site/fra1/fleetd/2")},
            {QStringLiteral("host"), QStringLiteral("/site/fra1/") + host},
            {QStringLiteral("simulator"), QStringLiteral("/site/fra1/simulator/1")},
            {QStringLiteral("queue"), QStringLiteral("/site/fra1/queue/1")},
            {QStringLiteral("not in the roster"), QStringLiteral("/user/nobody/device/desk")},
            {QStringLiteral("fleetd of ams2"), QStringLiteral("/site/ams2/fleetd/1")},
            {QStringLiteral("host of ams2"), QStringLiteral("/site/ams2/") + host},
            {QStringLiteral("simulator of ams2"), QStringLiteral("/site/ams2/simulator/1")},
            {QStringLiteral("queue of ams2"), QStringLiteral("/site/ams2/queue/1")},
            {QStringLiteral("unknown form"), QStringLiteral("/robot/1")},
        };
        return paths.value(who);
    }
    [[nodiscard]] std::shared_ptr<grpc::Channel> channelOf(const QString& who) const
    {
        const QString path = pathOf(who);
        return m_fleet->channelAs(
            path.isEmpty() ? QStringLiteral("/user/%1/device/desk").arg(personOf(who)) : path);
    }
    // Let in: whatever was wrong with the empty request afterwards.
    static bool isIn(const grpc::Status& status)
    {
        using Code = grpc::StatusCode;
        const std::set<Code> in{Code::OK, Code::INVALID_ARGUMENT, Code::NOT_FOUND, Code::CANCELLED,
            Code::DEADLINE_EXCEEDED};
        return in.count(status.error_code()) != 0;
    }
    static QString words(const QString& method, const QString& who, const grpc::Status& status)
    {
        return QStringLiteral("%1 as %2: %3 %4")
            .arg(method, who)
            .arg(status.error_code())
            .arg(QString::fromStdString(status.error_message()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_fleet = std::make_unique<TestFleet>();
        m_methods = contract();
        employ();
    }
    void cleanupTestCase() { m_fleet.reset(); }

    void everyRpcOfTheContractHasItsRow()
    {
        QStringList wanted, rows, walked;
        for (const Method& method : m_methods)
            wanted.append(method.name);
        for (const Fleetd::Permission& permission : Fleetd::permissions)
            rows.append(QString::fromUtf8(permission.name));
        for (const QStringList& names : allowed())
            walked += names;
        walked.removeDuplicates();
        for (QStringList* list : {&wanted, &rows, &walked})
            list->sort();
        QVERIFY(wanted.size() > 1);
        QCOMPARE(rows, wanted);
        QCOMPARE(walked, wanted); // and nobody's RPC is an RPC too many
    }

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
        QVERIFY(channel->WaitForConnected(std::chrono::system_clock::now() + patient));
        for (const Method& method : m_methods) {
            const bool may = allowed().value(who).contains(method.name);
            if (!may)
                QTest::ignoreMessage(
                    QtWarningMsg, QRegularExpression(QStringLiteral("refused to spiffe://")));
            else if (method.name == QLatin1String("Commands/Send")) // let in, and no command
                QTest::ignoreMessage(
                    QtWarningMsg, QRegularExpression(QStringLiteral("refused a command of")));
            const grpc::Status status = callGenerically(channel, method.path, method.clientStreams,
                may ? brief : std::chrono::milliseconds(patient));
            const QString told = words(method.name, who, status);
            if (may) {
                QVERIFY2(isIn(status), qPrintable(told));
                continue;
            }
            QVERIFY2(status.error_code() == grpc::StatusCode::PERMISSION_DENIED, qPrintable(told));
            QVERIFY2(QString::fromStdString(status.error_message()).startsWith(method.name),
                qPrintable(told));
        }
        // Health says nothing about the fleet: every verified identity may ask.
        const grpc::Status status =
            callGenerically(channel, '/' + health.toStdString(), false, patient);
        QVERIFY2(isIn(status), qPrintable(words(health, who, status)));
    }

    void whoIsNotVerifiedGetsIntoNothing_data()
    {
        QTest::addColumn<bool>("foreign");
        QTest::newRow("no certificate") << false;
        QTest::newRow("a certificate of another authority") << true;
    }

    void whoIsNotVerifiedGetsIntoNothing()
    {
        QFETCH(bool, foreign);
        const WallTime now = m_fleet->clock().wall();
        const auto authority = Tls::Authority::create(
            QStringLiteral("another"), now - std::chrono::hours(1), now + std::chrono::hours(1));
        Tls::LeafRequest request;
        request.uris = QStringList{
            QStringLiteral("spiffe://dev.espalier.internal/user/only-administrator/device/desk")};
        request.notBefore = now - std::chrono::minutes(1);
        request.notAfter = now + std::chrono::minutes(10);
        const auto leaf = authority->issue(request);
        Tls::TlsSettings settings;
        settings.clock = &m_fleet->clock();
        settings.identity = {leaf->certificate, leaf->key,
            authority->certificatePem() + m_fleet->minted(QStringLiteral("/robot/1")).roots,
            QStringLiteral("dev.espalier.internal")};
        std::vector<Method> all = m_methods;
        all.push_back({health, '/' + health.toStdString(), false});
        for (const Method& method : all) {
            if (foreign)
                QTest::ignoreMessage(QtWarningMsg,
                    QRegularExpression(QStringLiteral("refused .*only-administrator")));
            const auto channel = m_fleet->channelWith(
                foreign ? *Tls::channelCredentials(settings) : withoutCertificate());
            const grpc::Status status =
                callGenerically(channel, method.path, method.clientStreams, patient);
            QVERIFY2(status.error_code() == grpc::StatusCode::UNAVAILABLE,
                qPrintable(words(method.name, QStringLiteral("a stranger"), status)));
        }
    }

    void namesTheRoleThatIsMissing()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("the role viewer is missing")));
        const grpc::Status status = callGenerically(channelOf(QStringLiteral("not in the roster")),
            "/espalier.v1.FleetWatch/List", false, patient);
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
