// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hoststore.h"

#include <hostd/timers.h>

#include <deque>

namespace Espalier::Hostd {

// The order in which things become durable: one queue for all hosts of the process. What is queued
// within one turn of the event loop goes into one commit. A write that fails (full disk) is tried
// again, byte for byte the same, and nothing overtakes it: so a record is signed once, and a chain
// has no gap whatever the disk does. Main thread.
class Journal final {
public:
    using Write = std::function<void(HostStore&)>;
    using Then = std::function<void()>;
    using Failed = std::function<void(const QString& why)>;

    Journal(HostStore& store, Timers& timers, StepObserver step = {});
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // write runs in a transaction, perhaps several times; then runs once after it is durable, in
    // order, never within this call. Either may be dropped with the journal.
    void commit(Write write, Then then = {});

    // As commit(), but given up when it cannot be written now: then failed runs in place of then,
    // and nothing of it was written. For what somebody can be told to ask for again.
    void attempt(Write write, Then then, Failed failed);

    // The store cannot be written now: no new VM may begin. problem() says why.
    [[nodiscard]] bool isBlocked() const { return !m_problem.isEmpty(); }
    [[nodiscard]] const QString& problem() const { return m_problem; }
    [[nodiscard]] HostStore& store() { return m_store; }

private:
    struct Entry {
        Write write;
        Then then;
        Failed failed; // set: an attempt
    };
    void schedule(std::chrono::milliseconds delay);
    void flush();
    void failedToWrite(const Daemon::DatabaseError& error);
    void setProblem(const QString& problem);
    void keepRoom();

    HostStore& m_store;
    Timers& m_timers;
    StepObserver m_step;
    std::deque<Entry> m_queue;
    Timer m_next, m_room;
    QString m_problem;
};

} // namespace Espalier::Hostd
