// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedfeed.h"

#include "recordedothers.h"

#include <algorithm>

namespace Espalier::Tests {

namespace {

using namespace std::chrono_literals;

constexpr std::array tenants{"acme", "globex", "initech", "umbrella", "hooli"};
constexpr std::array pipelines{"ios-release", "unit-tests", "app-pr", "sdk-matrix", "lint-swift",
    "ui-smoke", "fuzz-short", "pr-checks", "e2e-sim", "localize"};

constexpr int pids = 48'000; // of hypervisors, to which the slot's number is added
QString hex(quint32 value)
{
    return QString::number(value, 16).rightJustified(8, QLatin1Char('0'));
}

} // namespace

LifeVerdict provenVerdict(const Vm& vm, WallTime ended, std::chrono::nanoseconds took)
{
    LifeVerdict verdict;
    verdict.host = vm.host;
    verdict.vm = vm.id;
    verdict.badge = Badge::SignedHostAgrees;
    verdict.gone = true;
    verdict.hasBirth = true;
    verdict.hasTeardown = true;
    for (const int clause : {1, 2, 4, 7, 8, 9})
        verdict.clauses[static_cast<size_t>(clause - 1)].state = ClauseState::Holds;
    for (const int clause : {3, 5, 6})
        verdict.clauses[static_cast<size_t>(clause - 1)] = {
            ClauseState::NotEvaluated, message("clause.no-log")};
    for (const char* fact : {"process_absent", "no_open_handles", "disk_unlinked", "disk_key_gone",
             "state_files_absent", "net_none", "base_unchanged"})
        verdict.facts.push_back({QLatin1String(fact), FactState::Observed, {}, true,
            ended + took - std::chrono::milliseconds(1'020)});
    verdict.facts.push_back({QStringLiteral("rescan_clean"), FactState::Observed, {}, true,
        ended + took - std::chrono::milliseconds(10)});
    verdict.trigger = QStringLiteral("jobEnd");
    verdict.teardownBegunAt = ended + std::chrono::milliseconds(40);
    verdict.imageDigest =
        took < 10s ? QStringLiteral("3b1f0c6a95d27e48") : QStringLiteral("c47a2e90d1b8635f");
    verdict.outcome = Outcome::Complete;
    verdict.exit = vm.exit;
    verdict.birthSeq = 18'201;
    verdict.teardownSeq = 18'205;
    verdict.policyVersion = 41;
    verdict.bornAt = ended - 10min;
    verdict.jobEndedAt = ended;
    verdict.endedAt = ended + took;
    verdict.teardownDuration = took;
    verdict.birthLeaf =
        QStringLiteral("e81c5f0a7d3390b246f1ce0891ab77240c5de3f82b6419aad07f53c68e12b94f");
    verdict.teardownLeaf =
        QStringLiteral("0f62ac9d58e1b734c90da6f37be41528d4f3960b12ce87a59b07f46e35a8d1c2");
    verdict.keyId =
        QStringLiteral("4a90de17c3b85266f07e91ad02bb6c587719e0d4a5fc382b60de14c9b3f8075e");
    verdict.accelerator = QStringLiteral("tcg");
    return verdict;
}

RecordedFeed::RecordedFeed(ManualClock& clock)
    : m_clock(clock)
{
    addSite(QStringLiteral("fra1"), 8, 14, false);
    addSite(QStringLiteral("ams2"), 5, 12, false);
    addSite(QStringLiteral("iad1"), 4, 12, true);
    for (const SiteId& site : m_sites)
        addWork(site.text());
    addEvents();
    addLedger(160);
}

int RecordedFeed::next(int below)
{
    m_seed = m_seed * 1664525u + 1013904223u;
    return static_cast<int>((m_seed >> 8) % static_cast<quint32>(below));
}

QString RecordedFeed::uuid()
{
    const quint32 a = static_cast<quint32>(next(1 << 24)) * 199u;
    const quint32 b = static_cast<quint32>(next(1 << 24)) * 131u;
    return QStringLiteral("%1-%2-4%3-9%4-%5%6")
        .arg(hex(a), hex(b).left(4), hex(a ^ b).left(3), hex(b * 7).left(3), hex(a + b),
            hex(b * 3).left(4));
}

void RecordedFeed::addSite(const QString& name, int racks, int hostsInRack, bool simulated)
{
    m_sites.emplace_back(name);
    std::vector<Machine>& machines = m_machines[name];
    for (int rack = 1; rack <= racks; ++rack) {
        for (int unit = 1; unit <= hostsInRack; ++unit) {
            Machine machine;
            Host& host = machine.host;
            const QString row = QString(QLatin1Char(static_cast<char>(simulated ? 'S' : 'A')));
            host.id = HostId(uuid());
            host.site = SiteId(name);
            host.row = row;
            host.rackName = QStringLiteral("%1%2").arg(row).arg(rack, 2, 10, QLatin1Char('0'));
            host.rack = RackId(QString(name + QLatin1Char('/') + host.rackName));
            host.unit = unit;
            host.code =
                QStringLiteral("%1-%2").arg(host.rackName).arg(unit, 2, 10, QLatin1Char('0'));
            host.name = QString(QLatin1String("mac-") + host.code.toLower());
            host.serial = QString(QLatin1String("C07X") + hex(quint32(next(1 << 24))).toUpper());
            host.pool = QStringLiteral("m2-large");
            host.hostdVersion = QStringLiteral("0.1.0");
            host.simulated = simulated;
            host.backend = simulated ? QStringLiteral("simulated") : QStringLiteral("qemu");
            host.accelerator = simulated ? QStringLiteral("simulated") : QStringLiteral("tcg");
            host.attached = true;
            machine.age = std::chrono::milliseconds(next(9'000));
            for (int slot = 1; slot <= 2; ++slot) {
                Slot each;
                each.id = SlotId(QStringLiteral("%1/%2").arg(host.id.text()).arg(slot));
                each.host = host.id;
                each.index = slot;
                each.code = QStringLiteral("%1/%2").arg(host.code).arg(slot);
                each.shape = QStringLiteral("linux.test.1x256m");
                machine.slots.push_back(each);
            }
            machines.push_back(machine);
        }
    }
}

RecordedFeed::Life& RecordedFeed::place(Machine& machine, int slot, int number)
{
    Life life;
    Slot& into = machine.slots[static_cast<size_t>(slot)];
    life.job.id = JobId(uuid());
    life.job.site = machine.host.site;
    life.job.tenant = TenantId(QLatin1String(tenants[static_cast<size_t>(next(5))]));
    life.job.pipeline = QLatin1String(pipelines[static_cast<size_t>(next(10))]);
    life.job.number = static_cast<quint64>(1000 + (number * 37) % 9000);
    life.job.p50 = std::chrono::minutes(10 + next(30));
    life.job.p95 = life.job.p50 * (150 + next(60)) / 100;
    life.job.pastRuns = 20 + next(300);
    life.job.state = JobState::Running;
    life.vm.id = VmId(uuid());
    life.vm.host = machine.host.id;
    life.vm.slot = into.id;
    life.vm.job = life.job.id;
    life.vm.tenant = life.job.tenant;
    life.vm.phase = VmPhase::Running;
    life.vm.policyVersion = 41;
    life.vm.startedAt = m_clock.wall() - life.job.p50 * (20 + next(110)) / 100;
    life.vm.placedAt = *life.vm.startedAt - 20s;
    life.vm.birth = RecordId(QString(machine.host.id.text() + QLatin1String("/1")));
    life.job.vm = life.vm.id;
    life.job.startedAt = life.vm.startedAt;
    life.observed = VmPhase::Running;
    LifeVerdict born;
    born.host = life.vm.host;
    born.vm = life.vm.id;
    born.hasBirth = true;
    born.birthSeq = static_cast<quint64>(1 + number);
    born.bornAt = life.vm.placedAt + 2s;
    born.simulated = machine.host.simulated;
    life.verdict = born;
    into.vm = life.vm.id;
    return m_lives.emplace(life.vm.id.text(), life).first->second;
}

void RecordedFeed::addWork(const QString& site)
{
    int number = 0;
    for (Machine& machine : m_machines[site]) {
        for (int slot = 0; slot < 2; ++slot) {
            ++number;
            if (next(100) < 72)
                place(machine, slot, number + static_cast<int>(site.size()) * 100);
        }
    }
}

const RecordedFeed::Machine& RecordedFeed::machineOf(const QString& code) const
{
    for (const auto& [site, machines] : m_machines) {
        for (const Machine& machine : machines) {
            if (code.startsWith(machine.host.code))
                return machine;
        }
    }
    qFatal("no host %s", qPrintable(code));
}

RecordedFeed::Machine& RecordedFeed::machineAt(const QString& code)
{
    return const_cast<Machine&>(machineOf(code));
}

void RecordedFeed::emptyHost(const QString& code)
{
    for (Slot& slot : machineAt(code).slots) {
        m_lives.erase(slot.vm.text());
        slot.vm = VmId();
    }
}

RecordedFeed::Life& RecordedFeed::lifeAt(const QString& code)
{
    Machine& machine = machineAt(code);
    const int slot = code.endsWith(QLatin1String("/2")) ? 1 : 0;
    const VmId vm = machine.slots[static_cast<size_t>(slot)].vm;
    if (vm.isEmpty())
        return place(machine, slot, next(900));
    return m_lives.at(vm.text());
}

SlotId RecordedFeed::slotAt(const QString& code) const
{
    for (const auto& [site, machines] : m_machines) {
        for (const Machine& machine : machines) {
            for (const Slot& slot : machine.slots) {
                if (slot.code == code)
                    return slot.id;
            }
        }
    }
    return {};
}

VmId RecordedFeed::vmAt(const QString& code) const
{
    const SlotId id = slotAt(code);
    for (const auto& [vm, life] : m_lives) {
        if (life.vm.slot == id && life.open)
            return life.vm.id;
    }
    return {};
}

void RecordedFeed::end(Life& life, std::chrono::seconds ago, const JobExit& exit)
{
    life.vm.intent = Intent::Teardown;
    life.vm.phase = VmPhase::TearingDown;
    life.vm.jobEndedAt = m_clock.wall() - ago;
    life.vm.startedAt = *life.vm.jobEndedAt - life.job.p50;
    life.vm.exit = exit;
    life.job.state = JobState::Ended;
    life.job.exit = exit;
    life.job.endedAt = life.vm.jobEndedAt;
    life.observed = VmPhase::TearingDown;
}

void RecordedFeed::addEvents()
{
    const auto failing = [](Life& life, std::vector<FactVerdict> facts) {
        LifeVerdict verdict;
        verdict.host = life.vm.host;
        verdict.vm = life.vm.id;
        verdict.hasBirth = true;
        verdict.teardownFailed = true;
        verdict.outcome = Outcome::ProcessUnkillable;
        verdict.facts = std::move(facts);
        for (const int clause : {1, 2, 4})
            verdict.clauses[static_cast<size_t>(clause - 1)].state = ClauseState::Holds;
        life.verdict = verdict;
        life.vm.failedTeardowns = 1;
    };
    const auto fact = [this](const char* name, FactState state, const Message& detail = {}) {
        const auto seen = state == FactState::Missing ? std::optional<WallTime>()
                                                      : std::optional(m_clock.wall() - 600s);
        return FactVerdict{QLatin1String(name), state, detail, true, seen};
    };
    Life& stuck = lifeAt(QStringLiteral("A07-12/1"));
    end(stuck, 728s, {JobExitKind::Timeout, 0});
    failing(stuck,
        {fact("process_absent", FactState::Contradicted, message("clause.vm-listed", pids + 1)),
            fact("no_open_handles", FactState::Contradicted,
                message("fact.differs", QStringLiteral("hits"), 1, 0)),
            fact("disk_unlinked", FactState::Missing), fact("disk_key_gone", FactState::Missing),
            fact("state_files_absent", FactState::Missing), fact("net_none", FactState::Observed),
            fact("base_unchanged", FactState::Observed), fact("rescan_clean", FactState::Missing)});
    Life& unconfirmed = lifeAt(QStringLiteral("A07-04/2"));
    end(unconfirmed, 608s, {JobExitKind::Exit, 0});
    unconfirmed.observed.reset();
    unconfirmed.verdict = provenVerdict(unconfirmed.vm, *unconfirmed.vm.jobEndedAt, 31s);
    unconfirmed.verdict->badge = Badge::Signed;
    unconfirmed.verdict->gone = false;
    unconfirmed.verdict->clauses[7] = {ClauseState::NoInput, message("clause.no-statement", 18205)};
    end(lifeAt(QStringLiteral("A03-11/2")), 96s, {JobExitKind::Exit, 1});
    end(lifeAt(QStringLiteral("A02-06/1")), 36s, {JobExitKind::Exit, 0});
    end(lifeAt(QStringLiteral("A05-03/2")), 28s, {JobExitKind::Exit, 65});
    end(lifeAt(QStringLiteral("A04-09/1")), 9s, {JobExitKind::Signal, 9});
    for (const char* code : {"A01-09/2", "A06-02/1"}) {
        Life& booting = lifeAt(QLatin1String(code));
        booting.vm.phase = VmPhase::Booting;
        booting.vm.startedAt.reset();
        booting.vm.placedAt = m_clock.wall() - 18s;
        booting.observed = VmPhase::Booting;
    }
    lifeAt(QStringLiteral("A04-03/1")).observed.reset(); // ghost
    Life& held = lifeAt(QStringLiteral("A06-04/1"));
    held.vm.intent = Intent::Hold;
    Machine& draining = machineAt(QStringLiteral("A07-12"));
    draining.host.mode = HostMode::Draining;
    draining.host.modeBy = QStringLiteral("j.ortiz");
    draining.host.modeReason = QStringLiteral("kernel panic logs, OPS-4411");
    draining.host.modeSince = m_clock.wall() - 36min;
    for (Machine& machine : m_machines[QStringLiteral("fra1")]) {
        if (machine.host.rackName == QLatin1String("A07")) {
            machine.host.mode = HostMode::Draining;
            machine.host.drain = CommandId(QStringLiteral("d0000000000000000000000000000007"));
        }
    }
    for (const char* code : {"A07-01", "A07-02", "S04-12"})
        emptyHost(QLatin1String(code));
    machineAt(QStringLiteral("S04-12")).host.mode = HostMode::Draining;
    machineAt(QStringLiteral("A01-04")).age = 24'000ms; // late
    machineAt(QStringLiteral("A05-07")).age = 95'000ms; // silent
    Machine& quarantined = machineAt(QStringLiteral("A03-05"));
    quarantined.slots[0].vm = VmId();
    quarantined.slots[0].quarantined = true;
    quarantined.slots[0].quarantineReason = QStringLiteral("rescan found 1 file");
}

void RecordedFeed::addLedger(int count)
{
    for (int i = 0; i < count; ++i) {
        const QString site = m_sites[static_cast<size_t>(i % 3)].text();
        auto& machines = m_machines[site];
        Machine& machine = machines[static_cast<size_t>(next(static_cast<int>(machines.size())))];
        const size_t at = static_cast<size_t>(next(2));
        const VmId before = machine.slots[at].vm;
        Life& life = place(machine, static_cast<int>(at), 2000 + i);
        machine.slots[at].vm = before; // it has left its slot
        const JobExit exit = next(10) == 0 ? JobExit{JobExitKind::Exit, 1} : JobExit{};
        end(life, std::chrono::seconds(40 + i * 9), exit);
        life.vm.phase = VmPhase::Gone;
        life.observed.reset();
        life.open = false;
        const int seconds = 3 + next(14) + (next(5) == 0 ? next(30) : 0) + (next(40) == 0 ? 30 : 0);
        LifeVerdict verdict =
            provenVerdict(life.vm, *life.vm.jobEndedAt, std::chrono::seconds(seconds));
        if (machine.host.simulated) {
            verdict.badge = Badge::SignedSimulated;
            verdict.simulated = true;
            verdict.outcome = Outcome::Simulated;
            verdict.facts.clear();
            verdict.clauses[6] = {ClauseState::NotEvaluated, message("clause.simulated")};
        }
        life.vm.teardown =
            RecordId(QStringLiteral("%1/%2").arg(machine.host.id.text()).arg(900 + i));
        verdict.teardownSeq = static_cast<quint64>(900 + i);
        life.verdict = verdict;
    }
}

HostObservation RecordedFeed::observation(const Machine& machine) const
{
    HostObservation seen;
    seen.site = machine.host.site;
    seen.host = machine.host.id;
    seen.verified = true;
    seen.bootId = QStringLiteral("b1");
    seen.statementSeq = m_statement;
    seen.headSeq = 20'000;
    seen.wall = m_clock.wall() - machine.age;
    seen.receivedAt = m_clock.mono() - machine.age;
    for (const Slot& slot : machine.slots) {
        const auto life = m_lives.find(slot.vm.text());
        if (life == m_lives.end() || !life->second.observed)
            continue;
        ObservedVm vm;
        vm.id = slot.vm;
        vm.pid = pids + slot.index;
        vm.phase = *life->second.observed;
        vm.job = vm.phase == VmPhase::TearingDown ? JobState::Ended : JobState::Running;
        seen.vms.push_back(vm);
    }
    return seen;
}

// Every rack is 18 units high; some of its units hold no host.
void RecordedFeed::addRacks(const SiteId& site, Commit& commit) const
{
    std::map<RackId, Rack> racks;
    for (const Machine& machine : m_machines.at(site.text())) {
        Rack& rack = racks[machine.host.rack];
        rack.id = machine.host.rack;
        rack.site = site;
        rack.row = machine.host.row;
        rack.name = machine.host.rackName;
        rack.units = 18;
    }
    for (const auto& [id, rack] : racks)
        commit.events.push_back({Change::Added, rack, {}});
}

DrainHost RecordedFeed::drainHost(const Machine& machine, WallTime since) const
{
    DrainHost host;
    host.host = machine.host.id;
    host.modeSeq = 100;
    host.cordonedAt = host.waitingAt = since;
    host.phase = DrainPhase::Emptied;
    host.since = m_clock.wall() - 12min;
    for (const Slot& slot : machine.slots) {
        const auto life = m_lives.find(slot.vm.text());
        if (life == m_lives.end())
            continue;
        host.vms.push_back(slot.vm);
        if (life->second.vm.jobEndedAt || host.block != DrainBlock::None)
            continue;
        host.phase = DrainPhase::WaitingForJobs;
        host.since = since;
        host.block = DrainBlock::Job;
        host.blockedBy = slot.vm;
        host.etaFrom = m_clock.wall() + 9min;
        host.etaTo = m_clock.wall() + 38min;
    }
    if (host.phase == DrainPhase::Emptied) {
        host.tearingDownAt = m_clock.wall() - 13min;
        host.confirmingAt = m_clock.wall() - 12min - 20s;
        host.emptiedAt = m_clock.wall() - 12min;
    }
    return host;
}

// One of a rack that does not get to its end, and one of a simulated host that has.
std::vector<Drain> RecordedFeed::drains() const
{
    Drain rack;
    rack.id = CommandId(QStringLiteral("d0000000000000000000000000000007"));
    rack.site = m_sites[0];
    rack.by = QStringLiteral("j.ortiz");
    rack.reason = QStringLiteral("kernel panic logs");
    rack.ticket = QStringLiteral("OPS-4411");
    rack.startedAt = m_clock.wall() - 36min;
    rack.deadline = m_clock.wall() + 49min;
    rack.atDeadline = AtDeadline::Ask;
    rack.waveSize = 4;
    rack.wave = 4;
    for (const Machine& machine : m_machines.at(QStringLiteral("fra1"))) {
        if (machine.host.rackName != QLatin1String("A07"))
            continue;
        DrainHost host = drainHost(machine, rack.startedAt);
        if (machine.host.unit == 12 || machine.host.unit == 4) {
            const bool stuck = machine.host.unit == 12;
            host.phase = stuck ? DrainPhase::TearingDown : DrainPhase::Confirming;
            host.block = stuck ? DrainBlock::Stuck : DrainBlock::Unconfirmed;
            host.blockedBy = machine.slots[stuck ? 0 : 1].vm;
            host.tearingDownAt = host.since = m_clock.wall() - 12min;
            host.emptiedAt.reset();
            host.confirmingAt.reset();
            if (!stuck)
                host.confirmingAt = host.since = m_clock.wall() - 10min;
        }
        rack.hosts.push_back(host);
    }
    Drain single;
    single.id = CommandId(QStringLiteral("d0000000000000000000000000000009"));
    single.site = m_sites[2];
    single.by = QStringLiteral("s.park");
    single.reason = QStringLiteral("trial");
    single.startedAt = m_clock.wall() - 80min;
    single.endedAt = m_clock.wall() - 34min;
    single.state = DrainState::Finished;
    single.hosts = {drainHost(machineOf(QStringLiteral("S04-12")), single.startedAt)};
    return {rack, single};
}

std::vector<CacheVolume> RecordedFeed::volumes() const
{
    return recordedVolumes(m_sites[0], m_clock.wall(), machineOf(QStringLiteral("A06-04")).host.id,
        [this](const QString& slot) {
            const Vm& vm = m_lives.at(vmAt(slot).text()).vm;
            return AttachedVm{vm.host, vm.id, vm.tenant};
        });
}

HostInvariants RecordedFeed::invariantsOf(const Machine& machine) const
{
    const auto lives = std::count_if(m_lives.begin(), m_lives.end(),
        [&](const auto& entry) { return entry.second.vm.host == machine.host.id; });
    return recordedInvariants(machine.host, static_cast<int>(lives), machine.slots[0].vm);
}

std::vector<FeedBatch> RecordedFeed::lists()
{
    std::vector<FeedBatch> batches;
    for (const SiteId& site : m_sites) {
        FeedBatch batch;
        batch.site = site;
        batch.epoch = QStringLiteral("e1");
        batch.receivedAt = m_clock.mono();
        batch.fromWire = true;
        batch.initialEnd = m_revision;
        LinkStatus status;
        status.phase = LinkPhase::Synced;
        status.fleetdVersion = QStringLiteral("0.1.0");
        batch.status = status;
        Commit commit;
        commit.revision = m_revision;
        commit.initial = true;
        const auto add = [&](Object object) {
            commit.events.push_back({Change::Added, std::move(object), {}});
        };
        add(Site{site, 1, QStringLiteral("dev.espalier.internal"), QStringLiteral("0.1.0")});
        addRacks(site, commit);
        for (const Machine& machine : m_machines.at(site.text())) {
            add(machine.host);
            for (const Slot& slot : machine.slots)
                add(slot);
            batch.observations.push_back(observation(machine));
            batch.invariants.push_back(invariantsOf(machine));
        }
        for (const Drain& drain : drains()) {
            if (drain.site == site)
                add(drain);
        }
        for (const CacheVolume& volume : volumes()) {
            if (volume.site == site)
                add(volume);
        }
        for (const auto& [id, life] : m_lives) {
            if (!(life.job.site == site))
                continue;
            add(life.job);
            add(life.vm);
            if (life.verdict) {
                LifeVerdict verdict = *life.verdict;
                verdict.site = site;
                batch.verdicts.push_back(verdict);
            }
        }
        batch.commits.push_back(std::move(commit));
        batches.push_back(std::move(batch));
    }
    return batches;
}

std::vector<FeedBatch> RecordedFeed::second(const std::vector<SiteId>& silent)
{
    std::vector<FeedBatch> batches;
    ++m_statement;
    for (const SiteId& site : m_sites) {
        if (std::find(silent.begin(), silent.end(), site) != silent.end())
            continue;
        FeedBatch batch;
        batch.site = site;
        batch.epoch = QStringLiteral("e1");
        batch.receivedAt = m_clock.mono();
        batch.fromWire = true;
        batch.bookmark = m_revision;
        for (const Machine& machine : m_machines.at(site.text())) {
            if (machine.age < 30s)
                batch.observations.push_back(observation(machine));
        }
        batches.push_back(std::move(batch));
    }
    return batches;
}

FeedBatch RecordedFeed::lost(const SiteId& site) const
{
    FeedBatch batch;
    batch.site = site;
    LinkStatus status;
    status.phase = LinkPhase::Failed;
    status.problem = message("link.no-answer", QStringLiteral("127.0.0.1:7443"));
    status.retryAt = m_clock.mono() + 8s;
    status.fleetdVersion = QStringLiteral("0.1.0");
    batch.status = status;
    return batch;
}

std::vector<FeedBatch> RecordedFeed::moved()
{
    Machine& machine = m_machines.at(QStringLiteral("fra1")).front();
    Life& life = lifeAt(machine.slots[0].code);
    end(life, 1s, {});
    FeedBatch batch;
    batch.site = machine.host.site;
    batch.epoch = QStringLiteral("e1");
    batch.receivedAt = m_clock.mono();
    batch.fromWire = true;
    Commit commit;
    commit.revision = ++m_revision;
    commit.events.push_back({Change::Modified, life.vm, {}});
    commit.events.push_back({Change::Modified, life.job, {}});
    batch.commits.push_back(commit);
    ++m_statement;
    batch.observations.push_back(observation(machine));
    return {batch};
}

} // namespace Espalier::Tests
