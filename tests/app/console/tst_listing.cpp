// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/fakelink.h"
#include "support/testregistry.h"

#include <console/listing.h>

#include <text/messages.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

// A listing over links whose news the test writes.
class TstListing final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void printsWhatTheFilterFinds();
    void anEmptyFilterFindsAll();
    void theOtherPagesAreInItToo();
    void waitsForEachSite();
    void aSiteThatRefusesIsNotWaitedFor();
    void aSiteThatDoesNotAnswerIsNamed();
    void saysWhatIsWrongWithTheRoster();

protected:
    void prepare() override
    {
        m_listing.reset();
        m_results.clear();
        for (const char* name : {"fra1", "ams2"})
            m_scripts[siteId(name)] = std::make_shared<FakeLink::Script>();
    }

private Q_SLOTS:
    void cleanup() { m_listing.reset(); }

private:
    void start(const QString& query, std::chrono::milliseconds patience = 20s)
    {
        std::vector<std::unique_ptr<FleetLink>> links;
        for (const auto& [site, script] : m_scripts)
            links.push_back(std::make_unique<FakeLink>(site, script));
        m_listing = std::make_unique<Listing>(std::move(links),
            VerifierConfig{QStringLiteral("/nowhere/roster.keys"),
                QStringLiteral("/nowhere/tls.pem"), QStringLiteral("/nowhere/mark"), {}},
            query, m_clock, Listing::Limits{patience, 50ms});
        connect(m_listing.get(), &Listing::done, m_listing.get(),
            [this](const ListingResult& result) { m_results.push_back(result); });
    }
    // A site with one host of two slots, listed.
    void list(const char* name)
    {
        const SiteId site = siteId(name);
        FeedBatch batch = aList(m_clock.mono(), 5,
            {added(Host(aHost(1, site))), added(aSlot(1, 1, {}, site)),
                added(aSlot(1, 2, {}, site))},
            site);
        batch.status = LinkStatus{LinkPhase::Synced, {}, {}, QStringLiteral("0.1.0"), false};
        QVERIFY(m_scripts[site]->deliver(std::move(batch)));
    }
    void status(const char* name, LinkStatus status)
    {
        FeedBatch batch;
        batch.site = siteId(name);
        batch.status = std::move(status);
        QVERIFY(m_scripts[batch.site]->deliver(std::move(batch)));
    }
    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(m_results.front().json).object();
    }
    [[nodiscard]] QJsonArray rows(const char* key) const
    {
        return json().value(QLatin1String(key)).toArray();
    }

    SystemClock m_clock;
    std::map<SiteId, std::shared_ptr<FakeLink::Script>> m_scripts;
    std::vector<ListingResult> m_results;
    std::unique_ptr<Listing> m_listing;
};

void TstListing::printsWhatTheFilterFinds()
{
    start(QStringLiteral("ams2 A01-01/2"));
    list("fra1");
    list("ams2");
    QTRY_COMPARE(int(m_results.size()), 1);
    QCOMPARE(m_results.front().exitCode, 0);
    QCOMPARE(json().value(QLatin1String("query")).toString(), QStringLiteral("ams2 A01-01/2"));
    QCOMPARE(rows("sites").size(), 2);
    QCOMPARE(rows("slots").size(), 1);
    const QJsonObject slot = rows("slots").first().toObject();
    QCOMPARE(slot.value(QLatin1String("id")).toString(), slotId(1, 2, siteId("ams2")).text());
    QVERIFY(slot.value(QLatin1String("place")).toString().contains(QLatin1String("A01-01/2")));
    QVERIFY(!slot.value(QLatin1String("state")).toString().isEmpty());
    QCOMPARE(slot.value(QLatin1String("severity")).toString(), QStringLiteral("none"));
    QVERIFY(rows("teardowns").isEmpty());
}

void TstListing::anEmptyFilterFindsAll()
{
    start(QString());
    list("fra1");
    list("ams2");
    QTRY_COMPARE(int(m_results.size()), 1);
    QCOMPARE(rows("slots").size(), 4);
}

void TstListing::theOtherPagesAreInItToo()
{
    start(QStringLiteral("ams2"));
    const SiteId site = siteId("ams2");
    AuditEntry entry;
    entry.id = AuditId(QStringLiteral("ams2/1"));
    entry.site = site;
    entry.at = m_clock.wall();
    entry.actor = QStringLiteral("anna");
    entry.action = QStringLiteral("cordon");
    entry.target = hostId(1, site).text();
    entry.targetCode = QStringLiteral("ams2 A01-01");
    entry.result = QStringLiteral("SUCCEEDED");
    CacheVolume volume;
    volume.id = VolumeId(QStringLiteral("c0000000-0000-4000-8000-000000000001"));
    volume.site = site;
    volume.tenant = TenantId(QStringLiteral("acme"));
    volume.name = QStringLiteral("deps-of-ams2");
    list("fra1");
    FeedBatch batch = aList(m_clock.mono(), 5,
        {added(Host(aHost(1, site))), added(aSlot(1, 1, {}, site)), added(entry), added(volume)},
        site);
    batch.status = LinkStatus{LinkPhase::Synced, {}, {}, QStringLiteral("0.1.0"), false};
    QVERIFY(m_scripts[site]->deliver(std::move(batch)));
    QTRY_COMPARE(int(m_results.size()), 1);
    QCOMPARE(rows("hosts").size(), 1); // that of fra1 does not match
    const QJsonObject host = rows("hosts").first().toObject();
    QCOMPARE(host.value(QLatin1String("id")).toString(), hostId(1, site).text());
    QCOMPARE(host.value(QLatin1String("mode")).toString(), QStringLiteral("in service"));
    QCOMPARE(host.value(QLatin1String("slots")).toInt(), 1);
    QCOMPARE(rows("audit").size(), 1);
    const QJsonObject audit = rows("audit").first().toObject();
    QCOMPARE(audit.value(QLatin1String("who")).toString(), QStringLiteral("anna"));
    QCOMPARE(rows("caches").size(), 1);
    QCOMPARE(rows("caches").first().toObject().value(QLatin1String("tenant")).toString(),
        QStringLiteral("acme"));
    for (const char* page : {"alarms", "drains", "invariants", "vms"})
        QVERIFY2(json().value(QLatin1String(page)).isArray(), page);
}

void TstListing::waitsForEachSite()
{
    start(QString());
    list("fra1");
    QVERIFY(!QTest::qWaitFor([this] { return !m_results.empty(); }, 500));
    list("ams2");
    QTRY_COMPARE(int(m_results.size()), 1);
    QVERIFY(!QTest::qWaitFor([this] { return m_results.size() > 1; }, 300)); // once
}

void TstListing::aSiteThatRefusesIsNotWaitedFor()
{
    start(QString());
    list("fra1");
    status("ams2",
        {LinkPhase::Failed,
            message("link.refused", QStringLiteral("ams2"), QStringLiteral("me"),
                QStringLiteral("no role")),
            {}, {}, true});
    QTRY_COMPARE(int(m_results.size()), 1);
    QCOMPARE(m_results.front().exitCode, ListingResult::siteMissing);
    QVERIFY2(m_results.front().errors.contains(QLatin1String("ams2")),
        qPrintable(m_results.front().errors));
    QVERIFY(m_results.front().errors.contains(QLatin1String("no role")));
    QVERIFY(!m_results.front().errors.contains(QLatin1String("fra1")));
    QCOMPARE(rows("slots").size(), 2);
}

void TstListing::aSiteThatDoesNotAnswerIsNamed()
{
    start(QString(), 300ms);
    list("fra1");
    QTRY_COMPARE(int(m_results.size()), 1);
    QCOMPARE(m_results.front().exitCode, ListingResult::siteMissing);
    QVERIFY(m_results.front().errors.contains(QLatin1String("ams2")));
    for (const QJsonValue value : rows("sites")) {
        const QJsonObject site = value.toObject();
        QCOMPARE(site.value(QLatin1String("listed")).toBool(),
            site.value(QLatin1String("site")).toString() == QLatin1String("fra1"));
    }
}

void TstListing::saysWhatIsWrongWithTheRoster()
{
    start(QString());
    list("fra1");
    list("ams2");
    QTRY_COMPARE(int(m_results.size()), 1);
    QVERIFY2(m_results.front().errors.contains(QLatin1String("roster.keys")),
        qPrintable(m_results.front().errors));
}

ESPALIER_TEST(TstListing)
#include "tst_listing.moc"
