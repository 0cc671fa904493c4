// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin.h"
#include "support/testregistry.h"

#include <hostd/identity.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;

// The files of an identity: taken when they fit together, refused by name when they do not.
class TstIdentity final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aRealHost();
    void aSimulator();
    void theRostersKeys();
    void aKeyThatOthersCanReadIsRefused();
    void mistakesAreNamed_data();
    void mistakesAreNamed();

protected:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        writeTls(QStringLiteral("/site/fra1/host/") + m_uuid);
        write(
            "host.json", "{\"uuid\":\"" + m_uuid.toLatin1() + "\",\"site\":\"fra1\",\"slots\":3}");
        write("record.key", QByteArray(64, '7') + "\n");
    }

private:
    void write(const char* name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }
    void writeTls(const QString& id)
    {
        const Tls::TlsIdentity tls = m_pki.identity(id);
        write("tls.pem", tls.certificate);
        write("tls.key", tls.key);
        write("roots.pem", tls.roots);
    }
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    [[nodiscard]] Evidence::Result<ProcessIdentity> load(
        bool simulated = false, int hosts = 0, const QString& rosterKeys = {}) const
    {
        Options options;
        options.rosterKeys = rosterKeys;
        options.simulated = simulated;
        options.hosts = hosts;
        options.identityFolder = m_folder->path();
        options.roots = path("roots.pem");
        return loadIdentity(options, m_clock);
    }

    const QString m_uuid = QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10");
    SystemClock m_clock;
    StandIn::Pki m_pki;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstIdentity::aRealHost()
{
    const auto identity = load();
    QVERIFY2(identity, qPrintable(identity.error()));
    QCOMPARE(identity->site.text(), QStringLiteral("fra1"));
    QCOMPARE(int(identity->hosts.size()), 1);
    QCOMPARE(identity->hosts.front().id.text(), m_uuid);
    QCOMPARE(identity->hosts.front().slotCount, 3);
    QCOMPARE(identity->tls.trustDomain, QStringLiteral("dev.espalier.internal"));
}

void TstIdentity::aSimulator()
{
    writeTls(QStringLiteral("/site/fra1/simulator/1"));
    const QByteArray seed(64, 'a');
    write("hosts.json",
        "[{\"uuid\":\"" + m_uuid.toLatin1() + "\",\"seed\":\"" + seed
            + "\",\"slots\":2},{\"uuid\":\"7f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10\",\"seed\":\""
            + seed + "\"}]");
    const auto all = load(true);
    QVERIFY2(all, qPrintable(all.error()));
    QCOMPARE(int(all->hosts.size()), 2);
    QCOMPARE(int(load(true, 1)->hosts.size()), 1);
    QVERIFY(load(true, 3).error().contains(QLatin1String("holds 2 hosts, 3 are wanted")));
}

void TstIdentity::theRostersKeys()
{
    QVERIFY(!load()->rosterKeys);
    const auto key = Evidence::SigningKey::fromSeed(QByteArray(32, 'r'));
    const QString file = path("roster.keys");
    QVERIFY(load(false, 0, file).error().contains(file));
    write("roster.keys", "# comment\n" + key->publicKey().hex().toLatin1() + "\n");
    const auto identity = load(false, 0, file);
    QVERIFY2(identity, qPrintable(identity.error()));
    QCOMPARE(int(identity->rosterKeys->keys.size()), 1);
    write("roster.keys", "nonsense\n");
    QVERIFY(load(false, 0, file).error().contains(file));
}

void TstIdentity::aKeyThatOthersCanReadIsRefused()
{
    for (const char* name : {"record.key", "tls.key"}) {
        QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY2(load().error().contains(QLatin1String("chmod 600")), qPrintable(load().error()));
        QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner);
    }
}

void TstIdentity::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* file, const QByteArray& content,
                         const char* expected) {
        QTest::newRow(name) << QByteArray(file) << content << QString::fromLatin1(expected);
    };
    row("no JSON", "host.json", "{\"uuid\":", "host.json: not JSON at byte");
    row("no uuid", "host.json", "{}", "uuid \"\" is no UUID");
    row("another host", "host.json", "{\"uuid\":\"7f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10\"}",
        "tls.pem is for host 6f1b7c52");
    row("no slots", "host.json", "{\"uuid\":\"6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10\",\"slots\":0}",
        "slots is 0");
    row("short key", "record.key", "77", "the record key cannot be used");
    row("no certificate", "tls.pem", "hello", "tls.pem:");
    row("no roots", "roots.pem", "hello", "tls.pem:");
}

void TstIdentity::mistakesAreNamed()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, expected);
    write(file.constData(), content);
    const auto identity = load();
    QVERIFY(!identity);
    QVERIFY2(identity.error().contains(expected), qPrintable(identity.error()));
    QVERIFY(QFile::remove(path(file.constData())));
    QVERIFY2(load().error().contains(QLatin1String(file)), qPrintable(load().error()));
}

ESPALIER_TEST(TstIdentity)
#include "tst_identity.moc"
