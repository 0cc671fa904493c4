// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/tablemodel.h>
#include <items/volumelist.h>

#include <QAbstractItemModelTester>

using namespace Espalier;
using namespace Espalier::Items;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

constexpr quint64 gib = quint64(1) << 30;

struct World {
    World()
        : store(clock)
        , line(std::make_shared<ManualTimer::Line>())
        , model(volumeList(store), clock, std::make_unique<ManualTimer>(line))
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        store.expectSite(siteId());
    }
    [[nodiscard]] CacheVolume volume(const char* id = "v1") const
    {
        CacheVolume volume;
        volume.id = VolumeId(QLatin1String(id));
        volume.site = siteId();
        volume.tenant = TenantId(QStringLiteral("acme"));
        volume.cluster = QStringLiteral("ci");
        volume.pipeline = QStringLiteral("ios-release");
        volume.name = QStringLiteral("pods");
        volume.createdAt = clock.wall() - 48h;
        volume.lastUsed = clock.wall() - 24h;
        volume.versions = {{hostId(1), 1, 3 * gib, clock.wall() - 40h, vmId(8)},
            {hostId(1), 2, 4 * gib, clock.wall() - 24h, vmId(9)}};
        return volume;
    }
    void list(std::vector<Event> events)
    {
        model.onChanged(store.apply(aList(clock.mono(), 5, std::move(events))));
        line->fire();
    }
    [[nodiscard]] QString cell(const char* column) const
    {
        return model.index(0, model.columnOf(QLatin1String(column))).data().toString();
    }
    ManualClock clock;
    FleetStore store;
    std::shared_ptr<ManualTimer::Line> line;
    TableModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TstVolumeList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aVolumeSaysWhoseHowFullWhereAndUntilWhen()
    {
        World world;
        world.list({added(aHost(1)), added(world.volume())});
        QCOMPARE(world.cell("volume"), QStringLiteral("pods"));
        QCOMPARE(world.cell("pipeline"), QStringLiteral("ci / ios-release"));
        QCOMPARE(world.cell("used"), QStringLiteral("4 GiB of 20 GiB"));
        QCOMPARE(world.cell("version"), QStringLiteral("v2"));
        QCOMPARE(world.cell("copies"), QStringLiteral("A01-01"));
        QCOMPARE(world.cell("attached"), QStringLiteral("idle"));
        QCOMPARE(world.cell("lastuse"), QStringLiteral("1 d 00 h"));
        QCOMPARE(world.cell("expires"), QStringLiteral("13 d 00 h"));
    }

    void whatIsPinnedOrAttachedDoesNotExpire()
    {
        World world;
        CacheVolume pinned = world.volume();
        pinned.pinned = true;
        world.list({added(aHost(1)), added(pinned)});
        QCOMPARE(world.cell("expires"), QStringLiteral("pinned"));
        CacheVolume attached = world.volume();
        attached.forks = {{QStringLiteral("f"), hostId(1), vmId(1), 2}};
        QVERIFY(!volumeExpiry(attached));
    }

    void aNewVolumeIsEmptyAndNotZero()
    {
        World world;
        CacheVolume made = world.volume();
        made.versions.clear();
        made.lastUsed.reset();
        world.list({added(made)});
        QCOMPARE(world.cell("used"), QStringLiteral("empty"));
        QCOMPARE(world.cell("version"), QStringLiteral("\u2013"));
        QCOMPARE(world.cell("lastuse"), QStringLiteral("never"));
    }

    void troublesComeWorstFirst()
    {
        World world;
        const Vm mine = VmBuilder(1, 1, 1, world.clock.wall()).started(world.clock.wall());
        const Vm other =
            VmBuilder(2, 1, 2, world.clock.wall()).of("globex").started(world.clock.wall());
        world.list({added(aHost(1)), added(aSlot(1, 1, vmId(1))), added(aSlot(1, 2, vmId(2))),
            added(mine), added(other)});
        const auto trouble = [&](const auto& change) {
            CacheVolume volume = world.volume();
            change(volume);
            return volumeTrouble(volume, world.store);
        };
        const auto fork = [](const char* id, int vm) {
            return CacheFork{QLatin1String(id), hostId(1), vmId(vm), 2};
        };
        QCOMPARE(trouble([](CacheVolume&) {}), VolumeTrouble::None);
        QCOMPARE(trouble([&](CacheVolume& v) { v.forks = {fork("a", 1)}; }), VolumeTrouble::None);
        QCOMPARE(trouble([](CacheVolume& v) { v.versions.back().bytes = 19 * gib; }),
            VolumeTrouble::NearQuota);
        QCOMPARE(trouble([](CacheVolume& v) { v.trustedWriter = false; }),
            VolumeTrouble::UntrustedWriter);
        QCOMPARE(trouble([&](CacheVolume& v) { v.forks = {fork("a", 77)}; }), VolumeTrouble::NoVm);
        QCOMPARE(
            trouble([&](CacheVolume& v) { v.forks = {fork("a", 2)}; }), VolumeTrouble::OtherTenant);
        QCOMPARE(trouble([&](CacheVolume& v) {
            v.forks = {fork("a", 1), fork("a", 2)};
        }),
            VolumeTrouble::TwoVms);
    }

    void versionsCountOnEachHostByThemselves()
    {
        World world;
        CacheVolume volume = world.volume();
        volume.versions = {{hostId(1), 9, 2 * gib, world.clock.wall() - 40h, vmId(8)},
            {hostId(2), 1, 6 * gib, world.clock.wall() - 2h, vmId(9)}};
        world.list({added(aHost(1)), added(aHost(2)), added(volume)});
        QCOMPARE(world.cell("version"), QStringLiteral("v1")); // committed last
        QCOMPARE(world.cell("used"), QStringLiteral("6 GiB of 20 GiB"));
        QCOMPARE(world.cell("copies"), QStringLiteral("2 hosts"));
    }

    void aStaleSiteShowsNoSeverity()
    {
        World world;
        CacheVolume full = world.volume();
        full.versions.back().bytes = 19 * gib;
        world.list({added(full)});
        const auto icon = [&] { return world.model.index(0, 0).data(IconIdRole).toString(); };
        QCOMPARE(icon(), QStringLiteral("slow"));
        world.clock.advance(40s);
        world.store.tick();
        QCOMPARE(icon(), QString());
        QVERIFY(world.model.index(0, 0).data(StaleRole).toBool());
    }

    void bytesAreReadable()
    {
        QCOMPARE(bytesText(0).plain(), QStringLiteral("0 MiB"));
        QCOMPARE(bytesText(512 << 20).plain(), QStringLiteral("512 MiB"));
        QCOMPARE(bytesText(gib + gib / 2).plain(), QStringLiteral("1.5 GiB"));
        QCOMPARE(bytesText(1777 * gib).plain(), QStringLiteral("1.7 TiB"));
        QCOMPARE(bytesText(120 * gib).plain(), QStringLiteral("120 GiB"));
    }

    void volumesComeAndGo()
    {
        World world;
        world.list({added(world.volume("v1")), added(world.volume("v2"))});
        QCOMPARE(world.model.rowCount(), 2);
        world.model.onChanged(
            world.store.apply(aCommit(world.clock.mono(), 6, {deleted(world.volume("v1"))})));
        world.line->fire();
        QCOMPARE(world.model.rowCount(), 1);
        QVERIFY(world.model.indexOf(QStringLiteral("v2")).isValid());
        QVERIFY(!world.model.indexOf(QStringLiteral("v1")).isValid());
    }
};

ESPALIER_TEST(TstVolumeList)
#include "tst_volumelist.moc"
