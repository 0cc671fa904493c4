// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testfleet.h"

#include <daemon/files.h>
#include <fleetd/cli/pkipaths.h>
#include <link/tls/mint.h>

#include <grpcpp/security/auth_context.h>

using namespace Espalier;
using namespace Espalier::Tests;

// Certificates are short-lived (protocol.md 7): the operator's issuer replaces the files while
// fleetd runs, and new connections show the new one.
class TstRotation final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    const QString m_self = QStringLiteral("/site/fra1/fleetd/1");

    void prepare() override { m_fleet = std::make_unique<TestFleet>(0); }

    static void put(const QString& file, const QByteArray& content)
    {
        QCOMPARE(Daemon::writeFile(file, content, Daemon::FileMode::Secret), QString());
    }
    // Whole and looked at: fleetd's own looks are on this thread too and never see half of it.
    void issue(const Tls::TlsIdentity& identity)
    {
        const Daemon::TlsFiles files = m_fleet->config().tlsFiles;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            put(files.certificate, identity.certificate);
            put(files.key, identity.key);
            put(files.roots, identity.roots);
            fleet.sweep();
            fleet.sweep(); // files that did not change are told of once
        });
    }
    static void announce(const char* pattern)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString::fromLatin1(pattern)));
    }
    // The certificate by which a new connection knows the server; empty: there is none.
    static QByteArray shownTo(const std::shared_ptr<grpc::Channel>& channel)
    {
        Deadline deadline;
        v1::HelloResponse response;
        if (!v1::FleetWatch::NewStub(channel)->Hello(deadline, {}, &response).ok())
            return {};
        const auto pem =
            deadline.context.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
        return pem.size() == 1 ? QByteArray(pem.front().data(), qsizetype(pem.front().size()))
                               : QByteArray();
    }
    [[nodiscard]] QByteArray shown() const { return shownTo(m_fleet->viewer()); }

private Q_SLOTS:
    void cleanup() { m_fleet.reset(); }

    void aNewCertificateIsShownToNewConnectionsOnly()
    {
        const QByteArray first = shown();
        const auto standing = m_fleet->viewer();
        QCOMPARE(shownTo(standing), first);
        const Tls::TlsIdentity renewed = m_fleet->minted(m_self);
        QVERIFY(renewed.certificate.trimmed() != first.trimmed());
        issue(renewed);
        QTRY_COMPARE(shown().trimmed(), renewed.certificate.trimmed());
        QCOMPARE(shownTo(standing), first); // nobody was thrown out
        // And once more: it was no single change.
        const Tls::TlsIdentity again = m_fleet->minted(m_self);
        issue(again);
        QTRY_COMPARE(shown().trimmed(), again.certificate.trimmed());
    }

    void whatCannotServeLeavesTheFormerInForce_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* kind, const char* words) {
            QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(words);
        };
        row("key of another", "does not belong to the certificate");
        row("another id", "is for spiffe://dev.espalier.internal/site/fra1/fleetd/2");
        row("no certificate", "tls.pem");
        row("half a file", "tls.pem");
        row("foreign roots", "own certificate: ");
    }

    void whatCannotServeLeavesTheFormerInForce()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        // Made before: the test's own client finds its roots in the file that is spoiled here.
        const auto viewer = viewersCredentials();
        const auto shown = [&] { return shownTo(m_fleet->channelWith(viewer)); };
        const Tls::TlsIdentity whole = m_fleet->minted(m_self);
        const QByteArray first = shown();
        QVERIFY(!first.isEmpty());
        Tls::TlsIdentity spoiled = m_fleet->minted(m_self);
        if (kind == QLatin1String("key of another"))
            spoiled.key = m_fleet->minted(m_self).key;
        else if (kind == QLatin1String("another id"))
            spoiled = m_fleet->minted(QStringLiteral("/site/fra1/fleetd/2"));
        else if (kind == QLatin1String("no certificate"))
            spoiled.certificate = "nothing\n";
        else if (kind == QLatin1String("foreign roots"))
            spoiled.roots = anotherAuthority().certificatePem();
        else
            spoiled.certificate.chop(spoiled.certificate.size() / 2);
        announce(qPrintable(QStringLiteral("the former certificate .*stays in force: .*")
            + QRegularExpression::escape(words)));
        issue(spoiled);
        QCOMPARE(shown(), first);
        // The other half comes: taken.
        issue(whole);
        QTRY_COMPARE(shown().trimmed(), whole.certificate.trimmed());
    }

    void aCallerOfANewAuthorityIsKnownOnceItsRootIsThere()
    {
        const Tls::Authority next = anotherAuthority();
        Tls::LeafRequest request;
        request.uris =
            QStringList{QStringLiteral("spiffe://dev.espalier.internal/user/viewer/device/desk")};
        request.notBefore = m_fleet->clock().wall() - std::chrono::minutes(1);
        request.notAfter = m_fleet->clock().wall() + std::chrono::minutes(10);
        const auto leaf = next.issue(request);
        Tls::TlsIdentity own = m_fleet->minted(m_self);
        own.roots += next.certificatePem();
        Tls::TlsSettings settings;
        settings.clock = &m_fleet->clock();
        settings.identity = {leaf->certificate, leaf->key, own.roots, own.trustDomain};
        const auto credentials = *Tls::channelCredentials(settings);
        announce("refused spiffe://dev.espalier.internal/user/viewer");
        QVERIFY(shownTo(m_fleet->channelWith(credentials)).isEmpty());
        issue(own);
        QVERIFY(!shownTo(m_fleet->channelWith(credentials)).isEmpty());
        QVERIFY(!shown().isEmpty());
    }

private:
    [[nodiscard]] std::shared_ptr<grpc::ChannelCredentials> viewersCredentials() const
    {
        Tls::TlsSettings settings;
        settings.clock = &m_fleet->clock();
        settings.identity = m_fleet->minted(QStringLiteral("/user/viewer/device/desk"));
        return *Tls::channelCredentials(settings);
    }
    [[nodiscard]] Tls::Authority anotherAuthority() const
    {
        const WallTime now = m_fleet->clock().wall();
        return *Tls::Authority::create(
            QStringLiteral("another"), now - std::chrono::minutes(1), now + std::chrono::hours(1));
    }
};

ESPALIER_TEST(TstRotation)
#include "tst_rotation.moc"
