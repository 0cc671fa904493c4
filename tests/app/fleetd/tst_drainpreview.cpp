// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/drains/preview.h>

#include <wire/convert.h>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace std::chrono_literals;
using CheckKind = DrainPreview::CheckKind;

namespace {

const WallTime now{std::chrono::seconds(1'795'574'470)};

qint64 ns(WallTime time) { return Wire::timeToWire(time); }

// The tables of a record, filled by hand: hosts h1, h2, ... in row A and pool "small".
struct Scene {
    FleetRecord::Table hosts, slots_, vms, jobs, drains, volumes;
    std::map<std::string, RunTimes> times; // by pipeline
    PreviewKnowledge knowledge;
    DrainParams params;
    std::string unheard; // a host that says nothing although its stream is open

    Scene()
    {
        knowledge.takesWork = [](const v1::Host& host) { return host.mode() == "in-service"; };
        knowledge.hears = [this](const std::string& host) { return host != unheard; };
        knowledge.runTimes = [this](const std::string&, const std::string& pipeline) {
            const auto found = times.find(pipeline);
            return found == times.end() ? RunTimes{} : found->second;
        };
    }
    template <typename Part> static void put(FleetRecord::Table& table, const Part& part)
    {
        table[part.uid()] = std::make_shared<const v1::Object>(wrap(Part(part)));
    }
    v1::Host host(const std::string& uid, const std::string& pool = "small")
    {
        v1::Host host;
        host.set_uid(uid);
        host.set_code("A-" + uid);
        host.set_row("A");
        host.set_pool(pool);
        host.set_mode("in-service");
        host.set_attached(true);
        put(hosts, host);
        for (quint32 index = 1; index <= 2; ++index)
            slot(uid, index);
        return host;
    }
    v1::Slot slot(const std::string& host, quint32 index, const std::string& vm = {})
    {
        v1::Slot slot;
        slot.set_uid(host + '/' + std::to_string(index));
        slot.set_host(host);
        slot.set_index(index);
        slot.set_code("A-" + slot.uid());
        slot.set_shape("shape-of-" + hosts.at(host)->host().pool());
        slot.set_vm(vm);
        put(slots_, slot);
        return slot;
    }
    // A VM in slot 1 whose job runs for so long already.
    v1::Vm running(const std::string& host, const std::string& pipeline,
        std::optional<std::chrono::nanoseconds> elapsed, const std::string& tenant = "acme")
    {
        v1::Vm vm;
        vm.set_uid("vm-" + std::to_string(vms.size() + 1));
        vm.set_host(host);
        vm.set_slot(host + "/1");
        vm.set_tenant(tenant);
        vm.set_job("job-" + vm.uid());
        if (elapsed)
            vm.set_started_at_ns(ns(now - *elapsed));
        put(vms, vm);
        v1::Job job;
        job.set_uid(vm.job());
        job.set_tenant(tenant);
        job.set_pipeline(pipeline);
        job.set_state("running");
        job.set_time_limit_s(3'600);
        put(jobs, job);
        slot(host, 1, vm.uid());
        return vm;
    }
    [[nodiscard]] DrainPreview of(const std::vector<std::string>& targets) const
    {
        std::vector<HostId> ids;
        for (const std::string& target : targets)
            ids.emplace_back(QString::fromStdString(target));
        return preview(
            {42, hosts, slots_, vms, jobs, drains, volumes}, knowledge, ids, params, now);
    }
};

std::vector<DrainPreview::Check> failed(const DrainPreview& preview)
{
    std::vector<DrainPreview::Check> checks;
    for (const DrainPreview::Check& check : preview.checks) {
        if (!check.passed)
            checks.push_back(check);
    }
    return checks;
}

DrainPreview::Check failure(CheckKind kind, const char* where, bool refuses = false)
{
    return {kind, false, QString::fromLatin1(where), refuses};
}

} // namespace

class TstDrainPreview final : public Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anIdleHost()
    {
        Scene scene;
        scene.host("h1");
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.revision, 42u);
        QCOMPARE(preview.at, now);
        QCOMPARE(preview.hosts, 1);
        QCOMPARE(preview.jobs, 0);
        QVERIFY(!preview.p50 && !preview.p95);
        QVERIFY(preview.longestJob.isEmpty());
        QVERIFY(failed(preview).empty());
        QCOMPARE(int(preview.checks.size()), 6); // every kind is told, but for a deadline
    }

    void theRangeIsOfTheLastJob()
    {
        Scene scene;
        scene.host("h1");
        scene.host("h2");
        scene.host("h3");
        scene.times = {{"long", {20, 60min, 100min}}, {"short", {20, 5min, 8min}}};
        scene.running("h1", "long", 72min);
        scene.running("h2", "short", 1min, "globex");
        scene.running("h3", "long", 0min, "initech"); // not a target
        const DrainPreview preview = scene.of({"h1", "h2"});
        QCOMPARE(preview.jobs, 2);
        QCOMPARE(preview.tenants, 2);
        QCOMPARE(preview.p50, std::optional(now + 4min)); // the long one is past its own: now
        QCOMPARE(preview.p95, std::optional(now + 28min));
        QCOMPARE(preview.longestJob, QStringLiteral("acme/long"));
        QCOMPARE(preview.longestElapsed, std::chrono::nanoseconds(72min));
        QCOMPARE(preview.longestP95, std::optional(std::chrono::milliseconds(100min)));
        QCOMPARE(preview.jobsByLimit, 0);
    }

    void whatIsOverdueEndsNow()
    {
        Scene scene;
        scene.host("h1");
        scene.times = {{"p", {3, 1min, 2min}}};
        scene.running("h1", "p", 3h);
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.p50, std::optional(now));
        QCOMPARE(preview.p95, std::optional(now));
    }

    void withoutPastRunsTheTimeLimitStands()
    {
        Scene scene;
        scene.host("h1");
        scene.running("h1", "new", 10min);
        DrainPreview preview = scene.of({"h1"});
        QVERIFY(!preview.p50);
        QCOMPARE(preview.p95, std::optional(now + 50min));
        QCOMPARE(preview.jobsByLimit, 1);
        QVERIFY(!preview.longestP95);
        scene.host("h2");
        scene.times = {{"p", {3, 1min, 2min}}};
        scene.running("h2", "p", 0min);
        preview = scene.of({"h1", "h2"});
        QCOMPARE(preview.p50, std::optional(now + 1min));
        QCOMPARE(preview.p95, std::optional(now + 50min));
    }

    void aJobThatHasNotStartedHasItsWholeTimeBeforeIt()
    {
        Scene scene;
        scene.host("h1");
        scene.times = {{"p", {3, 1min, 2min}}};
        scene.running("h1", "p", std::nullopt);
        QCOMPARE(scene.of({"h1"}).p95, std::optional(now + 2min));
    }

    void aVmWithoutAJobCountsByTheLongestLimit()
    {
        Scene scene;
        scene.host("h1");
        scene.running("h1", "p", 1h, "");
        scene.jobs.clear(); // a restored backup
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.jobs, 1);
        QCOMPARE(preview.p95, std::optional(now + 3h));
    }

    void capacityOfThePoolsItTouches()
    {
        Scene scene;
        scene.host("h1");
        scene.host("h2");
        scene.host("h3", "large");
        scene.running("h1", "p", 1min);
        v1::Slot slot = scene.slot("h2", 1);
        slot.set_proven_free(true);
        Scene::put(scene.slots_, slot);
        slot = scene.slot("h1", 2);
        slot.set_proven_free(true);
        Scene::put(scene.slots_, slot);
        for (int at = 0; at < 3; ++at) {
            v1::Job job;
            job.set_uid("queued-" + std::to_string(at));
            job.set_state("queued");
            job.set_shape(at == 0 ? "shape-of-large" : "shape-of-small");
            Scene::put(scene.jobs, job);
        }
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.pools.size(), 1u);
        const DrainPreview::Pool pool = preview.pools[0];
        QCOMPARE(pool.pool, QStringLiteral("small"));
        QCOMPARE(pool.freeBefore, 3);
        QCOMPARE(pool.freeAfter, 2);
        QCOMPARE(pool.provenBefore, 2);
        QCOMPARE(pool.provenAfter, 1);
        QCOMPARE(pool.queued, 2);
    }

    void aSlotThatTakesNoWorkIsNotFree()
    {
        Scene scene;
        scene.host("h1");
        v1::Host host = scene.host("h2");
        host.set_mode("cordoned");
        Scene::put(scene.hosts, host);
        v1::Slot slot = scene.slot("h1", 2);
        slot.set_quarantined(true);
        Scene::put(scene.slots_, slot);
        QCOMPARE(scene.of({"h1"}).pools[0].freeBefore, 1);
    }

    void aPoolBelowItsFloor()
    {
        Scene scene;
        scene.host("h1");
        scene.host("h2");
        scene.knowledge.floors = {{"small", 2}};
        QVERIFY(failed(scene.of({"h1"})).empty()); // just at it
        scene.knowledge.floors = {{"small", 3}};
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.pools[0].floor, 3);
        QCOMPARE(failed(preview), std::vector{failure(CheckKind::BelowFloor, "small")});
    }

    void floorsAreReadFromOneLine()
    {
        QCOMPARE(*readFloors(QStringLiteral("small=150, large=4")),
            (Floors{{"small", 150}, {"large", 4}}));
        QVERIFY(readFloors(QString())->empty());
        for (const char* wrong : {"small", "small=", "=4", "small=-1", "small=many"}) {
            const auto floors = readFloors(QString::fromLatin1(wrong));
            QVERIFY2(!floors && floors.error().contains(QLatin1String(wrong)), wrong);
        }
    }

    void volumesThatAreOnlyThere()
    {
        Scene scene;
        scene.host("h1");
        scene.host("h2");
        const auto held = [&scene](const char* uid, const char* tenant,
                              std::initializer_list<const char*> hosts) {
            v1::CacheVolume volume;
            volume.set_uid(uid);
            volume.set_tenant(tenant);
            for (const char* host : hosts)
                volume.add_versions()->set_host(host);
            Scene::put(scene.volumes, volume);
        };
        held("a", "acme", {"h1"});
        held("b", "acme", {"h1", "h1"});
        held("c", "globex", {"h1", "h2"});
        held("d", "initech", {}); // nothing committed: nothing gets colder
        const DrainPreview preview = scene.of({"h1"});
        QCOMPARE(preview.coldVolumes, 2);
        QCOMPARE(preview.coldTenants, std::vector{TenantId(QStringLiteral("acme"))});
        QCOMPARE(scene.of({"h1", "h2"}).coldVolumes, 3);
    }

    void hostsThatWillNotFollow()
    {
        Scene scene;
        v1::Host host = scene.host("h1");
        host.set_attached(false);
        Scene::put(scene.hosts, host);
        host = scene.host("h2");
        host.set_lost(true);
        Scene::put(scene.hosts, host);
        host = scene.host("h3");
        host.set_mode("maintenance");
        Scene::put(scene.hosts, host);
        host = scene.host("h4");
        host.set_mode("cordoned");
        Scene::put(scene.hosts, host);
        QCOMPARE(failed(scene.of({"h1", "h2", "h3", "h4", "h9"})),
            (std::vector{failure(CheckKind::HostSilent, "A-h1"),
                failure(CheckKind::HostSilent, "A-h2"), failure(CheckKind::HostSilent, "h9"),
                failure(CheckKind::HostNotInService, "A-h3")}));
        scene.unheard = "h4";
        QCOMPARE(failed(scene.of({"h4"})), std::vector{failure(CheckKind::HostSilent, "A-h4")});
    }

    void slotsThatWillKeepItFromItsEnd()
    {
        Scene scene;
        for (const char* host : {"h1", "h2", "h3", "h4"})
            scene.host(host);
        v1::Vm stuck = scene.running("h1", "p", 1h);
        stuck.set_job_ended_at_ns(ns(now - 1min));
        stuck.set_failed_teardowns(1);
        v1::Vm silent = scene.running("h2", "p", 1h);
        silent.set_job_ended_at_ns(ns(now - teardownSlo - 1s));
        v1::Vm usual = scene.running("h3", "p", 1h);
        usual.set_job_ended_at_ns(ns(now - teardownSlo));
        v1::Vm degraded = scene.running("h4", "p", 1h);
        degraded.set_job_ended_at_ns(ns(now - 1h));
        degraded.set_teardown("h4/9");
        for (const v1::Vm& vm : {stuck, silent, usual, degraded})
            Scene::put(scene.vms, vm);
        const DrainPreview preview = scene.of({"h1", "h2", "h3", "h4"});
        QCOMPARE(preview.jobs, 0);
        QCOMPARE(failed(preview),
            (std::vector{failure(CheckKind::SlotStuck, "A-h1/1"),
                failure(CheckKind::SlotUnconfirmed, "A-h2/1"),
                failure(CheckKind::SlotUnconfirmed, "A-h4/1")}));
        scene.slot("h4", 1); // the reboot gave the slot back
        QCOMPARE(failed(scene.of({"h4"})).size(), 0u);
    }

    void anotherDrain()
    {
        Scene scene;
        scene.host("h1");
        scene.host("h2");
        v1::Host far = scene.host("h3");
        far.set_row("B");
        Scene::put(scene.hosts, far);
        v1::Drain drain;
        drain.set_uid("other");
        drain.set_state("running");
        auto* progress = drain.add_hosts();
        progress->set_host("h1");
        progress->set_phase("waiting-for-jobs");
        Scene::put(scene.drains, drain);
        QCOMPARE(
            failed(scene.of({"h1"})), std::vector{failure(CheckKind::OtherDrain, "A-h1", true)});
        QCOMPARE(failed(scene.of({"h2"})), std::vector{failure(CheckKind::OtherDrain, "A-h1")});
        QVERIFY(failed(scene.of({"h3"})).empty());
        scene.params.amends = CommandId(QStringLiteral("other"));
        QVERIFY(failed(scene.of({"h1"})).empty());
        scene.params.amends = {};
        progress->set_phase("stopped");
        Scene::put(scene.drains, drain);
        QVERIFY(failed(scene.of({"h1"})).empty());
        progress->set_phase("waiting-for-jobs");
        drain.set_state("finished");
        Scene::put(scene.drains, drain);
        QVERIFY(failed(scene.of({"h1"})).empty());
    }

    void aDeadlineBeforeTheLastJob()
    {
        Scene scene;
        scene.host("h1");
        scene.times = {{"p", {3, 10min, 20min}}};
        scene.running("h1", "p", 0min);
        scene.params.deadline = now + 20min;
        DrainPreview preview = scene.of({"h1"});
        QVERIFY(failed(preview).empty());
        QCOMPARE(int(preview.checks.size()), 7);
        scene.params.deadline = now + 19min;
        QCOMPARE(
            failed(scene.of({"h1"})), std::vector{failure(CheckKind::DeadlineShort, "acme/p")});
    }
};

ESPALIER_TEST(TstDrainPreview)
#include "tst_drainpreview.moc"
