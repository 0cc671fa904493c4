// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statement.h"

#include "recordgroups.h"

namespace Espalier::Evidence {

namespace {

JsonArray vmList(const std::vector<StatedVm>& vms)
{
    return listOf(vms, [](FieldWriter& out, const StatedVm& vm) {
        const bool known = vm.job == JobState::Running || vm.job == JobState::Ended;
        out.text("uid", vm.id.text())
            .decimal("pid", static_cast<quint64>(std::max<qint64>(vm.pid, 0)))
            .decimal("startTime", vm.startTime)
            .text("state", vmPhaseName(vm.state))
            .text("jobState", jobStateName(known ? vm.job : JobState::None));
    });
}

StatedVm readVm(FieldReader& in)
{
    StatedVm vm;
    if (!in.has("uid"))
        in.fail("uid", QStringLiteral("is missing"));
    vm.id = VmId(in.optionalText("uid"));
    const quint64 pid = in.decimal("pid");
    if (pid > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        in.fail("pid", QStringLiteral("is over 2^63-1"));
    vm.pid = static_cast<qint64>(pid);
    vm.startTime = in.decimal("startTime");
    const QString state = in.text("state");
    const std::optional<VmPhase> phase = vmPhaseFromName(state);
    if (!phase || *phase == VmPhase::Placed || *phase == VmPhase::Gone)
        in.fail("state", QStringLiteral("is no state of a VM on its host"));
    vm.state = phase.value_or(VmPhase::Preparing);
    const QString job = in.text("jobState");
    const std::optional<JobState> stated = jobStateFromName(job);
    vm.job = stated.value_or(JobState::None);
    if (!stated || vm.job == JobState::Queued || vm.job == JobState::Placed
        || vm.job == JobState::Lost)
        in.fail("jobState", QStringLiteral("is not none, running or ended"));
    return vm;
}

} // namespace

Result<QByteArray> write(const HostStatement& statement)
{
    FieldWriter checkpoint, out;
    checkpoint.decimal("size", statement.lastCheckpoint.size)
        .text("root", statement.lastCheckpoint.root);
    out.text("hostId", statement.host.text())
        .text("bootId", statement.bootId)
        .decimal("statementSeq", statement.statementSeq)
        .decimal("headSeq", statement.headSeq)
        .text("headHash", statement.headHash)
        .nanoseconds("monoNs", statement.mono)
        .time("wall", statement.wall)
        .decimal("intervalMs", static_cast<quint64>(statement.interval.count()))
        .array("vms", vmList(statement.vms))
        .array("disks", diskList(statement.disks))
        .texts("volumes", statement.volumes)
        .texts("nics", statement.nics)
        .textMap("limits", statement.limits)
        .optionalText("sandboxProfileHash", statement.sandboxProfileHash)
        .optionalText("acceleratorPolicy", statement.acceleratorPolicy)
        .object("lastCheckpoint", std::move(checkpoint));
    QByteArray payload = canonical(out.take());
    if (const Result<HostStatement> back = readStatement(payload); !back)
        return Error{QStringLiteral("statement cannot be written: ") + back.error()};
    return payload;
}

Result<HostStatement> readStatement(const QByteArray& payload)
{
    Result<JsonObject> tree = readStrict(payload, statementPayloadLimit);
    if (!tree)
        return Error{tree.error()};
    FieldReader in(*tree, {});
    HostStatement statement;
    statement.host = HostId(in.text("hostId"));
    statement.bootId = in.text("bootId");
    statement.statementSeq = in.decimal("statementSeq");
    statement.headSeq = in.decimal("headSeq");
    statement.headHash = in.hash("headHash");
    statement.mono = in.nanoseconds("monoNs");
    statement.wall = in.time("wall");
    const int interval = in.smallDecimal("intervalMs");
    if (interval == 0)
        in.fail("intervalMs", QStringLiteral("is 0"));
    statement.interval = std::chrono::milliseconds(interval);
    for (const char* required : {"vms", "disks"}) {
        if (!in.has(required))
            in.fail(required, QStringLiteral("is missing"));
    }
    for (FieldReader& vm : in.objects("vms"))
        statement.vms.push_back(readVm(vm));
    statement.disks = readDisks(in.objects("disks"));
    statement.volumes = in.texts("volumes");
    statement.nics = in.texts("nics");
    statement.limits = in.textMap("limits");
    statement.sandboxProfileHash = in.optionalHash("sandboxProfileHash");
    statement.acceleratorPolicy = in.optionalText("acceleratorPolicy");
    FieldReader checkpoint = in.object("lastCheckpoint");
    statement.lastCheckpoint = {checkpoint.decimal("size"), checkpoint.hash("root")};
    if (!in.problem().isEmpty())
        return Error{in.problem()};
    return statement;
}

HostObservation observationOf(
    const SiteId& site, const HostStatement& statement, MonoTime receivedAt)
{
    HostObservation observation;
    observation.site = site;
    observation.host = statement.host;
    observation.bootId = statement.bootId;
    observation.statementSeq = statement.statementSeq;
    observation.headSeq = statement.headSeq;
    observation.wall = statement.wall;
    observation.receivedAt = receivedAt;
    observation.interval = statement.interval;
    for (const StatedVm& vm : statement.vms)
        observation.vms.push_back({vm.id, vm.pid, vm.state, vm.job});
    return observation;
}

} // namespace Espalier::Evidence
