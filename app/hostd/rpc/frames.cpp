// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frames.h"

#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

std::string bytes(const QByteArray& data) { return data.toStdString(); }
QString text(const std::string& data) { return QString::fromStdString(data); }

v1::HostFrame frameOf(const HostId& host)
{
    v1::HostFrame frame;
    frame.set_host_id(host.text().toStdString());
    return frame;
}

} // namespace

v1::HostFrame helloFrame(const HostId& host, const Hello& hello)
{
    v1::HostFrame frame = frameOf(host);
    v1::HostHello& out = *frame.mutable_hello();
    out.set_hostd_version(ESPALIER_VERSION);
    out.set_boot_id(hello.bootId.toStdString());
    out.set_backend(hello.backend.toStdString());
    out.set_accelerator(hello.accelerator.toStdString());
    out.set_simulated(hello.simulated);
    for (const HelloSlot& slot : hello.slots_) {
        v1::HostSlot& one = *out.add_slots();
        one.set_index(static_cast<quint32>(slot.index));
        one.set_shape(slot.shape.toStdString());
        one.set_quarantined(slot.quarantined);
        one.set_quarantine_reason(slot.quarantineReason.toStdString());
        one.set_leaked(slot.leaked);
    }
    for (const QString& image : hello.images)
        out.add_images(image.toStdString());
    out.set_head_seq(hello.headSeq);
    out.set_acked_seq(hello.ackedSeq);
    for (const QString& vm : hello.liveVms)
        out.add_live_vms(vm.toStdString());
    out.set_mode(hostModeName(hello.mode).toStdString());
    out.set_observed_generation(hello.generation);
    out.set_roster_version(hello.rosterVersion);
    return frame;
}

v1::HostFrame recordFrame(const SignedRecord& record)
{
    v1::HostFrame frame = frameOf(record.host);
    frame.mutable_record()->set_host_seq(record.hostSeq);
    frame.mutable_record()->set_envelope(bytes(record.envelope));
    return frame;
}

v1::HostFrame statementFrame(const HostId& host, const QByteArray& envelope)
{
    v1::HostFrame frame = frameOf(host);
    frame.mutable_statement()->set_envelope(bytes(envelope));
    return frame;
}

v1::HostFrame progressFrame(const HostId& host, const Progress& progress)
{
    v1::HostFrame frame = frameOf(host);
    v1::VmProgress& out = *frame.mutable_progress();
    out.set_vm(progress.vm.text().toStdString());
    out.set_phase(vmPhaseName(progress.phase).toStdString());
    if (progress.exit)
        Wire::toWire(*progress.exit, *out.mutable_exit());
    out.set_at_ns(progress.at.time_since_epoch().count());
    out.set_job_started(progress.jobStarted);
    return frame;
}

v1::HostFrame outputFrame(
    const HostId& host, const VmId& vm, quint64 offset, const QByteArray& data)
{
    v1::HostFrame frame = frameOf(host);
    v1::JobOutput& out = *frame.mutable_output();
    out.set_vm(vm.text().toStdString());
    out.set_offset(offset);
    out.set_data(bytes(data));
    return frame;
}

v1::HostFrame resultFrame(const HostId& host, const QString& order, const OrderAnswer& answer)
{
    v1::HostFrame frame = frameOf(host);
    v1::OrderResult& out = *frame.mutable_result();
    out.set_order(order.toStdString());
    out.set_accepted(answer.accepted);
    out.set_reason(answer.reason.toStdString());
    return frame;
}

v1::HostFrame commandFrame(const HostId& host, const CommandReport& report)
{
    v1::HostFrame frame = frameOf(host);
    v1::CommandResult& out = *frame.mutable_command();
    out.set_command(report.command.text().toStdString());
    out.set_target(report.target.toStdString());
    out.set_state(commandStateName(report.state).toStdString());
    out.set_code(report.why.code.toStdString());
    out.set_detail(report.why.detail.toStdString());
    out.set_observed_generation(report.generation);
    return frame;
}

// Forks that are open, for these a VM has.
v1::HostFrame cachesFrame(const HostId& host, const std::vector<HeldVolume>& volumes)
{
    v1::HostFrame frame = frameOf(host);
    v1::CacheReport& report = *frame.mutable_caches();
    for (const HeldVolume& volume : volumes) {
        v1::CacheReport::HeldVolume& out = *report.add_volumes();
        out.set_volume(volume.id.text().toStdString());
        out.set_owner(volume.owner.toStdString());
        out.set_last_used_ns(volume.lastUsed.time_since_epoch().count());
        for (const HeldVersion& version : volume.versions) {
            v1::CacheReport::HeldVersion& one = *out.add_versions();
            one.set_version(version.version);
            one.set_bytes(version.bytes);
            one.set_committed_at_ns(version.committedAt.time_since_epoch().count());
            one.set_writer(version.writer.text().toStdString());
        }
        for (const HeldFork& fork : volume.forks) {
            if (!isOpen(fork.state))
                continue;
            v1::CacheVolume::Fork& one = *out.add_forks();
            one.set_id(fork.id.toStdString());
            one.set_host(host.text().toStdString());
            one.set_vm(fork.vm.text().toStdString());
            one.set_base(fork.base);
        }
    }
    return frame;
}

v1::HostFrame heartbeatFrame(MonoTime mono)
{
    v1::HostFrame frame;
    frame.mutable_heartbeat()->set_mono_ns(mono.count());
    return frame;
}

Welcome welcomeFrom(const v1::HelloAck& ack)
{
    return {text(ack.site()), ack.acked_seq(),
        std::chrono::milliseconds(ack.statement_interval_ms()), ack.policy_version()};
}

PlacementOrder placementFrom(const v1::PlaceOrder& order)
{
    PlacementOrder out;
    out.order = text(order.order());
    out.spec.vm = VmId(text(order.vm()));
    out.spec.slot = static_cast<int>(std::min<quint32>(order.slot(), 1'000'000));
    out.spec.shape.name = text(order.shape());
    out.spec.imageDigest = text(order.image());
    out.spec.script = QByteArray::fromStdString(order.script());
    for (const auto& [name, value] : order.environment())
        out.spec.environment.insert(text(name), text(value));
    out.tenantPseudonym = text(order.tenant_pseudonym());
    out.jobRefDigest = text(order.job_ref_digest());
    out.policyVersion = order.policy_version();
    out.timeLimit = std::chrono::seconds(order.time_limit_s());
    out.generation = order.generation();
    for (const v1::CacheRequest& cache : order.caches())
        out.caches.push_back({VolumeId(text(cache.volume())), text(cache.owner()),
            text(cache.name()), cache.quota_bytes()});
    return out;
}

VolumeChange volumeChangeFrom(const v1::VolumeOrder& order)
{
    return {VolumeId(text(order.volume())), order.evict(), order.quota_bytes()};
}

EndOrder endOrderFrom(const v1::TeardownOrder& order)
{
    const bool lost = text(order.why()) == QLatin1String("lost");
    const bool drain = text(order.why()) == QLatin1String("drain");
    // What is no digest would make a record that nobody can read.
    const QString digest = text(order.command_digest());
    return {text(order.order()), VmId(text(order.vm())), std::chrono::seconds(order.grace_s()),
        lost ? JobExitKind::Lost : JobExitKind::Cancelled,
        drain && isHexDigest(digest) ? digest : QString()};
}

CommandOrder commandOrderFrom(const v1::CommandOrder& order)
{
    return {QByteArray::fromStdString(order.envelope()),
        {text(order.reason().text()), QByteArray::fromStdString(order.reason().salt()),
            text(order.ticket().text()), QByteArray::fromStdString(order.ticket().salt())},
        text(order.part())};
}

CommandAcknowledgement acknowledgementFrom(const v1::CommandAck& ack)
{
    return {CommandId(text(ack.command())), text(ack.target()),
        commandStateFromName(text(ack.state()))};
}

} // namespace Espalier::Hostd
