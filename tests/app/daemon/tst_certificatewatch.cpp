// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <daemon/certificatewatch.h>
#include <daemon/files.h>
#include <link/tls/mint.h>

#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Daemon;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// What an issuer writes beside a running daemon, good and bad.
class TstCertificateWatch final : public TestCase {
    Q_OBJECT

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_authority = std::make_unique<Tls::Authority>(authority("one"));
        m_files = {m_folder->filePath(QStringLiteral("tls.pem")),
            m_folder->filePath(QStringLiteral("tls.key")),
            m_folder->filePath(QStringLiteral("roots.pem")), true};
        m_first = issued();
        put(m_first);
        auto live = Tls::LiveIdentity::create(m_first, m_clock.wall());
        QVERIFY2(live, qPrintable(live.error()));
        m_live = *live;
        m_watch = std::make_unique<CertificateWatch>(m_files, m_live, m_clock);
        m_watch->look();
    }

    [[nodiscard]] Tls::Authority authority(const char* name) const
    {
        return *Tls::Authority::create(
            QString::fromLatin1(name), m_clock.wall() - 1h, m_clock.wall() + 24h);
    }
    [[nodiscard]] Tls::TlsIdentity issued(
        const char* path = "/site/fra1/host/a", std::chrono::minutes validIn = -1min) const
    {
        const QString domain = QStringLiteral("dev.espalier.internal");
        Tls::LeafRequest request;
        request.uris =
            QStringList{QStringLiteral("spiffe://") + domain + QString::fromLatin1(path)};
        request.notBefore = m_clock.wall() + validIn;
        request.notAfter = m_clock.wall() + 10h;
        const auto leaf = m_authority->issue(request);
        return {leaf->certificate, leaf->key, m_authority->certificatePem(), domain};
    }
    void put(const Tls::TlsIdentity& identity) const
    {
        QCOMPARE(writeFile(m_files.certificate, identity.certificate, FileMode::Open), QString());
        QCOMPARE(writeFile(m_files.key, identity.key, FileMode::Secret), QString());
        QCOMPARE(writeFile(m_files.roots, identity.roots, FileMode::Open), QString());
    }
    // Of one warning, that names the three files and says this.
    void announce(const QString& words) const
    {
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QStringLiteral("%1.*%2.*%3.*the former certificate .*stays in "
                                              "force: .*%4")
                                   .arg(QRegularExpression::escape(m_files.certificate),
                                       QRegularExpression::escape(m_files.key),
                                       QRegularExpression::escape(m_files.roots),
                                       QRegularExpression::escape(words))));
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Tls::Authority> m_authority;
    TlsFiles m_files;
    Tls::TlsIdentity m_first;
    std::shared_ptr<Tls::LiveIdentity> m_live;
    std::unique_ptr<CertificateWatch> m_watch;

private Q_SLOTS:
    void takesAPairAndItsRoots()
    {
        QCOMPARE(m_live->identity().certificate, m_first.certificate);
        Tls::TlsIdentity renewed = issued();
        renewed.roots += authority("two").certificatePem();
        put(renewed);
        QCOMPARE(m_live->identity().certificate, m_first.certificate); // nobody looked yet
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, renewed.certificate);
        QCOMPARE(m_live->identity().key, renewed.key);
        QCOMPARE(m_live->identity().roots, renewed.roots);
    }

    void whatCannotBeUsedLeavesTheFormerInForce_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* kind, const char* words) {
            QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(words);
        };
        row("key of another", "own key does not belong to the certificate");
        row("another id", "is for spiffe://dev.espalier.internal/site/fra1/host/b");
        row("half a file", "tls.pem");
        row("foreign roots", "own certificate: ");
        row("no roots", "roots.pem");
        row("open key", "tls.key: others can read or write this key");
    }

    void whatCannotBeUsedLeavesTheFormerInForce()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        Tls::TlsIdentity spoiled = issued();
        if (kind == QLatin1String("key of another"))
            spoiled.key = issued().key;
        else if (kind == QLatin1String("another id"))
            spoiled = issued("/site/fra1/host/b");
        else if (kind == QLatin1String("half a file"))
            spoiled.certificate.chop(spoiled.certificate.size() / 2);
        else if (kind == QLatin1String("foreign roots"))
            spoiled.roots = authority("two").certificatePem();
        put(spoiled);
        if (kind == QLatin1String("no roots"))
            QVERIFY(QFile::remove(m_files.roots));
        else if (kind == QLatin1String("open key"))
            QVERIFY(QFile::setPermissions(
                m_files.key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        announce(words);
        m_watch->look();
        m_watch->look(); // told of once
        QCOMPARE(m_live->identity().certificate, m_first.certificate);
        QCOMPARE(m_live->identity().key, m_first.key);
        QCOMPARE(m_live->identity().roots, m_first.roots);
        const Tls::TlsIdentity whole = issued();
        put(whole);
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, whole.certificate);
    }

    // An issuer's clock may be ahead of this machine's.
    void aCertificateThatIsNotValidYetIsTakenOnceItIs()
    {
        const Tls::TlsIdentity early = issued("/site/fra1/host/a", 2min);
        put(early);
        announce(QStringLiteral("certificate is valid from"));
        m_watch->look();
        m_clock.advance(1min);
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, m_first.certificate);
        m_clock.advance(1min);
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, early.certificate);
    }

    void aKeyThatIsClosedAfterwardsIsTaken()
    {
        const Tls::TlsIdentity renewed = issued();
        put(renewed);
        QVERIFY(QFile::setPermissions(
            m_files.key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        announce(QStringLiteral("chmod 600 it"));
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, m_first.certificate);
        QVERIFY(QFile::setPermissions(m_files.key, QFile::ReadOwner | QFile::WriteOwner));
        m_watch->look();
        QCOMPARE(m_live->identity().certificate, renewed.certificate);
    }
};

ESPALIER_TEST(TstCertificateWatch)
#include "tst_certificatewatch.moc"
