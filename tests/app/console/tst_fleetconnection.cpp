// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakelink.h"
#include "support/manualclock.h"
#include "support/testidentities.h"
#include "support/testregistry.h"

#include <console/fleetconnection.h>
#include <evidence/dsse.h>
#include <evidence/roster.h>
#include <evidence/statement.h>

#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

const SiteId fra1(QStringLiteral("fra1"));
const HostId host(QStringLiteral("0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e01"));

template <typename T> T mustBe(const Evidence::Result<T>& result)
{
    if (!result)
        qFatal("test data: %s", qPrintable(result.error()));
    return *result;
}

Evidence::SigningKey keyOf(char letter)
{
    return mustBe(Evidence::SigningKey::fromSeed(QByteArray(Evidence::keySize, letter)));
}

// A console's files and a scripted link, joined by the connection under test.
struct Fixture {
    Fixture()
        : rosterKey(keyOf('r'))
        , hostKey(keyOf('h'))
    {
        write(QStringLiteral("roster.keys"), rosterKey.publicKey().hex().toLatin1() + '\n');
        write(QStringLiteral("tls.pem"),
            TestIdentities().issue(QStringLiteral("/user/oncall/device/desk")).certificate);
    }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    std::unique_ptr<FleetConnection> connect()
    {
        std::vector<std::unique_ptr<FleetLink>> links;
        links.push_back(std::make_unique<FakeLink>(fra1, script));
        VerifierConfig config;
        config.rosterKeysPath = folder.filePath(QStringLiteral("roster.keys"));
        config.certificatePath = folder.filePath(QStringLiteral("tls.pem"));
        config.rosterMarkPath = folder.filePath(QStringLiteral("state/roster-version"));
        auto connection = std::make_unique<FleetConnection>(std::move(links), std::move(config),
            clock, [this](const FeedBatch& batch) { taken.push_back(batch); });
        QObject::connect(connection.get(), &FleetConnection::verifierProblemChanged,
            connection.get(), [this](const QString& text) { problem = text; });
        return connection;
    }
    [[nodiscard]] FeedBatch trust(quint64 version) const
    {
        Evidence::Roster roster;
        roster.version = version;
        roster.trustDomain = QLatin1String(testTrustDomain);
        roster.issuedAt = clock.wall() - std::chrono::hours(1);
        roster.expiresAt = clock.wall() + std::chrono::hours(1);
        roster.policy.log = Evidence::LogPolicy::Absent;
        roster.policy.simulatedAllowed = true;
        Evidence::HostList hosts;
        hosts.version = version;
        hosts.trustDomain = roster.trustDomain;
        hosts.site = fra1;
        hosts.entries = {{Evidence::KeyOp::Enrol, host, hostKey.publicKey().hex(), false}};
        FeedBatch batch;
        batch.site = fra1;
        batch.trust =
            Trust{Evidence::seal(Evidence::rosterType, mustBe(Evidence::write(roster)), rosterKey),
                Evidence::seal(Evidence::hostsType, mustBe(Evidence::write(hosts)), rosterKey)};
        return batch;
    }
    [[nodiscard]] FeedBatch statement(const Evidence::SigningKey& key) const
    {
        Evidence::HostStatement stated;
        stated.host = host;
        stated.bootId = QStringLiteral("11111111-2222-4333-8444-555555555555");
        stated.statementSeq = 1;
        stated.headHash = QString(64, u'0');
        stated.mono = clock.mono();
        stated.wall = clock.wall();
        stated.sandboxProfileHash = QString(64, u'0');
        FeedBatch batch;
        batch.site = fra1;
        batch.statements = {
            {host, Evidence::seal(Evidence::statementType, mustBe(Evidence::write(stated)), key),
                clock.mono()}};
        return batch;
    }
    // The newest word about the host that came back from the verifier.
    [[nodiscard]] std::optional<HostObservation> observation() const
    {
        std::optional<HostObservation> last;
        for (const FeedBatch& batch : taken) {
            for (const HostObservation& seen : batch.observations)
                last = seen;
        }
        return last;
    }

    SystemClock clock;
    QTemporaryDir folder;
    Evidence::SigningKey rosterKey, hostKey;
    std::shared_ptr<FakeLink::Script> script = std::make_shared<FakeLink::Script>();
    std::vector<FeedBatch> taken; // main thread
    QString problem;
};

} // namespace

class TstFleetConnection final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void handsOverBatchesInOrderOnTheMainThread()
    {
        Fixture f;
        const auto connection = f.connect();
        for (quint64 i = 0; i < 500; ++i) {
            FeedBatch batch;
            batch.site = fra1;
            batch.bookmark = i;
            QVERIFY(f.script->deliver(batch));
        }
        QVERIFY(f.taken.empty()); // not from within the delivery
        QTRY_COMPARE(f.taken.size(), size_t(500));
        for (quint64 i = 0; i < 500; ++i)
            QVERIFY(f.taken[i].bookmark == i);
    }
    void answersWhatTheHostSigned()
    {
        Fixture f;
        const auto connection = f.connect();
        f.script->deliver(f.trust(1));
        f.script->deliver(f.statement(f.hostKey));
        QTRY_VERIFY(f.observation() && f.observation()->verified);
        QCOMPARE(f.observation()->host.text(), host.text());
        QCOMPARE(f.problem, QString());
    }
    void neverAnswersVerifiedForAForeignSignature()
    {
        Fixture f;
        const auto connection = f.connect();
        f.script->deliver(f.trust(1));
        f.script->deliver(f.statement(keyOf('x')));
        QTRY_VERIFY(f.observation() && !f.observation()->problem.isEmpty());
        QVERIFY(!f.observation()->verified);
    }
    void saysThatTheRosterIsNotPinned()
    {
        Fixture f;
        f.write(QStringLiteral("roster.keys"), keyOf('x').publicKey().hex().toLatin1());
        const auto connection = f.connect();
        f.script->deliver(f.trust(1));
        f.script->deliver(f.statement(f.hostKey));
        QTRY_VERIFY(f.problem.contains(QStringLiteral("fra1")));
        QTRY_COMPARE(f.taken.size(), size_t(3)); // trust, statement, and what became of it
        QVERIFY(!f.observation()->verified);
    }
    void saysThatPinnedKeysAreMissing()
    {
        Fixture f;
        QVERIFY(QFile::remove(f.folder.filePath(QStringLiteral("roster.keys"))));
        const auto connection = f.connect();
        QTRY_VERIFY(f.problem.contains(QStringLiteral("roster.keys")));
    }
    void neverTakesAnOlderRosterAfterARestart()
    {
        Fixture f;
        {
            const auto connection = f.connect();
            f.script->deliver(f.trust(7));
            f.script->deliver(f.statement(f.hostKey));
            QTRY_VERIFY(f.observation() && f.observation()->verified);
        }
        f.taken.clear();
        const auto connection = f.connect();
        f.script->deliver(f.trust(6));
        QTRY_VERIFY(!f.problem.isEmpty());
        f.script->deliver(f.trust(7));
        QTRY_COMPARE(f.problem, QString());
    }
    void listsAnewAndRetriesByItsLinks()
    {
        Fixture f;
        const auto connection = f.connect();
        QCOMPARE(f.script->subscribed, 1);
        connection->listAnew();
        QCOMPARE(f.script->subscribed, 2);
        QCOMPARE(f.script->ended, 1);
        QVERIFY(f.script->sink);
        connection->retryNow(SiteId(QStringLiteral("ams2")));
        QCOMPARE(f.script->retries, 0);
        connection->retryNow(fra1);
        QCOMPARE(f.script->retries, 1);
    }
    void isSilentAfterItsEnd()
    {
        Fixture f;
        auto connection = f.connect();
        f.script->deliver(f.trust(1));
        f.script->deliver(f.statement(f.hostKey));
        connection.reset();
        const size_t taken = f.taken.size();
        QVERIFY(!f.script->deliver(f.trust(2)));
        QEventLoop loop;
        const Doorbell last([&loop] { loop.quit(); });
        last.ring();
        loop.exec();
        QCOMPARE(f.taken.size(), taken);
    }
    void announcesEachSlice()
    {
        Fixture f;
        const auto connection = f.connect();
        int slices = 0;
        QObject::connect(connection.get(), &FleetConnection::arriving, connection.get(),
            [&] { slices += f.taken.empty() ? 1 : 0; });
        f.script->deliver(f.trust(1));
        QTRY_VERIFY(!f.taken.empty());
        QCOMPARE(slices, 1); // before what it brings
    }
};

ESPALIER_TEST(TstFleetConnection)
#include "tst_fleetconnection.moc"
