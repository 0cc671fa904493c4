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
    return out;
}

EndOrder endOrderFrom(const v1::TeardownOrder& order)
{
    const bool lost = text(order.why()) == QLatin1String("lost");
    return {text(order.order()), VmId(text(order.vm())), std::chrono::seconds(order.grace_s()),
        lost ? JobExitKind::Lost : JobExitKind::Cancelled};
}

} // namespace Espalier::Hostd
