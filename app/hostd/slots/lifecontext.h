// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"

#include <hostd/caches/cachekeeper.h>
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
    // outcome ends no life, a TeardownFailed. commandDigest: as in that record.
    virtual void runCommitted(VmLife& life, Outcome outcome, const QString& commandDigest) = 0;
};

// What the lives of one host share. All references outlive them.
struct LifeContext {
    Backend& backend;
    Journal& journal;
    RecordSigner& signer;
    Timers& timers;
    const Clock& clock;
    LifeEvents& events;
    CacheKeeper& caches;
    RecordFrame frame;
    Deadlines deadlines;
    StepObserver step; // empty in the shipped program
};

} // namespace Espalier::Hostd
