// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatebus.h"
#include "support/testregistry.h"

#include <prefs/credentialstore.h>

#include <QDir>

using namespace Espalier;
using namespace Espalier::Tests;

// On a bus without a Secret Service: every answer says so, and nothing falls back to a file.
class TstCredentialStoreWithout final : public TestCase {
    Q_OBJECT
private:
    PrivateBus m_bus;
    QTemporaryDir m_home;

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_bus.start(), QString());
        qputenv("HOME", QFile::encodeName(m_home.path()));
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_home.path()));
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_home.path()));
    }
    void answersThatThereIsNone()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        const QString key = QStringLiteral("key");
        std::vector<CredentialResult> results;
        const auto keep = [&results](const CredentialResult& result) { results.push_back(result); };
        store.probe(keep);
        store.write(key, "a secret that must not reach a file", keep);
        store.read(key, keep);
        store.remove(key, keep);
        QTRY_COMPARE_WITH_TIMEOUT(results.size(), size_t(4), 15'000);
        for (const CredentialResult& result : results) {
            QCOMPARE(result.outcome, CredentialOutcome::Unavailable);
            QVERIFY(!result.problem.isEmpty());
            QVERIFY(result.secret.isEmpty());
        }
    }
    void neverFallsBackToAFile()
    {
        const QDir home(m_home.path());
        const auto files =
            home.entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
        QVERIFY2(files.isEmpty(), qPrintable(files.join(u' ')));
    }
};

ESPALIER_TEST(TstCredentialStoreWithout)
#include "tst_credentialstorewithout.moc"
