// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordintake.h"

#include "life.h"

#include <text/messages.h>
#include <wire/convert.h>

namespace Espalier::Fleetd {

namespace {

Intake refused(const QString& reason) { return {Intake::Kind::Refused, reason, {}, false}; }

// Which outcomes free a slot (evidence.md 6): a simulated one only where the key is enrolled so.
bool freesSlot(Outcome outcome, bool simulatedKey)
{
    if (simulatedKey)
        return outcome == Outcome::Simulated;
    return outcome == Outcome::Complete || outcome == Outcome::CompleteAfterReboot;
}

// COMPLETE_HOST_DEGRADED ends the life too, but its slot waits for the reboot.
bool endsLife(Outcome outcome, bool simulatedKey)
{
    return freesSlot(outcome, simulatedKey)
        || (!simulatedKey && outcome == Outcome::CompleteHostDegraded);
}

} // namespace

RecordIntake::RecordIntake(FleetRecord& record, ChainStore& chains, const Settlement& settlement,
    const TrustBox& trust, QString site)
    : m_record(record)
    , m_chains(chains)
    , m_settlement(settlement)
    , m_trust(trust)
    , m_site(std::move(site))
{
}

Intake RecordIntake::take(const std::string& host, const QByteArray& envelope)
{
    const HostId id(QString::fromStdString(host));
    const auto checked = Evidence::checkRecord(envelope, id, m_trust.now()->keys);
    if (!checked->record)
        return refused(
            QStringLiteral("record unreadable: %1").arg(Text::sentence(checked->readProblem)));
    if (!checked->signatureHolds)
        return refused(
            QStringLiteral("signature: %1").arg(Text::sentence(checked->signatureProblem)));
    if (const QString problem = identityProblem(host, *checked); !problem.isEmpty())
        return refused(problem);
    const ChainHead head = m_chains.headOf(host);
    const quint64 seq = checked->identity().hostSeq;
    if (seq <= head.seq)
        return takeOld(host, *checked);
    if (seq != head.seq + 1)
        return {Intake::Kind::Gap, QStringLiteral("hostSeq %1 after %2").arg(seq).arg(head.seq), {},
            false};
    if (checked->identity().prevHash != head.leafHash)
        return refused(QStringLiteral("hostSeq %1: prevHash is not the leaf hash of record %2")
                           .arg(seq)
                           .arg(head.seq));
    if (const QString problem = lifeProblem(host, *checked); !problem.isEmpty())
        return refused(problem);
    return commit(host, envelope, *checked);
}

QString RecordIntake::identityProblem(
    const std::string& host, const Evidence::CheckedRecord& record) const
{
    const Evidence::Identity& identity = record.identity();
    if (identity.host.text().toStdString() != host)
        return QStringLiteral("hostId: %1 speaks for host %2")
            .arg(QString::fromStdString(host), identity.host.text());
    if (identity.site.text() != m_site)
        return QStringLiteral("site: %1 in a record of %2").arg(identity.site.text(), m_site);
    return {};
}

QString RecordIntake::lifeProblem(
    const std::string& host, const Evidence::CheckedRecord& record) const
{
    const Evidence::LifeRecord* life = record.life();
    if (!life)
        return {};
    const auto vm = m_record.vm(life->identity.vm.text().toStdString());
    if (vm && vm->host() != host)
        return QStringLiteral("vmUid: VM %1 is on host %2")
            .arg(life->identity.vm.text(), QString::fromStdString(vm->host()));
    if (!vm || life->kind != Evidence::LifeRecordKind::Birth)
        return {};
    if (!vm->birth().empty())
        return QStringLiteral("vmUid: VM %1 has a Birth already").arg(life->identity.vm.text());
    return {};
}

Intake RecordIntake::takeOld(const std::string& host, const Evidence::CheckedRecord& record)
{
    const quint64 seq = record.identity().hostSeq;
    if (m_chains.leafAt(host, seq) == record.leafHash)
        return {Intake::Kind::Known, {}, {}, false};
    return refused(
        QStringLiteral("CONFLICT: another record with hostSeq %1 is committed").arg(seq));
}

Intake RecordIntake::commit(
    const std::string& host, const QByteArray& envelope, const Evidence::CheckedRecord& record)
{
    const Evidence::Identity& identity = record.identity();
    v1::Record message;
    message.set_uid(host + '/' + std::to_string(identity.hostSeq));
    message.set_site(m_site.toStdString());
    message.set_host(host);
    message.set_host_seq(identity.hostSeq);
    message.set_type(Evidence::typeOf(*record.record).toStdString());
    message.set_vm(identity.vm.text().toStdString());
    message.set_envelope(envelope.toStdString());
    message.set_committed_at_ns(m_record.nowNs());
    Intake intake{Intake::Kind::Committed, {}, message.vm(), false};
    m_record.commit([&](Draft& draft) {
        const std::string& uid = message.uid();
        draft.append(message, record.leafHash);
        if (record.life())
            applyLife(draft, uid, record, intake);
        else if (const auto* mode = std::get_if<Evidence::HostModeRecord>(&*record.record)) {
            applyMode(draft, host, *mode);
            intake.freedSlot = mode->mode == HostMode::InService;
        }
    });
    m_chains.setHead(host, {identity.hostSeq, record.leafHash});
    return intake;
}

void RecordIntake::applyLife(Draft& draft, const std::string& uid,
    const Evidence::CheckedRecord& record, Intake& intake) const
{
    const Evidence::LifeRecord& life = *record.life();
    Life target(m_record, draft, life.identity.vm.text().toStdString());
    if (life.kind == Evidence::LifeRecordKind::Birth) {
        if (!target.isKnown())
            recreate(draft, uid, life);
        target.born(uid);
    } else {
        if (life.cause)
            target.jobEnded(exitOf(life.cause->exit), Wire::timeToWire(life.time.wallEnd));
        if (life.kind == Evidence::LifeRecordKind::TeardownFailed) {
            target.teardownFailed(life.outcomeText);
            m_settlement.life(draft, life, false);
        } else if (endsLife(life.outcome, record.hostSimulated)) {
            intake.freedSlot = freesSlot(life.outcome, record.hostSimulated);
            target.gone(uid, intake.freedSlot, life.outcomeText);
            target.endedBy(m_settlement.life(draft, life, true));
        }
    }
    target.save();
}

// A restored backup does not know this VM; its Birth is the host's word, so it gets a record again.
void RecordIntake::recreate(
    Draft& draft, const std::string& uid, const Evidence::LifeRecord& birth) const
{
    v1::Vm vm;
    vm.set_uid(birth.identity.vm.text().toStdString());
    vm.set_generation(1);
    vm.set_host(birth.identity.host.text().toStdString());
    vm.set_slot(vm.host() + '/' + std::to_string(birth.identity.slot));
    vm.set_tenant_pseudonym(birth.identity.tenantPseudonym.toStdString());
    vm.set_intent("run");
    vm.set_phase("preparing");
    vm.set_policy_version(birth.policyVersion);
    vm.set_placed_at_ns(Wire::timeToWire(birth.time.wallStart));
    vm.set_birth(uid);
    if (const auto slot = m_record.slot(vm.slot()); slot && slot->vm().empty()) {
        v1::Slot taken = *slot;
        taken.set_vm(vm.uid());
        draft.put(std::move(taken));
    }
    draft.put(std::move(vm));
}

void RecordIntake::applyMode(
    Draft& draft, const std::string& host, const Evidence::HostModeRecord& mode) const
{
    const auto known = m_record.host(host);
    if (!known)
        return;
    v1::Host changed = *known;
    changed.set_mode(hostModeName(mode.mode).toStdString());
    changed.set_mode_since_ns(Wire::timeToWire(mode.time.wallEnd));
    m_settlement.mode(draft, mode, changed);
    draft.put(std::move(changed));
}

} // namespace Espalier::Fleetd
