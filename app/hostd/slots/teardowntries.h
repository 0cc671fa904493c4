// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lifecontext.h"

namespace Espalier::Hostd {

// One teardown run of one VM: the backend's sequence, tried until its outcome ends the life or the
// tries are used up. Main thread.
class TeardownTries final {
public:
    // entry: of the life; both outlive this.
    TeardownTries(LifeContext& context, const StoredLife& entry);

    void begin(); // a new run
    // The same run, with all of its tries once more: at once, or after the try that is under way.
    void again();
    // A try has ended. True: the run is over; else the next try follows by itself.
    [[nodiscard]] bool ended(const TeardownRun& run);
    // Of a run that is over: its last try, with the steps of all.
    [[nodiscard]] TeardownRun takeResult();
    [[nodiscard]] const Moment& begun() const { return m_begun; }

private:
    void next();

    LifeContext& m_context;
    const StoredLife& m_entry;
    Moment m_begun;
    int m_attempt = 0, m_lastAttempt = 0;
    bool m_underWay = false; // a try is
    std::vector<TeardownStep> m_steps; // of all tries
    TeardownRun m_lastTry;
    Timer m_between, m_overdue;
};

} // namespace Espalier::Hostd
