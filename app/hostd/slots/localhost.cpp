// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "localhost.h"

#include <evidence/merkle.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logHost, "espalier.host")

ChainHead admitted(Journal& journal, const Signatory& signatory)
{
    HostStore& store = journal.store();
    store.admitHost(signatory.host, signatory.key.publicKey().keyId());
    return store.head(signatory.host);
}

} // namespace

LocalHost::LocalHost(HostSetup setup, Surroundings surroundings, std::unique_ptr<Backend> backend)
    : m_setup(std::move(setup))
    , m_around(std::move(surroundings))
    , m_backend(std::move(backend))
    , m_head(admitted(m_around.journal, m_setup.signatory))
    , m_signer(m_setup.signatory, m_head, m_around.random)
    , m_relay([this](const VmId& vm) { return life(vm); })
    , m_caches(cacheParts())
    , m_context{*m_backend, m_around.journal, m_signer, m_around.timers, m_around.clock, *this,
          m_caches, {m_backend->info(), m_setup.hostdDigest, m_setup.signatory.bootId},
          m_setup.deadlines, m_around.step}
    , m_statements(m_signer, m_around.journal, m_head)
    , m_quarantines(id(), m_around.journal,
          [this] {
              if (m_uplink)
                  m_uplink->helloChanged();
          })
    , m_mode(m_signer, m_around.journal, m_around.clock,
          {[this] { closed(); }, [this](const SignedRecord& record) { recordCommitted(record); }},
          m_around.step)
    , m_commands(commandParts())
{
    m_backend->setEvents(&m_relay);
}

CacheKeeper::Parts LocalHost::cacheParts()
{
    return {id(), *m_backend, m_around.journal, m_around.clock, m_around.random,
        m_setup.cacheKeyFile, [this] {
            if (m_uplink)
                m_uplink->cachesChanged();
        }};
}

HostCommands::Parts LocalHost::commandParts()
{
    return {m_setup.signatory, m_around.journal, m_around.clock, m_around.rosters, m_mode, m_caches,
        [this](const VmId& vm) { return life(vm); },
        [this](const CommandReport& report) {
            if (m_uplink)
                m_uplink->commandResult(report);
        },
        m_around.step};
}

LocalHost::~LocalHost() = default;

void LocalHost::start()
{
    HostStore& store = m_around.journal.store();
    std::vector<std::shared_ptr<VmLife>> born;
    store.transaction([&] {
        store.endQuarantinesOfOtherBoots(id(), m_setup.signatory.bootId);
        for (StoredLife& entry : store.lives(id())) {
            if (entry.stage == LifeStage::Intended)
                store.removeLife(entry.vm); // without a Birth nothing of it may stay
            else
                born.push_back(std::make_shared<VmLife>(m_context, std::move(entry)));
        }
        for (const auto& life : born)
            m_lives.insert(life->vm(), life);
        m_caches.recover([this](const VmId& vm) { return life(vm) != nullptr; });
    });
    m_caches.removeLeftOvers();
    m_quarantines.reload();
    m_backend->removeStrays(traces(Whose::All));
    if (m_around.step)
        m_around.step("strays-removed");
    for (const auto& life : born)
        life->resume();
    m_commands.resume();
    makeStatement();
}

Hello LocalHost::hello()
{
    const BackendInfo& info = m_context.frame.backend;
    Hello hello;
    hello.bootId = m_setup.signatory.bootId;
    hello.backend = info.kind;
    hello.accelerator = info.accelerator;
    hello.simulated = m_setup.simulated;
    for (int slot = 1; slot <= m_setup.slotCount; ++slot) {
        const auto reason = m_quarantines.reasonFor(slot);
        hello.slots_.push_back({slot, m_setup.shape.name, reason.has_value(),
            reason.value_or(QString()), m_quarantines.isLeaked(slot)});
    }
    hello.images = info.imageDigests;
    hello.headSeq = m_head.seq;
    hello.ackedSeq = m_head.acked;
    for (const auto& life : m_lives) {
        if (life->isBorn())
            hello.liveVms.append(life->vm().text());
    }
    hello.liveVms.sort();
    hello.mode = m_mode.mode();
    hello.generation = m_mode.generation();
    hello.rosterVersion = m_around.rosters.version();
    return hello;
}

void LocalHost::attach(Uplink* uplink) { m_uplink = uplink; }

void LocalHost::welcomed(const Welcome& welcome)
{
    if (welcome.site != m_setup.signatory.site.text()) {
        qCWarning(logHost).noquote()
            << QStringLiteral("fleetd speaks for site %1, this host belongs to %2; check --fleetd")
                   .arg(welcome.site, m_setup.signatory.site.text());
    }
    m_interval = std::clamp(welcome.statementInterval, std::chrono::milliseconds(1000),
        std::chrono::milliseconds(600'000));
    for (const auto& life : std::as_const(m_lives)) {
        tell(*life);
        if (life->outputTail().end() > 0 && m_uplink)
            m_uplink->outputArrived(life->vm());
    }
    m_commands.ledger().tellAgain();
    makeStatement();
}

void LocalHost::refused(const QString& reason)
{
    qCCritical(logHost).noquote()
        << QStringLiteral("fleetd refuses host %1: %2").arg(id().text(), reason);
}

void LocalHost::place(const PlacementOrder& placement)
{
    const QString problem = tryPlace(placement);
    if (!problem.isEmpty() && m_uplink)
        m_uplink->orderResult(placement.order, {false, problem});
}

QString LocalHost::tryPlace(const PlacementOrder& placement)
{
    const VmId& vm = placement.spec.vm;
    if (const VmLife* known = life(vm)) { // the same order again
        m_orders.insert(vm, placement.order);
        if (known->isBorn())
            answer(vm, {true, {}});
        return {};
    }
    if (const QString problem = placeProblem(placement); !problem.isEmpty())
        return problem;
    StoredLife entry;
    entry.host = id();
    entry.vm = vm;
    entry.slot = placement.spec.slot;
    entry.tenantPseudonym = placement.tenantPseudonym;
    entry.jobRefDigest = placement.jobRefDigest;
    entry.shape = m_setup.shape.name;
    entry.image = placement.spec.imageDigest;
    entry.policyVersion = placement.policyVersion;
    entry.timeLimit = placement.timeLimit;
    entry.generation = std::max<quint64>(1, placement.generation);
    entry.trace.vm = vm;
    entry.trace.slot = entry.slot;
    VmSpec spec = placement.spec;
    spec.shape = m_setup.shape;
    entry.caches = m_caches.forksFor(placement.caches);
    const auto life = std::make_shared<VmLife>(m_context, std::move(entry), std::move(spec));
    m_lives.insert(vm, life);
    m_orders.insert(vm, placement.order);
    tell(*life);
    life->begin();
    return {};
}

QString LocalHost::placeProblem(const PlacementOrder& placement)
{
    if (const auto problem = placementProblem(placement))
        return *problem;
    if (QString problem = m_mode.placementProblem(); !problem.isEmpty())
        return problem;
    HostStore& store = m_around.journal.store();
    if (store.wasBorn(id(), placement.spec.vm))
        return QStringLiteral("vm: it has been torn down on this host already");
    if (CommandTable(store).hasEnded(id(), placement.spec.vm))
        return QStringLiteral("vm: a command has ended it already");
    if (placement.spec.shape.name != m_setup.shape.name)
        return QStringLiteral("shape: %1 is not to be had here, only %2")
            .arg(placement.spec.shape.name, m_setup.shape.name);
    if (!m_setup.acceptsAnyImage
        && !m_context.frame.backend.imageDigests.contains(placement.spec.imageDigest))
        return QStringLiteral("image: %1 is not on this host").arg(placement.spec.imageDigest);
    if (QString problem = slotProblem(placement.spec.slot); !problem.isEmpty())
        return problem;
    if (QString problem = m_caches.placementProblem(placement.caches, placement.tenantPseudonym);
        !problem.isEmpty())
        return problem;
    if (m_around.journal.isBlocked())
        return QStringLiteral("the host's state file cannot be written: %1")
            .arg(m_around.journal.problem());
    return {};
}

void LocalHost::answer(const VmId& vm, const OrderAnswer& answer)
{
    const QString order = m_orders.take(vm);
    if (!order.isEmpty() && m_uplink)
        m_uplink->orderResult(order, answer);
}

QString LocalHost::slotProblem(int slot) const
{
    if (slot < 1 || slot > m_setup.slotCount)
        return QStringLiteral("slot: %1, this host has slots 1 to %2")
            .arg(slot)
            .arg(m_setup.slotCount);
    for (const auto& life : m_lives) {
        if (life->entry().slot == slot)
            return QStringLiteral("slot: %1 holds VM %2").arg(slot).arg(life->vm().text());
    }
    if (const auto reason = m_quarantines.reasonFor(slot))
        return QStringLiteral("slot: %1 is quarantined: %2").arg(slot).arg(*reason);
    return {};
}

void LocalHost::end(const EndOrder& order)
{
    OrderAnswer answer{true, {}};
    if (VmLife* one = life(order.vm))
        one->end(order.grace,
            {order.why, order.drainDigest.isEmpty() ? Trigger::JobEnd : Trigger::Drain,
                order.drainDigest});
    else if (!m_around.journal.store().wasBorn(id(), order.vm))
        answer = {false, QStringLiteral("vm: not known on this host")};
    if (m_uplink)
        m_uplink->orderResult(order.order, answer);
}

void LocalHost::commandAcknowledged(const CommandAcknowledgement& ack)
{
    m_commands.ledger().acknowledged(ack.command, ack.target, ack.state);
}

void LocalHost::volume(const VolumeChange& order)
{
    if (order.quota != 0)
        m_caches.setQuota(order.volume, order.quota);
    if (order.evict)
        m_caches.evict(order.volume);
}

// What is not born yet would be born after the record that closes the host (I20).
void LocalHost::closed()
{
    for (const auto& life : std::as_const(m_lives))
        life->refuseBirth(m_mode.placementProblem());
}

void LocalHost::acknowledged(quint64 hostSeq)
{
    if (hostSeq <= m_head.acked || hostSeq > m_head.seq)
        return;
    m_head.acked = hostSeq;
    m_around.journal.commit(
        [host = id(), hostSeq](HostStore& store) { store.acknowledge(host, hostSeq); });
}

std::vector<SignedRecord> LocalHost::outbox(quint64 after, int limit)
{
    return m_around.journal.store().recordsAfter(id(), after, limit);
}

const OutputTail* LocalHost::output(const VmId& vm) const
{
    const VmLife* one = life(vm);
    return one ? &one->outputTail() : nullptr;
}

VmLife* LocalHost::life(const VmId& vm) const { return m_lives.value(vm).get(); }

void LocalHost::lifeChanged(VmLife& life)
{
    tell(life);
    statementDue();
}

void LocalHost::outputArrived(VmLife& life)
{
    if (m_uplink)
        m_uplink->outputArrived(life.vm());
}

void LocalHost::recordCommitted(const SignedRecord& record)
{
    m_head.seq = record.hostSeq;
    m_head.leaf = record.leaf;
    if (m_uplink)
        m_uplink->recordCommitted(record.hostSeq);
    if (!m_setup.simulated)
        qCInfo(logHost).noquote() << QStringLiteral("%1 %2 signed, record %3")
                                         .arg(record.type, record.vm.text())
                                         .arg(record.hostSeq);
    if (record.type == QLatin1String("Birth"))
        answer(record.vm, {true, {}});
    if (record.type == QLatin1String("CacheAttach"))
        m_caches.settled();
    statementDue();
}

void LocalHost::placementFailed(VmLife& life, const QString& why)
{
    qCWarning(logHost).noquote()
        << QStringLiteral("VM %1 was not made: %2").arg(life.vm().text(), why);
    answer(life.vm(), {false, why});
    m_commands.neverBorn(life.vm());
    forget(life.vm());
}

void LocalHost::runCommitted(VmLife& life, Outcome outcome, const QString& commandDigest)
{
    m_quarantines.reload();
    m_commands.runCommitted(life.vm(), outcome, commandDigest);
    if (endsLife(outcome)) {
        if (!life.entry().caches.empty())
            m_caches.settled();
        forget(life.vm());
        m_backend->removeStrays(traces(Whose::All)); // what was kept for its record only
    }
    if (m_around.step)
        m_around.step(endsLife(outcome) ? "slot-free" : "slot-quarantined");
    statementDue();
}

// The life is within one of its own calls: it goes when the event loop comes round.
void LocalHost::forget(const VmId& vm)
{
    m_orders.remove(vm);
    if (auto gone = m_lives.take(vm)) {
        m_gone.push_back(std::move(gone));
        m_sweep = m_around.timers.after(std::chrono::milliseconds(0), [this] { m_gone.clear(); });
    }
}

void LocalHost::tell(const VmLife& life)
{
    if (!m_uplink)
        return;
    m_uplink->progress({life.vm(), life.phase(), life.entry().jobStart.has_value(),
        life.entry().exit, life.changedAt()});
}

// Changes of one turn of the event loop make one statement.
void LocalHost::statementDue()
{
    if (!m_changed.isActive())
        m_changed =
            m_around.timers.after(std::chrono::milliseconds(0), [this] { makeStatement(); });
}

void LocalHost::makeStatement()
{
    m_changed.cancel();
    m_nextStatement = m_around.timers.after(m_interval, [this] { makeStatement(); });
    const ScanResult scan = m_backend->scan(traces(Whose::Born));
    Evidence::HostStatement content;
    content.headSeq = m_head.seq;
    content.headHash = m_head.seq == 0 ? Evidence::noHash() : m_head.leaf;
    content.mono = m_around.clock.mono();
    content.wall = m_around.clock.wall();
    content.interval = m_interval;
    for (const auto& life : std::as_const(m_lives)) {
        const bool absent =
            std::find(scan.absent.begin(), scan.absent.end(), life->vm()) != scan.absent.end();
        if (life->isBorn() && !absent)
            content.vms.push_back({life->vm(), life->entry().trace.pid,
                life->entry().trace.startTime, life->phase(), life->jobState()});
    }
    for (const ReturnedVm& vm : scan.returned) {
        if (!life(vm.vm)) // else its Teardown is not durable yet
            content.vms.push_back({vm.vm, vm.pid, 0, VmPhase::Running, JobState::Running});
    }
    for (const qint64 pid : scan.unclaimedPids)
        content.vms.push_back({VmId(), pid, 0, VmPhase::Running, JobState::None});
    for (const DiskIdentity& disk : scan.disks)
        content.disks.push_back({{}, {}, disk.dev, disk.ino, disk.nonce});
    content.nics = scan.nics;
    content.limits = limitsOf(m_context.frame.backend);
    content.sandboxProfileHash = m_context.frame.backend.sandboxProfileHash;
    content.acceleratorPolicy = m_context.frame.backend.accelerator;
    if (const auto envelope = m_statements.make(std::move(content)); envelope && m_uplink)
        m_uplink->statement(*envelope);
    m_quarantines.look(scan);
}

std::vector<VmTrace> LocalHost::traces(Whose whose) const
{
    std::vector<VmTrace> all;
    for (const auto& life : m_lives) {
        if (whose == Whose::All || life->isBorn())
            all.push_back(life->entry().trace);
    }
    return all;
}

} // namespace Espalier::Hostd
