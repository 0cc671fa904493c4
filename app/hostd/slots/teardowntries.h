// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forkends.h"

namespace Espalier::Hostd {

// One teardown run of one VM: its cache forks are settled, then the backend's sequence, tried until
// its outcome ends the life or the tries are used up. Main thread.
class TeardownTries final {
public:
    using Ended = std::function<void(const TeardownRun&)>;
    // entry: of the life; both outlive this. unsettled: a try ended before the backend's sequence,
    // for a fork could not be settled; nothing was removed.
    TeardownTries(LifeContext& context, StoredLife& entry, Ended unsettled);

    void begin(); // a new run
    // The same run, with all of its tries once more: at once, or after the try that is under way.
    void again();
    // A try has ended. True: the run is over; else the next try follows by itself.
    [[nodiscard]] bool ended(const TeardownRun& run);
    // Of a run that is over: its last try, with the steps of all.
    [[nodiscard]] TeardownRun takeResult();
    [[nodiscard]] const Moment& begun() const { return m_begun; }
    [[nodiscard]] ForkEnds& forks() { return m_forks; }

private:
    void next();
    void forksSettled(const ForkEnds::Result& result);
    void keep(const std::vector<TeardownStep>& steps);

    LifeContext& m_context;
    const StoredLife& m_entry;
    Ended m_unsettled;
    ForkEnds m_forks;
    Moment m_begun;
    int m_attempt = 0, m_lastAttempt = 0;
    bool m_underWay = false; // a try is
    std::vector<TeardownStep> m_steps; // of all tries
    TeardownRun m_lastTry;
    Timer m_between, m_overdue;
};

} // namespace Espalier::Hostd
