// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "convert.h"

#include "convertorders.h"
#include "parts.h"

namespace Espalier::Wire {

namespace {

template <typename Text> QString text(const Text& value) { return QString::fromStdString(value); }

template <typename Tag> void put(const Id<Tag>& id, std::string* field)
{
    *field = id.text().toStdString();
}

std::optional<JobExit> exitOf(bool present, const v1::JobExit& message)
{
    return present ? std::optional(fromWire(message)) : std::nullopt;
}

Site from(const v1::Site& m)
{
    return {
        SiteId(text(m.uid())), m.generation(), text(m.trust_domain()), text(m.fleetd_version())};
}

Rack from(const v1::Rack& m)
{
    return {RackId(text(m.uid())), m.generation(), SiteId(text(m.site())), text(m.row()),
        text(m.name()), static_cast<int>(m.units())};
}

Host from(const v1::Host& m)
{
    Host host;
    host.id = HostId(text(m.uid()));
    host.generation = m.generation();
    host.observedGeneration = m.observed_generation();
    host.site = SiteId(text(m.site()));
    host.rack = RackId(text(m.rack()));
    host.row = text(m.row());
    host.rackName = text(m.rack_name());
    host.unit = static_cast<int>(m.unit());
    host.code = text(m.code());
    host.name = text(m.name());
    host.serial = text(m.serial());
    host.pool = text(m.pool());
    // An unknown mode is not "in service".
    host.mode = hostModeFromName(text(m.mode())).value_or(HostMode::Quarantined);
    host.modeBy = text(m.mode_by());
    host.modeReason = text(m.mode_reason());
    host.modeSince = timeFromWire(m.mode_since_ns());
    host.hostdVersion = text(m.hostd_version());
    host.backend = text(m.backend());
    host.accelerator = text(m.accelerator());
    host.simulated = m.simulated();
    host.attached = m.attached();
    host.lost = m.lost();
    host.lastHeard = timeFromWire(m.last_heard_ns());
    host.keyId = text(m.key_id());
    host.bootId = text(m.boot_id());
    if (m.statement_interval_ms() > 0)
        host.statementInterval = std::chrono::milliseconds(m.statement_interval_ms());
    host.quarantined = m.quarantined();
    host.quarantineReason = text(m.quarantine_reason());
    host.modeCommand = CommandId(text(m.mode_command()));
    host.drain = CommandId(text(m.drain()));
    host.leakedSlot = m.leaked_slot();
    return host;
}

Slot from(const v1::Slot& m)
{
    return {SlotId(text(m.uid())), m.generation(), HostId(text(m.host())),
        static_cast<int>(m.index()), text(m.code()), text(m.shape()), VmId(text(m.vm())),
        m.quarantined(), text(m.quarantine_reason()), m.proven_free()};
}

Vm from(const v1::Vm& m)
{
    Vm vm;
    vm.id = VmId(text(m.uid()));
    vm.generation = m.generation();
    vm.host = HostId(text(m.host()));
    vm.slot = SlotId(text(m.slot()));
    vm.job = JobId(text(m.job()));
    vm.tenant = TenantId(text(m.tenant()));
    vm.tenantPseudonym = text(m.tenant_pseudonym());
    vm.intent = intentFromName(text(m.intent())).value_or(Intent::Hold);
    vm.phase = vmPhaseFromName(text(m.phase())).value_or(VmPhase::Placed);
    vm.policyVersion = m.policy_version();
    vm.placedAt = WallTime(std::chrono::nanoseconds(m.placed_at_ns()));
    vm.startedAt = timeFromWire(m.started_at_ns());
    vm.jobEndedAt = timeFromWire(m.job_ended_at_ns());
    vm.exit = exitOf(m.has_exit(), m.exit());
    vm.birth = RecordId(text(m.birth()));
    vm.teardown = RecordId(text(m.teardown()));
    vm.failedTeardowns = static_cast<int>(m.failed_teardowns());
    vm.observedGeneration = m.observed_generation();
    vm.endedBy = CommandId(text(m.ended_by()));
    return vm;
}

Job from(const v1::Job& m)
{
    Job job;
    job.id = JobId(text(m.uid()));
    job.generation = m.generation();
    job.site = SiteId(text(m.site()));
    job.tenant = TenantId(text(m.tenant()));
    job.cluster = text(m.cluster());
    job.pipeline = text(m.pipeline());
    job.number = m.number();
    job.shape = text(m.shape());
    job.image = text(m.image());
    job.trusted = m.trusted();
    job.state = jobStateFromName(text(m.state())).value_or(JobState::None);
    job.vm = VmId(text(m.vm()));
    job.exit = exitOf(m.has_exit(), m.exit());
    job.submittedBy = text(m.submitted_by());
    job.timeLimit = std::chrono::seconds(m.time_limit_s());
    job.submittedAt = WallTime(std::chrono::nanoseconds(m.submitted_at_ns()));
    job.startedAt = timeFromWire(m.started_at_ns());
    job.endedAt = timeFromWire(m.ended_at_ns());
    job.p50 = std::chrono::milliseconds(m.p50_ms());
    job.p95 = std::chrono::milliseconds(m.p95_ms());
    job.pastRuns = static_cast<int>(m.past_runs());
    for (const std::string& name : m.caches())
        job.caches.append(text(name));
    return job;
}

Record from(const v1::Record& m)
{
    return {RecordId(text(m.uid())), SiteId(text(m.site())), HostId(text(m.host())), m.host_seq(),
        text(m.type()), VmId(text(m.vm())), QByteArray::fromStdString(m.envelope()),
        WallTime(std::chrono::nanoseconds(m.committed_at_ns()))};
}

Image from(const v1::Image& m) { return {text(m.uid()), m.generation(), text(m.name())}; }

Shape from(const v1::Shape& m)
{
    return {text(m.uid()), m.generation(), static_cast<int>(m.vcpus()),
        static_cast<int>(m.memory_mib()), static_cast<int>(m.disk_mib())};
}

Command from(const v1::Command& m) { return fromWire(m); }
Drain from(const v1::Drain& m) { return fromWire(m); }
CacheVolume from(const v1::CacheVolume& m) { return fromWire(m); }
AlarmMark from(const v1::AlarmMark& m) { return fromWire(m); }
AuditEntry from(const v1::AuditEntry& m) { return fromWire(m); }

void to(const Site& site, v1::Object& object)
{
    auto* m = object.mutable_site();
    put(site.id, m->mutable_uid());
    m->set_generation(site.generation);
    m->set_trust_domain(site.trustDomain.toStdString());
    m->set_fleetd_version(site.fleetdVersion.toStdString());
}

void to(const Rack& rack, v1::Object& object)
{
    auto* m = object.mutable_rack();
    put(rack.id, m->mutable_uid());
    m->set_generation(rack.generation);
    put(rack.site, m->mutable_site());
    m->set_row(rack.row.toStdString());
    m->set_name(rack.name.toStdString());
    m->set_units(static_cast<uint32_t>(rack.units));
}

void to(const Host& host, v1::Object& object)
{
    auto* m = object.mutable_host();
    put(host.id, m->mutable_uid());
    m->set_generation(host.generation);
    m->set_observed_generation(host.observedGeneration);
    put(host.site, m->mutable_site());
    put(host.rack, m->mutable_rack());
    m->set_row(host.row.toStdString());
    m->set_rack_name(host.rackName.toStdString());
    m->set_unit(static_cast<uint32_t>(host.unit));
    m->set_code(host.code.toStdString());
    m->set_name(host.name.toStdString());
    m->set_serial(host.serial.toStdString());
    m->set_pool(host.pool.toStdString());
    m->set_mode(hostModeName(host.mode).toStdString());
    m->set_mode_by(host.modeBy.toStdString());
    m->set_mode_reason(host.modeReason.toStdString());
    m->set_mode_since_ns(timeToWire(host.modeSince));
    m->set_hostd_version(host.hostdVersion.toStdString());
    m->set_backend(host.backend.toStdString());
    m->set_accelerator(host.accelerator.toStdString());
    m->set_simulated(host.simulated);
    m->set_attached(host.attached);
    m->set_lost(host.lost);
    m->set_last_heard_ns(timeToWire(host.lastHeard));
    m->set_key_id(host.keyId.toStdString());
    m->set_boot_id(host.bootId.toStdString());
    m->set_statement_interval_ms(static_cast<uint32_t>(host.statementInterval.count()));
    m->set_quarantined(host.quarantined);
    m->set_quarantine_reason(host.quarantineReason.toStdString());
    put(host.modeCommand, m->mutable_mode_command());
    put(host.drain, m->mutable_drain());
    m->set_leaked_slot(host.leakedSlot);
}

void to(const Slot& slot, v1::Object& object)
{
    auto* m = object.mutable_slot();
    put(slot.id, m->mutable_uid());
    m->set_generation(slot.generation);
    put(slot.host, m->mutable_host());
    m->set_index(static_cast<uint32_t>(slot.index));
    m->set_code(slot.code.toStdString());
    m->set_shape(slot.shape.toStdString());
    put(slot.vm, m->mutable_vm());
    m->set_quarantined(slot.quarantined);
    m->set_quarantine_reason(slot.quarantineReason.toStdString());
    m->set_proven_free(slot.provenFree);
}

void to(const Vm& vm, v1::Object& object)
{
    auto* m = object.mutable_vm();
    put(vm.id, m->mutable_uid());
    m->set_generation(vm.generation);
    put(vm.host, m->mutable_host());
    put(vm.slot, m->mutable_slot());
    put(vm.job, m->mutable_job());
    put(vm.tenant, m->mutable_tenant());
    m->set_tenant_pseudonym(vm.tenantPseudonym.toStdString());
    m->set_intent(intentName(vm.intent).toStdString());
    m->set_phase(vmPhaseName(vm.phase).toStdString());
    m->set_policy_version(vm.policyVersion);
    m->set_placed_at_ns(timeToWire(vm.placedAt));
    m->set_started_at_ns(timeToWire(vm.startedAt));
    m->set_job_ended_at_ns(timeToWire(vm.jobEndedAt));
    if (vm.exit)
        toWire(*vm.exit, *m->mutable_exit());
    put(vm.birth, m->mutable_birth());
    put(vm.teardown, m->mutable_teardown());
    m->set_failed_teardowns(static_cast<uint32_t>(vm.failedTeardowns));
    m->set_observed_generation(vm.observedGeneration);
    put(vm.endedBy, m->mutable_ended_by());
}

void to(const Job& job, v1::Object& object)
{
    auto* m = object.mutable_job();
    put(job.id, m->mutable_uid());
    m->set_generation(job.generation);
    put(job.site, m->mutable_site());
    put(job.tenant, m->mutable_tenant());
    m->set_cluster(job.cluster.toStdString());
    m->set_pipeline(job.pipeline.toStdString());
    m->set_number(job.number);
    m->set_shape(job.shape.toStdString());
    m->set_image(job.image.toStdString());
    m->set_trusted(job.trusted);
    m->set_state(jobStateName(job.state).toStdString());
    put(job.vm, m->mutable_vm());
    if (job.exit)
        toWire(*job.exit, *m->mutable_exit());
    m->set_submitted_by(job.submittedBy.toStdString());
    m->set_time_limit_s(static_cast<uint32_t>(job.timeLimit.count()));
    m->set_submitted_at_ns(timeToWire(job.submittedAt));
    m->set_started_at_ns(timeToWire(job.startedAt));
    m->set_ended_at_ns(timeToWire(job.endedAt));
    m->set_p50_ms(static_cast<uint64_t>(job.p50.count()));
    m->set_p95_ms(static_cast<uint64_t>(job.p95.count()));
    m->set_past_runs(static_cast<uint32_t>(job.pastRuns));
    for (const QString& name : job.caches)
        m->add_caches(name.toStdString());
}

void to(const Record& record, v1::Object& object)
{
    auto* m = object.mutable_record();
    put(record.id, m->mutable_uid());
    put(record.site, m->mutable_site());
    put(record.host, m->mutable_host());
    m->set_host_seq(record.hostSeq);
    m->set_type(record.type.toStdString());
    put(record.vm, m->mutable_vm());
    m->set_envelope(record.envelope.constData(), static_cast<size_t>(record.envelope.size()));
    m->set_committed_at_ns(timeToWire(record.committedAt));
}

void to(const Image& image, v1::Object& object)
{
    auto* m = object.mutable_image();
    m->set_uid(image.digest.toStdString());
    m->set_generation(image.generation);
    m->set_name(image.name.toStdString());
}

void to(const Shape& shape, v1::Object& object)
{
    auto* m = object.mutable_shape();
    m->set_uid(shape.name.toStdString());
    m->set_generation(shape.generation);
    m->set_vcpus(static_cast<uint32_t>(shape.vcpus));
    m->set_memory_mib(static_cast<uint32_t>(shape.memoryMiB));
    m->set_disk_mib(static_cast<uint32_t>(shape.diskMiB));
}

void to(const Command& command, v1::Object& object) { toWire(command, *object.mutable_command()); }
void to(const Drain& drain, v1::Object& object) { toWire(drain, *object.mutable_drain()); }
void to(const CacheVolume& volume, v1::Object& object)
{
    toWire(volume, *object.mutable_cache_volume());
}
void to(const AlarmMark& mark, v1::Object& object) { toWire(mark, *object.mutable_alarm_mark()); }
void to(const AuditEntry& entry, v1::Object& object)
{
    toWire(entry, *object.mutable_audit_entry());
}

} // namespace

std::optional<Object> fromWire(const v1::Object& object)
{
    std::optional<Object> value;
    visitPart(object, [&value](const auto& part) { value = from(part); });
    return value;
}

v1::Object toWire(const Object& object)
{
    v1::Object message;
    std::visit([&message](const auto& value) { to(value, message); }, object);
    return message;
}

v1::ObjectType typeOf(const v1::Object& object)
{
    // The oneof's field numbers are the enum's values.
    return static_cast<v1::ObjectType>(object.kind_case());
}

std::string uidOf(const v1::Object& object)
{
    std::string uid;
    visitPart(object, [&uid](const auto& part) { uid = part.uid(); });
    return uid;
}

JobExit fromWire(const v1::JobExit& exit)
{
    // An unknown kind must not read as a plain exit.
    return {exitKindFromName(text(exit.kind())).value_or(JobExitKind::Lost), exit.code()};
}

void toWire(const JobExit& exit, v1::JobExit& message)
{
    message.set_kind(exitKindName(exit.kind).toStdString());
    message.set_code(exit.code);
}

std::optional<WallTime> timeFromWire(qint64 nanoseconds)
{
    if (nanoseconds == 0)
        return std::nullopt;
    return WallTime(std::chrono::nanoseconds(nanoseconds));
}

qint64 timeToWire(const std::optional<WallTime>& time)
{
    return time ? time->time_since_epoch().count() : 0;
}

} // namespace Espalier::Wire
