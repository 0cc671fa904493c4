// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmlife.h"

#include "quarantines.h"

#include <evidence/ed25519.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logLife, "espalier.life")

} // namespace

VmLife::VmLife(LifeContext& context, StoredLife entry, VmSpec spec)
    : m_context(context)
    , m_entry(std::move(entry))
    , m_spec(std::move(spec))
    , m_birthDurable(m_entry.stage != LifeStage::Intended)
    , m_birthSigned(m_birthDurable)
    , m_tries(m_context, m_entry, [this](const TeardownRun& run) { tornDown(run); })
{
    m_changedAt = m_context.clock.wall();
}

VmLife::~VmLife() { forgetScript(); }

void VmLife::begin()
{
    m_entry.placedMono = m_context.clock.mono();
    m_entry.placedWall = m_context.clock.wall();
    m_entry.bootId = m_context.frame.bootId;
    if (m_entry.caches.empty())
        save([this] { prepare(); });
    else
        openCaches();
}

// Given up if it cannot be written: another tenant's wish for the same new volume came first, or
// the disk is full.
void VmLife::openCaches()
{
    m_context.journal.attempt(
        [entry = m_entry, open = m_context.caches.opening(m_entry)](HostStore& store) {
            store.saveLife(entry);
            open(store);
        },
        [this] {
            auto disks = m_context.caches.disksOf(m_entry);
            if (!disks) {
                prepareFailed(disks.error());
                return;
            }
            m_spec.caches = std::move(*disks);
            prepare();
        },
        [this](const QString& why) { prepareFailed(QStringLiteral("caches: ") + why); });
}

void VmLife::prepare()
{
    step("intended");
    m_deadline = m_context.timers.after(m_context.deadlines.prepare,
        [this] { abandon(QStringLiteral("its preparation took longer than the deadline")); });
    m_context.backend.prepare(m_spec);
    for (CacheDisk& disk : m_spec.caches) { // the backend has them
        Evidence::wipe(disk.key);
        Evidence::wipe(disk.baseKey);
    }
    m_spec.caches.clear();
}

void VmLife::resume()
{
    continueInBoot(m_entry, m_context.frame.bootId);
    if (m_entry.stage == LifeStage::Ending) {
        beginRun();
        return;
    }
    if (!m_context.backend.adopt(m_entry.trace)) {
        const bool ran = m_entry.trace.pid != 0;
        endJob(
            {ran ? JobExitKind::HypervisorDied : JobExitKind::NeverStarted, 0}, Trigger::Reconcile);
        return;
    }
    if (m_phase != VmPhase::Preparing)
        return; // the backend has told of its state already
    if (m_entry.jobStart) {
        setPhase(VmPhase::Running);
        armTimeLimit();
    } else {
        setPhase(VmPhase::Booting);
        armBootDeadline();
    }
}

void VmLife::end(std::chrono::milliseconds grace, const EndCause& cause)
{
    if (m_stuck) {
        beginRun();
        return;
    }
    const MonoTime graceEnds = m_context.clock.mono() + grace;
    const bool sooner = !cause.commandDigest.isEmpty() && graceEnds < m_graceEnds;
    if (m_entry.stage == LifeStage::Ending || (m_ending && !sooner))
        return;
    if (!m_birthSigned) {
        abandon(QStringLiteral("it was ended before it was born"));
        return;
    }
    m_ending = cause;
    m_graceEnds = graceEnds;
    if (!m_birthDurable)
        return; // launch() sees m_ending
    if (m_entry.jobStart && grace > std::chrono::milliseconds(0)) {
        wantEnd();
        save();
        m_context.backend.requestJobEnd(vm());
        m_grace = m_context.timers.after(grace, [this] { endByCause(); });
    } else {
        endByCause();
    }
}

void VmLife::endByCause() { endJob({m_ending->why, 0}, m_ending->trigger); }

void VmLife::tearDownAgain(const QString& commandDigest)
{
    if (m_entry.stage != LifeStage::Ending || m_closed)
        return;
    const bool known = m_entry.commandDigest == commandDigest; // taken up again after a restart
    m_entry.trigger = Trigger::Command;
    m_entry.commandDigest = commandDigest;
    save([this] { step("command-in-life"); });
    if (m_stuck)
        beginRun();
    else if (!known)
        m_tries.again();
}

void VmLife::refuseBirth(const QString& why)
{
    if (!m_birthSigned)
        abandon(why);
}

Journal::Write VmLife::setGeneration(quint64 generation)
{
    m_entry.generation = generation;
    m_entry.endWanted = true;
    return [entry = m_entry, closed = m_closed](HostStore& store) {
        if (!closed)
            store.saveLife(entry);
    };
}

void VmLife::wantEnd()
{
    if (!m_entry.endWanted)
        ++m_entry.generation;
    m_entry.endWanted = true;
}

void VmLife::prepared(const VmTrace& trace)
{
    if (m_birthSigned)
        return;
    step("prepared");
    m_deadline.cancel();
    m_entry.trace = trace;
    if (m_abandoned.isEmpty()) {
        signBirth();
        return;
    }
    m_context.backend.discard(trace);
    prepareFailed(m_abandoned);
}

void VmLife::prepareFailed(const QString& why)
{
    m_deadline.cancel();
    m_closed = true;
    m_context.journal.commit(
        [id = vm(), drop = m_context.caches.dropping(vm())](HostStore& store) {
            store.removeLife(id);
            drop(store);
        },
        [this, why] { m_context.events.placementFailed(*this, why); });
}

// The backend still works on its preparation: what comes of it is discarded.
void VmLife::abandon(const QString& why)
{
    if (m_abandoned.isEmpty())
        m_abandoned = why;
}

void VmLife::signBirth()
{
    const Moment moment = now();
    const auto record =
        m_context.signer.sign(birthRecord(m_entry, m_context.frame, moment), moment.wall);
    if (!record) {
        m_context.backend.discard(m_entry.trace);
        prepareFailed(QStringLiteral("its Birth cannot be written: %1").arg(record.error()));
        return;
    }
    step("birth-signed");
    m_birthSigned = true;
    m_entry.stage = LifeStage::Born;
    m_entry.birthSeq = record->hostSeq;
    m_entry.birthLeaf = record->leaf;
    const std::vector<SignedRecord> records = withAttaches(*record, moment);
    m_context.journal.commit(
        [records, entry = m_entry](HostStore& store) {
            for (const SignedRecord& one : records)
                store.append(one);
            CacheStore(store.database(), entry.host).attachForksOf(entry.vm);
            store.saveLife(entry);
        },
        [this, records] {
            m_birthDurable = true;
            for (const SignedRecord& one : records)
                m_context.events.recordCommitted(one);
            step("birth-committed");
            launch();
        });
}

// What cannot be told is not attached: the VM then ends unstarted.
std::vector<SignedRecord> VmLife::withAttaches(SignedRecord birth, const Moment& moment)
{
    std::vector<SignedRecord> records{std::move(birth)};
    for (const LifeCache& cache : m_entry.caches) {
        const auto attach = m_context.signer.sign(cacheRecord(m_entry, cache, moment), moment.wall);
        if (attach) {
            records.push_back(*attach);
            continue;
        }
        qCCritical(logLife).noquote()
            << QStringLiteral("VM %1: its CacheAttach cannot be written: %2")
                   .arg(vm().text(), attach.error());
        m_ending = EndCause{JobExitKind::NeverStarted, Trigger::JobEnd, {}};
    }
    return records;
}

void VmLife::launch()
{
    if (m_ending) {
        endByCause();
        return;
    }
    setPhase(VmPhase::Booting);
    armBootDeadline();
    m_context.backend.start(vm());
    step("start-asked");
}

void VmLife::started(const VmTrace& trace)
{
    if (m_closed)
        return;
    m_entry.trace = trace;
    forgetScript();
    save([this] { step("start-recorded"); });
    if (m_entry.stage == LifeStage::Born)
        m_context.events.lifeChanged(*this); // its pid is news
}

void VmLife::startFailed(const QString& why)
{
    qCWarning(logLife).noquote() << QStringLiteral("VM %1 did not start: %2").arg(vm().text(), why);
    forgetScript();
    endJob({JobExitKind::NeverStarted, 0}, Trigger::JobEnd);
}

void VmLife::booted()
{
    if (m_entry.stage == LifeStage::Born)
        setPhase(VmPhase::Running);
}

void VmLife::jobStarted()
{
    if (m_entry.stage != LifeStage::Born)
        return;
    if (!m_entry.jobStart) {
        m_entry.jobStart = m_context.clock.mono();
        save([this] { step("job-start-recorded"); });
    }
    m_deadline.cancel();
    m_phase = VmPhase::Running;
    armTimeLimit();
    m_changedAt = m_context.clock.wall();
    m_context.events.lifeChanged(*this);
}

void VmLife::output(const QByteArray& data)
{
    if (!m_birthDurable || m_phase == VmPhase::Proving || m_phase == VmPhase::Gone)
        return;
    m_output.append(data);
    m_context.events.outputArrived(*this);
}

void VmLife::jobEnded(const JobExit& exit)
{
    // A signal during a cancel's grace is the cancel's; an exit is the job's own.
    if (m_ending && exit.kind == JobExitKind::Signal)
        endByCause();
    else
        endJob(exit, m_ending ? m_ending->trigger : Trigger::JobEnd);
}

void VmLife::armBootDeadline()
{
    m_deadline = m_context.timers.after(m_context.deadlines.boot, [this] {
        qCWarning(logLife).noquote()
            << QStringLiteral("VM %1 did not come to its job in time").arg(vm().text());
        endJob({JobExitKind::NeverStarted, 0}, Trigger::JobEnd);
    });
}

void VmLife::armTimeLimit()
{
    const auto spent = m_context.clock.mono() - m_entry.jobStart.value_or(m_context.clock.mono());
    const auto left =
        std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(m_entry.timeLimit) - spent);
    m_deadline = m_context.timers.after(std::chrono::ceil<std::chrono::milliseconds>(left), [this] {
        endJob({JobExitKind::Timeout, 0}, Trigger::JobEnd);
    });
}

void VmLife::endJob(const JobExit& exit, Trigger trigger)
{
    if (m_entry.stage != LifeStage::Born)
        return;
    m_deadline.cancel();
    m_grace.cancel();
    const Moment moment = now();
    m_entry.stage = LifeStage::Ending;
    m_entry.exit = exit;
    m_entry.trigger = trigger;
    if (m_ending && trigger == m_ending->trigger)
        m_entry.commandDigest = m_ending->commandDigest;
    wantEnd();
    m_entry.jobEnd = moment.mono;
    m_entry.jobEndWall = moment.wall;
    step("job-ended");
    setPhase(VmPhase::TearingDown);
    save([this] {
        step("teardown-intended");
        beginRun();
    });
}

void VmLife::beginRun()
{
    m_stuck = false;
    setPhase(VmPhase::TearingDown);
    m_tries.begin();
}

void VmLife::proving()
{
    if (m_phase == VmPhase::TearingDown)
        setPhase(VmPhase::Proving);
}

void VmLife::tornDown(const TeardownRun& run)
{
    if (m_entry.stage != LifeStage::Ending || m_stuck || m_phase == VmPhase::Gone)
        return;
    step("torn-down");
    if (m_tries.ended(run))
        finishRun();
    else
        setPhase(VmPhase::TearingDown);
}

void VmLife::finishRun()
{
    setPhase(VmPhase::Proving);
    m_output.wipe(); // protocol.md 10: before the Teardown
    const TeardownRun run = m_tries.takeResult();
    const Moment moment = now();
    const Outcome outcome = run.outcome;
    const auto record = m_context.signer.sign(
        teardownRecord(m_entry, m_context.frame, run, m_tries.begun(), moment), moment.wall);
    if (!record) {
        // Stays open and visible: no record, no free slot.
        qCCritical(logLife).noquote()
            << QStringLiteral("VM %1: its teardown record cannot be written: %2")
                   .arg(vm().text(), record.error());
        m_stuck = true;
        m_context.events.lifeChanged(*this);
        return;
    }
    step("teardown-signed");
    const bool ends = endsLife(outcome);
    m_stuck = !ends;
    m_closed = ends;
    m_entry.failedRuns += ends ? 0 : 1;
    m_context.journal.commit(
        [record = *record, entry = m_entry, outcome, boot = m_context.frame.bootId](
            HostStore& store) {
            store.append(record);
            applyOutcome(store, entry, outcome, boot);
        },
        [this, record = *record, outcome, ends, digest = m_entry.commandDigest] {
            step("teardown-committed");
            if (ends)
                m_birthDurable = false;
            setPhase(ends ? VmPhase::Gone : VmPhase::TearingDown);
            m_context.events.recordCommitted(record);
            m_context.events.runCommitted(*this, outcome, digest);
        });
}

JobState VmLife::jobState() const
{
    if (m_entry.stage == LifeStage::Ending)
        return JobState::Ended;
    return m_entry.jobStart ? JobState::Running : JobState::None;
}

void VmLife::step(const char* name) const
{
    if (m_context.step)
        m_context.step(name);
}

void VmLife::setPhase(VmPhase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    m_changedAt = m_context.clock.wall();
    m_context.events.lifeChanged(*this);
}

void VmLife::save(Journal::Then then)
{
    m_context.journal.commit(
        [entry = m_entry](HostStore& store) { store.saveLife(entry); }, std::move(then));
}

void VmLife::forgetScript()
{
    Evidence::wipe(m_spec.script);
    m_spec.script.clear();
    m_spec.environment.clear();
}

Moment VmLife::now() const { return {m_context.clock.mono(), m_context.clock.wall()}; }

} // namespace Espalier::Hostd
