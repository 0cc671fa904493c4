// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/prefs/privatebus.h"
#include "support/testregistry.h"

#include <console/keepkey.h>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

const QByteArray pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

} // namespace

// Against a real, unlocked Secret Service on a bus of this process.
class TstKeepKey final : public TestCase {
    Q_OBJECT
private:
    PrivateBus m_bus;
    QTemporaryDir m_folder;

    QString fileWith(const QByteArray& content) const
    {
        QFile file(m_folder.filePath(QStringLiteral("tls.key")));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
            ? file.fileName()
            : QString();
    }
    static KeepKeyResult keep(CredentialStore& credentials, const QString& path)
    {
        std::optional<KeepKeyResult> result;
        keepKey(credentials, QStringLiteral("Bern"), path,
            [&result](const KeepKeyResult& kept) { result = kept; });
        [&result] { QTRY_VERIFY_WITH_TIMEOUT(result, 15'000); }();
        return result.value_or(KeepKeyResult{});
    }
    static QByteArray kept(CredentialStore& credentials)
    {
        std::optional<QByteArray> secret;
        credentials.read(QStringLiteral("Bern"),
            [&secret](const CredentialResult& result) { secret = result.secret; });
        [&secret] { QTRY_VERIFY_WITH_TIMEOUT(secret, 15'000); }();
        return secret.value_or(QByteArray());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_bus.start(), QString());
        QCOMPARE(m_bus.startKeyring(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(PrivateBus::hasKeyring(), 15'000);
    }
    void keepsAKeyUnderTheProfilesName()
    {
        CredentialStore credentials(QString::fromLatin1(keyringService));
        const KeepKeyResult result = keep(credentials, fileWith(pem));
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.text.contains(QStringLiteral("Bern")));
        QCOMPARE(kept(credentials), pem);
    }
    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        QTest::newRow("a certificate")
            << QByteArray("-----BEGIN CERTIFICATE-----\n") << QStringLiteral("holds no PEM key");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("holds no PEM key");
        QTest::newRow("too large")
            << QByteArray(pem + QByteArray(2'000, 'x')) << QStringLiteral("too large");
    }
    void refusesWhatIsNoKey()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        CredentialStore credentials(QString::fromLatin1(keyringService));
        const KeepKeyResult result = keep(credentials, fileWith(content));
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.text.contains(word), qPrintable(result.text));
        QCOMPARE(kept(credentials), pem); // what was there stays
    }
    void namesAFileThatIsMissing()
    {
        CredentialStore credentials(QString::fromLatin1(keyringService));
        const KeepKeyResult result = keep(credentials, QStringLiteral("/nowhere/tls.key"));
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.text.contains(QStringLiteral("/nowhere/tls.key")));
    }
};

ESPALIER_TEST(TstKeepKey)
#include "tst_keepkey.moc"
