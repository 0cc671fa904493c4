// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/prefs/privatebus.h"
#include "support/testregistry.h"

#include <console/keykeeper.h>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

const QByteArray seed(32, 'k');
constexpr int patience = 15'000;

QString hexOf(const QByteArray& of)
{
    return Evidence::SigningKey::fromSeed(of)->publicKey().hex();
}

std::shared_ptr<const Evidence::Roster> rosterWith(const QString& key, const char* role = "on-call")
{
    Evidence::Roster roster;
    roster.version = 12;
    roster.people = {
        {QStringLiteral("omar"), {}, {QLatin1String(role)}, {{QStringLiteral("desk"), key}}}};
    return std::make_shared<const Evidence::Roster>(roster);
}

} // namespace

// Against a real, unlocked Secret Service on a bus of this process.
class TstKeyKeeper final : public TestCase {
    Q_OBJECT
private:
    PrivateBus m_bus;
    QTemporaryDir m_folder;

    [[nodiscard]] KeyKeeper::Parts parts(
        CredentialStore& credentials, const char* domain, const QString& profile) const
    {
        KeyKeeper::Parts made;
        made.credentials = &credentials;
        made.profile = profile;
        made.who.trustDomain = QLatin1String(domain);
        made.who.name = QStringLiteral("omar");
        made.who.device = QStringLiteral("desk");
        made.certificatePath = m_folder.filePath(QStringLiteral("tls.pem"));
        made.onDisk = [](const KeyKeeper::Task& task) { task(); };
        made.onMain = [](const KeyKeeper::Task& task) { task(); };
        made.random = [](qsizetype count) { return QByteArray(count, 'r'); };
        return made;
    }
    void writeKeyFile(const QByteArray& content) const
    {
        QFile file(m_folder.filePath(QStringLiteral("command.key")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    static DeskKeyState judge(KeyKeeper& keeper)
    {
        std::optional<DeskKeyState> state;
        keeper.judge([&state](const DeskKeyState& judged) { state = judged; });
        [&state] { QTRY_VERIFY_WITH_TIMEOUT(state, patience); }();
        return state.value_or(DeskKeyState());
    }
    static QString outcome(const std::function<void(const KeyKeeper::Kept&)>& wish)
    {
        std::optional<QString> problem;
        wish([&problem](const QString& text) { problem = text; });
        [&problem] { QTRY_VERIFY_WITH_TIMEOUT(problem, patience); }();
        return problem.value_or(QStringLiteral("no answer"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_bus.start(), QString());
        QCOMPARE(m_bus.startKeyring(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(PrivateBus::hasKeyring(), patience);
    }
    void createsAKeyThatTheRosterThenAllows()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("Bern")));
        keeper.setRoster(rosterWith(QString()));
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::NotCreated));
        QVERIFY(!keeper.isStored());
        QCOMPARE(outcome([&](const auto& kept) { keeper.create(kept); }), QString());
        const QString hex = hexOf(QByteArray(32, 'r'));
        QCOMPARE(keeper.publicKey(), hex);
        QVERIFY(keeper.isStored());
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::NoKeyInRoster));
        keeper.setRoster(rosterWith(hex));
        const DeskKeyState good = judge(keeper);
        QVERIFY(good.key);
        QVERIFY(!good.fromFile);
        QCOMPARE(good.key->person, QStringLiteral("omar"));
        keeper.setRoster(rosterWith(hexOf(seed)));
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::OtherKeyInRoster));
        QCOMPARE(keeper.rosterVersion(), quint64(12));
    }
    void everyProfileHasItsOwn()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper one(parts(credentials, "fleet.example", QStringLiteral("One")));
        KeyKeeper two(parts(credentials, "fleet.example", QStringLiteral("Two")));
        one.setRoster(rosterWith(hexOf(seed)));
        two.setRoster(rosterWith(hexOf(seed)));
        QCOMPARE(outcome([&](const auto& kept) { one.import(seed, kept); }), QString());
        QVERIFY(judge(one).key);
        QCOMPARE(int(judge(two).problem), int(DeskKeyProblem::NotCreated));
    }
    void importsAFileOnceAndNeedsItNoMore()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("File")));
        keeper.setRoster(rosterWith(hexOf(seed)));
        writeKeyFile(seed.toHex() + '\n');
        const QString path = m_folder.filePath(QStringLiteral("command.key"));
        // Outside the development domain it is read when asked for, and only then.
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::NotCreated));
        QCOMPARE(outcome([&](const auto& kept) { keeper.importFile(path, kept); }), QString());
        QVERIFY(QFile::remove(path));
        QVERIFY(judge(keeper).key);
        QVERIFY(!judge(keeper).fromFile);
    }
    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray(63, 'a');
        QTest::newRow("long") << QByteArray(65, 'a');
        QTest::newRow("no hex") << QByteArray(64, 'x');
        QTest::newRow("raw bytes") << QByteArray(32, '\0');
        QTest::newRow("huge") << QByteArray(100'000, 'a');
    }
    void refusesWhatIsNoKey()
    {
        QFETCH(QByteArray, content);
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("None")));
        keeper.setRoster(rosterWith(hexOf(seed)));
        writeKeyFile(content);
        const QString path = m_folder.filePath(QStringLiteral("command.key"));
        const QString problem = outcome([&](const auto& kept) { keeper.importFile(path, kept); });
        QVERIFY2(problem.contains(QStringLiteral("64 hex digits")), qPrintable(problem));
        QVERIFY(problem.contains(path));
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::NotCreated));
        QVERIFY(QFile::remove(path));
    }
    void theDevelopmentDomainAloneReadsTheFile()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"));
        writeKeyFile(seed.toHex() + '\n');
        for (const char* domain : {"fleet.example", "dev.espalier.internal.example", ""}) {
            KeyKeeper keeper(parts(credentials, domain, QStringLiteral("Domain")));
            keeper.setRoster(rosterWith(hexOf(seed)));
            const DeskKeyState state = judge(keeper);
            QVERIFY2(!state.key && !state.fromFile, domain);
        }
        KeyKeeper keeper(parts(credentials, developmentDomain, QStringLiteral("Domain")));
        keeper.setRoster(rosterWith(hexOf(seed)));
        const DeskKeyState state = judge(keeper);
        QVERIFY(state.key);
        QVERIFY(state.fromFile);
        writeKeyFile("nonsense");
        const DeskKeyState broken = judge(keeper);
        QCOMPARE(int(broken.problem), int(DeskKeyProblem::Unreadable));
        QVERIFY(broken.detail.contains(QStringLiteral("command.key")));
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("command.key"))));
        QVERIFY(!judge(keeper).fromFile); // then the keyring's
    }
    void whoMayNotOrderIsToldSoWhateverTheKeyringSays()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"), std::chrono::milliseconds(1));
        KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("Bern")));
        keeper.setRoster(rosterWith(hexOf(seed), "security"));
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::RoleMayNotOrder));
    }
    void withoutAKeyringNothingGoesToAFile()
    {
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper::Parts without = parts(credentials, "fleet.example", QStringLiteral("Bern"));
        without.credentials = nullptr;
        KeyKeeper keeper(without);
        keeper.setRoster(rosterWith(hexOf(seed)));
        QCOMPARE(int(judge(keeper).problem), int(DeskKeyProblem::KeychainUnavailable));
        const QString problem = outcome([&](const auto& kept) { keeper.import(seed, kept); });
        QVERIFY(problem.contains(QStringLiteral("never kept in a file")));
        QVERIFY(QDir(m_folder.path()).entryList(QDir::Files).isEmpty());
    }
    // Last: the keyring answers no more after it.
    void aKeyringThatLocksInTheMiddleIsSaidAndLosesNothing()
    {
        {
            CredentialStore credentials(QStringLiteral("espalier-test"));
            KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("Locked")));
            keeper.setRoster(rosterWith(hexOf(seed)));
            QCOMPARE(outcome([&](const auto& kept) { keeper.import(seed, kept); }), QString());
            QVERIFY(judge(keeper).key);
        }
        m_bus.freezeKeyring();
        {
            CredentialStore credentials(
                QStringLiteral("espalier-test"), std::chrono::milliseconds(300));
            KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("Locked")));
            keeper.setRoster(rosterWith(hexOf(seed)));
            const DeskKeyState state = judge(keeper);
            QCOMPARE(int(state.problem), int(DeskKeyProblem::KeychainUnavailable));
            QVERIFY(!state.detail.isEmpty());
            const QString problem =
                outcome([&](const auto& kept) { keeper.import(QByteArray(32, 'n'), kept); });
            QVERIFY2(problem.contains(QStringLiteral("othing was changed")), qPrintable(problem));
            m_bus.thawKeyring();
            std::optional<bool> drained;
            credentials.drain(std::chrono::milliseconds(patience), [&drained] { drained = true; });
            QTRY_VERIFY_WITH_TIMEOUT(drained, patience);
        }
        CredentialStore credentials(QStringLiteral("espalier-test"));
        KeyKeeper keeper(parts(credentials, "fleet.example", QStringLiteral("Locked")));
        keeper.setRoster(rosterWith(hexOf(seed)));
        QTRY_VERIFY_WITH_TIMEOUT(
            judge(keeper).problem != DeskKeyProblem::KeychainUnavailable, patience);
        QVERIFY(judge(keeper).key); // what was there is there
    }
};

ESPALIER_TEST(TstKeyKeeper)
#include "tst_keykeeper.moc"
