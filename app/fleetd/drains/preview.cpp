// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview.h"

#include "estimate.h"

#include <wire/convert.h>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace Espalier::Fleetd {

namespace {

using CheckKind = DrainPreview::CheckKind;

constexpr std::chrono::hours longestLimit{4}; // domain.md 1; for a job whose row is gone

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

WallTime wallOf(qint64 ns) { return WallTime(std::chrono::nanoseconds(ns)); }

const v1::Host* hostIn(const FleetView& fleet, const std::string& uid)
{
    const auto found = fleet.hosts.find(uid);
    return found == fleet.hosts.end() ? nullptr : &found->second->host();
}

const v1::Slot* slotIn(const FleetView& fleet, const std::string& uid)
{
    const auto found = fleet.slots_.find(uid);
    return found == fleet.slots_.end() ? nullptr : &found->second->slot();
}

QString codeOf(const FleetView& fleet, const std::string& host)
{
    const v1::Host* known = hostIn(fleet, host);
    return known ? text(known->code()) : text(host);
}

bool isFree(const v1::Slot& slot, const v1::Host& host, const TakesWork& takesWork)
{
    return slot.vm().empty() && !slot.quarantined() && takesWork(host);
}

// One computation: what the sections share.
class Previewing final {
public:
    Previewing(const FleetView& fleet, const PreviewKnowledge& knowledge,
        const std::vector<HostId>& targets, const DrainParams& params, WallTime now);
    [[nodiscard]] DrainPreview result();

private:
    [[nodiscard]] bool isTarget(const std::string& host) const { return m_targets.contains(host); }
    void lookAtVms();
    void addJob(const v1::Vm& vm);
    void lookAtEnd(const v1::Vm& vm);
    void lookAtVolumes();
    void lookAtPools();
    void addSlot(DrainPreview::Pool& pool, const v1::Slot& slot, const v1::Host& host) const;
    void lookAtHosts();
    void lookAtDrains();
    void lookAtDeadline();
    void fail(CheckKind kind, const QString& where, bool refuses = false);
    void sumUp(CheckKind kind);

    const FleetView& m_fleet;
    const PreviewKnowledge& m_knowledge;
    const DrainParams& m_params;
    const WallTime m_now;
    std::unordered_set<std::string> m_targets;
    std::set<std::string> m_tenants;
    QString m_lastJob; // of the latest p95
    DrainPreview m_preview;
    std::vector<DrainPreview::Check> m_failed;
};

Previewing::Previewing(const FleetView& fleet, const PreviewKnowledge& knowledge,
    const std::vector<HostId>& targets, const DrainParams& params, WallTime now)
    : m_fleet(fleet)
    , m_knowledge(knowledge)
    , m_params(params)
    , m_now(now)
{
    for (const HostId& host : targets)
        m_targets.insert(host.text().toStdString());
}

DrainPreview Previewing::result()
{
    m_preview.revision = m_fleet.revision;
    m_preview.at = m_now;
    m_preview.hosts = static_cast<int>(m_targets.size());
    lookAtVms();
    lookAtVolumes();
    lookAtPools();
    lookAtHosts();
    lookAtDrains();
    lookAtDeadline();
    for (const CheckKind kind : {CheckKind::OtherDrain, CheckKind::HostSilent,
             CheckKind::HostNotInService, CheckKind::SlotStuck, CheckKind::SlotUnconfirmed,
             CheckKind::BelowFloor, CheckKind::DeadlineShort})
        sumUp(kind);
    return std::move(m_preview);
}

void Previewing::fail(CheckKind kind, const QString& where, bool refuses)
{
    m_failed.push_back({kind, false, where, refuses});
}

// One line for what passed, one for each place that did not.
void Previewing::sumUp(CheckKind kind)
{
    const size_t before = m_preview.checks.size();
    for (const DrainPreview::Check& check : m_failed) {
        if (check.kind == kind)
            m_preview.checks.push_back(check);
    }
    const auto first = m_preview.checks.begin() + static_cast<qsizetype>(before);
    std::sort(first, m_preview.checks.end(),
        [](const auto& a, const auto& b) { return a.where < b.where; });
    const bool asked = kind != CheckKind::DeadlineShort || m_params.deadline;
    if (m_preview.checks.size() == before && asked)
        m_preview.checks.push_back({kind, true, {}, false});
}

void Previewing::lookAtVms()
{
    for (const auto& [uid, object] : m_fleet.vms) {
        const v1::Vm& vm = object->vm();
        if (!isTarget(vm.host()))
            continue;
        if (vm.teardown().empty() && vm.job_ended_at_ns() == 0)
            addJob(vm);
        else
            lookAtEnd(vm);
    }
    m_preview.tenants = static_cast<int>(m_tenants.size());
}

void Previewing::addJob(const v1::Vm& vm)
{
    ++m_preview.jobs;
    m_tenants.insert(vm.tenant().empty() ? vm.tenant_pseudonym() : vm.tenant());
    const auto found = m_fleet.jobs.find(vm.job());
    const v1::Job* job = found == m_fleet.jobs.end() ? nullptr : &found->second->job();
    const RunTimes times = job ? m_knowledge.runTimes(job->tenant(), job->pipeline()) : RunTimes{};
    const std::chrono::seconds limit =
        job ? std::chrono::seconds(job->time_limit_s()) : std::chrono::seconds(longestLimit);
    const WallTime begun = vm.started_at_ns() > 0 ? wallOf(vm.started_at_ns()) : m_now;
    const Estimate estimate = estimateOf(begun, limit, times);
    const QString name = job ? text(job->tenant() + '/' + job->pipeline()) : text(vm.uid());
    if (times.runs == 0)
        ++m_preview.jobsByLimit;
    else
        m_preview.p50 = std::max({m_preview.p50.value_or(m_now), *estimate.p50, m_now});
    if (!m_preview.p95 || estimate.p95 > *m_preview.p95)
        m_lastJob = name;
    m_preview.p95 = std::max({m_preview.p95.value_or(m_now), estimate.p95, m_now});
    const std::chrono::nanoseconds elapsed = std::max(m_now - begun, std::chrono::nanoseconds(0));
    if (!m_preview.longestJob.isEmpty() && elapsed <= m_preview.longestElapsed)
        return;
    m_preview.longestJob = name;
    m_preview.longestElapsed = elapsed;
    m_preview.longestP95 =
        times.runs == 0 ? std::nullopt : std::optional<std::chrono::milliseconds>(times.p95);
}

// A life whose job is over: is there anything that will keep the drain from its end?
void Previewing::lookAtEnd(const v1::Vm& vm)
{
    const v1::Slot* slot = slotIn(m_fleet, vm.slot());
    const QString where = slot ? text(slot->code()) : text(vm.slot());
    if (!vm.teardown().empty()) {
        if (slot && slot->vm() == vm.uid()) // ended, and the slot waits for a reboot
            fail(CheckKind::SlotUnconfirmed, where);
    } else if (vm.failed_teardowns() > 0) {
        fail(CheckKind::SlotStuck, where);
    } else if (m_now - wallOf(vm.job_ended_at_ns()) > teardownSlo) {
        fail(CheckKind::SlotUnconfirmed, where);
    }
}

void Previewing::lookAtVolumes()
{
    std::set<std::string> tenants;
    for (const auto& [uid, object] : m_fleet.volumes) {
        const v1::CacheVolume& volume = object->cache_volume();
        const bool onlyHere = std::all_of(volume.versions().begin(), volume.versions().end(),
            [this](const auto& version) { return isTarget(version.host()); });
        if (volume.versions().empty() || !onlyHere)
            continue;
        ++m_preview.coldVolumes;
        tenants.insert(volume.tenant());
    }
    for (const std::string& tenant : tenants)
        m_preview.coldTenants.emplace_back(text(tenant));
}

void Previewing::addSlot(DrainPreview::Pool& pool, const v1::Slot& slot, const v1::Host& host) const
{
    if (!isFree(slot, host, m_knowledge.takesWork))
        return;
    const int stays = isTarget(host.uid()) ? 0 : 1;
    const int proven = slot.proven_free() ? 1 : 0;
    pool.freeBefore += 1;
    pool.freeAfter += stays;
    pool.provenBefore += proven;
    pool.provenAfter += proven * stays;
}

void Previewing::lookAtPools()
{
    std::map<std::string, DrainPreview::Pool> pools;
    std::map<std::string, std::set<std::string>> shapes;
    for (const std::string& uid : m_targets) {
        if (const v1::Host* host = hostIn(m_fleet, uid))
            pools[host->pool()].pool = text(host->pool());
    }
    for (const auto& [uid, object] : m_fleet.slots_) {
        const v1::Slot& slot = object->slot();
        const v1::Host* host = hostIn(m_fleet, slot.host());
        const auto pool = host ? pools.find(host->pool()) : pools.end();
        if (pool == pools.end())
            continue;
        addSlot(pool->second, slot, *host);
        shapes[host->pool()].insert(slot.shape());
    }
    for (const auto& [uid, object] : m_fleet.jobs) {
        if (object->job().state() != "queued")
            continue;
        for (auto& [name, pool] : pools)
            pool.queued += shapes[name].contains(object->job().shape()) ? 1 : 0;
    }
    for (auto& [name, pool] : pools) {
        const auto floor = m_knowledge.floors.find(name);
        pool.floor = floor == m_knowledge.floors.end() ? 0 : floor->second;
        if (pool.freeAfter < pool.floor)
            fail(CheckKind::BelowFloor, pool.pool);
        m_preview.pools.push_back(pool);
    }
}

void Previewing::lookAtHosts()
{
    for (const std::string& uid : m_targets) {
        const v1::Host* host = hostIn(m_fleet, uid);
        if (!host || !host->attached() || host->lost() || !m_knowledge.hears(uid))
            fail(CheckKind::HostSilent, codeOf(m_fleet, uid));
        // A cordoned host goes the same way; the others are somebody's, or something's, already.
        if (host && host->mode() != "in-service" && host->mode() != "cordoned")
            fail(CheckKind::HostNotInService, codeOf(m_fleet, uid));
    }
}

// The same host twice is refused; another drain in the same row is worth knowing.
void Previewing::lookAtDrains()
{
    std::set<std::string> rows;
    for (const std::string& uid : m_targets) {
        if (const v1::Host* host = hostIn(m_fleet, uid))
            rows.insert(host->row());
    }
    for (const auto& [uid, object] : m_fleet.drains) {
        const v1::Drain& drain = object->drain();
        if ((drain.state() != "running" && drain.state() != "at-deadline")
            || text(drain.uid()) == m_params.amends.text())
            continue;
        for (const auto& progress : drain.hosts()) {
            const v1::Host* host = hostIn(m_fleet, progress.host());
            const bool same = isTarget(progress.host()) && progress.phase() != "stopped"
                && progress.phase() != "emptied";
            if (same || (host && progress.phase() != "stopped" && rows.contains(host->row())))
                fail(CheckKind::OtherDrain, codeOf(m_fleet, progress.host()), same);
        }
    }
}

void Previewing::lookAtDeadline()
{
    if (m_params.deadline && m_preview.p95 && *m_params.deadline < *m_preview.p95)
        fail(CheckKind::DeadlineShort, m_lastJob);
}

} // namespace

FleetView viewOf(const FleetRecord& record)
{
    return {record.revision(), record.table(v1::OBJECT_TYPE_HOST),
        record.table(v1::OBJECT_TYPE_SLOT), record.table(v1::OBJECT_TYPE_VM),
        record.table(v1::OBJECT_TYPE_JOB), record.table(v1::OBJECT_TYPE_DRAIN),
        record.table(v1::OBJECT_TYPE_CACHE_VOLUME)};
}

Evidence::Result<Floors> readFloors(const QString& text)
{
    Floors floors;
    for (const QString& entry : text.split(u',', Qt::SkipEmptyParts)) {
        const QString pool = entry.section(u'=', 0, 0).trimmed();
        bool isNumber = false;
        const int floor = entry.section(u'=', 1).trimmed().toInt(&isNumber);
        if (pool.isEmpty() || !isNumber || floor < 0)
            return Evidence::Error{
                QStringLiteral("\"%1\" is no floor: a pool and how many free slots it keeps are "
                               "needed, as in small=150,large=4")
                    .arg(entry)};
        floors[pool.toStdString()] = floor;
    }
    return floors;
}

std::map<std::string, int> freeSlotsOf(const FleetView& fleet, const TakesWork& takesWork)
{
    std::map<std::string, int> free;
    for (const auto& [uid, object] : fleet.slots_) {
        const v1::Host* host = hostIn(fleet, object->slot().host());
        if (host && isFree(object->slot(), *host, takesWork))
            ++free[host->pool()];
    }
    return free;
}

DrainPreview preview(const FleetView& fleet, const PreviewKnowledge& knowledge,
    const std::vector<HostId>& targets, const DrainParams& params, WallTime now)
{
    return Previewing(fleet, knowledge, targets, params, now).result();
}

} // namespace Espalier::Fleetd
