// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/caches/cachestore.h>
#include <hostd/caches/keywrap.h>
#include <hostd/slots/hoststore.h>

#include <QTemporaryDir>

#include <algorithm>
#include <functional>

Q_DECLARE_METATYPE(Espalier::Hostd::ForkState)
Q_DECLARE_METATYPE(Espalier::Hostd::Recovery)

using namespace Espalier;
using namespace Espalier::Hostd;
using Daemon::DatabaseError;

namespace {

const HostId host(QStringLiteral("3f2a1c00-0000-4000-8000-000000000001"));
const VolumeId volume(QStringLiteral("7e570000-0000-4000-8000-0000000000c1"));
const QString acme = QString(64, QLatin1Char('a')), other = QString(64, QLatin1Char('b'));
const QByteArray wrapped("wrapped");

VmId vm(int number)
{
    return VmId(QStringLiteral("7e570000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}
QString fork(int number) { return QStringLiteral("%1").arg(number, 32, 16, QLatin1Char('0')); }
WallTime at(int seconds) { return WallTime(std::chrono::seconds(1'000'000 + seconds)); }
CacheWish wish(const QString& owner) { return {volume, owner, QStringLiteral("deps")}; }

struct Stored {
    QTemporaryDir folder;
    HostStore rows{folder.filePath(QStringLiteral("hostd.sqlite"))};
    CacheStore caches{rows.database(), host};

    Stored() { rows.admitHost(host, QStringLiteral("key")); }
    void attach(int number)
    {
        rows.transaction([&] {
            caches.admit(wish(acme), at(number));
            caches.addFork(volume, fork(number), vm(number), wrapped, at(number));
            caches.setForkState(fork(number), ForkState::Attached);
        });
    }
    quint64 commit(int number)
    {
        const quint64 version = caches.find(volume)->last + 1;
        rows.transaction([&] {
            caches.setForkState(fork(number), ForkState::Committing);
            caches.commit(fork(number), version, 4096, at(100 + number));
        });
        return version;
    }
    [[nodiscard]] bool refuses(const std::function<void()>& work,
        DatabaseError::Kind why = DatabaseError::Kind::Constraint)
    {
        const auto before = caches.volumes();
        try {
            rows.transaction(work);
        } catch (const DatabaseError& error) {
            return error.kind() == why && caches.volumes() == before;
        }
        return false;
    }
};

} // namespace

// What a host keeps of cache volumes, and whose they are (protocol.md 10, I14).
class TstCacheStore final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void crossedWishesOfTwoTenantsInEveryOrder();
    void anotherOwnersWishIsRefused();
    void wishesAreChecked_data();
    void wishesAreChecked();
    void theLaterOfTwoCommitsWins();
    void aStepThatFailsLosesNothingThatWasCommitted();
    void onlyTheArrowsOfAForkAreTaken();
    void aVersionLivesWhileAForkNeedsIt();
    void aVolumeWithAnOpenForkIsNotEvicted();
    void whatARestartMakesOfAFork_data();
    void whatARestartMakesOfAFork();
    void anAbandonedForkHasNoKey();
    void aWrappedKeyOpensForItsOwnVolumeAndHostOnly();
};

// Each of two tenants asks twice for a volume of the same uid, in all 24 orders: the first owns it,
// the other never gets a fork.
void TstCacheStore::crossedWishesOfTwoTenantsInEveryOrder()
{
    std::vector<int> order{0, 1, 2, 3}; // even: acme
    do {
        Stored stored;
        const QString first = order.front() % 2 == 0 ? acme : other;
        for (const int number : order) {
            const QString asking = number % 2 == 0 ? acme : other;
            const auto problem = wishProblem({wish(asking)}, asking, stored.caches.volumes());
            QCOMPARE(problem.has_value(), asking != first);
            const auto place = [&] {
                stored.caches.admit(wish(asking), at(number));
                stored.caches.addFork(volume, fork(number), vm(number), wrapped, at(number));
            };
            if (asking == first)
                stored.rows.transaction(place);
            else // a check that was forgotten above would still stop here
                QVERIFY(stored.refuses(place));
        }
        QCOMPARE(stored.caches.find(volume)->owner, first);
        QCOMPARE(stored.caches.find(volume)->forks.size(), size_t(2));
    } while (std::next_permutation(order.begin(), order.end()));
}

void TstCacheStore::anotherOwnersWishIsRefused()
{
    const auto problem = wishProblem({wish(other)}, acme, {});
    QVERIFY(problem);
    QVERIFY2(problem->contains(QStringLiteral("tenant")), qPrintable(*problem));
}

void TstCacheStore::wishesAreChecked_data()
{
    QTest::addColumn<QString>("uid");
    QTest::addColumn<QString>("name");
    QTest::addColumn<quint64>("quota");
    QTest::addColumn<bool>("good");
    const QString uid = volume.text(), deps = QStringLiteral("deps");
    QTest::newRow("good") << uid << deps << cacheQuotaDefault << true;
    QTest::newRow("no uuid") << QStringLiteral("../x") << deps << cacheQuotaDefault << false;
    QTest::newRow("upper case") << uid.toUpper() << deps << cacheQuotaDefault << false;
    QTest::newRow("no name") << uid << QString() << cacheQuotaDefault << false;
    QTest::newRow("a path") << uid << QStringLiteral("../etc") << cacheQuotaDefault << false;
    QTest::newRow("long") << uid << QString(64, QLatin1Char('a')) << cacheQuotaDefault << false;
    QTest::newRow("little") << uid << deps << cacheQuotaDefault - 1 << false;
}

void TstCacheStore::wishesAreChecked()
{
    QFETCH(QString, uid);
    QFETCH(QString, name);
    QFETCH(quint64, quota);
    QFETCH(bool, good);
    const CacheWish one{VolumeId(uid), acme, name, quota};
    QCOMPARE(!wishProblem({one}, acme, {}).has_value(), good);
    QVERIFY(wishProblem({one, one}, acme, {}).has_value()); // twice
    QVERIFY(wishProblem(std::vector<CacheWish>(mostCaches + 1, one), acme, {}).has_value());
}

void TstCacheStore::theLaterOfTwoCommitsWins()
{
    for (const bool turned : {false, true}) {
        Stored stored;
        stored.attach(1);
        stored.attach(2);
        QCOMPARE(stored.commit(turned ? 2 : 1), quint64(1));
        QCOMPARE(stored.commit(turned ? 1 : 2), quint64(2));
        const HeldVolume held = *stored.caches.find(volume);
        QCOMPARE(held.current, quint64(2));
        QCOMPARE(held.versions.size(), size_t(2));
        QCOMPARE(held.versions.back().writer, vm(turned ? 1 : 2));
        QCOMPARE(held.versions.back().parent, quint64(0)); // both were forks of the empty one
        QVERIFY(stored.refuses([&] { stored.caches.commit(fork(1), 9, 1, at(300)); })); // not twice
    }
}

// A fault after each write of a commit: all of it is undone, and the version before stays.
void TstCacheStore::aStepThatFailsLosesNothingThatWasCommitted()
{
    Stored stored;
    stored.attach(1);
    QCOMPARE(stored.commit(1), quint64(1));
    stored.attach(2);
    const auto full = [] {
        throw DatabaseError(DatabaseError::Kind::Full, QStringLiteral("full"));
    };
    const std::vector<std::function<void()>> steps{
        [&] { stored.caches.setForkState(fork(2), ForkState::Committing); },
        [&] { stored.caches.commit(fork(2), 2, 8192, at(200)); },
        [&] { stored.caches.removeForksOf(vm(2)); },
        [&] { stored.caches.removeVersion(volume, 1); },
    };
    for (size_t failing = 0; failing <= steps.size(); ++failing) {
        const auto part = [&] {
            for (size_t i = 0; i < failing; ++i)
                steps.at(i)();
            full();
        };
        QVERIFY(stored.refuses(part, DatabaseError::Kind::Full));
    }
    for (const auto& step : steps)
        stored.rows.transaction(step);
    QCOMPARE(stored.caches.find(volume)->current, quint64(2));
    QCOMPARE(stored.caches.find(volume)->versions.front().parent, quint64(1));
}

void TstCacheStore::onlyTheArrowsOfAForkAreTaken()
{
    Stored stored;
    stored.attach(1);
    QVERIFY(stored.refuses([&] { stored.caches.commit(fork(1), 9, 1, at(1)); })); // not committing
    QVERIFY(stored.refuses([&] { stored.caches.setForkState(fork(1), ForkState::Committed); }));
    QVERIFY(stored.refuses([&] { stored.caches.setForkState(fork(1), ForkState::Prepared); }));
    stored.caches.setForkState(fork(1), ForkState::Abandoned);
    for (const ForkState to : {ForkState::Prepared, ForkState::Attached, ForkState::Committing})
        QVERIFY(stored.refuses([&] { stored.caches.setForkState(fork(1), to); }));
    QVERIFY(stored.refuses([&] { stored.caches.setForkState(fork(9), ForkState::Abandoned); }));
}

void TstCacheStore::aVersionLivesWhileAForkNeedsIt()
{
    Stored stored;
    stored.attach(1);
    stored.commit(1);
    stored.attach(2); // of version 1
    stored.attach(3);
    stored.commit(3);
    QVERIFY(garbageOf(*stored.caches.find(volume)).empty());
    QVERIFY(stored.refuses([&] { stored.caches.removeVersion(volume, 1); }));
    stored.caches.setForkState(fork(2), ForkState::Abandoned);
    QCOMPARE(garbageOf(*stored.caches.find(volume)), std::vector<quint64>{1});
    QVERIFY(stored.refuses([&] { stored.caches.removeVersion(volume, 2); })); // current
    stored.caches.removeVersion(volume, 1);
    QCOMPARE(stored.caches.find(volume)->versions.size(), size_t(1));
}

void TstCacheStore::aVolumeWithAnOpenForkIsNotEvicted()
{
    Stored stored;
    stored.attach(1);
    QVERIFY(stored.refuses([&] { stored.caches.removeVolume(volume); }));
    QVERIFY(stored.refuses([&] { stored.caches.removeForksOf(vm(1)); }));
    stored.commit(1);
    stored.caches.removeVolume(volume);
    QVERIFY(!stored.caches.find(volume));
}

void TstCacheStore::whatARestartMakesOfAFork_data()
{
    QTest::addColumn<ForkState>("state");
    QTest::addColumn<bool>("alive");
    QTest::addColumn<Recovery>("wanted");
    const auto row = [](const char* name, ForkState state, bool alive, Recovery wanted) {
        QTest::newRow(name) << state << alive << wanted;
    };
    row("prepared, no life", ForkState::Prepared, false, Recovery::Abandon);
    row("prepared, a life", ForkState::Prepared, true, Recovery::Keep);
    row("attached, runs", ForkState::Attached, true, Recovery::Keep);
    row("attached, no life", ForkState::Attached, false, Recovery::Abandon);
    row("committing, its teardown goes on", ForkState::Committing, true, Recovery::Keep);
    row("committed", ForkState::Committed, true, Recovery::Keep);
    row("abandoned", ForkState::Abandoned, false, Recovery::Keep);
}

void TstCacheStore::whatARestartMakesOfAFork()
{
    QFETCH(ForkState, state);
    QFETCH(bool, alive);
    QFETCH(Recovery, wanted);
    QVERIFY(recoveryOf({fork(1), vm(1), 0, state, 0}, alive) == wanted);
}

void TstCacheStore::anAbandonedForkHasNoKey()
{
    Stored stored;
    stored.attach(1);
    QCOMPARE(stored.caches.wrappedKeyOfFork(fork(1)), wrapped);
    stored.caches.setForkState(fork(1), ForkState::Abandoned);
    QVERIFY(stored.caches.wrappedKeyOfFork(fork(1)).isEmpty());
    stored.attach(2);
    stored.commit(2);
    QVERIFY(stored.caches.wrappedKeyOfFork(fork(2)).isEmpty());
    QCOMPARE(stored.caches.wrappedKeyOfVersion(volume, 1), wrapped);
}

void TstCacheStore::aWrappedKeyOpensForItsOwnVolumeAndHostOnly()
{
    const QByteArray hostKey(hostKeyBytes, 'k'), key(64, 'd'), context("volume-1");
    const auto random = [](qsizetype count) { return QByteArray(count, 'n'); };
    const QByteArray sealed = wrapKey(hostKey, key, context, random);
    QCOMPARE(sealed.size(), key.size() + 28);
    QVERIFY(!sealed.contains(key));
    QCOMPARE(unwrapKey(hostKey, sealed, context), std::optional(key));
    QVERIFY(!unwrapKey(hostKey, sealed, "volume-2"));
    QVERIFY(!unwrapKey(QByteArray(hostKeyBytes, 'x'), sealed, context));
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray changed = sealed;
        changed[i] = static_cast<char>(changed.at(i) ^ 1);
        QVERIFY(!unwrapKey(hostKey, changed, context));
        QVERIFY(!unwrapKey(hostKey, sealed.left(i), context));
    }
    QVERIFY(wrapKey(QByteArray(31, 'k'), key, context, random).isEmpty());
    QVERIFY(wrapKey(hostKey, key, context, [](qsizetype) { return QByteArray(); }).isEmpty());
}

ESPALIER_TEST(TstCacheStore)
#include "tst_cachestore.moc"
