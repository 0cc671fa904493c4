// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "life.h"

#include "jobstore.h"

#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

constexpr qint64 believedSkewNs = 60'000'000'000; // hosts' clocks are off by less, or not believed

int rankOf(const std::string& phase)
{
    const auto known = vmPhaseFromName(QString::fromStdString(phase));
    return known ? static_cast<int>(*known) : -1;
}

bool isEnded(const v1::Job& job) { return job.state() == "ended" || job.state() == "lost"; }

} // namespace

v1::JobExit exitOf(const JobExit& exit)
{
    v1::JobExit message;
    Wire::toWire(exit, message);
    return message;
}

v1::JobExit exitOf(JobExitKind kind) { return exitOf(JobExit{kind, 0}); }

Life::Life(const FleetRecord& record, Draft& draft, const std::string& vm)
    : m_record(record)
    , m_draft(draft)
{
    const auto known = record.vm(vm);
    if (!known)
        return;
    m_known = true;
    m_vm = *known;
    if (const auto job = record.job(m_vm.job()))
        m_job = *job;
    if (const auto slot = record.slot(m_vm.slot()); slot && slot->vm() == vm)
        m_slot = *slot;
}

qint64 Life::plausible(qint64 atNs) const
{
    const qint64 now = m_record.nowNs();
    return std::abs(atNs - now) <= believedSkewNs ? atNs : now;
}

void Life::phase(const std::string& phase)
{
    if (m_known && phase != "gone" && rankOf(phase) > rankOf(m_vm.phase()))
        m_vm.set_phase(phase);
}

void Life::jobStarted(qint64 atNs)
{
    if (!m_known || m_vm.started_at_ns() != 0)
        return;
    m_vm.set_started_at_ns(plausible(atNs));
    if (!m_job || isEnded(*m_job))
        return;
    m_job->set_state("running");
    m_job->set_started_at_ns(m_vm.started_at_ns());
}

void Life::jobEnded(const v1::JobExit& exit, qint64 atNs)
{
    if (!m_known || m_vm.job_ended_at_ns() != 0)
        return;
    *m_vm.mutable_exit() = exit;
    m_vm.set_job_ended_at_ns(plausible(atNs));
    wantTeardown();
    if (!m_job || isEnded(*m_job))
        return;
    m_job->set_state(exit.kind() == "lost" ? "lost" : "ended");
    *m_job->mutable_exit() = exit;
    m_job->set_ended_at_ns(m_vm.job_ended_at_ns());
    JobStore::forgetScript(m_draft, m_job->uid());
    JobStore::forgetOrder(m_draft, m_vm.uid());
    if (m_job->started_at_ns() > 0)
        JobStore::addRun(m_draft, *m_job);
}

void Life::wantTeardown()
{
    if (!m_known || m_vm.intent() != "run")
        return;
    m_vm.set_intent("teardown");
    // A command that was taken up has raised it before.
    if (m_vm.ended_by().empty())
        m_vm.set_generation(m_vm.generation() + 1);
}

void Life::born(const std::string& record)
{
    if (!m_known || !m_vm.birth().empty())
        return;
    m_vm.set_birth(record);
    phase("preparing");
}

void Life::gone(const std::string& record, bool frees, const QString& outcome)
{
    if (!m_known || !m_vm.teardown().empty())
        return;
    m_vm.set_teardown(record);
    m_vm.set_phase("gone");
    wantTeardown();
    if (m_slot && frees) {
        m_slot->clear_vm();
        // Only what this VM's own end had caused: what the host stated of the slot is the host's.
        if (m_vm.failed_teardowns() > 0) {
            m_slot->set_quarantined(false);
            m_slot->clear_quarantine_reason();
        }
    } else if (m_slot) {
        m_slot->set_quarantined(true);
        m_slot->set_quarantine_reason(outcome.toStdString());
    }
    const auto host = m_record.host(m_vm.host());
    if (frees && host && host->quarantined() && m_vm.failed_teardowns() > 0) {
        m_host = *host;
        m_host->set_quarantined(false);
        m_host->clear_quarantine_reason();
    }
}

void Life::endedBy(const std::string& command) { m_vm.set_ended_by(command); }

void Life::teardownFailed(const QString& outcome)
{
    if (!m_known)
        return;
    m_vm.set_failed_teardowns(m_vm.failed_teardowns() + 1);
    wantTeardown();
    const std::string reason = outcome.toStdString() + ": teardown of VM " + m_vm.uid() + " failed";
    if (m_slot) {
        m_slot->set_quarantined(true);
        m_slot->set_quarantine_reason(reason);
    }
    const auto host = m_record.host(m_vm.host());
    if (host && outcome == outcomeName(Outcome::ProcessUnkillable)) {
        m_host = *host;
        m_host->set_quarantined(true);
        m_host->set_quarantine_reason(reason);
    }
}

void Life::save()
{
    if (!m_known)
        return;
    m_draft.put(m_vm);
    if (m_job)
        m_draft.put(*m_job);
    if (m_slot)
        m_draft.put(*m_slot);
    if (m_host)
        m_draft.put(*m_host);
}

} // namespace Espalier::Fleetd
