// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "genericserver.h"
#include "support/testregistry.h"
#include "world.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <grpcpp/security/credentials.h>

#include <mutex>

using namespace Espalier;
using namespace Espalier::Tests;
using Tls::LeafRequest;
using Tls::TlsIdentity;
using Tls::TlsSettings;

namespace {

// Refusals of one end, from gRPC's threads.
class Refusals final {
public:
    [[nodiscard]] Tls::RefusalLog log()
    {
        return [this](const Evidence::SvidVerdict&, const QString& words) {
            const std::lock_guard lock(m_mutex);
            m_words << words;
        };
    }
    [[nodiscard]] QString all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_words.join(QLatin1Char('\n'));
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_words;
};

} // namespace

// Real handshakes on 127.0.0.1, both ends.
class TstCredentials final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void bothEndsKnowEachOther();
    void chainWithIntermediatePasses();
    void serverRefusesBadClients_data();
    void serverRefusesBadClients();
    void clientWithoutCertificateIsRefused();
    void clientRefusesBadServers_data();
    void clientRefusesBadServers();
    void onlyTls13IsSpoken();
    void unusableIdentityNamesItsProblem();

private:
    [[nodiscard]] TlsIdentity good(const QString& path) const
    {
        return identityOf(*m_root.issue(goodRequest(path)), m_root.certificatePem());
    }
    [[nodiscard]] TlsSettings settings(
        const TlsIdentity& identity, Refusals* refusals = nullptr) const
    {
        return {identity, &m_clock, refusals ? refusals->log() : Tls::RefusalLog(), {}};
    }
    // Credentials of a peer that does not look at its own certificate, as a hostile one would not.
    [[nodiscard]] std::shared_ptr<grpc::ChannelCredentials> careless(
        const TlsIdentity& identity) const;
    [[nodiscard]] std::shared_ptr<grpc::ServerCredentials> carelessServer(
        const TlsIdentity& identity) const;

    const Tls::Authority m_root = authority();
    const StandingClock m_clock{noon()};
};

namespace {

void addBadPeers()
{
    using std::chrono::hours;
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("words");
    QTest::newRow("another authority") << QStringLiteral("foreign") << QStringLiteral("authority");
    QTest::newRow("no SPIFFE id") << QStringLiteral("nameless") << QStringLiteral("no SPIFFE id");
    QTest::newRow("expired") << QStringLiteral("expired")
                             << QStringLiteral("expired at 2026-11-24 11:");
    QTest::newRow("other trust domain")
        << QStringLiteral("domain") << QStringLiteral("trust domain");
}

TlsIdentity badIdentity(const QString& change, const Tls::Authority& root, const QString& path)
{
    LeafRequest request = goodRequest(path);
    if (change == QLatin1String("nameless")) {
        request.uris.clear();
        request.dnsNames << QStringLiteral("localhost");
    }
    if (change == QLatin1String("expired"))
        request.notAfter = noon() - std::chrono::minutes(5);
    if (change == QLatin1String("domain"))
        request.uris = QStringList{QStringLiteral("spiffe://elsewhere") + path};
    const bool foreign = change == QLatin1String("foreign");
    const auto minted = (foreign ? authority() : root).issue(request);
    return identityOf(*minted, root.certificatePem());
}

} // namespace

std::shared_ptr<grpc::ChannelCredentials> TstCredentials::careless(
    const TlsIdentity& identity) const
{
    // Servers are named by SPIFFE ids, so a client of plain TLS needs to be told to look away.
    grpc::experimental::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(
        std::make_shared<grpc::experimental::StaticDataCertificateProvider>(
            identity.roots.toStdString(),
            std::vector<grpc::experimental::IdentityKeyCertPair>{
                {identity.key.toStdString(), identity.certificate.toStdString()}}));
    options.watch_root_certs();
    if (!identity.certificate.isEmpty())
        options.watch_identity_key_cert_pairs();
    options.set_certificate_verifier(
        std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
    options.set_check_call_host(false);
    options.set_verify_server_certs(false);
    return grpc::experimental::TlsCredentials(options);
}

std::shared_ptr<grpc::ServerCredentials> TstCredentials::carelessServer(
    const TlsIdentity& identity) const
{
    grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
    options.pem_key_cert_pairs.push_back(
        {identity.key.toStdString(), identity.certificate.toStdString()});
    return grpc::SslServerCredentials(options);
}

void TstCredentials::bothEndsKnowEachOther()
{
    Refusals atServer, atClient;
    const QString user = QStringLiteral("/user/ann/device/desk");
    const auto server =
        Tls::serverCredentials(settings(good(QStringLiteral("/site/fra1/fleetd/1")), &atServer));
    QVERIFY2(server, qPrintable(server.error()));
    TlsSettings wanted = settings(good(user), &atClient);
    wanted.peerRule = Tls::onlyFleetdOf(QStringLiteral("fra1"));
    const auto client = Tls::channelCredentials(wanted);
    QVERIFY2(client, qPrintable(client.error()));
    const GenericServer running(*server);
    QVERIFY(running.port() > 0);
    const Answer answer = whoAmI(running.port(), *client);
    QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
    QCOMPARE(answer.peer, spiffeId(user));
    QCOMPARE(atServer.all() + atClient.all(), QString());
}

void TstCredentials::chainWithIntermediatePasses()
{
    using std::chrono::hours;
    const auto middle =
        m_root.intermediate(QStringLiteral("Middle"), noon() - hours(2), noon() + hours(2));
    const QString host = QStringLiteral("/site/fra1/host/0b5e");
    const TlsIdentity client =
        identityOf(*middle->issue(goodRequest(host)), m_root.certificatePem());
    const TlsIdentity fleetd =
        identityOf(*middle->issue(goodRequest(QStringLiteral("/site/fra1/fleetd/1"))),
            m_root.certificatePem());
    Refusals refusals;
    const GenericServer running(*Tls::serverCredentials(settings(fleetd, &refusals)));
    const Answer answer =
        whoAmI(running.port(), *Tls::channelCredentials(settings(client, &refusals)));
    QVERIFY2(answer.status.ok(), qPrintable(refusals.all()));
    QCOMPARE(answer.peer, spiffeId(host));
}

void TstCredentials::serverRefusesBadClients_data() { addBadPeers(); }

void TstCredentials::serverRefusesBadClients()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    Refusals refusals;
    const auto server =
        Tls::serverCredentials(settings(good(QStringLiteral("/site/fra1/fleetd/1")), &refusals));
    const GenericServer running(*server);
    const TlsIdentity bad = badIdentity(change, m_root, QStringLiteral("/user/eve/device/desk"));
    const Answer answer = whoAmI(running.port(), careless(bad));
    QCOMPARE(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
    QTRY_VERIFY(!refusals.all().isEmpty());
    QVERIFY2(refusals.all().contains(words), qPrintable(refusals.all()));
}

void TstCredentials::clientWithoutCertificateIsRefused()
{
    const auto server =
        Tls::serverCredentials(settings(good(QStringLiteral("/site/fra1/fleetd/1"))));
    const GenericServer running(*server);
    grpc::experimental::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(
        std::make_shared<grpc::experimental::StaticDataCertificateProvider>(
            m_root.certificatePem().toStdString()));
    options.watch_root_certs();
    options.set_certificate_verifier(
        std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
    options.set_check_call_host(false);
    const Answer answer = whoAmI(running.port(), grpc::experimental::TlsCredentials(options));
    QCOMPARE(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
    const Answer plaintext = whoAmI(running.port(), grpc::InsecureChannelCredentials());
    QCOMPARE(plaintext.status.error_code(), grpc::StatusCode::UNAVAILABLE);
}

void TstCredentials::clientRefusesBadServers_data()
{
    addBadPeers();
    QTest::newRow("another site") << QStringLiteral("site")
                                  << QStringLiteral("fleetd of site fra1");
    QTest::newRow("no fleetd") << QStringLiteral("kind") << QStringLiteral("fleetd of site fra1");
}

void TstCredentials::clientRefusesBadServers()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    QString path = QStringLiteral("/site/fra1/fleetd/1");
    if (change == QLatin1String("site"))
        path = QStringLiteral("/site/ams2/fleetd/1");
    if (change == QLatin1String("kind"))
        path = QStringLiteral("/site/fra1/host/0b5e");
    const GenericServer running(carelessServer(badIdentity(change, m_root, path)));
    Refusals refusals;
    TlsSettings wanted = settings(good(QStringLiteral("/user/ann/device/desk")), &refusals);
    wanted.peerRule = Tls::onlyFleetdOf(QStringLiteral("fra1"));
    const Answer answer = whoAmI(running.port(), *Tls::channelCredentials(wanted));
    QCOMPARE(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
    QVERIFY2(refusals.all().contains(words), qPrintable(refusals.all()));
}

void TstCredentials::onlyTls13IsSpoken()
{
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    QVERIFY2(!openssl.isEmpty(), "package openssl is needed");
    const TlsIdentity user = good(QStringLiteral("/user/ann/device/desk"));
    QTemporaryDir folder;
    const auto file = [&](const char* name, const QByteArray& content) {
        QFile out(folder.filePath(QString::fromLatin1(name)));
        return out.open(QIODevice::WriteOnly) && out.write(content) == content.size()
            ? out.fileName()
            : QString();
    };
    const QString certificate = file("cert.pem", user.certificate), key = file("key.pem", user.key);
    const auto server =
        Tls::serverCredentials(settings(good(QStringLiteral("/site/fra1/fleetd/1"))));
    const GenericServer running(*server);
    const auto tried = [&](const QString& version) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(openssl,
            {QStringLiteral("s_client"), QStringLiteral("-connect"),
                QStringLiteral("127.0.0.1:%1").arg(running.port()), version,
                QStringLiteral("-cert"), certificate, QStringLiteral("-key"), key,
                QStringLiteral("-alpn"), QStringLiteral("h2")});
        process.closeWriteChannel();
        process.waitForFinished(20'000);
        return QString::fromLatin1(process.readAll());
    };
    const QString modern = tried(QStringLiteral("-tls1_3"));
    QVERIFY2(modern.contains(QStringLiteral("New, TLSv1.3, Cipher is TLS_")), qPrintable(modern));
    const QString old = tried(QStringLiteral("-tls1_2"));
    QVERIFY2(old.contains(QStringLiteral("Cipher is (NONE)")), qPrintable(old));
    QVERIFY2(!old.contains(QStringLiteral("BEGIN CERTIFICATE")), qPrintable(old));
}

void TstCredentials::unusableIdentityNamesItsProblem()
{
    const TlsIdentity one = good(QStringLiteral("/site/fra1/fleetd/1"));
    const TlsIdentity two = good(QStringLiteral("/site/fra1/fleetd/2"));
    const auto problem = [&](const TlsIdentity& identity) {
        return Tls::identityProblem(identity, noon()).value_or(QString());
    };
    QCOMPARE(problem(one), QString());
    TlsIdentity mixed = one;
    mixed.key = two.key;
    QVERIFY(problem(mixed).contains(QStringLiteral("does not belong")));
    TlsIdentity keyless = one;
    keyless.key = "nothing";
    QVERIFY(problem(keyless).contains(QStringLiteral("private key cannot be read")));
    TlsIdentity rootless = one;
    rootless.roots.clear();
    QVERIFY(problem(rootless).contains(QStringLiteral("trust bundle")));
    TlsIdentity foreign = one;
    foreign.roots = authority().certificatePem();
    QVERIFY(problem(foreign).contains(QStringLiteral("own certificate")));
    const auto refused = Tls::serverCredentials(settings(mixed));
    QVERIFY(!refused);
    QVERIFY(!Tls::channelCredentials(settings(keyless)));
}

ESPALIER_TEST(TstCredentials)
#include "tst_credentials.moc"
