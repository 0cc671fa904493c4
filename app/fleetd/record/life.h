// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"

#include <evidence/records.h>

namespace Espalier::Fleetd {

// What one event makes of a VM, its job and its slot, in one commit: works on copies and puts them
// into the draft at save(). A VM that is not in the record: isKnown() is false, nothing happens.
class Life final {
public:
    Life(const FleetRecord& record, Draft& draft, const std::string& vm);
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] const v1::Vm& vm() const { return m_vm; }

    // Phases never go back: late and double news are no-ops.
    void phase(const std::string& phase);
    void jobStarted(qint64 atNs);
    // However it ended. The first news of an end counts.
    void jobEnded(const v1::JobExit& exit, qint64 atNs);
    // Cancelled or lost: the control plane wants it gone.
    void wantTeardown();
    void born(const std::string& record);
    // frees: the outcome is one that frees the slot (evidence.md 6).
    void gone(const std::string& record, bool frees, const QString& outcome);
    // The command that its Teardown names; empty: none.
    void endedBy(const std::string& command);
    void teardownFailed(const QString& outcome);
    void save();

private:
    [[nodiscard]] qint64 plausible(qint64 atNs) const;

    const FleetRecord& m_record;
    Draft& m_draft;
    bool m_known = false;
    v1::Vm m_vm;
    std::optional<v1::Job> m_job;
    std::optional<v1::Slot> m_slot;
    std::optional<v1::Host> m_host; // only if it changes
};

// Wire form of a job's end, and of one that the control plane states itself.
[[nodiscard]] v1::JobExit exitOf(const JobExit& exit);
[[nodiscard]] v1::JobExit exitOf(JobExitKind kind);

} // namespace Espalier::Fleetd
