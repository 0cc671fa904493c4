// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/evidence/recordsigner.h>
#include <hostd/slots/journal.h>

namespace Espalier::Hostd {

// A host's mode as people ordered it: durable, and told by a signed HostMode record (evidence.md
// 1). Also the host's generation. Main thread.
class ModeKeeper final {
public:
    struct Events {
        std::function<void()> closed; // no Birth may be signed from now on
        std::function<void(const SignedRecord&)> committed;
    };
    // Throws Daemon::DatabaseError.
    ModeKeeper(RecordSigner& signer, Journal& journal, const Clock& clock, Events events,
        StepObserver step);

    [[nodiscard]] HostMode mode() const { return m_standing.mode; }
    // Of the command that set it; empty: none did.
    [[nodiscard]] const QString& commandDigest() const { return m_standing.commandDigest; }
    [[nodiscard]] quint64 generation() const { return m_standing.generation; }
    // Why nothing may be placed here; empty: it may.
    [[nodiscard]] QString placementProblem() const;

    // Counts in memory at once; the write makes it durable.
    [[nodiscard]] Journal::Write setGeneration(quint64 generation);
    // Signs the record; it, the mode and what also writes become durable in one commit, then runs
    // after it. Answers what is wrong if it cannot be signed: nothing has happened then.
    [[nodiscard]] QString set(
        HostMode mode, const QString& commandDigest, Journal::Write also, Journal::Then then);

private:
    void step(const char* name) const;

    RecordSigner& m_signer;
    Journal& m_journal;
    const Clock& m_clock;
    Events m_events;
    StepObserver m_step;
    HostStanding m_standing;
};

} // namespace Espalier::Hostd
