// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal.h"

#include <QLoggingCategory>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logJournal, "espalier.journal")

constexpr std::chrono::milliseconds retryAfter{1000};
constexpr std::chrono::milliseconds roomAfter{30'000};

} // namespace

Journal::Journal(HostStore& store, Timers& timers, StepObserver step)
    : m_store(store)
    , m_timers(timers)
    , m_step(std::move(step))
{
}

void Journal::commit(Write write, Then then)
{
    m_queue.push_back({std::move(write), std::move(then), {}});
    if (!m_next.isActive())
        schedule(std::chrono::milliseconds(0));
}

void Journal::attempt(Write write, Then then, Failed failed)
{
    m_queue.push_back({std::move(write), std::move(then), std::move(failed)});
    // Blocked, the next try is a second away: nobody waits for that.
    if (isBlocked() || !m_next.isActive())
        schedule(std::chrono::milliseconds(0));
}

void Journal::schedule(std::chrono::milliseconds delay)
{
    m_next = m_timers.after(delay, [this] { flush(); });
}

void Journal::flush()
{
    const size_t count = m_queue.size();
    try {
        if (count == 0) // after an attempt was given up
            m_store.database().probeWrite();
        m_store.transaction([this, count] {
            for (size_t i = 0; i < count; ++i)
                m_queue[i].write(m_store);
            if (m_step)
                m_step("before-commit");
        });
    } catch (const Daemon::DatabaseError& error) {
        failedToWrite(error);
        return;
    }
    if (!m_problem.isEmpty())
        keepRoom();
    setProblem({});
    if (m_step)
        m_step("after-commit");
    std::vector<Then> due;
    due.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        due.push_back(std::move(m_queue.front().then));
        m_queue.pop_front();
    }
    for (const Then& then : due) {
        if (then)
            then();
    }
    if (!m_queue.empty() && !m_next.isActive())
        schedule(std::chrono::milliseconds(0));
}

// Attempts are given up; what must be written is tried again, with the room that is kept for it.
void Journal::failedToWrite(const Daemon::DatabaseError& error)
{
    setProblem(error.text());
    std::vector<Failed> given;
    std::deque<Entry> kept;
    for (Entry& entry : m_queue) {
        if (entry.failed)
            given.push_back(std::move(entry.failed));
        else
            kept.push_back(std::move(entry));
    }
    m_queue = std::move(kept);
    const bool roomier =
        !m_queue.empty() && error.kind() == Daemon::DatabaseError::Kind::Full && m_store.giveRoom();
    schedule(roomier ? std::chrono::milliseconds(0) : retryAfter);
    for (const Failed& failed : given)
        failed(error.text());
}

void Journal::keepRoom()
{
    if (!m_store.keepRoom())
        m_room = m_timers.after(roomAfter, [this] { keepRoom(); });
}

void Journal::setProblem(const QString& problem)
{
    if (m_problem.isEmpty() && !problem.isEmpty())
        qCCritical(logJournal).noquote()
            << QStringLiteral("%1. No new VM begins until this file can be written again.")
                   .arg(problem);
    else if (!m_problem.isEmpty() && problem.isEmpty())
        qCInfo(logJournal, "the state file can be written again");
    m_problem = problem;
}

} // namespace Espalier::Hostd
