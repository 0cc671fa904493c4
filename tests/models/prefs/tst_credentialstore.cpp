// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatebus.h"
#include "support/testregistry.h"

#include <prefs/credentialstore.h>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// Every byte value, in the largest size that is promised.
QByteArray largestSecret()
{
    QByteArray secret;
    for (int i = 0; i < CredentialStore::maximumSecret; ++i)
        secret.append(static_cast<char>(i % 256));
    return secret;
}

} // namespace

// Against a real, unlocked Secret Service on a bus of this process.
class TstCredentialStore final : public TestCase {
    Q_OBJECT
private:
    PrivateBus m_bus;

    using Ask = std::function<void(CredentialStore::Callback)>;
    static CredentialResult answerOf(const Ask& ask)
    {
        std::optional<CredentialResult> answer;
        ask([&answer](const CredentialResult& result) { answer = result; });
        [&answer] { QTRY_VERIFY_WITH_TIMEOUT(answer, 15'000); }();
        return answer.value_or(CredentialResult{});
    }
    static CredentialResult write(CredentialStore& store, const QByteArray& secret)
    {
        return answerOf([&](auto done) { store.write(QStringLiteral("key"), secret, done); });
    }
    static CredentialResult read(CredentialStore& store)
    {
        return answerOf([&](auto done) { store.read(QStringLiteral("key"), done); });
    }
    static CredentialResult remove(CredentialStore& store)
    {
        return answerOf([&](auto done) { store.remove(QStringLiteral("key"), done); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_bus.start(), QString());
        QCOMPARE(m_bus.startKeyring(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(PrivateBus::hasKeyring(), 15'000);
    }
    void findsAKeyringThatWorks()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        const auto result = answerOf([&](auto done) { store.probe(done); });
        QCOMPARE(result.problem, QString());
        QCOMPARE(result.outcome, CredentialOutcome::Done);
    }
    void givesBackEveryByte()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        QCOMPARE(write(store, largestSecret()).outcome, CredentialOutcome::Done);
        QCOMPARE(read(store).secret, largestSecret());
        QCOMPARE(write(store, "other").outcome, CredentialOutcome::Done);
        QCOMPARE(read(store).secret, QByteArray("other"));
    }
    void refusesMoreThanAKeyringTakes()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        QCOMPARE(write(store, "before").outcome, CredentialOutcome::Done);
        QCOMPARE(write(store, largestSecret() + 'x').outcome, CredentialOutcome::TooLarge);
        QCOMPARE(read(store).secret, QByteArray("before"));
    }
    void removesAndKnowsIt()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        QCOMPARE(write(store, "secret").outcome, CredentialOutcome::Done);
        QCOMPARE(remove(store).outcome, CredentialOutcome::Done);
        QCOMPARE(read(store).outcome, CredentialOutcome::NotFound);
        QCOMPARE(remove(store).outcome, CredentialOutcome::Done); // gone is gone
    }
    void answersInTheOrderAsked()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        QStringList answers;
        for (int i = 0; i < 5; ++i) {
            const QString key = QStringLiteral("k%1").arg(i);
            store.write(key, key.toUtf8(), [&answers](const auto&) { answers.append(QString()); });
            store.read(key, [&answers](const auto& result) {
                answers.append(QString::fromUtf8(result.secret));
            });
        }
        QVERIFY(answers.isEmpty()); // never from within the call
        QTRY_COMPARE(answers.size(), 10);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answers.at(2 * i + 1), QStringLiteral("k%1").arg(i));
        QVERIFY(store.isIdle());
    }
    void drainsWhatWasAskedBeforeQuitting()
    {
        CredentialStore store(QStringLiteral("espalier-test"));
        bool written = false;
        std::optional<bool> writtenWhenDrained;
        store.write(QStringLiteral("key"), "late",
            [&](const auto& result) { written = result.outcome == CredentialOutcome::Done; });
        store.drain(std::chrono::seconds(10), [&] { writtenWhenDrained = written; });
        QTRY_VERIFY(writtenWhenDrained);
        QVERIFY(*writtenWhenDrained);
        QCOMPARE(read(store).secret, QByteArray("late"));
    }
    // Last: a frozen service spoils what comes after it in this process.
    void answersThoughTheServiceHangs()
    {
        CredentialStore store(QStringLiteral("espalier-test"), std::chrono::milliseconds(200));
        m_bus.freezeKeyring();
        QCOMPARE(write(store, "stuck").outcome, CredentialOutcome::TimedOut);
        // Behind a job that hangs Qt Keychain starts no other: said at once, not after a time-out.
        QCOMPARE(read(store).outcome, CredentialOutcome::Unavailable);
        bool drained = false;
        store.drain(std::chrono::milliseconds(100), [&drained] { drained = true; });
        QTRY_VERIFY(drained);
        QCOMPARE(read(store).outcome, CredentialOutcome::Unavailable);
        m_bus.thawKeyring();
    }
};

ESPALIER_TEST(TstCredentialStore)
#include "tst_credentialstore.moc"
