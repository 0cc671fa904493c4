// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <daemon/selftest.h>
#include <daemon/server.h>
#include <link/tls/mint.h>

#include <espalier/v1/watch.grpc.pb.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>

using namespace Espalier;

namespace {

Tls::TlsIdentity identityOf(const Tls::Authority& authority, const QString& uri, WallTime now)
{
    Tls::LeafRequest request;
    request.uris = QStringList{uri};
    request.notBefore = now - std::chrono::minutes(1);
    request.notAfter = now + std::chrono::hours(1);
    const auto minted = authority.issue(request);
    return {minted->certificate, minted->key, authority.certificatePem(),
        QStringLiteral("dev.espalier.internal")};
}

} // namespace

class TstSelfTest final : public Tests::TestCase {
    Q_OBJECT

private:
    const SystemClock m_clock;
    Tls::TlsIdentity m_identity;
    ::espalier::v1::FleetWatch::CallbackService m_service; // a server needs one to start

    Daemon::ServerSettings settings()
    {
        Daemon::ServerSettings settings;
        settings.listen = QStringLiteral("127.0.0.1:0");
        settings.tls.identity = m_identity;
        settings.tls.clock = &m_clock;
        settings.services = {&m_service};
        return settings;
    }

private Q_SLOTS:
    void initTestCase()
    {
        grpc::EnableDefaultHealthCheckService(true);
        const auto authority = Tls::Authority::create(QStringLiteral("test"),
            m_clock.wall() - std::chrono::hours(1), m_clock.wall() + std::chrono::hours(2));
        m_identity = identityOf(*authority,
            QStringLiteral("spiffe://dev.espalier.internal/site/fra1/fleetd/1"), m_clock.wall());
    }

    void passesAServerThatRefusesStrangers()
    {
        const auto server = Daemon::Server::start(settings());
        QVERIFY2(server, qPrintable(server.error()));
        QCOMPARE(Daemon::selfTestProblem((*server)->address(), m_identity, m_clock), QString());
    }

    void findsAServerThatLetsAnybodyIn()
    {
        // gRPC's own TLS, which asks nobody for a certificate.
        grpc::SslServerCredentialsOptions options;
        options.pem_key_cert_pairs.push_back(
            {m_identity.key.toStdString(), m_identity.certificate.toStdString()});
        int port = 0;
        grpc::ServerBuilder builder;
        builder.RegisterService(&m_service);
        builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port);
        const auto open = builder.BuildAndStart();
        const QString problem =
            Daemon::selfTestProblem(QStringLiteral("127.0.0.1:%1").arg(port), m_identity, m_clock);
        QVERIFY2(problem.contains(QLatin1String("without a certificate")), qPrintable(problem));
        open->Shutdown();
    }

    void findsAServerThatTakesAnyAuthority()
    {
        grpc::SslServerCredentialsOptions options(
            GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
        options.pem_key_cert_pairs.push_back(
            {m_identity.key.toStdString(), m_identity.certificate.toStdString()});
        options.pem_root_certs = m_identity.roots.toStdString();
        int port = 0;
        grpc::ServerBuilder builder;
        builder.RegisterService(&m_service);
        builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port);
        const auto open = builder.BuildAndStart();
        const QString problem =
            Daemon::selfTestProblem(QStringLiteral("127.0.0.1:%1").arg(port), m_identity, m_clock);
        QVERIFY2(problem.contains(QLatin1String("another authority")), qPrintable(problem));
        open->Shutdown();
    }

    void findsAServerThatAnswersNobody()
    {
        const QString problem =
            Daemon::selfTestProblem(QStringLiteral("127.0.0.1:1"), m_identity, m_clock);
        QVERIFY2(problem.contains(QLatin1String("its own identity does not reach it")),
            qPrintable(problem));
    }

    void theValidatorHoldsAgainstItsZoo()
    {
        QCOMPARE(Daemon::validatorProblem(m_clock), QString());
    }

    void aTakenPortIsSaid()
    {
        const auto first = Daemon::Server::start(settings());
        QVERIFY(first);
        Daemon::ServerSettings again = settings();
        again.listen = (*first)->address();
        const auto second = Daemon::Server::start(again);
        QVERIFY(!second);
        QVERIFY2(second.error().contains((*first)->address()), qPrintable(second.error()));
        again.listen = QStringLiteral("nonsense");
        QVERIFY(Daemon::Server::start(again).error().contains(QLatin1String("--listen")));
    }

    void anUnusableIdentityIsSaid()
    {
        Daemon::ServerSettings spoiled = settings();
        spoiled.tls.identity.key = "no key";
        const auto server = Daemon::Server::start(spoiled);
        QVERIFY(!server);
        QVERIFY2(server.error().contains(QLatin1String("private key")), qPrintable(server.error()));
    }
};

ESPALIER_TEST(TstSelfTest)
#include "tst_selftest.moc"
