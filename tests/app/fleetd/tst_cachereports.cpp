// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachecase.h"

using namespace Espalier;
using namespace Espalier::Tests;

// What fleetd takes from hosts' words about their volumes, and what it does not.
class TstCacheReports final : public CacheCase {
    Q_OBJECT

private:
    v1::PlaceOrder m_order;
    [[nodiscard]] std::string volume() const { return m_order.caches(0).volume(); }
    void prepare() override
    {
        CacheCase::prepare();
        attach();
        m_order = placed(cachedJob("acme", {"deps"}));
        m_stream->commit(*m_pen, m_pen->birth(m_order));
    }
    // The report is refused as a whole or in part: these words stand in the audit.
    void refused(const std::vector<Held>& volumes, const QString& words)
    {
        willRefuseReport();
        report(volumes);
        QVERIFY(QTest::qWaitFor([&] { return !refusals().isEmpty(); }, 5'000));
        QVERIFY2(refusals().front().contains(words), qUtf8Printable(refusals().front()));
    }

private Q_SLOTS:
    void theObjectIsWhatItsHostsSay()
    {
        Held first = held(m_order, 2);
        fork(first, m_order.vm());
        report({first});
        QVERIFY(hasVersions(volume(), 2));
        const v1::CacheVolume now = volumeNow(volume());
        QCOMPARE(now.versions(1).host(), host());
        QCOMPARE(now.versions(1).version(), 2u);
        QCOMPARE(now.versions(1).bytes(), quint64(2) << 20);
        QCOMPARE(now.versions(1).writer(), m_order.vm());
        QCOMPARE(now.forks_size(), 1);
        QCOMPARE(now.forks(0).host(), host()); // whatever the message says there
        QCOMPARE(now.forks(0).vm(), m_order.vm());
        QVERIFY(now.untrusted_writer()); // the job is not trusted
        QCOMPARE(now.generation(), 1u); // people's commands raise it
        Held second = held(m_order, 3);
        second.mutable_versions()->DeleteSubrange(0, 2);
        report({second});
        QVERIFY(hasVersions(volume(), 1));
        QCOMPARE(volumeNow(volume()).versions(0).version(), 3u);
        QCOMPARE(volumeNow(volume()).forks_size(), 0);
        report({});
        QVERIFY(hasVersions(volume(), 0));
        QVERIFY(refusals().isEmpty());
    }

    void oneHostsWordSaysNothingOfAnothers()
    {
        report({held(m_order, 2)});
        QVERIFY(hasVersions(volume(), 2));
        HostPen other(m_fleet->simulatedHosts().at(1), true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(other);
        (void)stream.next(v1::FleetFrame::kHello);
        Held there = held(m_order, 1);
        fork(there, m_order.vm());
        report({there}, stream, other);
        QVERIFY(hasVersions(volume(), 3));
        report({}, stream, other);
        QVERIFY(hasVersions(volume(), 2));
        QCOMPARE(volumeNow(volume()).versions(0).host(), host());
    }

    void aRestartKeepsAllAndTheReportAfterItCounts()
    {
        report({held(m_order, 2)});
        QVERIFY(hasVersions(volume(), 2));
        const std::string before = volumeNow(volume()).SerializeAsString();
        restart();
        QCOMPARE(volumeNow(volume()).SerializeAsString(), before);
        attach();
        report({}); // it lost its disk meanwhile
        QVERIFY(hasVersions(volume(), 0));
    }

    void aClockThatIsAheadKeepsNothingAlive()
    {
        Held late = held(m_order, 1);
        const qint64 future = nowNs() + std::chrono::nanoseconds(std::chrono::hours(900)).count();
        late.set_last_used_ns(future);
        late.mutable_versions(0)->set_committed_at_ns(future);
        report({late});
        QVERIFY(hasVersions(volume(), 1));
        QVERIFY(volumeNow(volume()).last_used_ns() <= nowNs());
        QVERIFY(volumeNow(volume()).versions(0).committed_at_ns() <= nowNs());
    }

    void aVolumeHeldForAnotherOwnerIsRefusedAndTheRestIsTaken()
    {
        const v1::PlaceOrder other = placed(cachedJob("globex", {"deps"}));
        Held stolen = held(m_order, 1);
        stolen.set_owner(other.caches(0).owner());
        refused({stolen, held(other, 1)}, QStringLiteral("belongs to"));
        QVERIFY(hasVersions(other.caches(0).volume(), 1));
        QCOMPARE(volumeNow(volume()).versions_size(), 0);
        // Once it is told it is told; another time it is told anew.
        report({stolen, held(other, 2)});
        QVERIFY(hasVersions(other.caches(0).volume(), 2));
        QCOMPARE(refusals().size(), 1);
        report({held(m_order, 1)});
        QVERIFY(hasVersions(volume(), 1));
        willRefuseReport();
        report({stolen});
        QVERIFY(QTest::qWaitFor([&] { return refusals().size() == 2; }, 5'000));
        QCOMPARE(volumeNow(volume()).versions_size(), 1); // what was known of it stays
    }

    void aVolumeThatIsNotKnownIsRefusedAndTheRestIsTaken()
    {
        Held strange = held(m_order, 1);
        strange.set_volume("00000000-0000-4000-8000-00000000ffff");
        refused({strange, held(m_order, 1)}, QStringLiteral("is not known here"));
        QVERIFY(hasVersions(volume(), 1));
        QCOMPARE(volumeCount(), 1u);
    }

    void aMalformedReportIsNotTakenAtAll_data()
    {
        QTest::addColumn<QString>("spoilt");
        for (const char* name : {"id", "long id", "owner", "long owner", "volume twice",
                 "version 0", "version twice", "no time", "writer", "fork id", "fork twice",
                 "fork vm", "many versions", "many forks", "many volumes"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void aMalformedReportIsNotTakenAtAll()
    {
        QFETCH(QString, spoilt);
        using Spoil = std::function<QString(std::vector<Held>&)>; // answers the words
        const QMap<QString, Spoil> spoils{
            {QStringLiteral("id"),
                [](auto& all) {
                    all[0].set_volume("../../etc");
                    return QStringLiteral("volumes[0]: volume is no id");
                }},
            {QStringLiteral("long id"),
                [](auto& all) {
                    all[0].set_volume(std::string(1 << 20, 'a'));
                    return QStringLiteral("volumes[0]: volume is no id");
                }},
            {QStringLiteral("owner"),
                [](auto& all) {
                    all[0].set_owner("acme");
                    return QStringLiteral("owner is no pseudonym");
                }},
            {QStringLiteral("long owner"),
                [](auto& all) {
                    all[0].set_owner(std::string(1 << 20, 'a'));
                    return QStringLiteral("owner is no pseudonym");
                }},
            {QStringLiteral("volume twice"),
                [](auto& all) {
                    all.push_back(all[0]);
                    return QStringLiteral("stands twice");
                }},
            {QStringLiteral("version 0"),
                [](auto& all) {
                    all[0].mutable_versions(0)->set_version(0);
                    return QStringLiteral("they count from 1");
                }},
            {QStringLiteral("version twice"),
                [](auto& all) {
                    *all[0].add_versions() = all[0].versions(0);
                    return QStringLiteral("version 1 stands twice");
                }},
            {QStringLiteral("no time"),
                [](auto& all) {
                    all[0].mutable_versions(0)->set_committed_at_ns(-1);
                    return QStringLiteral("committed_at_ns is needed");
                }},
            {QStringLiteral("writer"),
                [](auto& all) {
                    all[0].mutable_versions(0)->set_writer("\x1b[2J");
                    return QStringLiteral("writer is no id");
                }},
            {QStringLiteral("fork id"),
                [](auto& all) {
                    all[0].mutable_forks(0)->set_id("f");
                    return QStringLiteral("a fork's id is not 32 hex digits");
                }},
            {QStringLiteral("fork twice"),
                [](auto& all) {
                    fork(all[0], "00000000-0000-4000-8000-00000000ffff");
                    return QStringLiteral("stands twice");
                }},
            {QStringLiteral("fork vm"),
                [](auto& all) {
                    all[0].mutable_forks(0)->set_vm({});
                    return QStringLiteral("vm is no id of a VM");
                }},
            {QStringLiteral("many versions"),
                [](auto& all) {
                    for (quint64 at = 2; at < 100; ++at) {
                        *all[0].add_versions() = all[0].versions(0);
                        all[0].mutable_versions(all[0].versions_size() - 1)->set_version(at);
                    }
                    return QStringLiteral("at most 65 versions");
                }},
            {QStringLiteral("many forks"),
                [](auto& all) {
                    for (int at = 0; at < 100; ++at)
                        *all[0].add_forks() = all[0].forks(0);
                    return QStringLiteral("64 forks");
                }},
            {QStringLiteral("many volumes"),
                [](auto& all) {
                    all.resize(5'000, all[0]);
                    return QStringLiteral("at most 4096");
                }},
        };
        report({held(m_order, 2)});
        QVERIFY(hasVersions(volume(), 2));
        std::vector<Held> all{held(m_order, 1)};
        fork(all[0], m_order.vm());
        const QString words = spoils.value(spoilt)(all);
        refused(all, words);
        QVERIFY(refusals().front().size() <= 500);
        QCOMPARE(volumeNow(volume()).versions_size(), 2);
        report({held(m_order, 1)}); // and the host is still listened to
        QVERIFY(hasVersions(volume(), 1));
    }
};

ESPALIER_TEST(TstCacheReports)
#include "tst_cachereports.moc"
