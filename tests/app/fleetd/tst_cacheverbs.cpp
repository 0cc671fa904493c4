// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachecase.h"

using namespace Espalier;
using namespace Espalier::Tests;

// evict, pin and quota: what each does, and what each is refused for.
class TstCacheVerbs final : public CacheCase {
    Q_OBJECT

private:
    v1::PlaceOrder m_order;
    [[nodiscard]] std::string volume() const { return m_order.caches(0).volume(); }
    void prepare() override
    {
        CacheCase::prepare();
        attach();
        m_order = placed(cachedJob("acme", {"deps"}));
        live(m_order);
        report({held(m_order, 1)});
        QVERIFY(hasVersions(volume(), 1));
    }
    [[nodiscard]] Evidence::CommandRecord about(CommandVerb verb)
    {
        Evidence::CommandRecord record = m_desk->record(verb, volume());
        if (verb == CommandVerb::CacheEvict)
            record.targets[0].host = HostId(QString::fromStdString(host()));
        if (verb == CommandVerb::CacheQuota)
            record.params.insert(QStringLiteral("bytes"), QString::number(quint64(40) << 30));
        return record;
    }
    std::string accepted(const Evidence::CommandRecord& record)
    {
        const auto answer = m_desk->send(record);
        if (!answer.status.ok())
            throw std::runtime_error(answer.status.error_message());
        return answer.command().uid();
    }
    [[nodiscard]] TestDesk::Answer refused(const Evidence::CommandRecord& record)
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("refused a command of")));
        return m_desk->send(record);
    }

private Q_SLOTS:
    void pinIsFleetdsOwnRecord()
    {
        const std::string id = accepted(about(CommandVerb::CachePin));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QVERIFY(volumeNow(volume()).pinned());
        QCOMPARE(volumeNow(volume()).generation(), 2u);
        QCOMPARE(volumeNow(volume()).versions_size(), 1);
        QCOMPARE(auditOf(*m_fleet, id),
            QStringList({QStringLiteral("AUTHORISED"), QStringLiteral("SUCCEEDED")}));
        restart();
        QVERIFY(volumeNow(volume()).pinned());
        Evidence::CommandRecord off = about(CommandVerb::CachePin);
        off.params.insert(QStringLiteral("pinned"), QStringLiteral("false"));
        (void)accepted(off);
        QVERIFY(!volumeNow(volume()).pinned());
    }

    void quotaGoesToTheHostsThatHoldIt()
    {
        const std::string id = accepted(about(CommandVerb::CacheQuota));
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
        QCOMPARE(volumeNow(volume()).quota_bytes(), quint64(40) << 30);
        sweep();
        const v1::VolumeOrder order = m_stream->next(v1::FleetFrame::kVolume).volume();
        QCOMPARE(order.volume(), volume());
        QVERIFY(!order.evict());
        QCOMPARE(order.quota_bytes(), quint64(40) << 30);
        QCOMPARE(placed(cachedJob("acme", {"deps"})).caches(0).quota_bytes(), quint64(40) << 30);
        restart(); // a host that was away is told after its report
        attach();
        report({held(m_order, 1)});
        QCOMPARE(m_stream->next(v1::FleetFrame::kVolume).volume().quota_bytes(), quint64(40) << 30);
    }

    void evictIsTheHostsAndItsReportSaysThatItIsDone()
    {
        const std::string id = accepted(about(CommandVerb::CacheEvict));
        const v1::CommandOrder got = order();
        QVERIFY(reaches(*m_fleet, id, "DISPATCHED"));
        answer(got, volume(), "HOST_ACCEPTED");
        answer(got, volume(), "SUCCEEDED"); // its word alone is none
        QVERIFY(reaches(*m_fleet, id, "EXECUTING"));
        report({});
        QVERIFY(reaches(*m_fleet, id, "SUCCEEDED"));
        QCOMPARE(volumeNow(volume()).versions_size(), 0);
        QCOMPARE(volumeCount(), 1u); // the next job has the same volume, cold
        QCOMPARE(placed(cachedJob("acme", {"deps"})).caches(0).volume(), volume());
    }

    void evictThatIsReportedFirstIsDoneAsWell()
    {
        const std::string id = accepted(about(CommandVerb::CacheEvict));
        const v1::CommandOrder got = order();
        report({});
        QVERIFY(reaches(*m_fleet, id, "SUCCEEDED"));
        answer(got, volume(), "SUCCEEDED");
        QCOMPARE(stateNow(*m_fleet, id), std::string("SUCCEEDED"));
    }

    void aHostMayRefuseToEvict()
    {
        const std::string id = accepted(about(CommandVerb::CacheEvict));
        answer(order(), volume(), "REJECTED", "in-use");
        QVERIFY(reaches(*m_fleet, id, "REJECTED"));
        QCOMPARE(commandNow(*m_fleet, id).targets(0).code(), std::string("in-use"));
        QCOMPARE(volumeNow(volume()).versions_size(), 1);
    }

    void theSameOrderAgainHasNoSecondEffect_data()
    {
        QTest::addColumn<int>("verb");
        QTest::newRow("evict") << static_cast<int>(CommandVerb::CacheEvict);
        QTest::newRow("pin") << static_cast<int>(CommandVerb::CachePin);
        QTest::newRow("quota") << static_cast<int>(CommandVerb::CacheQuota);
    }

    void theSameOrderAgainHasNoSecondEffect()
    {
        QFETCH(int, verb);
        const v1::SendCommandRequest request = m_desk->sign(about(static_cast<CommandVerb>(verb)));
        QVERIFY(m_desk->send(request).status.ok());
        const quint64 generation = volumeNow(volume()).generation();
        const auto again = m_desk->send(request);
        QVERIFY2(again.status.ok(), again.status.error_message().c_str());
        QVERIFY(again.response.repeated());
        QCOMPARE(volumeNow(volume()).generation(), generation);
    }

    void aDryRunOfEvictSaysWhoStartsCold()
    {
        HostPen other(m_fleet->simulatedHosts().at(1), true);
        Evidence::CommandRecord record = about(CommandVerb::CacheEvict);
        record.dryRun = true;
        const auto only = m_desk->send(record);
        QVERIFY2(only.status.ok(), only.status.error_message().c_str());
        QCOMPARE(only.response.preview().cold_volumes(), 1u);
        QCOMPARE(only.response.preview().cold_tenants(0), std::string("acme"));
        QCOMPARE(only.response.preview().hosts(), 1u);
        QVERIFY(only.response.preview().revision() > 0);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(other);
        (void)stream.next(v1::FleetFrame::kHello);
        m_fleet->clock().advance(std::chrono::seconds(1)); // a newer one elsewhere
        report({held(m_order, 1)}, stream, other);
        QVERIFY(hasVersions(volume(), 2));
        QCOMPARE(m_desk->send(record).response.preview().cold_volumes(), 0u);
        QCOMPARE(volumeNow(volume()).generation(), 1u);
    }

    void refusesEachForItsOwnReason_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("row");
        const std::array codes{"no-copy", "target", "params", "stale", "target", "params", "params",
            "params", "params", "unknown-target", "role", "no-copy"};
        for (size_t row = 0; row < codes.size(); ++row)
            QTest::newRow(
                qPrintable(QStringLiteral("%1 %2").arg(row).arg(QLatin1String(codes[row]))))
                << QString::fromLatin1(codes[row]) << static_cast<int>(row);
    }

    void refusesEachForItsOwnReason()
    {
        QFETCH(QString, code);
        QFETCH(int, row);
        using Record = Evidence::CommandRecord;
        const auto spoilt = [&](CommandVerb verb, const std::function<void(Record&)>& spoil) {
            Record record = about(verb);
            spoil(record);
            return record;
        };
        const auto param = [](const char* name, const QString& value) {
            return [=](Record& one) { one.params.insert(QLatin1String(name), value); };
        };
        const HostId elsewhere = m_fleet->simulatedHosts().at(1).id;
        const std::vector<Record> records{
            spoilt(CommandVerb::CacheEvict, [&](auto& one) { one.targets[0].host = elsewhere; }),
            spoilt(CommandVerb::CacheEvict, [](auto& one) { one.targets[0].host = {}; }),
            spoilt(CommandVerb::CacheEvict, param("host", QStringLiteral("A01"))),
            spoilt(CommandVerb::CacheEvict, [](auto& one) { one.targets[0].generation += 1; }),
            spoilt(
                CommandVerb::CachePin, [&](auto& one) { one.targets = {m_desk->target(host())}; }),
            spoilt(CommandVerb::CachePin, param("pinned", QStringLiteral("maybe"))),
            spoilt(CommandVerb::CacheQuota, [](auto& one) { one.params.clear(); }),
            spoilt(CommandVerb::CacheQuota, param("bytes", QStringLiteral("1"))),
            spoilt(CommandVerb::CacheQuota, param("bytes", QStringLiteral("99999999999999999999"))),
            spoilt(CommandVerb::CacheQuota,
                [](auto& one) {
                    one.targets[0].uid = QStringLiteral("00000000-0000-4000-8000-00000000ffff");
                }),
            spoilt(CommandVerb::CachePin, [](auto&) {}),
            spoilt(CommandVerb::CacheEvict,
                [&](auto& one) {
                    one.targets[0].host = elsewhere;
                    one.dryRun = true;
                }),
        };
        TestDesk viewer(*m_fleet, QStringLiteral("viewer"));
        Record record = records.at(static_cast<size_t>(row));
        if (code == QLatin1String("role"))
            record.actor = QStringLiteral("viewer");
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("refused (a command of|to spiffe)")));
        const auto answer = (code == QLatin1String("role") ? viewer : *m_desk).send(record);
        QVERIFY(!answer.status.ok());
        if (code != QLatin1String("role")) // refused at the door, before it is read
            QCOMPARE(QString::fromStdString(answer.code()), code);
        QCOMPARE(volumeNow(volume()).generation(), 1u);
        QVERIFY(!volumeNow(volume()).pinned());
        QCOMPARE(volumeNow(volume()).versions_size(), 1);
    }

    void whatIsInUseIsNotEvicted()
    {
        const v1::PlaceOrder next = placed(cachedJob("acme", {"deps"}));
        QCOMPARE(refused(about(CommandVerb::CacheEvict)).code(), std::string("in-use"));
        live(next);
        Held held = this->held(m_order, 1);
        fork(held, next.vm()); // its host still has the fork
        report({held});
        QVERIFY(becomes(volume(), [](const auto& now) { return now.forks_size() == 1; }));
        QCOMPARE(refused(about(CommandVerb::CacheEvict)).code(), std::string("in-use"));
    }

    void whatNeedsTwoPeopleOrIsNotBuiltIsSaid()
    {
        for (const char* verb : {"purge", "detach", "quarantine"})
            QVERIFY(!Evidence::verbNotYet(QLatin1String(verb)).isEmpty());
        QVERIFY(Evidence::verbNotYet(QStringLiteral("purge"))
                    .contains(QStringLiteral("needs 2 people")));
        QVERIFY(Evidence::verbNotYet(QStringLiteral("evict")).isEmpty());
    }
};

ESPALIER_TEST(TstCacheVerbs)
#include "tst_cacheverbs.moc"
