// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "people.h"
#include "world.h"

#include <hostd/backends/simulated/simulatedbackend.h>

#include <evidence/statement.h>

#include <QTest>

#include <algorithm>

namespace Espalier::Tests {

// A simulated host over a state file, started again at will, with the faults of its file.
class SimulatedWorld final {
public:
    SimulatedWorld() { boot(); }
    ~SimulatedWorld() { kill(); }
    void kill()
    {
        host.reset();
        rosters.reset();
        journal.reset();
        store.reset();
        faults.reset();
        timers.drop();
    }
    void boot()
    {
        using namespace Hostd;
        kill();
        faults = std::make_unique<Faults>(folder.filePath(QStringLiteral("faults.json")), clock);
        const QString problem = faults->load();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        store = std::make_unique<HostStore>(folder.filePath(QStringLiteral("hostd.sqlite")));
        journal = std::make_unique<Journal>(*store, timers);
        rosters = std::make_unique<RosterKeeper>(
            Evidence::PinnedKeys{{People::rosterKey().publicKey()}, 1}, *journal);
        const HostId id = hostId();
        HostSetup setup{{SiteId(QStringLiteral("fra1")), id,
            QStringLiteral("9f8d5a3e-52c1-4d7e-9a60-1f0f6c1f7a01"),
            *Evidence::SigningKey::fromSeed(QByteArray(32, '\x05'))}};
        setup.cacheKeyFile = folder.filePath(QStringLiteral("cache.key"));
        setup.simulated = true;
        setup.acceptsAnyImage = true;
        setup.shape.name = QStringLiteral("sim.medium");
        host = std::make_unique<LocalHost>(std::move(setup),
            Surroundings{*journal, *rosters, timers, faults->clockOf(id),
                [](qsizetype size) { return QByteArray(size, 'r'); }, {}},
            std::make_unique<SimulatedBackend>(
                timers, clock, [] { return 0.5; }, HostFaults(*faults, id)));
        host->attach(&uplink);
        host->start();
    }
    [[nodiscard]] static HostId hostId() { return HostId(QStringLiteral("h")); }
    void place(const QByteArray& script, const VmId& vm = World::vm(1), int slot = 1)
    {
        Hostd::PlacementOrder placement;
        placement.order = QStringLiteral("o");
        placement.spec.vm = vm;
        placement.spec.slot = slot;
        placement.spec.shape.name = QStringLiteral("sim.medium");
        placement.spec.imageDigest = Hostd::SimulatedBackend::imageDigest();
        placement.spec.script = script;
        placement.tenantPseudonym = placement.jobRefDigest = QString(64, u'e');
        placement.policyVersion = 1;
        placement.timeLimit = std::chrono::seconds(3600);
        if (cache)
            placement.caches = {*cache};
        host->place(placement);
    }
    void begin(Hostd::FaultKind kind, int slot = 0, int seconds = 0)
    {
        QCOMPARE(faults->add({kind, hostId(), slot, seconds, {}}), QString());
    }
    void end(Hostd::FaultKind kind) { QCOMPARE(faults->end(hostId(), kind, 0), QString()); }
    [[nodiscard]] QString phase(const VmId& vm = World::vm(1)) const
    {
        const Hostd::VmLife* life = host->life(vm);
        return life ? vmPhaseName(life->phase()) : QStringLiteral("none");
    }
    [[nodiscard]] Evidence::LifeRecord record(quint64 seq)
    {
        const auto all = store->recordsAfter(host->id(), seq - 1, 1);
        if (all.empty())
            return {};
        const auto envelope = Evidence::parseEnvelope(all.front().envelope);
        const auto read = Evidence::readRecord(envelope->payload);
        return read ? std::get<Evidence::LifeRecord>(*read) : Evidence::LifeRecord{};
    }
    // The next one that the interval brings.
    [[nodiscard]] Evidence::HostStatement statement()
    {
        uplink.statements.clear();
        timers.advance(std::chrono::seconds(11));
        if (uplink.statements.empty())
            return {};
        const auto envelope = Evidence::parseEnvelope(uplink.statements.back());
        const auto read = Evidence::readStatement(envelope->payload);
        return read ? *read : Evidence::HostStatement{};
    }
    [[nodiscard]] static int count(const Evidence::HostStatement& statement, const VmId& vm)
    {
        return static_cast<int>(std::count_if(statement.vms.begin(), statement.vms.end(),
            [&](const Evidence::StatedVm& one) { return one.id == vm; }));
    }

    QTemporaryDir folder;
    std::optional<Hostd::CacheWish> cache; // of what is placed
    ManualClock clock;
    ManualTimers timers{clock};
    FakeUplink uplink;
    std::unique_ptr<Hostd::Faults> faults;
    std::unique_ptr<Hostd::HostStore> store;
    std::unique_ptr<Hostd::Journal> journal;
    std::unique_ptr<Hostd::RosterKeeper> rosters;
    std::unique_ptr<Hostd::LocalHost> host;
};

} // namespace Espalier::Tests
