// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

namespace Espalier::Tests {

// Objects and batches of a small fleet, as a control plane would tell them. Numbers name things:
// host 3 of fra1 is "fra1-host-3" at A01-03, its slot 2 is "fra1-host-3/2".

inline SiteId siteId(const char* name = "fra1") { return SiteId(QString::fromLatin1(name)); }

inline HostId hostId(int number, const SiteId& site = siteId())
{
    return HostId(site.text() + QStringLiteral("-host-") + QString::number(number));
}

inline SlotId slotId(int host, int index, const SiteId& site = siteId())
{
    return SlotId(hostId(host, site).text() + u'/' + QString::number(index));
}

inline VmId vmId(int number)
{
    return VmId(QStringLiteral("vm-%1").arg(number, 4, 10, QLatin1Char('0')));
}
inline JobId jobId(int number) { return JobId(QStringLiteral("job-") + QString::number(number)); }

class HostBuilder final {
public:
    explicit HostBuilder(int number, const SiteId& site = siteId())
    {
        m_host.id = hostId(number, site);
        m_host.site = site;
        m_host.row = QStringLiteral("A");
        m_host.rackName = QStringLiteral("A01");
        m_host.unit = number;
        m_host.code = QStringLiteral("A01-%1").arg(number, 2, 10, QLatin1Char('0'));
        m_host.name = QStringLiteral("mac-a01-%1").arg(number, 2, 10, QLatin1Char('0'));
        m_host.pool = QStringLiteral("m2-large");
        m_host.hostdVersion = QStringLiteral("0.1.0");
        m_host.backend = QStringLiteral("qemu");
        m_host.attached = true;
    }
    HostBuilder& simulated()
    {
        m_host.simulated = true;
        m_host.backend = QStringLiteral("simulated");
        return *this;
    }
    HostBuilder& lost() { return m_host.lost = true, *this; }
    HostBuilder& quarantined() { return m_host.quarantined = true, *this; }
    HostBuilder& mode(HostMode mode) { return m_host.mode = mode, *this; }
    operator Host() const { return m_host; }

private:
    Host m_host;
};
inline HostBuilder aHost(int number, const SiteId& site = siteId())
{
    return HostBuilder(number, site);
}

inline Slot aSlot(int host, int index, const VmId& vm = {}, const SiteId& site = siteId())
{
    Slot slot;
    slot.id = slotId(host, index, site);
    slot.host = hostId(host, site);
    slot.index = index;
    slot.code = Host(aHost(host, site)).code + u'/' + QString::number(index);
    slot.vm = vm;
    return slot;
}

class VmBuilder final {
public:
    VmBuilder(int number, int host, int index, WallTime placedAt, const SiteId& site = siteId())
    {
        m_vm.id = vmId(number);
        m_vm.host = hostId(host, site);
        m_vm.slot = slotId(host, index, site);
        m_vm.job = jobId(number);
        m_vm.tenant = TenantId(QStringLiteral("acme"));
        m_vm.placedAt = placedAt;
    }
    VmBuilder& of(const char* tenant)
    {
        m_vm.tenant = TenantId(QString::fromLatin1(tenant));
        return *this;
    }
    VmBuilder& started(WallTime at)
    {
        m_vm.startedAt = at;
        m_vm.phase = VmPhase::Running;
        return *this;
    }
    VmBuilder& ended(WallTime at)
    {
        m_vm.jobEndedAt = at;
        m_vm.exit = JobExit{};
        m_vm.intent = Intent::Teardown;
        return *this;
    }
    VmBuilder& held() { return m_vm.intent = Intent::Hold, *this; }
    operator Vm() const { return m_vm; }

private:
    Vm m_vm;
};

inline Job aJob(int number, const SiteId& site = siteId())
{
    Job job;
    job.id = jobId(number);
    job.site = site;
    job.tenant = TenantId(QStringLiteral("acme"));
    job.pipeline = QStringLiteral("ios-release");
    job.number = static_cast<quint64>(number);
    job.image = QStringLiteral("image-1");
    job.vm = vmId(number);
    return job;
}

inline Record aRecord(const char* type, int host, quint64 hostSeq, const VmId& vm, WallTime at,
    const SiteId& site = siteId())
{
    Record record;
    record.host = hostId(host, site);
    record.id = RecordId(record.host.text() + u'/' + QString::number(hostSeq));
    record.site = site;
    record.hostSeq = hostSeq;
    record.type = QString::fromLatin1(type);
    record.vm = vm;
    record.committedAt = at;
    return record;
}

// A verified statement, as the verifier tells it.
inline HostObservation anObservation(int host, quint64 statementSeq, quint64 headSeq, MonoTime at,
    WallTime wall, std::vector<ObservedVm> vms = {}, const SiteId& site = siteId())
{
    HostObservation seen;
    seen.site = site;
    seen.host = hostId(host, site);
    seen.verified = true;
    seen.bootId = QStringLiteral("boot-1");
    seen.statementSeq = statementSeq;
    seen.headSeq = headSeq;
    seen.receivedAt = at;
    seen.wall = wall;
    seen.vms = std::move(vms);
    return seen;
}

inline ObservedVm runningVm(const VmId& vm)
{
    return {vm, 4242, VmPhase::Running, JobState::Running};
}
inline ObservedVm stoppingVm(const VmId& vm)
{
    return {vm, 4242, VmPhase::TearingDown, JobState::Ended};
}

// The verdict of a life whose end is proven under log: absent.
inline LifeVerdict aGoneVerdict(int number, int host, quint64 birthSeq, quint64 teardownSeq,
    WallTime endedAt, std::chrono::nanoseconds took, const SiteId& site = siteId())
{
    LifeVerdict verdict;
    verdict.site = site;
    verdict.host = hostId(host, site);
    verdict.vm = vmId(number);
    verdict.badge = Badge::SignedHostAgrees;
    verdict.gone = verdict.hasBirth = verdict.hasTeardown = true;
    for (ClauseVerdict& clause : verdict.clauses)
        clause.state = ClauseState::Holds;
    for (const size_t logged : {2u, 4u, 5u})
        verdict.clauses[logged].state = ClauseState::NotEvaluated;
    verdict.outcome = Outcome::Complete;
    verdict.exit = JobExit{};
    verdict.birthSeq = birthSeq;
    verdict.teardownSeq = teardownSeq;
    verdict.jobEndedAt = endedAt - took;
    verdict.endedAt = endedAt;
    verdict.teardownDuration = took;
    return verdict;
}

inline Event added(Object object) { return {Change::Added, std::move(object), {}}; }
inline Event modified(Object object) { return {Change::Modified, std::move(object), {}}; }
inline Event deleted(Object object) { return {Change::Deleted, std::move(object), {}}; }

// Batches from the wire at a moment of this machine's clock.
inline FeedBatch aMessage(MonoTime at, const SiteId& site = siteId())
{
    FeedBatch batch;
    batch.site = site;
    batch.epoch = QStringLiteral("epoch-1");
    batch.receivedAt = at;
    batch.fromWire = true;
    return batch;
}

inline FeedBatch aList(
    MonoTime at, quint64 revision, std::vector<Event> events, const SiteId& site = siteId())
{
    FeedBatch batch = aMessage(at, site);
    batch.commits = {{revision, true, std::move(events)}};
    batch.initialEnd = revision;
    return batch;
}

inline FeedBatch aCommit(
    MonoTime at, quint64 revision, std::vector<Event> events, const SiteId& site = siteId())
{
    FeedBatch batch = aMessage(at, site);
    batch.commits = {{revision, false, std::move(events)}};
    return batch;
}

inline FeedBatch aFinding(const SiteId& site, std::vector<HostObservation> observations,
    std::vector<LifeVerdict> verdicts = {})
{
    FeedBatch batch;
    batch.site = site;
    batch.observations = std::move(observations);
    batch.verdicts = std::move(verdicts);
    return batch;
}

} // namespace Espalier::Tests
