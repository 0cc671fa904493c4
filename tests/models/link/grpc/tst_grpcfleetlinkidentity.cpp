// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkfixture.h"

using namespace Espalier;
using namespace Espalier::Tests;

// What is wrong between two ends stands in the status in plain words, and a repaired file or server
// is taken up by the next attempt.
class TstGrpcFleetLinkIdentity final : public TestCase {
    Q_OBJECT
private:
    static void failsWith(
        LinkFixture& f, const GrpcFleetLinkConfig& config, const QStringList& words)
    {
        GrpcFleetLink link(config, f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Failed));
        const QString problem = Text::sentence(f.sink.status().problem);
        for (const QString& word : words)
            QVERIFY2(problem.contains(word), qPrintable(problem));
        QVERIFY(f.sink.status().retryAt);
    }
    static void failsWith(LinkFixture& f, const QStringList& words)
    {
        failsWith(f, f.config(), words);
    }

private Q_SLOTS:
    void namesAFileThatIsMissing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("certificate") << QStringLiteral("tls.pem");
        QTest::newRow("key") << QStringLiteral("tls.key");
        QTest::newRow("trust bundle") << QStringLiteral("roots.pem");
    }
    void namesAFileThatIsMissing()
    {
        QFETCH(QString, name);
        LinkFixture f;
        QVERIFY(QFile::remove(f.folder.filePath(name)));
        failsWith(f, {f.folder.filePath(name), QStringLiteral("cannot be read")});
        QCOMPARE(f.server.hellos(), 0);
    }
    void namesAFileThatIsEmpty()
    {
        LinkFixture f;
        f.write(QStringLiteral("tls.pem"), {});
        failsWith(f, {f.folder.filePath(QStringLiteral("tls.pem")), QStringLiteral("empty")});
    }
    void namesACertificateThatCannotBeRead()
    {
        LinkFixture f;
        f.write(QStringLiteral("tls.pem"), "not a certificate\n");
        failsWith(f,
            {f.folder.filePath(QStringLiteral("tls.pem")),
                QStringLiteral("no readable PEM certificate")});
    }
    void tellsWhenTheCertificateExpired()
    {
        LinkFixture f;
        Tls::LeafRequest request = f.identities.request(QStringLiteral("/user/oncall/device/desk"));
        request.notBefore = f.clock.wall() - std::chrono::hours(1);
        request.notAfter = f.clock.wall() - std::chrono::minutes(1);
        f.use(f.identities.issue(request));
        failsWith(f, {QStringLiteral("tls.pem expired 20"), QStringLiteral("renew it")});
        QCOMPARE(f.server.hellos(), 0);
    }
    void tellsWhenTheCertificateIsNotYetValid()
    {
        LinkFixture f;
        Tls::LeafRequest request = f.identities.request(QStringLiteral("/user/oncall/device/desk"));
        request.notBefore = f.clock.wall() + std::chrono::minutes(10);
        f.use(f.identities.issue(request));
        failsWith(f, {QStringLiteral("not valid before 20"), QStringLiteral("clock")});
    }
    void tellsThatTheCertificateBearsNoSpiffeId()
    {
        LinkFixture f;
        Tls::LeafRequest request = f.identities.request(QStringLiteral("/user/oncall/device/desk"));
        request.uris.clear();
        request.dnsNames = {QStringLiteral("desk.example.com")};
        f.use(f.identities.issue(request));
        failsWith(f, {QStringLiteral("tls.pem"), QStringLiteral("no valid SPIFFE id")});
    }
    void tellsThatKeyAndCertificateDoNotFit()
    {
        LinkFixture f;
        f.write(QStringLiteral("tls.key"),
            f.identities.issue(QStringLiteral("/user/oncall/device/desk")).key);
        failsWith(f, {QStringLiteral("tls.pem"), QStringLiteral("tls.key")});
        QCOMPARE(f.server.hellos(), 0);
    }
    void tellsThatTheTrustBundleIsAnotherAuthoritys()
    {
        LinkFixture f;
        f.write(QStringLiteral("roots.pem"), TestIdentities().roots());
        failsWith(f, {QStringLiteral("roots.pem")});
        QCOMPARE(f.server.hellos(), 0);
    }
    void takesAKeyFromTheKeychain()
    {
        LinkFixture f;
        GrpcFleetLinkConfig config = f.config();
        QFile file(config.files.keyPath);
        QVERIFY(file.open(QIODevice::ReadOnly));
        config.files.key = file.readAll();
        config.files.keyPath.clear();
        GrpcFleetLink link(config, f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QVERIFY(f.server.nextWatch());
    }
    void asksForAKeyWhenThereIsNone()
    {
        LinkFixture f;
        GrpcFleetLinkConfig config = f.config();
        config.files.keyPath.clear();
        failsWith(f, config, {QStringLiteral("names no key")});
    }
    void takesUpARepairedCertificate()
    {
        LinkFixture f;
        QVERIFY(QFile::remove(f.config().files.certificatePath));
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QTRY_VERIFY(f.phaseIs(LinkPhase::Failed));
        f.use(f.identities.issue(QStringLiteral("/user/oncall/device/desk")));
        QVERIFY(f.server.nextWatch());
    }

    void refusesAServerThatIsNoFleetdOfThisSite_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("another site") << QStringLiteral("/site/ams2/fleetd/1");
        QTest::newRow("a host") << QStringLiteral("/site/fra1/host/h1");
        QTest::newRow("a person") << QStringLiteral("/user/oncall/device/desk");
    }
    void refusesAServerThatIsNoFleetdOfThisSite()
    {
        QFETCH(QString, path);
        LinkFixture f;
        ScriptedServer impostor(f.serverSettings(path));
        GrpcFleetLinkConfig config = f.config();
        config.address = impostor.address();
        failsWith(f, config, {impostor.address(), QStringLiteral("was refused")});
        QCOMPARE(impostor.hellos(), 0);
    }
    void refusesAServerOfAnotherAuthority()
    {
        LinkFixture f;
        const TestIdentities others;
        Tls::TlsSettings settings;
        settings.identity = others.identity(QStringLiteral("/site/fra1/fleetd/1"));
        settings.clock = &f.clock;
        ScriptedServer impostor(settings);
        GrpcFleetLinkConfig config = f.config();
        config.address = impostor.address();
        failsWith(f, config, {impostor.address()});
        QCOMPARE(impostor.hellos(), 0);
    }
    void tellsWhatMayBeWrongWhenTheServerRefusesUs()
    {
        LinkFixture f;
        Tls::TlsSettings settings = f.serverSettings(QStringLiteral("/site/fra1/fleetd/1"));
        settings.peerRule = [](const Evidence::SpiffeId&) { return QStringLiteral("not today"); };
        ScriptedServer strict(settings);
        GrpcFleetLinkConfig config = f.config();
        config.address = strict.address();
        failsWith(f, config,
            {QStringLiteral("closed the connection during identification"),
                QStringLiteral(
                    "your certificate spiffe://dev.espalier.internal/user/oncall/device/desk"),
                QStringLiteral("expires 20"), QStringLiteral("log of the fleetd of fra1")});
        QCOMPARE(strict.hellos(), 0);
    }
    void tellsThatNothingListens()
    {
        LinkFixture f;
        GrpcFleetLinkConfig config = f.config();
        config.address = QStringLiteral("127.0.0.1:1");
        failsWith(f, config, {QStringLiteral("nothing listens at 127.0.0.1:1")});
        QVERIFY(!f.sink.status().refused);
    }
    void tellsThatTheServerIsSlow()
    {
        LinkFixture f;
        f.server.holdHello(true);
        GrpcFleetLinkConfig config = f.config();
        config.timing.helloDeadline = std::chrono::milliseconds(200);
        failsWith(f, config, {QStringLiteral("did not answer in time")});
        f.server.holdHello(false);
    }
    void tellsThatTheServerServesAnotherSite()
    {
        LinkFixture f;
        v1::HelloResponse hello = LinkFixture::hello(epochA);
        hello.set_site("ams2\n");
        f.server.setHello(hello);
        failsWith(f, {QStringLiteral("serves the site ams2, not fra1")});
    }
    void tellsThatVersionsAreTooFarApart()
    {
        LinkFixture f;
        v1::HelloResponse hello = LinkFixture::hello(epochA);
        for (const char* version : {"0.3.0", "1.1.0", "", "nonsense"}) {
            hello.set_fleetd_version(version);
            f.server.setHello(hello);
            f.sink.clear();
            failsWith(f, {QStringLiteral("one minor version apart")});
        }
    }
    void worksWithTheNextMinorVersion()
    {
        LinkFixture f;
        v1::HelloResponse hello = LinkFixture::hello(epochA);
        hello.set_fleetd_version("0.2.7");
        f.server.setHello(hello);
        GrpcFleetLink link(f.config(), f.clock);
        const auto subscription = link.subscribe({}, f.sink);
        QVERIFY(f.server.nextWatch());
    }
};

ESPALIER_TEST(TstGrpcFleetLinkIdentity)
#include "tst_grpcfleetlinkidentity.moc"
