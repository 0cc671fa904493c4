// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lifecontext.h"

namespace Espalier::Hostd {

// What becomes of a VM's cache forks: its process is ended first, then each fork is committed (the
// job exited with 0) or abandoned, in one commit with its CacheDetach. Nothing of the VM's data is
// removed before all are through. Repeatable: what is settled stays so. Main thread.
class ForkEnds final {
public:
    struct Result {
        std::vector<TeardownStep> steps;
        bool gone = true; // the process
        QString problem; // empty: every fork is settled
    };
    using Then = std::function<void(const Result&)>;

    // entry: of the life; both outlive this.
    ForkEnds(LifeContext& context, StoredLife& entry);

    void settle(Then then); // at once if there is nothing to be done
    // From the backend.
    void stopped(const StopRun& run);
    void flattened(const QString& fork, const FlattenRun& run);

private:
    [[nodiscard]] LifeCache* open(); // nullptr: none
    void next();
    void flatten(const LifeCache& cache);
    // end: of the fork's row, within the commit of its CacheDetach.
    void detach(LifeCache& cache, const QString& outcome, quint64 version, Journal::Write end);
    void finish(const QString& problem);
    void step(const char* name) const;

    LifeContext& m_context;
    StoredLife& m_entry;
    Result m_result;
    Then m_then;
};

} // namespace Espalier::Hostd
