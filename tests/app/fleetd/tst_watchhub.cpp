// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <fleetd/record/schema.h>
#include <fleetd/record/watchhub.h>

#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

class TstWatchHub final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<Daemon::Database> m_database;
    std::unique_ptr<FleetRecord> m_record;
    std::unique_ptr<WatchHub> m_hub;

    void prepare() override
    {
        m_hub.reset();
        m_record.reset();
        m_database.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<Daemon::Database>(
            m_dir->filePath(QStringLiteral("f.db")), fleetSchema(), Daemon::WhenCorrupt::Refuse);
        m_record = std::make_unique<FleetRecord>(*m_database, m_clock);
        m_hub = std::make_unique<WatchHub>(
            *m_record, HistoryLimits{std::chrono::minutes(30), 10, 1 << 20});
    }
    void commitOne()
    {
        m_record->commit([this](Draft& draft) {
            v1::Host host;
            host.set_uid("h" + std::to_string(m_record->revision()));
            draft.put(host);
        });
    }
    [[nodiscard]] v1::WatchRequest after(quint64 revision) const
    {
        v1::WatchRequest request;
        request.set_epoch(m_record->epoch());
        request.set_after_revision(revision);
        return request;
    }
    std::shared_ptr<WatchFeed> opened(const v1::WatchRequest& request)
    {
        auto feed = std::make_shared<WatchFeed>(WatchFilter());
        m_hub->open(request, feed);
        return feed;
    }
    static std::vector<v1::WatchItem> drain(WatchFeed& feed)
    {
        std::vector<v1::WatchItem> items;
        v1::WatchResponse message;
        grpc::Status status;
        while (feed.next(message, status) == WatchFeed::Next::Message)
            items.insert(items.end(), message.items().begin(), message.items().end());
        return items;
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        m_hub.reset();
        m_record.reset();
        m_database.reset();
    }

    void keepsHistoryForItsAgeWhateverTheCount()
    {
        for (int count = 0; count < 50; ++count)
            commitOne();
        QCOMPARE(m_hub->oldest(), 0u); // all within 30 minutes
        QCOMPARE(drain(*opened(after(1))).size(), 49u);
    }

    void compactsWhatIsOldOnceThereIsMoreThanItKeeps()
    {
        for (int count = 0; count < 50; ++count)
            commitOne();
        m_clock.advance(std::chrono::minutes(31));
        commitOne();
        QCOMPARE(m_hub->oldest(), 41u); // the newest 10 stay
        const auto lost = drain(*opened(after(40)));
        QCOMPARE(lost.size(), 1u);
        QCOMPARE(lost[0].gone().reason(), v1::Gone::REASON_COMPACTED);
        QCOMPARE(lost[0].gone().oldest_revision(), 41u);
        // Exactly at the border: the whole rest, no gap.
        const auto kept = drain(*opened(after(41)));
        QCOMPARE(kept.size(), 10u);
        QCOMPARE(kept[0].batch().revision(), 42u);
    }

    void aWatchAtThePresentHearsWhatComes()
    {
        commitOne();
        const auto feed = opened(after(1));
        QVERIFY(drain(*feed).empty());
        commitOne();
        const auto items = drain(*feed);
        QCOMPARE(items.size(), 1u);
        QCOMPARE(items[0].batch().revision(), 2u);
    }

    void wakesItsWatchesSoonAfterACommit()
    {
        commitOne();
        const auto feed = opened(after(1));
        int woken = 0;
        feed->onWake([&] { ++woken; });
        commitOne();
        QCOMPARE(woken, 0); // not at once: 2 ms gather what belongs together
        QTRY_COMPARE(woken, 1);
        for (int count = 0; count < 200; ++count)
            commitOne();
        QVERIFY(woken >= 2); // a full message does not wait
    }

    void bookmarksBearTheSitesRevision()
    {
        commitOne();
        v1::WatchRequest request = after(1);
        request.add_types(v1::OBJECT_TYPE_IMAGE);
        auto feed = std::make_shared<WatchFeed>(WatchFilter({v1::OBJECT_TYPE_IMAGE}, {}));
        m_hub->open(request, feed);
        commitOne();
        m_hub->bookmark();
        const auto items = drain(*feed);
        QCOMPARE(items.size(), 1u);
        QCOMPARE(items[0].bookmark().revision(), 2u);
        QCOMPARE(items[0].bookmark().server_mono_ns(), m_clock.mono().count());
    }

    void aNewEpochEndsAllWatches()
    {
        commitOne();
        const auto feed = opened(after(1));
        m_record->renewEpoch();
        const auto items = drain(*feed);
        QCOMPARE(items.size(), 1u);
        QCOMPARE(items[0].gone().reason(), v1::Gone::REASON_EPOCH_CHANGED);
        QCOMPARE(
            drain(*opened(after(1))).size(), 0u); // the new epoch's own revision 1 is the present
    }

    void forgetsWatchesThatAreClosed()
    {
        const auto feed = opened(after(0));
        (void)opened(after(0));
        QCOMPARE(m_hub->watches(), 2u);
        feed->closed();
        m_hub->bookmark();
        QCOMPARE(m_hub->watches(), 1u);
    }
};

ESPALIER_TEST(TstWatchHub)
#include "tst_watchhub.moc"
