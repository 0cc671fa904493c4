// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scheduler.h"

#include <evidence/digest.h>
#include <fleetd/record/life.h>

#include <QLoggingCategory>

#include <algorithm>

#include <openssl/hmac.h>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logScheduler, "espalier.scheduler")

constexpr size_t jobsAtOnce = 256; // looked at in one round
constexpr int refusalsAtMost = 3;

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

} // namespace

bool mayTakeWork(const v1::Host& host, const Evidence::Policy& policy)
{
    return host.attached() && !host.lost() && !host.quarantined() && host.mode() == "in-service"
        && policy.acceleratorProblem(text(host.backend()), text(host.accelerator())).isEmpty();
}

Scheduler::Scheduler(Parts parts)
    : m_parts(std::move(parts))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { placeNow(); });
}

void Scheduler::kick()
{
    if (!m_soon.isActive() && m_parts.queue.size() > 0)
        m_soon.start();
}

void Scheduler::setImages(const std::string& host, std::vector<std::string> images)
{
    m_images[host] = std::move(images);
}

std::vector<FreeSlot> Scheduler::freeSlots() const
{
    const TrustPtr trust = m_parts.trust.now();
    const Evidence::Policy& policy = trust->roster.policy;
    std::vector<FreeSlot> free;
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_SLOT)) {
        const v1::Slot& slot = object->slot();
        const auto host = m_parts.record.host(slot.host());
        if (!slot.vm().empty() || slot.quarantined() || !host || !mayTakeWork(*host, policy)
            || (m_isClosing && m_isClosing(slot.host())))
            continue;
        FreeSlot entry{uid, slot.host(), slot.shape(), busyOn(slot.host()), {}, host->simulated()};
        if (const auto images = m_images.find(slot.host()); images != m_images.end()) {
            for (const std::string& image : images->second) {
                if (host->simulated() || policy.images.contains(text(image)))
                    entry.images.push_back(image);
            }
        }
        free.push_back(std::move(entry));
    }
    return free;
}

int Scheduler::busyOn(const std::string& host) const
{
    const auto& uids = m_parts.record.onHost().slotsOf(host);
    return static_cast<int>(std::count_if(uids.begin(), uids.end(),
        [this](const std::string& uid) { return !m_parts.record.slot(uid)->vm().empty(); }));
}

void Scheduler::placeNow()
{
    if (m_parts.queue.size() == 0)
        return;
    const std::vector<FreeSlot> slots = freeSlots();
    if (slots.empty())
        return;
    std::vector<WaitingJob> jobs = m_parts.queue.front(jobsAtOnce);
    for (WaitingJob& waiting : jobs) {
        if (const auto job = m_parts.record.job(waiting.job); job && job->caches_size() > 0)
            waiting.warmth = m_parts.volumes.warmthOf(*job);
    }
    for (const Placement& placement : place(jobs, slots)) {
        try {
            placeOne(jobs[placement.job].job, slots[placement.slot]);
        } catch (const Daemon::DatabaseError& error) {
            qCCritical(logScheduler).noquote() << "nothing placed:" << error.text();
            return;
        }
    }
}

QString Scheduler::pseudonymOf(const std::string& tenant) const
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(tenant.data());
    HMAC(EVP_sha256(), m_parts.tenantKey.constData(), static_cast<int>(m_parts.tenantKey.size()),
        bytes, tenant.size(), digest, &size);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(size)).toHex());
}

v1::PlaceOrder Scheduler::orderFor(
    const v1::Job& job, const v1::Vm& vm, quint32 slotIndex, const QByteArray& salt)
{
    v1::PlaceOrder order;
    order.set_order(newUid(m_parts.random));
    order.set_vm(vm.uid());
    order.set_slot(slotIndex);
    order.set_shape(job.shape());
    order.set_image(job.image());
    order.set_tenant_pseudonym(vm.tenant_pseudonym());
    order.set_job_ref_digest(
        Evidence::saltedDigest(salt, QByteArray::fromStdString(job.uid())).toStdString());
    order.set_policy_version(vm.policy_version());
    order.set_generation(vm.generation());
    order.set_script(m_parts.store.script(job.uid()).toStdString());
    order.set_time_limit_s(job.time_limit_s());
    auto& environment = *order.mutable_environment();
    environment["ESPALIER_JOB"] = job.uid();
    environment["ESPALIER_JOB_NUMBER"] = std::to_string(job.number());
    environment["ESPALIER_TENANT"] = job.tenant();
    environment["ESPALIER_CLUSTER"] = job.cluster();
    environment["ESPALIER_PIPELINE"] = job.pipeline();
    return order;
}

void Scheduler::placeOne(const std::string& jobUid, const FreeSlot& target)
{
    const auto waiting = m_parts.record.job(jobUid);
    const auto slot = m_parts.record.slot(target.slot);
    if (!waiting || waiting->state() != "queued" || !slot || !slot->vm().empty())
        return;
    v1::Job job = *waiting;
    v1::Vm vm;
    vm.set_uid(newUid(m_parts.random));
    vm.set_generation(1);
    vm.set_host(target.host);
    vm.set_slot(target.slot);
    vm.set_job(jobUid);
    vm.set_tenant(job.tenant());
    vm.set_tenant_pseudonym(pseudonymOf(job.tenant()).toStdString());
    vm.set_intent("run");
    vm.set_phase("placed");
    vm.set_policy_version(m_parts.trust.now()->roster.version);
    vm.set_placed_at_ns(m_parts.record.nowNs());
    job.set_state("placed");
    job.set_vm(vm.uid());
    if (job.image().empty() && !target.images.empty())
        job.set_image(target.images.front());
    v1::Slot taken = *slot;
    taken.set_vm(vm.uid());
    const QByteArray salt = m_parts.random(32);
    v1::PlaceOrder order = orderFor(job, vm, slot->index(), salt);
    if (job.caches_size() > 0)
        qCInfo(logScheduler).noquote() << "job" << text(jobUid) << "on" << text(slot->code()) << ":"
                                       << m_parts.volumes.choice(job, target.host);
    m_parts.record.commit([&](Draft& draft) {
        for (v1::CacheRequest& request : m_parts.volumes.grant(draft, job, vm))
            *order.add_caches() = std::move(request);
        draft.put(vm);
        draft.put(job);
        draft.put(taken);
        JobStore::addPlacement(draft, order, target.host, jobUid, salt);
    });
    m_parts.queue.remove(jobUid);
    m_orders[order.order()] = vm.uid();
    v1::FleetFrame frame;
    *frame.mutable_place() = order;
    m_parts.links.send(target.host, std::move(frame));
}

void Scheduler::resend(const std::string& uid)
{
    const auto vm = m_parts.record.vm(uid);
    if (!vm || !vm->birth().empty())
        return;
    if (vm->intent() != "run") {
        withdraw(*vm, "no longer wanted");
        return;
    }
    const auto order = m_parts.store.order(uid);
    if (!order)
        return;
    m_orders[order->order()] = uid;
    v1::FleetFrame frame;
    *frame.mutable_place() = *order;
    m_parts.links.send(vm->host(), std::move(frame));
}

void Scheduler::answered(const std::string& host, const v1::OrderResult& result)
{
    const auto known = m_orders.find(result.order());
    if (known == m_orders.end())
        return;
    const auto vm = m_parts.record.vm(known->second);
    m_orders.erase(known);
    if (result.accepted() || !vm || vm->host() != host || !vm->birth().empty())
        return;
    qCWarning(logScheduler).noquote()
        << "host" << text(host) << "refused VM" << text(vm->uid()) << ":" << text(result.reason());
    withdraw(*vm, result.reason());
}

void Scheduler::withdraw(const v1::Vm& vm, const std::string& why)
{
    const bool again = vm.intent() == "run" && ++m_refusals[vm.job()] < refusalsAtMost;
    m_parts.record.commit([&](Draft& draft) {
        Life life(m_parts.record, draft, vm.uid());
        if (!again)
            life.jobEnded(
                exitOf(vm.intent() == "run" ? JobExitKind::NeverStarted : JobExitKind::Cancelled),
                m_parts.record.nowNs());
        life.save();
        if (const auto job = m_parts.record.job(vm.job()); job && again) {
            v1::Job waiting = *job;
            waiting.set_state("queued");
            waiting.clear_vm();
            draft.put(std::move(waiting));
        }
        if (const auto slot = m_parts.record.slot(vm.slot()); slot && slot->vm() == vm.uid()) {
            v1::Slot freed = *slot;
            freed.clear_vm();
            draft.put(std::move(freed));
        }
        draft.retire(v1::OBJECT_TYPE_VM, vm.uid());
    });
    if (again) {
        if (const auto place = m_parts.store.place(vm.job()))
            m_parts.queue.add(*place);
    } else {
        m_refusals.erase(vm.job());
    }
    qCInfo(logScheduler).noquote()
        << "VM" << text(vm.uid()) << "withdrawn before its Birth:" << text(why);
    kick();
}

void Scheduler::askTeardown(
    const v1::Vm& vm, const std::string& why, quint32 graceS, const std::string& commandDigest)
{
    v1::FleetFrame frame;
    v1::TeardownOrder* order = frame.mutable_teardown();
    order->set_order(newUid(m_parts.random));
    order->set_vm(vm.uid());
    order->set_grace_s(graceS);
    order->set_why(why);
    order->set_command_digest(commandDigest);
    m_parts.links.send(vm.host(), std::move(frame));
}

} // namespace Espalier::Fleetd
