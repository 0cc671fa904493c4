// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"
#include "outputtail.h"

#include <hostd/evidence/liferecords.h>
#include <hostd/evidence/recordsigner.h>

namespace Espalier::Hostd {

class VmLife;

// How long a step of a life may take before it is given up (never a teardown: that only shows).
struct Deadlines {
    std::chrono::milliseconds prepare{60'000};
    std::chrono::milliseconds boot{180'000}; // until the job starts; TCG is slow
    std::chrono::milliseconds powerOff{20'000}; // protocol.md 5
    std::chrono::milliseconds betweenTries{1000};
    std::chrono::milliseconds teardown{120'000}; // domain SLO: then it is logged as overdue
    int tries = 3; // of one teardown run, protocol.md 5
};

// Told by a life, within the event loop.
class LifeEvents {
public:
    virtual ~LifeEvents() = default;
    virtual void lifeChanged(VmLife& life) = 0; // phase, job state or exit
    virtual void outputArrived(VmLife& life) = 0;
    virtual void recordCommitted(const SignedRecord& record) = 0;
    // No Birth, nothing left over; the life may be deleted.
    virtual void placementFailed(VmLife& life, const QString& why) = 0;
    // The teardown run's record is committed: a Teardown (then the life may be deleted) or, if the
    // outcome ends no life, a TeardownFailed.
    virtual void runCommitted(VmLife& life, Outcome outcome) = 0;
};

// What the lives of one host share. All references outlive them.
struct LifeContext {
    Backend& backend;
    Journal& journal;
    RecordSigner& signer;
    Timers& timers;
    const Clock& clock;
    LifeEvents& events;
    RecordFrame frame;
    Deadlines deadlines;
    StepObserver step; // empty in the shipped program
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

    // fleetd's order: the VM shall end. A running job gets the grace. Of a stuck one: the whole
    // teardown sequence once more.
    void end(std::chrono::milliseconds grace, JobExitKind why);

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
    void signBirth();
    void abandon(const QString& why);
    void launch();
    void armBootDeadline();
    void armTimeLimit();
    void endJob(const JobExit& exit, Trigger trigger);
    void beginRun();
    void tryTearDown();
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
    bool m_closed = false; // its Teardown is signed: nothing of it is saved any more
    QString m_abandoned; // why no Birth will be signed, once that is known
    std::optional<JobExitKind> m_ending; // a grace runs
    OutputTail m_output;
    Timer m_deadline, m_grace, m_overdue;
    Moment m_runBegun;
    int m_attempt = 0;
    std::vector<TeardownStep> m_steps; // of all tries of this run
    TeardownRun m_lastTry;
};

} // namespace Espalier::Hostd
