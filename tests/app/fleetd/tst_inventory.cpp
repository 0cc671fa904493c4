// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <fleetd/record/inventory.h>
#include <fleetd/record/schema.h>

#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

namespace {

InventoryHost hostAt(const std::string& uuid, const std::string& rack, quint32 unit)
{
    return {uuid, "mac-" + uuid, "SERIAL", "A", rack, "medium", "keyid", unit, true};
}

QByteArray entry(const QByteArray& field, const QByteArray& value)
{
    QByteArray json =
        R"({"uuid":"u1","name":"n","serial":"s","row":"A","rack":"A01","unit":2,"pool":"p","keyid":"k"})";
    const QByteArray name = "\"" + field + "\":";
    const qsizetype at = json.indexOf(name) + name.size();
    const qsizetype end = json.indexOf(field == "keyid" ? '}' : ',', at);
    return '[' + json.left(at) + value + json.mid(end) + ']';
}

} // namespace

class TstInventory final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<Daemon::Database> m_database;
    std::unique_ptr<FleetRecord> m_record;
    v1::Site m_site;

    void prepare() override
    {
        m_record.reset();
        m_database.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<Daemon::Database>(
            m_dir->filePath(QStringLiteral("f.db")), fleetSchema(), Daemon::WhenCorrupt::Refuse);
        m_record = std::make_unique<FleetRecord>(*m_database, m_clock);
        m_site.set_uid("fra1");
        m_site.set_generation(1);
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        m_record.reset();
        m_database.reset();
    }

    void readsWhatDevPkiWrites()
    {
        const auto hosts = readInventory(entry("unit", "12"));
        QVERIFY2(hosts, qPrintable(hosts.error()));
        QCOMPARE(hosts->front().unit, 12u);
        QCOMPARE(hostCode("A07", 12), std::string("A07-12"));
        QCOMPARE(hostCode("A07", 2), std::string("A07-02"));
    }

    void namesEntryAndField_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("no array") << QByteArray("{}") << QStringLiteral("JSON array");
        QTest::newRow("no JSON") << QByteArray("nope") << QStringLiteral("JSON array");
        QTest::newRow("uuid empty") << entry("uuid", "\"\"") << QStringLiteral("entry 1: uuid");
        QTest::newRow("name a number") << entry("name", "7") << QStringLiteral("entry 1: name");
        QTest::newRow("unit 0") << entry("unit", "0") << QStringLiteral("entry 1: unit: 1 to 60");
        QTest::newRow("unit 61") << entry("unit", "61") << QStringLiteral("entry 1: unit: 1 to 60");
        const QByteArray one = entry("unit", "2").mid(1).chopped(1);
        QTest::newRow("twice") << QByteArray('[' + one + ',' + one + ']')
                               << QStringLiteral("entry 2: uuid");
    }

    void namesEntryAndField()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, words);
        const auto hosts = readInventory(json);
        QVERIFY(!hosts);
        QVERIFY2(hosts.error().contains(words), qPrintable(hosts.error()));
    }

    void makesRacksAndHostsInCommitsWithinTheLimits()
    {
        std::vector<InventoryHost> hosts;
        for (quint32 at = 0; at < 1'000; ++at)
            hosts.push_back(
                hostAt("u" + std::to_string(at), "A" + std::to_string(100 + at / 20), at % 20 + 1));
        applyInventory(*m_record, m_site, hosts);
        QCOMPARE(m_record->table(v1::OBJECT_TYPE_HOST).size(), 1'000u);
        QCOMPARE(m_record->table(v1::OBJECT_TYPE_RACK).size(), 50u);
        QCOMPARE(m_record->table(v1::OBJECT_TYPE_SITE).size(), 1u);
        const quint64 revision = m_record->revision();
        applyInventory(*m_record, m_site, hosts);
        QCOMPARE(m_record->revision(), revision); // the same again: nothing changed
    }

    void keepsWhatFleetdKnowsAboutAHost()
    {
        applyInventory(*m_record, m_site, {hostAt("u1", "A01", 2)});
        m_record->commit([&](Draft& draft) {
            v1::Host host = *m_record->host("u1");
            host.set_attached(true);
            host.set_mode("cordoned");
            host.set_boot_id("boot");
            draft.put(host);
        });
        applyInventory(*m_record, m_site, {hostAt("u1", "A02", 4)});
        const auto host = m_record->host("u1");
        QCOMPARE(host->code(), std::string("A02-04"));
        QCOMPARE(host->mode(), std::string("cordoned"));
        QCOMPARE(host->boot_id(), std::string("boot"));
        QVERIFY(!host->attached()); // nobody is, after a start
    }

    void aHostThatLeftStaysWhileAVmIsOnIt()
    {
        applyInventory(*m_record, m_site, {hostAt("u1", "A01", 2), hostAt("u2", "A01", 4)});
        m_record->commit([&](Draft& draft) {
            v1::Vm vm;
            vm.set_uid("vm");
            vm.set_host("u1");
            draft.put(vm);
        });
        applyInventory(*m_record, m_site, {});
        QVERIFY(m_record->host("u1"));
        QVERIFY(!m_record->host("u2"));
    }
};

ESPALIER_TEST(TstInventory)
#include "tst_inventory.moc"
