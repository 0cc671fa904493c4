// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostdesk.h"

#include "life.h"
#include "shapes.h"

#include <text/messages.h>
#include <wire/convert.h>

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logHosts, "espalier.hosts")

constexpr quint32 slotsAtMost = 64;
constexpr int imagesAtMost = 64;

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

QString slotProblem(const v1::HostHello& hello)
{
    std::vector<quint32> seen;
    for (const v1::HostSlot& slot : hello.slots()) {
        if (slot.index() < 1 || slot.index() > slotsAtMost)
            return QStringLiteral("slots: index 1 to %1 is needed").arg(slotsAtMost);
        if (std::find(seen.begin(), seen.end(), slot.index()) != seen.end())
            return QStringLiteral("slots: index %1 stands twice").arg(slot.index());
        if (slot.shape().empty() || slot.shape().size() > 64)
            return QStringLiteral("slots: a shape of 1 to 64 characters is needed");
        seen.push_back(slot.index());
    }
    if (hello.images_size() > imagesAtMost)
        return QStringLiteral("images: at most %1").arg(imagesAtMost);
    return {};
}

// Every 10 s up to 5,000 hosts a site, else every hosts/500 s (evidence.md 1).
quint32 statementIntervalMs(size_t hosts)
{
    return hosts <= 5'000 ? 10'000 : static_cast<quint32>(hosts * 1'000 / 500);
}

bool lists(const v1::HostHello& hello, const std::string& vm)
{
    return std::find(hello.live_vms().begin(), hello.live_vms().end(), vm)
        != hello.live_vms().end();
}

} // namespace

HostDesk::HostDesk(Parts parts)
    : m_parts(std::move(parts))
{
    // Silence is counted from the start of this fleetd: what came before it did not hear.
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_HOST))
        m_heard[uid] = m_parts.record.clock().mono();
}

QString HostDesk::hello(
    const std::string& host, const v1::HostHello& hello, const std::shared_ptr<HostLink>& link)
{
    const auto known = m_parts.record.host(host);
    if (!known)
        return QStringLiteral("host %1 is not in the inventory of %2")
            .arg(text(host), m_parts.site);
    if (!m_parts.trust.now()->keys.knows(HostId(text(host))))
        return QStringLiteral("host %1 has no enrolled record key").arg(text(host));
    if (hello.simulated() != known->simulated())
        return QStringLiteral("simulated: host %1 is %2 in the inventory")
            .arg(text(host),
                known->simulated() ? QStringLiteral("simulated") : QStringLiteral("real"));
    if (const QString problem = slotProblem(hello); !problem.isEmpty())
        return problem;
    if (const auto before = m_parts.links.set(host, link))
        qCInfo(logHosts).noquote()
            << "host" << text(known->code()) << "came over another stream; the newer one counts";
    m_heard[host] = m_parts.record.clock().mono();
    const ChainHead head = m_parts.chains.headOf(host);
    if (hello.acked_seq() > head.seq) {
        qCWarning(logHosts).noquote()
            << "host" << text(known->code()) << "had record" << hello.acked_seq()
            << "acknowledged, here is" << head.seq << ": this record was restored, new epoch";
        m_parts.record.renewEpoch();
    }
    const TrustPtr trust = m_parts.trust.now();
    if (const Message problem = trust->roster.policy.acceleratorProblem(
            text(hello.backend()), text(hello.accelerator()));
        !problem.isEmpty())
        qCWarning(logHosts).noquote()
            << "host" << text(known->code()) << "gets no work:" << Text::sentence(problem)
            << "in roster version" << trust->roster.version;
    m_parts.record.commit([&](Draft& draft) {
        putCatalogue(draft, hello);
        putHost(draft, *known, hello);
        putSlots(draft, *known, hello, known->boot_id() != hello.boot_id());
    });
    m_parts.scheduler.setImages(host, {hello.images().begin(), hello.images().end()});
    v1::FleetFrame frame;
    v1::HelloAck* ack = frame.mutable_hello();
    ack->set_site(m_parts.site.toStdString());
    ack->set_acked_seq(head.seq);
    ack->set_statement_interval_ms(
        statementIntervalMs(m_parts.record.table(v1::OBJECT_TYPE_HOST).size()));
    ack->set_policy_version(m_parts.trust.now()->roster.version);
    m_parts.links.send(host, std::move(frame));
    m_attached[host] = {hello, false};
    reconcile(host);
    m_parts.caches.attached(host);
    m_parts.commands.attached(host, hello.roster_version());
    m_parts.scheduler.kick();
    return {};
}

void HostDesk::putHost(Draft& draft, const v1::Host& known, const v1::HostHello& hello) const
{
    v1::Host host = known;
    host.set_hostd_version(hello.hostd_version());
    host.set_backend(hello.backend());
    host.set_accelerator(hello.accelerator());
    host.set_boot_id(hello.boot_id());
    host.set_attached(true);
    host.set_lost(false);
    // A record that was restored may be behind what the host has acted upon.
    host.set_observed_generation(
        std::max<quint64>(host.observed_generation(), hello.observed_generation()));
    host.set_generation(std::max<quint64>(host.generation(), hello.observed_generation()));
    host.set_leaked_slot(std::any_of(hello.slots().begin(), hello.slots().end(),
        [](const v1::HostSlot& slot) { return slot.leaked(); }));
    host.set_last_heard_ns(m_parts.record.nowNs());
    host.set_statement_interval_ms(
        statementIntervalMs(m_parts.record.table(v1::OBJECT_TYPE_HOST).size()));
    draft.put(std::move(host));
}

void HostDesk::putSlots(
    Draft& draft, const v1::Host& host, const v1::HostHello& hello, bool rebooted) const
{
    std::vector<std::string> present;
    for (const v1::HostSlot& stated : hello.slots()) {
        const std::string uid = host.uid() + '/' + std::to_string(stated.index());
        present.push_back(uid);
        v1::Slot slot;
        if (const auto known = m_parts.record.slot(uid))
            slot = *known;
        slot.set_uid(uid);
        slot.set_generation(std::max<quint64>(1, slot.generation()));
        slot.set_host(host.uid());
        slot.set_index(stated.index());
        slot.set_code(host.code() + '/' + std::to_string(stated.index()));
        slot.set_shape(stated.shape());
        // A VM that is gone may have left the slot degraded: the reboot cures that.
        const auto vm = m_parts.record.vm(slot.vm());
        if (!slot.vm().empty() && rebooted && (!vm || !vm->teardown().empty()))
            slot.clear_vm();
        const bool ours = vm && vm->failed_teardowns() > 0 && vm->teardown().empty();
        if (!ours) {
            slot.set_quarantined(stated.quarantined());
            slot.set_quarantine_reason(stated.quarantine_reason());
        }
        draft.put(std::move(slot));
    }
    for (const std::string& uid : m_parts.record.onHost().slotsOf(host.uid())) {
        const bool stated = std::find(present.begin(), present.end(), uid) != present.end();
        if (!stated && m_parts.record.slot(uid)->vm().empty())
            draft.retire(v1::OBJECT_TYPE_SLOT, uid);
    }
}

void HostDesk::putCatalogue(Draft& draft, const v1::HostHello& hello) const
{
    for (const v1::HostSlot& slot : hello.slots()) {
        if (!m_parts.record.find(v1::OBJECT_TYPE_SHAPE, slot.shape()))
            draft.put(shapeOf(slot.shape()));
    }
    for (const std::string& digest : hello.images()) {
        if (m_parts.record.find(v1::OBJECT_TYPE_IMAGE, digest))
            continue;
        v1::Image image;
        image.set_uid(digest);
        image.set_generation(1);
        image.set_name(hello.backend() + ' ' + digest.substr(0, 12));
        draft.put(std::move(image));
    }
}

void HostDesk::heard(const std::string& host)
{
    m_heard[host] = m_parts.record.clock().mono();
    const auto known = m_parts.record.host(host);
    if (!known || !known->lost())
        return;
    m_parts.record.commit([&](Draft& draft) {
        v1::Host back = *known;
        back.set_lost(false);
        back.set_last_heard_ns(m_parts.record.nowNs());
        draft.put(std::move(back));
    });
}

MonoTime HostDesk::lastHeard(const std::string& host) const
{
    const auto found = m_heard.find(host);
    return found == m_heard.end() ? MonoTime{} : found->second;
}

QString HostDesk::frame(const std::string& host, const v1::HostFrame& frame)
{
    if (!m_attached.contains(host))
        return QStringLiteral("the first frame of host %1 must be its hello").arg(text(host));
    heard(host);
    switch (frame.kind_case()) {
    case v1::HostFrame::kRecord:
        return record(host, frame.record());
    case v1::HostFrame::kStatement:
        return statement(host, frame.statement());
    case v1::HostFrame::kProgress:
        progress(host, frame.progress());
        break;
    case v1::HostFrame::kOutput:
        output(host, frame.output());
        break;
    case v1::HostFrame::kResult:
        m_parts.scheduler.answered(host, frame.result());
        break;
    case v1::HostFrame::kCommand:
        m_parts.commands.result(host, frame.command());
        m_parts.scheduler.kick(); // a refused cordon closes nothing
        break;
    case v1::HostFrame::kCaches:
        m_parts.caches.report(host, frame.caches());
        break;
    case v1::HostFrame::kHeartbeat:
    case v1::HostFrame::kHello: // the stream's handler takes hellos
    case v1::HostFrame::KIND_NOT_SET:
        break;
    }
    return {};
}

void HostDesk::output(const std::string& host, const v1::JobOutput& output)
{
    const auto vm = m_parts.record.vm(output.vm());
    if (!vm || vm->host() != host)
        return;
    m_parts.follows.output(output.vm(), output.offset(), output.data());
    m_parts.outputs.output(output.vm(), output.offset(), output.data());
}

QString HostDesk::record(const std::string& host, const v1::HostRecord& message)
{
    const Intake intake = m_parts.intake.take(host, QByteArray::fromStdString(message.envelope()));
    if (intake.kind == Intake::Kind::Refused)
        return QStringLiteral("record %1: %2").arg(message.host_seq()).arg(intake.reason);
    if (intake.kind == Intake::Kind::Gap)
        qCWarning(logHosts).noquote() << "host" << text(host) << "left a gap:" << intake.reason;
    acknowledge(host);
    if (!m_attached[host].reconciled)
        reconcile(host);
    if (intake.freedSlot)
        m_parts.scheduler.kick();
    return {};
}

void HostDesk::acknowledge(const std::string& host)
{
    v1::FleetFrame frame;
    frame.mutable_ack()->set_host_seq(m_parts.chains.headOf(host).seq);
    m_parts.links.send(host, std::move(frame));
}

QString HostDesk::statement(const std::string& host, const v1::HostStatement& message)
{
    const auto checked = Evidence::checkStatement(QByteArray::fromStdString(message.envelope()),
        HostId(text(host)), m_parts.trust.now()->keys);
    if (!checked)
        return QStringLiteral("statement: %1").arg(Text::sentence(checked.why()));
    const Evidence::HostStatement& stated = (*checked)->statement;
    if (stated.host.text() != text(host))
        return QStringLiteral("statement: host %1 speaks for host %2")
            .arg(text(host), stated.host.text());
    m_parts.samples.put(host,
        {std::make_shared<const std::string>(message.envelope()), m_parts.record.clock().mono()});
    m_parts.follows.statement(host, stated.statementSeq, stated.headSeq, message.envelope());
    return {};
}

void HostDesk::progress(const std::string& host, const v1::VmProgress& progress)
{
    const auto vm = m_parts.record.vm(progress.vm());
    if (!vm || vm->host() != host) {
        qCWarning(logHosts).noquote() << "host" << text(host) << "tells of VM"
                                      << text(progress.vm()) << "which is not its own";
        return;
    }
    m_parts.record.commit([&](Draft& draft) {
        Life life(m_parts.record, draft, progress.vm());
        life.phase(progress.phase());
        if (progress.job_started())
            life.jobStarted(progress.at_ns());
        if (progress.has_exit())
            life.jobEnded(progress.exit(), progress.at_ns());
        life.save();
    });
}

void HostDesk::reconcile(const std::string& host)
{
    Known& known = m_attached[host];
    if (m_parts.chains.headOf(host).seq < known.hello.head_seq())
        return;
    known.reconciled = true;
    // A drain that has asked its jobs to end says itself what is left of their grace.
    const ObjectPtr drain =
        m_parts.record.find(v1::OBJECT_TYPE_DRAIN, m_parts.record.host(host)->drain());
    const bool drainEnds = drain && drain->drain().cancelled_at_ns() > 0;
    std::vector<std::shared_ptr<const v1::Vm>> vms;
    for (const std::string& uid : m_parts.record.onHost().vmsOf(host))
        vms.push_back(m_parts.record.vm(uid));
    for (const auto& vm : vms) {
        if (!vm->teardown().empty())
            continue;
        const bool live = lists(known.hello, vm->uid());
        const bool lost = vm->exit().kind() == "lost";
        if (!live && vm->birth().empty())
            m_parts.scheduler.resend(vm->uid());
        else if (live && vm->intent() == "teardown"
            && (lost || (vm->job_ended_at_ns() == 0 && !drainEnds)))
            m_parts.scheduler.askTeardown(*vm, lost ? "lost" : "cancelled", 0);
    }
}

void HostDesk::detached(const HostLink* link, const std::unordered_set<std::string>& hosts)
{
    for (const std::string& host : hosts) {
        if (!m_parts.links.isAt(host, link))
            continue;
        m_parts.links.remove(host);
        m_attached.erase(host);
        const auto known = m_parts.record.host(host);
        if (!known)
            continue;
        qCInfo(logHosts).noquote() << "host" << text(known->code()) << "detached";
        m_parts.record.commit([&](Draft& draft) {
            v1::Host changed = *known;
            changed.set_attached(false);
            changed.set_last_heard_ns(m_parts.record.nowNs());
            draft.put(std::move(changed));
        });
    }
}

void HostDesk::checkSilence()
{
    const MonoTime now = m_parts.record.clock().mono();
    for (const auto& [host, heard] : m_heard) {
        const auto known = m_parts.record.host(host);
        if (known && !known->lost() && !known->boot_id().empty() && now - heard >= silence)
            lose(host);
    }
}

void HostDesk::lose(const std::string& host)
{
    std::vector<std::string> vms;
    for (const std::string& uid : m_parts.record.onHost().vmsOf(host)) {
        if (m_parts.record.vm(uid)->job_ended_at_ns() == 0)
            vms.push_back(uid);
    }
    const auto known = m_parts.record.host(host);
    qCWarning(logHosts).noquote() << "host" << text(known->code())
                                  << "was silent for 3 minutes: lost, with" << vms.size() << "jobs";
    m_parts.record.commit([&](Draft& draft) {
        v1::Host lost = *known;
        lost.set_lost(true);
        draft.put(std::move(lost));
        for (const std::string& uid : vms) {
            Life life(m_parts.record, draft, uid);
            life.jobEnded(exitOf(JobExitKind::Lost), m_parts.record.nowNs());
            life.save();
        }
    });
}

} // namespace Espalier::Fleetd
