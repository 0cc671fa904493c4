// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "factsource.h"

#include "estimate.h"

#include <evidence/dsse.h>
#include <evidence/statement.h>
#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

WallTime wallOf(qint64 ns) { return WallTime(std::chrono::nanoseconds(ns)); }

// The host's words, or fleetd's, if this command will not be followed there.
QString refusalIn(const v1::Command* command, const std::string& host)
{
    if (!command)
        return {};
    for (const auto& target : command->targets()) {
        if (target.uid() != host)
            continue;
        const CommandState state = commandStateFromName(text(target.state()));
        if (isOpen(state) || state == CommandState::Succeeded)
            return {};
        const QString code = text(target.code().empty() ? target.state() : target.code());
        return target.detail().empty() ? code : code + QStringLiteral(": ") + text(target.detail());
    }
    return {};
}

} // namespace

void FactSource::forgetAll()
{
    m_modes.clear();
    m_statements.clear();
    m_retired.clear();
}

DrainFacts FactSource::of(const Drain& drain)
{
    DrainFacts facts;
    facts.now = m_record.clock().wall();
    const auto object = m_record.stored(v1::OBJECT_TYPE_COMMAND, drain.id.text().toStdString());
    const v1::Command* command = object ? &object->command() : nullptr;
    if (command)
        facts.digest = text(command->digest());
    const std::set<std::string> tight = shortPools(drain);
    for (const DrainHost& host : drain.hosts) {
        DrainHostFacts seen = hostOf(host, command);
        const auto known = m_record.host(host.host.text().toStdString());
        if (known && tight.contains(known->pool()))
            seen.shortPool = text(known->pool());
        facts.hosts.emplace(host.host, std::move(seen));
    }
    return facts;
}

DrainHostFacts FactSource::hostOf(const DrainHost& host, const v1::Command* command)
{
    const std::string uid = host.host.text().toStdString();
    DrainHostFacts seen;
    const auto known = m_record.host(uid);
    seen.silent = !known || !known->attached() || !m_hears(uid);
    seen.lost = known && known->lost();
    seen.modes = modesOf(uid);
    seen.statement = statementOf(uid);
    seen.refused = refusalIn(command, uid);
    std::set<std::string> vms(
        m_record.onHost().vmsOf(uid).begin(), m_record.onHost().vmsOf(uid).end());
    for (const VmId& vm : host.vms)
        vms.insert(vm.text().toStdString());
    for (const std::string& vm : vms) {
        if (auto facts = vmOf(vm))
            seen.vms.push_back(std::move(*facts));
    }
    return seen;
}

std::vector<DrainModeFacts> FactSource::modesOf(const std::string& host)
{
    auto found = m_modes.find(host);
    if (found == m_modes.end())
        found = m_modes.emplace(host, newestModes(m_record.database(), host)).first;
    std::vector<DrainModeFacts> modes;
    for (const StoredMode& mode : found->second)
        modes.push_back({mode.seq, mode.mode, mode.command});
    return modes;
}

std::optional<DrainStatementFacts> FactSource::statementOf(const std::string& host)
{
    const Sample* newest = m_samples.newest(host);
    if (!newest)
        return std::nullopt;
    Statement& known = m_statements[host];
    if (known.envelope == newest->envelope)
        return known.facts;
    // It was verified before it became the newest.
    const auto envelope = Evidence::parseEnvelope(QByteArray::fromStdString(*newest->envelope));
    if (!envelope)
        return std::nullopt;
    const auto stated = Evidence::readStatement(envelope->payload);
    if (!stated)
        return std::nullopt;
    known.envelope = newest->envelope;
    known.facts = {stated->headSeq, {}};
    for (const Evidence::StatedVm& vm : stated->vms)
        known.facts.vms.push_back(vm.id);
    return known.facts;
}

// From the record, or as it was when it left it; nullopt: it was never there.
std::optional<DrainVmFacts> FactSource::vmOf(const std::string& uid)
{
    if (const auto vm = m_record.vm(uid))
        return factsOf(*vm);
    if (const auto known = m_retired.find(uid); known != m_retired.end())
        return known->second;
    const auto object = m_record.stored(v1::OBJECT_TYPE_VM, uid);
    if (!object)
        return std::nullopt;
    DrainVmFacts facts = factsOf(object->vm());
    if (object->vm().birth().empty()) { // withdrawn: there was never anything
        facts.running = false;
        facts.freed = true;
    }
    if (facts.freed) // all else may still change
        m_retired.emplace(uid, facts);
    return facts;
}

DrainVmFacts FactSource::factsOf(const v1::Vm& vm) const
{
    DrainVmFacts facts;
    facts.id = VmId(text(vm.uid()));
    const bool ended = !vm.teardown().empty();
    const auto slot = m_record.slot(vm.slot());
    const bool holdsSlot = slot && slot->vm() == vm.uid();
    facts.running = !ended && vm.job_ended_at_ns() == 0;
    facts.freed = ended && !holdsSlot;
    facts.degraded = ended && holdsSlot;
    facts.failed = !ended && vm.failed_teardowns() > 0;
    if (vm.job_ended_at_ns() != 0)
        facts.endedAt = wallOf(vm.job_ended_at_ns());
    facts.goneSeq = ended ? hostSeqOf(vm.teardown()) : 0;
    const auto job = m_record.job(vm.job());
    if (!facts.running || !job || job->past_runs() == 0)
        return facts;
    const RunTimes times{static_cast<int>(job->past_runs()),
        std::chrono::milliseconds(job->p50_ms()), std::chrono::milliseconds(job->p95_ms())};
    const qint64 begun = vm.started_at_ns() > 0 ? vm.started_at_ns() : vm.placed_at_ns();
    const Estimate estimate =
        estimateOf(wallOf(begun), std::chrono::seconds(job->time_limit_s()), times);
    facts.etaFrom = estimate.p50;
    facts.etaTo = estimate.p95;
    return facts;
}

// Looked at only while a wave is still to come: it costs a walk over all slots.
std::set<std::string> FactSource::shortPools(const Drain& drain) const
{
    std::set<std::string> tight;
    const bool waits = std::any_of(drain.hosts.begin(), drain.hosts.end(),
        [&drain](const DrainHost& host) { return host.wave > drain.wave; });
    if (m_floors.empty() || !waits)
        return tight;
    const std::map<std::string, int> free = freeSlotsOf(viewOf(m_record), m_takesWork);
    for (const auto& [pool, floor] : m_floors) {
        const auto found = free.find(pool);
        if ((found == free.end() ? 0 : found->second) < floor)
            tight.insert(pool);
    }
    return tight;
}

} // namespace Espalier::Fleetd
