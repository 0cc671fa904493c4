// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachecase.h"

#include <domain/cache.h>

using namespace Espalier;
using namespace Espalier::Tests;

// What nobody uses for 14 days goes; nothing else does.
class TstCacheExpiry final : public CacheCase {
    Q_OBJECT

private:
    v1::PlaceOrder m_order;
    [[nodiscard]] std::string volume() const { return m_order.caches(0).volume(); }
    void prepare() override
    {
        CacheCase::prepare();
        attach();
        m_order = placed(cachedJob("acme", {"deps"}));
    }
    void used(int versions = 1)
    {
        live(m_order);
        report({held(m_order, static_cast<quint64>(versions))});
        QVERIFY(hasVersions(volume(), versions));
    }
    // Its host says nothing meanwhile.
    void later(std::chrono::nanoseconds time)
    {
        willBeLost();
        m_fleet->clock().advance(time);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        sweep();
    }
    // Is an eviction ordered now? Asked after the last sweep that was due: a quota's order closes
    // the question.
    [[nodiscard]] bool evictionCame()
    {
        Evidence::CommandRecord record = m_desk->record(CommandVerb::CacheQuota, volume());
        record.params.insert(QStringLiteral("bytes"), QString::number(cacheQuotaDefault));
        const auto answer = m_desk->send(record);
        if (!answer.status.ok())
            throw std::runtime_error(answer.status.error_message());
        sweep();
        bool came = false;
        while (m_stream->next(v1::FleetFrame::kVolume).volume().evict())
            came = true;
        return came;
    }

private Q_SLOTS:
    void whatNobodyUsesForFourteenDaysGoes()
    {
        used();
        later(cacheKeptUnused - std::chrono::minutes(2));
        QVERIFY(!evictionCame());
        v1::HostFrame beat;
        beat.mutable_heartbeat();
        m_stream->send(*m_pen, beat); // it is heard again
        QVERIFY(QTest::qWaitFor([&] { return !hostNow(*m_fleet, host()).lost(); }, 5'000));
        later(std::chrono::minutes(4));
        v1::VolumeOrder order = m_stream->next(v1::FleetFrame::kVolume).volume();
        QCOMPARE(order.volume(), volume());
        QVERIFY(order.evict());
        m_fleet->clock().advance(std::chrono::seconds(61)); // level-triggered: until it is gone
        sweep();
        QVERIFY(m_stream->next(v1::FleetFrame::kVolume).volume().evict());
        QCOMPARE(volumeNow(volume()).versions_size(), 1);
        report({});
        QVERIFY(hasVersions(volume(), 0));
        m_fleet->clock().advance(std::chrono::seconds(61));
        sweep();
        QCOMPARE(volumeCount(), 0u);
        restart();
        QCOMPARE(volumeCount(), 0u);
        attach();
        const std::string fresh = placed(cachedJob("acme", {"deps"})).caches(0).volume();
        QVERIFY(fresh != volume());
    }

    void aHostThatWasAwayIsToldAfterItsReport()
    {
        used();
        m_stream.reset();
        QVERIFY(QTest::qWaitFor([&] { return !hostNow(*m_fleet, host()).attached(); }, 5'000));
        later(cacheKeptUnused + std::chrono::hours(1));
        QCOMPARE(volumeCount(), 1u); // its copy is still somewhere
        restart();
        QCOMPARE(volumeCount(), 1u);
        attach();
        Held old = held(m_order, 1);
        old.set_last_used_ns(1);
        report({old});
        QVERIFY(m_stream->next(v1::FleetFrame::kVolume).volume().evict());
    }

    void pinnedIsKept()
    {
        used();
        QVERIFY(m_desk->send(m_desk->record(CommandVerb::CachePin, volume())).status.ok());
        later(cacheKeptUnused * 3);
        QVERIFY(!evictionCame());
        Evidence::CommandRecord off = m_desk->record(CommandVerb::CachePin, volume());
        off.params.insert(QStringLiteral("pinned"), QStringLiteral("false"));
        QVERIFY(m_desk->send(off).status.ok());
        m_fleet->clock().advance(std::chrono::seconds(61));
        sweep();
        QVERIFY(evictionCame());
    }

    void whatAVmHasIsKeptHoweverLong()
    {
        m_stream->commit(*m_pen, m_pen->birth(m_order));
        Held held = this->held(m_order, 1);
        report({held}); // its host does not tell the fork yet: the placement is enough
        QVERIFY(hasVersions(volume(), 1));
        later(cacheKeptUnused * 2);
        QVERIFY(!evictionCame());
        fork(held, m_order.vm());
        held.set_last_used_ns(1);
        m_stream->commit(*m_pen, m_pen->teardown(m_order.vm(), Outcome::Simulated));
        report({held}); // a fork that nobody has committed or abandoned
        QVERIFY(becomes(volume(), [](const auto& now) { return now.forks_size() == 1; }));
        m_fleet->clock().advance(std::chrono::seconds(61));
        sweep();
        QVERIFY(!evictionCame());
        held.clear_forks();
        report({held});
        QVERIFY(becomes(volume(), [](const auto& now) { return now.forks_size() == 0; }));
        m_fleet->clock().advance(std::chrono::seconds(61));
        sweep();
        QVERIFY(evictionCame());
    }

    void aUseBeginsTheFourteenDaysAnew()
    {
        used();
        later(cacheKeptUnused - std::chrono::hours(1));
        report({held(m_order, 1)}); // heard again: it was used now
        QVERIFY(QTest::qWaitFor([&] { return !hostNow(*m_fleet, host()).lost(); }, 5'000));
        later(cacheKeptUnused - std::chrono::hours(1));
        QVERIFY(!evictionCame());
    }
};

ESPALIER_TEST(TstCacheExpiry)
#include "tst_cacheexpiry.moc"
