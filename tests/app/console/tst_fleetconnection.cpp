// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "signedsite.h"
#include "support/fakelink.h"
#include "support/testregistry.h"

#include <console/fleetconnection.h>

#include <QEventLoop>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// A console's files and a scripted link, joined by the connection under test.
struct Fixture : SignedSite {
    std::unique_ptr<FleetConnection> connect()
    {
        std::vector<std::unique_ptr<FleetLink>> links;
        links.push_back(std::make_unique<FakeLink>(site, script));
        auto connection = std::make_unique<FleetConnection>(std::move(links), config(), clock,
            [this](const FeedBatch& batch) { taken.push_back(batch); });
        QObject::connect(connection.get(), &FleetConnection::verifierProblemChanged,
            connection.get(), [this](const QString& text) { problem = text; });
        return connection;
    }
    [[nodiscard]] FeedBatch trust(quint64 version) const { return SignedSite::trust(version, 1); }
    [[nodiscard]] FeedBatch statement(const Evidence::SigningKey& key) const
    {
        FeedBatch batch;
        state(batch, 0, 1, key);
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

    Evidence::SigningKey hostKey = keyOfHost(0);
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
            batch.site = f.site;
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
        QCOMPARE(f.observation()->host.text(), hostAt(0).text());
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
        connection->retryNow(f.site);
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
