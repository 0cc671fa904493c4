// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeworld.h"
#include "support/testregistry.h"

#include <functional>
#include <map>
#include <random>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

// What somebody knows who only follows change sets: every row as it was when it was last told of.
template <typename Row> class Follower final {
public:
    QString follow(const TableChanges& changes, const std::function<Row(RowId)>& read)
    {
        for (const RowId row : changes.removed) {
            if (m_rows.erase(row) == 0)
                return QStringLiteral("removed row %1 was never there").arg(row);
        }
        for (const RowId row : changes.inserted) {
            if (!m_rows.emplace(row, read(row)).second)
                return QStringLiteral("inserted row %1 is there already").arg(row);
        }
        RowId last = 0;
        for (const RowRange& range : changes.changed) {
            if (range.first > range.last || (last > 0 && range.first <= last) || range.mask == 0)
                return QStringLiteral("ranges are not ascending at %1").arg(range.first);
            last = range.last;
            for (RowId row = range.first; row <= range.last; ++row) {
                if (m_rows.count(row) == 0)
                    return QStringLiteral("changed row %1 is not there").arg(row);
                m_rows[row] = read(row);
            }
        }
        return {};
    }
    [[nodiscard]] const std::map<RowId, Row>& rows() const { return m_rows; }

private:
    std::map<RowId, Row> m_rows;
};

QString print(const SlotRow& row)
{
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8")
        .arg(row.id.text())
        .arg(int(row.state))
        .arg(int(row.lastKnown))
        .arg(int(row.severity))
        .arg(row.vm.text(), row.pipeline)
        .arg(int(row.evidence))
        .arg(int(row.mode));
}

QString print(const LifeRow& row)
{
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
        .arg(row.vm.text())
        .arg(int(row.state))
        .arg(int(row.life))
        .arg(int(row.severity))
        .arg(int(row.badge))
        .arg(row.clausesHolding)
        .arg(row.slotCode);
}

} // namespace

// A seeded walk through everything that can happen. After each step a follower of the change sets
// knows exactly what the store holds, and the balance adds up.
class TstStoreWalk final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void followersKnowEverythingAndTheBalanceHolds_data();
    void followersKnowEverythingAndTheBalanceHolds();

private:
    struct Place {
        int host = 0, index = 0, vm = 0;
        quint64 birth = 0;
        bool born = false, ended = false;
    };
    void step();
    void told(const ChangeSet& changes);
    void place(Place& where);
    void advance(Place& where);
    void statement(int host);
    void relist();
    std::vector<Event> everything() const;
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }

    std::mt19937 m_random;
    std::unique_ptr<StoreWorld> m_world;
    std::vector<Place> m_places;
    std::map<int, quint64> m_heads;
    std::map<int, HostMode> m_modes;
    std::vector<Record> m_records;
    int m_nextVm = 1;
    Follower<SlotRow> m_slots;
    Follower<LifeRow> m_lives;
};

void TstStoreWalk::followersKnowEverythingAndTheBalanceHolds_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TstStoreWalk::told(const ChangeSet& changes)
{
    FleetStore& store = m_world->store;
    QString problem = m_slots.follow(changes.slots, [&](RowId row) { return store.slot(row); });
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = m_lives.follow(changes.lives, [&](RowId row) { return store.life(row); });
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(m_slots.rows().size(), store.slotIds().size());
    for (const auto& [row, known] : m_slots.rows())
        QCOMPARE(print(known), print(store.slot(row)));
    QCOMPARE(m_lives.rows().size(), store.lifeIds().size());
    for (const auto& [row, known] : m_lives.rows())
        QCOMPARE(print(known), print(store.life(row)));
    const BalanceSheet sheet = store.balance();
    QCOMPARE(sheet.total.started, sheet.total.accounted());
    QCOMPARE(sheet.simulated.started, sheet.simulated.accounted());
    Balance tenants;
    for (const auto& [tenant, balance] : sheet.tenants)
        tenants += balance;
    QCOMPARE(tenants.started, sheet.total.started);
}

std::vector<Event> TstStoreWalk::everything() const
{
    std::vector<Event> events;
    for (const auto& [host, mode] : m_modes)
        events.push_back(added(Host(aHost(host).mode(mode))));
    for (const Place& where : m_places) {
        events.push_back(
            added(aSlot(where.host, where.index, where.vm > 0 ? vmId(where.vm) : VmId())));
        if (where.vm > 0)
            events.push_back(
                added(Vm(VmBuilder(where.vm, where.host, where.index, m_world->clock.wall()))));
    }
    for (const Record& record : m_records)
        events.push_back(added(record));
    return events;
}

void TstStoreWalk::relist()
{
    m_world->revision += 1000;
    told(m_world->store.apply(aList(m_world->clock.mono(), m_world->revision, everything())));
}

void TstStoreWalk::place(Place& where)
{
    where = {where.host, where.index, m_nextVm++, 0, false, false};
    told(m_world->commit({modified(aSlot(where.host, where.index, vmId(where.vm))),
        added(Vm(VmBuilder(where.vm, where.host, where.index, m_world->clock.wall()))),
        added(aJob(where.vm))}));
}

void TstStoreWalk::advance(Place& where)
{
    const WallTime now = m_world->clock.wall();
    VmBuilder vm(where.vm, where.host, where.index, now);
    if (!where.born) {
        where.born = true;
        where.birth = ++m_heads[where.host];
        m_records.push_back(aRecord("Birth", where.host, where.birth, vmId(where.vm), now));
        told(m_world->commit({added(m_records.back()), modified(Vm(vm.started(now)))}));
    } else if (!where.ended) {
        where.ended = true;
        told(m_world->commit({modified(Vm(vm.ended(now)))}));
    } else {
        const quint64 seq = ++m_heads[where.host];
        m_records.push_back(aRecord("Teardown", where.host, seq, vmId(where.vm), now));
        told(m_world->commit(
            {added(m_records.back()), modified(aSlot(where.host, where.index)), deleted(Vm(vm))}));
        if (pick(4) > 0)
            told(m_world->verdict(aGoneVerdict(where.vm, where.host, where.birth, seq, now, 5s)));
        where.vm = 0;
    }
}

void TstStoreWalk::statement(int host)
{
    std::vector<ObservedVm> vms;
    for (const Place& where : m_places) {
        if (where.host == host && where.born && where.vm > 0 && pick(12) > 0)
            vms.push_back(where.ended ? stoppingVm(vmId(where.vm)) : runningVm(vmId(where.vm)));
    }
    if (pick(20) == 0)
        vms.push_back(runningVm(vmId(9000 + pick(3))));
    told(m_world->hear(host, vms, m_heads[host]));
}

void TstStoreWalk::step()
{
    Place& where = m_places[static_cast<size_t>(pick(int(m_places.size())))];
    switch (pick(10)) {
    case 0:
        m_world->clock.advance(std::chrono::seconds(pick(20)));
        told(m_world->store.tick());
        break;
    case 1:
        m_world->clock.advance(1s);
        told(m_world->store.apply(aMessage(m_world->clock.mono())));
        break;
    case 2:
    case 3:
    case 4:
        statement(where.host);
        break;
    case 5:
        if (pick(5) == 0)
            relist();
        break;
    case 6:
        m_modes[where.host] = HostMode(pick(4));
        told(m_world->commit({modified(Host(aHost(where.host).mode(m_modes[where.host])))}));
        break;
    default:
        if (where.vm == 0)
            place(where);
        else
            advance(where);
    }
}

void TstStoreWalk::followersKnowEverythingAndTheBalanceHolds()
{
    QFETCH(int, seed);
    m_random.seed(static_cast<unsigned>(seed));
    m_world = std::make_unique<StoreWorld>(false);
    m_places.clear();
    m_records.clear();
    m_heads.clear();
    m_modes.clear();
    m_nextVm = 1;
    m_slots = {};
    m_lives = {};
    for (int host = 1; host <= 5; ++host) {
        m_modes[host] = HostMode::InService;
        for (int index = 1; index <= 2; ++index)
            m_places.push_back({host, index, 0, 0, false, false});
    }
    relist();
    for (int i = 0; i < 1500 && !QTest::currentTestFailed(); ++i)
        step();
    QVERIFY(m_nextVm > 50);
}

ESPALIER_TEST(TstStoreWalk)
#include "tst_storewalk.moc"
