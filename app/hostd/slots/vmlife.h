// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outputtail.h"
#include "teardowntries.h"

namespace Espalier::Hostd {

// Why somebody wants a VM to end, as its records will say. commandDigest: of a person's command, or
// of the drain behind fleetd's order.
struct EndCause {
    JobExitKind why = JobExitKind::Cancelled;
    Trigger trigger = Trigger::JobEnd;
    QString commandDigest{};
};

// One VM's life on this host (domain.md 3): preparing, Birth, booting, running, tearing-down,
// proving, Teardown. Nothing happens before what must be durable for it is. Main thread.
class VmLife final {
public:
    // placed: a new life; restored: one that the store remembers.
    VmLife(LifeContext& context, StoredLife entry, VmSpec spec = {});
    VmLife(const VmLife&) = delete;
    VmLife& operator=(const VmLife&) = delete;
    ~VmLife();

    void begin(); // a new life
    void resume(); // after a restart: adopt, reconcile, or enter the teardown again

    // The VM shall end. A running job gets the grace; of two ends the first counts, but a person's
    // command may shorten it. Of a stuck one: the whole teardown sequence once more.
    void end(std::chrono::milliseconds grace, const EndCause& cause);
    // A command: the whole teardown sequence again, at once. Its job has ended.
    void tearDownAgain(const QString& commandDigest);
    // The host takes no work any more: without a Birth yet, there will be none.
    void refuseBirth(const QString& why);
    // A command was taken up. Counts at once; the write makes it durable.
    [[nodiscard]] Journal::Write setGeneration(quint64 generation);

    // From the backend.
    void prepared(const VmTrace& trace);
    void prepareFailed(const QString& why);
    void started(const VmTrace& trace);
    void startFailed(const QString& why);
    void booted();
    void jobStarted();
    void output(const QByteArray& data);
    void jobEnded(const JobExit& exit);
    void proving();
    void tornDown(const TeardownRun& run);
    void stopped(const StopRun& run) { m_tries.forks().stopped(run); }
    void flattened(const QString& fork, const FlattenRun& run)
    {
        m_tries.forks().flattened(fork, run);
    }

    [[nodiscard]] const StoredLife& entry() const { return m_entry; }
    [[nodiscard]] const VmId& vm() const { return m_entry.vm; }
    [[nodiscard]] VmPhase phase() const { return m_phase; }
    [[nodiscard]] JobState jobState() const; // None, Running, Ended
    [[nodiscard]] bool isBorn() const
    {
        return m_birthDurable;
    } // listed in statements from then on
    [[nodiscard]] bool isStuck() const { return m_stuck; }
    [[nodiscard]] const OutputTail& outputTail() const { return m_output; }
    [[nodiscard]] WallTime changedAt() const { return m_changedAt; }
    // The tenant's script and environment are kept until the process has them, no longer.
    [[nodiscard]] bool holdsScript() const
    {
        return !m_spec.script.isEmpty() || !m_spec.environment.isEmpty();
    }

private:
    void step(const char* name) const;
    void setPhase(VmPhase phase);
    void save(Journal::Then then = {});
    void openCaches();
    void prepare();
    void signBirth();
    [[nodiscard]] std::vector<SignedRecord> withAttaches(SignedRecord birth, const Moment& moment);
    void abandon(const QString& why);
    void launch();
    void armBootDeadline();
    void armTimeLimit();
    void endJob(const JobExit& exit, Trigger trigger);
    void endByCause();
    void wantEnd();
    void beginRun();
    void finishRun();
    void forgetScript();
    [[nodiscard]] Moment now() const;

    LifeContext& m_context;
    StoredLife m_entry;
    VmSpec m_spec; // wiped once the process runs
    VmPhase m_phase = VmPhase::Preparing;
    WallTime m_changedAt{};
    bool m_birthDurable = false;
    bool m_birthSigned = false;
    bool m_stuck = false;
    bool m_closed = false; // Teardown signed, or never born: nothing of it is saved any more
    QString m_abandoned; // why no Birth will be signed, once that is known
    std::optional<EndCause> m_ending; // a grace runs
    MonoTime m_graceEnds{};
    OutputTail m_output;
    Timer m_deadline, m_grace;
    TeardownTries m_tries;
};

} // namespace Espalier::Hostd
