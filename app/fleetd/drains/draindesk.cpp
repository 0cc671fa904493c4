// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draindesk.h"

#include "hostcourse.h"

#include <fleetd/record/life.h>
#include <wire/convertorders.h>

#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logDrains, "espalier.drains")

constexpr std::chrono::milliseconds soon{100}; // many commits, one look
constexpr size_t objectsAtOnce = 100; // in one commit; each VM brings its job and an audit entry

v1::Drain wireOf(const Drain& drain)
{
    v1::Drain message;
    Wire::toWire(drain, message);
    return message;
}

// Could this change what a drain waits for?
bool matters(const v1::Object& object)
{
    return object.has_host() || object.has_slot() || object.has_vm() || object.has_command()
        || object.has_drain() || object.has_record();
}

// With what this commit has made of it already.
ObjectPtr hostNow(const FleetRecord& record, const Draft& draft, const HostId& host)
{
    const std::string uid = host.text().toStdString();
    const ObjectPtr pending = draft.pending(v1::OBJECT_TYPE_HOST, uid);
    return pending ? pending : record.find(v1::OBJECT_TYPE_HOST, uid);
}

} // namespace

DrainDesk::DrainDesk(Parts parts)
    : m_parts(std::move(parts))
    , m_facts(m_parts.record, m_parts.samples, m_parts.takesWork, m_parts.hears, m_parts.floors)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { stepAll(); });
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_DRAIN))
        note(object->drain());
    m_parts.record.listen(this);
}

void DrainDesk::note(const v1::Drain& drain)
{
    const DrainState state = drainStateFromName(QString::fromStdString(drain.state()));
    if (state == DrainState::Running || state == DrainState::AtDeadline)
        m_open.insert(drain.uid());
    else
        m_open.erase(drain.uid());
}

std::optional<Drain> DrainDesk::drain(const CommandId& id) const
{
    const ObjectPtr object = m_parts.record.find(v1::OBJECT_TYPE_DRAIN, id.text().toStdString());
    return object ? std::optional(Wire::fromWire(object->drain())) : std::nullopt;
}

std::vector<Drain> DrainDesk::openDrains() const
{
    std::vector<Drain> open;
    for (const std::string& uid : m_open) {
        if (auto known = drain(CommandId(QString::fromStdString(uid))))
            open.push_back(std::move(*known));
    }
    return open;
}

void DrainDesk::committed(const CommitPtr& commit)
{
    bool touched = false;
    for (const CommitEvent& event : commit->events) {
        touched = touched || matters(*event.object);
        if (event.object->has_record() && event.object->record().type() == "HostMode")
            m_facts.forgetModes(event.object->record().host());
        if (event.object->has_drain() && event.op != v1::Event::OP_DELETED)
            note(event.object->drain());
    }
    if (touched && !m_open.empty() && !m_soon.isActive())
        m_soon.start();
}

void DrainDesk::tick()
{
    stepAll();
    releaseReturned();
    retireOld();
}

void DrainDesk::stepAll()
{
    if (m_open.empty()) {
        m_facts.forgetAll();
        m_ordered.clear();
    }
    try {
        for (const Drain& drain : openDrains())
            step(drain);
    } catch (const Daemon::DatabaseError& error) {
        qCCritical(logDrains).noquote() << "drains wait:" << error.text();
    }
}

void DrainDesk::step(const Drain& drain)
{
    const DrainStep next = stepDrain(drain, m_facts.of(drain));
    if (!(next.drain == drain)) {
        m_parts.record.commit([&](Draft& draft) { put(draft, drain, next.drain); });
        dispatch(drain, next.drain);
    }
    cancel(next.drain, next.cancels);
}

// What became due only now; what was due before, the dispatcher sends and repeats by itself.
void DrainDesk::dispatch(const Drain& before, const Drain& after)
{
    for (const DrainHost& host : after.hosts) {
        const auto due = partDue(after, host.host);
        if (due && due != partDue(before, host.host))
            m_parts.dispatcher.dispatch(
                after.id.text().toStdString(), host.host.text().toStdString());
    }
}

void DrainDesk::put(Draft& draft, const Drain& before, const Drain& after) const
{
    draft.put(wireOf(after));
    for (const DrainHost& host : after.hosts) {
        const DrainHost* known = hostIn(before, host.host);
        const bool was = known && isThrough(*known);
        if (known && known->phase == DrainPhase::Emptied && !isThrough(host))
            audit(draft, after, host.host.text().toStdString(), "not-emptied");
        if (was || !isThrough(host))
            continue;
        if (host.phase == DrainPhase::Emptied) {
            audit(draft, after, host.host.text().toStdString(), "emptied");
        } else { // the command that took it out has its own entry
            release(draft, host.host, after.id);
            supersede(draft, after, host.host);
        }
    }
    if (before.state != after.state && after.state != DrainState::Stopped)
        audit(draft, after, {}, drainStateName(after.state).toLatin1().constData());
}

void DrainDesk::begin(Draft& draft, const Drain& drain) const
{
    draft.put(wireOf(drain));
    for (const DrainHost& one : drain.hosts) {
        const ObjectPtr object = hostNow(m_parts.record, draft, one.host);
        if (!object)
            continue;
        v1::Host host = object->host();
        host.set_drain(drain.id.text().toStdString());
        draft.put(std::move(host));
    }
}

void DrainDesk::release(Draft& draft, const HostId& id, const CommandId& drain) const
{
    const ObjectPtr object = hostNow(m_parts.record, draft, id);
    if (!object || object->host().drain() != drain.text().toStdString())
        return;
    v1::Host host = object->host();
    host.clear_drain();
    draft.put(std::move(host));
}

// A host stays part of its drain for as long as it drains, also when that is over: until then it
// can be returned to service through it.
void DrainDesk::releaseReturned()
{
    std::vector<std::pair<HostId, CommandId>> returned;
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_HOST)) {
        const v1::Host& host = object->host();
        if (!host.drain().empty() && host.mode() != "draining" && !m_open.contains(host.drain())
            && returned.size() < objectsAtOnce)
            returned.emplace_back(
                QString::fromStdString(uid), QString::fromStdString(host.drain()));
    }
    if (returned.empty())
        return;
    m_parts.record.commit([&](Draft& draft) {
        for (const auto& [host, drain] : returned)
            release(draft, host, drain);
    });
}

// A host that is out of the drain will not follow its command any more.
void DrainDesk::supersede(Draft& draft, const Drain& drain, const HostId& host) const
{
    CommandLife life(m_parts.record, m_parts.audit, draft, drain.id.text().toStdString());
    if (!life.isKnown())
        return;
    life.move(host.text().toStdString(), CommandState::Failed,
        {QStringLiteral("superseded"), QStringLiteral("the host was taken out of the drain")});
    life.save();
}

void DrainDesk::audit(
    Draft& draft, const Drain& drain, const std::string& host, const char* result) const
{
    v1::AuditEntry entry;
    entry.set_actor(drain.by.toStdString());
    entry.set_action("drain");
    entry.set_target(host);
    if (!host.empty())
        entry.set_target_code(placeCode(m_parts.record, "host", host));
    entry.set_reason(drain.reason.toStdString());
    entry.set_ticket(drain.ticket.toStdString());
    entry.set_result(result);
    entry.set_command(drain.id.text().toStdString());
    m_parts.audit.add(draft, std::move(entry));
}

void DrainDesk::cancel(const Drain& drain, const std::vector<DrainCancel>& cancels)
{
    std::vector<DrainCancel> due;
    const MonoTime now = m_parts.record.clock().mono();
    for (const DrainCancel& cancel : cancels) {
        const auto last = m_ordered.find(cancel.vm.text().toStdString());
        if (last == m_ordered.end() || now - last->second >= repeatEvery)
            due.push_back(cancel);
    }
    for (size_t first = 0; first < due.size(); first += objectsAtOnce)
        order(drain,
            {due.begin() + static_cast<ptrdiff_t>(first),
                due.begin() + static_cast<ptrdiff_t>(std::min(first + objectsAtOnce, due.size()))});
}

void DrainDesk::order(const Drain& drain, const std::vector<DrainCancel>& cancels)
{
    m_parts.record.commit([&](Draft& draft) {
        for (const DrainCancel& cancel : cancels) {
            Life life(m_parts.record, draft, cancel.vm.text().toStdString());
            if (life.vm().intent() != "run")
                continue;
            life.wantTeardown();
            life.save();
            v1::AuditEntry entry;
            entry.set_actor(drain.by.toStdString());
            entry.set_action("drain-cancel");
            entry.set_target(life.vm().uid());
            entry.set_target_code(placeCode(m_parts.record, "vm", life.vm().uid()));
            entry.set_reason(drain.reason.toStdString());
            entry.set_ticket(drain.ticket.toStdString());
            entry.set_result("ordered");
            entry.set_command(drain.id.text().toStdString());
            m_parts.audit.add(draft, std::move(entry));
        }
    });
    const auto command =
        m_parts.record.stored(v1::OBJECT_TYPE_COMMAND, drain.id.text().toStdString());
    const std::string digest = command ? command->command().digest() : std::string();
    for (const DrainCancel& cancel : cancels) {
        const std::string uid = cancel.vm.text().toStdString();
        const auto vm = m_parts.record.vm(uid);
        if (!vm)
            continue;
        m_parts.scheduler.askTeardown(
            *vm, "drain", static_cast<quint32>(cancel.grace.count()), digest);
        m_ordered[uid] = m_parts.record.clock().mono();
    }
}

DrainPreview DrainDesk::previewOf(
    const std::vector<HostId>& targets, const DrainParams& params) const
{
    std::map<std::pair<std::string, std::string>, RunTimes> known; // one question each
    const PreviewKnowledge knowledge{
        [this, &known](const std::string& tenant, const std::string& pipeline) {
            const auto key = std::pair(tenant, pipeline);
            const auto found = known.find(key);
            return found != known.end()
                ? found->second
                : known.emplace(key, m_parts.store.runTimes(tenant, pipeline)).first->second;
        },
        m_parts.takesWork, m_parts.hears, m_parts.floors};
    return preview(
        viewOf(m_parts.record), knowledge, targets, params, m_parts.record.clock().wall());
}

void DrainDesk::retireOld()
{
    std::vector<std::string> old;
    const qint64 before = m_parts.record.nowNs() - std::chrono::nanoseconds(keep).count();
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_DRAIN)) {
        const qint64 ended = object->drain().ended_at_ns();
        if (ended > 0 && ended < before && old.size() < objectsAtOnce)
            old.push_back(uid);
    }
    if (old.empty())
        return;
    m_parts.record.commit([&old](Draft& draft) {
        for (const std::string& uid : old)
            draft.retire(v1::OBJECT_TYPE_DRAIN, uid);
    });
}

} // namespace Espalier::Fleetd
