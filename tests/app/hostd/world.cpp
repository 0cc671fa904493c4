// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include "people.h"

#include <evidence/chain.h>
#include <evidence/statement.h>

#include <QTest>

#include <algorithm>

namespace Espalier::Tests {

using namespace Hostd;

namespace {

Evidence::SigningKey testKey() { return *Evidence::SigningKey::fromSeed(QByteArray(32, '\x07')); }

const HostId hostId = World::id();

Evidence::KeyRing keyRing(const Evidence::SigningKey& key)
{
    Evidence::HostList hosts;
    hosts.version = 1;
    hosts.trustDomain = QStringLiteral("dev.espalier.internal");
    hosts.site = SiteId(QStringLiteral("fra1"));
    hosts.entries.push_back({Evidence::KeyOp::Enrol, hostId, key.publicKey().hex(), false});
    return *Evidence::KeyRing::of(hosts);
}

} // namespace

Timer ManualTimers::after(std::chrono::milliseconds delay, std::function<void()> call)
{
    auto alive = std::make_shared<bool>(true);
    m_due.emplace(m_clock.mono() + delay, Due{alive, std::move(call)});
    return Timer(std::move(alive));
}

void ManualTimers::advance(std::chrono::milliseconds by)
{
    const MonoTime end = m_clock.mono() + by;
    while (!m_due.empty() && m_due.begin()->first <= end) {
        const auto node = m_due.extract(m_due.begin());
        if (node.key() > m_clock.mono())
            m_clock.advance(node.key() - m_clock.mono());
        const Due& due = node.mapped();
        if (!*due.alive)
            continue;
        *due.alive = false;
        due.call();
    }
    m_clock.advance(end - m_clock.mono());
}

BackendInfo FakeBackend::info() const
{
    BackendInfo info;
    info.kind = QStringLiteral("qemu");
    info.version = QStringLiteral("7.2");
    info.accelerator = QStringLiteral("tcg");
    info.guestOs = QStringLiteral("linux");
    info.machineType = QStringLiteral("q35");
    info.sandboxProfileHash = QString(64, u'b');
    info.imageDigests = {image()};
    info.limits = {QStringLiteral("memory=256M"), QStringLiteral("kill")};
    info.missing = {QStringLiteral("pids")};
    return info;
}

// Results come from the event loop, and not at all if hostd is killed before.
void FakeBackend::soon(std::function<void()> call)
{
    m_pending.push_back(m_timers.after(std::chrono::milliseconds(1), std::move(call)));
}

void FakeBackend::prepare(const VmSpec& spec)
{
    log.push_back(QStringLiteral("prepare"));
    if (failPrepare) {
        soon([this, vm = spec.vm] { m_events->prepareFailed(vm, QStringLiteral("no space")); });
        return;
    }
    disks = spec.caches;
    Machine::Vm& vm = m_machine.vms[spec.vm];
    vm.trace.vm = spec.vm;
    vm.trace.slot = spec.slot;
    vm.trace.uid = 200'000 + spec.slot;
    vm.trace.disks = {{QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 64769,
        1000 + m_machine.vms.size(), QString(32, u'c')}};
    vm.hasDisk = true;
    if (!silent)
        soon([this, trace = vm.trace] { m_events->prepared(trace); });
}

void FakeBackend::discard(const VmTrace& trace)
{
    log.push_back(QStringLiteral("discard"));
    m_machine.vms.erase(trace.vm);
}

void FakeBackend::start(const VmId& id)
{
    log.push_back(QStringLiteral("start"));
    m_machine.starts.push_back(id);
    if (failStart) {
        soon([this, id] { m_events->startFailed(id, QStringLiteral("no such program")); });
        return;
    }
    Machine::Vm& vm = m_machine.vms[id];
    vm.runs = true;
    vm.trace.pid = ++m_machine.lastPid;
    vm.trace.startTime = 77;
    if (!silent)
        soon([this, trace = vm.trace] { m_events->started(trace); });
}

bool FakeBackend::adopt(const VmTrace& trace)
{
    log.push_back(QStringLiteral("adopt"));
    const auto found = m_machine.vms.find(trace.vm);
    return found != m_machine.vms.end() && found->second.runs
        && found->second.trace.pid == trace.pid;
}

void FakeBackend::stop(const VmTrace& trace, std::chrono::milliseconds)
{
    log.push_back(QStringLiteral("stop"));
    const bool gone = !m_machine.unkillable;
    if (gone && m_machine.vms.contains(trace.vm))
        m_machine.vms[trace.vm].runs = false;
    if (!silent)
        soon([this, vm = trace.vm, gone] {
            m_events->stopped(vm, {{{QStringLiteral("kill"), 1, {}, {}, gone, 0}}, gone});
        });
}

void FakeBackend::flatten(const FlattenOrder& order)
{
    log.push_back(QStringLiteral("flatten"));
    const bool full = m_machine.failFlattens > 0;
    m_machine.failFlattens -= full ? 1 : 0;
    if (!full && !m_machine.cacheFiles[order.disk.volume].contains(order.file))
        m_machine.cacheFiles[order.disk.volume] << order.file;
    const QString problem = full ? QStringLiteral("No space left on device") : QString();
    soon([this, vm = order.trace.vm, fork = order.disk.fork, full, problem] {
        m_events->flattened(
            vm, fork, {{QStringLiteral("commit-cache"), 1, {}, {}, !full, 0}, 4096, problem});
    });
}

void FakeBackend::removeCachesBut(const std::vector<VolumeFiles>& kept)
{
    std::map<VolumeId, QStringList> left;
    for (const VolumeFiles& one : kept) {
        for (const QString& file : m_machine.cacheFiles[one.volume]) {
            if (one.files.contains(file))
                left[one.volume] << file;
        }
    }
    m_machine.cacheFiles = left;
}

void FakeBackend::tearDown(const VmTrace& trace, std::chrono::milliseconds, const QString&)
{
    log.push_back(QStringLiteral("tearDown"));
    Outcome outcome = Outcome::Complete;
    if (!m_machine.outcomes.empty()) {
        outcome = m_machine.outcomes.front();
        m_machine.outcomes.pop_front();
    }
    if (outcome == Outcome::Complete)
        m_machine.vms.erase(trace.vm);
    TeardownRun run;
    run.outcome = outcome;
    run.steps = {{QStringLiteral("kill"), 1, {}, {}, true, 0}};
    run.verified = {{QStringLiteral("process_absent"),
        {{QStringLiteral("pid"), QString::number(trace.pid)},
            {QStringLiteral("populated"), QStringLiteral("0")}}}};
    if (!silent)
        soon([this, vm = trace.vm, run] { m_events->tornDown(vm, run); });
}

ScanResult FakeBackend::scan(const std::vector<VmTrace>&)
{
    ScanResult scan;
    scan.unclaimedPids = m_machine.orphans;
    scan.nics = m_machine.nics;
    for (const auto& [id, vm] : m_machine.vms) {
        for (const DiskIdentity& disk : vm.trace.disks)
            scan.disks.push_back(disk);
    }
    return scan;
}

void FakeBackend::removeStrays(const std::vector<VmTrace>& traces)
{
    log.push_back(QStringLiteral("removeStrays"));
    std::erase_if(m_machine.vms, [&](const auto& entry) {
        return std::none_of(traces.begin(), traces.end(),
            [&](const VmTrace& trace) { return trace.vm == entry.first; });
    });
}

World::World()
    : key(testKey())
{
    boot();
}

World::~World() { kill(); }

void World::boot()
{
    store = std::make_unique<HostStore>(file());
    journal = std::make_unique<Journal>(*store, timers, step);
    rosters = std::make_unique<RosterKeeper>(
        Evidence::PinnedKeys{{People::rosterKey().publicKey()}, 1}, *journal);
    const Surroundings around{*journal, *rosters, timers, clock,
        [this](qsizetype size) { return QByteArray::number(++m_random).rightJustified(size, '.'); },
        step};
    HostSetup setup{{SiteId(QStringLiteral("fra1")), hostId, bootId, key}};
    setup.shape.name = QStringLiteral("linux.test.1x256m");
    setup.hostdDigest = QString(64, u'd');
    setup.cacheKeyFile = cacheKeyFile();
    auto made = std::make_unique<FakeBackend>(machine, timers);
    backend = made.get();
    host = std::make_unique<LocalHost>(std::move(setup), around, std::move(made));
    host->attach(&uplink);
    try {
        host->start();
    } catch (const Killed&) {
        kill();
    }
}

void World::kill()
{
    timers.drop();
    backend = nullptr;
    host.reset();
    rosters.reset();
    journal.reset();
    store.reset();
}

void World::reboot()
{
    kill();
    bootId = QStringLiteral("0e3c1d20-1111-4d7e-9a60-1f0f6c1f7a02");
    for (auto& [id, vm] : machine.vms)
        vm.runs = false;
    boot();
}

bool World::run(std::chrono::milliseconds by)
{
    try {
        timers.advance(by);
    } catch (const Killed&) {
        kill();
        return true;
    }
    return false;
}

VmId World::vm(int number)
{
    return VmId(QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 10, QChar(u'0')));
}

PlacementOrder World::placement(const VmId& vm, int slot) const
{
    PlacementOrder placement;
    placement.order = QStringLiteral("order-") + vm.text();
    placement.spec.vm = vm;
    placement.spec.slot = slot;
    placement.spec.shape.name = QStringLiteral("linux.test.1x256m");
    placement.spec.imageDigest = FakeBackend::image();
    placement.spec.script = "echo secret-of-the-tenant\n";
    placement.tenantPseudonym = QString(64, u'e');
    placement.jobRefDigest = QString(64, u'f');
    placement.policyVersion = 3;
    placement.timeLimit = std::chrono::seconds(600);
    return placement;
}

void World::place(const VmId& vm, int slot) { host->place(placement(vm, slot)); }

void World::endJob(const VmId& vm, const JobExit& exit) { backend->events().jobEnded(vm, exit); }

void World::runJob(const VmId& vm, int slot)
{
    place(vm, slot);
    run(std::chrono::milliseconds(100));
    backend->events().booted(vm);
    backend->events().jobStarted(vm);
    run(std::chrono::milliseconds(100));
}

HostId World::id() { return HostId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10")); }

std::vector<Evidence::HostRecord> World::chain()
{
    const Evidence::KeyRing ring = keyRing(key);
    Evidence::HostChain chain(hostId);
    std::vector<Evidence::HostRecord> all;
    std::unique_ptr<HostStore> own;
    if (!store)
        own = std::make_unique<HostStore>(file());
    for (const SignedRecord& record : (store ? *store : *own).recordsAfter(hostId, 0, 10'000)) {
        const auto checked = Evidence::checkRecord(record.envelope, hostId, ring);
        if (!checked->ok() || chain.add(checked) != Evidence::ChainStep::Appended
            || chain.firstSeq() != 1) {
            QTest::qFail(
                qPrintable(QStringLiteral("record %1: %2 %3 %4")
                               .arg(record.hostSeq)
                               .arg(checked->record ? QString() : QStringLiteral("unreadable"),
                                   checked->signatureHolds ? QString() : QStringLiteral("unsigned"),
                                   chain.conflict())),
                __FILE__, __LINE__);
            return all;
        }
        all.push_back(*checked->record);
    }
    return all;
}

void World::setDiskFull(bool full)
{
    Daemon::Database& database = store->database();
    const QString pages = full
        ? database.query(QStringLiteral("PRAGMA page_count")).front().front().toString()
        : QStringLiteral("1000000");
    (void)database.query(QStringLiteral("PRAGMA max_page_count = ") + pages);
    if (!full)
        return;
    // Whatever room the last pages still have is filled too: that of small rows, of commands, and
    // pages that are free.
    fill([this](int i) {
        store->addQuarantine(
            {host->id(), 60, QString(40, u'x'), VmId(QStringLiteral("filler-%1").arg(i)), {}});
    });
    fill([this](int i) {
        StoredCommand row;
        row.host = host->id();
        row.id = CommandId(QStringLiteral("f%1").arg(i, 31, 10, QLatin1Char('0')));
        row.target = QStringLiteral("filler");
        row.digest = QString(64, u'f');
        row.takenUp = row.notAfter = clock.wall();
        row.acknowledged = true;
        CommandTable(*store).save(row);
    });
    fill([&](int i) { database.execute(QStringLiteral("CREATE TABLE filler%1 (x)").arg(i)); });
}

void World::fill(const std::function<void(int)>& write)
{
    for (int i = 0; i < 10'000; ++i) {
        try {
            write(m_fillers++);
        } catch (const Daemon::DatabaseError& error) {
            QCOMPARE(error.kind(), Daemon::DatabaseError::Kind::Full);
            return;
        }
    }
    QFAIL("the file still grows");
}

std::vector<Evidence::LifeRecord> World::records()
{
    std::vector<Evidence::LifeRecord> lives;
    for (const Evidence::HostRecord& record : chain()) {
        if (const auto* life = std::get_if<Evidence::LifeRecord>(&record))
            lives.push_back(*life);
    }
    return lives;
}

std::vector<Evidence::HostModeRecord> World::modes()
{
    std::vector<Evidence::HostModeRecord> modes;
    for (const Evidence::HostRecord& record : chain()) {
        if (const auto* mode = std::get_if<Evidence::HostModeRecord>(&record))
            modes.push_back(*mode);
    }
    return modes;
}

std::vector<Evidence::CacheRecord> World::cacheRecords()
{
    std::vector<Evidence::CacheRecord> caches;
    for (const Evidence::HostRecord& record : chain()) {
        if (const auto* cache = std::get_if<Evidence::CacheRecord>(&record))
            caches.push_back(*cache);
    }
    return caches;
}

int World::count(Evidence::LifeRecordKind kind, const VmId& vm)
{
    const auto all = records();
    return static_cast<int>(std::count_if(all.begin(), all.end(),
        [&](const auto& record) { return record.kind == kind && record.identity.vm == vm; }));
}

Evidence::LifeRecord World::last(Evidence::LifeRecordKind kind)
{
    Evidence::LifeRecord found;
    for (const Evidence::LifeRecord& record : records()) {
        if (record.kind == kind)
            found = record;
    }
    return found;
}

Evidence::HostStatement World::lastStatement() const
{
    if (uplink.statements.empty())
        return {};
    const auto checked = Evidence::checkStatement(uplink.statements.back(), hostId, keyRing(key));
    return checked ? (*checked)->statement : Evidence::HostStatement{};
}

} // namespace Espalier::Tests
