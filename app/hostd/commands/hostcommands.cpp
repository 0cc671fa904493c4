// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostcommands.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logCommands, "espalier.commands")

CommandDetail detail(const char* code, const QString& text = {})
{
    return {QString::fromLatin1(code), text};
}

bool isDrainsFirstPart(const StoredCommand& row)
{
    return row.verb == CommandVerb::Drain && row.part == QLatin1String("cordon");
}

HostMode modeAfter(const StoredCommand& row)
{
    switch (row.verb) {
    case CommandVerb::Cordon:
        return HostMode::Cordoned;
    case CommandVerb::Maintenance:
        return HostMode::Maintenance;
    case CommandVerb::Drain:
        return isDrainsFirstPart(row) ? HostMode::Cordoned : HostMode::Draining;
    case CommandVerb::StopDrain:
        return hostModeFromName(row.params.value(QStringLiteral("return")))
            .value_or(HostMode::InService);
    default:
        return HostMode::InService;
    }
}

} // namespace

HostCommands::HostCommands(Parts parts)
    : m_parts(std::move(parts))
    , m_ledger(host(), m_parts.journal, m_parts.clock, m_parts.tell, m_parts.step)
{
}

void HostCommands::order(const CommandOrder& order)
{
    const auto envelope = Evidence::parseEnvelope(order.envelope);
    const auto record = envelope
        ? Evidence::readCommand(envelope->payload)
        : Evidence::Result<Evidence::CommandRecord>(Evidence::Error{envelope.error()});
    if (!record) { // nobody can be answered about it
        qCWarning(logCommands).noquote()
            << QStringLiteral("host %1: fleetd sent what is no command: %2")
                   .arg(host().text(), record.error());
        return;
    }
    Incoming incoming{*record, Evidence::recordDigest(Evidence::recordType, envelope->payload), {}};
    std::copy_if(record->targets.begin(), record->targets.end(),
        std::back_inserter(incoming.targets),
        [this](const CommandTarget& target) { return isTargetOf(host(), target); });
    const std::vector<StoredCommand> rows = m_ledger.known(record->id);
    const bool same = std::all_of(rows.begin(), rows.end(),
        [&](const StoredCommand& row) { return row.digest == incoming.digest; });
    if (!rows.empty() && same)
        repeat(order, rows);
    else if (const CommandDetail problem = problemOf(order, incoming); !problem.code.isEmpty())
        refuse(incoming, problem);
    else if (!rows.empty())
        refuse(incoming,
            detail("idempotency",
                QStringLiteral("another command came with this id before: nothing is done")));
    else
        takeUp(order, incoming);
}

// Its signature was verified when it was taken up; a drain's second part comes whenever its wave
// does.
void HostCommands::repeat(const CommandOrder& order, const std::vector<StoredCommand>& rows)
{
    for (const StoredCommand& row : rows) {
        const bool due = row.state == CommandState::Executing && isDrainsFirstPart(row)
            && order.part != QLatin1String("cordon");
        if (due)
            goOnDraining({row.id, row.target});
        else if (row.state != CommandState::Received)
            m_ledger.tell(row);
    }
}

void HostCommands::goOnDraining(const Key& key)
{
    StoredCommand& row = m_ledger.at(key);
    row.part = QStringLiteral("drain");
    if (m_parts.mode.commandDigest() != row.digest) {
        m_ledger.commit(key, CommandState::Failed,
            detail("superseded",
                QStringLiteral("another command has set the host %1 since")
                    .arg(hostModeName(m_parts.mode.mode()))));
        return;
    }
    row.state = CommandState::HostAccepted;
    row.why = {};
    m_parts.journal.commit(CommandLedger::saving(row), [this, key] {
        m_ledger.enter(key, CommandState::HostAccepted);
        act(key);
    });
}

CommandDetail HostCommands::problemOf(const CommandOrder& order, const Incoming& incoming) const
{
    const Evidence::Roster* roster = m_parts.rosters.now();
    const WallTime now = m_parts.clock.wall();
    if (!roster)
        return detail("no-roster",
            QStringLiteral("this host has no roster that its pinned keys signed: it obeys nobody"));
    if (roster->expiresAt <= now)
        return detail("roster-expired",
            QStringLiteral("roster version %1 has expired: it obeys nobody").arg(roster->version));
    const auto judgement =
        Evidence::judgeCommand(order.envelope, order.texts, *roster, m_parts.signatory.site, now);
    if (!judgement.command)
        return judgement.refusal;
    if (incoming.targets.empty())
        return detail("not-its-target",
            QStringLiteral("none of its targets is of host %1").arg(host().text()));
    if (incoming.record.dryRun)
        return detail("dry-run", QStringLiteral("a dry run has no effect on a host"));
    return {};
}

// Not kept: it is judged anew each time, and what is unsigned is nobody's word.
void HostCommands::refuse(const Incoming& incoming, const CommandDetail& why) const
{
    qCInfo(logCommands).noquote() << QStringLiteral("host %1 refuses command %2: %3: %4")
                                         .arg(host().text(), incoming.record.id.text(), why.code,
                                             why.detail);
    const auto& about = incoming.targets.empty() ? incoming.record.targets : incoming.targets;
    const bool expired = why.code == QLatin1String("expired");
    for (const CommandTarget& target : about)
        m_parts.tell({incoming.record.id, target.uid,
            expired ? CommandState::Expired : CommandState::Rejected, why,
            view(target).generation});
}

StoredCommand HostCommands::judged(const Incoming& incoming, const CommandTarget& target) const
{
    const TargetView seen = view(target);
    const WallTime now = m_parts.clock.wall();
    StoredCommand row;
    row.host = host();
    row.id = incoming.record.id;
    row.target = target.uid;
    row.digest = incoming.digest;
    row.verb = incoming.record.verb;
    row.params = incoming.record.params;
    row.takenUp = row.changed = now;
    row.notAfter = incoming.record.notAfter;
    row.why = targetProblem(incoming.record, target, m_parts.signatory.bootId, seen);
    row.generation =
        row.why.code.isEmpty() ? std::max(seen.generation, target.generation) + 1 : seen.generation;
    return row;
}

// Counts at once, so that a second command about what the first one saw is stale.
Journal::Write HostCommands::raise(const StoredCommand& row, quint64 generation)
{
    if (row.verb == CommandVerb::CacheEvict) // the generation of a volume is fleetd's
        return [](HostStore&) {};
    if (!isAboutVm(row.verb))
        return m_parts.mode.setGeneration(generation);
    if (VmLife* life = m_parts.life(VmId(row.target)))
        return life->setGeneration(generation);
    return [](HostStore&) {};
}

void HostCommands::takeUp(const CommandOrder& order, const Incoming& incoming)
{
    std::vector<Journal::Write> writes;
    std::vector<Taken> all;
    for (const CommandTarget& target : incoming.targets) {
        StoredCommand row = judged(incoming, target);
        row.part = order.part;
        all.push_back({{row.id, row.target}, view(target).generation});
        const bool accepted = row.why.code.isEmpty();
        if (accepted)
            writes.push_back(raise(row, row.generation));
        StoredCommand durable = row;
        durable.state = accepted ? CommandState::HostAccepted : CommandState::Rejected;
        writes.push_back(CommandLedger::saving(durable));
        m_ledger.add(std::move(row));
    }
    m_parts.journal.attempt(
        [writes, host = host(), now = m_parts.clock.wall()](HostStore& store) {
            CommandTable(store).prune(host, now);
            for (const Journal::Write& write : writes)
                write(store);
        },
        [this, all] { takenUp(all); }, [this, all](const QString& why) { notTakenUp(all, why); });
}

void HostCommands::takenUp(const std::vector<Taken>& all)
{
    if (m_parts.step)
        m_parts.step("command-accepted");
    for (const Taken& one : all) {
        const CommandDetail why = m_ledger.at(one.key).why;
        if (!why.code.isEmpty()) {
            m_ledger.enter(one.key, CommandState::Rejected, why);
            continue;
        }
        m_ledger.enter(one.key, CommandState::HostAccepted);
        act(one.key);
    }
}

void HostCommands::notTakenUp(const std::vector<Taken>& all, const QString& why)
{
    for (const Taken& one : all) {
        StoredCommand row = m_ledger.drop(one.key);
        row.state = CommandState::Rejected;
        if (row.why.code.isEmpty()) {
            (void)raise(row, one.generation); // back, in memory: nothing is to be written
            row.generation = one.generation;
            row.why = detail("disk",
                QStringLiteral("this host cannot write down that it took it up, so nothing was "
                               "done: %1")
                    .arg(why));
        }
        m_ledger.tell(row);
    }
}

void HostCommands::act(const Key& key)
{
    const CommandVerb verb = m_ledger.at(key).verb;
    if (isAboutVm(verb))
        endVm(key);
    else if (verb == CommandVerb::CacheEvict)
        evict(key);
    else
        setMode(key);
}

void HostCommands::setMode(const Key& key)
{
    const StoredCommand& row = m_ledger.at(key);
    StoredCommand after = row;
    after.state = isDrainsFirstPart(row) ? CommandState::Executing : CommandState::Succeeded;
    after.why = isDrainsFirstPart(row) ? detail("cordoned") : CommandDetail{};
    after.changed = m_parts.clock.wall();
    const QString problem =
        m_parts.mode.set(modeAfter(row), row.digest, CommandLedger::saving(after),
            [this, key, after] { m_ledger.enter(key, after.state, after.why); });
    if (!problem.isEmpty())
        m_ledger.commit(key, CommandState::Failed, detail("record", problem));
}

void HostCommands::endVm(const Key& key)
{
    const StoredCommand row = m_ledger.at(key);
    VmLife* life = m_parts.life(VmId(row.target));
    if (!life) {
        // Executing: the hostd before this one has ended it, and was killed before it said so.
        const bool done = row.state == CommandState::Executing;
        m_ledger.commit(
            key, CommandState::Succeeded, done ? CommandDetail{} : detail("already-gone"));
        return;
    }
    m_ledger.commit(key, CommandState::Executing);
    if (row.verb != CommandVerb::Cancel) {
        life->tearDownAgain(row.digest);
        return;
    }
    const std::chrono::milliseconds grace = graceOf(row.params).value_or(defaultGrace);
    const auto spent =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_parts.clock.wall() - row.takenUp);
    const auto left = std::clamp(grace - spent, std::chrono::milliseconds(0), grace);
    life->end(left, {JobExitKind::Cancelled, Trigger::Command, row.digest});
}

// Its end is durable with the volume's.
void HostCommands::evict(const Key& key)
{
    StoredCommand after = m_ledger.at(key);
    const VolumeId volume(after.target);
    if (const auto problem = m_parts.caches.evictionProblem(volume)) {
        m_ledger.commit(key, CommandState::Failed, detail("attached", *problem));
        return;
    }
    after.state = CommandState::Succeeded;
    after.why = m_parts.caches.find(volume) ? CommandDetail{} : detail("already-gone");
    after.changed = m_parts.clock.wall();
    m_parts.journal.attempt(
        [remove = m_parts.caches.evicting(volume), save = CommandLedger::saving(after)](
            HostStore& store) {
            remove(store);
            save(store);
        },
        [this, key, after] {
            m_parts.caches.settled();
            m_ledger.enter(key, after.state, after.why);
        },
        [this, key](const QString& why) {
            m_ledger.commit(key, CommandState::Failed, detail("disk", why));
        });
}

void HostCommands::runCommitted(const VmId& vm, Outcome outcome, const QString& commandDigest)
{
    for (const Key& key : m_ledger.executingOn(vm)) {
        if (endsLife(outcome))
            m_ledger.commit(key, CommandState::Succeeded);
        else if (m_ledger.at(key).digest == commandDigest)
            m_ledger.commit(key, CommandState::Failed, {outcomeName(outcome), {}});
    }
}

void HostCommands::neverBorn(const VmId& vm)
{
    for (const Key& key : m_ledger.executingOn(vm))
        m_ledger.commit(key, CommandState::Succeeded,
            detail("already-gone", QStringLiteral("it was never born")));
}

void HostCommands::resume()
{
    for (const Key& key : m_ledger.load()) {
        const StoredCommand& row = m_ledger.at(key);
        if (row.state != CommandState::Executing || !isDrainsFirstPart(row))
            act(key);
    }
}

TargetView HostCommands::view(const CommandTarget& target) const
{
    TargetView seen;
    seen.mode = m_parts.mode.mode();
    if (target.kind == TargetKind::Volume) {
        const VolumeId volume(target.uid);
        seen.here = m_parts.caches.find(volume).has_value();
        seen.attached = m_parts.caches.evictionProblem(volume).value_or(QString());
    } else if (target.kind == TargetKind::Host) {
        seen.here = target.uid == host().text();
        seen.generation = seen.here ? m_parts.mode.generation() : 0;
    } else if (const VmLife* life = m_parts.life(VmId(target.uid))) {
        seen.here = true;
        seen.generation = life->entry().generation;
        seen.jobEnded = life->jobState() == JobState::Ended;
    }
    return seen;
}

} // namespace Espalier::Hostd
