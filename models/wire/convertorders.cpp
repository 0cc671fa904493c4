// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "convertorders.h"

#include "convert.h"

#include <algorithm>

namespace Espalier::Wire {

namespace {

QString text(const std::string& value) { return QString::fromStdString(value); }

WallTime wall(qint64 ns) { return WallTime(std::chrono::nanoseconds(ns)); }

TargetStatus from(const v1::Command::TargetStatus& m)
{
    TargetStatus status;
    status.target.kind = targetKindFromName(text(m.kind())).value_or(TargetKind::Host);
    status.target.uid = text(m.uid());
    status.target.generation = m.generation();
    status.target.host = HostId(text(m.host()));
    status.target.bootId = text(m.boot_id());
    status.state = commandStateFromName(text(m.state()));
    status.why = {text(m.code()), text(m.detail())};
    status.at = wall(m.at_ns());
    return status;
}

void to(const TargetStatus& status, v1::Command::TargetStatus* m)
{
    m->set_kind(targetKindName(status.target.kind).toStdString());
    m->set_uid(status.target.uid.toStdString());
    m->set_generation(status.target.generation);
    m->set_host(status.target.host.text().toStdString());
    m->set_boot_id(status.target.bootId.toStdString());
    m->set_state(commandStateName(status.state).toStdString());
    m->set_code(status.why.code.toStdString());
    m->set_detail(status.why.detail.toStdString());
    m->set_at_ns(timeToWire(status.at));
}

DrainHost from(const v1::Drain::HostProgress& m)
{
    DrainHost host;
    host.host = HostId(text(m.host()));
    host.wave = static_cast<int>(m.wave());
    host.phase = drainPhaseFromName(text(m.phase()));
    host.since = wall(m.since_ns());
    host.block = drainBlockFromName(text(m.block()));
    host.blockedBy = VmId(text(m.blocked_by()));
    host.detail = text(m.detail());
    host.etaFrom = timeFromWire(m.eta_from_ns());
    host.etaTo = timeFromWire(m.eta_to_ns());
    host.modeSeq = m.mode_seq();
    for (const std::string& vm : m.vms())
        host.vms.emplace_back(text(vm));
    host.cordonedAt = timeFromWire(m.cordoned_at_ns());
    host.waitingAt = timeFromWire(m.waiting_at_ns());
    host.tearingDownAt = timeFromWire(m.tearing_down_at_ns());
    host.confirmingAt = timeFromWire(m.confirming_at_ns());
    host.emptiedAt = timeFromWire(m.emptied_at_ns());
    return host;
}

void to(const DrainHost& host, v1::Drain::HostProgress* m)
{
    m->set_host(host.host.text().toStdString());
    m->set_wave(static_cast<uint32_t>(host.wave));
    m->set_phase(drainPhaseName(host.phase).toStdString());
    m->set_since_ns(timeToWire(host.since));
    m->set_block(drainBlockName(host.block).toStdString());
    m->set_blocked_by(host.blockedBy.text().toStdString());
    m->set_detail(host.detail.toStdString());
    m->set_eta_from_ns(timeToWire(host.etaFrom));
    m->set_eta_to_ns(timeToWire(host.etaTo));
    m->set_mode_seq(host.modeSeq);
    for (const VmId& vm : host.vms)
        m->add_vms(vm.text().toStdString());
    m->set_cordoned_at_ns(timeToWire(host.cordonedAt));
    m->set_waiting_at_ns(timeToWire(host.waitingAt));
    m->set_tearing_down_at_ns(timeToWire(host.tearingDownAt));
    m->set_confirming_at_ns(timeToWire(host.confirmingAt));
    m->set_emptied_at_ns(timeToWire(host.emptiedAt));
}

} // namespace

Command fromWire(const v1::Command& m)
{
    Command command;
    command.id = CommandId(text(m.uid()));
    command.generation = m.generation();
    command.site = SiteId(text(m.site()));
    command.verb = verbFromName(text(m.verb()));
    command.tier = tierFromName(text(m.tier())).value_or(Tier::T3);
    command.actor = text(m.actor());
    command.device = text(m.device());
    command.reason = text(m.reason());
    command.ticket = text(m.ticket());
    for (const auto& [key, value] : m.params())
        command.params.insert(text(key), text(value));
    command.issuedAt = wall(m.issued_at_ns());
    command.notAfter = wall(m.not_after_ns());
    command.receivedAt = wall(m.received_at_ns());
    command.digest = text(m.digest());
    for (const auto& target : m.targets())
        command.targets.push_back(from(target));
    return command;
}

void toWire(const Command& command, v1::Command& m)
{
    m.set_uid(command.id.text().toStdString());
    m.set_generation(command.generation);
    m.set_site(command.site.text().toStdString());
    m.set_verb(verbName(command.verb).toStdString());
    m.set_tier(tierName(command.tier).toStdString());
    m.set_actor(command.actor.toStdString());
    m.set_device(command.device.toStdString());
    m.set_reason(command.reason.toStdString());
    m.set_ticket(command.ticket.toStdString());
    for (auto it = command.params.begin(); it != command.params.end(); ++it)
        (*m.mutable_params())[it.key().toStdString()] = it.value().toStdString();
    m.set_issued_at_ns(timeToWire(command.issuedAt));
    m.set_not_after_ns(timeToWire(command.notAfter));
    m.set_received_at_ns(timeToWire(command.receivedAt));
    m.set_digest(command.digest.toStdString());
    for (const TargetStatus& status : command.targets)
        to(status, m.add_targets());
}

Drain fromWire(const v1::Drain& m)
{
    Drain drain;
    drain.id = CommandId(text(m.uid()));
    drain.generation = m.generation();
    drain.site = SiteId(text(m.site()));
    drain.group = text(m.group());
    drain.by = text(m.by());
    drain.reason = text(m.reason());
    drain.ticket = text(m.ticket());
    drain.state = drainStateFromName(text(m.state()));
    drain.startedAt = wall(m.started_at_ns());
    drain.deadline = timeFromWire(m.deadline_ns());
    drain.endedAt = timeFromWire(m.ended_at_ns());
    // What nobody understands destroys nothing.
    drain.atDeadline = atDeadlineFromName(text(m.at_deadline())).value_or(AtDeadline::Wait);
    drain.waveSize = static_cast<int>(m.wave_size());
    drain.cancelledAt = timeFromWire(m.cancelled_at_ns());
    drain.wave = std::max(1, static_cast<int>(m.wave()));
    for (const auto& host : m.hosts())
        drain.hosts.push_back(from(host));
    return drain;
}

void toWire(const Drain& drain, v1::Drain& m)
{
    m.set_uid(drain.id.text().toStdString());
    m.set_generation(drain.generation);
    m.set_site(drain.site.text().toStdString());
    m.set_group(drain.group.toStdString());
    m.set_by(drain.by.toStdString());
    m.set_reason(drain.reason.toStdString());
    m.set_ticket(drain.ticket.toStdString());
    m.set_state(drainStateName(drain.state).toStdString());
    m.set_started_at_ns(timeToWire(drain.startedAt));
    m.set_deadline_ns(timeToWire(drain.deadline));
    m.set_ended_at_ns(timeToWire(drain.endedAt));
    m.set_at_deadline(atDeadlineName(drain.atDeadline).toStdString());
    m.set_wave_size(static_cast<uint32_t>(drain.waveSize));
    m.set_cancelled_at_ns(timeToWire(drain.cancelledAt));
    m.set_wave(static_cast<uint32_t>(drain.wave));
    for (const DrainHost& host : drain.hosts)
        to(host, m.add_hosts());
}

CacheVolume fromWire(const v1::CacheVolume& m)
{
    CacheVolume volume;
    volume.id = VolumeId(text(m.uid()));
    volume.generation = m.generation();
    volume.site = SiteId(text(m.site()));
    volume.tenant = TenantId(text(m.tenant()));
    volume.cluster = text(m.cluster());
    volume.pipeline = text(m.pipeline());
    volume.name = text(m.name());
    volume.quota = m.quota_bytes();
    volume.pinned = m.pinned();
    volume.trustedWriter = !m.untrusted_writer();
    volume.createdAt = wall(m.created_at_ns());
    volume.lastUsed = timeFromWire(m.last_used_ns());
    for (const auto& version : m.versions())
        volume.versions.push_back({HostId(text(version.host())), version.version(), version.bytes(),
            wall(version.committed_at_ns()), VmId(text(version.writer()))});
    for (const auto& fork : m.forks())
        volume.forks.push_back(
            {text(fork.id()), HostId(text(fork.host())), VmId(text(fork.vm())), fork.base()});
    return volume;
}

void toWire(const CacheVolume& volume, v1::CacheVolume& m)
{
    m.set_uid(volume.id.text().toStdString());
    m.set_generation(volume.generation);
    m.set_site(volume.site.text().toStdString());
    m.set_tenant(volume.tenant.text().toStdString());
    m.set_cluster(volume.cluster.toStdString());
    m.set_pipeline(volume.pipeline.toStdString());
    m.set_name(volume.name.toStdString());
    m.set_quota_bytes(volume.quota);
    m.set_pinned(volume.pinned);
    m.set_untrusted_writer(!volume.trustedWriter);
    m.set_created_at_ns(timeToWire(volume.createdAt));
    m.set_last_used_ns(timeToWire(volume.lastUsed));
    for (const CacheVersion& version : volume.versions) {
        auto* one = m.add_versions();
        one->set_host(version.host.text().toStdString());
        one->set_version(version.version);
        one->set_bytes(version.bytes);
        one->set_committed_at_ns(timeToWire(version.committedAt));
        one->set_writer(version.writer.text().toStdString());
    }
    for (const CacheFork& fork : volume.forks) {
        auto* one = m.add_forks();
        one->set_id(fork.id.toStdString());
        one->set_host(fork.host.text().toStdString());
        one->set_vm(fork.vm.text().toStdString());
        one->set_base(fork.base);
    }
}

AlarmMark fromWire(const v1::AlarmMark& m)
{
    return {AlarmId(text(m.uid())), m.generation(), SiteId(text(m.site())), text(m.acked_by()),
        timeFromWire(m.acked_at_ns()), text(m.shelved_by()), text(m.reason()),
        timeFromWire(m.shelved_until_ns())};
}

void toWire(const AlarmMark& mark, v1::AlarmMark& m)
{
    m.set_uid(mark.id.text().toStdString());
    m.set_generation(mark.generation);
    m.set_site(mark.site.text().toStdString());
    m.set_acked_by(mark.ackedBy.toStdString());
    m.set_acked_at_ns(timeToWire(mark.ackedAt));
    m.set_shelved_by(mark.shelvedBy.toStdString());
    m.set_reason(mark.reason.toStdString());
    m.set_shelved_until_ns(timeToWire(mark.shelvedUntil));
}

AuditEntry fromWire(const v1::AuditEntry& m)
{
    return {AuditId(text(m.uid())), SiteId(text(m.site())), wall(m.at_ns()), text(m.actor()),
        text(m.device()), text(m.action()), text(m.target()), text(m.target_code()),
        text(m.reason()), text(m.ticket()), text(m.result()), text(m.result_detail()),
        CommandId(text(m.command()))};
}

void toWire(const AuditEntry& entry, v1::AuditEntry& m)
{
    m.set_uid(entry.id.text().toStdString());
    m.set_site(entry.site.text().toStdString());
    m.set_at_ns(timeToWire(entry.at));
    m.set_actor(entry.actor.toStdString());
    m.set_device(entry.device.toStdString());
    m.set_action(entry.action.toStdString());
    m.set_target(entry.target.toStdString());
    m.set_target_code(entry.targetCode.toStdString());
    m.set_reason(entry.reason.toStdString());
    m.set_ticket(entry.ticket.toStdString());
    m.set_result(entry.result.toStdString());
    m.set_result_detail(entry.resultDetail.toStdString());
    m.set_command(entry.command.text().toStdString());
}

DrainPreview fromWire(const v1::DrainPreview& m)
{
    DrainPreview preview;
    preview.revision = m.revision();
    preview.at = wall(m.at_ns());
    preview.hosts = static_cast<int>(m.hosts());
    preview.jobs = static_cast<int>(m.jobs());
    preview.tenants = static_cast<int>(m.tenants());
    preview.p50 = timeFromWire(m.p50_ns());
    preview.p95 = timeFromWire(m.p95_ns());
    preview.longestJob = text(m.longest_job());
    preview.longestElapsed = std::chrono::nanoseconds(m.longest_elapsed_ns());
    if (m.longest_p95_ms() > 0)
        preview.longestP95 = std::chrono::milliseconds(m.longest_p95_ms());
    preview.coldVolumes = static_cast<int>(m.cold_volumes());
    for (const std::string& tenant : m.cold_tenants())
        preview.coldTenants.emplace_back(text(tenant));
    for (const auto& pool : m.pools())
        preview.pools.push_back({text(pool.pool()), static_cast<int>(pool.free_before()),
            static_cast<int>(pool.free_after()), static_cast<int>(pool.queued()),
            static_cast<int>(pool.floor()), static_cast<int>(pool.proven_before()),
            static_cast<int>(pool.proven_after())});
    for (const auto& check : m.checks())
        preview.checks.push_back({drainCheckFromName(text(check.kind())), check.passed(),
            text(check.where()), check.refuses()});
    preview.jobsByLimit = static_cast<int>(m.jobs_by_limit());
    return preview;
}

void toWire(const DrainPreview& preview, v1::DrainPreview& m)
{
    m.set_revision(preview.revision);
    m.set_at_ns(timeToWire(preview.at));
    m.set_hosts(static_cast<uint32_t>(preview.hosts));
    m.set_jobs(static_cast<uint32_t>(preview.jobs));
    m.set_tenants(static_cast<uint32_t>(preview.tenants));
    m.set_p50_ns(timeToWire(preview.p50));
    m.set_p95_ns(timeToWire(preview.p95));
    m.set_longest_job(preview.longestJob.toStdString());
    m.set_longest_elapsed_ns(preview.longestElapsed.count());
    if (preview.longestP95)
        m.set_longest_p95_ms(static_cast<uint64_t>(preview.longestP95->count()));
    m.set_cold_volumes(static_cast<uint32_t>(preview.coldVolumes));
    for (const TenantId& tenant : preview.coldTenants)
        m.add_cold_tenants(tenant.text().toStdString());
    for (const auto& pool : preview.pools) {
        auto* one = m.add_pools();
        one->set_pool(pool.pool.toStdString());
        one->set_free_before(static_cast<uint32_t>(pool.freeBefore));
        one->set_free_after(static_cast<uint32_t>(pool.freeAfter));
        one->set_queued(static_cast<uint32_t>(pool.queued));
        one->set_floor(static_cast<uint32_t>(pool.floor));
        one->set_proven_before(static_cast<uint32_t>(pool.provenBefore));
        one->set_proven_after(static_cast<uint32_t>(pool.provenAfter));
    }
    for (const auto& check : preview.checks) {
        auto* one = m.add_checks();
        one->set_kind(drainCheckName(check.kind).toStdString());
        one->set_passed(check.passed);
        one->set_where(check.where.toStdString());
        one->set_refuses(check.refuses);
    }
    m.set_jobs_by_limit(static_cast<uint32_t>(preview.jobsByLimit));
}

} // namespace Espalier::Wire
